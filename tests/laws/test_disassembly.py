"""Steps give off lots of other products: none is lost, none comes twice, and no other order's luck changes."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from laws.floors import Rows, Run, run_of
from laws.shops import CONSTANT, disagreements, product, shop, step, table, told
from laws.test_queues import HOUR, assert_agrees
from plantwright.errors import TwinError
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Component, Operation, Product, Yielded
from plantwright.twin.kernel import floor as records
from plantwright.twin.log import simulate
from plantwright.twin.replicate import replicate

UNEVEN = Distribution.empirical([0.5, 1.0, 1.5])
"""Noise whose times the log holds exactly: its clock goes in microseconds."""


def tear(time: float = 10.0, *, into: tuple[tuple[str, float], ...] = (("shell", 1.0),), **more: object) -> Operation:
    """Return a step at a work center of its own that takes a lot apart into these products."""
    return step("tear", time, yields=tuple(Yielded(product=name, quantity=pieces) for name, pieces in into), **more)


def part(name: str, time: float, **more: object) -> Product:
    """Return what is done in one step at a work center of its own, and comes only out of others."""
    return product(name, step(f"clean {name}", time, **more), share=0.0)


def of(run: Run, name: str) -> Rows:
    """Return the orders of a product, by number."""
    number = [one.id for one in run.plant.products].index(name)
    return run.orders()[run.orders()["product"] == number]


def links(run: Run) -> Rows:
    """Return the links of a run."""
    return run.floor.links[: run.floor.state[0]["links"]]


def car() -> Plant:
    """Return a plant that takes 2 cars every 20 s apart in 10 s, each into a shell of 3 s a lot and 4 bolts of 1 s."""
    core = product("car", tear(into=(("shell", 1.0), ("bolt", 4.0))), size=2)
    return shop(core, part("shell", 3), part("bolt", 1), every=20.0)


def test_a_car_comes_apart() -> None:
    """What comes out of the cars at 30 s is done 3 s and 1 s later, in lots of 2 shells and 8 bolts."""
    run = run_of(car(), end=45.0)
    assert [tuple(one) for one in of(run, "shell")[["quantity", "released", "completed"]]] == [(2.0, 30.0, 33.0)]
    assert [tuple(one) for one in of(run, "bolt")[["quantity", "released", "completed"]]] == [(8.0, 30.0, 31.0)]


def test_the_log_links_what_was_taken_apart_to_what_came_out() -> None:
    """The order taken apart is the parent, each that came out of it a child, with its pieces."""
    found = {(one["parent"], one["child"]): one["quantity"] for one in table(simulate(car(), horizon=45.0).links)}
    assert found == {("S000001", "S000002"): 2.0, ("S000001", "S000003"): 8.0}


def test_what_is_taken_apart_does_not_leave() -> None:
    """Shells and bolts are throughput, the cars that they were are none: 10 pieces every 20 s."""
    run = replicate(car(), warm_up=20.0, horizon=2000.0, replications=1).runs[0]
    assert run.metrics["throughput"] == pytest.approx(10 / 20 * 86_400)
    assert simulate(car(), horizon=45.0).meta.inner_products == ("car",)
    assert disagreements(car(), horizon=999.0) == {}


def test_a_by_product_leaves_beside_the_product() -> None:
    """A step on the way gives off scrap metal, and the product goes on at once and leaves too."""
    plant = shop(product("gear", tear(into=(("chips", 0.5),)), step("pack", 5)), part("chips", 2), every=20.0)
    run = run_of(plant, end=45.0)
    assert list(of(run, "gear")["completed"][:1]) == [35.0]
    assert list(of(run, "chips")["completed"]) == [32.0]
    metrics = replicate(plant, warm_up=20.0, horizon=2000.0, replications=1).runs[0].metrics
    assert metrics["throughput"] == pytest.approx(1.5 / 20 * 86_400)
    assert simulate(plant, horizon=45.0).meta.inner_products == ()


def shaky() -> Plant:
    """Return a plant that scraps and reworks before, at and after the step that takes its lots apart."""
    steps = (
        step("look", 1.0, scrap=0.1, noise=UNEVEN),
        tear(2.0, into=(("shell", 3.0), ("bolt", 0.5), ("shell", 1.0)), scrap=0.2, rework=0.3, rework_back=1),
        step("check", 1.0, rework=0.3, rework_back=2),
        step("press", 1.0),
    )
    shell, bolt = part("shell", 0.5, scrap=0.1, noise=UNEVEN), part("bolt", 0.5, rework=0.2)
    return shop(product("core", *steps, size=4, lead_time=CONSTANT(60.0)), shell, bolt, every=12.0)


def test_no_piece_is_lost() -> None:
    """Pieces in links and in orders are those that first went forward, times what each yields."""
    run = run_of(shaky(), end=20_000.0, seed=4)
    rows = run.rows(records.PROCESS_ROW)
    rows = rows[(rows["product"] == 0) & ~np.isnan(rows["end"])]
    expected = 0.0
    for _, visits in run.by("order", rows):
        names = [run.tables.operations[one["step"]].id for one in visits]
        # it went forward where the next row, if there is one, is the step after it
        forward = [k for k, one in enumerate(names) if one == "tear" and names[k + 1 : k + 2] != ["look"]]
        expected += sum(float(visits[k]["quantity"] - visits[k]["scrapped"]) for k in forward[:1])
    running = {int(one) for one in of(run, "core")["order"][np.isnan(of(run, "core")["completed"])]}
    assert len(running) < 5
    assert links(run)["quantity"].sum() == pytest.approx(4.5 * expected)
    assert of(run, "shell")["quantity"].sum() == pytest.approx(4.0 * expected)
    assert of(run, "bolt")["quantity"].sum() == pytest.approx(0.5 * expected)


def test_rework_yields_nothing_again() -> None:
    """A lot that comes by again, or must itself be done again, has yielded each of its three entries once at most."""
    run = run_of(shaky(), end=20_000.0, seed=4)
    rows = run.rows(records.PROCESS_ROW)
    assert (rows["rework"] > 0).sum() > 100
    assert set(Counter(links(run)["parent"].tolist()).values()) == {3}


def test_a_lot_sent_back_yields_once_it_goes_forward() -> None:
    """Torn at 10 s and done again, a lot comes apart at the end of its last try."""
    run = run_of(shop(product("core", tear(rework=0.5)), part("shell", 1), **told(*[("core", 1, 0.0)] * 40)), end=1e4)
    visits = run.rows(records.PROCESS_ROW)
    visits = visits[visits["product"] == 0]
    last = {int(one["order"]): float(one["end"]) for one in visits}
    assert len(visits) > 60
    assert {int(one["parent"]) for one in links(run)} == set(range(40))
    released = dict(zip(of(run, "shell")["order"].tolist(), of(run, "shell")["released"].tolist(), strict=True))
    assert all(released[int(one["child"])] == last[int(one["parent"])] for one in links(run))


@pytest.mark.parametrize("lost", [{"scrap": 1.0}, {"rework": 1.0, "rework_limit": 2}])
def test_scrapped_pieces_yield_nothing(lost: dict[str, float]) -> None:
    """A lot of which nothing is good, as it was scrapped or sent back too often, gives off nothing."""
    run = run_of(shop(product("core", tear(**lost)), part("shell", 1), every=50.0), end=1000.0)
    assert len(links(run)) == len(of(run, "shell")) == 0
    assert len(of(run, "core")) > 10


def test_each_lot_of_a_batch_comes_apart() -> None:
    """Three lots that share a load give off an order each, at its end."""
    centers = (WorkCenter(id="tear", batch=Batch(max_lots=3, min_lots=3)),)
    plant = shop(product("core", tear()), part("shell", 1), centers=centers, **told(*[("core", 2, 0.0)] * 3))
    run = run_of(plant, end=100.0)
    assert list(of(run, "shell")["released"]) == [10.0] * 3
    assert sorted(links(run)["parent"]) == [0, 1, 2]


def test_each_part_of_a_split_lot_comes_apart_once() -> None:
    """Parts of 2 of a lot of 4 yield for themselves; joined and sent back before the split, none yields again."""
    back = step("look", 1, join=True, rework=0.5, rework_back=2)
    core = product("core", step("cut", 1, split=2.0), tear(2.0), back, step("end", 1))
    run = run_of(shop(core, part("shell", 1), **told(*[("core", 4, 100.0 * k) for k in range(20)])), end=1e5)
    assert len(run.rows(records.PROCESS_ROW)) > 20 * 7
    assert len(of(run, "shell")) == 40
    assert (of(run, "shell")["quantity"] == 2).all()


def test_a_joined_lot_takes_no_second_set() -> None:
    """An assembly of parts, joined and sent back, uses its components once."""
    back = step("look", 1, join=True, rework=0.5, rework_back=2)
    weld = step("weld", 2.0, components=(Component(product="tube", ordered=False),))
    frame = product("frame", step("cut", 1, split=2.0), weld, back)
    orders = told(("tube", 80, 0.0), *[("frame", 4, 100.0 * k + 99) for k in range(20)])
    run = run_of(shop(frame, part("tube", 1), **orders), end=1e5)
    taken = links(run)[links(run)["parent"] != links(run)["child"]]
    assert taken["quantity"].sum() == 80
    assert not np.isnan(run.orders()["completed"]).any()


def test_taken_apart_and_put_together_again() -> None:
    """Engines come out of old cars, wait in stock, and new cars take them: two old ones of 10 s make one of 3 s."""
    new = product("new", step("build", 3, components=(Component(product="engine", quantity=2.0, ordered=False),)))
    arrivals = tuple(Arrival(product=name, interarrival=CONSTANT(20.0)) for name in ("old", "new"))
    plant = shop(
        product("old", tear(into=(("engine", 1.0),))), part("engine", 4), new, release=Release(arrivals=arrivals)
    )
    run = run_of(plant, end=200.0)
    assert list(of(run, "new")["completed"][:3]) == [57.0, 97.0, 137.0]
    assert disagreements(plant, horizon=999.0) == {}
    assert set(simulate(plant, horizon=99.0).meta.inner_products) == {"old", "engine"}


def test_an_overhaul_takes_back_what_it_gave_off() -> None:
    """A pump gives its wheel off at 10 s, the wheel is balanced in 7 s, and the pump of 5 s more waits for it."""
    build = step("build", 3, components=(Component(product="wheel", ordered=False),))
    pump = product("pump", tear(into=(("wheel", 1.0),)), step("wash", 5), build)
    run = run_of(shop(pump, part("wheel", 7), every=50.0), end=75.0)
    assert list(of(run, "pump")["completed"][:1]) == [70.0]
    assert [tuple(one)[:2] for one in links(run)] == [(0, 1), (0, 1)]


def test_an_order_that_comes_out_brings_its_components() -> None:
    """What is yielded and then assembled has its components ordered with it."""
    kit = step("fit", 1, components=(Component(product="seal", quantity=2.0),))
    plant = shop(product("core", tear()), product("shell", kit, share=0.0), part("seal", 6), every=50.0)
    run = run_of(plant, end=69.0)
    assert list(of(run, "seal")["quantity"]) == [2.0]
    assert list(of(run, "shell")["completed"]) == [67.0]


def luck(run: Run, name: str) -> list[tuple[float, ...]]:
    """Return what befell the orders of a product, by release, and how long their work took."""
    rows = run.rows(records.PROCESS_ROW)
    orders = of(run, name)
    found = []
    for one in np.sort(orders, order="released", kind="stable"):
        own = rows[rows["order"] == one["order"]]
        found.append(
            (float(one["released"]), float(one["good"]), *np.nan_to_num(own["end"] - own["start"], nan=-1.0).tolist())
        )
    return found


def test_yields_change_nobody_elses_luck() -> None:
    """With and without yields, and with what these bring, all other orders come, last and fail the same."""

    def plant(*, yields: bool) -> Plant:
        into = (("shell", 1.0), ("bolt", 2.0)) if yields else ()
        steps = (step("look", 2.0, noise=UNEVEN, scrap=0.2), tear(1.0, into=into, noise=UNEVEN), step("end", 1.0))
        gear = product("gear", step("hob", 2.0, noise=UNEVEN, rework=0.3), step("mark", 1.0, scrap=0.1), size=5)
        kit = step("fit", 1, components=(Component(product="seal"),))
        release = Release(interarrival=Distribution.exponential(5.0), urgent_share=0.3)
        others = part("bolt", 0.5), part("seal", 0.3), product("shell", kit, share=0.0)
        return shop(product("core", *steps, size=3), gear, *others, release=release)

    with_them, without = (run_of(plant(yields=one), end=5000.0, seed=8) for one in (True, False))
    assert len(of(with_them, "seal")) > 100
    assert not len(of(without, "shell"))
    for name in ("core", "gear"):
        assert luck(with_them, name) == luck(without, name)


def test_what_comes_out_keeps_its_luck() -> None:
    """What comes out of an order fares the same when other orders come out in another turn."""

    def plant(pace: float) -> Plant:
        steps = step("look", pace, noise=UNEVEN), tear(1.0, noise=UNEVEN), step("end", 1.0)
        shell = product("shell", step("wash", 2.0, noise=UNEVEN, scrap=0.3), size=9, share=0.0)
        centers = (
            WorkCenter(id="look", stations=9),
            WorkCenter(id="tear", stations=9),
            WorkCenter(id="wash", stations=9),
        )
        return shop(product("core", *steps, size=3), shell, centers=centers, every=4.0)

    def by_parent(run: Run) -> dict[float, tuple[float, float]]:
        orders = {int(one["order"]): one for one in run.orders()}
        pairs = ((orders[int(one["parent"])], orders[int(one["child"])]) for one in links(run))
        return {
            float(core["released"]): (float(one["good"]), float(one["completed"] - one["released"]))
            for core, one in pairs
        }

    slow, quick = by_parent(run_of(plant(9.0), end=900.0)), by_parent(run_of(plant(3.0), end=900.0))
    assert [quick[one][0] for one in list(slow)[:200]] == [slow[one][0] for one in list(slow)[:200]]
    assert len({good for good, _ in slow.values()}) == 4


def test_due_date_and_rank_are_inherited() -> None:
    """What comes out of an order is promised for the same time and as urgent."""
    core = product("core", tear(), lead_time=CONSTANT(15.0))
    plant = shop(core, part("shell", 1), release=Release(interarrival=Distribution.exponential(30.0), urgent_share=0.5))
    run = run_of(plant, end=3000.0)
    orders = {int(one["order"]): one for one in run.orders()}
    pairs = [(orders[int(one["parent"])], orders[int(one["child"])]) for one in links(run)]
    assert {int(one["priority"]) for _, one in pairs} == {1, 2}
    assert all(one["due"] == core["due"] and one["priority"] == core["priority"] for core, one in pairs)


def test_conwip_counts_the_order_alone() -> None:
    """Two cores on the floor at a time, 10 s each on one station, are one every 10 s, however slow their shells."""
    plant = shop(product("core", tear()), part("shell", 25), release=Release(policy="conwip", wip_limit=2))
    run = run_of(plant, end=1000.5)
    assert list(of(run, "core")["completed"][:100]) == [10.0 * k for k in range(1, 101)]
    assert len(of(run, "shell")) == 100


def test_cards_hold_what_comes_out_back() -> None:
    """What comes out waits for a card of the work center it goes to, and blocks no station meanwhile."""
    centers = (WorkCenter(id="tear", kanban=1), WorkCenter(id="clean shell", kanban=1))
    plant = shop(product("core", tear()), part("shell", 25), release=Release(policy="kanban"), centers=centers)
    run = run_of(plant, end=101.0)
    assert list(of(run, "core")["completed"][:10]) == [10.0 * k for k in range(1, 11)]
    assert list(of(run, "shell")["completed"][:3]) == [35.0, 60.0, 85.0]
    assert (run.floor.centers["cards"] <= 1).all()


def test_what_comes_out_is_moved_from_there() -> None:
    """What comes out of a step is where the step was: the 2 s of a move come before its own 1 s."""
    plant = shop(product("core", tear()), part("shell", 1), every=50.0, transport=CONSTANT(2.0))
    assert list(of(run_of(plant, end=70.0), "shell")["completed"]) == [63.0]


def test_a_full_buffer_holds_what_comes_out_and_not_its_station() -> None:
    """Shells that find their one place taken wait outside: cores come out every 10 s all the same."""
    centers = (WorkCenter(id="clean shell", buffer=1),)
    plant = shop(product("core", tear()), part("shell", 25), every=10.0, centers=centers)
    run = run_of(plant, end=205.0)
    assert list(of(run, "core")["completed"][:18]) == [10.0 * k for k in range(2, 20)]
    assert run.floor.centers["waiting"].max() == 1
    assert run.floor.stations["blocked_time"].sum() == 0


def test_sums_agree_with_yields() -> None:
    """Log and run agree where lots are scrapped, reworked and taken apart at random times."""
    assert disagreements(shaky(), horizon=9000.25) == {}


def test_what_comes_out_of_a_poisson_stream_is_one() -> None:
    """Burke: cores leave M/M/1 as they came, so that shells of both origins are served as M/M/1 of both rates."""
    often, more, tearing, cleaning = 0.4, 0.3, 0.8, 1.0
    exponential = Distribution.exponential
    core = product("core", tear(1 / tearing, noise=exponential(1.0)))
    shell = product("shell", step("clean", 1 / cleaning, noise=exponential(1.0)))
    streams = tuple(
        Arrival(product=name, interarrival=exponential(1 / rate)) for name, rate in (("core", often), ("shell", more))
    )
    torn, cleaned = 1 / (tearing - often), 1 / (cleaning - often - more)
    mean = (often * torn + (often + more) * cleaned) / (2 * often + more)
    assert_agrees(shop(core, shell, release=Release(arrivals=streams)), "flow_mean", mean / HOUR)


def test_more_than_a_floor_holds_is_refused() -> None:
    """What comes apart into more lots than a floor holds is refused before the run, and the work center named."""
    plant = shop(product("core", tear(into=(("ore", 1e7),))), product("ore", step("cut", 1, split=1.0), share=0.0))
    with pytest.raises(TwinError, match="work center 'cut': a load may become 1e\\+07 lots at once"):
        run_of(plant, end=1.0)


def test_a_batch_may_come_apart_into_thousands() -> None:
    """Forty lots that come out at once and yield thirty orders each, which split into fifty parts, have room."""
    names = [f"p{k}" for k in range(30)]
    small = [product(name, step("cut", 1, split=1.0), step("end", 1), share=0.0) for name in names]
    centers = (
        WorkCenter(id="tear", batch=Batch(max_lots=40, min_lots=40)),
        WorkCenter(id="cut", batch=Batch(max_lots=1200, min_lots=1200, same_family=False)),
    )
    core = product("core", tear(into=tuple((name, 25.0) for name in names)), size=2)
    plant = shop(core, *small, centers=centers, **told(*[("core", 2, 0.0)] * 40))
    run = run_of(plant, end=20.0)
    assert len(run.orders()) == 40 + 1200
    assert len(links(run)) == 1200 + 1200 * 50
