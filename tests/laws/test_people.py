"""Who works: teams, workers who may leave a running station, and workers with hours of their own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from laws.floors import Run, run_of
from laws.plants import line
from laws.schedules import DAY, DAYS, HOUR, Told, constant, downs, made, spans, step, told
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import AtClose, Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.kernel import floor as records

LATE = Calendar(id="late", shifts=(Shift(days="mon-sun", start="12:00", end="20:00"),))
"""Open from 12 to 20."""


def worker(name: str, *skills: str, calendar: str | None = None) -> Worker:
    """Return a worker."""
    return Worker(id=name, skills=skills, calendar=calendar)


def attended(run: Run) -> list[tuple[int, float, float]]:
    """Return worker, start and end of each interval in which a worker has hours of his own, by start and worker."""
    rows = run.rows(records.ATTEND_ROW)
    return sorted((int(one["worker"]), float(one["start"]), float(one["end"])) for one in rows)


def test_a_team_needs_all_its_skills_at_once() -> None:
    """While the only mechanic is at b until 10, the driver waits at a; both start there at 10 and end together."""
    centers = [WorkCenter(id="a", skill="drive", team=("mend",)), WorkCenter(id="b", skill="mend")]
    products = [made("p", step("a", 4.0)), made("q", step("b", 10.0))]
    crew = (worker("driver", "drive"), worker("mechanic", "mend"))
    run = run_of(told(centers, products, [("q", 0.0), ("p", 1.0)], workers=crew), end=30.0)
    assert spans(run) == [(0, 10), (10, 14)]
    assert attended(run) == [(1, 10, 14)]  # the second of the team; the first is that of the station's row
    assert [int(one["worker"]) for one in run.visits()] == [1, 0]
    assert run.floor.workers["busy_time"].tolist() == [4, 14]


def test_a_waiting_team_holds_nobody() -> None:
    """The driver who would have to wait for the mechanic does other work until he is there."""
    centers = [WorkCenter(id="a", skill="drive", team=("mend",)), WorkCenter(id="b", skill="mend"),
               WorkCenter(id="c", skill="drive")]  # fmt: skip
    products = [made("p", step("a", 4.0)), made("q", step("b", 10.0)), made("r", step("c", 6.0))]
    crew = (worker("driver", "drive"), worker("mechanic", "mend"))
    run = run_of(told(centers, products, [("q", 0.0), ("p", 1.0), ("r", 2.0)], workers=crew), end=30.0)
    assert [(int(one["order"]), float(one["start"])) for one in run.visits()] == [(0, 0), (2, 2), (1, 10)]


def test_two_of_one_skill_are_two_workers() -> None:
    """A station that takes two with one skill starts a lot when the second of them is free."""
    centers = [WorkCenter(id="a", skill="run", team=("run",)), WorkCenter(id="b", skill="run")]
    products = [made("p", step("a", 4.0)), made("q", step("b", 10.0))]
    plant = told(centers, products, [("q", 0.0), ("p", 1.0)], workers=(worker("x", "run"), worker("y", "run")))
    assert spans(run_of(plant, end=30.0)) == [(0, 10), (10, 14)]


def _machines(attendance: float, orders: list[Told], **more: object) -> Plant:
    """Return three machines of a center and one worker; a lot takes 10 s."""
    center = WorkCenter(id="a", stations=3, skill="run", **more)  # type: ignore[arg-type]
    products = [made(name, step("a", 10.0, attendance=attendance)) for name in "pq"]
    return told([center], products, orders, workers=(worker("w", "run"),))


def test_a_worker_is_back_after_his_share_of_the_process() -> None:
    """With attendance 0.3 of 10 s the worker starts the three machines at 0, 3, 6, and the first again at 10."""
    run = run_of(_machines(0.3, [("p", 0.0)] * 4), end=40.0)
    assert spans(run) == [(0, 10), (3, 13), (6, 16), (10, 20)]
    assert attended(run) == [(0, 0, 3), (0, 3, 6), (0, 6, 9), (0, 10, 13)]
    assert run.floor.workers["busy_time"].tolist() == [12]


def test_a_worker_does_the_whole_setup() -> None:
    """A setup of 5 s and 3 of 10 s of processing hold the worker for 8 s; he starts the next machine then."""
    center = WorkCenter(id="a", stations=1, skill="run", setup=Setup(default=5.0))
    other = WorkCenter(id="b", skill="run")
    products = [made("p", step("a", 10.0, attendance=0.3)), made("q", step("a", 10.0, attendance=0.3)),
                made("r", step("b", 1.0))]  # fmt: skip
    plant = told([center, other], products, [("p", 0.0), ("q", 1.0), ("r", 12.0)], workers=(worker("w", "run"),))
    run = run_of(plant, end=40.0)
    assert spans(run, records.SETUP_ROW) == [(10, 15)]
    assert spans(run) == [(0, 10), (15, 25), (18, 19)]
    assert attended(run) == [(0, 0, 3), (0, 10, 18)]


def test_nobody_need_stay_where_attendance_is_none() -> None:
    """With attendance 0 one worker starts all machines at once."""
    assert spans(run_of(_machines(0.0, [("p", 0.0)] * 3), end=20.0)) == [(0, 10)] * 3


def test_a_machine_that_fails_while_it_is_attended_keeps_its_worker() -> None:
    """A repair of 4 s within the first 3 s of work holds the worker until 7; one later does not."""
    failing = Failures(time_to_failure=constant(2.0), time_to_repair=constant(4.0))
    run = run_of(_machines(0.3, [("p", 0.0)], failures=failing), end=40.0)
    assert attended(run) == [(0, 0, 7)]
    # worn after 2, 4, 6 and 8 s of work; the fifth stop would come with the end
    assert downs(run) == [(2, 6), (8, 12), (14, 18), (20, 24)]
    assert spans(run) == [(0, 26)]


def _interference(attendance: float, machines: int) -> Plant:
    noise = Distribution.constant(1.0)
    one = Operation(id="1", work_center="a", per_lot=10.0, noise=noise, attendance=attendance)
    return Plant(
        name="one for all",
        work_centers=(WorkCenter(id="a", stations=machines, skill="run"),),
        products=(Product(id="p", routings=(Routing(operations=(one,)),)),),
        workers=(worker("w", "run"),),
        release=Release(policy="conwip", wip_limit=2 * machines),
    )


@pytest.mark.parametrize(("attendance", "machines", "cycle"), [(0.3, 3, 10.0 / 3), (0.5, 3, 5.0), (0.2, 4, 2.5)])
def test_a_worker_of_many_machines_makes_what_he_or_they_can(attendance: float, machines: int, cycle: float) -> None:
    """Without chance one worker with m machines makes a lot each max(attended time, process time / m)."""
    done = run_of(_interference(attendance, machines), end=2000.0).orders()["completed"]
    done = np.sort(done[~np.isnan(done)])
    assert (done[-1] - done[-1 - 12 * machines]) / (12 * machines) == pytest.approx(cycle)


def test_machines_that_wait_for_a_worker_are_palms_machine_interference() -> None:
    """Four machines that run alone for Exp(3 s) and two workers who load one for Exp(1 s) are the queue M/M/2//4."""
    # a lot stands for a machine: at one work center it is loaded, at the other it runs alone
    machines, load, alone = 4, 1.0, 3.0
    centers = [WorkCenter(id="a", stations=machines, skill="run"), WorkCenter(id="b", stations=machines)]
    plant = line(centers, [load, alone], wip_limit=machines, workers=(worker("w", "run"), worker("v", "run")))
    done = [run_of(plant, end=8000.0, seed=seed).orders()["completed"] for seed in range(12)]
    rates = np.array([np.count_nonzero(one > 500) for one in done]) / 7500
    weights = [math.comb(machines, n) * (load / alone) ** n * _waiting(n, 2) for n in range(machines + 1)]
    busy = sum(min(n, 2) * weight for n, weight in enumerate(weights)) / sum(weights)
    half = 4.44 * rates.std(ddof=1) / math.sqrt(len(rates))  # t(11) at 99.9 %
    assert abs(rates.mean() - busy / load) < half < 0.03 * busy


