"""Whether replies written token by token are what one pass over the same text gives: the cache of the exported graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy

from .onnx_policy import OnnxPolicy


@dataclass(frozen=True)
class StepParity:
    """`largest_difference` of any logit; `agreement`: share of steps where both choose the same token.

    Both ways quantise their activations to 8 bits, so that differences of about a tenth of the logits' spread are rounding.
    An error of the cache or of a mask shows in the agreement.
    """

    largest_difference: float
    agreement: float
    steps: int


def step_parity(policy: OnnxPolicy, sequences: Sequence[list[int]], context_tokens: int) -> StepParity:
    """Reads `context_tokens` of every sequence as its context, and the rest one token after the other.

    :raises ValueError: where no sequence has more tokens than its context
    """
    largest, same, steps = 0.0, 0, 0
    for tokens in sequences:
        if len(tokens) <= context_tokens:
            continue
        whole, _ = policy.read(tokens, every=True)
        _, context = policy.read(tokens[:context_tokens])
        reply = policy.empty(1)
        for position in range(context_tokens, len(tokens)):
            found = policy.extend(context, reply, numpy.array([[tokens[position]]]))[0]
            largest = max(largest, float(numpy.abs(found - whole[position]).max()))
            same += int(found.argmax() == whole[position].argmax())
            steps += 1
    if steps == 0:
        raise ValueError(f"No sequence has more than {context_tokens} tokens")
    return StepParity(largest, same / steps, steps)
