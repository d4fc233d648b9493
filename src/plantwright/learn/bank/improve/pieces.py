"""What the log says of a product: its machine time for a piece, at each work center and in all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import NotHereError
from plantwright.learn.bank.words import rounded

WEEK = 604_800.0


@dataclass(frozen=True)
class Made:
    """A product's machine time."""

    product: str
    lot: float
    """Mean pieces of its steps [pieces]."""
    minutes: float
    """Machine time of a piece, all steps together [min]."""
    centers: tuple[tuple[str, float], ...]
    """Of each work center the machine time of a piece there [min]."""
    steps: tuple[tuple[str, float], ...]
    """Of each operation the machine time of a piece [min], in the order of the way through the plant."""


@lru_cache(KEPT)
def made(case: Case) -> tuple[Made, ...]:
    """Return the products whose pieces and times the log knows, up to eight with the most steps."""
    rows = case.steps[(case.steps["seconds"] > 0)].copy()
    rows["product"] = rows["product"].astype(object).fillna("all products").astype(str)
    rows["operation"] = rows["operation"].astype(object).fillna(rows["work_center"]).astype(str)
    rows["pieces"] = rows["quantity"].fillna(1).clip(lower=1)
    rows["each"] = rows["seconds"] / 60 / rows["pieces"]
    rows["place"] = rows.groupby("order", sort=False).cumcount()
    sizes = rows["product"].value_counts()
    found = [_made(str(name), rows[rows["product"] == name]) for name in sizes[sizes >= 3].index[:8]]
    if not found:
        raise NotHereError("no product has three steps with a process time")
    return tuple(found)


def _made(name: str, rows: pd.DataFrame) -> Made:
    steps = rows.groupby("operation", sort=True).agg(each=("each", "median"), place=("place", "mean"))
    steps = steps.sort_values("place", kind="stable")
    places = rows.groupby("operation", sort=True)["work_center"].first()
    centers: dict[str, float] = {}
    for operation, each in steps["each"].items():
        centers[str(places[str(operation)])] = centers.get(str(places[str(operation)]), 0.0) + float(each)
    return Made(
        product=name,
        lot=rounded(float(rows["pieces"].mean()), 2),
        minutes=rounded(float(steps["each"].sum())),
        centers=tuple((place, rounded(each)) for place, each in centers.items()),
        steps=tuple((str(operation), rounded(float(each))) for operation, each in steps["each"].items()),
    )


@dataclass(frozen=True)
class Center:
    """A work center's work by the log."""

    name: str
    stations: int
    weekly: float
    """Hours of process a week [h]."""
    each: float
    """Hours of process for an order [h]."""


@lru_cache(KEPT)
def centers(case: Case) -> tuple[Center, ...]:
    """Return the work centers, with the hours that the log has for each."""
    steps = case.steps
    weeks = max(float(steps["end"].max() - steps["start"].min()) / WEEK, 1e-6)
    orders = max(steps["order"].nunique(), 1)
    groups = steps.groupby("work_center", sort=True).agg(work=("seconds", "sum"), stations=("station", "nunique"))
    found = [
        Center(str(name), int(row.stations), rounded(row.work / 3600 / weeks), rounded(row.work / 3600 / orders))
        for name, row in groups.iterrows()
        if row.work > 0
    ]
    return tuple(found)


def some_centers(case: Case, draw: Draw, most: int = 5) -> list[Center]:
    """Return three or more work centers, no two with the same hours for an order and station."""
    unlike = {round(one.each / one.stations, 9): one for one in centers(case)}
    if len(unlike) < 3:
        raise NotHereError("fewer than three work centers have work")
    return draw.some(list(unlike.values()), draw.whole(3, min(most, len(unlike))))
