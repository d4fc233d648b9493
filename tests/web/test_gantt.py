"""The view over time: it holds what the log holds, at every zoom."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantwright.errors import NotThereError
from plantwright.events.log import EventLog, LogMeta
from plantwright.model.calendar import ALWAYS
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.observe.measures import measure
from plantwright.twin.log import simulate
from plantwright.web.gantt.index import GanttIndex, open_index
from plantwright.web.gantt.kept import keep_index
from plantwright.web.gantt.states import KINDS, STATES
from plantwright.web.gantt.view import edges_of, view
from plantwright.web.gantt.write import write_index

BEGIN = datetime(2026, 1, 5)  # noqa: DTZ001 - UTC without a zone in the type, as in the log
LENGTH = 60
"""Of the window [s]."""
SECOND = 1_000_000
EPOCH = int((BEGIN - datetime(1970, 1, 1)).total_seconds()) * SECOND  # noqa: DTZ001

Told = tuple[str, str, int | None, int | None, int | None]
"""Station, kind, start, end and left, seconds after the window's begin."""
moments = st.one_of(st.none(), st.integers(-10, LENGTH + 10))
rows_told = st.lists(
    st.tuples(st.sampled_from(["s1", "s2", "s3"]), st.sampled_from([*KINDS, "attend", "transport"]), moments, moments,
              moments),
    max_size=25,
)  # fmt: skip


def _log(told: list[Told]) -> EventLog:
    def at(second: int | None) -> datetime | None:
        return None if second is None else BEGIN + timedelta(seconds=second)

    rows = [
        {"station": station, "work_center": "c", "kind": kind, "start": at(start), "end": at(end), "left": at(left),
         "order": f"o{number}", "operation": "turn"}
        for number, (station, kind, start, end, left) in enumerate(told)
    ]  # fmt: skip
    table = pa.Table.from_pylist(rows) if rows else pa.table({"order": pa.array([], pa.string())})
    meta = LogMeta("small", "recorded", BEGIN, BEGIN + timedelta(seconds=LENGTH))
    return EventLog.from_arrow(table, pa.table({"order": ["o0"]}), meta)


def _index(told: list[Told], folder: Path) -> GanttIndex:
    write_index(_log(told), folder / "gantt")
    return GanttIndex(folder / "gantt")


def _by_hand(told: list[Told], station: str) -> list[str]:
    """Return what a station does in each second, counted row by row."""
    found = ["idle"] * LENGTH
    for second in range(LENGTH):
        doing = set()
        for name, kind, start, end, left in told:
            if name != station or kind not in KINDS or (start is None and end is None):
                continue
            begin = 0 if start is None else start
            stop = LENGTH if end is None else end
            if stop <= begin or min(stop, LENGTH) <= max(begin, 0):
                continue  # no time inside the window
            if begin <= second < stop:
                doing.add(kind)
            if kind == "process" and left is not None and stop <= second < left:
                doing.add("blocked")
        found[second] = next((one for one in STATES[1:] if one in doing), "idle")
    return found


@settings(max_examples=150, deadline=None)
@given(told=rows_told, edges=st.lists(st.integers(0, LENGTH), min_size=2, max_size=12, unique=True))
def test_every_bin_holds_the_time_of_the_log(
    tmp_path_factory: pytest.TempPathFactory, told: list[Told], edges: list[int]
) -> None:
    """Between any edges the time in each state is that of the log's rows, counted second by second."""
    index = _index(told, tmp_path_factory.mktemp("index"))
    edges = sorted(edges)
    spent = index.spent(range(len(index.stations)), EPOCH + SECOND * np.array(edges)) if index.stations else []
    for place, station in enumerate(index.stations):
        second = _by_hand(told, station)
        for k, (first, last) in enumerate(pairwise(edges)):
            counted = {state: second[first:last].count(state) * SECOND for state in STATES}
            assert dict(zip(STATES, spent[place][k].tolist(), strict=True)) == counted


@settings(max_examples=60, deadline=None)
@given(told=rows_told, width=st.integers(1, 90), begin=st.integers(0, 59), span=st.integers(1, 60))
def test_no_zoom_makes_or_loses_time(
    tmp_path_factory: pytest.TempPathFactory, told: list[Told], width: int, begin: int, span: int
) -> None:
    """A look's times sum to its length for every station, and its exact runs to the times it tells."""
    index = _index(told, tmp_path_factory.mktemp("index"))
    look = view(index, EPOCH + begin * SECOND, EPOCH + (begin + span) * SECOND, width)
    for one in look["stations"]:
        assert sum(one["spent"]) == look["end"] - look["start"]
        runs = np.array(one["runs"]).reshape(-1, 3)
        if one["exact"]:
            for state in range(1, len(STATES)):
                mine = runs[runs[:, 2] == state]
                assert int((mine[:, 1] - mine[:, 0]).sum()) == one["spent"][state]
        assert (runs[:, 0] < runs[:, 1]).all()


