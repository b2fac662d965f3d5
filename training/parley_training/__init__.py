"""Trains Parley's policy and what scores it. Contexts, masks, rewards and partners come from the server's own code."""
