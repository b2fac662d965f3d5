"""AdamW on float32 masters of weights that compute in bfloat16.

bfloat16 has eight bits of mantissa: an update of a thousandth of a weight would be rounded away. The masters keep it.
"""

from __future__ import annotations

from typing import Iterable

import torch


class MasterAdamW:
    """AdamW over parameters of any precision; the weights are copies of float32 masters.

    `boosted` names rows of one parameter (added tokens in the embedding) whose updates are `boost` times as large.
    """

    def __init__(
        self,
        parameters: Iterable[torch.nn.Parameter],
        learning_rate: float,
        weight_decay: float = 0.0,
        boosted: tuple[torch.nn.Parameter, torch.Tensor] | None = None,
        boost: float = 1.0,
        betas: tuple[float, float] = (0.9, 0.95),
    ):
        self._parameters = [each for each in parameters if each.requires_grad]
        self._masters = [torch.nn.Parameter(each.detach().float().clone()) for each in self._parameters]
        decayed = [each for each in self._masters if each.dim() >= 2]
        plain = [each for each in self._masters if each.dim() < 2]
        groups = [{"params": decayed, "weight_decay": weight_decay}, {"params": plain, "weight_decay": 0.0}]
        self._optimiser = torch.optim.AdamW(
            [group for group in groups if group["params"]], lr=learning_rate, betas=betas, fused=True
        )
        self._boost = boost
        self._boosted: tuple[int, torch.Tensor] | None = None
        if boosted is not None and boost != 1.0:
            index = next(index for index, each in enumerate(self._parameters) if each is boosted[0])
            self._boosted = (index, boosted[1])

    def set_learning_rate(self, rate: float) -> None:
        for group in self._optimiser.param_groups:
            group["lr"] = rate

    def step(self, maximum_norm: float = 1.0) -> float:
        """Clips the gradients to `maximum_norm`, updates, clears them. Returns their norm before clipping."""
        for parameter, master in zip(self._parameters, self._masters):
            master.grad = parameter.grad.float() if parameter.grad is not None else None
            parameter.grad = None
        norm = torch.nn.utils.clip_grad_norm_(self._masters, maximum_norm)
        before = None
        if self._boosted is not None:
            index, rows = self._boosted
            before = self._masters[index].data[rows].clone()
        self._optimiser.step()
        self._optimiser.zero_grad()
        with torch.no_grad():
            if before is not None:
                index, rows = self._boosted
                master = self._masters[index].data
                master[rows] = before + self._boost * (master[rows] - before)
            for parameter, master in zip(self._parameters, self._masters):
                parameter.copy_(master)
        return float(norm)

    def state_dict(self) -> dict:
        return {"masters": [each.data for each in self._masters], "optimiser": self._optimiser.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        with torch.no_grad():
            for parameter, master, saved in zip(self._parameters, self._masters, state["masters"]):
                master.copy_(saved)
                parameter.copy_(master)
        self._optimiser.load_state_dict(state["optimiser"])
