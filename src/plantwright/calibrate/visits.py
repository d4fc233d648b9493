"""From rows to visits: one performance of an operation on a lot, however many rows report it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.calibrate.rows import Rows

_OFTEN = 0.1


def visits_of(rows: Rows) -> pd.DataFrame:
    """Return one line a visit, by order and time; consecutive reports of one visit are joined.

    Columns: those of the rows, ``length`` (working time on the station) and ``whole`` (begun and ended in the window).
    """
    work = rows.work.assign(at=rows.work["start"].fillna(-np.inf)).sort_values(["order", "at", "end", "row"])
    same = (work["again"] == False) & (work[_KEY] == work[_KEY].shift()).all(axis=1)  # noqa: E712
    work = work.assign(visit=(~same).cumsum(), length=work["end"] - work["start"])
    single = not same.any()
    visits = work.set_index("visit") if single else _joined(work)
    quantity = visits["order"].map(rows.orders.set_index("order")["quantity"])
    own = visits["quantity"] if same.mean() < _OFTEN else pd.Series(np.nan, index=visits.index)
    own = own.where(own > 0)
    visits = visits.assign(quantity=own.fillna(quantity).fillna(1.0))
    nominal = visits["length"].round(1).isin(rows.nominal)
    return visits.assign(whole=visits["length"] > 0, nominal=nominal).reset_index(drop=True)


_KEY = ["order", "operation", "station"]


def _joined(work: pd.DataFrame) -> pd.DataFrame:
    groups = work.groupby("visit", sort=True)
    visits = groups.first()
    # pandas' own first() skips empties, which must stay seen here
    cut = work[["start", "end"]].isna().groupby(work["visit"]).any()
    longest = groups["end"].max() - groups["start"].min()
    length = groups["length"].sum().clip(upper=longest)
    return visits.assign(
        start=groups["start"].min().where(~cut["start"]),
        end=groups["end"].max().where(~cut["end"]),
        length=length.where(~cut.any(axis=1)),
        scrapped=groups["scrapped"].sum(min_count=1),
    )
