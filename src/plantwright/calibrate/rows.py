"""The rows of a log on the plant's working clock, every name filled in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import Floats
from plantwright.events.clock import WorkClock
from plantwright.events.log import EventLog
from plantwright.events.zones import to_local

_WHOLE_PRODUCT = "all"
_WAITED = 0.05
"""Share of the orders released before their first work, above which releases are known."""


@dataclass(frozen=True)
class Rows:
    """Rows by what they are; ``start`` and ``end`` in working seconds, NaN where empty."""

    work: pd.DataFrame
    setups: pd.DataFrame
    downs: pd.DataFrame
    orders: pd.DataFrame
    opens: float
    """Begin of the window [s]."""
    closes: float
    """End of the window [s]."""
    flagged: bool
    """Rework is flagged in the records."""
    nominal: tuple[float, ...]
    """Lengths that stand in the records too often to be measured [s]."""
    weeks: float = 1.0
    """Weeks that the records cover; five days of work are one where they do not cover one."""
    days: int = 7
    """Days on which anything began or ended."""
    dated: bool = False
    """Times are dates without a time of day."""
    untimed: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Work of which no time is known."""
    waited: bool = True
    """Some order was released before its first work."""


def rows_of(log: EventLog, clock: WorkClock) -> Rows:
    """Return the rows of a log, ready to be counted."""
    frame = _within(log.frame(), log)
    orders = _with_all(log.order_frame(), frame)
    orders = _timed(orders, frame, log, clock)
    frame = frame.assign(**{name: working(clock, frame[name]) for name in ("start", "end")})
    kind = frame["kind"].fillna("process")
    timed = frame["start"].notna() | frame["end"].notna()
    work = _named(frame[(kind == "process") & timed & frame["order"].notna()], orders)
    work = _attended(work, _named(frame[(kind == "attend") & frame["order"].notna()], orders))
    setups = _named(frame[(kind == "setup") & frame["start"].notna()], orders)
    downs = frame[(kind == "down") & frame["station"].notna() & timed]
    opens, closes = working(clock, pd.Series([log.meta.start, log.meta.end]))
    flagged = bool(work["rework"].notna().any())
    work = work.assign(again=work["rework"].fillna(value=False).astype(bool))
    work, nominal = _one_center_a_station(work), log.meta.nominal_durations
    untimed = _named(frame[(kind == "process") & ~timed & frame["order"].notna()], orders)
    first = orders["order"].map(frame.groupby("order")["start"].min()).astype(np.float64)
    waited = bool((first - orders["released_at"] > 1.0).mean() > _WAITED)
    seen = _days_seen(log)
    return Rows(work, setups, downs, orders, float(opens), float(closes), flagged, nominal, *seen, untimed, waited)


def _days_seen(log: EventLog) -> tuple[float, int, bool]:
    """Return how many weeks and days the records cover, and whether they know no time of day."""
    frame, orders = log.frame(), log.order_frame()
    times = pd.concat([frame["start"], frame["end"], orders["released"], orders["completed"]]).dropna()
    local = pd.Series(to_local(times.to_numpy("datetime64[us]"), log.meta.time_zone))
    dates = local.dt.normalize()
    days = int(dates.nunique())
    weeks = log.meta.days() / 7
    return weeks if weeks >= 1 else days / 5, days, bool(len(dates) > 0 and (dates == local).all())


def _within(frame: pd.DataFrame, log: EventLog) -> pd.DataFrame:
    """Return the rows that reach into the window; ends and begins beyond it are not known."""
    before = (frame["end"] <= log.meta.start) | (frame["start"] < log.meta.start)
    after = frame["end"] > log.meta.end
    outside = (frame["end"] <= log.meta.start) | (frame["start"] >= log.meta.end)
    times = {"start": frame["start"].mask(before), "end": frame["end"].mask(after)}
    cut: pd.DataFrame = frame.assign(scrapped=frame["scrapped"].mask(after), **times).loc[~outside]
    return cut


def _with_all(orders: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the orders with those that only the rows name, and with the products that only the rows tell."""
    named = pd.DataFrame({"order": frame["order"].dropna().unique()})
    orders = orders.drop_duplicates("order").merge(named, how="outer", on="order", sort=False)
    product = orders["order"].map(frame.dropna(subset=["order"]).groupby("order")["product"].first())
    return orders.assign(product=orders["product"].fillna(product).fillna(_WHOLE_PRODUCT))


def _timed(orders: pd.DataFrame, frame: pd.DataFrame, log: EventLog, clock: WorkClock) -> pd.DataFrame:
    """Return the orders on the working clock; first and last work stand in for times not recorded."""
    work = frame.dropna(subset=["order"]).groupby("order")
    for name, stand_in in (("released", work["start"].min()), ("completed", work["end"].max())):
        if orders[name].isna().all():
            orders = orders.assign(**{name: stand_in.reindex(orders["order"]).to_numpy()})
    times = {f"{name}_at": working(clock, orders[name]) for name in ("released", "completed", "due")}
    lead = (orders["due"] - orders["released"]).dt.total_seconds()
    inside = orders["released"].between(log.meta.start, log.meta.end)
    return orders.assign(lead_time=lead.astype(float), inside=inside, **times)


def folded(rows: Rows, centers: set[str]) -> Rows:
    """Return the rows with the setups of some work centers counted as work on their lots."""
    key = ["order", "operation", "station"]
    inside = rows.setups["center"].isin(centers)
    works = rows.setups[key].merge(rows.work[key].drop_duplicates(), how="left", on=key, indicator=True)["_merge"]
    moved = inside & (works == "both").to_numpy()
    # what is set up is not made: pieces are counted by the rows of work
    added = rows.setups[moved].assign(again=False, quantity=np.nan, scrapped=np.nan)
    added = added.assign(row=added["row"] + len(rows.work))
    return replace(rows, work=pd.concat([rows.work, added], ignore_index=True), setups=rows.setups[~inside])


def working(clock: WorkClock, times: pd.Series[pd.Timestamp]) -> Floats:
    """Return working seconds of times; NaN where there is none."""
    stamps = times.to_numpy(dtype="datetime64[us]")
    return np.where(np.isnat(stamps), np.nan, clock.elapsed(stamps))


def _named(rows: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    product = rows["product"].fillna(rows["order"].map(orders.set_index("order")["product"]))
    center = rows["work_center"].fillna(rows["station"]).fillna(rows["operation"])
    return rows.assign(
        product=product.fillna(_WHOLE_PRODUCT),
        center=center,
        station=rows["station"].fillna(center),
        operation=rows["operation"].fillna(center),
        row=np.arange(len(rows)),
    )[center.notna()]


def _attended(work: pd.DataFrame, attends: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with those who attended them, and when these were ``free`` again: rows of their own say so."""
    if not len(attends):
        return work.assign(free=np.nan)
    key = ["order", "operation", "station"]
    first = attends.sort_values("start").drop_duplicates([*key, "start"])
    first = first.assign(time=first.groupby(key).cumcount())[[*key, "time", "worker", "end"]]
    timed = work.sort_values("start")
    times = timed.groupby(key).cumcount().reindex(work.index)
    found = work[key].assign(time=times).merge(first, how="left", on=[*key, "time"]).set_index(work.index)
    return work.assign(worker=work["worker"].fillna(found["worker"]), free=found["end"])


def _one_center_a_station(work: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with each station at one work center: the one where it worked most."""
    counts = work.groupby(["station", "center"]).size()
    if not len(counts):
        return work
    home = counts.groupby(level="station").idxmax().map(lambda pair: pair[1])
    return work.assign(center=work["station"].map(home))
