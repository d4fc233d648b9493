"""A handover in the learner's own words, from what the log has at a moment."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import listed, rounded, text

LATE = 1.5
"""From how many times the usual time on a step is worth a word [1]."""


@dataclass(frozen=True)
class Open:
    """What goes on at a station at the moment of the handover, in shown figures."""

    station: str
    what: str
    since: float
    """How long it has gone on."""
    usual: float | None
    """How long it usually takes; None for a stop."""

    @property
    def told(self) -> str:
        """Say what goes on where."""
        return f"{self.what} at {self.station}"

    @property
    def times(self) -> float:
        """How many times the usual time it has gone on; for a stop, how long [1, or the unit of the times]."""
        return self.since / self.usual if self.usual else self.since

    @property
    def long(self) -> bool:
        """Whether it takes much longer than it usually does."""
        return self.usual is not None and self.times > LATE


@template("lead.handover", "explain")
def handover_from_the_log(case: Case, draw: Draw) -> Draft:
    """Ask for a handover: what runs, what stands, what is odd, and what the log does not know."""
    some, unit = _some(case, draw)
    stands, long = [one for one in some if one.usual is None], [one for one in some if one.long]
    first = max(stands or long or some, key=lambda one: one.times)
    plain = [one for one in some if one.usual is not None and not one.long]
    rows = tuple((one.station, one.what, one.since, one.usual) for one in some)
    columns = (Column(name="station"), Column(name="what goes on"), Column(name="for", unit=unit),
               Column(name="usual time", unit=unit))  # fmt: skip
    odd = " ".join(
        f"{one.told} has been going on for {text(one.since, unit)}, usual are {text(one.usual or 0, unit)}: ask why, "
        "and who knows." for one in long
    )  # fmt: skip
    down = " ".join(f"{one.station} stands ({one.what}) for {text(one.since, unit)}: who is on it, and from when will "
                    "it run?" for one in stands)  # fmt: skip
    return Draft(
        stem="The table shows what was going on at some stations at one moment of the log, for how long, and how long "
        "that operation usually takes there (its median). Suppose that your shift ends at that moment.\n\nWrite the "
        "handover in at most six sentences: what runs, what stands, where the next shift must look first and why, and "
        "what you must ask people since the log does not hold it.",
        views=(Table(title="At the end of the shift", columns=columns, rows=rows),),
        answer=Rubric(
            model=" ".join(one for one in (
                f"Runs as usual: {listed([one.told for one in plain])}." if plain else "Nothing runs as usual.",
                odd or "No step is far beyond its usual time.",
                down or "No station of these is down by the log.",
                f"Look first at {first.station}: "
                + ("it makes nothing until it is up." if stands else
                   "it is farthest beyond its time." if long else "its step has gone on for longest against its time."),
                ("Not in the log, so asked of people: what is held for quality, what material is short, what was "
                "promised to whom, and who does what next."),
            ) if one),
            criteria=(
                Criterion(text=f"It names what runs, with its station: {len(some) - len(stands)} lines.", points=1),
                Criterion(text=_on_stops(stands), points=1),
                Criterion(text=_on_long(long), points=2),
                Criterion(text="It says what the log does not hold: quality, short material, promises.", points=2),
                Criterion(text="It says who does what next, or where to look first, and gives a reason.", points=1),
            ),
        ),
        solution=(
            *(f"{one.told}: {text(one.since, unit)}"
              + (f", usual {text(one.usual, unit)}." if one.usual is not None else ", down.") for one in some),
            (f"Far beyond its usual time is what has taken more than {LATE:g} times as long: "
            f"{listed([one.told for one in long])}."),
            "What the log does not hold must be asked before people go home.",
        ),
        hints=(
            "Go through the table: what runs, and what stands?",
            "Compare how long each step has gone on with what it usually takes.",
            "Then think of what no log holds: quality, material, promises, and who acts next.",
        ),
        again=None,
    )  # fmt: skip


def _on_stops(stands: list[Open]) -> str:
    if not stands:
        return "It says that none of these stations is down, by the log."
    return f"It names what stands and since when: {listed([one.station for one in stands])}."


def _on_long(long: list[Open]) -> str:
    if not long:
        return f"It sees that no step has taken more than {LATE:g} times its usual time, and raises no alarm."
    return f"It sees what takes far longer than usual: {listed([one.told for one in long])}."


def _some(case: Case, draw: Draw) -> tuple[list[Open], str]:
    """Return three to six things that go on at a moment, one of them a stop or a long step if a few tries find it."""
    steps, spare = case.steps, None
    if len(steps) < 30:
        raise NotHereError("fewer than thirty steps are in the log")
    for k in range(40):
        if spare and k >= 8:
            break
        row = draw.whole(len(steps) // 10, len(steps) - 1)
        start, end = _spans(case)[:, row]
        found = _at(case, float(start + 0.6 * (end - start)), draw)
        if len(found[0]) >= 3:
            spare = found
            if any(one.usual is None or one.long for one in found[0]):
                return found
    if spare is None:
        raise NotHereError("never do three things go on at the same moment")
    return spare


@lru_cache(KEPT)
def _spans(case: Case) -> NDArray[np.float64]:
    """Return starts and ends of the steps [s], shape (2, step)."""
    return case.steps[["start", "end"]].to_numpy(dtype=float).T


def _at(case: Case, moment: float, draw: Draw) -> tuple[list[Open], str]:
    """Return what goes on at a moment, of six stations at most, and the unit of its times."""
    starts, ends = _spans(case)
    open_now = np.flatnonzero((starts <= moment) & (ends > moment))
    if len(open_now) < 2:
        return [], ""
    here = case.steps.iloc[open_now].drop_duplicates("station")
    down = case.stops[(case.stops["start"] <= moment) & (case.stops["end"] > moment)].drop_duplicates("station")
    down, here = down.iloc[:2], here[~here["station"].isin(down["station"])]
    if len(here) + len(down) < 3 or here.empty:
        return [], ""
    kept = here.iloc[draw.some(range(len(here)), min(len(here), draw.whole(4, 6) - len(down)))].to_dict("records")
    usual = [_usual(case)[_job(row)] for row in kept]
    size, unit = unit_of(max(*usual, 1.0))
    found = [
        Open(str(row["station"]), _named(row), rounded((moment - row["start"]) / size, 2), rounded(one / size, 2))
        for row, one in zip(kept, usual, strict=True)
    ]
    found += [
        Open(str(row["station"]), f"stop: {row['reason'] or 'no reason given'}",
             rounded((moment - row["start"]) / size, 2), None)
        for row in down.to_dict("records")
    ]  # fmt: skip
    return sorted((one for one in found if one.since > 0), key=lambda one: one.station), unit


def _job(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    return str(row["work_center"]), str(row["operation"])


@lru_cache(KEPT)
def _usual(case: Case) -> dict[tuple[str, str], float]:
    """Return the median time of each operation at each work center [s]."""
    jobs = pd.Series(list(zip(case.steps["work_center"].astype(str), case.steps["operation"].astype(str), strict=True)))
    medians = case.steps["seconds"].groupby(jobs).median()
    return dict(zip(medians.index, medians.astype(float), strict=True))


def _named(row: Mapping[Hashable, Any]) -> str:
    what = str(row["operation"] or "a step")
    return f"{what} on order {row['order']}" if row["order"] is not None else what
