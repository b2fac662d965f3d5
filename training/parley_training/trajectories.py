"""Log-probabilities of sampled replies under the mask, with gradients, for all replies of some contexts in one pass."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as functional

from .grammar_mask import TokenKinds, masks_along
from .sampling import Context, Reply
from .shared_prefix import pad, states_before


@dataclass(frozen=True)
class Packed:
    """Contexts (C, T) and their replies (C·R, S), padded, with what was allowed at each real token of the replies."""

    context_ids: torch.Tensor
    context_real: torch.Tensor
    reply_ids: torch.Tensor
    reply_real: torch.Tensor
    # (real tokens of all replies, vocabulary), in the order of `reply_real`.
    allowed: torch.Tensor


@dataclass(frozen=True)
class TokenScores:
    """Per token of every reply (C·R, S), zero where padded."""

    log_probabilities: torch.Tensor
    # Entropy of the masked distribution, nats.
    entropies: torch.Tensor
    # What the network knows before it writes the token (C·R, S, W), without gradient.
    states: torch.Tensor


def pack(contexts: list[Context], replies: list[list[Reply]], kinds: TokenKinds, device: str) -> Packed:
    context_ids, context_real = pad([context.tokens for context in contexts], kinds.pad, device)
    flat = [reply.tokens for own in replies for reply in own]
    reply_ids, reply_real = pad(flat, kinds.pad, device)
    masks = [
        masks_along(context.grammar, kinds, reply.tokens) for context, own in zip(contexts, replies) for reply in own
    ]
    return Packed(context_ids, context_real, reply_ids, reply_real, torch.cat(masks).to(device))


def score_tokens(model, packed: Packed, context_gradient: bool = True) -> TokenScores:
    """`model` is the causal model itself (of an adapted one: its base model, with the adapter inside)."""
    before = states_before(model, packed.context_ids, packed.context_real, packed.reply_ids, context_gradient)
    real = packed.reply_real
    logits = functional.linear(before[real], model.lm_head.weight).float()
    logits = logits.masked_fill(~packed.allowed, float("-inf"))
    logs = logits.log_softmax(dim=-1)
    chosen = logs.gather(1, packed.reply_ids[real][:, None])[:, 0]
    with torch.no_grad():
        entropy = -(logs.exp() * logs.masked_fill(~packed.allowed, 0.0)).sum(-1)
    return TokenScores(_spread(chosen, real), _spread(entropy, real), before.detach())


def _spread(values: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Values of the real tokens back in their places."""
    return torch.zeros(real.shape, dtype=values.dtype, device=values.device).masked_scatter(real, values)
