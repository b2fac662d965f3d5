"""What a model has to reach before the next stage may build on it."""

from __future__ import annotations

from dataclasses import dataclass

from .configuration import Configuration


class GateFailed(RuntimeError):
    """A model that may not be built upon; the message says which gate, what was reached and what was asked."""


@dataclass(frozen=True)
class Gate:
    name: str
    reached: float
    asked: float

    @property
    def passed(self) -> bool:
        return self.reached >= self.asked

    def __str__(self) -> str:
        return f"{self.name}: {self.reached:.3f} of {self.asked:.3f}{'' if self.passed else ', not reached'}"


def of_supervised(configuration: Configuration, result: dict) -> list[Gate]:
    """Fine-tuning has to have taught something that validation dialogues show."""
    gained = result["untrained"]["ours"] - result["validation"]["ours"]
    if configuration.supervised.start:
        return [Gate("nats a token gained over the policy that it went on from", gained, 0.0)]
    return [Gate("nats a token gained over the untrained policy", gained, configuration.gates.supervised_gain)]


def of_base(configuration: Configuration, result: dict) -> list[Gate]:
    """The exported policy has to be the one that was trained: its losses, its choices, its tokens."""
    gates = configuration.gates
    room = gates.cross_entropy_difference - abs(result["cross_entropy"]["difference"])
    return [
        Gate("room left in the difference of cross-entropy", room, 0.0),
        Gate("greedy agreement with the unquantised policy", result["greedy_agreement"], gates.greedy_agreement),
        Gate("agreement of steps with one pass", result["step_agreement"], gates.greedy_agreement),
        Gate("texts split as the base model splits them", result["same_tokens_as_the_base_model"], 1.0),
    ]


def of_reward_model(configuration: Configuration, result: dict) -> list[Gate]:
    """Agreement with readers who do not know where a reply comes from: pairs of the policy's own replies, held out."""
    found = result.get("policy_pairs")
    gates = configuration.gates
    read = Gate("held-out policy pairs that were read", found["pairs"] if found else 0, gates.policy_pairs)
    if not found:
        return [read]
    return [
        read,
        Gate("reward model's accuracy on policy pairs", found["accuracy"], gates.reward_model_accuracy),
        Gate("its lower bound", found["low"], gates.reward_model_lower_bound),
    ]


def of_checks(configuration: Configuration, result: dict) -> list[Gate]:
    """The SFT policy, before anything is built on it."""
    gates = configuration.gates
    found = [
        Gate("plan fits words", result["plan_text_agreement"]["value"], gates.plan_text_agreement),
        Gate("replies of eight that are unlike", result["unlike_of_eight"], gates.unlike_of_eight),
    ]
    if result["swaps"]:
        other, same = result["other_worry"]["value"], result["same_worry"]["value"]
        found.append(Gate("another worry gets another answer", other, gates.other_worry))
        found.append(Gate("the same worry gets the same answer", 1 - same, 1 - gates.same_worry))
    return found


def of_export(configuration: Configuration, result: dict) -> list[Gate]:
    """Every exported arm has to be the adapter that was trained."""
    gates = configuration.gates
    found = []
    for adapter in result["policy"]["adapters"]:
        room = gates.cross_entropy_difference - abs(adapter["gates"]["crossEntropyDifference"])
        found.append(Gate(f"{adapter['name']}: room left in the difference of cross-entropy", room, 0.0))
        agreement = adapter["gates"]["greedyAgreement"]
        found.append(Gate(f"{adapter['name']}: greedy agreement", agreement, gates.greedy_agreement))
    return found


def enforce(configuration: Configuration, gates: list[Gate]) -> None:
    """Says how each gate stands, and stops the chain where one is missed and gates are enforced."""
    for gate in gates:
        print(f"gate: {gate}", flush=True)
    missed = [str(gate) for gate in gates if not gate.passed]
    if missed and configuration.gates.enforced:
        raise GateFailed("; ".join(missed))
