"""The report of a run: Markdown and plots under `results/<name>/`, from the metrics and results that the stages left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402  (the backend has to be chosen first)

from . import supervised  # noqa: E402
from .configuration import Configuration  # noqa: E402
from .evaluation import arms_of, read_evaluation  # noqa: E402
from .run_directory import result_of  # noqa: E402

STAGE = "report"
# Charts of a reinforcement run: title and the metrics drawn in it.
_CHARTS = [
    ("reward", ["reward"]),
    ("divergence from the base, nats a token", ["divergence"]),
    ("sources", ["rj", "rf"]),
    ("reward model and second reward model", ["rm", "second"]),
    ("clean replies", ["clean"]),
    ("variety", ["distinct_2", "unlike"]),
    ("length in words", ["length"]),
    ("entropy, nats a token", ["entropy"]),
]
_COLUMNS = [
    ("blocked", "blocked"),
    ("blocking_findings", "findings a reply"),
    ("independent", "independent checker"),
    ("judge_points", "judge's points"),
    ("signal_points", "signals' points"),
    ("rm", "RM"),
    ("second", "second RM"),
    ("plan_text_agreement", "plan fits words"),
    ("repetition", "repetition"),
    ("distinct_2", "distinct-2"),
    ("length", "words"),
    ("reward", "reward"),
]


# Stages whose results stand in the report as they are.
_RESULTS = (
    "base",
    "classifier",
    "rollout",
    "checks",
    "policy-pairs",
    "sureness",
    "reward-judge",
    "reward-model",
    "statistics",
    "second-reward",
    "dpo",
)


def write(configuration: Configuration) -> dict:
    """Writes `report.md` and its plots; what has not been run is left out."""
    results = configuration.results_directory
    results.mkdir(parents=True, exist_ok=True)
    parts = [f"# Run {configuration.name}\n", f"Configuration `{configuration.hash[:12]}`, seed {configuration.seed}."]
    if configuration.base.policy == "random":
        parts.append(
            "**A dry run on a random network: whether the chain fits together, not whether anything is learned.**"
        )
    parts.extend(_supervised(configuration, results))
    for stage in _RESULTS:
        found = result_of(configuration, stage)
        if found:
            parts.append(f"## {stage}\n\n```json\n{json.dumps(found, indent=2)}\n```")
    for arm in configuration.reinforcement:
        parts.extend(_reinforcement(configuration, results, arm))
    parts.extend(_evaluation(configuration, results))
    (results / "report.md").write_text("\n\n".join(parts) + "\n")
    return {"report": str((results / "report.md").relative_to(configuration.training_directory))}


def _lines(configuration: Configuration, stage: str) -> list[dict[str, Any]]:
    path = configuration.run_directory(stage) / "metrics.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def _supervised(configuration: Configuration, results: Path) -> list[str]:
    result = result_of(configuration, supervised.STAGE)
    if not result:
        return []
    rows = "\n".join(
        f"| {point['dialogues']} | {point['ours']:.3f} | {point['plan']:.3f} | {point['words']:.3f} |"
        for point in result["curve"]
    )
    final, untrained = result["validation"], result["untrained"]
    lines = _lines(configuration, supervised.STAGE)
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.2))
    axes[0].plot([line["step"] for line in lines if "loss" in line], [line["loss"] for line in lines if "loss" in line])
    axes[0].set(title="training loss (weighted)", xlabel="step", ylabel="nats a token")
    points = [point for point in result["curve"] if point["dialogues"] > 0]
    axes[1].plot([point["dialogues"] for point in points], [point["ours"] for point in points], marker="o")
    axes[1].set(
        title="learning curve, one pass", xlabel="dialogues seen", ylabel="validation, nats a token", xscale="log"
    )
    _save(figure, results / "supervised.png")
    return [
        "## Supervised fine-tuning\n\n"
        f"{result['dialogues']} dialogues, {result['steps']} steps, {result['parameters'] / 1e6:.1f} M parameters, "
        f"vocabulary of {result['vocabulary']}. Cross-entropy of our replies on validation dialogues: untrained "
        f"{untrained['ours']:.3f}, trained {final['ours']:.3f} (plans {final['plan']:.3f}, words {final['words']:.3f}).\n\n"
        "Learning curve: validation at shares of the first epoch, at a constant rate, every dialogue seen once.\n\n"
        f"| dialogues | replies | plans | words |\n| --- | --- | --- | --- |\n{rows}\n\n![supervised](supervised.png)"
    ]


def _reinforcement(configuration: Configuration, results: Path, arm: str) -> list[str]:
    result, lines = result_of(configuration, arm), _lines(configuration, arm)
    if not result or not lines:
        return []
    figure, axes = pyplot.subplots(2, 4, figsize=(16, 6))
    for axis, (title, names) in zip(axes.flat, _CHARTS):
        for name in names:
            points = [(line["step"], line[name]) for line in lines if line.get(name) is not None]
            axis.plot([step for step, _ in points], [value for _, value in points], label=name)
        axis.set(title=title, xlabel="step")
        if len(names) > 1:
            axis.legend()
    _save(figure, results / f"{arm}.png")
    (results / f"{arm}.metrics.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    stopped = f" It was stopped: {result['stopped']}." if result["stopped"] else ""
    probes = [line["probes"] for line in lines if line.get("probes")]
    worst = f"\n\nAdversarial replies at the end: {json.dumps(probes[-1])}" if probes else ""
    return [
        f"## {arm}\n\n{result['optimiser']} on `{result['reward']}` (spec `{result['spec_hash'][:12]}`), {result['steps']} "
        f"steps.{stopped} Last 20 steps: {json.dumps(result['last_20_steps'])}{worst}\n\n![{arm}]({arm}.png)"
    ]


def _evaluation(configuration: Configuration, results: Path) -> list[str]:
    evaluation = read_evaluation(results)
    if not evaluation:
        return []
    parts = [
        "## Every arm on the same contexts\n\n"
        "One reply to each context, unguarded; 95% intervals (Wilson for shares, bootstrap for means). Signals, second RM, "
        "independent checker and classifier were in no arm's reward. All partners are simulated. "
        "[24 contexts side by side](side-by-side.md)."
    ]
    arms = [arm for arm in arms_of(configuration) if arm in evaluation["arms"]]
    for partners, count in evaluation["contexts"].items():
        head = " | ".join(title for _, title in _COLUMNS)
        rows = []
        for arm in arms:
            table = evaluation["arms"][arm][partners]
            rows.append(f"| {arm} | " + " | ".join(_cell(table[name]) for name, _ in _COLUMNS) + " |")
        rule = " | ".join("---" for _ in range(len(_COLUMNS) + 1))
        parts.append(f"Partners {partners}, {count} contexts:\n\n| arm | {head} |\n| {rule} |\n" + "\n".join(rows))
    return parts


def _cell(entry: dict[str, Any]) -> str:
    if entry["value"] is None:
        return "–"
    interval = f" ({entry['low']:.2f} to {entry['high']:.2f})" if entry.get("low") is not None else ""
    return f"{entry['value']:.3f}{interval}"


def _save(figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    pyplot.close(figure)
