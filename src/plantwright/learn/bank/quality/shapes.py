"""Histograms to read: where the middle of a skewed sample lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.make import choice
from plantwright.learn.bank.quality.beats import beats
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Series
from plantwright.learn.bank.words import text

CLEAR = 0.06
"""How far from half a class must begin and end so that bars, read by eye, tell it [1]."""
STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True)
class Histogram:
    """Times of a station in classes of one width; the last class has no upper end."""

    what: str
    """Such as ``process times at mill``."""
    unit: str
    edges: tuple[float, ...]
    """Where classes begin, as shown [unit]."""
    counts: tuple[int, ...]
    mean: float
    """The mean of the times [unit]."""

    @property
    def names(self) -> list[str]:
        """What the classes are called, such as ``20–40``."""
        ends = [text(one) for one in self.edges]
        return [*(f"{low}–{high}" for low, high in pairwise(ends)), f"≥ {ends[-1]}"]

    def told(self, k: int) -> str:
        """Return what an option says of a class, from 0."""
        last = k == len(self.edges) - 1
        return f"{text(self.edges[k])} {self.unit} or more" if last else f"{self.names[k]} {self.unit}"

    @property
    def median(self) -> int:
        """The class in which the sum of the bars from the left reaches half, from 0."""
        return int(np.argmax(np.cumsum(self.counts) >= sum(self.counts) / 2))

    @property
    def tallest(self) -> int:
        """The class with most times, from 0."""
        return int(np.argmax(self.counts))

    def class_of(self, value: float) -> int:
        """Return the class of a time, from 0."""
        return max(int(np.searchsorted(self.edges, value, side="right")) - 1, 0)

    def full(self) -> bool:
        """Return whether no bar stands for most of the times, and four or more stand at all."""
        return max(self.counts) < 0.65 * sum(self.counts) and sum(one > 0 for one in self.counts) >= 4

    def clear(self) -> bool:
        """Return whether half is reached well within a class, and one bar stands out as the tallest."""
        shares = np.cumsum((0, *self.counts)) / sum(self.counts)
        ranked = sorted(self.counts)
        return bool(np.min(np.abs(shares - 0.5)) > CLEAR) and ranked[-1] > 1.05 * ranked[-2]


@template("quality.summary", "choice")
def class_of_the_median(case: Case, draw: Draw) -> Draft:
    """Ask in which class of a histogram the median lies, from its bars alone."""
    seen = _some(case, draw)
    names, right, whole = seen.names, seen.median, sum(seen.counts)
    before = sum(seen.counts[:right])
    chart = Chart(
        title=f"{seen.what[0].upper()}{seen.what[1:]}", mark="bars", x=Axis(title="time", unit=seen.unit),
        y=Axis(title="count"), series=(Series(x=tuple(names), y=tuple(map(float, seen.counts))),),
        read="Each bar counts the times from the lower end of its class to below its upper end.",
    )  # fmt: skip

    near = [k for k in (right - 1, right + 1, right + 2) if 0 <= k < len(names)]
    return Draft(
        stem=f"The histogram counts {whole} {seen.what}, by the log.\n\nIn which "
        "class does the median lie?",
        views=(chart,),
        answer=choice(
            draw,
            seen.told(right),
            "Half of the times are on each side of a place in that class.",
            (seen.told(seen.tallest), "mode_for_median", ("That class has most times. Are half of all below it, "
             "and half above?")),
            (seen.told(seen.class_of(seen.mean)), "mean_for_median",
             "About there lies the mean; a few long times pull it."),
            (seen.told(len(names) // 2), "middle_of_axis", "That is the middle of the axis; the bars count."),
            *((seen.told(k), "half_not_reached_there", "Add up the bars from the left: where do they reach half?")
              for k in near),
        ),
        solution=(
            f"Half of {whole} is {text(whole / 2)}.",
            f"Left of {seen.told(right)} there are {before}, with it {before + seen.counts[right]}.",
            (f"So the median lies in {seen.told(right)}. The mean is {text(seen.mean, seen.unit, 3)}, the tallest bar "
            f"{seen.told(seen.tallest)}."),
        ),
        hints=(
            "The median has as many times below it as above it.",
            "Read the heights of the bars, and add them up from the left.",
            "The class in which the sum passes half of all times holds the median.",
        ),
        again=lambda: Exactly(seen.told(_middle(seen.counts))),
    )  # fmt: skip


def _middle(counts: tuple[int, ...]) -> int:
    """Return the class of the middle one when all stand in a row, by taking one away at each end in turn."""
    row = [k for k, count in enumerate(counts) for _ in range(count)]
    while len(row) > 2:
        row = row[1:-1]
    return row[0]


def _some(case: Case, draw: Draw) -> Histogram:
    """Return a histogram that can be read, with its median in the tallest class as often as elsewhere."""
    inside, spare = draw.one([True, False]), None
    for k in range(300):
        if spare and k >= 60:
            break
        what = draw.one(list(_pools(case)))
        one = _histogram(what, _pools(case)[what], draw)
        if one is not None and one.clear():
            spare = one if one.full() or not spare else spare
            if one.full() and (one.median == one.tallest) == inside:
                return one
    if spare is None:
        raise NotHereError("no station's process times make a histogram with a middle that can be seen")
    return spare


@lru_cache(KEPT)
def _pools(case: Case) -> dict[str, NDArray[np.float64]]:
    """Return the process times [s] of stations; where they take few values, the times from one start to the next."""
    rows = case.steps[case.steps["seconds"] > 0]
    own = {f"process times at {name}": one.to_numpy() for name, one in rows.groupby("station", sort=True)["seconds"]}
    lively = {what: one for what, one in own.items() if len(one) >= 30 and len(np.unique(one)) >= 15}
    starts = {f"times from one start to the next at {name}": one for name, one in beats(case, 30).items()}
    if not lively and not starts:
        raise NotHereError("no station has thirty steps of unlike length")
    return lively or starts


def _histogram(what: str, seconds: NDArray[np.float64], draw: Draw) -> Histogram | None:
    """Return a stretch of a station's times in five to eight classes; None where they do not fill them."""
    size, unit = unit_of(float(np.median(seconds)))
    count = draw.whole(30, min(len(seconds), 160))
    first = draw.whole(0, len(seconds) - count)
    values = seconds[first : first + count] / size
    low, high = (float(np.quantile(values, one)) for one in (0.0, draw.one((0.8, 0.88, 0.95))))
    if not high > low:
        return None
    rough = (high - low) / draw.whole(4, 7)
    power = 10.0 ** np.floor(np.log10(rough))
    width = next(one * power for one in (*STEPS, 10.0) if one * power >= rough)
    start = np.floor(low / width) * width
    edges = tuple(float(f"{start + k * width:.10g}") for k in range(int((high - start) // width) + 2))
    if not 5 <= len(edges) <= 8:
        return None
    places = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 1)
    counts = tuple(int(one) for one in np.bincount(places, minlength=len(edges)))
    return Histogram(what, unit, edges, counts, float(np.mean(values)))
