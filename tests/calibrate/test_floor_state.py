"""The floor at a moment: each order at the step and station where the log has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from contracts.shop import DAY, shop
from plantwright.calibrate.floor_state import FloorState, LocalSeconds, floor_state
from plantwright.events.log import EventLog
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.compile import tables_of
from plantwright.twin.log import MONDAY, simulate

HOUR = 3600.0
MOMENT = MONDAY + timedelta(days=9, hours=11)  # UTC; a Wednesday noon in Paris, while the plant works


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Return two weeks of a plant with queues, setups, rework and a short buffer."""
    return simulate(shop(), horizon=14 * DAY, seed=6)


@pytest.fixture(scope="module")
def state(log: EventLog) -> FloorState:
    """Return the floor at a busy moment."""
    return floor_state(log, shop(), np.datetime64(MOMENT, "us"))


def there(log: EventLog) -> pd.DataFrame:
    """Return the orders on the floor at the moment or to come, as the log has them."""
    orders = log.order_frame().set_index("order")
    return orders[~(orders["completed"] <= pd.Timestamp(MOMENT))]


def test_all_orders_on_the_floor_or_to_come_are_told(log: EventLog, state: FloorState) -> None:
    """Each order not completed by then is told once, with its release, quantity, due date and priority."""
    orders = there(log)
    assert sorted(state.names) == sorted(orders.index)
    assert state.left_out == 0
    clock = LocalSeconds(np.datetime64(MOMENT, "us"), "Europe/Paris")
    told = orders.loc[list(state.names)]
    assert np.allclose(state.planned["released"], clock(told["released"]))
    assert np.allclose(state.planned["due"], clock(told["due"]))
    assert np.array_equal(state.planned["quantity"], told["quantity"])
    assert np.array_equal(state.planned["priority"], told["priority"])


def test_orders_appear_when_they_were_released(state: FloorState) -> None:
    """Those on the floor are there from the start, those to come at their release, in the order of time."""
    released = state.planned["released"]
    assert state.start == 2 * DAY + 12 * HOUR
    assert np.array_equal(state.planned["time"], np.maximum(released, state.start))
    assert (np.diff(state.planned["time"]) >= 0).all()


def running(log: EventLog) -> pd.DataFrame:
    """Return the rows that run at the moment."""
    rows = log.frame()
    stamp = pd.Timestamp(MOMENT)
    work = rows[(rows["kind"] == "process") & (rows["start"] < stamp) & ~(rows["end"] <= stamp)]
    return work.set_index("order")


def test_lots_that_run_stand_on_their_stations(log: EventLog, state: FloorState) -> None:
    """Each lot in process is on its station at its step, and nobody else is on any."""
    names = tables_of(shop()).station_names
    found = {name: (names[one["station"]], one["step"]) for name, one in zip(state.names, state.planned, strict=True)
             if one["station"] >= 0}  # fmt: skip
    rows = running(log)
    assert len(rows) > 1
    steps = {"10-saw": 0, "20-mill": 1}
    assert found == {str(name): (row["station"], steps[row["operation"]]) for name, row in rows.iterrows()}


def test_lots_that_wait_stand_at_their_next_step(log: EventLog, state: FloorState) -> None:
    """A lot between two steps waits at the one after its last finished, with the good pieces it has left."""
    rows, orders = log.frame(), there(log)
    done = rows[(rows["kind"] == "process") & (rows["end"] <= pd.Timestamp(MOMENT))]
    waiting = 0
    for name, one in zip(state.names, state.planned, strict=True):
        mine = done[done["order"] == name]
        assert one["good"] == orders.loc[name, "quantity"] - mine["scrapped"].sum()
        if one["station"] < 0 and len(mine) and mine["operation"].iloc[-1] == "10-saw":
            assert one["step"] == 1
            waiting += 1
        elif not len(mine) and one["station"] < 0:
            assert one["step"] == 0
    assert waiting > 0


def test_those_that_run_keep_their_stations(log: EventLog, state: FloorState) -> None:
    """The twin that goes on from there starts with just these lots on their stations, one a station."""
    assert len(running(log)) == len(set(running(log)["station"]))
    after = simulate(
        shop(),
        horizon=DAY,
        begin=MOMENT.replace(hour=12),  # local time
        planned=state.planned,
        order_names=state.names,
        seed=1,
    ).frame()
    first = after[after["kind"] == "process"].sort_values("start").groupby("station").head(1).set_index("order")
    begun = first[first["start"] == pd.Timestamp(MOMENT)]
    expected = running(log)["station"].to_dict()
    assert {name: station for name, station in begun["station"].to_dict().items() if name in expected} == expected
    assert len(after[(after["start"] == pd.Timestamp(MOMENT)) & (after["kind"] == "process")]) <= 4


