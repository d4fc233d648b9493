"""How busy a station is, read from its day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import station_run, whole
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Axis, Bar, Column, Lanes, Table
from plantwright.learn.bank.words import text


@template("flow.station_states", "number")
def busy_share_of_a_run(case: Case, draw: Draw) -> Draft:
    """Ask for the share of the time that a station was busy, from its steps."""
    rows = station_run(case, draw)
    starts, ends, unit = whole(rows["start"].to_numpy(), rows["end"].to_numpy())
    busy, span = int(np.sum(ends - starts)), int(ends[-1])
    share = 100 * busy / span
    return Draft(
        stem=(
            f"The table shows what station {rows['station'].iloc[0]} did from the start of its first step to the end "
            f"of its last one.\n\nWhich share of that time was it busy with process?"
        ),
        views=(_table(rows, starts, ends, unit), _lane(rows, starts, ends, unit)),
        answer=number(
            share,
            "%",
            ("idle_share", 100 - share, "That is the share of the time in which it stood."),
            ("steps_over_time", 100 * len(rows) / span, "You counted steps; add up how long they took."),
            ("busy_over_idle", 100 * busy / max(span - busy, 1), "Divide by the whole stretch, not by the idle time."),
            least=0.1,
        ),
        solution=(
            f"Add up how long the steps took: {text(busy, unit)}.",
            f"The stretch lasts from 0 to {text(span, unit)}.",
            f"Busy share = {busy} / {span} = {text(share, '%', 3)}.",
        ),
        hints=(
            "A busy share compares two times of the same station. Which two?",
            "For each step subtract its start from its end, and add these up.",
            "Divide that sum by the time from the first start to the last end, and write it in percent.",
        ),
        again=lambda: Exactly(100 * sum(_is_busy(tick, starts, ends) for tick in range(span)) / span),
    )


def _is_busy(tick: int, starts: np.ndarray, ends: np.ndarray) -> bool:
    return bool(np.any((starts <= tick) & (tick < ends)))


def _table(rows: pd.DataFrame, starts: np.ndarray, ends: np.ndarray, unit: str) -> Table:
    names = [str(one or other) for one, other in zip(rows["order"], rows["operation"], strict=True)]
    return Table(
        title=f"Steps of {rows['station'].iloc[0]}",
        columns=(Column(name="order"), Column(name="start", unit=unit), Column(name="end", unit=unit)),
        rows=tuple(zip(names, starts.tolist(), ends.tolist(), strict=True)),
    )


def _lane(rows: pd.DataFrame, starts: np.ndarray, ends: np.ndarray, unit: str) -> Lanes:
    lane = str(rows["station"].iloc[0])
    bars = tuple(Bar(lane=lane, start=s, end=e) for s, e in zip(starts.tolist(), ends.tolist(), strict=True))
    return Lanes(
        title=f"What {lane} did", x=Axis(title="time since the first start", unit=unit), bars=bars,
        read="A bar is a step; between bars the station stood.",
    )  # fmt: skip
