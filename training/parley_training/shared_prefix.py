"""The policy's forward pass where several replies share one context.

A context of 400 tokens with eight replies of 60 is 880 tokens this way and 3,680 if every reply brings its own copy. The pass
goes through the model's own modules, so that whatever is inside of them (a low-rank adapter) counts.

Shapes: C contexts, R replies each, T tokens of a context (padded at the end), S tokens of a reply; H query heads, K heads of
keys and values, D their size, W the width of the model.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch.nn.utils.rnn import pad_sequence
from transformers.models.llama.modeling_llama import apply_rotary_pos_emb

from .attention import causal_attention


@dataclass
class PrefixCache:
    """Keys and values of the contexts, per layer (C, K, T, D), and which positions are real (C, T)."""

    real: torch.Tensor
    keys: list[torch.Tensor] = field(default_factory=list)
    values: list[torch.Tensor] = field(default_factory=list)

    @property
    def lengths(self) -> torch.Tensor:
        return self.real.sum(1)

    def of_contexts(self, chosen: torch.Tensor) -> PrefixCache:
        """The same for some of the contexts, in this order."""
        return PrefixCache(
            self.real[chosen], [each[chosen] for each in self.keys], [each[chosen] for each in self.values]
        )


@dataclass
class ReplyCache:
    """Keys and values of what the replies have so far, per layer (C·R, K, S, D)."""

    keys: list[torch.Tensor | None]
    values: list[torch.Tensor | None]
    length: int = 0

    @staticmethod
    def empty(layers: int) -> ReplyCache:
        return ReplyCache([None] * layers, [None] * layers)

    def of_rows(self, chosen: torch.Tensor) -> ReplyCache:
        """The same for some of the replies, in this order."""

        def keep(each: torch.Tensor | None) -> torch.Tensor | None:
            return None if each is None else each[chosen]

        return ReplyCache(list(map(keep, self.keys)), list(map(keep, self.values)), self.length)


def pad(rows: list[list[int]], filler: int, device: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of tokens as (rows, longest), and which of it is real."""
    ids = [torch.tensor(row) for row in rows]
    real = [torch.ones(len(row), dtype=torch.bool) for row in rows]
    padded = pad_sequence(ids, batch_first=True, padding_value=filler)
    return padded.to(device), pad_sequence(real, batch_first=True).to(device)


def prefill(model, ids: torch.Tensor, real: torch.Tensor) -> tuple[PrefixCache, torch.Tensor]:
    """Keys and values of the contexts, and the hidden state (C, W) at the last real token of each."""
    cache = PrefixCache(real)
    hidden = _run(model, ids, None, cache, None)[0]
    last = hidden[torch.arange(len(ids)), cache.lengths - 1]
    return cache, last


def extend(model, prefix: PrefixCache, replies: ReplyCache, ids: torch.Tensor) -> torch.Tensor:
    """Hidden states (C·R, S, W) of new tokens of every reply; their keys and values are added to `replies`."""
    return _run(model, None, ids, prefix, replies)[1]


def states_before(
    model, ids: torch.Tensor, real: torch.Tensor, replies: torch.Tensor, context_gradient: bool = True
) -> torch.Tensor:
    """The hidden state (C·R, S, W) that each token of whole replies (C·R, S) is predicted from.

    Contexts and replies go through in one pass. Without `context_gradient` the contexts are read first, and only what comes
    after them is differentiated: about half of the work, for a gradient that does not see how the adapter reads a context.
    """
    per_context = len(replies) // len(ids)
    layers = len(model.model.layers)
    rows = torch.arange(len(ids), device=ids.device)
    if context_gradient:
        cache = PrefixCache(real)
        hidden, own = _run(model, ids, replies, cache, ReplyCache.empty(layers))
        last = hidden[rows, cache.lengths - 1].repeat_interleave(per_context, dim=0)
        return torch.cat([last[:, None], own[:, :-1]], dim=1)
    # The first token of a reply is predicted from the last one of its context, which therefore counts to the reply.
    lengths = real.sum(1)
    before = real.clone()
    before[rows, lengths - 1] = False
    with torch.no_grad():
        cache, _ = prefill(model, ids, before)
    first = ids[rows, lengths - 1].repeat_interleave(per_context)[:, None]
    return extend(model, cache, ReplyCache.empty(layers), torch.cat([first, replies], dim=1))[:, :-1]


