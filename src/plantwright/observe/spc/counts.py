"""Charts of what is counted: pieces that are defective (p, np), and defects (c, u)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantwright.errors import FitError, Problems, RecordsError
from plantwright.model.estimate import Estimate
from plantwright.observe.spc.baseline import checked_values, first_points, said
from plantwright.observe.spc.control_chart import ControlChart, control_chart
from plantwright.observe.spc.rules import COUNTS, Rule

Numbers = Sequence[float] | np.ndarray


def defective_share(
    defective: Numbers, inspected: Numbers, *, baseline: int | None = None, rules: Sequence[Rule] = COUNTS
) -> ControlChart:
    """Return the chart of the share of pieces that are defective (p).

    Parameters
    ----------
    defective
        Defective pieces of each sample, shape (points,).
    inspected
        Pieces looked at, shape (points,).
    baseline
        How many of the first samples set the limits; all, if not told.
    rules
        The patterns to look for.

    Notes
    -----
    ``p̄ ± 3·√(p̄(1−p̄)/n)`` with n of each sample, kept between 0 and 1.
    """
    counts, sizes = _checked(defective, inspected, baseline, most_one=True)
    share = _share(counts, sizes, baseline)
    spread = np.sqrt(share * (1 - share) / sizes)
    return _chart("p", counts / sizes, share, spread, "1", baseline, rules, ceiling=1.0)


def defective_count(
    defective: Numbers, inspected: Numbers, *, baseline: int | None = None, rules: Sequence[Rule] = COUNTS
) -> ControlChart:
    """Return the chart of the number of defective pieces in samples of one size (np).

    Parameters
    ----------
    defective, inspected, baseline, rules
        As in `defective_share`.

    Notes
    -----
    ``n·p̄ ± 3·√(n·p̄(1−p̄))``, kept between 0 and n.
    """
    counts, sizes = _checked(defective, inspected, baseline, most_one=True)
    if np.ptp(sizes):
        found = f"samples of {sizes.min():g} to {sizes.max():g} pieces; an np chart needs equal ones; use a p chart"
        raise FitError("an np chart", [f"inspected: {found}"])
    share = _share(counts, sizes, baseline)
    spread = np.sqrt(sizes * share * (1 - share))
    return _chart("np", counts, sizes * share, spread, "pieces", baseline, rules, ceiling=float(sizes[0]))


def defects(counted: Numbers, *, baseline: int | None = None, rules: Sequence[Rule] = COUNTS) -> ControlChart:
    """Return the chart of the number of defects in areas or samples that are all alike (c).

    Parameters
    ----------
    counted
        Defects of each sample, shape (points,).
    baseline, rules
        As in `defective_share`.

    Notes
    -----
    ``c̄ ± 3·√c̄``, not below 0.
    """
    counts, _ = _checked(counted, np.ones(len(counted)), baseline)
    mean = float(first_points(counts, baseline).mean())
    return _chart("c", counts, mean, np.sqrt(mean), "defects", baseline, rules)


def defects_each(
    counted: Numbers, inspected: Numbers, *, baseline: int | None = None, rules: Sequence[Rule] = COUNTS
) -> ControlChart:
    """Return the chart of defects per piece, or per unit looked at (u).

    Parameters
    ----------
    counted
        Defects of each sample, shape (points,).
    inspected
        Pieces, or units of area or length, looked at, shape (points,).
    baseline, rules
        As in `defective_share`.

    Notes
    -----
    ``ū ± 3·√(ū/n)`` with n of each sample, not below 0.
    """
    counts, sizes = _checked(counted, inspected, baseline)
    rate = _share(counts, sizes, baseline)
    return _chart("u", counts / sizes, rate, np.sqrt(rate / sizes), "defects/piece", baseline, rules)


def _share(counts: np.ndarray, sizes: np.ndarray, baseline: int | None) -> float:
    return float(first_points(counts, baseline).sum() / first_points(sizes, baseline).sum())


def _chart(  # noqa: PLR0917
    kind: str, points: np.ndarray, center: np.ndarray | float, spread: np.ndarray | float, unit: str,
    baseline: int | None, rules: Sequence[Rule], ceiling: float = np.inf,
) -> ControlChart:  # fmt: skip
    if not np.all(np.asarray(spread) > 0):
        cure = "chart the number of good pieces between two defects instead"
        raise FitError("a chart of counts", [f"counts: all or none are defective; limits need some of each; {cure}"])
    law = "binomial" if kind in ("p", "np") else "Poisson"
    sigma = Estimate(value=None, unit=unit, method=f"chance of a {law} count around the center")
    told = said(len(points), baseline)
    return control_chart(
        kind, points, center, spread, rules=rules, sigma=sigma, baseline=told, unit=unit, floor=0.0, ceiling=ceiling
    )


def _checked(
    counted: Numbers, inspected: Numbers, baseline: int | None, *, most_one: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    counts, sizes = checked_values(counted, baseline), checked_values(inspected, baseline)
    problems = Problems("a chart of counts", RecordsError)
    if len(counts) != len(sizes):
        problems.add("inspected", f"{len(sizes)} sizes for {len(counts)} counts", "one for each sample")
        problems.fail()
    if (counts < 0).any() or (most_one and (counts % 1 != 0).any()):
        problems.add("counts", "some are negative or no whole numbers", "counts from 0 are needed")
    if (sizes <= 0).any():
        problems.add("inspected", f"{int((sizes <= 0).sum())} samples of nothing", "each must be above 0")
    if most_one and (counts > sizes).any():
        where = int(np.flatnonzero(counts > sizes)[0]) + 1
        problems.add(f"sample {where}", "more defective pieces than were looked at", "at most all", "or a u chart")
    problems.raise_any()
    return counts, sizes
