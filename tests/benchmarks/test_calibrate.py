"""What the benchmark of learning from logs works out itself: big logs, cases cut at edges, copies, distances."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from benchmarks.calibrate.big_log import in_hall, write_big_log
from benchmarks.calibrate.cases import Weeks, held_out, redrawn, steps_of
from benchmarks.calibrate.engines import farthest
from benchmarks.calibrate.forecasts import Past, copies, past_of, weeks_of
from benchmarks.calibrate.real_log import ALIKE, ALL, DISTANCES, FLOOR, LAST, TWIN, distance_rows, gap, shown
from rich.console import Console

from plantwright.events.log import EventLog, LogMeta
from plantwright.events.read import read_log
from plantwright.model.estimate import Estimate, Measures

MONDAY = datetime(2025, 1, 6)  # noqa: DTZ001 - UTC without a zone, as in every log


def at(hours: float) -> pd.Timestamp:
    """Return a moment so many hours after Monday 00:00."""
    return pd.Timestamp(MONDAY + timedelta(hours=hours))


def steps(*lines: tuple[str, str, float, float]) -> pd.DataFrame:
    """Return steps from case, activity, start and end in hours."""
    told = [(case, activity, "s", at(start), at(end)) for case, activity, start, end in lines]
    return pd.DataFrame(told, columns=["case", "activity", "station", "start", "end"])


@pytest.fixture
def log() -> EventLog:
    """Return ten hours of three orders; the first two reports of order A are of one step."""
    lines = [("A", "1", 0, 1), ("A", "1", 1, 2), ("A", "2", 3, 4), ("B", "1", 4, 6), ("B", "2", 8, 9), ("C", "1", 8, 9)]
    table = pa.table(
        {
            "order": [one[0] for one in lines],
            "operation": [one[1] for one in lines],
            "station": ["s"] * len(lines),
            "kind": ["process"] * len(lines),
            "start": pa.array([at(one[2]) for one in lines], pa.timestamp("us")),
            "end": pa.array([at(one[3]) for one in lines], pa.timestamp("us")),
        }
    )
    ends = {"A": (0, 4), "B": (4, 9), "C": (8, 9)}
    orders = pa.table(
        {
            "order": list(ends),
            "product": ["a", "b", "c"],
            "released": pa.array([at(one) for one, _ in ends.values()], pa.timestamp("us")),
            "completed": pa.array([at(one) for _, one in ends.values()], pa.timestamp("us")),
        }
    )
    meta = LogMeta(name="tiny", origin="recorded", start=MONDAY, end=MONDAY + timedelta(hours=10))
    return EventLog.from_arrow(table, orders, meta)


def test_a_hall_has_names_of_its_own() -> None:
    """A hall's number stands before the names of its orders and stations; operations and what is empty stay."""
    made = in_hall(pa.table({"order": ["S1", None], "station": ["saw", "saw"], "operation": ["10", "10"]}), 7)
    assert made.to_pydict() == {"order": ["07-S1", None], "station": ["07-saw", "07-saw"], "operation": ["10", "10"]}


def test_a_big_log_is_a_log_of_its_halls(tmp_path: Path) -> None:
    """Two halls of two weeks are read back with all their rows, twice the stations of one, and one window."""
    rows = write_big_log(tmp_path / "log", halls=2, weeks=2)
    log = read_log(tmp_path / "log")
    frame = log.frame()
    assert len(frame) == rows
    assert set(frame["station"].str[:3]) == {"01-", "02-"}
    assert log.meta.days() == pytest.approx(14)


def test_reports_of_one_step_are_joined(log: EventLog) -> None:
    """Rows in a row of the same order, operation and station are one step from the first start to the last end."""
    found = steps_of(log)
    assert found[["case", "activity"]].to_numpy().tolist() == [
        ["A", "1"],
        ["A", "2"],
        ["B", "1"],
        ["B", "2"],
        ["C", "1"],
    ]
    assert (found["start"][0], found["end"][0]) == (at(0), at(2))


def test_what_runs_at_an_edge_is_left_out() -> None:
    """Steps that run at the begin of the weeks or beyond their end are in no forecast."""
    lines = steps(("A", "1", 4, 6), ("A", "2", 6, 7), ("B", "1", 9, 11))
    assert held_out(lines, Weeks(at(5), at(10)))["activity"].tolist() == ["2"]


def test_drawn_cases_are_as_many_and_whole() -> None:
    """Cases drawn anew are as many as before, and each has all steps of the one it was drawn from."""
    lines = steps(("A", "1", 0, 1), ("A", "2", 1, 2), ("B", "1", 0, 1), ("B", "2", 1, 2))
    found = redrawn(lines, np.random.default_rng(1))
    assert found.groupby("case").size().tolist() == [2, 2]


