"""The held-out check: it believes a plant that stayed what it was, and not one that changed."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from plantwright.calibrate.check import Check
from plantwright.calibrate.holdout import FITTED_SHARE, check
from plantwright.events.log import EventLog
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.log import simulate
from plantwright.twin.replicate import METRICS, order_metrics

HOUR, DAY = 3600.0, 86_400.0
RUNS = 16


def plant() -> Plant:
    """Return an open line that never closes, at three quarters of what it can do."""
    noise = Distribution.gamma(1.0, 0.3)
    steps = tuple(
        Operation(id=name, work_center=name, per_piece=minutes * 60.0, noise=noise)
        for name, minutes in (("turn", 9.0), ("mill", 12.0), ("test", 6.0))
    )
    return Plant(
        name="open line",
        work_centers=(WorkCenter(id="turn"), WorkCenter(id="mill"), WorkCenter(id="test")),
        products=tuple(
            Product(
                id=name,
                routings=(Routing(operations=steps),),
                lot_sizes=(LotSize(quantity=5), LotSize(quantity=10)),
                lead_time=Distribution.uniform(9 * HOUR, 0.1),
            )
            for name in "AB"
        ),
        release=Release(interarrival=Distribution.exponential(2 * HOUR)),
    )


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return 60 days of the line."""
    return simulate(plant(), horizon=60 * DAY, warm_up=10 * DAY, seed=12)


def slowed(log: EventLog, factor: float) -> EventLog:
    """Return the log as if all had taken so much longer after the split: each order's later times stretched."""
    split, end = pd.Timestamp(log.meta.start + timedelta(days=60 * FITTED_SHARE)), pd.Timestamp(log.meta.end)
    orders, rows = log.order_frame(), log.frame()
    anchor = orders.set_index("order")["released"].clip(lower=split)

    def stretched(times: pd.Series, begins: pd.Series) -> pd.Series:
        later = begins + (times - begins) * factor
        moved = times.where(~(times > begins), later)
        return moved.where(moved < end)

    orders["completed"] = stretched(orders["completed"], orders["order"].map(anchor))
    begins = rows["order"].map(anchor)
    for name in ("start", "end", "left"):
        rows[name] = stretched(rows[name], begins)
    return EventLog.from_arrow(
        pa.Table.from_pandas(rows.dropna(subset=["start"]), preserve_index=False),
        pa.Table.from_pandas(orders, preserve_index=False),
        log.meta,
    )


@pytest.fixture(scope="module")
def found(log: EventLog) -> Check:
    """Return the check of the plant that stayed what it was."""
    return check(log, runs=RUNS, seed=1)


def test_a_plant_that_stays_what_it_was_is_believed(found: Check) -> None:
    """Of a line that the twin itself made, the weeks held out are foretold: believable, or usable with care."""
    assert found.verdict in ("believable", "usable with care")
    assert sum(line.agrees for line in found.lines) >= 4
    assert found.reasons


def test_every_metric_is_compared(found: Check, log: EventLog) -> None:
    """The five metrics of the twin are compared on the last three tenths of the window."""
    assert [line.measure for line in found.lines] == list(METRICS)
    assert found.split == log.meta.start + timedelta(days=42)
    assert found.end == log.meta.end
    for line in found.lines:
        assert line.twin.low <= line.twin.value <= line.twin.high  # type: ignore[operator]
        assert line.agrees == (line.twin.low <= line.recorded.value <= line.twin.high)  # type: ignore[operator]
        assert line.twin.n == RUNS


def test_what_was_recorded_is_measured_as_the_twin_is(found: Check, log: EventLog) -> None:
    """The recorded side is the same metric of the same orders: those completed in the weeks held out."""
    orders = log.order_frame()
    split = pd.Timestamp(found.split)
    inside = orders[orders["completed"] >= split]
    flow = (inside["completed"] - inside["released"]).dt.total_seconds() / HOUR
    recorded = {line.measure: line.recorded.value for line in found.lines}
    assert recorded["throughput"] == pytest.approx(inside["quantity"].sum() / 18)
    assert recorded["flow_mean"] == pytest.approx(flow.mean())
    assert recorded["flow_p95"] == pytest.approx(np.quantile(flow, 0.95))
    assert recorded["on_time"] == pytest.approx((inside["completed"] <= inside["due"]).mean())
    left = orders["completed"].fillna(log.meta.end)
    stay = (left - orders["released"].clip(lower=split)).dt.total_seconds().clip(lower=0).sum()
    assert recorded["wip"] == pytest.approx(stay / (18 * DAY))


def test_a_plant_that_became_slower_is_not_believed(log: EventLog) -> None:
    """Where all takes twice as long after the split, the check says so and names what is off."""
    found = check(slowed(log, 2.0), runs=RUNS, seed=1)
    assert found.verdict == "not to be believed"
    wrong = {line.measure for line in found.lines if not line.agrees}
    assert {"flow_mean", "wip"} <= wrong
    assert any("mean flow time" in reason and "below" in reason for reason in found.reasons)


def test_nothing_of_the_held_out_weeks_is_fitted(log: EventLog, found: Check) -> None:
    """What happens after the split does not change what is foretold, but for the orders released then."""
    other = check(slowed(log, 1.3), runs=RUNS, seed=1)
    for one, two in zip(found.lines, other.lines, strict=True):
        assert one.twin == two.twin


def test_a_seed_is_a_check(log: EventLog) -> None:
    """The same records and seed give the same check, and another seed other luck."""
    first, again, other = (check(log, runs=2, seed=seed).lines for seed in (3, 3, 4))
    assert first == again
    assert [line.recorded for line in first] == [line.recorded for line in other]
    assert first != other


def test_too_few_records_are_not_believed(log: EventLog) -> None:
    """Where the first part does not make a twin, the verdict is no, and the reason says so."""
    short = log.within(log.meta.start, log.meta.end)
    rows = short.intervals.filter(short.intervals.start > ibis_time(log.meta.end - timedelta(days=10)))
    orders = short.orders.filter(short.orders.released > ibis_time(log.meta.end - timedelta(days=10)))
    found = check(EventLog(rows, orders, log.meta), runs=4)
    assert found.verdict == "not to be believed"
    assert "first part" in found.reasons[0]


def ibis_time(moment: datetime) -> object:
    """Return a moment as a value of a query."""
    import ibis  # noqa: PLC0415 - heavy, and used here only

    return ibis.literal(moment, type="timestamp(6)")


def test_order_metrics_by_hand() -> None:
    """Of orders with flow 1 h and 3 h, one late, and one still there: each metric by hand, cut at the window."""
    from plantwright.twin.kernel.floor import ORDER_DONE  # noqa: PLC0415 - said where it is used

    orders = np.zeros(4, ORDER_DONE)
    orders["released"] = [0.0, 1.0 * HOUR, 2.0 * HOUR, -5 * HOUR]
    orders["completed"] = [1.0 * HOUR, 4.0 * HOUR, np.nan, -1 * HOUR]
    orders["due"] = [2.0 * HOUR, 3.0 * HOUR, np.inf, 0.0]
    orders["good"] = [5, 7, 9, 11]
    found = order_metrics(orders, (0.0, 6.0 * HOUR))
    assert found["throughput"] == pytest.approx(12 / 0.25)
    assert found["flow_mean"] == pytest.approx(2.0)
    assert found["flow_p95"] == pytest.approx(2.9)
    assert found["on_time"] == 0.5
    assert found["wip"] == pytest.approx((1 + 3 + 4) / 6)
