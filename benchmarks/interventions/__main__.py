"""``python -m benchmarks.interventions [--suite NAME]``: what a change does, foretold and true.

``ladder``: every rung on every known plant, scored by the plants' own scorer. ``invented``: 100 plants of ours.
``recovery``: how near the learned plants come to the true ones. ``told``: known plants as a foreman tells them.
``verify``: 40 pairs of records before and after a change.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.interventions import ours, recovery, told, verified
from benchmarks.interventions.plants import folder, known_plants
from benchmarks.interventions.rungs import RUNGS, Effort, Rung
from benchmarks.table import Row, row, run

SMOKE = Effort(replications=2, refits=2, plants=1)
FULL = Effort()


def ladder(scores: dict[tuple[str, str], dict[str, float]]) -> Table:
    """Return rungs by figures."""
    table = Table(title="rung by rung", box=box.SIMPLE_HEAD)
    for name in ("rung", "facts", *SHORT):
        table.add_column(name, justify="left" if name in ("rung", "facts") else "right")
    for (name, facts), found in scores.items():
        table.add_row(name, facts, *(f"{found[figure]:.2f}" for figure in FIGURES))
    return table


def figures(smoke: bool) -> list[Row]:
    """Return the score of every rung; the rung 'all learned, with facts' is held against the queueing formulas."""
    scores = {(rung.name, rung.facts): score(rung, SMOKE if smoke else FULL) for rung in RUNGS}
    Console(width=150).print(ladder(scores))
    strong = scores["queueing formulas", "yes"]
    rows: list[Row] = []
    for (name, facts), found in scores.items():
        label = name if facts == "-" else f"{name}, {'with' if facts == 'yes' else 'without'} facts"
        aims = (name, facts) == ("all learned", "yes")
        rows += [_row(label, figure, found[figure], strong[figure] if aims else None) for figure in FIGURES]
    return rows


def score(rung: Rung, effort: Effort) -> dict[str, float]:
    """Return the figures of one rung over all plants."""
    answers = {}
    for plant in known_plants()[: effort.plants]:
        print(f"{rung.name} (facts: {rung.facts}): {plant.name} …", file=sys.stderr, flush=True)
        answers[plant.name] = rung.answer(plant, effort)
    return _flat(scored(answers))


def scored(answers: dict[str, Any]) -> dict[str, Any]:
    """Return what the plants' own scorer says of predictions."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "predictions.json"
        file.write_text(json.dumps(answers), encoding="utf-8")
        command = [sys.executable, str(folder() / "score.py"), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


FIGURES = {
    "base error, median": ("%", "<="),
    "base error, 90th percentile": ("%", "<="),
    "effect on throughput where ≥ 2 %, median error": ("points", "<="),
    "effect on throughput where ≥ 2 %, 90th percentile": ("points", "<="),
    "effect on flow time where ≥ 2 %, median error": ("points", "<="),
    "effect on flow time where ≥ 2 %, 90th percentile": ("points", "<="),
    "coverage of 95 % intervals": ("1", ">="),
    "interval half width, median": ("%", None),
    "first choice within the truth's noise": ("1", ">="),
    "regret, median": ("points", "<="),
    "Kendall tau": ("1", ">="),
}
"""Each figure's unit and which way is better."""

SHORT = ("base", "p90", "TH", "p90", "flow", "p90", "cover", "width", "first", "regret", "tau")
"""The same figures, as the ladder's columns."""


def _flat(found: dict[str, Any]) -> dict[str, float]:
    base, ranking = found["base_error_percent_all"], found["ranking"]
    moving = found["effect_error_points_where_it_moves_2_percent"]
    values = (
        base["median"], base["p90"], moving["throughput"]["median"], moving["throughput"]["p90"],
        moving["flow_mean"]["median"], moving["flow_mean"]["p90"], found["coverage"],
        found["interval_half_width_percent"]["median"], ranking["top1_within_truth_noise"],
        ranking["regret_points"]["median"], ranking["kendall_tau"],
    )  # fmt: skip
    return dict(zip(FIGURES, values, strict=True))


def _row(label: str, figure: str, value: float, bar: float | None) -> Row:
    unit, better = FIGURES[figure]
    target = f"{better} {bar:g}" if bar is not None and better else None
    return row(f"{label}: {figure}", value, unit, target, peer=bar if better else None)


if __name__ == "__main__":
    suites = {"ladder": figures, "invented": ours.figures, "recovery": recovery.figures, "told": told.figures}
    suites["verify"] = verified.figures
    sys.exit(run("What a change does, foretold and true", suites))