def _waiting(n: int, servers: int) -> float:
    """Return n! over the product of the numbers of busy servers, as in the repair queue's weights."""
    return math.factorial(n) / math.prod(min(k, servers) for k in range(1, n + 1))


def test_a_worker_who_comes_later_wakes_the_queue() -> None:
    """At a center that is always open, a lot of 0 o'clock starts at 8 when its only worker comes."""
    crew = (worker("w", "run", calendar="day"),)
    plant = told([WorkCenter(id="a", skill="run")], [made("p", step("a", HOUR))], [("p", 0.0)], workers=crew,
                 calendars=(DAYS,))  # fmt: skip
    assert spans(run_of(plant, end=DAY)) == [(8 * HOUR, 9 * HOUR)]


@pytest.mark.parametrize("at_close", ["pause", "finish"])
def test_work_pauses_while_its_worker_is_away(at_close: AtClose) -> None:
    """12 h of work by a worker who is there from 8 to 16 run from 8 to 12 of the next day, open or not."""
    crew = (worker("w", "run", calendar="day"),)
    center = WorkCenter(id="a", skill="run", at_close=at_close)
    plant = told([center], [made("p", step("a", 12 * HOUR))], [("p", 0.0)], workers=crew, calendars=(DAYS,))
    run = run_of(plant, end=2 * DAY)
    assert spans(run) == [(8 * HOUR, DAY + 12 * HOUR)]
    assert run.floor.workers["busy_time"][0] == pytest.approx(12 * HOUR)


