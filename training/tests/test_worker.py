"""The worker's client, against a process that speaks its lines."""

from __future__ import annotations

import sys

import pytest

from parley_training.configuration import Configuration
from parley_training.worker import Worker, WorkerError

ECHO = """
import json, sys
for line in sys.stdin:
    call = json.loads(line)
    if call["call"] == "end":
        sys.exit("no more")
    if call["call"] == "refuse":
        answer = {"id": call["id"], "error": "There is no call"}
    else:
        answer = {"id": call["id"], "items": call["items"], "milliseconds": 1}
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture()
def worker():
    with Worker(Configuration(name="x", worker=[sys.executable, "-c", ECHO])) as started:
        yield started


def test_answers_come_in_the_order_of_the_items_whatever_is_in_them(worker):
    items = [{"text": "naïve 日本\n"}, {"number": 1.5}]
    assert worker.call("echo", items) == items
    assert worker.call("echo") == [{}]
    assert 0 < worker.share <= 1


def test_a_call_that_is_refused_says_why(worker):
    with pytest.raises(WorkerError, match="refuse: There is no call"):
        worker.call("refuse")


def test_a_faulty_item_is_an_error_only_where_none_may_be_faulty(worker):
    items = [{"error": "seed: must be a whole number"}]
    assert worker.call("echo", items) == items
    with pytest.raises(WorkerError, match="seed: must be"):
        worker.call_all("echo", items)


def test_a_worker_that_ends_is_an_error_with_its_last_words(worker):
    with pytest.raises(WorkerError, match="no more"):
        worker.call("end")
