"""What a fit cannot do without; what to record where it is missing, and for how long."""

from __future__ import annotations

from math import ceil

import numpy as np
import pandas as pd

from plantwright.calibrate.rows import Rows
from plantwright.errors import FitError, Problems

FEWEST = 30
"""Finished intervals below which nothing can be said, and visits that each work center should show."""
NOMINAL = 0.9
"""Share of nominal times above which nothing was measured."""
_SHARE = 0.05
"""Share of all visits from which a work center counts."""
_TOGETHER = 0.8
"""Share of the orders of several steps whose steps all begin at once, above which there is no order of events."""
_MOST = 104


def demand_support(visits: pd.DataFrame, rows: Rows) -> None:
    """Raise FitError with all that is missing, what to record, and for how long."""
    problems = Problems("the log as a basis for a model of the plant", FitError)
    if not len(visits):
        _demand_times(problems, rows)
    elif not visits["end"].notna().any():
        cure = f"record when work ends, {anew(visits, rows)}"
        problems.add("end", "no interval has an end", "process times need both ends", cure)
    elif not visits["start"].notna().any():
        cure = f"record when work starts, {anew(visits, rows)}"
        problems.add("start", "no interval has a start", "process times need both ends", cure)
    elif rows.dated:
        cure = f"record the time of day, to the minute, {anew(visits, rows)}"
        problems.add("start, end", "dates without a time of day", "without it no order of events is known", cure)
    elif not rows.closes > rows.opens:
        problems.add("window", "it holds no working time", "work must lie inside shifts", "check shifts and time zone")
    else:
        _demand_lengths(problems, visits, rows)
        _demand_days(problems, visits, rows)
    _demand_orders(problems, visits, rows)
    problems.raise_any()


def more(visits: pd.DataFrame, rows: Rows) -> str:
    """Return for how much longer to record, at the pace seen, until every work center has enough visits."""
    rates = _rates(visits, rows)
    missing = max(((FEWEST - rate * rows.weeks) / rate for rate in rates), default=0.0)
    return f"{_weeks(max(missing, 1.0))} more at this pace until {FEWEST} visits at each work center"


def anew(visits: pd.DataFrame, rows: Rows) -> str:
    """Return for how long to record, where what there is does not count."""
    longest = max((FEWEST / rate for rate in _rates(visits, rows)), default=0.0)
    if not longest:
        return f"until there are {FEWEST} visits at each work center"
    return f"for {_weeks(max(longest, 2.0))} at this pace: {FEWEST} visits at each work center, every weekday twice"


def _rates(visits: pd.DataFrame, rows: Rows) -> list[float]:
    """Return visits a week at each work center that counts."""
    if not len(visits):
        return []
    seen = visits["center"].value_counts()
    return [float(one) / max(rows.weeks, 1e-9) for one in seen[seen >= _SHARE * len(visits)]]


def _weeks(weeks: float) -> str:
    if weeks > _MOST:
        return "more than two years"
    return f"about {ceil(weeks - 0.05)} week{'s' if ceil(weeks - 0.05) > 1 else ''}"


def _demand_times(problems: Problems, rows: Rows) -> None:
    if len(rows.untimed):
        cure = f"record when work starts and when it ends, {anew(rows.untimed, rows)}"
        problems.add("start, end", "no interval has both", "process times need both ends", cure)
        return
    if not len(rows.orders):
        cure = "record the number of the order, lot or case with each step, until each work center has had 30"
        problems.add("order", "the records name no orders", "each row needs its order", cure)
        return
    named = "an operation, a work center or a station must be named"
    problems.add("intervals", "none has an order, a place and a time", named, "map those columns, or record them")


def _demand_lengths(problems: Problems, visits: pd.DataFrame, rows: Rows) -> None:
    lengths = visits.loc[visits["whole"], "length"]
    if len(lengths) < FEWEST:
        found = f"{len(lengths)} have a start, an end and working time between them"
        longer = more(visits[visits["whole"]], rows) if len(lengths) else anew(visits, rows)
        problems.add("intervals", found, f"at least {FEWEST} are needed", f"record both stamps, {longer}")
    elif np.ptp(lengths) < 1e-6:
        cure = f"record when work really starts and ends, {anew(visits, rows)}"
        found = f"all {len(lengths)} last {lengths.iloc[0]:g} s"
        problems.add("intervals", found, "these are nominal times, not measured ones", cure)
    elif visits.loc[visits["whole"], "nominal"].mean() > NOMINAL:
        shown = ", ".join(f"{one / 60:g}" for one in sorted(rows.nominal)[:5])
        cure = f"record when work really starts and ends, {anew(visits, rows)}"
        problems.add("intervals", f"nearly all last {shown} min", "these are nominal times, not measured ones", cure)
    else:
        _demand_sequence(problems, visits, rows)


def _demand_sequence(problems: Problems, visits: pd.DataFrame, rows: Rows) -> None:
    """Note where steps have no order in time, or work centers no times."""
    steps = visits.groupby("order")["start"].agg(["size", "nunique", "count"])
    several = steps[(steps["size"] > 1) & (steps["count"] > 1)]
    if len(several) and (several["nunique"] == 1).mean() > _TOGETHER:
        cure = f"record when each step really starts, {anew(visits, rows)}"
        found = "all steps of an order start at once"
        problems.add("start", found, "without an order of events no wait is known", cure)
    blind = _blind(visits, rows)
    if len(blind):
        found = f"no visit to {', '.join(map(str, blind[:5]))} has both a start and an end"
        cure = f"record both stamps there, {anew(visits, rows)}"
        problems.add("intervals", found, "without them no order is ever done, and process times are not known", cure)


def _demand_days(problems: Problems, visits: pd.DataFrame, rows: Rows) -> None:
    if rows.days < 2:
        cure = f"record every day, {anew(visits, rows)}"
        problems.add("window", "all work lies on one day", "one day tells nothing of the next", cure)


def _blind(visits: pd.DataFrame, rows: Rows) -> pd.Index[str]:
    """Return the work centers that count and have not one visit with both stamps."""
    seen = pd.concat([visits[["center", "whole"]], rows.untimed.reindex(columns=["center"]).assign(whole=False)])
    whole = seen.groupby("center")["whole"].agg(["size", "sum"])
    return whole.index[(whole["size"] >= _SHARE * len(seen)) & (whole["sum"] == 0)]


def _demand_orders(problems: Problems, visits: pd.DataFrame, rows: Rows) -> None:
    orders = visits["order"].nunique() if len(visits) else 0
    if len(visits) and orders < 2:
        cure = f"name the column of the order, lot or case; if there was but one, record {more(visits, rows)}"
        problems.add("orders", f"{orders} found", "at least 2 are needed", cure)
    elif orders == len(visits) > 0 and not rows.waited and not len(rows.untimed):
        cure = f"record when each order is released (orders.csv), {anew(visits, rows)}"
        found = "each has one step, and is released as it starts"
        problems.add("orders", found, "no wait is known, and so none can be shortened", cure)
