"""Distributions and calendars as the kernel's records, numbered as they are met."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from plantwright.model.calendar import ALWAYS, WEEK, Spans, common_spans
from plantwright.model.distribution import OBSERVED, Distribution
from plantwright.model.plant import Plant
from plantwright.twin.kernel import floor, streams

_KINDS = {
    "constant": streams.CONSTANT,
    "exponential": streams.EXPONENTIAL,
    "gamma": streams.GAMMA,
    "lognormal": streams.LOGNORMAL,
    "uniform": streams.UNIFORM,
    "empirical": streams.EMPIRICAL,
    "trace": streams.TRACE,
}

_NEVER_OPEN: Spans = ((WEEK, WEEK),)
"""Stands for the week of a calendar without a span, such as what two shifts have in common."""


def salt(*names: object) -> int:
    """Return a number of 62 bits that stands for a name, whatever else the plant holds."""
    return int.from_bytes(sha256("\0".join(map(str, names)).encode()).digest()[:8], "big") >> 2


class Laws:
    """Distributions numbered as they are met."""

    def __init__(self) -> None:
        self.records: list[tuple[int, int, int, float, float]] = []
        self.values: list[float] = []
        self.known: dict[Distribution, int] = {}

    def number(self, law: Distribution | None) -> int:
        """Return the index of a distribution; −1 for none."""
        if law is None:
            return -1
        if law not in self.known:
            self.known[law] = len(self.records)
            spread = law.scv > 0 or law.kind in ("exponential", *OBSERVED)
            kind = _KINDS[law.kind] if spread else streams.CONSTANT
            self.records.append((int(kind), len(self.values), len(law.values), law.mean, law.scv))
            self.values += law.values
        return self.known[law]

    def tables(self) -> dict[str, NDArray[np.void]]:
        """Return the tables of the distributions met so far."""
        return {"laws": np.array(self.records or [(0,) * 5], floor.LAW), "values": np.array([*self.values, 0.0])}


class Hours:
    """The calendars that a plant uses, and those at which two of them meet, numbered."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        names = {ALWAYS.id, plant.calendar, *(plant.calendar_of(one).id for one in plant.work_centers)}
        names |= {one.calendar for one in plant.workers if one.calendar}
        self.weeks: list[Spans] = []
        self.numbers = {name: self._number(plant.find_calendar(name).open_spans()) for name in sorted(names)}
        self._close()

    def _number(self, week: Spans) -> int:
        if week not in self.weeks:
            self.weeks.append(week)
        return self.weeks.index(week)

    def _close(self) -> None:
        """Add what calendars have in common until nothing new comes."""
        before = 0
        while before < len(self.weeks):
            before = len(self.weeks)
            for one in self.weeks[:before]:
                for other in self.weeks[:before]:
                    self._number(common_spans(one, other))

    def tables(self) -> dict[str, NDArray[np.void]]:
        """Return the tables of calendars, of their spans, and of which calendar two of them have in common."""
        calendars = np.zeros(len(self.weeks), floor.CALENDAR)
        spans: list[tuple[float, float, float]] = []
        for one, week in zip(calendars, self.weeks, strict=True):
            before = 0.0
            one["first"], one["count"] = len(spans), max(len(week), 1)
            for start, end in week or _NEVER_OPEN:
                spans.append((start, end, before))
                before += end - start
            one["work"] = min(before, WEEK)
        meet = [self._number(common_spans(one, other)) for one in self.weeks for other in self.weeks]
        return {
            "calendars": calendars,
            "spans": np.array(spans, floor.SPAN),
            "meet": np.array(meet, np.int64),
        }
