"""Shares of samples of unlike size: which of them stand out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats.contingency import expected_freq

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import ordering
from plantwright.learn.bank.quality.beats import pauses, slow_ones
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text

WEIGHTS = (2, 3, 5, 9)
"""How large the samples are, against each other."""


@dataclass(frozen=True)
class Samples:
    """Samples of a work center's steps, one after another."""

    what: str
    """What is counted in them."""
    sizes: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def share(self) -> float:
        """The share in all samples together [1]."""
        return sum(self.counts) / sum(self.sizes)

    def distances(self) -> list[float]:
        """Return how far each sample's share lies above the share of all, in its own standard deviations."""
        p = self.share
        return [(k / n - p) / sqrt(p * (1 - p) / n) for k, n in zip(self.counts, self.sizes, strict=True)]

    def ranked(self, worth: list[float]) -> list[str]:
        """Return the samples from the most worth to the least."""
        return [f"sample {k + 1}" for k in sorted(range(len(worth)), key=lambda k: -worth[k])]

    def by_share(self) -> list[str]:
        """Return the samples by their shares, the highest first; of like shares the larger sample first."""
        keys = list(zip(self.counts, self.sizes, strict=True))
        return self.ranked([k / n + 1e-9 * n for k, n in keys])

    def by_count(self) -> list[str]:
        """Return the samples by what was counted, the most first; of like counts the larger sample first."""
        return self.ranked([k + 1e-6 * n for k, n in zip(self.counts, self.sizes, strict=True)])


@template("quality.attribute_charts", "order")
def samples_by_how_far_they_stand_out(case: Case, draw: Draw) -> Draft:
    """Ask to order samples of unlike size by the distance of their share in standard deviations.

    References
    ----------
    Montgomery, Introduction to Statistical Quality Control, 7.3: the standardized control chart.
    """
    seen = _some(case, draw)
    far, p = seen.distances(), seen.share
    columns = (Column(name="sample"), Column(name="steps"), Column(name="counted"))
    rows = tuple(zip(range(1, len(far) + 1), seen.sizes, seen.counts, strict=True))
    return Draft(
        stem=f"Samples of unlike size were taken one after another from the log: {seen.what}. The table counts them in "
        "each sample.\n\nPut the samples in order of how far their share lies above the share of all samples "
        "together, measured in standard deviations of a share of their own size, as on a p chart. The farthest above "
        "comes first, the farthest below last.",
        views=(Table(title="Samples, one after another", columns=columns, rows=rows),),
        answer=ordering(
            draw,
            seen.ranked(far),
            ("size_forgotten", seen.by_share(), "You went by the share alone; in a small sample it strays more."),
            ("counts_for_shares", seen.by_count(), "A large sample counts more of everything; look at its share."),
            ("least_first", list(reversed(seen.ranked(far))), "The farthest above comes first."),
        ),
        solution=(
            f"All together: {sum(seen.counts)} / {sum(seen.sizes)} = {text(100 * p, '%')}.",
            *(
                f"Sample {k}: {c} / {n} = {text(100 * c / n, '%')}; standard deviation "
                f"√({p:.4g} × {1 - p:.4g} / {n}) = {text(100 * sqrt(p * (1 - p) / n), '%', 3)}; so "
                f"{text(z, '', 3)} of them {'above' if z > 0 else 'below'}."
                for k, (n, c, z) in enumerate(zip(seen.sizes, seen.counts, map(abs, far), strict=True), 1)
            ),
        ),
        hints=(
            "The same distance says more in a large sample than in a small one.",
            "Reckon the share of all samples together, and the distance of each sample's share from it.",
            "Divide each distance by √(p × (1 − p) / size), and begin with the largest; those below come last.",
        ),
        again=lambda: Exactly(tuple(_by_residuals(seen))),
    )


def _by_residuals(seen: Samples) -> list[str]:
    """Return the same order by Pearson's residuals of the table of counted and not counted steps."""
    table = np.array([seen.counts, np.subtract(seen.sizes, seen.counts)], dtype=float)
    expected = expected_freq(table)
    parts = np.sum((table - expected) ** 2 / expected, axis=0)
    return seen.ranked((np.sign(table[0] - expected[0]) * parts).tolist())


def _some(case: Case, draw: Draw) -> Samples:
    """Return samples whose order is clear, and another one than that of their shares if a few tries find it."""
    pools, spare = _pools(case), None
    for _ in range(80):
        what = draw.one(list(pools))
        one = _cut(what, pools[what], draw)
        ranked = sorted(one.distances()) if 0 < sum(one.counts) < sum(one.sizes) else [0.0, 0.0]
        if min(b - a for a, b in pairwise(ranked)) >= 0.12:
            if len({tuple(one.ranked(one.distances())), tuple(one.by_share()), tuple(one.by_count())}) == 3:
                return one
            spare = one
    if spare is None:
        raise NotHereError("no samples of a work center's steps differ clearly")
    return spare


def _cut(what: str, flags: NDArray[np.bool_], draw: Draw) -> Samples:
    """Return four samples in a row, of unlike size, from a stretch of steps."""
    most = min(len(flags), 380)
    total = draw.whole(int(0.6 * most), most)
    weights = [w * draw.whole(80, 120) for w in draw.shuffled(WEIGHTS)]
    sizes = [max(total * w // sum(weights), 4) for w in weights]
    first = draw.whole(0, max(len(flags) - sum(sizes), 0))
    ends = np.cumsum([first, *sizes])
    counts = [int(flags[a:b].sum()) for a, b in pairwise(ends)]
    return Samples(what, tuple(sizes), tuple(counts))


@lru_cache(KEPT)
def _pools(case: Case) -> dict[str, NDArray[np.bool_]]:
    """Return which steps of a work center scrapped something, or were long where too few or too many did."""
    pools = {}
    rows = case.steps[case.steps["seconds"] > 0]
    for name, some in rows.groupby("work_center", sort=True):
        if len(some) < 60:
            continue
        bad = some["scrapped"].fillna(0).to_numpy() > 0
        if 0.05 <= bad.mean() <= 0.6:
            pools[f"steps at {name} that scrapped a piece or more"] = bad
        elif found := slow_ones(some["seconds"].to_numpy(), pauses(some), 0.2):
            pools[f"steps at {name} that {found.told}"] = found.flags
    if not pools:
        raise NotHereError("no work center has sixty steps of unlike length")
    return pools