def test_a_pixel_shows_what_lasts_longest_in_it(tmp_path: Path) -> None:
    """Of 6 s process and 4 s down in a bin of 10 s, process is drawn, in one run; the 4 s are told still."""
    told = [("s1", kind, k * 10 + begin, k * 10 + end, None)
            for k in range(6) for kind, begin, end in (("down", 0, 4), ("process", 4, 10))]  # fmt: skip
    one = view(_index(told, tmp_path), EPOCH, EPOCH + LENGTH * SECOND, 6)["stations"][0]
    assert not one["exact"]
    assert one["runs"] == [0, 6, STATES.index("process")]
    assert one["spent"][STATES.index("down")] == 24 * SECOND


def test_the_bins_share_a_look_out_evenly() -> None:
    """Edges are whole µs from begin to end, no two bins differ by more than 1 µs, and none is shorter than that."""
    edges = edges_of(10, 1_000_013, 7)
    assert (edges[0], edges[-1]) == (10, 1_000_013)
    assert np.ptp(np.diff(edges)) <= 1
    assert len(edges_of(0, 3, 1000)) == 4


def test_a_click_finds_the_rows_there(tmp_path: Path) -> None:
    """At a place are all rows that hold its instant, the last begun first, with order and operation; else none."""
    index = _index(
        [("s1", "process", 0, 30, None), ("s1", "down", 10, 12, None), ("s2", "process", 0, 60, None)], tmp_path
    )
    found = index.at(0, EPOCH + 11 * SECOND)
    assert [(STATES[one.state], one.order, one.label) for one in found] == [
        ("down", "o1", "turn"),
        ("process", "o0", "turn"),
    ]
    assert index.at(0, EPOCH + 30 * SECOND) == []


def test_an_order_is_found_by_a_part_of_its_name(tmp_path: Path) -> None:
    """Names that begin with what is typed come first; the rows of an order are its own, in time."""
    told = [("s1", "process", k, k + 1, None) for k in range(12)] + [("s2", "process", 20, 25, None)]
    index = _index(told, tmp_path)
    assert index.orders_like("O1") == ["o1", "o10", "o11", "o12"]
    assert [one.station for one in index.of_order("o12")] == [1]
    assert index.of_order("no such order") == []


def test_the_twins_floor_is_accounted_for_alike(tmp_path: Path) -> None:
    """Shares of process and down over the whole window are those that ``measure`` finds in the same log."""
    log = simulate(_plant(), horizon=14 * 86_400.0, warm_up=86_400.0, seed=3)
    write_index(log, tmp_path / "gantt")
    index = GanttIndex(tmp_path / "gantt")
    window = np.array([index.start, index.end])
    rows = {row["station"]: row for row in measure(log, ALWAYS).tables["stations"]}
    assert len(rows) == len(index.stations) == 3
    for place, name in enumerate(index.stations):
        spent = index.spent([place], window)[0, 0]
        for state in ("process", "down", "blocked"):
            share = spent[STATES.index(state)] / (index.end - index.start)
            assert share == pytest.approx(rows[name][state].value, abs=1e-9), (name, state)


def _plant() -> Plant:
    fails = Failures(time_to_failure=Distribution.exponential(9_000.0), time_to_repair=Distribution.exponential(900.0))
    steps = tuple(Operation(id=name, work_center=name, per_lot=700.0) for name in ("mill", "wash"))
    return Plant(
        name="line", work_centers=(WorkCenter(id="mill", stations=2, failures=fails), WorkCenter(id="wash", buffer=1)),
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
        release=Release(interarrival=Distribution.exponential(900.0)),
    )  # fmt: skip


def test_a_study_links_the_index_of_its_reading(tmp_path: Path) -> None:
    """The index of a study's log is that of the reading, without a second copy on the disk."""
    log = _log([("s1", "process", 0, 30, None)])
    keep_index(log, tmp_path / "read")
    keep_index(log, tmp_path / "study", tmp_path / "read")
    first, second = ((tmp_path / name / "gantt" / "times.npy").stat() for name in ("read", "study"))
    assert first.st_ino == second.st_ino
    assert open_index(tmp_path / "study" / "gantt").rows == 1


def test_an_index_that_is_not_there_or_of_another_form_is_said(tmp_path: Path) -> None:
    """Where no index lies, or one that another version wrote, the cure is to read the records again."""
    with pytest.raises(NotThereError, match="read the records again"):
        open_index(tmp_path / "nowhere")
    write_index(_log([]), tmp_path / "gantt")
    told = json.loads((tmp_path / "gantt" / "index.json").read_text())
    (tmp_path / "gantt" / "index.json").write_text(json.dumps(told | {"form": 0}))
    with pytest.raises(NotThereError, match="another version"):
        open_index(tmp_path / "gantt")


def test_a_log_without_stations_makes_an_empty_index(tmp_path: Path) -> None:
    """Nothing to show is no error: a look holds no station."""
    look = view(_index([], tmp_path), 0, 1 << 60, 100)
    assert (look["count"], look["stations"]) == (0, [])