def _run(model, context_ids, reply_ids, prefix: PrefixCache, replies: ReplyCache | None):
    """Both streams side by side through every layer; either may be absent."""
    body = model.model
    contexts = body.embed_tokens(context_ids) if context_ids is not None else None
    own = body.embed_tokens(reply_ids) if reply_ids is not None else None
    first = contexts if contexts is not None else own
    context_rotary = own_rotary = None
    if contexts is not None:
        positions = torch.arange(context_ids.shape[1], device=first.device)[None]
        context_rotary = body.rotary_emb(first, position_ids=positions)
    if own is not None:
        per_context = len(reply_ids) // len(prefix.real)
        start = prefix.lengths.repeat_interleave(per_context)[:, None] + replies.length
        positions = start + torch.arange(reply_ids.shape[1], device=first.device)[None]
        own_rotary = body.rotary_emb(first, position_ids=positions)
    for index, layer in enumerate(body.layers):
        states = [each for each in (contexts, own) if each is not None]
        normed = _each(layer.input_layernorm, states)
        attention = layer.self_attn
        queries, keys, values = (_each(part, normed) for part in (attention.q_proj, attention.k_proj, attention.v_proj))
        size = attention.head_dim
        outputs = []
        at = 0
        if contexts is not None:
            query, key, value = (_heads(each[0], size) for each in (queries, keys, values))
            query, key = apply_rotary_pos_emb(query, key, *context_rotary)
            prefix.keys.append(key)
            prefix.values.append(value)
            outputs.append(causal_attention(query * attention.scaling, key, value))
            at = 1
        if own is not None:
            query, key, value = (_heads(each[at], size) for each in (queries, keys, values))
            query, key = apply_rotary_pos_emb(query, key, *own_rotary)
            if replies.keys[index] is not None:
                key = torch.cat([replies.keys[index], key], dim=2)
                value = torch.cat([replies.values[index], value], dim=2)
            replies.keys[index], replies.values[index] = key, value
            shared = (prefix.keys[index], prefix.values[index], prefix.real)
            outputs.append(_reply_attention(query * attention.scaling, key, value, *shared))
        flat = [each.transpose(1, 2).flatten(2) for each in outputs]
        states = [state + change for state, change in zip(states, _each(attention.o_proj, flat))]
        normed = _each(layer.post_attention_layernorm, states)
        states = [state + change for state, change in zip(states, _each(layer.mlp, normed))]
        contexts = states[0] if contexts is not None else None
        own = states[-1] if own is not None else None
    if own is not None:
        replies.length += reply_ids.shape[1]
    return tuple(body.norm(each) if each is not None else None for each in (contexts, own))


def _each(module, states: list[torch.Tensor]) -> list[torch.Tensor]:
    """A module over all tokens of all streams at once: one large product instead of two smaller ones."""
    if len(states) == 1:
        return [module(states[0])]
    joined = module(torch.cat([state.flatten(0, 1) for state in states]))
    sizes = [state.shape[0] * state.shape[1] for state in states]
    return [part.view(*state.shape[:2], -1) for part, state in zip(joined.split(sizes), states)]


def _heads(states: torch.Tensor, size: int) -> torch.Tensor:
    """(rows, length, heads·size) as (rows, heads, length, size)."""
    return states.view(*states.shape[:2], -1, size).transpose(1, 2)


def _reply_attention(query, key, value, shared_key, shared_value, real) -> torch.Tensor:
    """New tokens of the replies look at all of their context and, causally, at their own reply.

    `query` (C·R, H, S, D), `key` and `value` (C·R, K, S', D) with S' ≥ S, the shared ones (C, K, T, D). The replies of one
    context become rows of one query, so that its keys are read once for all of them. Returns (C·R, H, S, D).
    """
    rows, heads, new, size = query.shape
    count, key_heads, context, _ = shared_key.shape
    groups, per_context, own = heads // key_heads, rows // count, key.shape[2]
    # (C, K, R·groups·S, D): query head h belongs to the keys' head h // groups.
    folded = query.reshape(count, per_context, key_heads, groups * new, size).transpose(1, 2)
    folded = folded.reshape(count, key_heads, per_context * groups * new, size)
    outer = torch.matmul(folded, shared_key.transpose(-1, -2))
    outer = outer.masked_fill(~real[:, None, None, :], float("-inf"))
    outer = outer.view(count, key_heads, per_context, groups * new, context).transpose(1, 2)
    outer = outer.reshape(rows, key_heads, groups * new, context)
    grouped = query.reshape(rows, key_heads, groups * new, size)
    inner = torch.matmul(grouped, key.transpose(-1, -2))
    if new > 1:
        hidden = torch.full((new, own), float("-inf"), dtype=query.dtype, device=query.device).triu(1 + own - new)
        inner = inner + hidden.repeat(groups, 1)
    weights = torch.cat([outer, inner], dim=-1).softmax(dim=-1)
    ours = torch.matmul(weights[..., context:], value)
    theirs = weights[..., :context].view(count, per_context, key_heads, groups * new, context).transpose(1, 2)
    theirs = theirs.reshape(count, key_heads, per_context * groups * new, context)
    theirs = torch.matmul(theirs, shared_value)
    theirs = theirs.view(count, key_heads, per_context, groups * new, size).transpose(1, 2)
    return (ours + theirs.reshape(rows, key_heads, groups * new, size)).view(rows, heads, new, size)
