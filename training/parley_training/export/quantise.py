"""Weights in 8 bits, a scale for every block of 32, and back.

The SFT policy is quantised once, and every adapter is trained on what comes back from it: what is trained is what is served.
Symmetric, with the zero point in the middle (128), as ONNX Runtime's MatMulNBits and GatherBlockQuantized read it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy

BLOCK = 32
ZERO_POINT = 128


@dataclass(frozen=True)
class Quantised:
    """`data` (outputs, blocks, 32) of uint8, `scales` (outputs, blocks) of float32; weight = (data − 128) · scale."""

    data: numpy.ndarray
    scales: numpy.ndarray

    @property
    def shape(self) -> tuple[int, int]:
        outputs, blocks, size = self.data.shape
        return outputs, blocks * size


def quantise(weight: numpy.ndarray) -> Quantised:
    """A matrix (outputs, inputs), the layout of a linear layer.

    :raises ValueError: where inputs are no multiple of the block
    """
    outputs, inputs = weight.shape
    if inputs % BLOCK:
        raise ValueError(f"{inputs} inputs are no multiple of {BLOCK}")
    blocks = weight.astype(numpy.float32).reshape(outputs, inputs // BLOCK, BLOCK)
    scales = numpy.abs(blocks).max(axis=-1) / (ZERO_POINT - 1)
    safe = numpy.where(scales == 0, 1, scales)
    data = numpy.rint(blocks / safe[..., None]) + ZERO_POINT
    return Quantised(data.astype(numpy.uint8), scales.astype(numpy.float32))


def dequantise(quantised: Quantised) -> numpy.ndarray:
    """The matrix (outputs, inputs) that the quantised one stands for, float32."""
    blocks = (quantised.data.astype(numpy.float32) - ZERO_POINT) * quantised.scales[..., None]
    return blocks.reshape(quantised.shape)
