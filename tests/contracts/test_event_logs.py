"""What every event log keeps: read from CSV, Parquet or XLSX, written and read back, or simulated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from contracts.shop import DAY, shop
from plantwright.events.log import EventLog
from plantwright.events.read import read_log
from plantwright.events.schema import INTERVALS, ORDERS
from plantwright.events.write import write_log
from plantwright.twin.log import simulate, simulate_to

KINDS = {"process", "setup", "attend", "down", "maintenance", "transport", "off"}


@pytest.fixture(scope="module")
def simulated() -> EventLog:
    """Return two weeks of the plant as the twin tells them."""
    return simulate(shop(), horizon=14 * DAY, warm_up=7 * DAY, seed=3)


@pytest.fixture(scope="module")
def records(simulated: EventLog) -> pd.DataFrame:
    """Return what a plain log would have recorded of those weeks."""
    rows = simulated.frame()
    rows = rows[rows["kind"] == "process"].dropna(subset=["end"]).sort_values(["start", "station"])
    wanted = [
        "order",
        "product",
        "operation",
        "work_center",
        "station",
        "worker",
        "start",
        "end",
        "quantity",
        "scrapped",
    ]
    table = rows[wanted].reset_index(drop=True)
    return table.assign(**{name: table[name].dt.round("s") for name in ("start", "end")})


WRITERS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "csv": lambda table, path: table.to_csv(path, index=False, date_format="%Y-%m-%dT%H:%M:%S"),
    "parquet": lambda table, path: table.to_parquet(path, index=False),
    "xlsx": lambda table, path: table.to_excel(path, index=False),
}


def recorded(table: pd.DataFrame, suffix: str, folder: Path) -> EventLog:
    """Return the log read from a file of that kind."""
    path = folder / f"log.{suffix}"
    WRITERS[suffix](table, path)
    return read_log(path)


@pytest.fixture(scope="module", params=[*WRITERS, "simulated", "written", "streamed"])
def log(
    request: pytest.FixtureRequest, simulated: EventLog, records: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> EventLog:
    """Return a log from each place a log may come from."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "simulated":
        return simulated
    if request.param == "written":
        write_log(simulated, folder / "log.parquet")
        return read_log(folder / "log.parquet")
    if request.param == "streamed":
        return simulate_to(shop(), folder / "log", horizon=14 * DAY, warm_up=7 * DAY, seed=3)
    return recorded(records, request.param, folder)


def test_a_log_has_exactly_the_columns_of_the_schema(log: EventLog) -> None:
    """Intervals and orders have the schema's columns, in its order, with its types."""
    for table, schema in ((log.intervals, INTERVALS), (log.orders, ORDERS)):
        found = {name: str(kind).partition("(")[0] for name, kind in table.schema().items()}
        assert found == schema


def test_times_of_an_interval_are_in_order(log: EventLog) -> None:
    """Nothing starts before it is ready, ends before it starts or leaves before it ends."""
    rows = log.frame()
    for first, second in (("ready", "start"), ("start", "end"), ("end", "left")):
        known = rows.dropna(subset=[first, second])
        assert (known[first] <= known[second]).all(), f"{first} after {second}"


def test_kinds_are_those_of_the_schema(log: EventLog) -> None:
    """No interval is of a kind that the schema does not know."""
    assert set(log.frame()["kind"]) <= KINDS


def test_a_station_is_of_one_work_center(log: EventLog) -> None:
    """Every interval names its station, and a station never changes its work center."""
    rows = log.frame()
    assert rows["station"].notna().all()
    assert (rows.groupby("station")["work_center"].nunique() == 1).all()


def test_work_belongs_to_an_order_and_a_breakdown_to_none(log: EventLog) -> None:
    """Each process row has an order that the orders know; a breakdown has none, and a reason."""
    rows = log.frame()
    process, down = rows[rows["kind"] == "process"], rows[rows["kind"] == "down"]
    assert set(process["order"]) <= set(log.order_frame()["order"])
    assert down["order"].isna().all()
    assert down["reason"].notna().all()


def test_an_order_stands_once(log: EventLog) -> None:
    """No order is told twice, and none is completed before it was released."""
    orders = log.order_frame()
    assert orders["order"].is_unique
    known = orders.dropna(subset=["released", "completed"])
    assert (known["released"] <= known["completed"]).all()


def test_the_window_holds_what_happened(log: EventLog) -> None:
    """The window begins before it ends, and nothing that ended did so after it."""
    assert log.meta.start < log.meta.end
    assert (log.frame()["end"].dropna() <= pd.Timestamp(log.meta.end)).all()


def test_no_name_of_a_worker_is_kept_as_recorded(records: pd.DataFrame, tmp_path: Path) -> None:
    """Whoever worked is told apart by number and never by name."""
    named = records.assign(worker=records["worker"].map({"w1": "Ada Lovelace", "w2": "Grace Hopper"}))
    kept = set(recorded(named, "csv", tmp_path).frame()["worker"].dropna())
    assert len(kept) == 2
    assert not kept & {"Ada Lovelace", "Grace Hopper"}


def test_the_same_records_are_the_same_log_in_any_format(records: pd.DataFrame, tmp_path: Path) -> None:
    """CSV, Parquet and XLSX of one table are read into equal intervals."""
    frames = [recorded(records, suffix, tmp_path).frame().sort_values(["station", "start"]) for suffix in WRITERS]
    for other in frames[1:]:
        pd.testing.assert_frame_equal(frames[0].reset_index(drop=True), other.reset_index(drop=True))
