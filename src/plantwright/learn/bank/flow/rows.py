"""What single rows of the log say: what waited, what ended when, and how much of an order's time is waiting."""

from __future__ import annotations

import heapq

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import one_after_another, one_route, place, tenths
from plantwright.learn.bank.make import choice, number, ordering
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Bar, Column, Lanes, Table
from plantwright.learn.bank.words import text

Ticks = NDArray[np.int64]


@template("flow.event_log", "choice")
def longest_wait_of_an_order(case: Case, draw: Draw) -> Draft:
    """Ask before which step an order waited longest, from its rows."""
    rows, starts, ends, unit = _waited(case, draw, steps=3)
    waits, names = starts[1:] - ends[:-1], _names(rows)
    last_row, longest = len(rows) - 1, int(np.argmax((ends - starts)[1:])) + 1
    others = [(names[k], "not_the_longest_wait", "Reckon the gap before it, and before the others.")
              for k in range(1, len(rows))]  # fmt: skip
    worst = int(np.argmax(waits)) + 1
    return Draft(
        stem=f"The table shows the steps of order {rows['order'].iloc[0]}, in the time since its first start. Between "
        "two steps it waited, was moved or was blocked.\n\nBefore which step did it stand longest?",
        views=(_table(rows, starts, ends, unit),),
        answer=choice(
            draw,
            names[worst],
            "The gap before it is the longest.",
            (names[longest], "longest_work", "That step took long itself; work is not waiting."),
            (names[last_row], "latest_start", "It started late, but how long was it since the step before had ended?"),
            *others[:3],
        ),
        solution=(
            "Waiting before a step = its start − the end of the step before.",
            *(f"{names[k]}: {starts[k] / 10:g} − {ends[k - 1] / 10:g} = {text(waits[k - 1] / 10, unit)}"
              for k in range(1, len(rows))),
            f"The longest is the one before {names[worst]}.",
        ),
        hints=(
            "A step has a start and an end. Which two numbers enclose a time in which nothing was done?",
            "Look from the end on one line to the start on the next line.",
            "Subtract the end on each line from the start on the next one, and look for the largest difference.",
        ),
        again=lambda: Exactly(names[_longest_still(starts, ends)]),
    )  # fmt: skip


@template("flow.flow_time", "number")
def waiting_share_of_an_order(case: Case, draw: Draw) -> Draft:
    """Ask which share of an order's flow time is waiting, from a Gantt chart and its rows."""
    rows, starts, ends, unit = _waited(case, draw, steps=2)
    work, span = int(np.sum(ends - starts)), int(ends[-1])
    share = 100 * (span - work) / span
    lane = str(rows["order"].iloc[0])
    bars = tuple(Bar(lane=lane, start=s / 10, end=e / 10) for s, e in zip(starts.tolist(), ends.tolist(), strict=True))
    return Draft(
        stem=f"The table shows the steps of order {lane}, in the time since its first start. Its flow time is taken "
        "from there to the end of the last step that is shown.\n\nWhich share of that flow time was it not worked on?",
        views=(
            _table(rows, starts, ends, unit),
            Lanes(title=f"Order {lane}", x=Axis(title="time since the first start", unit=unit), bars=bars,
                  read="A bar is a step; between bars the order stood."),
        ),
        answer=number(
            share,
            "%",
            ("process_share", 100 - share, "That is the share in which it was worked on."),
            ("wait_over_work", 100 * (span - work) / work, "Divide by the whole flow time, not by the time of work."),
            least=0.1,
        ),
        solution=(
            f"Work: {text(work / 10, unit)}; flow time: {text(span / 10, unit)}.",
            f"Not worked on: {text(span / 10, unit)} − {text(work / 10, unit)} = {text((span - work) / 10, unit)}.",
            f"Share = {text((span - work) / 10)} / {text(span / 10)} = {text(share, '%', 3)}.",
        ),
        hints=(
            "The flow time has two parts: time of work, and time between the steps.",
            "Add up end − start of all the steps; what is left of the flow time is waiting.",
            "Divide the time without work by the time from the first start to the last end.",
        ),
        again=lambda: Exactly(100 * float(np.sum(starts[1:] - ends[:-1])) / span),
    )  # fmt: skip


