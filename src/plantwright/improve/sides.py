"""The two records of a change made ready: windows, plants and refits; what does not fit together is refused."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import estimate
from plantwright.calibrate.own_pace import Demand
from plantwright.calibrate.recorded import recorded_metrics
from plantwright.calibrate.replay import with_mix_of
from plantwright.calibrate.sample import Sample
from plantwright.errors import Problems, RecordsError
from plantwright.events.held import HeldLog
from plantwright.events.log import EventLog
from plantwright.improve.realized import Sides
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.model.plant import Plant

DRAWS = 8
_MOST_SKIPPED = 0.25
"""Share of the records that is left out at their begin, at most, where nobody told."""
_SHORTEST = 1.0
"""Days that must be left to compare."""


@dataclass(frozen=True)
class Recorded:
    """One of two records, with what a person told beside it."""

    log: EventLog
    facts: Facts = NO_FACTS


def sides_of(
    before: Recorded, after: Recorded, start: datetime | None, *, seed: int = 0, tick: Callable[[str], None]
) -> Sides:
    """Return both records with the plants that they show; raise RecordsError where they cannot be compared.

    Parameters
    ----------
    start
        From when on the records after count, UTC; None: from when the orders that were on the floor have left, as the
        95 % quantile of the flow time before says, a quarter of the records at most.
    """
    tick("learning the plant before")
    first = sample_of(before.log, before.facts)
    tick("learning the plant after")
    second = sample_of(after.log, after.facts)
    was, became = estimate(first), estimate(second)
    _raise_another_plant(was, became)
    skipped = _settling(before.log, after.log)
    begin = start or after.log.meta.start + skipped
    _raise_too_short(after.log, begin)
    # both are cut alike: whatever the begin of a log costs, it costs both
    lead = min(begin - after.log.meta.start, (before.log.meta.end - before.log.meta.start) / 4)
    demands = (
        Demand(HeldLog.of(before.log), before.log.meta.start + lead, before.log.meta.end),
        Demand(HeldLog.of(after.log), begin, after.log.meta.end),
    )
    draws = tuple((one, with_mix_of(one, became)) for one in _drawn(first, seed))
    return Sides(*demands, was=was, control=with_mix_of(was, became), became=became, draws=draws)


def new_products(sides: Sides) -> tuple[str, ...]:
    """Return the products that came after and were never seen before."""
    known = {one.id for one in sides.was.products}
    return tuple(one.id for one in sides.became.products if one.id not in known)


def _drawn(sample: Sample, seed: int) -> Iterator[Plant]:
    rng = np.random.default_rng(seed)
    for _ in range(DRAWS):
        yield estimate(sample.resampled(rng))


def _settling(before: EventLog, after: EventLog) -> timedelta:
    """Return how long the records after are left out: until the orders released before the change have left."""
    flow = recorded_metrics(before, before.meta.start, before.meta.end)["flow_p95"]
    days = math.ceil(flow / 24) if math.isfinite(flow) else 0
    return min(timedelta(days=days), (after.meta.end - after.meta.start) * _MOST_SKIPPED)


def _raise_another_plant(was: Plant, became: Plant) -> None:
    """Raise RecordsError where the records after are not of the same plant."""
    known, seen = ([one.id for one in plant.work_centers] for plant in (was, became))
    strange = [name for name in seen if name not in known]
    problems = Problems("BEFORE and AFTER", RecordsError)
    if strange:
        problems.add(
            "AFTER, work centers", f"{', '.join(strange)} not in BEFORE, which has {', '.join(known)}",
            "both must be records of one plant", "give the records of the same plant, or rename its work centers",
        )  # fmt: skip
    problems.raise_any()


def _raise_too_short(after: EventLog, begin: datetime) -> None:
    problems = Problems("AFTER", RecordsError)
    left = (after.meta.end - begin).total_seconds() / 86_400
    if left < _SHORTEST or begin < after.meta.start:
        found = f"from {begin:%Y-%m-%d %H:%M} to {after.meta.end:%Y-%m-%d %H:%M} UTC is {left:.1f} days"
        allowed = f"a day or more within the records, which begin at {after.meta.start:%Y-%m-%d %H:%M} UTC"
        problems.add("--from", found, allowed, "name another day, or record for longer")
    problems.raise_any()
