"""Known plants as a foreman tells them: is the best change found, do the intervals hold the truth?"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.interventions.foreman import answers
from benchmarks.interventions.plants import KnownPlant, known_plants
from benchmarks.table import Row, row
from plantwright.calibrate.told import told_plants
from plantwright.calibrate.told_plant import told_plant
from plantwright.calibrate.told_questions import answers_of
from plantwright.improve.rank import rank
from plantwright.improve.ranking import Ranking
from plantwright.model.calendar import DAY
from plantwright.model.change import Change, ScaleDemand, SetBuffer
from plantwright.model.plant import Plant
from plantwright.twin.load import overload_problems

WARM_UP, HORIZON = 30 * DAY, 120 * DAY
SMOKE, FULL = (1, 16), (100, 96)
"""Plants at most, and plants drawn for each."""


@dataclass(frozen=True)
class Found:
    """What came of one told plant."""

    name: str
    asked: int
    """Changes that the told plant can be asked about."""
    of: int
    """Changes that the truth knows, demand left out: it is no lever."""
    in_group: bool | None
    """Whether group 1 holds the truly best of those asked; None: nothing could be asked."""
    group: int
    regret: float
    """What the first choice gives away against the best of those asked [points]."""
    lost: float
    """What is given away because the best change cannot be asked about [points]."""
    covered: tuple[bool, ...]
    """Whether the interval of each gain holds the true effect."""
    base_covered: bool
    width: float
    """Half width of the gains' intervals, median [points]."""
    first_fact: str


def figures(smoke: bool) -> list[Row]:
    """Return the figures over the known plants, and print them plant by plant."""
    plants, draws = SMOKE if smoke else FULL
    found = [judged(one, draws) for one in known_plants()[:plants]]
    Console(width=150).print(table(found))
    covered = [hit for one in found for hit in one.covered]
    middle: dict[str, tuple[str, list[float]]] = {
        "group 1, median size": ("changes", [float(one.group) for one in found]),
        "regret of the first choice, median": ("points", [one.regret for one in found]),
        "given away by what is not asked, median": ("points", [one.lost for one in found]),
        "half width of gains, median": ("points", [one.width for one in found]),
    }
    return [
        row("told plants: best of those asked inside group 1", _share([one.in_group for one in found]), "1", ">= 0.9"),
        row("told plants: coverage of 95 % intervals of gains", _share(covered), "1", "0.9 to 1"),
        row("told plants: coverage of the plant as it is", _share([one.base_covered for one in found]), "1"),
        *(row(f"told plants: {name}", float(np.median(told)), unit) for name, (unit, told) in middle.items()),
    ]


def judged(known: KnownPlant, draws: int) -> Found:
    """Return what a told plant makes of the changes, beside the truth."""
    print(f"told: {known.name} …", file=sys.stderr, flush=True)
    truth = known.truth()
    plant = told_plant(answers_of(answers(truth)), known.name)
    levers = [one for one in known.changes() if not any(isinstance(edit, ScaleDemand) for edit in one.edits)]
    asked = [one for one in levers if _may_be_asked(one, plant)]
    told = told_plants(plant, count=draws, keeps=lambda one: not overload_problems(one))
    ranking = rank(plant, asked, told=told, warm_up=WARM_UP, horizon=HORIZON)
    return _found(known.name, levers, ranking, truth)


def _may_be_asked(change: Change, plant: Plant) -> bool:
    """Whether a change is of what was told; buffers are not asked, so that none can be made larger."""
    buffers = any(isinstance(edit, SetBuffer) for edit in change.edits)
    return not buffers and not change.problems(plant) and change.apply(plant) != plant


def _found(name: str, levers: list[Change], ranking: Ranking, truth: dict[str, Any]) -> Found:
    goal, sign = (ranking.objective, 1.0 if ranking.objective == "throughput" else -1.0)
    base = truth["base"][goal]["mean"]
    real = {one.name: sign * 100 * (truth["changes"][one.name][goal]["mean"] / base - 1) for one in levers}
    asked = {one.change.name: one for one in ranking.changes if one.gain.value is not None}
    best = max(asked, key=lambda one: real[one])
    first = ranking.changes[0].change.name
    level, facts = ranking.base[goal], ranking.first_facts
    shown = facts.shown() if facts else ()
    for key, one in asked.items():
        print(f"  {key}: true {real[key]:+.1f} %, told {one.gain}", file=sys.stderr)
    return Found(
        name, len(asked), len(levers), asked[best].tie_group == 1, sum(one.tie_group == 1 for one in ranking.changes),
        real[best] - real[first], max(real.values()) - real[best],
        tuple((one.gain.low or 0.0) <= real[key] <= (one.gain.high or 0.0) for key, one in asked.items()),
        (level.low or 0.0) <= base <= (level.high or math.inf),
        float(np.median([((one.gain.high or 0.0) - (one.gain.low or 0.0)) / 2 for one in asked.values()])),
        shown[0].source if shown else "nothing",
    )  # fmt: skip


def table(found: list[Found]) -> Table:
    """Return one line a plant."""
    shown = Table(title="known plants as a foreman tells them", box=box.SIMPLE_HEAD)
    for name in (
        "plant",
        "asked",
        "best in group 1",
        "group",
        "regret",
        "not asked",
        "covered",
        "base",
        "half width",
        "measure",
    ):
        shown.add_column(name, justify="left" if name in ("plant", "measure") else "right")
    for one in found:
        shown.add_row(
            one.name, f"{one.asked} of {one.of}", "yes" if one.in_group else "no", str(one.group), f"{one.regret:.1f}",
            f"{one.lost:.1f}", f"{sum(one.covered)} of {len(one.covered)}", "yes" if one.base_covered else "no",
            f"{one.width:.1f}", one.first_fact,
        )  # fmt: skip
    return shown


def _share(hits: list[bool] | list[bool | None]) -> float:
    known = [one for one in hits if one is not None]
    return float(np.mean(known)) if known else math.nan
