"""A log that is streamed to a folder is the log that is made in memory: row for row, and in all that is asked of it."""

from __future__ import annotations

import math
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contracts.shop import DAY, shop
from contracts.shop_parts import parts_shop
from contracts.shop_stops import stopping_shop
from plantwright.events import stream
from plantwright.events.cut import known_at
from plantwright.events.log import EventLog
from plantwright.events.read import read_log
from plantwright.events.schema import TABLES
from plantwright.events.write import write_log
from plantwright.model.estimate import Estimate
from plantwright.model.plant import Plant
from plantwright.observe.measures import measure
from plantwright.twin import machine
from plantwright.twin.log import simulate, simulate_to

PLANTS = {"shop": shop, "stops": stopping_shop, "parts": parts_shop}
TIMES = {"warm_up": 7 * DAY, "horizon": 77 * DAY, "seed": 11}
GROUP = 100


@pytest.fixture(scope="module", params=PLANTS)
def plant(request: pytest.FixtureRequest) -> Plant:
    """Return the plant that is run twice."""
    return PLANTS[request.param]()


@pytest.fixture(scope="module")
def whole(plant: Plant) -> EventLog:
    """Return the log made in memory."""
    return simulate(plant, **TIMES)


@pytest.fixture(scope="module")
def folder(plant: Plant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the log that came in many chunks, and was written in many groups."""
    place = tmp_path_factory.mktemp("streamed") / plant.name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "ROOM", 64)
        patch.setattr(stream, "ROW_GROUP", GROUP)
        simulate_to(plant, place, **TIMES)
    return place


def rows(log: EventLog) -> dict[str, pa.Table]:
    """Return the tables that a log has, each in an order of its own."""
    found = {name: getattr(log, name) for name in TABLES}
    return {name: _sorted(table.to_pyarrow()) for name, table in found.items() if table is not None}


def _sorted(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.column_names])


def test_the_rows_are_those_made_in_memory(whole: EventLog, folder: Path, tmp_path: Path) -> None:
    """Streamed rows equal those simulated, and those simulated, written and read back, each with its name and times."""
    write_log(whole, tmp_path / "written")
    streamed, written = read_log(folder), read_log(tmp_path / "written")
    assert rows(streamed) == rows(whole)
    assert rows(written) == rows(whole)
    assert streamed.meta == written.meta == whole.meta


def test_the_log_came_in_many_chunks(folder: Path) -> None:
    """The files of the streamed log have many groups of rows, all but the last of one size."""
    groups = pq.ParquetFile(folder / "log.parquet").metadata
    sizes = [groups.row_group(one).num_rows for one in range(groups.num_row_groups)]
    assert len(sizes) > 10
    assert set(sizes[:-1]) == {GROUP}


def test_the_run_hands_over_many_chunks(plant: Plant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run empties its tables of rows and of orders many times, and the flow times are let go with them."""
    emptied: list[str] = []
    empty = machine._empty
    monkeypatch.setattr(machine, "ROOM", 64)
    monkeypatch.setattr(machine, "_empty", lambda floor, name, drain: (emptied.append(name), empty(floor, name, drain)))
    simulate_to(plant, tmp_path, **TIMES)
    assert emptied.count("rows") > 5
    assert emptied.count("orders") > 1
    assert "flows" in emptied


def test_no_file_is_there_that_is_not_of_the_log(folder: Path, whole: EventLog) -> None:
    """A folder has intervals and orders, links where there are any, and nothing hidden."""
    links = {"links.parquet"} if whole.links is not None else set()
    assert {one.name for one in folder.iterdir()} == {"log.parquet", "orders.parquet"} | links


def test_the_plants_have_links_scrap_and_names(whole: EventLog, plant: Plant) -> None:
    """What a chunk could get wrong is there: parts of lots, assemblies, scrap, orders named and counted."""
    assert whole.intervals.scrapped.sum().to_pyarrow().as_py() > 0
    if plant.name == "parts":
        links = rows(whole)["links"].to_pydict()
        assert any("." in one for one in links["child"])
        assert {"urgent 1"} < set(links["parent"])
        assert {one for one in links["parent"] if one.startswith("S0")}


def numbers(one: Estimate) -> list[float]:
    """Return value and interval; what is not known is no number."""
    return [math.nan if number is None else number for number in (one.value, one.low, one.high)]


def test_the_measures_are_the_same(whole: EventLog, folder: Path, plant: Plant) -> None:
    """Every measure of the streamed log is that of the log in memory, to nine digits."""
    calendar = plant.find_calendar(plant.calendar)
    streamed, told = (measure(log, calendar) for log in (read_log(folder), whole))
    assert set(streamed.values) == set(told.values)
    for name, one in told.values.items():
        assert numbers(streamed[name]) == pytest.approx(numbers(one), rel=1e-9, nan_ok=True), name
    assert {name: len(table) for name, table in streamed.tables.items()} == {
        name: len(table) for name, table in told.tables.items()
    }


def test_a_streamed_log_may_be_cut(whole: EventLog, folder: Path) -> None:
    """The log as it was known at a moment, and the log of another window, are those of the log in memory."""
    streamed = read_log(folder)
    middle = whole.meta.start + (whole.meta.end - whole.meta.start) / 2
    assert rows(known_at(streamed, middle)) == rows(known_at(whole, middle))
    assert rows(streamed.within(whole.meta.start, middle)) == rows(whole)
    assert streamed.frame().dtypes.equals(whole.frame().dtypes)


@pytest.mark.parametrize("begun", [0, 400])
def test_what_is_stopped_leaves_nothing(plant: Plant, tmp_path: Path, begun: int) -> None:
    """Ctrl-C in the middle of a run leaves no file, and an earlier log as it was."""
    place = tmp_path / "log"
    if begun:
        simulate_to(plant, place, horizon=begun * 600.0)
    before = {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()}

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate_to(plant, place, tick=stop, **TIMES)
    assert {one: one.read_bytes() for one in tmp_path.rglob("*") if one.is_file()} == before
    assert not any(one.name.startswith(".") for one in tmp_path.rglob("*"))
