"""Pieces booked, and effectiveness."""

from __future__ import annotations

import pytest

from observe.conftest import Build
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.observe.measures import measure

DAY = Calendar(id="day", shifts=(Shift(days="mon", start="00:00", end="10:00"),))


def test_pieces_are_summed_as_booked(line_log: EventLog) -> None:
    """Four process rows book 10 + 9 + 9 + 9 good pieces and two scrapped ones."""
    found = measure(line_log, ALWAYS)
    assert (found["booked_good"].value, found["booked_scrapped"].value) == (37.0, 2.0)
    assert found["booked_good"].low is None
    assert found["scrap"].value == pytest.approx(2 / 39)


def test_rows_without_times_keep_their_pieces(floor_log: Build) -> None:
    """Pieces booked on a row whose times are missing still count; work in progress has booked none."""
    rows = [
        {"order": "X", "station": "m1", "start": None, "end": None, "quantity": 5, "scrapped": 1},
        {"order": "Y", "station": "m1", "start": 20, "end": None, "quantity": 7, "scrapped": None},
    ]
    assert measure(floor_log(rows), ALWAYS)["booked_good"].value == 4.0


def test_pieces_reported_good_count_in_setups_too(floor_log: Build) -> None:
    """Where the records book good pieces, those of a setup row count; a quantity that only enters a setup does not."""
    rows = [
        {"order": "X", "station": "m1", "kind": "setup", "start": 1, "end": 2, "quantity": 3, "scrapped": 0},
        {"order": "X", "station": "m1", "start": 2, "end": 3, "quantity": 4, "scrapped": 0},
    ]
    assert measure(floor_log(rows), ALWAYS)["booked_good"].value == 4.0
    assert measure(floor_log(rows, columns={"good": "'Qty Completed'"}), ALWAYS)["booked_good"].value == 7.0


def test_oee_with_ideal_times(line_log: EventLog) -> None:
    """Ideal 6 min a piece: (19 + 18) good pieces × 0.1 h over two stations × 10 scheduled hours."""
    ideal = {("P", "1"): 360.0, ("P", "2"): 360.0}
    found = measure(line_log, DAY, ideal_times=ideal)
    assert found["oee"].value == pytest.approx(3.7 / 20)
    assert "oee_relative" not in found.values


def test_without_ideal_times_oee_is_relative(line_log: EventLog) -> None:
    """The best decile takes the place of the ideal time, and the name and the method say so."""
    found = measure(line_log, DAY)
    best_a = 0.2 + 0.1 * (0.3 - 0.2)
    best_b = 1 / 9 + 0.1 * (0.2 - 1 / 9)
    assert found["oee_relative"].value == pytest.approx((19 * best_a + 18 * best_b) / 20)
    assert "best decile" in found["oee_relative"].method
    assert "oee" not in found.values


def test_a_batch_shares_its_time(floor_log: Build) -> None:
    """Four lots of ten in one oven for four hours: forty pieces at the oven's best speed."""
    rows = [
        {"order": str(k), "product": "P", "operation": "1", "station": "o1", "start": 0, "end": 4, "quantity": 10}
        for k in range(4)
    ]
    assert measure(floor_log(rows), DAY)["oee_relative"].value == pytest.approx(0.4)


def test_overtime_earns_nothing_where_it_has_no_production_time(floor_log: Build) -> None:
    """Work wholly outside the shifts counts neither as production nor as earned: effectiveness stays at or below 1."""
    row = {"product": "P", "operation": "1", "station": "o1", "quantity": 10}
    rows = [
        {**row, "order": "in", "start": 0, "end": 2},
        {**row, "order": "out", "product": "Q", "start": 12, "end": 16},
    ]
    found = measure(floor_log(rows), DAY)
    assert found["effectiveness_relative"].value == pytest.approx(1.0)


def test_an_effectiveness_above_one_says_so(line_log: EventLog) -> None:
    """An ideal time that is longer than what was done is told, not hidden."""
    found = measure(line_log, DAY, ideal_times={("P", "1"): 36_000.0, ("P", "2"): 36_000.0})
    assert found["effectiveness"].value > 1
    assert "the ideal time is too long" in found["effectiveness"].method


def test_what_was_not_recorded_is_not_known(floor_log: Build) -> None:
    """Without scrap and rework columns both are unknown, not zero."""
    found = measure(floor_log([{"order": "X", "station": "m1", "start": 0, "end": 4}]), DAY)
    names = ("scrap", "rework", "booked_scrapped", "booked_good", "oee_relative")
    assert [found[name].value for name in names] == [None] * len(names)
