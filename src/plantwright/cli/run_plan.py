"""How often and how long to run a plant: what the options say, or all that is wrong in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plantwright.cli.inputs import TOLD, Gathered, seconds_of
from plantwright.errors import PlantError, Problems

if TYPE_CHECKING:
    from plantwright.twin.until import Target

MSER5 = "mser5"
RUNS, MOST = 20, 1000


@dataclass(frozen=True)
class RunPlan:
    """What is run: so many runs, or as many as the target takes."""

    warm_up: float | None
    """Time before measuring [s]; None where pilot runs are to find it."""
    horizon: float
    """Time measured [s]."""
    runs: int
    """Runs to make, with a target at most."""
    target: Target | None = None

    def single(self) -> bool:
        """Tell whether one run is made, and its log measured."""
        return self.runs == 1 and self.target is None


@dataclass(frozen=True)
class Options:
    """The options as they were typed."""

    warm_up: str
    horizon: str
    runs: int | None
    precision: str | None
    measure: str | None
    most_runs: int | None
    logged: bool
    """Whether the event log is asked for."""


def run_plan(told: Options) -> RunPlan:
    """Return what is to be run; raise PlantError with all that is wrong in the options."""
    given = Gathered()
    also = f", or {MSER5} to find it by pilot runs"
    finds = told.warm_up.strip().lower() == MSER5
    warm_up = None if finds else given.attempt(lambda: seconds_of(told.warm_up, "--warm-up", also=also))
    horizon = given.attempt(lambda: seconds_of(told.horizon, "--horizon", least=3600.0))
    given.attempt(lambda: _raise_clashes(told))
    precision = told.precision
    target = given.attempt(lambda: target_of(precision, told.measure)) if precision is not None else None
    runs = told.runs or (1 if told.logged else RUNS)
    most = told.most_runs or MOST
    return RunPlan(warm_up, given.need(horizon), most if target else runs, target)


def target_of(precision: str, measure: str | None) -> Target:
    """Return how well a measure is to be known, from ``2%`` or a half-width in its unit such as ``0.5h``."""
    from plantwright.twin.estimates import MEASURES
    from plantwright.twin.until import Target

    problems = Problems(TOLD, PlantError)
    name = measure or "flow_mean"
    if name not in MEASURES:
        problems.add("--measure", repr(measure), f"known are {', '.join(MEASURES)}", "name one of them")
    unit = "" if MEASURES.get(name) == "1" else MEASURES.get(name, "h")
    match = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+) *(\D.*)?", precision.strip())
    number, told = (float(match[1]), match[2] or "") if match else (0.0, "")
    if not number > 0 or told not in ("%", unit):
        example = f"0.5 {unit}" if unit else "0.01"
        allowed = "a share of the mean, or half of the interval in the measure's unit, above 0"
        problems.add("--precision", repr(precision), allowed, f"write for example 2% or '{example}'")
    problems.raise_any()
    return Target(name, number / 100 if told == "%" else number, relative=told == "%")


def _raise_clashes(told: Options) -> None:
    """Raise PlantError where options speak of different kinds of run."""
    precise = told.precision is not None
    problems = Problems(TOLD, PlantError)
    if told.logged and (precise or (told.runs or 1) > 1):
        many = "--precision" if precise else f"--runs {told.runs}"
        problems.add("--out", "writes the log of one run", f"{many} makes several", f"leave out --out or {many}")
    if precise and told.runs is not None:
        problems.add("--runs", f"{told.runs}", "--precision finds the number itself", "leave out one of them")
    for option, value in (("--measure", told.measure), ("--most-runs", told.most_runs)):
        if value is not None and not precise:
            problems.add(option, f"{value}", "it belongs to --precision", "add --precision 2% or leave it out")
    problems.raise_any()
