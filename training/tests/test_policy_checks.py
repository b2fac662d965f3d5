"""A partner's words are swapped in a prompt, and nothing else."""

from __future__ import annotations

from parley_training.moments import Moment
from parley_training.policy_checks import heard

HEAD = "<system> x <end> <agent> <stage:opening> <concern:none> <plan> <do:greet> </plan> Good morning <end> "


def moment(said: str, concern: str | None) -> Moment:
    prompt = f"{HEAD}{said}<agent> <stage:bargaining> <act:give_reason> <concern:{concern}> <ticket:1> <plan>"
    return Moment("A", 1, 0, ["x"], prompt, {}, "bargaining", "give_reason", concern)


def test_the_moment_is_the_same_had_the_partner_said_something_else():
    cost = heard(moment("<partner> the laundry costs so much <end> ", "cost"))
    parity = heard(moment("<partner> one price everywhere <end> ", "parity"))
    assert cost.with_words_of(parity) == moment("<partner> one price everywhere <end> ", "parity").prompt
    assert cost.with_words_of(cost) == moment("<partner> the laundry costs so much <end> ", "cost").prompt


def test_a_moment_without_a_worry_or_without_words_of_the_partner_is_none():
    assert heard(moment("<partner> hello <end> ", None)) is None
    assert heard(moment("", "cost")) is None