def test_a_machine_left_alone_runs_on_when_its_worker_goes_home() -> None:
    """Attended for half of 12 h, a lot begun at 8 is left at 14 and done at 20, though the worker is gone at 16."""
    crew = (worker("w", "run", calendar="day"),)
    plant = told([WorkCenter(id="a", skill="run")], [made("p", step("a", 12 * HOUR, attendance=0.5))], [("p", 0.0)],
                 workers=crew, calendars=(DAYS,))  # fmt: skip
    run = run_of(plant, end=2 * DAY)
    assert spans(run) == [(8 * HOUR, 20 * HOUR)]
    assert attended(run) == [(0, 8 * HOUR, 14 * HOUR)]


def test_a_team_works_while_all_of_it_is_there() -> None:
    """One there from 8 to 16 and one from 12 to 20 work together from 12 to 16: 6 h take until 14 of the next day."""
    crew = (worker("x", "run", calendar="day"), worker("y", "mend", calendar="late"))
    plant = told([WorkCenter(id="a", skill="run", team=("mend",))], [made("p", step("a", 6 * HOUR))], [("p", 0.0)],
                 workers=crew, calendars=(DAYS, LATE))  # fmt: skip
    assert spans(run_of(plant, end=2 * DAY)) == [(12 * HOUR, DAY + 14 * HOUR)]


def test_the_worker_who_is_there_takes_it() -> None:
    """At 18 the one who is there from 12 to 20 takes the lot, though the other knows less and is named first."""
    crew = (worker("x", "run", calendar="day"), worker("y", "run", "mend", calendar="late"))
    plant = told([WorkCenter(id="a", skill="run")], [made("p", step("a", HOUR))], [("p", 18 * HOUR), ("p", 13 * HOUR)],
                 workers=crew, calendars=(DAYS, LATE))  # fmt: skip
    visits = run_of(plant, end=DAY).visits()
    assert [(one["start"] / HOUR, int(one["worker"])) for one in visits] == [(13, 0), (18, 1)]


def test_nobody_works_in_the_breaks() -> None:
    """A worker with a break from 12 to 13 does 3 h from 11 to 15, and a lot of 12:30 starts at 15."""
    day = Calendar(id="day", shifts=DAYS.shifts, breaks=(Shift(days="mon-sun", start="12:00", end="13:00"),))
    plant = told([WorkCenter(id="a", stations=2, skill="run")], [made("p", step("a", 3 * HOUR))],
                 [("p", 11 * HOUR), ("p", 12.5 * HOUR)], workers=(worker("w", "run", calendar="day"),),
                 calendars=(day,))  # fmt: skip
    # the second runs 15 to 16 and 8 to 10 of the next day
    assert spans(run_of(plant, end=2 * DAY)) == [(11 * HOUR, 15 * HOUR), (15 * HOUR, DAY + 10 * HOUR)]


def test_a_lot_that_comes_in_the_break_starts_at_its_end() -> None:
    """A lot of 12:30 with a free worker who has a break until 13 starts at 13."""
    day = Calendar(id="day", shifts=DAYS.shifts, breaks=(Shift(days="mon-sun", start="12:00", end="13:00"),))
    plant = told([WorkCenter(id="a", skill="run")], [made("p", step("a", HOUR))], [("p", 12.5 * HOUR)],
                 workers=(worker("w", "run", calendar="day"),), calendars=(day,))  # fmt: skip
    assert spans(run_of(plant, end=DAY)) == [(13 * HOUR, 14 * HOUR)]