@pytest.fixture(scope="module")
def overtaken() -> tuple[Plant, EventLog, datetime, FloorState]:
    """Return a plant whose lots overtake before its slow second step, and its floor while one runs that did."""
    first = Operation(id="1", work_center="a", per_lot=HOUR, noise=Distribution.exponential(1.0))
    second = Operation(id="2", work_center="b", per_lot=0.9 * HOUR)
    plant = Plant(
        name="late",
        work_centers=(WorkCenter(id="a", stations=4), WorkCenter(id="b")),
        products=(Product(id="p", routings=(Routing(operations=(first, second)),)),),
        release=Release(interarrival=Distribution.exponential(0.8 * HOUR)),
    )
    log = simulate(plant, horizon=9 * DAY, seed=2)
    log = replace(log, orders=log.orders.order_by("released"))  # as records stand, and not as orders end
    begun = log.frame().query("station == 'b-1'").sort_values("start")
    overtakes = (begun["order"] > begun["order"].shift(-1)) & (begun["start"] > begun["ready"].shift(-1))
    moment = begun[overtakes & (begun["start"] > pd.Timestamp(MONDAY) + pd.Timedelta(days=5))]["start"].iloc[0]
    moment = (moment + pd.Timedelta(minutes=9)).floor("s").to_pydatetime()
    return plant, log, moment, floor_state(log, plant, np.datetime64(moment, "us"))


def test_whoever_came_first_is_first(overtaken: tuple[Plant, EventLog, datetime, FloorState]) -> None:
    """Lots that wait before the same work center are told in the order in which they came there."""
    _, log, moment, state = overtaken
    rows = log.frame()
    ended = rows[rows["end"] <= pd.Timestamp(moment)].groupby("order")["end"].max()
    waits = (state.planned["station"] < 0) & (state.planned["step"] == 1) & (state.planned["time"] == state.start)
    names = [name for name, one in zip(state.names, waits, strict=True) if one]
    assert len(names) > 5
    assert names != sorted(names)
    assert [ended[name] for name in names] == sorted(ended[names])


def test_who_waits_does_not_take_the_place_of_who_runs(overtaken: tuple[Plant, EventLog, datetime, FloorState]) -> None:
    """The twin goes on with the lot that ran, alone, though lots released before it wait for its station."""
    plant, log, moment, state = overtaken
    rows = log.frame()
    stamp = pd.Timestamp(moment)
    runs = rows[(rows["station"] == "b-1") & (rows["start"] < stamp) & (rows["end"] > stamp)]["order"].item()
    waiting = state.planned["step"] == 1
    assert min(name for name, one in zip(state.names, waiting, strict=True) if one) < runs
    after = simulate(plant, horizon=DAY, begin=moment, planned=state.planned, order_names=state.names).frame()
    second = after[after["station"] == "b-1"].sort_values("start")
    assert second["order"].iloc[0] == runs
    assert (second["start"].iloc[1:].to_numpy() >= second["end"].iloc[:-1].to_numpy()).all()


def test_what_is_left_of_a_lot_is_a_part_of_it(state: FloorState) -> None:
    """A lot in process has between a twentieth and the whole of its work left, any other all of it."""
    on = state.planned["station"] >= 0
    left = state.planned["remaining"]
    assert ((left[on] >= 0.05) & (left[on] <= 1)).all()
    assert (left[~on] == 1).all()


def test_products_that_the_plant_does_not_know_are_counted(log: EventLog, state: FloorState) -> None:
    """Orders of a product that the plant does not make are left out and counted, the others are told."""
    plant = shop()
    known = plant.model_copy(update={"products": plant.products[:1]})
    fewer = floor_state(log, known, np.datetime64(MOMENT, "us"))
    assert len(fewer.planned) + fewer.left_out == len(state.planned)
    assert fewer.left_out == (there(log)["product"] == "B").sum()


def test_the_clock_counts_from_the_weeks_monday() -> None:
    """Seconds count from Monday 00:00 on the wall of the week of the moment, through a change of clocks."""
    clock = LocalSeconds(np.datetime64("2025-03-26T10:00", "us"), "Europe/Berlin")
    times = pd.Series(pd.to_datetime(["2025-03-23 23:00", "2025-03-30 00:30", "2025-03-30 22:00", None]))
    found = clock(times.astype("datetime64[us]"))
    assert found[:3].tolist() == [0.0, 6 * DAY + 1.5 * HOUR, 7 * DAY]
    assert np.isnan(found[3])


def test_an_empty_floor_is_no_order() -> None:
    """Before the first release nothing is on the floor, and all that comes is told."""
    log = simulate(shop(), horizon=3 * DAY, seed=4)
    state = floor_state(log, shop(), np.datetime64(datetime(2024, 1, 1), "us"))  # noqa: DTZ001 - UTC
    assert (state.planned["station"] == -1).all()
    assert (state.planned["step"] == 0).all()
    assert len(state.planned) == len(log.order_frame())


def test_at_the_begin_of_a_log_orders_stand_where_they_are_next_seen() -> None:
    """What was done before the records begin they do not tell: an order stands at its first step from then on."""
    from calibrate.shift_shop import WEEKS, shop  # noqa: PLC0415 - said where it is used
    from plantwright.calibrate.floor_state import floor_at_begin  # noqa: PLC0415
    from plantwright.twin.log import simulate  # noqa: PLC0415

    log = simulate(shop(), warm_up=2 * WEEKS, horizon=WEEKS, seed=2)
    state, rows = floor_at_begin(log, shop()), log.frame()
    first = rows[rows["kind"] == "process"].sort_values("start").groupby("order")["operation"].first()
    steps = [one.id for one in shop().products[0].routings[0].operations]
    here = state.planned["released"] < state.start
    assert here.sum() > 1
    for name, step in zip(np.array(state.names)[here], state.planned["step"][here], strict=True):
        assert steps[step] == first[name]
