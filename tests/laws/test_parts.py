"""Lots that go on in parts: they overlap, come together where told, and leave as one order."""

from __future__ import annotations

import numpy as np

from laws.floors import Run, run_of
from laws.shops import CONSTANT, disagreements, product, shop, step, table, told
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release
from plantwright.twin.log import simulate

UNEVEN = Distribution.empirical([0.5, 1.0, 1.5])
"""Noise whose times the log holds exactly: its clock goes in microseconds."""


def parted(join: bool = False, last: float = 1.0, **more: object) -> Plant:
    """Return a lot of 4 pieces cut into parts of 1 after 1 s at ``a``, 2 s each at ``b`` and ``c``, then ``d``."""
    steps = (step("a", 1.0, split=1.0), step("b", 2.0, **more), step("c", 2.0), step("d", last, join=join))
    return shop(product("part", *steps, size=4.0), **told(("part", 4, 0.0)))


def visits(run: Run, center: int) -> list[tuple[float, float]]:
    """Return start and quantity of the visits to a work center."""
    rows = run.visits()
    return [(float(row["start"]), float(row["quantity"])) for row in rows[run.center_of(rows) == center]]


def test_parts_overlap() -> None:
    """4 parts through two stations of 2 s take (4 + 1)·2 s, not 2·4·2 s; the last then has 1 s at ``d``."""
    orders = run_of(parted(), end=100.0).orders()
    assert list(orders["completed"]) == [1.0 + 10.0 + 1.0]
    assert list(orders["good"]) == [4.0]


def test_join_waits_for_the_last_part() -> None:
    """The joined lot of all 4 pieces starts at ``d`` once, when the last part has come, and no sooner."""
    run = run_of(parted(join=True), end=100.0)
    assert visits(run, 3) == [(11.0, 4.0)]
    assert [start for start, _ in visits(run, 1)] == [1.0, 3.0, 5.0, 7.0]
    assert list(run.orders()["completed"]) == [12.0]


def test_a_scrapped_part_holds_nobody_back() -> None:
    """Parts that are scrapped wholly neither stop the others at the join nor carry them past it."""
    last_lost = 0
    for seed in range(30):
        run = run_of(parted(join=True, scrap=0.5), end=100.0, seed=seed)
        scrapped = run.rows(0)["scrapped"].sum()
        (order,) = run.orders()
        assert order["good"] == 4 - scrapped
        assert order["completed"] < 100.0
        assert [pieces for _, pieces in visits(run, 3)] == ([4 - scrapped] if scrapped < 4 else [])
        rows = run.visits()
        last_lost += rows[run.center_of(rows) == 1][-1]["scrapped"] == 1 and scrapped < 4
    assert last_lost > 0


def test_rest_before_parts_go_on() -> None:
    """A step that splits and holds lets every part rest: all starts at ``b`` come 5 s later."""
    steps = (step("a", 1.0, split=1.0, hold=CONSTANT(5.0)), step("b", 2.0))
    run = run_of(shop(product("part", *steps), **told(("part", 2, 0.0))), end=100.0)
    assert [start for start, _ in visits(run, 1)] == [6.0, 8.0]


def test_a_split_lot_gives_its_card_back() -> None:
    """A kanban card of the station that splits is free once the last part is taken, not when the order leaves."""
    steps = (step("a", 1.0, split=1.0), step("b", 2.0))
    centers = (WorkCenter(id="a", kanban=1),)
    plant = shop(product("part", *steps, size=2.0), release=Release(policy="kanban"), centers=centers)
    assert [start for start, _ in visits(run_of(plant, end=3.5), 0)] == [0.0, 1.0, 2.0, 3.0]


def test_a_sleeping_part_takes_no_place() -> None:
    """Two parts whose join has one place and a way of 1 s pass it one after the other: the floor does not stop."""
    steps = (step("a", 1.0, split=1.0), step("b", 2.0), step("c", 1.0, join=True))
    centers = (WorkCenter(id="b", stations=2), WorkCenter(id="c", buffer=1))
    plant = shop(product("part", *steps), **told(("part", 2, 0.0)), centers=centers, transport=CONSTANT(1.0))
    # a to 1, on its way to 2, both b to 4, first part on its way to 5, second to 6, c to 7
    assert list(run_of(plant, end=100.0).orders()["completed"]) == [7.0]


def test_log_names_the_parts() -> None:
    """The log names the lot of each part and links it to its order with its pieces."""
    log = simulate(parted(), horizon=50.0)
    assert {(one["parent"], one["child"], one["quantity"]) for one in table(log.links)} == {
        ("o1", f"o1.{k}", 1.0) for k in range(1, 5)
    }
    lots = [one["lot"] for one in table(log.intervals) if one["work_center"] == "b"]
    assert sorted(lots) == ["o1.1", "o1.2", "o1.3", "o1.4"]
    assert [one["lot"] for one in table(log.intervals) if one["work_center"] == "a"] == [None]


def random_parts(**joined: object) -> Plant:
    """Return a plant of lots of 7 in parts of 3 with scrap and rework at every step."""
    luck = {"noise": UNEVEN, "scrap": 0.1, "rework": 0.1}
    steps = (step("a", 1.0, split=3.0, **luck), step("b", 1.0, **luck), step("c", 1.0, **luck, **joined))
    return shop(product("part", *steps, size=7.0, lead_time=CONSTANT(20.0)), every=8.0)


def test_pieces_are_conserved() -> None:
    """Of each completed order, the good pieces and all that was scrapped of it are those ordered."""
    for joined in (False, True):
        run = run_of(random_parts(join=joined), end=3000.0)
        orders = run.orders()
        scrapped = np.bincount(run.rows(0)["order"], run.rows(0)["scrapped"], minlength=len(orders))
        done = np.isfinite(orders["completed"])
        assert len(np.unique(orders["order"])) == len(orders)
        assert np.array_equal((orders["good"] + scrapped)[done], orders["quantity"][done])


def test_sums_agree_with_parts() -> None:
    """Log and run agree on an order that leaves in parts: its whole lot before them does not count again."""
    assert disagreements(random_parts(), horizon=9000.25) == {}


def test_sums_agree_with_joined_parts() -> None:
    """Log and run agree on an order whose parts came together: they do not count beside the whole."""
    assert disagreements(random_parts(join=True), horizon=9000.25) == {}


def test_sums_agree_with_parts_that_are_assembled() -> None:
    """Log and run agree where two products are cut into parts and come by clocks of their own."""
    steps = (step("a", 1.0, split=2.0), step("b", 1.0), step("c", 1.0, join=True, split=1.0), step("d", 1.0))
    made = (product("x", *steps, size=4.0), product("y", *steps[1:2], size=2.0))
    arrivals = tuple(Arrival(product=name, interarrival=Distribution.exponential(15.0)) for name in "xy")
    assert disagreements(shop(*made, release=Release(arrivals=arrivals)), horizon=5000.5) == {}
