"""Trained models as ONNX under `models/`: quantised, gated, with a manifest and a card."""
