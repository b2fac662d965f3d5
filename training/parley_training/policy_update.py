"""One update of the policy from rewarded replies: PPO with a value function, or GRPO. The rest of a run is the same."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from .advantages import generalised_advantages, group_advantages, whiten
from .configuration import Reinforcement
from .grammar_mask import TokenKinds
from .master_adamw import MasterAdamW
from .sampling import Context, Reply
from .trajectories import TokenScores, pack, score_tokens


@dataclass(frozen=True)
class Update:
    """What an update did. `constant` is the share of groups without variance (GRPO; 0 for PPO)."""

    divergence: float
    entropy: float
    constant: float
    norm: float
    value_loss: float


def policy_loss(
    log_probabilities: torch.Tensor,
    old: torch.Tensor,
    reference: torch.Tensor,
    advantages: torch.Tensor,
    clip: float,
    divergence: float,
) -> torch.Tensor:
    """Loss per token: PPO's clipped objective (arXiv 1707.06347) and `divergence` times the distance from the base.

    The distance is the never negative estimator k3 (as in GRPO, arXiv 2402.03300), times the ratio: without it the gradient is
    biased once the policy is no longer the one that sampled (DeepSeek-V3.2, arXiv 2512.02556). All tensors (replies, tokens).
    """
    ratio = (log_probabilities - old).exp()
    clipped = ratio.clamp(1 - clip, 1 + clip)
    surrogate = -torch.minimum(ratio * advantages, clipped * advantages)
    towards = reference - log_probabilities
    return surrogate + divergence * ratio * (towards.exp() - towards - 1)


class PolicyUpdate:
    """Holds the optimisers, and for PPO the value function: a linear layer on the network's own state.

    :param peft_model: the base with the adapter that is trained
    """

    def __init__(self, peft_model, settings: Reinforcement, kinds: TokenKinds, device: str):
        self._peft = peft_model
        self._model = peft_model.get_base_model()
        self._settings = settings
        self._kinds = kinds
        self._device = device
        self.optimiser = MasterAdamW(peft_model.parameters(), settings.learning_rate)
        width = self._model.config.hidden_size
        self.value = torch.nn.Linear(width, 1).to(device)
        torch.nn.init.zeros_(self.value.weight)
        torch.nn.init.zeros_(self.value.bias)
        self.value_optimiser = torch.optim.AdamW(self.value.parameters(), lr=settings.value_learning_rate)

    def __call__(self, contexts: list[Context], replies: list[list[Reply]], rewards: torch.Tensor) -> Update:
        """`rewards` (contexts, replies), NaN where a reply has none; such a reply teaches nothing."""
        settings = self._settings
        known = ~rewards.isnan()
        size = settings.contexts_per_pass
        parts = [slice(at, at + size) for at in range(0, len(contexts), size)]
        packed = [pack(contexts[part], replies[part], self._kinds, self._device) for part in parts]
        reference = [self._reference(each) for each in packed]
        groups = group_advantages(rewards.nan_to_num(), known)
        tokens = sum(int(each.reply_real.sum()) for each in packed)
        sums = dict.fromkeys(("divergence", "entropy", "value_loss"), 0.0)
        old: list[torch.Tensor] = []
        norm = 0.0
        for number in range(settings.passes):
            for index, (part, each) in enumerate(zip(parts, packed)):
                scores = score_tokens(self._model, each, settings.context_gradient)
                if number == 0:
                    old.append(scores.log_probabilities.detach())
                counted = each.reply_real & known[part].reshape(-1, 1).to(self._device)
                difference = (scores.log_probabilities - reference[index]) * each.reply_real
                if settings.optimiser == "ppo":
                    advantages, value_loss = self._by_token(rewards[part], scores, difference.detach(), each, counted)
                    sums["value_loss"] += float(value_loss.detach()) * len(contexts[part]) / len(contexts)
                    value_loss.backward()
                else:
                    advantages = groups.values[part].reshape(-1, 1).to(self._device).expand_as(difference)
                # PPO pays for its divergence in the rewards of its tokens, GRPO in the loss.
                price = settings.divergence if settings.optimiser == "grpo" else 0.0
                loss = policy_loss(
                    scores.log_probabilities, old[index], reference[index], advantages, settings.clip, price
                )
                ((loss * counted).sum() / tokens).backward()
                sums["divergence"] += float(difference.detach().sum()) / settings.passes
                sums["entropy"] += float(scores.entropies.sum()) / settings.passes
            norm = self.optimiser.step()
            if settings.optimiser == "ppo":
                self.value_optimiser.step()
                self.value_optimiser.zero_grad()
        return Update(
            divergence=sums["divergence"] / tokens,
            entropy=sums["entropy"] / tokens,
            constant=float(groups.constant.float().mean()) if settings.optimiser == "grpo" else 0.0,
            norm=norm,
            value_loss=sums["value_loss"],
        )

    @torch.no_grad()
    def _reference(self, packed) -> torch.Tensor:
        """Log-probabilities of the base: the same network with the adapter off."""
        with self._peft.disable_adapter():
            return score_tokens(self._model, packed).log_probabilities

    def _by_token(self, rewards, scores: TokenScores, difference, packed, counted):
        """Advantages by the value function, and its loss. The reward comes at the last token, the price of divergence at each."""
        real = packed.reply_real
        values = self.value(scores.states.float())[..., 0] * real
        per_token = -self._settings.divergence * difference
        last = real.sum(1) - 1
        flat = rewards.nan_to_num().reshape(-1).to(per_token)
        per_token[torch.arange(len(last)), last] += flat
        advantages, returns = generalised_advantages(
            per_token.cpu(), values.detach().cpu(), real.cpu(), self._settings.discount_lambda
        )
        advantages, returns = advantages.to(self._device), returns.to(self._device)
        value_loss = ((values - returns).square() * counted).sum() / counted.sum().clamp(min=1)
        return whiten(advantages, counted) if counted.any() else advantages, value_loss

    def state_dict(self) -> dict:
        return {
            "policy": self.optimiser.state_dict(),
            "value": self.value.state_dict(),
            "value_optimiser": self.value_optimiser.state_dict(),
        }

    def load_state_dict(self, state: dict) -> None:
        self.optimiser.load_state_dict(state["policy"])
        self.value.load_state_dict(state["value"])
        self.value_optimiser.load_state_dict(state["value_optimiser"])