@template("flow.event_log", "order")
def rows_by_their_end(case: Case, draw: Draw) -> Draft:
    """Ask to put rows of the log in order of their ends, from starts and durations."""
    rows, starts, ends, unit = _overlapping(case, draw)
    names = _rows_named(rows)
    by_end = [names[k] for k in np.argsort(ends)]
    lasted = ends - starts
    by_length = [names[k] for k in np.argsort(lasted, kind="stable")]
    return Draft(
        stem="The table shows steps of the log as they started. Their ends are not shown.\n\n"
        "Put the steps in the order in which they ended, the first to end first.",
        views=(
            Table(
                title="Steps as they started",
                columns=(Column(name="step"), Column(name="start", unit=unit), Column(name="duration", unit=unit)),
                rows=tuple(zip(names, (starts / 10).tolist(), (lasted / 10).tolist(), strict=True)),
            ),
        ),
        answer=ordering(
            draw,
            by_end,
            ("by_start", names, "That is the order in which they started."),
            ("by_duration", by_length, "A short step that started late can end late."),
        ),
        solution=tuple(
            f"{names[k]}: {starts[k] / 10:g} + {lasted[k] / 10:g} = {text(ends[k] / 10, unit)}"
            for k in np.argsort(ends)
        ),
        hints=(
            "A row that starts first need not end first.",
            "You have the start and how long it took; what gives the end?",
            "Reckon start + duration on each line and begin with the smallest sum.",
        ),
        again=lambda: Exactly(tuple(_as_they_end(names, starts, lasted))),
    )


def _waited(case: Case, draw: Draw, steps: int) -> tuple[pd.DataFrame, Ticks, Ticks, str]:
    """Return the steps of an order with one longest wait, and with work of at least a fiftieth of its time."""
    for _ in range(60):
        rows = one_route(case, draw)
        starts, ends, unit = one_after_another(rows["start"].to_numpy(), rows["end"].to_numpy())
        waits = np.sort(starts[1:] - ends[:-1])
        single = len(waits) < 2 or waits[-1] > waits[-2]
        if len(rows) >= steps and waits[-1] > 0 and single and np.sum(ends - starts) >= 0.02 * ends[-1]:
            return rows, starts, ends, unit
    raise NotHereError("no order here waited between its steps for longer than the rounding of the times")


def _overlapping(case: Case, draw: Draw) -> tuple[pd.DataFrame, Ticks, Ticks, str]:
    """Return five steps that started one after another and ended in another order."""
    steps = case.steps
    if len(steps) < 12:
        raise NotHereError("fewer than twelve steps are finished")
    for _ in range(300):
        rows = steps.iloc[draw.whole(0, len(steps) - 10) :].head(10).drop_duplicates("station").head(5)
        first, span = rows["start"].min(), rows["end"].max() - rows["start"].min()
        starts, unit = tenths(rows["start"].to_numpy() - first, span)
        ends, _ = tenths(rows["end"].to_numpy() - first, span)
        apart = len(set(ends)) == len(ends) and len(set(_rows_named(rows))) == len(rows) and np.all(ends > starts)
        if len(rows) >= 3 and apart and np.any(np.diff(ends) < 0):
            return rows, starts, ends, unit
    raise NotHereError("no steps of several stations ended in another order than they started in")


def _names(rows: pd.DataFrame) -> list[str]:
    return [f"{k}: {place(row)}" for k, (_, row) in enumerate(rows.iterrows(), 1)]


def _rows_named(rows: pd.DataFrame) -> list[str]:
    return [f"{order or place} at {at}" for order, place, at in
            zip(rows["order"], rows["operation"], rows["station"], strict=True)]  # fmt: skip


def _table(rows: pd.DataFrame, starts: Ticks, ends: Ticks, unit: str) -> Table:
    return Table(
        title=f"Steps of order {rows['order'].iloc[0]}",
        columns=(Column(name="step"), Column(name="start", unit=unit), Column(name="end", unit=unit)),
        rows=tuple(zip(_names(rows), (starts / 10).tolist(), (ends / 10).tolist(), strict=True)),
    )


def _longest_still(starts: Ticks, ends: Ticks) -> int:
    """Return the step after the longest run of ticks in which no step was busy, tick by tick."""
    busy = np.zeros(int(ends[-1]) + 1, dtype=bool)
    for start, end in zip(starts, ends, strict=True):
        busy[start:end] = True
    longest = run = 0
    until = 0
    for tick, at_work in enumerate(busy[: ends[-1]]):
        run = 0 if at_work else run + 1
        if run > longest:
            longest, until = run, tick + 1
    return int(np.flatnonzero(starts == until)[0])


def _as_they_end(names: list[str], starts: Ticks, lasted: Ticks) -> list[str]:
    """Return steps as a clock sees them end."""
    waiting: list[tuple[int, str]] = []
    for name, start, duration in zip(names, starts, lasted, strict=True):
        heapq.heappush(waiting, (int(start + duration), name))
    return [heapq.heappop(waiting)[1] for _ in names]
