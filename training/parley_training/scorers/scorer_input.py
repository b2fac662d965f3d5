"""What a scorer reads of a moment and a reply. A server that serves the scorer has to build the very same text.

Context: the last `SHOWN_MESSAGES` messages, oldest first, each `<partner> words <end>`, `<person> words <end>` or
`<agent> words <end>`, without states and plans of earlier turns; then `<agent>` and the tags of the current state. Reply: the
tags of its plan, `</plan>` and its words, without `<end>`. Parts are joined by single spaces.

Exactly: a message is what stands between `<partner>`, `<person>` or `</plan>` and the next `<end>`, less one space at either
end. One of ours counts only where anything is left: the words of a `<script>` do, a `<silent>` turn does not. Runs of white
space become one space in the state and in the reply, and stay as they are in messages, where the serialiser leaves none.
What is too long is cut by tokens, from the beginning of the context (`encoder.encode_pairs`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SHOWN_MESSAGES = 4
_MESSAGE = re.compile(r"<(partner|person)> (.*?) ?<end>|</plan> ?(.*?) ?<end>")


@dataclass(frozen=True)
class ScorerText:
    context: str
    reply: str


def scorer_text(prompt: str, completion: str) -> ScorerText:
    """`prompt` ends with `<plan>`; `completion` is plan and words, `<end>` or not."""
    before, _, state = prompt.removesuffix("<plan>").rpartition("<agent>")
    messages = [
        f"<{match.group(1)}> {match.group(2)} <end>" if match.group(1) else f"<agent> {match.group(3)} <end>"
        for match in _MESSAGE.finditer(before)
        if match.group(1) or match.group(3)
    ]
    context = " ".join([*messages[-SHOWN_MESSAGES:], "<agent>", *state.split()])
    return ScorerText(context, " ".join(completion.replace("<end>", "").split()))


def partner_messages(prompt: str) -> list[str]:
    """What the partner said last, all messages since our reply before; none where we write first."""
    since = prompt.rpartition("</plan>")[2]
    return [match.group(2) for match in _MESSAGE.finditer(since) if match.group(1) == "partner"]


def partner_words(prompt: str) -> str:
    """The words of `partner_messages`, one after the other."""
    return " ".join(partner_messages(prompt))
