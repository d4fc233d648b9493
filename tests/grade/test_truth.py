"""The truth that sheets are graded against, on floors small enough to work out by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from observe.conftest import MONDAY, Build
from plantwright.errors import RecordsError
from plantwright.events.log import EventLog
from plantwright.grade.sheet_truth import WASTES, SheetTruth
from plantwright.grade.truth import truth_of
from plantwright.model.calendar import ALWAYS

HOUR = 3600.0
STATES = ("busy", "setup", "blocked", "starved", "down", "off", "unexplained")


def states(truth: SheetTruth, station: str) -> dict[str, float | None]:
    """Return the hours of each state of a station."""
    found = next(one for one in truth.stations if one.station == station)
    return {name: None if (value := getattr(found, name)) is None else value / HOUR for name in STATES}


def waste(truth: SheetTruth, name: str) -> Any:
    """Return one of the eight wastes."""
    return next(one for one in truth.wastes if one.waste == name)


def test_every_second_of_a_station_has_one_state(line_truth: SheetTruth) -> None:
    """a1 works 4 h and is down 1 h; b1 works 3 h and is set up 0.5 h; the rest of the 24 h they are idle."""
    assert states(line_truth, "a1") == {
        "busy": 4, "setup": 0, "blocked": None, "starved": 19, "down": 1, "off": 0, "unexplained": 0,
    }  # fmt: skip
    found = states(line_truth, "b1")
    assert (found["busy"], found["setup"], found["down"], found["off"]) == (3, 0.5, 0, 0)
    # Y begins where a piece of eight hours does, and there the measure does not see why b1 was idle
    assert (found["starved"] or 0.0) + (found["unexplained"] or 0.0) == 20.5


def test_a_cycle_is_a_row_over_its_pieces(line_truth: SheetTruth) -> None:
    """Repairs are no cycle time: a1 takes 720 s a piece twice; b1 720 s and 400 s, the mean of them 560 s."""
    cycles = {(one.station, one.product): one for one in line_truth.cycles}
    assert set(cycles) == {("a1", None), ("a1", "P"), ("b1", None), ("b1", "P")}
    assert (cycles["a1", "P"].mean, cycles["a1", "P"].sd, cycles["a1", "P"].n) == (720, 0, 2)
    assert cycles["b1", None].mean == pytest.approx(560)
    assert cycles["b1", None].sd == pytest.approx(320 / 2**0.5)
    assert {one.per for one in line_truth.cycles} == {"piece"}


def test_elements_come_in_the_order_of_the_work(line_truth: SheetTruth) -> None:
    """Without attend rows handwork and machine time are one: work at a, setup at b, work at b."""
    found = [(one.place, one.work_center, one.kind, one.per, one.seconds, one.n) for one in line_truth.elements]
    assert found == [
        (0, "a", "work", "piece", pytest.approx(720), 2),
        (1, "b", "setup", "lot", pytest.approx(1800), 1),
        (2, "b", "work", "piece", pytest.approx(560), 2),
    ]
    assert "not known apart" in line_truth.elements_method


def test_takt_time_is_working_time_over_pieces_due(line_truth: SheetTruth) -> None:
    """Twenty pieces are due within 24 hours: one every 4320 s."""
    assert line_truth.takt.value == pytest.approx(24 * HOUR / 20)
    assert "due" in line_truth.takt.method


def test_work_content_is_for_each_good_piece(line_truth: SheetTruth) -> None:
    """Eighteen good pieces left: a1 works 800 s for each, b1 600 s and 100 s of setup."""
    found = {one.station: (one.process, one.setup) for one in line_truth.work_content}
    assert found == {"a1": (pytest.approx(800), 0), "b1": (pytest.approx(600), pytest.approx(100))}


def test_the_eight_wastes_are_all_there_recorded_or_not(line_truth: SheetTruth) -> None:
    """What no row tells has no seconds and says why; the others are the hours worked out by hand."""
    assert tuple(one.waste for one in line_truth.wastes) == WASTES
    silent = {one.waste: one.method for one in line_truth.wastes if not one.recorded}
    assert set(silent) == {"transport", "motion", "over_processing", "unused_skills"}
    assert all(method.startswith("not recorded here: ") for method in silent.values())
    hours = {one.waste: one.seconds / HOUR for one in line_truth.wastes if one.seconds is not None}
    # X waits 1 h for a1 and 0.5 h for b1, Y 1 h and 2 h; X is done 1 h early; of X on b1 and Y on a1 a tenth is scrap
    expected = {"inventory": 4.5, "waiting": 20.0 + 20.5, "overproduction": 1.0, "defects": 1.0 + 0.2 + 0.3}
    assert hours == pytest.approx(expected)


def test_shifts_are_those_of_the_whole_log(line_log: EventLog) -> None:
    """Without a told calendar the hours in which nothing ever runs are closed, in a window as in the log."""
    whole = truth_of(line_log)
    morning = truth_of(line_log, (MONDAY, MONDAY + timedelta(hours=12)))
    assert states(whole, "a1")["off"] == pytest.approx(15.75)
    assert states(morning, "a1")["off"] == pytest.approx(3.75)
    assert morning.open == whole.open


def test_waste_stands_where_it_arises(line_truth: SheetTruth) -> None:
    """The places of a waste add up to its seconds."""
    places = {one.station: one.seconds / HOUR for one in waste(line_truth, "inventory").places}
    assert places == pytest.approx({"a1": 2.0, "b1": 2.5})
    for one in line_truth.wastes:
        if one.places:
            assert sum(place.seconds for place in one.places) == pytest.approx(one.seconds)


def test_the_bottleneck_is_that_of_the_measures(line_truth: SheetTruth) -> None:
    """A is active and busy longest; likeness is one for the first and never grows down the list."""
    ranks = line_truth.bottlenecks
    assert [(one.work_center, one.rank) for one in ranks] == [("a", 1), ("b", 2)]
    assert ranks[0].likeness == 1.0
    assert 0 <= ranks[1].likeness <= 1
    assert line_truth.bottleneck_sure == 1.0


def test_a_window_is_cut_at_its_edges(line_log: EventLog) -> None:
    """From 5 h to 9 h a1 works until 6 h; b1 finishes X, stands idle 2 h beside Y and makes Y."""
    truth = truth_of(line_log, (MONDAY + timedelta(hours=5), MONDAY + timedelta(hours=9)), ALWAYS)
    assert states(truth, "a1") == {
        "busy": 1, "setup": 0, "blocked": None, "starved": 3, "down": 0, "off": 0, "unexplained": 0,
    }  # fmt: skip
    assert states(truth, "b1") == {
        "busy": 2, "setup": 0, "blocked": None, "starved": 0, "down": 0, "off": 0, "unexplained": 2,
    }  # fmt: skip
    assert (truth.window.start, truth.window.end) == ("2025-01-06T05:00:00", "2025-01-06T09:00:00")
    assert waste(truth, "inventory").seconds == pytest.approx(2 * HOUR)


def test_a_station_that_did_nothing_in_the_window_still_has_its_hours(line_log: EventLog) -> None:
    """From 12 h to 18 h no row lies anywhere: both stations are starved for six hours, and nothing is worked out."""
    truth = truth_of(line_log, (MONDAY + timedelta(hours=12), MONDAY + timedelta(hours=18)), ALWAYS)
    assert [states(truth, name)["starved"] for name in ("a1", "b1")] == [6, 6]
    assert (truth.cycles, truth.elements, truth.work_content, truth.bottlenecks) == ((), (), (), ())
    assert truth.takt.value is None


def test_a_window_outside_the_log_is_refused(line_log: EventLog) -> None:
    """The message says what was asked for and what there is."""
    with pytest.raises(RecordsError, match=r"2025-01-05 .* it must lie within 2025-01-06"):
        truth_of(line_log, (MONDAY - timedelta(hours=3), MONDAY + timedelta(hours=3)))


def test_attend_and_transport_rows_tell_hands_machine_and_way_apart(floor_log: Build) -> None:
    """A lot of ten is moved 0.2 h to b1 and made there in 2 h, of which somebody is at it for the first 0.5 h."""
    rows = [
        {"order": "X", "product": "P", "operation": "1", "station": "a1", "start": 1, "end": 2, "quantity": 10,
         "worker": "w"},
        {"order": "X", "product": "P", "station": "cart", "kind": "transport", "start": 2, "end": 2.2},
        {"order": "X", "product": "P", "operation": "2", "station": "b1", "start": 3, "end": 5, "quantity": 10,
         "worker": "w"},
        {"order": "X", "product": "P", "operation": "2", "station": "b1", "kind": "attend", "start": 3, "end": 3.5,
         "worker": "w"},
    ]  # fmt: skip
    orders = [{"order": "X", "product": "P", "quantity": 10, "released": 0, "completed": 5}]
    truth = truth_of(floor_log(rows, orders), calendar=ALWAYS)
    assert [(one.work_center, one.kind, round(one.seconds, 6)) for one in truth.elements] == [
        ("a", "manual", 360), ("b", "walk", 720), ("b", "manual", 180), ("b", "machine", 540),
    ]  # fmt: skip
    assert waste(truth, "transport").seconds == pytest.approx(0.2 * HOUR)
    assert "released" in truth.takt.method


def test_lots_of_one_batch_are_one_cycle(floor_log: Build) -> None:
    """Two lots of five that share an oven from 1 h to 2 h take 360 s a piece, once."""
    rows = [
        {"order": name, "product": "P", "operation": "1", "station": "o1", "start": 1, "end": 2, "quantity": 5}
        for name in ("X", "Y")
    ]
    cycles = truth_of(floor_log(rows), calendar=ALWAYS).cycles
    assert [(one.product, one.mean, one.n) for one in cycles] == [(None, 360, 1), ("P", 360, 1)]


def test_a_truth_is_read_back_from_its_json(line_truth: SheetTruth) -> None:
    """What a page embeds is the whole truth."""
    assert SheetTruth.model_validate_json(line_truth.model_dump_json()) == line_truth
