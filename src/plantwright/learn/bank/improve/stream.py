"""An order's way through the plant, and the wastes on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.slices import KEPT, whole
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Bar, Column, Lanes, Table
from plantwright.learn.bank.words import text


@dataclass(frozen=True)
class Way:
    """The steps of an order, in whole units of time since the first start."""

    order: str
    unit: str
    places: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def gaps(self) -> list[int]:
        """Return the wait before each step but the first."""
        return [b - a for a, b in zip(self.ends, self.starts[1:], strict=False)]


@lru_cache(KEPT)
def _orders(case: Case) -> tuple[tuple[str, pd.DataFrame], ...]:
    """Return up to eighty orders of three to eight steps that follow one another."""
    steps = case.steps.dropna(subset=["order"])
    sizes = steps["order"].value_counts()
    names = sorted(map(str, sizes[(sizes >= 3) & (sizes <= 12)].index))
    thin = names[:: max(len(names) // 160, 1)]
    rows = steps[steps["order"].astype(str).isin(thin)]
    return tuple((str(name), own) for name, own in rows.groupby("order", sort=True) if _follow(own))[:80]


def _follow(rows: pd.DataFrame) -> bool:
    starts, ends = rows["start"].to_numpy(), rows["end"].to_numpy()
    return bool(np.all(starts[1:] >= ends[:-1] - 1e-6) and ends[-1] > starts[0] and np.all(ends > starts))


def way(case: Case, draw: Draw) -> Way:
    """Return the way of an order, at most eight steps of it, with some wait on it."""
    known = _orders(case)
    for _ in range(40 if known else 0):
        name, rows = draw.one(known)
        rows = rows.iloc[:8]
        starts, ends, unit = whole(rows["start"].to_numpy(), rows["end"].to_numpy())
        made = Way(name, unit, tuple(rows["station"].astype(str)), tuple(starts.tolist()), tuple(ends.tolist()))
        if sum(made.gaps) > 0:
            return made
    raise NotHereError("no order has three steps, one after another, with a wait between them")


@template("improve.value_stream", "number")
def share_that_adds_value(case: Case, draw: Draw) -> Draft:
    """Ask for the share of an order's flow time in which a station worked on it."""
    one = way(case, draw)
    work, span = sum(b - a for a, b in zip(one.starts, one.ends, strict=True)), one.ends[-1]
    columns = (Column(name="station"), Column(name="start", unit=one.unit), Column(name="end", unit=one.unit))
    return Draft(
        stem=f"The table shows the steps of order {one.order}, in {one.unit} since its first start. Suppose that value "
        "is added during these steps only.\n\nWhich share of its time from the first start to the last end added "
        "value?",
        views=(Table(title=f"Steps of {one.order}", columns=columns,
                     rows=tuple(zip(one.places, one.starts, one.ends, strict=True))),),
        answer=number(
            100 * work / span,
            "%",
            ("waiting_share", 100 * (span - work) / span, "That is the share in which the order waited."),
            ("work_over_waiting", 100 * work / max(span - work, 1), "Divide by the whole time, not by the wait."),
            ("longest_step_only", 100 * max(b - a for a, b in zip(one.starts, one.ends, strict=True)) / span,
             "All of the steps count, not only the longest."),
            least=0.1,
        ),
        solution=(
            f"The steps take {text(work, one.unit)} together.",
            f"From the first start to the last end: {text(span, one.unit)}.",
            f"{text(work, digits=9)} / {text(span, digits=9)} = {text(100 * work / span, '%', 3)}.",
        ),
        hints=(
            "Between two steps an order waits or is moved; nobody pays for that.",
            "Subtract start from end in each row and add up.",
            "Divide by the end of the last step.",
        ),
        again=lambda: Exactly(100 * (1 - sum(one.gaps) / span)),
    )  # fmt: skip


@template("improve.value_stream", "choice")
def longest_wait(case: Case, draw: Draw) -> Draft:
    """Ask before which step an order waited longest, from its lanes."""
    for _ in range(60):
        one = way(case, draw)
        ranked = sorted(one.gaps, reverse=True)
        clear = ranked[0] > 0.05 * one.ends[-1] and (len(ranked) < 2 or ranked[1] < 0.8 * ranked[0])
        if clear and len(set(one.places)) > 2:
            break
    else:
        raise NotHereError("no order has one wait that is clearly the longest")
    steps = [f"Before step {k + 1}, at {place}" for k, place in enumerate(one.places)]
    right = steps[one.gaps.index(ranked[0]) + 1]
    longest = max(range(len(steps)), key=lambda k: one.ends[k] - one.starts[k])
    wrong = [(steps[longest], "work_for_wait", "That step takes long; the wait is the empty room before a bar.")]
    wrong += [(step, "shorter_wait", "There is a wider gap between two bars.") for step in steps[1:]]
    bars = tuple(
        Bar(lane=place, start=a, end=b, text=str(k))
        for k, (place, a, b) in enumerate(zip(one.places, one.starts, one.ends, strict=True), 1)
    )
    view = Lanes(title=f"The way of {one.order}", x=Axis(title="time since the first start", unit=one.unit), bars=bars,
                 read="A bar is a step with its number; between the bars the order waits.")  # fmt: skip
    return Draft(
        stem=f"The chart shows where order {one.order} was worked on, and when.\n\nBefore which step did it wait "
        "longest?",
        views=(view,),
        answer=choice(draw, right, "There the gap is widest.", *wrong[:7]),
        solution=(
            "The waits between the steps: " + ", ".join(text(gap) for gap in one.gaps) + f" {one.unit}.",
            f"The longest is {text(ranked[0], one.unit)}.",
            f"It lies before step {one.gaps.index(ranked[0]) + 2}.",
        ),
        hints=("The order waits wherever no lane has a bar.",
               "Go from each bar's end to the start of the next bar, in whichever lane it is.",
               "Compare the widths of these gaps along the axis of time."),
        again=lambda: Exactly(_swept(one, steps)),
    )  # fmt: skip


def _swept(one: Way, steps: list[str]) -> str:
    """Return the step before which most moments without work lie, by going over a fine row of moments."""
    moments = np.linspace(0, one.ends[-1], 20_000, endpoint=False)
    starts, ends = np.array(one.starts), np.array(one.ends)
    idle = ~np.any((starts[:, None] <= moments) & (moments < ends[:, None]), axis=0)
    following = np.searchsorted(starts, moments[idle], side="right")
    return steps[int(np.bincount(following, minlength=len(steps)).argmax())]
