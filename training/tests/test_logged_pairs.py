"""Pairs out of live conversations."""

from __future__ import annotations

import json

import pytest

from parley_training.configuration import Configuration, Logged
from parley_training.logged_pairs import read_logged_pairs
from parley_training.pairs import Pair


def row(source, chosen="good"):
    return {"id": "n:1", "prompt": "p", "chosen": chosen, "rejected": "bad", "source": source, "stage": "opening"}


def read(tmp_path, rows, **settings):
    path = tmp_path / "preference.jsonl"
    path.write_text("".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in rows))
    return read_logged_pairs(Configuration("x", logged=Logged(str(path), **settings)))


def test_without_a_file_there_are_none():
    assert read_logged_pairs(Configuration("x")) == []


def test_what_people_said_is_read_and_what_a_server_ranked_itself_is_not(tmp_path):
    rows = [row("rated", "a"), row("self_ranked", "b"), row("colleague", "c")]
    assert read(tmp_path, rows) == [Pair("p", "a", "bad"), Pair("p", "c", "bad")]


def test_what_a_server_ranked_itself_can_be_asked_for(tmp_path):
    assert read(tmp_path, [row("rated"), row("self_ranked", "b")], sources=["self_ranked"]) == [Pair("p", "b", "bad")]


@pytest.mark.parametrize("line", ["{", '"text"', json.dumps({"prompt": "p", "completion": "c", "source": "sent"})])
def test_a_line_of_something_else_is_named(tmp_path, line):
    with pytest.raises(ValueError, match=r"preference\.jsonl:2 is no row of a preference dataset"):
        read(tmp_path, [row("rated"), line])
