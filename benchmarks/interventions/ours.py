"""The suite of invented plants: what each way to foretell is worth, over many plants."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.interventions.make import make
from benchmarks.interventions.plants import KnownPlant
from benchmarks.interventions.rungs import Effort, Rung, all_learned, busy_share, formulas, no_effect, true_plant
from benchmarks.interventions.score import score
from benchmarks.table import Row, row

SEED = 1
SMOKE, FULL = (1, Effort(replications=2, refits=2)), (100, Effort(replications=20, refits=16))
"""Plants, and how much is computed for each."""

ENTRANTS = (
    Rung("no effect", "-", no_effect),
    Rung("bottleneck by busy share", "-", busy_share),
    Rung("queueing formulas", "yes", formulas),
    Rung("all learned", "no", all_learned(facts=False)),
    Rung("all learned", "yes", all_learned(facts=True)),
    Rung("true plant", "-", true_plant),
)

TARGETS = {
    "base error, median": ("%", "<= 2"),
    "base error, 90th percentile": ("%", "<= 7"),
    "effect on throughput where ≥ 2 %, median error": ("points", "<= 0.8"),
    "effect on throughput where ≥ 2 %, 90th percentile": ("points", "<= 2"),
    "effect on flow time where ≥ 2 %, median error": ("points", "<= 1.5"),
    "effect on flow time where ≥ 2 %, 90th percentile": ("points", "<= 5"),
    "false effects": ("1", "<= 0.05"),
    "coverage of 95 % intervals": ("1", "0.9 to 0.98"),
    "interval half width, median": ("%", None),
    "first choice within the truth's noise": ("1", ">= 0.85"),
    "regret, median": ("points", "<= 0.5"),
    "best inside the tie group": ("1", ">= 0.9"),
    "tie group, median size": ("1", "<= 3"),
    "Kendall tau": ("1", ">= 0.75"),
}
"""Each figure's unit, and what the learned twin with facts is to reach."""

SHORT = ("base", "p90", "TH", "p90", "flow", "p90", "false", "cover", "width", "first", "regret", "in", "group", "tau")
"""The same figures, as the table's columns."""


def figures(smoke: bool) -> list[Row]:
    """Return the score of every entrant over the invented plants."""
    count, effort = SMOKE if smoke else FULL
    with tempfile.TemporaryDirectory() as place:
        plants = make(Path(place), count, SEED)
        truths = {one.name: one.truth() for one in plants}
        scores = {(one.name, one.facts): score(answers(one, plants, effort), truths) for one in ENTRANTS}
    Console(width=170).print(table(scores))
    return [made for who, found in scores.items() for made in _rows(who, found)]


def answers(entrant: Rung, plants: tuple[KnownPlant, ...], effort: Effort) -> dict[str, Any]:
    """Return what an entrant foretells of every plant."""
    found = {}
    for plant in plants:
        print(f"{entrant.name} (facts: {entrant.facts}): {plant.name} …", file=sys.stderr, flush=True)
        found[plant.name] = entrant.answer(plant, effort)
    return found


def table(scores: dict[tuple[str, str], dict[str, float]]) -> Table:
    """Return entrants by figures."""
    shown = Table(title="invented plants", box=box.SIMPLE_HEAD)
    for name in ("entrant", "facts", *SHORT):
        shown.add_column(name, justify="left" if name in ("entrant", "facts") else "right")
    for (name, facts), found in scores.items():
        shown.add_row(name, facts, *(f"{found[figure]:.2f}" for figure in TARGETS))
    return shown


def _rows(who: tuple[str, str], found: dict[str, float]) -> list[Row]:
    name, facts = who
    label = name if facts == "-" else f"{name}, {'with' if facts == 'yes' else 'without'} facts"
    aims = who == ("all learned", "yes")
    return [
        row(f"invented plants, {label}: {figure}", found[figure], unit, target if aims else None)
        for figure, (unit, target) in TARGETS.items()
    ]
