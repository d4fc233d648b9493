"""Is this model of the plant to be believed? Fit the first part of the window, foretell the rest, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from plantwright.calibrate.check import Check, CheckLine, Verdict
from plantwright.calibrate.extract import calendar_of, sample_of
from plantwright.calibrate.fit import estimate
from plantwright.calibrate.floor_state import FloorState, LocalSeconds, floor_state
from plantwright.calibrate.recorded import recorded_metrics, seconds
from plantwright.calibrate.refits import draws_of
from plantwright.errors import FitError, TwinError
from plantwright.events.cut import known_at
from plantwright.events.log import EventLog
from plantwright.messages.told import later, told
from plantwright.messages.units import unit_words
from plantwright.model.calendar import ALWAYS
from plantwright.model.estimate import Estimate
from plantwright.model.facts import NO_FACTS, Facts, ShiftFact
from plantwright.model.plant import Plant
from plantwright.twin.compile import tables_of
from plantwright.twin.machine import run_floor
from plantwright.twin.replicate import METRICS, UNITS, floor_metrics, stream_seed

RUNS = 40
FITTED_SHARE = 0.7
WIDE = 0.5
"""A foretold interval whose half width is above this share of its middle foretells nothing."""

Array = NDArray[np.float64]


def check(
    log: EventLog,
    facts: Facts = NO_FACTS,
    *,
    fitted_share: float = FITTED_SHARE,
    runs: int = RUNS,
    seed: int = 0,
    tick: Callable[[str], None] | None = None,
) -> Check:
    """Fit on the first part of the window, run the rest from the floor as it stood, with the actual releases.

    Notes
    -----
    Both sides are cut off alike: orders completed within the held-out weeks count, whenever they were released. Each
    run has its own refit of the fitted part and its own random streams, so the twin's interval holds both what chance
    does in a window this long and what the fitted part leaves open.
    """
    tell = tick or (lambda _: None)
    split = _split(log, fitted_share)
    try:
        tell("fitting the first part of the records")
        sample = sample_of(known_at(log, split), _with_hours(log, facts))
        plants = [estimate(sample), *draws_of(sample, min(runs, 12) - 1, seed=seed)]
        tell(f"running the rest {runs} times, from the floor as it stood")
        foretold = _foretell(log, plants, split, runs, seed)
    except (FitError, TwinError) as error:
        reason = "; ".join(error.problems) or error.subject
        return Check(
            "not to be believed", (told("the first part of the records does not make a twin: {reason}", reason=reason),)
        )
    return _judged(recorded_metrics(log, split, log.meta.end), foretold, split, log.meta.end)


def _with_hours(log: EventLog, facts: Facts) -> Facts:
    """Return facts that tell the shifts; those of the whole log, where nobody told them: hours are not foretold."""
    calendar = calendar_of(log, facts)
    if facts.shifts or calendar.breaks or calendar == ALWAYS:
        return facts
    shifts = tuple(ShiftFact(days=one.days, start=one.start, end=one.end) for one in calendar.shifts)
    return facts.model_copy(update={"shifts": shifts})


def _split(log: EventLog, share: float) -> datetime:
    return log.meta.start + (log.meta.end - log.meta.start) * share


def _foretell(log: EventLog, plants: Sequence[Plant], split: datetime, runs: int, seed: int) -> dict[str, Array]:
    moment = np.datetime64(split, "us")
    clock = LocalSeconds(moment, log.meta.time_zone)
    window = (seconds(clock, split), seconds(clock, log.meta.end))
    states: list[FloorState] = [floor_state(log, one, moment, seed=number) for number, one in enumerate(plants)]
    metrics = []
    for number in range(runs):
        plant, state = plants[number % len(plants)], states[number % len(plants)]
        floor = run_floor(
            tables_of(plant),
            start=state.start,
            window=window,
            seed=stream_seed(seed, number),
            listing=False,
            planned=state.planned,
        )
        metrics.append(floor_metrics(floor, window))
    return {name: np.array([one[name] for one in metrics]) for name in METRICS}


def _judged(recorded: dict[str, float], foretold: dict[str, Array], split: datetime, end: datetime) -> Check:
    lines = tuple(_line(name, recorded[name], foretold[name]) for name in METRICS if np.isfinite(recorded[name]))
    verdict, reasons = _verdict(lines)
    return Check(verdict, reasons, lines, split, end)


def _line(name: str, recorded: float, runs: Array) -> CheckLine:
    runs = runs[np.isfinite(runs)]
    if len(runs) < 2:
        unknown = Estimate(value=None, unit=UNITS[name], method=told("no order was completed in any run"))
        return CheckLine(
            name,
            _exact(name, recorded),
            unknown,
            False,
            told("{measure}: the twin completes no order", measure=_WORDS[name]),
        )
    middle = float(runs.mean())
    low, high = (float(edge) for edge in np.quantile(runs, [0.025, 0.975]))
    # with few runs the outer quantiles lie too far in; the normal interval keeps the width honest
    half = 2.02 * float(runs.std(ddof=1))
    low, high = min(low, middle - half), max(high, middle + half)
    if name == "on_time":
        low, high = max(low, 0.0), min(high, 1.0)
    twin = Estimate(
        value=middle, unit=UNITS[name], low=max(low, 0.0), high=high, n=len(runs),
        method=told("mean and 95 % range of runs of the held-out weeks"),
        evidence=told("refits of the first part, each with its own chance"),
    )  # fmt: skip
    agrees = low <= recorded <= high
    return CheckLine(name, _exact(name, recorded), twin, agrees, _sentence(name, recorded, twin, agrees))


def _exact(name: str, value: float) -> Estimate:
    return Estimate(value=value, unit=UNITS[name], method=told("as recorded in the held-out weeks"))


_WORDS = {
    "throughput": told("throughput"),
    "flow_mean": told("mean flow time"),
    "flow_p95": told("the slowest twentieth's flow time"),
    "on_time": told("share on time"),
    "wip": told("WIP"),
}


def _sentence(name: str, recorded: float, twin: Estimate, agrees: bool) -> str:
    assert twin.value is not None
    off = 100 * (twin.value - recorded) if name == "on_time" else 100 * (twin.value / recorded - 1) if recorded else 0.0
    if abs(off) < 1:
        return told("{measure}: the twin foretells what was recorded", measure=_WORDS[name])
    unit = unit_words("points" if name == "on_time" else "%")
    return told(_OFF[off > 0, agrees], measure=_WORDS[name], size=abs(off), unit=unit)


_OFF = {
    (True, True): later("{measure}: the twin is {size:.0f} {unit} above the record, within what chance explains"),
    (True, False): later("{measure}: the twin is {size:.0f} {unit} above the record, beyond what chance explains"),
    (False, True): later("{measure}: the twin is {size:.0f} {unit} below the record, within what chance explains"),
    (False, False): later("{measure}: the twin is {size:.0f} {unit} below the record, beyond what chance explains"),
}
"""What is said of a twin that is off: is it above, and is that within what chance explains."""


def _verdict(lines: Sequence[CheckLine]) -> tuple[Verdict, tuple[str, ...]]:
    if not lines:
        return "not to be believed", (
            told("no order was completed in the held-out weeks: there is nothing to compare"),
        )
    wrong = [line.sentence for line in lines if not line.agrees]
    vague = [
        told("{measure}: the foretold range is too wide to tell much", measure=_WORDS[line.measure])
        for line in lines
        if _is_vague(line)
    ]
    far = [line for line in lines if not line.agrees and _distance(line) > 0.25]
    if far or len(wrong) > len(lines) / 2:
        return "not to be believed", (*wrong, *_cause(lines))
    if wrong or vague:
        return "usable with care", (*wrong, *vague)
    return "believable", (told("all {n} measures of the held-out weeks lie within what chance explains", n=len(lines)),)


def _cause(lines: Sequence[CheckLine]) -> tuple[str, ...]:
    found = {line.measure: line for line in lines}
    flow, throughput = found.get("flow_mean"), found.get("throughput")
    if not flow or not throughput or flow.agrees or not flow.twin.value or not flow.recorded.value:
        return ()
    if throughput.agrees and flow.twin.value < flow.recorded.value:
        return (
            told("orders wait for something that the records do not show: material, outside work, or a planned delay"),
        )
    return ()


def _is_vague(line: CheckLine) -> bool:
    twin = line.twin
    if line.measure == "on_time" or not twin.value or twin.low is None or twin.high is None:
        return False
    return (twin.high - twin.low) / 2 > WIDE * twin.value


def _distance(line: CheckLine) -> float:
    recorded, twin = line.recorded.value, line.twin.value
    if recorded is None or twin is None:
        return 1.0
    return abs(twin - recorded) if line.measure == "on_time" else abs(twin / recorded - 1) if recorded else 1.0
