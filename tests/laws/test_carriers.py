"""Carriers: empty and loaded ways, handling, the nearest idle one, and what it costs to have too few."""

from __future__ import annotations

import numpy as np
import pytest

from laws.floors import Run, run_of
from laws.shops import CONSTANT, product, shop, step, table, told
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.transport import Carriers, Distance
from plantwright.twin.kernel import floor as records
from plantwright.twin.log import simulate
from plantwright.twin.replicate import replicate


def carriers(count: int, *ways: tuple[str, str, float], handling: float = 2.0) -> Carriers:
    """Return carriers at 2 m/s with these ways [m]."""
    distances = tuple(Distance(from_center=a, to_center=b, metres=metres) for a, b, metres in ways)
    return Carriers(count=count, speed=2.0, handling=handling, distances=distances)


def fed(count: int, orders: int = 3) -> Plant:
    """Return ``a`` and ``b`` of 1 s, 10 m apart, with orders all there at 0 s."""
    made = product("part", step("a", 1.0), step("b", 1.0))
    return shop(made, **told(*[("part", 1, 0.0)] * orders), carriers=carriers(count, ("a", "b", 10.0)))


def moves(run: Run) -> list[tuple[float, float, float]]:
    """Return when each move was asked for, begun and ended."""
    return [(float(row["ready"]), float(row["start"]), float(row["end"])) for row in run.rows(records.TRANSPORT_ROW)]


def completed(run: Run) -> list[float]:
    """Return when the orders were completed, by number."""
    return [float(time) for time in run.orders()["completed"]]


def test_one_carrier() -> None:
    """The first move is 5 s + 2 s, every further one 5 s back empty before it: it brings lots at 8, 20 and 32 s."""
    run = run_of(fed(1), end=100.0)
    assert moves(run) == [(1.0, 1.0, 8.0), (2.0, 8.0, 20.0), (3.0, 20.0, 32.0)]
    assert completed(run) == [9.0, 21.0, 33.0]
    assert run.floor.carriers["busy_time"][0] == 31.0


def test_as_many_carriers_as_lots() -> None:
    """With a carrier for each lot none waits: every move begins when it is asked for and takes 7 s."""
    assert moves(run_of(fed(3), end=100.0)) == [(1.0, 1.0, 8.0), (2.0, 2.0, 9.0), (3.0, 3.0, 10.0)]


def test_more_carriers_are_never_later() -> None:
    """No order of one product in one line is completed later where there are more carriers."""
    before = np.full(40, np.inf)
    for count in range(1, 6):
        now = np.array(sorted(completed(run_of(fed(count, 40), end=1000.0))))
        assert np.all(now <= before)
        assert now[-1] < before[-1]
        before = now


def test_the_nearest_is_sent() -> None:
    """Of two idle carriers, at ``b`` and at ``d``, the one at ``d`` fetches a lot at ``c`` 4 m away."""
    ways = carriers(2, ("a", "b", 40.0), ("c", "d", 4.0), ("b", "c", 40.0), handling=0.0)
    one = product("one", step("a", 1.0), step("b", 1.0))
    two = product("two", step("c", 1.0), step("d", 1.0))
    times = told(("one", 1, 0.0), ("two", 1, 0.0), ("two", 1, 100.0))
    run = run_of(shop(one, two, **times, carriers=ways), end=200.0)
    # 2 s empty from d to c, then 2 s
    assert moves(run)[-1] == (101.0, 101.0, 105.0)
    rows = run.rows(records.TRANSPORT_ROW)
    assert rows[-1]["station"] == rows[1]["station"] != rows[0]["station"]


def test_the_way_back_may_differ() -> None:
    """A way told in both directions is driven as told: 20 m loaded, 4 m empty back."""
    ways = carriers(1, ("a", "b", 20.0), ("b", "a", 4.0), handling=0.0)
    plant = shop(product("part", step("a", 1.0), step("b", 1.0)), **told(*[("part", 1, 0.0)] * 2), carriers=ways)
    assert moves(run_of(plant, end=100.0)) == [(1.0, 1.0, 11.0), (2.0, 11.0, 23.0)]


def test_ways_not_told_need_no_carrier() -> None:
    """A move whose distance is not told takes the plant's transport time, and no carrier."""
    made = product("part", step("a", 1.0), step("b", 1.0), step("c", 1.0))
    plant = shop(made, **told(("part", 1, 0.0)), carriers=carriers(1, ("a", "b", 10.0)), transport=CONSTANT(3.0))
    run = run_of(plant, end=100.0)
    assert completed(run) == [1 + 7 + 1 + 3 + 1]
    assert len(moves(run)) == 1


def test_transport_rows() -> None:
    """The log tells who moved what, when it was asked for and when it went; a move is no work of a work center."""
    rows = [one for one in table(simulate(fed(1), horizon=50.0).intervals) if one["kind"] == "transport"]
    assert [one["order"] for one in rows] == ["o1", "o2", "o3"]
    assert {one["station"] for one in rows} == {"carrier-1"}
    assert {one["work_center"] for one in rows} == {None}
    assert [(one["end"] - one["start"]).total_seconds() for one in rows] == [7.0, 12.0, 12.0]
    assert [(one["start"] - one["ready"]).total_seconds() for one in rows] == [0.0, 6.0, 17.0]


def test_a_place_is_kept_on_the_way() -> None:
    """A lot on its way holds the one place before its next station; the next is blocked until that place is free."""
    made = product("part", step("a", 1.0), step("b", 20.0))
    centers = (WorkCenter(id="b", buffer=1),)
    plant = shop(made, **told(*[("part", 1, 0.0)] * 3), carriers=carriers(3, ("a", "b", 10.0)), centers=centers)
    # at b: 8 s; the second leaves a then, there at 15 s; the third leaves a when the second starts at 28 s
    assert moves(run_of(plant, end=100.0)) == [(1.0, 1.0, 8.0), (8.0, 8.0, 15.0), (28.0, 28.0, 35.0)]


@pytest.mark.parametrize(("stations", "wip"), [(1, 3), (2, 5)])
def test_one_carrier_in_a_closed_loop(stations: int, wip: int) -> None:
    """Enough lots in a closed loop never let the one carrier rest: throughput is one in (5 s back + 5 s + 2 s)."""
    steps = (step("a", 0.5), step("b", 0.5))
    release = Release(policy="conwip", wip_limit=wip)
    centers = tuple(WorkCenter(id=name, stations=stations) for name in "ab")
    plant = shop(product("part", *steps), release=release, centers=centers, carriers=carriers(1, ("a", "b", 10.0)))
    values = replicate(plant, warm_up=1200.0, horizon=12_000.0, replications=1).metric("throughput")
    assert np.allclose(values, 86_400 / 12.0, rtol=1e-9)