def test_the_past_holds_nothing_of_the_held_out_weeks(log: EventLog) -> None:
    """At seven tenths of the window one order had been finished, one stood open and one was to come."""
    weeks = weeks_of(log)
    past = past_of(log, weeks)
    assert weeks == Weeks(at(7), at(10))
    assert [one["case"].iloc[0] for one in past.finished] == ["A"]
    assert (past.made, past.wanted) == (("a",), ("b", "c"))
    assert past.released == (at(4), at(8))


def test_an_open_order_goes_on_with_the_rest_of_a_longer_one() -> None:
    """An order three hours old is given the case of five hours, never that of two; it begins when it was released."""
    past = Past((steps(("A", "1", 0, 2)), steps(("B", "1", 10, 12), ("B", "2", 14, 15))), (at(97),), ("p", "p"), ("p",))
    for seed in range(5):
        found = copies(past, Weeks(at(100), at(200)))(seed)
        assert found["start"].tolist() == [at(97), at(101)]


def test_copies_of_the_last_orders_know_no_others() -> None:
    """Where only the last order may be copied, every order is a copy of it."""
    finished = steps(("A", "1", 0, 2)), steps(("B", "2", 10, 11))
    past = Past(finished, (at(100), at(101)), ("p", "q"), ("p", "p"))
    found = copies(past, Weeks(at(99), at(200)), last=1)(0)
    assert found["activity"].tolist() == ["2", "2"]


def test_copies_of_the_same_product_are_of_it_where_there_are_any() -> None:
    """An order of a product made before is a copy of that product, whatever the seed; one of a new product of any."""
    finished = steps(("A", "1", 0, 2)), steps(("B", "2", 10, 11))
    past = Past(finished, (at(100), at(101), at(102)), ("p", "q"), ("q", "p", "new"))
    found = [copies(past, Weeks(at(99), at(200)), alike=True)(seed)["activity"].tolist() for seed in range(20)]
    assert [one[:2] for one in found] == [["2", "1"]] * 20
    assert {one[2] for one in found} == {"1", "2"}


def test_the_gap_is_the_time_between_steps_of_one_order() -> None:
    """Gaps of one and three hours have a mean of two; the step to another order is none."""
    assert gap(steps(("A", "1", 0, 1), ("A", "2", 2, 3), ("A", "3", 6, 7), ("B", "1", 50, 51))) == pytest.approx(2.0)


def test_engines_are_as_far_apart_as_their_worst_number() -> None:
    """The distance of two sets of measures is that of their worst number, and infinite where one lacks a number."""

    def measures(value: float | None, **more: float) -> Measures:
        known = {"a": Estimate(value=4.0, unit="h"), "b": Estimate(value=value, unit="h")}
        return Measures(
            values={**known, **{name: Estimate(value=one, unit="h") for name, one in more.items()}}, tables={}
        )

    assert farthest(measures(2.0), measures(2.0)) == 0.0
    assert farthest(measures(2.0), measures(1.0)) == pytest.approx(0.5)
    assert farthest(measures(2.0), measures(None)) == float("inf")
    assert farthest(measures(2.0), measures(2.0, c=1.0)) == float("inf")


@pytest.mark.parametrize("best", [ALL, LAST, ALIKE])
def test_the_twin_stands_beside_the_best_copies(best: str) -> None:
    """Each distance has the twin's mean as its value and the smallest mean of any kind of copies as its peer."""
    means = {TWIN: 4.0, ALL: 3.0, LAST: 3.0, ALIKE: 3.0, FLOOR: 1.0, best: 2.0}
    extra = {"steps": np.array([10.0, 10.0]), "gap": np.array([1.0, 1.0])}
    found = {
        label: {**{name: np.array([mean - 0.5, mean + 0.5]) for name in DISTANCES}, **extra}
        for label, mean in means.items()
    }
    rows = [one for one in distance_rows(found) if one.peer is not None]
    assert [(one.value, one.peer) for one in rows] == [(4.0, 2.0)] * len(DISTANCES)
    assert shown(found).row_count == 5


def test_a_shown_distance_has_its_unit() -> None:
    """The head of the printed table names the unit of every number that has one."""
    found = {TWIN: {name: np.array([1.0, 2.0]) for name in (*DISTANCES, "steps", "gap")}}
    console = Console(width=140, record=True, file=StringIO())
    console.print(shown(found))
    head = console.export_text()
    assert all(f"{name} [h]" in head for name, unit in DISTANCES.items() if unit == "h")
    assert "gap [h]" in head
