"""How close an exported model is to the one that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy
import torch
from tokenizers import Tokenizer

from .onnx_policy import OnnxPolicy


@dataclass(frozen=True)
class Fidelity:
    """`cross_entropy` nats a token of both, over the tokens that count; `agreement`: share where both choose the same token."""

    reference_cross_entropy: float
    cross_entropy: float
    agreement: float
    tokens: int

    @property
    def difference(self) -> float:
        return self.cross_entropy - self.reference_cross_entropy


@torch.no_grad()
def fidelity(policy: OnnxPolicy, reference, sequences: Sequence[tuple[list[int], list[bool]]]) -> Fidelity:
    """`sequences`: tokens, and which of them count as predictions. `reference`: the unquantised model, in float32."""
    losses = numpy.zeros(2)
    same = total = 0
    for tokens, counted in sequences:
        positions = numpy.flatnonzero(counted[1:])
        if positions.size == 0:
            continue
        truth = numpy.array(tokens[1:])[positions]
        found = policy.read(tokens, every=True)[0][positions]
        expected = reference(torch.tensor([tokens])).logits[0].float().numpy()[positions]
        for index, logits in enumerate((expected, found)):
            losses[index] += _cross_entropy(logits, truth)
        same += int((found.argmax(-1) == expected.argmax(-1)).sum())
        total += len(positions)
    reference_loss, loss = losses / max(total, 1)
    return Fidelity(float(reference_loss), float(loss), same / max(total, 1), total)


def _cross_entropy(logits: numpy.ndarray, truth: numpy.ndarray) -> float:
    shifted = logits - logits.max(-1, keepdims=True)
    return float((numpy.log(numpy.exp(shifted).sum(-1)) - shifted[numpy.arange(len(truth)), truth]).sum())


def same_tokens(one: Tokenizer, other: Tokenizer, texts: Sequence[str]) -> float:
    """Share of texts that both split into tokens of the same words."""
    first = one.encode_batch(list(texts), add_special_tokens=False)
    second = other.encode_batch(list(texts), add_special_tokens=False)
    return sum(a.tokens == b.tokens for a, b in zip(first, second)) / max(len(texts), 1)
