"""Two products of the plant and the work that they bring to its work centers."""

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
class Line:
    """What orders of two products bring to a work center, in shown figures."""

    name: str
    stations: int
    first: float
    """Process of an order of the first product [h]."""
    second: float

    def load(self, orders: tuple[float, float]) -> float:
        """Return the work of a mix for each of its stations [h]."""
        return (orders[0] * self.first + orders[1] * self.second) / self.stations


@dataclass(frozen=True)
class Pair:
    """Two products and what they bring to work centers."""

    products: tuple[str, str]
    lines: list[Line]
    said: str
    """Whose times these are, and where they come from."""


@lru_cache(KEPT)
def _work(case: Case) -> dict[str, dict[str, float]]:
    """Return the mean process time [h] of an order of each product at each work center."""
    steps = case.steps.dropna(subset=["order", "product"])
    orders = steps.groupby("product")["order"].nunique()
    sums = steps.groupby(["product", "work_center"], sort=True)["seconds"].sum()
    found: dict[str, dict[str, float]] = {}
    for product, center, seconds in sums.reset_index().itertuples(index=False, name=None):
        if (hours := rounded(seconds / orders[product] / 3600)) > 0:
            found.setdefault(str(product), {})[str(center)] = hours
    return found


@lru_cache(KEPT)
def _stations(case: Case) -> dict[str, int]:
    return {str(name): int(count) for name, count in case.steps.groupby("work_center")["station"].nunique().items()}


@lru_cache(KEPT)
def _pairs(case: Case, least: int) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return pairs of products with the work centers that see both or either."""
    work = _work(case)
    names = sorted(work, key=lambda name: -len(work[name]))[:12]
    pairs = ((a, b, tuple(sorted(set(work[a]) | set(work[b])))) for k, a in enumerate(names) for b in names[k + 1 :])
    return tuple(one for one in pairs if len(one[2]) >= least and set(work[one[0]]) & set(work[one[1]]))


def two_products(case: Case, draw: Draw, least: int = 3) -> Pair:
    """Return two products and three to five work centers that they share; where none do, a product and a variant."""
    work, stations = _work(case), _stations(case)
    if not (pairs := _pairs(case, least)):
        return _with_a_variant(case, draw)
    a, b, centers = draw.one(pairs)
    if least == 1:
        centers = tuple(one for one in centers if one in work[a] and one in work[b])
    some = draw.some(centers, min(len(centers), draw.whole(3, 5)))
    lines = [Line(one, stations[one], work[a].get(one, 0.0), work[b].get(one, 0.0)) for one in some]
    return Pair((a, b), lines, f"of {a} and of {b}, by the log")


def _with_a_variant(case: Case, draw: Draw) -> Pair:
    work, stations = _work(case), _stations(case)
    name = max(work, key=lambda one: len(work[one]), default="")
    if len(work.get(name, {})) < 3:
        raise NotHereError("no product passes three work centers")
    some = draw.some(list(work[name]), min(len(work[name]), draw.whole(3, 5)))
    lines = [
        Line(one, stations[one], work[name][one], rounded(work[name][one] * draw.step(0.4, 2.0, 0.1))) for one in some
    ]
    return Pair((name, "a variant"), lines, f"of {name}, by the log, and, supposed, of a variant of it")


def orders_for(draw: Draw, lines: list[Line], hours: float) -> tuple[int, int]:
    """Return orders of a week that load the most loaded of the lines to a share of its hours."""
    share, part = draw.step(0.5, 0.95, 0.05), draw.step(0.2, 0.8, 0.1)
    tight = max(lines, key=lambda one: one.load((part, 1 - part)))
    total = share * hours / tight.load((part, 1 - part))
    return max(int(rounded(part * total, 2)), 1), max(int(rounded((1 - part) * total, 2)), 1)


def pair_table(pair: Pair, hours: dict[str, int] | None = None) -> Table:
    """Return what orders bring to each work center, and for how long its stations are there where it is given."""
    of = [Column(name=f"order of {one}", unit="h") for one in pair.products]
    columns = [Column(name="work center"), Column(name="stations"), *of]
    if hours is None:
        rows = tuple((one.name, one.stations, one.first, one.second) for one in pair.lines)
        return Table(title="Process time of an order", columns=tuple(columns), rows=rows)
    more = tuple((one.name, one.stations, one.first, one.second, hours[one.name]) for one in pair.lines)
    columns.append(Column(name="hours of a station", unit="h"))
    return Table(title="Process time of an order", columns=tuple(columns), rows=more)
