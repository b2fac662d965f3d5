"""The reward's statistics, frozen on replies of the SFT policy: "better than usual" means better than where training starts."""

from __future__ import annotations

import json

from . import rollout
from .configuration import Configuration
from .reward_function import judge_verdict
from .run_directory import RunDirectory
from .scorers_of_run import reward_model_of
from .worker import Worker

STAGE = "statistics"
_FILE = "statistics.json"


def freeze(configuration: Configuration) -> dict:
    """Leaves `statistics.json`, which also names the hash of every spec with them, in `runs/<name>/statistics`."""
    run = RunDirectory(configuration, STAGE, configuration.rollout)
    if run.result:
        return run.result
    judge = reward_model_of(configuration)
    references = rollout.read_references(configuration)
    scored = judge.score([each.prompt for each in references], [each.completion for each in references])
    rubric = references[0].rubric
    replies = []
    for reference, score in zip(references, scored):
        total = judge_verdict(judge, score, rubric)["total"]
        replies.append(
            {
                "rm": score.reward,
                "rj": 100 - 2 * min(total, 100),
                "rf": -min(100, reference.soft_points),
                "stage": reference.stage,
                "partnerAct": reference.partner_act,
            }
        )
    identity = {"rm": judge.version, "judge": judge.version, "rubric": rubric}
    item = {"id": configuration.name, "identity": identity, "replies": replies}
    with Worker(configuration) as worker:
        answer = worker.call_all("freeze", [item])[0]
    frozen = {"statistics": answer["statistics"], "specHashes": answer["specHashes"]}
    (run.path / _FILE).write_text(json.dumps(frozen, indent=2))
    return run.finish({"replies": len(replies), "spec_hashes": answer["specHashes"]})


def frozen_statistics(configuration: Configuration) -> tuple[dict, dict]:
    """The reward's statistics, and the hash of every spec with them."""
    frozen = json.loads((configuration.run_directory(STAGE) / _FILE).read_text())
    return frozen["statistics"], frozen["specHashes"]
