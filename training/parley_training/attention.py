"""Attention by plain matrix products, for processors: in bfloat16 they use the matrix unit, which the fused kernel's
backward pass does not (58 against 30 ms a layer for 4 sequences of 576 tokens on two cores with AMX)."""

from __future__ import annotations

import torch
from transformers import AttentionInterface, AttentionMaskInterface

NAME = "matrix_products"

# Queries of one block share their keys: those up to the block's end, so that a causal pass skips most of what is hidden.
BLOCK = 288


def _attention(module, query, key, value, attention_mask, scaling: float | None = None, dropout: float = 0.0, **_):
    """Shapes as transformers hands them over: query (batch, heads, length, size), key and value with fewer heads.

    Causal, over sequences of which queries are the last tokens and padding comes last. Returns (batch, length, heads, size),
    None.

    :raises ValueError: for a mask, which would be needed for any other padding
    """
    if attention_mask is not None:
        raise ValueError("This attention is causal and takes no mask")
    query = query * (scaling if scaling is not None else query.shape[-1] ** -0.5)
    return causal_attention(query, key, value).transpose(1, 2).contiguous(), None


def causal_attention(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    """Causal attention of scaled queries (batch, heads, length, size), which are the last tokens of their sequences.

    Keys and values may have fewer heads. Returns (batch, heads, length, size).
    """
    length = query.shape[2]
    groups = query.shape[1] // key.shape[1]
    key = key.repeat_interleave(groups, dim=1)
    value = value.repeat_interleave(groups, dim=1)
    before = key.shape[2] - length
    parts = []
    for start in range(0, length, BLOCK):
        end = min(length, start + BLOCK)
        scores = torch.matmul(query[:, :, start:end], key[:, :, : before + end].transpose(-1, -2))
        hidden = torch.full((end - start, end - start), float("-inf"), dtype=query.dtype, device=query.device).triu(1)
        own = scores[..., before + start :] + hidden
        weights = torch.cat([scores[..., : before + start], own], dim=-1).softmax(dim=-1)
        parts.append(torch.matmul(weights, value[:, :, : before + end]))
    return torch.cat(parts, dim=2)


def _no_mask(*_, **__):
    """Nothing is built: attention is causal."""
    return None


def register() -> None:
    AttentionInterface.register(NAME, _attention)
    AttentionMaskInterface.register(NAME, _no_mask)
