"""What is to be said of counts of defective pieces or of defects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa
from scipy.stats import chi2

from plantwright.errors import FitError, PlantwrightError
from plantwright.observe.spc.baseline import checked_values
from plantwright.observe.spc.capability import Specification
from plantwright.observe.spc.chart_choice import CountChart
from plantwright.observe.spc.control_chart import ControlChart
from plantwright.observe.spc.counts import defective_count, defective_share, defects, defects_each
from plantwright.observe.spc.judged import ROUGH, Judged
from plantwright.observe.spc.rules import COUNTS, Rule

_KEYS = ("characteristic", "station")


def judge_counts(
    table: pa.Table, *, chart: CountChart | None = None, baseline: int | None = None, rules: Sequence[Rule] = COUNTS
) -> tuple[Judged, ...]:
    """Return what is to be said of each count in a table.

    Parameters
    ----------
    table
        With ``defective`` or ``defects`` and, where told, ``inspected``, ``time``, ``characteristic``, ``station``.
    chart
        The kind of chart; chosen from the data, if not told.
    baseline
        How many of the first samples set the limits; all, if not told.
    rules
        The patterns to look for; zones of counts are not those of normal values.
    """
    kind = "defective" if "defective" in table.column_names else "defects"
    rows = [row for row in table.to_pylist() if row[kind] is not None]
    names = sorted({_name(row, kind) for row in rows})
    return tuple(_judged([row for row in rows if _name(row, kind) == name], kind, name, chart, baseline, rules)
                 for name in names)  # fmt: skip


def _name(row: dict[str, object], kind: str) -> str:
    told = [str(row[key]) for key in _KEYS if row.get(key) is not None]
    return " at ".join(told) or kind


def _judged(
    rows: list[dict[str, object]], kind: str, name: str, chart: CountChart | None, baseline: int | None,
    rules: Sequence[Rule],
) -> Judged:  # fmt: skip
    if all(isinstance(row.get("time"), datetime) for row in rows):
        rows = sorted(rows, key=lambda row: str(row["time"]))
    moments = np.array([_moment(row) for row in rows], "datetime64[us]")
    sizes = [row.get("inspected") for row in rows]
    chosen, why = (chart, "as told") if chart else _choose(kind, sizes)
    counts = np.array([row[kind] for row in rows], float)
    try:
        made = _chart(chosen, counts, sizes, baseline, rules)
    except PlantwrightError as error:
        return Judged(name, "", chosen, why, (), moments[:0], Specification(), None, error.said)
    base = min(baseline or len(rows), len(rows))
    rough = (f"the limits rest on {base} samples and are rough: {ROUGH} or more are wanted",) if base < ROUGH else ()
    notes = (*rough, *_dispersion(made))
    return Judged(name, made.unit, chosen, why, (made,), moments, Specification(), None, notes, made.stable())


def _moment(row: dict[str, object]) -> datetime | None:
    time = row.get("time")
    return time if isinstance(time, datetime) else None


def _choose(kind: str, sizes: list[object]) -> tuple[CountChart, str]:
    if kind == "defective":
        return "p", "defective pieces of those inspected: a share"
    if all(one is None for one in sizes):
        return "c", "defects, and no column says that samples differ in size"
    return "u", "defects of samples whose size is told: defects per piece"


def _chart(
    chart: CountChart, counts: np.ndarray, sizes: list[object], baseline: int | None, rules: Sequence[Rule]
) -> ControlChart:
    if chart == "c":
        return defects(counts, baseline=baseline, rules=rules)
    if all(one is None for one in sizes):
        raise FitError(
            "counts", [f"inspected: no column says how many pieces were looked at; a {chart} chart needs it"]
        )
    make = {"p": defective_share, "np": defective_count, "u": defects_each}[chart]
    told = checked_values([np.nan if one is None else float(one) for one in sizes], None)  # type: ignore[arg-type]
    return make(counts, told, baseline=baseline, rules=rules)


def _dispersion(chart: ControlChart) -> tuple[str, ...]:
    """Return a doubt where counts vary far more than their law allows: limits are then too narrow.

    Notes
    -----
    The median of the squared distances in standard deviations over that of chi-square with one degree of freedom: 1 by
    law, and hardly moved by a few points that have causes of their own. Its standard deviation is about 2.3/√n.

    References
    ----------
    Laney (2002), Improved control charts for attributes, Quality Engineering 14(4).
    """
    place = (chart.points - chart.center) / chart.spread
    ratio, noise = float(np.median(place**2) / chi2.median(1)), 2.3 / np.sqrt(len(place))
    if len(place) < ROUGH or ratio - 1 < max(1.0, 3 * noise):
        return ()
    told = f"the counts vary {ratio:.1f} times as much (variance) as chance would make them"
    return (f"{told}: limits from a binomial or Poisson law do not fit them",)
