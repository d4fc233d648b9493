"""What stops a station: failures and maintenance by each of their clocks, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.floors import Run, run_of
from laws.plants import line
from laws.schedules import DAY, DAYS, HOUR, constant, downs, lots, made, pieces, spans, step, told
from plantwright.model.distribution import NO_NOISE, Distribution
from plantwright.model.equipment import FailureClock, Failures, Maintenance, MaintenanceClock, Setup, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.kernel import floor as records
from plantwright.twin.replicate import replicate


def failing(every: float, lasts: float, clock: FailureClock = "calendar", reason: str = "breakdown") -> Failures:
    """Return failures without chance."""
    return Failures(time_to_failure=constant(every), time_to_repair=constant(lasts), clock=clock, reason=reason)


def serviced(every: float, lasts: float, clock: MaintenanceClock = "calendar", reason: str = "service") -> Maintenance:
    """Return maintenance without chance."""
    return Maintenance(every=constant(every), duration=constant(lasts), clock=clock, reason=reason)


def services(run: Run) -> list[tuple[float, float]]:
    """Return starts and ends of the maintenance [s]."""
    return spans(run, records.MAINTENANCE_ROW)


def test_a_calendar_failure_interrupts_work_that_resumes() -> None:
    """Up 10 s, down 3 s, busy or not: 4 lots of 6 s are worked in up time only, and an idle station fails alike."""
    run = run_of(lots(WorkCenter(id="a", failures=failing(10, 3)), 6.0, 4), end=60.0)
    assert spans(run) == [(0, 6), (6, 15), (15, 21), (21, 30)]
    assert downs(run) == [(10, 13), (23, 26), (36, 39), (49, 52)]


def test_a_lot_that_comes_while_an_idle_station_is_down_waits_for_the_repair() -> None:
    """A lot that comes at 11 to a station that is down from 10 to 13 starts at 13."""
    center = WorkCenter(id="a", failures=failing(10, 3))
    run = run_of(told([center], [made("p", step("a", 2.0))], [("p", 11.0)]), end=20.0)
    assert spans(run) == [(13, 15)]


def test_what_comes_due_on_a_station_that_is_down_is_drawn_anew() -> None:
    """A jam due at 15 while the station is down from 10 to 30 does not strike; the next, 40 s later, does at 55."""
    first = Failures(time_to_failure=Distribution.trace([10, 1e6]), time_to_repair=constant(20), clock="calendar")
    jam = Failures(time_to_failure=Distribution.trace([15, 40, 1e6]), time_to_repair=constant(2), clock="calendar")
    center = WorkCenter(id="a", failures=first, further_failures=(jam,))
    assert downs(run_of(told([center], [made("p", step("a", 2.0))], [("p", 0.0)]), end=100.0)) == [(10, 30), (55, 57)]


def test_a_calendar_failure_in_a_setup_lengthens_the_setup() -> None:
    """A setup of 4 s that is stopped after 2 s for 3 s ends 7 s after its start, and the work begins then."""
    center = WorkCenter(id="a", setup=Setup(default=4.0), failures=failing(7, 3))
    plant = told([center], [made("p", step("a", 5.0)), made("q", step("a", 5.0))], [("p", 0.0), ("q", 0.0)])
    run = run_of(plant, end=30.0)
    assert spans(run, records.SETUP_ROW) == [(5, 12)]
    assert spans(run) == [(0, 5), (12, 20)]
    assert downs(run)[:2] == [(7, 10), (17, 20)]
    machine = run.floor.stations[0]
    assert (machine["setup_time"], machine["process_time"] - machine["inside_down"]) == (4, 10)


def test_calendar_failures_know_working_hours_only() -> None:
    """Open 8 to 16: a failure after 10 working hours comes on Tuesday at 10, a repair of 7 h ends on Wednesday at 9."""
    center = WorkCenter(id="a", failures=failing(10 * HOUR, 7 * HOUR))
    plant = lots(center, 14 * HOUR, 1, calendars=(DAYS,), calendar="day")
    run = run_of(plant, end=5 * DAY)
    assert downs(run)[0] == (DAY + 10 * HOUR, 2 * DAY + 9 * HOUR)
    # 14 h of work: 8 on Monday, 2 on Tuesday, 4 on Wednesday after the repair
    assert spans(run) == [(8 * HOUR, 2 * DAY + 13 * HOUR)]


@pytest.mark.parametrize("load", [0.05, 0.6])
def test_calendar_availability_is_the_same_idle_or_busy(load: float) -> None:
    """A station that fails by the calendar is down for MTTR/(MTTF + MTTR) of the time at any load."""
    failures = Failures(time_to_failure=Distribution.exponential(30.0), time_to_repair=Distribution.gamma(10.0, 0.5),
                        clock="calendar")  # fmt: skip
    plant = line([WorkCenter(id="a", failures=failures)], [1.0], interarrival=1 / load)
    runs = replicate(plant, warm_up=1000, horizon=2e4, replications=30, seed=3).runs
    down = np.array([float(one.stations["down"][0]) for one in runs]) / 2e4
    half = 3.66 * down.std(ddof=1) / math.sqrt(len(down))  # t(29) at 99.9 %
    assert abs(down.mean() - 10 / 40) < half < 0.02


def test_failures_by_pieces_are_periodic_in_pieces() -> None:
    """A station that fails after each 25 pieces fails after 25, 50, 75 of them, wherever the lots end."""
    center = WorkCenter(id="a", failures=failing(25, 100, "pieces"))
    product = made("p", Operation(id="a", work_center="a", per_piece=2.0), lot_sizes=pieces(10))
    run = run_of(told([center], [product], [("p", 50.0)] * 8), end=2000.0)
    # 2 s a piece from 50 s on: 50 s of work between stops, whatever the lots
    assert np.allclose(downs(run), [(100, 200), (250, 350), (400, 500)])
    assert spans(run)[2] == pytest.approx((90, 210))
    assert spans(run)[-1][1] == pytest.approx(50 + 160 + 300)


def test_busy_failures_count_processing_and_no_setup() -> None:
    """A station that fails after 6 s of processing is not worn by a setup of 4 s in between."""
    center = WorkCenter(id="a", setup=Setup(default=4.0), failures=failing(6, 3, "busy"))
    plant = told([center], [made("p", step("a", 5.0)), made("q", step("a", 5.0))], [("p", 0.0), ("q", 0.0)])
    run = run_of(plant, end=40.0)
    assert downs(run) == [(10, 13)]
    assert spans(run) == [(0, 5), (9, 17)]


def test_each_failure_mode_has_a_clock_of_its_own() -> None:
    """Modes by processing time and by pieces stop one lot at 4, 8, 12 … and 5, 10 … s of work, each for its repair."""
    modes = (failing(5, 10, "pieces", "jam"),)
    center = WorkCenter(id="a", failures=failing(4, 1, "busy", "wear"), further_failures=modes)
    product = made("p", Operation(id="a", work_center="a", per_piece=1.0), lot_sizes=pieces(11))
    run = run_of(told([center], [product], [("p", 0.0)]), end=100.0)
    rows = run.rows(records.DOWN_ROW)
    found = [(run.tables.reasons[row["reason"]], row["start"], row["end"]) for row in rows]
    assert found == [("wear", 4, 5), ("jam", 6, 16), ("wear", 19, 20), ("jam", 22, 32)]
    assert spans(run) == [(0, 33)]


@pytest.mark.parametrize(
    ("clock", "every", "begun"),
    [("calendar", 10.0, [12, 26, 40]), ("busy", 9.0, [12, 26, 40]), ("pieces", 7.0, [12, 26, 40]),
     ("lots", 2.0, [8, 18, 28])],
)  # fmt: skip
def test_maintenance_begins_when_due_and_the_station_is_empty(
    clock: MaintenanceClock, every: float, begun: list[float]
) -> None:
    """Lots of 3 pieces and 4 s, back to back: what is due within a lot begins at its end, and counts anew after."""
    center = WorkCenter(id="a", maintenance=(serviced(every, 2.0, clock),))
    plant = told([center], [made("p", step("a", 4.0), lot_sizes=pieces(3))], [("p", 0.0)] * 9)
    run = run_of(plant, end=43.0)
    assert services(run)[:3] == [(start, start + 2) for start in begun]
    row = run.rows(records.MAINTENANCE_ROW)[0]
    assert run.tables.reasons[row["reason"]] == "service"
    assert (row["order"], row["worker"]) == (-1, -1)
    assert not len(run.rows(records.DOWN_ROW))


def test_maintenance_of_an_idle_station_begins_when_it_is_due() -> None:
    """Every 10 s after the last for 2 s: 10, 22, 34, though nothing is made; by pieces it never comes."""
    plan = (serviced(10, 2), serviced(1, 5, "pieces", "oil"))
    plant = told([WorkCenter(id="a", maintenance=plan)], [made("p", step("a", 1.0))], [("p", 1000.0)])
    assert services(run_of(plant, end=40.0)) == [(10, 12), (22, 24), (34, 36)]


def test_maintenance_in_working_hours_goes_on_in_the_morning() -> None:
    """Open 8 to 16: due after 7 working hours for 2 h, it runs from Monday 15 to Tuesday 9; the next is due at 16."""
    center = WorkCenter(id="a", maintenance=(serviced(7 * HOUR, 2 * HOUR),))
    plant = told([center], [made("p", step("a", HOUR))], [("p", 15.5 * HOUR)], calendars=(DAYS,), calendar="day")
    run = run_of(plant, end=2.5 * DAY)
    assert services(run) == [(15 * HOUR, DAY + 9 * HOUR), (DAY + 16 * HOUR, 2 * DAY + 10 * HOUR)]
    assert spans(run) == [(DAY + 9 * HOUR, DAY + 10 * HOUR)]


def test_two_kinds_of_maintenance_that_are_due_follow_each_other() -> None:
    """What became due within one lot is done one after the other before the next lot starts."""
    plan = (serviced(3, 2, "busy", "oil"), serviced(4, 5, "calendar", "check"))
    run = run_of(lots(WorkCenter(id="a", maintenance=plan), 6.0, 2), end=13.5)
    rows = run.rows(records.MAINTENANCE_ROW)
    found = [(run.tables.reasons[row["reason"]], row["start"], row["end"]) for row in rows]
    assert found == [("oil", 6, 8), ("check", 8, 13)]
    assert spans(run)[0] == (0, 6)


def _blocked(failures: Failures | None = None, plan: tuple[Maintenance, ...] = ()) -> Plant:
    """Return a station of 1 s that is blocked by one of 40 s that has no buffer."""
    centers = [WorkCenter(id="a", failures=failures, maintenance=plan), WorkCenter(id="b", buffer=0)]
    return told(centers, [made("p", step("a", 1.0), step("b", 40.0))], [("p", 0.0)] * 3)


def test_a_blocked_station_fails_by_the_calendar_again_and_again() -> None:
    """Blocked from 2 to 41 and down for 3 s of each 13: the blocked time is what is left, and the lot goes on at 41."""
    run = run_of(_blocked(failing(10, 3)), end=41.0)
    assert downs(run) == [(10, 13), (23, 26), (36, 39)]
    assert run.floor.stations["blocked_time"][0] == pytest.approx(41 - 2 - 9)
    assert run.floor.stations["down_time"][0] == pytest.approx(9)
    assert spans(run_of(_blocked(failing(10, 3)), end=100.0), station=1)[1] == (41, 81)


def test_a_station_that_is_down_lets_its_blocked_lot_go_and_starts_after_the_repair() -> None:
    """Down from 40 to 60 with a finished lot on it: the lot leaves at 41, the next starts at 60."""
    run = run_of(_blocked(failing(40, 20)), end=70.0)
    assert spans(run, station=1)[1][0] == 41
    assert spans(run, station=0) == [(0, 1), (1, 2), (60, 61)]
    assert run.floor.stations["blocked_time"][0] == pytest.approx((40 - 2) + (70 - 61))


def test_maintenance_of_a_blocked_station_waits_until_it_is_empty() -> None:
    """Due at 10 while a finished lot stands on it until 41, maintenance begins at 41 and the next lot at 46."""
    run = run_of(_blocked(plan=(serviced(10, 5),)), end=50.0)
    assert services(run) == [(41, 46)]
    assert spans(run, station=0) == [(0, 1), (1, 2), (46, 47)]


def test_maintenance_costs_its_share_of_a_busy_station() -> None:
    """Saturated, 9 lots of 1 s and then 1 s of maintenance: 0.9 lots a second, whatever the chance of their times."""
    plan = (serviced(9, 1, "lots"),)
    step_ = Operation(id="1", work_center="a", per_lot=1.0, noise=NO_NOISE)
    plant = Plant(
        name="busy",
        work_centers=(WorkCenter(id="a", maintenance=plan),),
        products=(Product(id="p", routings=(Routing(operations=(step_,)),)),),
        release=Release(policy="conwip", wip_limit=2),
    )
    made_ = replicate(plant, warm_up=100.0, horizon=10_000.0, replications=1, seed=1).metric("throughput")
    assert made_ == pytest.approx(0.9 * 86_400, rel=1e-9)
