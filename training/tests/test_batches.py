"""Batches of an epoch."""

from __future__ import annotations

from parley_training.batches import Batches

LENGTHS = [(7 * index) % 50 for index in range(100)]


def test_an_epoch_has_every_example_once_and_the_next_one_in_another_order():
    for batches in (Batches(100, 6, 1), Batches(100, 6, 1, LENGTHS, stretch=4)):
        first, second = (
            [batches[epoch * batches.per_epoch + at] for at in range(batches.per_epoch)] for epoch in (0, 1)
        )
        for epoch in (first, second):
            assert sorted(index for batch in epoch for index in batch) == list(range(100))
        assert first != second


def test_the_same_seed_gives_the_same_batches_whatever_was_asked_for_before():
    one, other = Batches(100, 6, 3, LENGTHS, stretch=4), Batches(100, 6, 3, LENGTHS, stretch=4)
    assert one[40] == other[40]
    assert one[2] == other[2]
    assert one[2] != Batches(100, 6, 4, LENGTHS, stretch=4)[2]


def test_a_batch_holds_examples_of_like_length_where_lengths_are_told():
    def spread(batches):
        chosen = [[LENGTHS[index] for index in batches[at]] for at in range(batches.per_epoch)]
        return sum(max(own) - min(own) for own in chosen)

    assert spread(Batches(100, 5, 1, LENGTHS, stretch=4)) < spread(Batches(100, 5, 1)) / 2
