"""More never hurts where theory says so, order by order; and chance is shared between a plant and its change.

In a first-in-first-out line of single stations each order starts at a step at the maximum of sums of earlier process
times, so that no order is delayed when a time shrinks, a place is added, or an order more may be on the floor
(Glasserman, Yao, Monotone Structure in Discrete-Event Systems, 1994, ch. 3).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.floors import SLACK, run_of
from laws.plants import line
from laws.strategies import CALENDARS, HOUR, any_plant
from plantwright.model.change import AddStations, Edit, ScaleProcessTime, SetBuffer, SetWipLimit
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Setup, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing
from plantwright.twin.kernel import floor as records
from plantwright.twin.replicate import replicate

END = 14 * 24 * HOUR


@st.composite
def lines(draw: st.DrawFn) -> Plant:
    """Draw a line of single stations, first in first out, with setups, buffers, scrap and closing hours."""
    count = draw(st.integers(2, 4))
    centers = tuple(
        WorkCenter(
            id=f"c{k}",
            buffer=draw(st.sampled_from([None, 0, 1, 2])) if k else None,
            setup=draw(st.sampled_from([None, Setup(default=0.5 * HOUR, noise=Distribution.gamma(1.0, 0.3))])),
        )
        for k in range(count)
    )
    noise = draw(st.sampled_from([Distribution.exponential(1.0), Distribution.lognormal(1.0, 0.4)]))
    steps = tuple(
        Operation(id=f"{k}", work_center=f"c{k}", per_piece=draw(st.sampled_from([0.2, 0.5])) * HOUR, noise=noise,
                  scrap=draw(st.sampled_from([0.0, 0.1])))
        for k in range(count)
    )  # fmt: skip
    released = st.sampled_from(
        [
            Release(interarrival=Distribution.exponential(1.5 * HOUR)),
            Release(policy="conwip", wip_limit=draw(st.integers(1, 6))),
        ]
    )
    return Plant(
        name="line",
        calendars=CALENDARS,
        calendar=draw(st.sampled_from(["always", "day", "night"])),
        work_centers=centers,
        products=tuple(
            Product(
                id=name, routings=(Routing(operations=steps),), lot_sizes=(LotSize(quantity=2), LotSize(quantity=5))
            )
            for name in "AB"
        ),
        release=draw(released),
        transport=Distribution.constant(draw(st.sampled_from([0.0, 0.1])) * HOUR),
    )


def assert_nobody_later(plant: Plant, edit: Edit) -> None:
    """Assert that each order completed in the plant is completed no later in the changed one."""
    base, changed = (run_of(one, end=END, seed=1).orders()["completed"] for one in (plant, edit.apply(plant)))
    base = base[~np.isnan(base)]
    assert len(changed) >= len(base)
    assert (changed[: len(base)] <= base + SLACK).all()


@any_plant
@given(lines(), st.data())
def test_a_faster_station_delays_no_order(plant: Plant, data: st.DataObject) -> None:
    """Shorter process times at one station complete every order of a line as early as before, or earlier."""
    center = data.draw(st.sampled_from(plant.work_centers)).id
    assert_nobody_later(plant, ScaleProcessTime(work_center=center, factor=0.9))


@any_plant
@given(lines(), st.data())
def test_a_larger_buffer_delays_no_order(plant: Plant, data: st.DataObject) -> None:
    """A place more in front of a station completes every order of a line as early as before, or earlier."""
    center = data.draw(st.sampled_from(plant.work_centers))
    assert_nobody_later(plant, SetBuffer(work_center=center.id, capacity=(center.buffer or 0) + 2))


@any_plant
@given(lines())
def test_a_higher_wip_limit_delays_no_order(plant: Plant) -> None:
    """One order more on the floor of a CONWIP line completes the n-th order as early as before, or earlier."""
    limit = plant.release.wip_limit
    if limit:
        assert_nobody_later(plant, SetWipLimit(limit=limit + 1))


@any_plant
@given(lines())
def test_a_second_station_delays_no_order_that_nobody_overtakes(plant: Plant) -> None:
    """A station more at the end of a line of open release completes the n-th order as early as before, or earlier."""
    if plant.release.policy == "conwip" or plant.work_centers[-1].setup:
        return
    more = AddStations(work_center=plant.work_centers[-1].id, count=1).apply(plant)
    base, changed = (np.sort(run_of(one, end=END, seed=1).orders()["completed"]) for one in (plant, more))
    base = base[~np.isnan(base)]
    assert (changed[: len(base)] <= base + SLACK).all()


def test_throughput_grows_with_each_place_of_a_buffer() -> None:
    """On the mean of many runs a saturated line makes more with each place between its stations."""
    made = []
    for buffer in (0, 1, 3, 8):
        plant = line([WorkCenter(id="a"), WorkCenter(id="b", buffer=buffer)], [1.0, 1.0], wip_limit=60)
        made.append(replicate(plant, warm_up=500, horizon=6000, replications=8, seed=2).metric("throughput"))
    for fewer, more in pairwise(made):
        gained = more - fewer
        assert gained.mean() > 3 * gained.std(ddof=1) / np.sqrt(len(gained))


SHOP = Plant(
    name="shop",
    work_centers=(
        WorkCenter(id="a", stations=2),
        WorkCenter(
            id="b",
            stations=2,
            failures=Failures(
                time_to_failure=Distribution.exponential(30 * HOUR), time_to_repair=Distribution.exponential(3 * HOUR)
            ),
        ),
    ),
    products=tuple(
        Product(
            id=name,
            routings=(
                Routing(
                    operations=(
                        Operation(id="1", work_center="a", per_piece=HOUR, noise=Distribution.gamma(1.0, 0.5)),
                        Operation(id="2", work_center="b", per_piece=HOUR, noise=Distribution.gamma(1.0, 0.5),
                                  scrap=0.05, rework=0.1, rework_back=1),
                    )
                ),
            ),
            lot_sizes=(LotSize(quantity=2), LotSize(quantity=6)),
            lead_time=Distribution.uniform(40 * HOUR, 0.2),
        )
        for name in "AB"
    ),
    release=Release(interarrival=Distribution.exponential(2.9 * HOUR), urgent_share=0.2),
)  # fmt: skip
"""Two work centers with much chance in everything."""

EDITS = {
    "faster": ScaleProcessTime(work_center="a", factor=0.9),
    "more stations": AddStations(work_center="a", count=1),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_order_is_the_same_in_a_changed_plant(edit: Edit) -> None:
    """Order n has the product, lot, priority, release and promise in the changed plant that it has in the base."""
    base, changed = (run_of(one, end=60 * 24 * HOUR, seed=3).orders() for one in (SHOP, edit.apply(SHOP)))
    for name in ("product", "quantity", "priority", "released"):
        assert np.array_equal(base[name], changed[name])
    assert np.allclose(base["due"] - base["released"], changed["due"] - changed["released"])


def test_an_order_has_the_same_luck_in_a_changed_plant() -> None:
    """Each visit of order n takes the same multiple of its mean, scraps and is reworked alike, however it is moved."""
    edit = AddStations(work_center="a", count=2)
    plain = SHOP.model_copy(update={"work_centers": tuple(WorkCenter(id=name, stations=2) for name in "ab")})
    base, changed = (run_of(one, end=60 * 24 * HOUR, seed=3).visits() for one in (plain, edit.apply(plain)))
    both = []
    for visits in (base, changed):
        done = visits[~np.isnan(visits["end"])]
        lasted = {(one["order"], one["step"], n): (one["end"] - one["start"], one["scrapped"], one["rework"])
                  for n, one in _passes(done)}  # fmt: skip
        both.append(lasted)
    common = both[0].keys() & both[1].keys()
    assert len(common) > 800
    assert np.allclose([both[0][key] for key in common], [both[1][key] for key in common])


def _passes(visits: np.ndarray) -> list[tuple[int, np.void]]:
    seen: dict[tuple[int, int], int] = {}
    found = []
    for one in visits:
        key = int(one["order"]), int(one["step"])
        seen[key] = seen.get(key, -1) + 1
        found.append((seen[key], one))
    return found


@pytest.mark.parametrize(("edit", "share"), [(EDITS["faster"], 0.05), (EDITS["more stations"], 0.12)], ids=EDITS)
def test_common_random_numbers_take_the_noise_from_a_difference(edit: Edit, share: float) -> None:
    """The paired difference of flow times varies far less than the difference of independent runs."""
    trial = {"warm_up": 10 * 24 * HOUR, "horizon": 60 * 24 * HOUR, "replications": 30}
    base = replicate(SHOP, **trial).metric("flow_mean")  # type: ignore[arg-type]
    changed = replicate(edit.apply(SHOP), **trial).metric("flow_mean")  # type: ignore[arg-type]
    assert (changed - base).var() < share * (changed.var() + base.var())


def test_a_row_of_process_time_is_not_what_the_log_of_breakdowns_says() -> None:
    """Breakdowns lie inside the processing they interrupt, and lengthen it by exactly their repairs."""
    run = run_of(SHOP, end=60 * 24 * HOUR, seed=4)
    healed = SHOP.model_copy(update={"work_centers": tuple(WorkCenter(id=name, stations=2) for name in "ab")})
    spans = {}
    for name, one in (("broken", run), ("healed", run_of(healed, end=60 * 24 * HOUR, seed=4))):
        spans[name] = {(row["order"], row["step"], n): (row["end"] - row["start"], row["start"], row["station"])
                       for n, row in _passes(one.visits()) if not np.isnan(row["end"])}  # fmt: skip
    down = run.rows(records.DOWN_ROW)
    assert len(down) > 20
    for key in spans["broken"].keys() & spans["healed"].keys():
        lasted, start, station = spans["broken"][key]
        inside = (down["station"] == station) & (down["start"] >= start) & (down["start"] < start + lasted)
        repairs = (down["end"] - down["start"])[inside].sum()
        assert lasted == pytest.approx(spans["healed"][key][0] + repairs, abs=1e-4)
