"""What becomes of work when its calendar closes: it pauses, is finished at night, or is not begun."""

from __future__ import annotations

import pytest

from laws.floors import Run, run_of
from laws.schedules import DAY, DAYS, HOUR, Told, lots, made, pieces, spans, step, told
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.equipment import AtClose, Batch, Setup, WorkCenter
from plantwright.model.plant import Plant
from plantwright.model.product import Operation
from plantwright.twin.kernel import floor as records


def hours(run: Run, kind: int = records.PROCESS_ROW) -> list[tuple[float, float]]:
    """Return starts and ends of the rows of a kind, in hours."""
    return [(start / HOUR, end / HOUR) for start, end in spans(run, kind)]


def daily(at_close: AtClose, length: float, count: int) -> Plant:
    """Return a station open from 8 to 16 with lots of so many hours at hand."""
    return lots(WorkCenter(id="a", at_close=at_close), length * HOUR, count, calendars=(DAYS,), calendar="day")


@pytest.mark.parametrize(
    ("at_close", "expected"),
    [
        ("pause", [(8, 11), (11, 14), (14, 33), (33, 36), (36, 39), (39, 58)]),
        ("finish", [(8, 11), (11, 14), (14, 17), (32, 35), (35, 38), (38, 41)]),
        ("fit", [(8, 11), (11, 14), (32, 35), (35, 38), (56, 59), (59, 62)]),
    ],
)
def test_lots_of_three_hours_in_days_of_eight(at_close: AtClose, expected: list[tuple[float, float]]) -> None:
    """Of three lots of 3 h a day the third pauses at 16, runs on until 17, or is left for the next morning."""
    assert hours(run_of(daily(at_close, 3.0, 6), end=3 * DAY)) == expected


def test_what_ends_at_closing_fits() -> None:
    """Two lots of 4 h fill a day of 8 h to its last second, and no third begins at night."""
    assert hours(run_of(daily("fit", 4.0, 4), end=3 * DAY)) == [(8, 12), (12, 16), (32, 36), (36, 40)]


def test_finish_begins_nothing_after_hours() -> None:
    """Work of 20 h that began at 8 ends at 4 in the night, and the next begins at 8, not at 4."""
    assert hours(run_of(daily("finish", 20.0, 2), end=3 * DAY)) == [(8, 28), (32, 52)]


def test_a_shorter_lot_that_fits_goes_before_one_that_does_not() -> None:
    """At 14 a lot of 3 h would cross the closing at 16: the lot of 2 h behind it starts, the long one the next day."""
    center = WorkCenter(id="a", at_close="fit", calendar="day")
    products = [made("six", step("a", 6 * HOUR)), made("long", step("a", 3 * HOUR)), made("short", step("a", 2 * HOUR))]
    plant = told([center], products, [("six", 0.0), ("long", 0.0), ("short", 0.0)], calendars=(DAYS,))
    run = run_of(plant, end=3 * DAY)
    assert [(int(one["order"]), one["start"] / HOUR) for one in run.visits()] == [(0, 8), (2, 14), (1, 32)]


def test_a_setup_counts_to_what_must_fit() -> None:
    """A lot of 3 h that needs a setup of 2 h does not fit in the 4 h left, and one of the same family does."""
    center = WorkCenter(id="a", at_close="fit", calendar="day", setup=Setup(default=2 * HOUR))
    products = [made("p", step("a", 4 * HOUR)), made("q", step("a", 3 * HOUR)),
                made("r", step("a", 3 * HOUR), family="p")]  # fmt: skip

    def plan(second: str) -> Plant:
        orders: list[Told] = [("p", 0.0), (second, 0.0)]
        return told([center], products, orders, calendars=(DAYS,))

    assert hours(run_of(plan("r"), end=3 * DAY)) == [(8, 12), (12, 15)]
    run = run_of(plan("q"), end=3 * DAY)
    assert hours(run, records.SETUP_ROW) == [(32, 34)]
    assert hours(run) == [(8, 12), (34, 37)]


def test_each_lot_of_a_load_must_fit() -> None:
    """At 14 a load of lots of 2 h starts without the lot of 3 h, which would hold it beyond 16."""
    center = WorkCenter(id="a", at_close="fit", calendar="day", batch=Batch(max_lots=3, same_family=False))
    products = [made("p", step("a", 2 * HOUR)), made("q", step("a", 3 * HOUR))]
    orders = [("p", 14 * HOUR), ("q", 14 * HOUR), ("p", 14 * HOUR)]
    # all three are at hand when the center opens again, after a lot that holds it until 14
    products.append(made("first", step("a", 6 * HOUR)))
    plant = told([center], products, [("first", 0.0), *[(name, 9 * HOUR) for name, _ in orders]], calendars=(DAYS,))
    run = run_of(plant, end=3 * DAY)
    found = [(int(one["order"]), one["start"] / HOUR, one["end"] / HOUR) for one in run.visits()]
    assert sorted(found) == [(0, 8, 14), (1, 14, 16), (2, 32, 35), (3, 14, 16)]


def test_work_that_waits_for_the_next_day_comes_late_for_the_next_step_too() -> None:
    """A second step that is always open gets at 17 what the first finished after hours, and at 9 what it paused."""
    for at_close, came in (("finish", 17.0), ("pause", 33.0), ("fit", 35.0)):
        centers = [WorkCenter(id="a", at_close=at_close, calendar="day"), WorkCenter(id="b")]  # type: ignore[arg-type]
        route = made("p", step("a", 3 * HOUR), step("b", HOUR))
        run = run_of(told(centers, [route], [("p", 14 * HOUR)], calendars=(DAYS,)), end=3 * DAY)
        assert hours(run)[1] == (came, came + 1)


def test_work_after_hours_is_no_working_time_of_the_station() -> None:
    """A lot from 14 to 17 counts 2 h of the 8 h the station is there for."""
    run = run_of(daily("finish", 3.0, 3), end=DAY)
    assert run.floor.stations["process_time"][0] == pytest.approx(8 * HOUR)


def test_a_station_pauses_in_the_breaks_of_its_calendar() -> None:
    """Open 8 to 16 with a break from 12 to 13: 3 h lots run 8 to 11, 11 to 15, 15 to 10 of the next day."""
    day = Calendar(id="day", shifts=DAYS.shifts, breaks=(Shift(days="mon-sun", start="12:00", end="13:00"),))
    plant = lots(WorkCenter(id="a"), 3 * HOUR, 3, calendars=(day,), calendar="day")
    assert hours(run_of(plant, end=2 * DAY)) == [(8, 11), (11, 15), (15, 34)]


def test_a_break_is_a_closing_too() -> None:
    """With ``fit`` a lot of 2 h is not begun at 11 before the break at 12, with ``finish`` it is worked through it."""
    day = Calendar(id="day", shifts=DAYS.shifts, breaks=(Shift(days="mon-sun", start="12:00", end="13:00"),))
    center = WorkCenter(id="a", at_close="fit")
    product = made("p", Operation(id="a", work_center="a", per_piece=HOUR), lot_sizes=pieces(2))
    early = made("three", step("a", 3 * HOUR))
    orders: list[Told] = [("three", 0.0), ("p", 0.0)]
    plant = told([center], [early, product], orders, calendars=(day,), calendar="day")
    assert hours(run_of(plant, end=DAY)) == [(8, 11), (13, 15)]
    through = plant.model_copy(update={"work_centers": (WorkCenter(id="a", at_close="finish"),)})
    assert hours(run_of(through, end=DAY)) == [(8, 11), (11, 13)]
