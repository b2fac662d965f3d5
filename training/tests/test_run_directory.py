"""A stage can be interrupted at any step."""

from __future__ import annotations

import dataclasses

import pytest

from parley_training.configuration import Configuration, Supervised
from parley_training.run_directory import RunDirectory


@pytest.fixture()
def configuration(tmp_path):
    return Configuration(name="run", runs=str(tmp_path))


def test_metrics_of_steps_that_will_be_taken_again_are_dropped(configuration):
    run = RunDirectory(configuration, "stage", Supervised())
    for step in (1, 2, 3):
        run.log(step=step, loss=float(step))
        if step == 2:
            run.save_state({"step": 2})
    again = RunDirectory(configuration, "stage", Supervised())
    assert again.load_state()["step"] == 2
    assert [line["step"] for line in again.metrics()] == [1, 2]


def test_a_run_without_a_state_starts_with_no_metrics(configuration):
    run = RunDirectory(configuration, "stage", Supervised())
    run.log(step=1)
    assert run.load_state() is None
    assert run.metrics() == []


def test_a_stage_that_has_finished_has_its_result_and_no_state(configuration):
    run = RunDirectory(configuration, "stage", Supervised())
    run.save_state({"step": 1})
    assert run.result is None
    run.finish({"steps": 1})
    assert RunDirectory(configuration, "stage", Supervised()).result == {"steps": 1}
    assert not (run.path / "state.pt").exists()


def test_other_settings_do_not_go_on_with_what_is_there(configuration):
    RunDirectory(configuration, "stage", Supervised())
    with pytest.raises(RuntimeError, match="belongs to other settings"):
        RunDirectory(configuration, "stage", Supervised(epochs=9))
    with pytest.raises(RuntimeError, match="belongs to other settings"):
        RunDirectory(dataclasses.replace(configuration, seed=5), "stage", Supervised())
