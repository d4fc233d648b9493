"""The floor over time: what stations do between two instants, what is at a place, and where an order was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from plantwright.store.accounts import run_for
from plantwright.web.csv_out import csv_answer
from plantwright.web.visitor import Seeing, Visitor

router = APIRouter(prefix="/api/runs", tags=["over time"])
Instant = Annotated[int, Query(ge=0, lt=1 << 53)]
"""[µs since 1970, UTC]"""
Name = Annotated[str, Query(min_length=1, max_length=200)]


class RowShown(BaseModel):
    """One row of the log that is of a station."""

    station: str
    place: int
    """The station's place from the top."""
    state: str
    start: int
    """[µs since 1970, UTC]"""
    end: int
    order: str | None
    label: str | None
    """The operation, or the reason of a stop."""


class Look(BaseModel):
    """What some stations do between two instants."""

    start: int
    """[µs since 1970, UTC]"""
    end: int
    width: int
    """Bins."""
    states: list[str]
    first: int
    count: int
    """Stations in all."""
    stations: list[dict[str, Any]]
    """Each its ``name``, ``work_center``, the time ``spent`` in each state [µs], and ``runs`` as ``[begin, end, state,
    …]``: in bins, or, where ``exact``, in µs after the look's begin."""


@dataclass
class Asked:
    """Which part of the floor is looked at."""

    start: Annotated[int, Query(alias="from", ge=0, lt=1 << 53)] = 0
    """[µs since 1970, UTC]"""
    end: Annotated[int, Query(alias="to", ge=0, lt=1 << 53)] = (1 << 53) - 1
    width: Annotated[int, Query(ge=1, le=4000)] = 1000
    first: Annotated[int, Query(ge=0, lt=1 << 31)] = 0
    rows: Annotated[int, Query(ge=1, le=200)] = 60


@router.get("/{run}/gantt", response_model=Look)
def look(who: Seeing, run: str, asked: Annotated[Asked, Depends()]) -> JSONResponse:
    """Return exact intervals where few are seen, else the state that lasts longest in each of ``width`` bins."""
    from plantwright.web.gantt.view import view

    return JSONResponse(view(_index(who, run), asked.start, asked.end, asked.width, first=asked.first, rows=asked.rows))


@router.get("/{run}/gantt/table")
def look_in_numbers(who: Seeing, run: str, asked: Annotated[Asked, Depends()]) -> Response:
    """Return the time of every station in each state between two instants, exact, as CSV."""
    from plantwright.web.gantt.states import STATES
    from plantwright.web.gantt.view import view

    index = _index(who, run)
    found = view(index, asked.start, asked.end, 1, rows=len(index.stations))
    heads = ["Station", "Work center", *(f"{one} [h]" for one in STATES)]
    rows = [[one["name"], one["work_center"], *(us / 3.6e9 for us in one["spent"])] for one in found["stations"]]
    return csv_answer("time", heads, rows)


@router.get("/{run}/gantt/at")
def look_at(who: Seeing, run: str, place: Annotated[int, Query(ge=0, lt=1 << 31)], moment: Instant) -> list[RowShown]:
    """Return the rows of a station at an instant."""
    index = _index(who, run)
    return _shown(index, index.at(place, moment)) if place < len(index.stations) else []


@router.get("/{run}/gantt/orders")
def find_orders(who: Seeing, run: str, like: Name) -> list[str]:
    """Return names of orders in which a text stands, those that begin with it first."""
    return list(_index(who, run).orders_like(like))


@router.get("/{run}/gantt/order")
def where_was(who: Seeing, run: str, name: Name) -> list[RowShown]:
    """Return the rows of an order in time."""
    index = _index(who, run)
    return _shown(index, index.of_order(name))


def _index(who: Visitor, run: str) -> Any:
    from plantwright.web.gantt.kept import index_of

    return index_of(who.store.run_folder(run_for(who.session, who.account, run).plant, run))


def _shown(index: Any, rows: list[Any]) -> list[RowShown]:
    from plantwright.web.gantt.states import STATES

    return [
        RowShown(
            station=index.stations[one.station], place=one.station, state=STATES[one.state], start=one.start,
            end=one.end, order=one.order, label=one.label,
        )
        for one in rows
    ]  # fmt: skip
