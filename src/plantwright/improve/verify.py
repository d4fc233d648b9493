"""Did it work? The realized effect of a change beside the foretold one, adjusted for demand and mix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from plantwright.calibrate.effect_scale import SHARES, in_percent
from plantwright.errors import PlantError
from plantwright.improve.gains import objective_of
from plantwright.improve.outcome import Outcome, days_to_tell, outcome
from plantwright.improve.realized import LEVEL, Parts, Realized, Sides, realized
from plantwright.improve.sides import Recorded, new_products, sides_of
from plantwright.model.change import Change
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.twin.replicate import METRICS

METHOD = "difference in differences against the plant as learned before, under the orders of after"
BETTER = {"throughput": 1.0, "flow_mean": -1.0, "flow_p95": -1.0, "on_time": 1.0, "wip": -1.0}
"""1 where more is better, −1 where less is."""


@dataclass(frozen=True)
class Line:
    """One metric before and after a change."""

    metric: str
    before: float
    """As recorded."""
    after: float
    """As recorded."""
    control: float
    """What the plant as it was would have done with the orders of after."""
    realized: Estimate
    """Effect of the change [%], on a share [points]."""
    foretold: Estimate
    """What it should have been with these orders; value None: nothing was foretold."""
    outcome: Outcome


@dataclass(frozen=True)
class Verification:
    """What a change did, and whether that is what was foretold."""

    change: Change | None
    objective: str
    """The metric that the verdict speaks of."""
    outcome: Outcome
    lines: tuple[Line, ...]
    before: tuple[datetime, datetime]
    """The stretch compared, UTC."""
    after: tuple[datetime, datetime]
    days_more: float | None
    """Days of further records that will tell, where it cannot be told yet; None: no number will [d]."""
    notes: tuple[str, ...]
    became: Plant
    """The plant as the records after show it."""
    seed: int

    def line(self, metric: str) -> Line:
        """Return the line of a metric."""
        return next(one for one in self.lines if one.metric == metric)

    def sentence(self) -> str:
        """Return the verdict in plain words."""
        if self.outcome != "cannot tell yet":
            return f"{self.outcome[:1].upper()}{self.outcome[1:]}."
        if self.days_more is None:
            return "Cannot tell yet, and with these records before no number of days will: chance there is too large."
        return f"Cannot tell yet: about {max(self.days_more, 1):.0f} more days of records will."


def verify(
    before: Recorded,
    after: Recorded,
    change: Change | None = None,
    *,
    start: datetime | None = None,
    seed: int = 0,
    tick: Callable[[str], None] | None = None,
) -> Verification:
    """Compare what a change did with what was foretold of it, adjusted for demand and mix.

    Parameters
    ----------
    before, after
        The records of one plant before and after the change.
    change
        What was done; None: only the difference is told.
    start
        From when on the records after count, UTC; None: once the orders of before have left.

    Raises
    ------
    RecordsError
        The records are not of one plant, or too short.
    FitError
        One of the records cannot support a model.
    PlantError
        The change does not fit the plant.
    """
    tell = tick or (lambda _: None)
    sides = sides_of(before, after, start, seed=seed, tick=tell)
    if change is not None and (problems := change.problems(sides.control)):
        raise PlantError(f"change {change.name!r}", problems)
    tell("running the plant as it was with the orders of after")
    found = realized(sides, change, seed=seed)
    objective = objective_of(sides.was)
    lines = tuple(_line(name, found) for name in METRICS if name in found.parts)
    verdict: Outcome = next((one.outcome for one in lines if one.metric == objective), "cannot tell yet")
    return Verification(
        change, objective, verdict, lines, (sides.before.start, sides.before.end), (sides.after.start, sides.after.end),
        _days_more(found, objective, sides), _notes(sides), sides.became, seed,
    )  # fmt: skip


def _line(name: str, found: Realized) -> Line:
    parts, aim = found.parts[name], found.foretold.get(name)
    unknown = Estimate(value=None, unit=_unit(name), level=LEVEL, method="nothing was foretold")
    foretold = _estimate(name, aim, "paired runs with the orders of after") if aim else unknown
    return Line(
        name, found.observed_before[name], found.observed_after[name], found.control[name],
        _estimate(name, parts, METHOD), foretold, outcome(parts, aim, BETTER[name]),
    )  # fmt: skip


def _estimate(name: str, parts: Parts, method: str) -> Estimate:
    reach = parts.reach()
    value, low, high = (in_percent(name, parts.effect + one) for one in (0.0, -reach, reach))
    runs = round(parts.freedom) + 1
    return Estimate(value=value, unit=_unit(name), low=low, high=high, level=LEVEL, n=runs, method=method)


def _unit(name: str) -> str:
    return "points" if name in SHARES else "%"


def _days_more(found: Realized, objective: str, sides: Sides) -> float | None:
    if objective not in found.parts:
        return None
    days = sides.after.days()
    needed = days_to_tell(found.parts[objective], found.foretold.get(objective), days)
    return None if needed is None else needed - days


def _notes(sides: Sides) -> tuple[str, ...]:
    notes = []
    if sides.was.release.policy != "open":
        notes.append("The floor sets the pace: the plant as it was runs with the mix of after, not with its releases.")
    if new := new_products(sides):
        notes.append(f"New after the change, so taken with their process times of after: {', '.join(new)}.")
    return tuple(notes)
