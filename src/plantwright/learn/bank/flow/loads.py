"""The work that orders bring to the plant's work centers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import NotHereError
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded


@dataclass(frozen=True)
class Load:
    """The work that orders bring to a work center, in shown figures."""

    work_center: str
    stations: int
    hours: float
    """Mean process time that an order brings [h]."""

    @property
    def pace(self) -> float:
        """Orders that it can do an hour [orders/h]."""
        return self.stations / self.hours


def some_loads(case: Case, draw: Draw, most: int = 5) -> list[Load]:
    """Return three to ``most`` work centers' loads, no two of the same pace."""
    loads = _loads(case)
    if len(loads) < 3:
        raise NotHereError("fewer than three work centers have work")
    return draw.some(loads, draw.whole(3, min(most, len(loads))))


@lru_cache(KEPT)
def _loads(case: Case) -> tuple[Load, ...]:
    steps = case.steps.dropna(subset=["order"])
    orders = max(steps["order"].nunique(), 1)
    groups = steps.groupby("work_center", sort=True).agg(work=("seconds", "sum"), stations=("station", "nunique"))
    loads = (Load(str(name), int(row.stations), rounded(row.work / orders / 3600)) for name, row in groups.iterrows())
    return tuple({round(one.pace, 6): one for one in loads if one.hours > 0}.values())


def load_table(loads: list[Load]) -> Table:
    """Return the loads as a table."""
    columns = (Column(name="work center"), Column(name="stations"), Column(name="work an order", unit="h"))
    rows = tuple((one.work_center, one.stations, one.hours) for one in loads)
    return Table(title="Work that an order brings, on average", columns=columns, rows=rows)
