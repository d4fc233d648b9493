"""What holds on any plant with all that the twin knows.

300 plants by default, the same at every run. To draw ten thousand others:
``PLANTWRIGHT_PLANTS=10000 python -m pytest tests/laws/test_rich_plants.py``
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings

from laws.floors import SLACK, Run, run_of
from laws.rich_plants import rich_plants
from laws.strategies import HOUR
from plantwright.errors import TwinError
from plantwright.model.plant import Plant
from plantwright.twin.kernel import floor as records
from plantwright.twin.replicate import floor_metrics, order_metrics, summarize

END = 6 * 24 * HOUR
COUNT = int(os.environ.get("PLANTWRIGHT_PLANTS", "0"))

many = settings(
    max_examples=COUNT or 300,
    deadline=None,
    derandomize=COUNT == 0,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


@many
@given(rich_plants())
def test_every_law_on_any_plant(plant: Plant) -> None:
    """A run ends, or is refused with a work center named; times are in order, nothing is at two places, pieces stay."""
    try:
        run = run_of(plant, end=END, seed=3)
    except TwinError as error:
        refused = error
    else:
        refused = None
    if refused is not None:
        assert all("work center" in one for one in refused.problems), refused.problems
        return
    orders_balance(run)
    times_are_in_order(run)
    stations_do_one_thing(run)
    workers_are_at_one_place(run)
    pieces_stay(run)
    yields_are_linked(run)
    cards_are_kept(run)
    sums_agree(run)


def orders_balance(run: Run) -> None:
    """Every order released is written once, completed or on the floor."""
    orders, state = run.orders(), run.floor.state[0]
    assert len(np.unique(orders["order"])) == len(orders)
    pending = int(state["pending"] >= 0)
    told_later = sum(one.released > END for one in run.plant.orders)
    assert len(orders) + state["lost"] + pending + told_later == state["released"]
    assert np.isnan(orders["completed"]).sum() == state["on_floor"] - pending


def times_are_in_order(run: Run) -> None:
    """Ready, start, end and left never fall, where they are known."""
    rows = run.floor.rows[: run.floor.state[0]["rows"]]
    for before, after in (("ready", "start"), ("start", "end"), ("end", "left")):
        known = ~np.isnan(rows[before]) & ~np.isnan(rows[after])
        assert (rows[after][known] >= rows[before][known] - SLACK).all(), (before, after)


def occupied(run: Run) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """Iterate over the stations, each with its loads from begin to the last lot's leaving."""
    visits = run.visits()
    visits = visits[visits["station"] >= 0]
    for station, rows in run.by("station", visits):
        loads: dict[float, float] = {}
        for row in rows:
            left = END if np.isnan(row["left"]) else row["left"]
            loads[float(row["start"])] = max(loads.get(float(row["start"]), 0.0), float(left))
        yield station, sorted(loads.items())


def stations_do_one_thing(run: Run) -> None:
    """Hold one load at a time on a station, and maintain none with a load on it."""
    care = run.rows(records.MAINTENANCE_ROW)
    for station, loads in occupied(run):
        for (_, left), (start, _) in pairwise(loads):
            assert start >= left - SLACK
        for stop in care[care["station"] == station]:
            end = min(stop["end"], END)
            assert all(left <= stop["start"] + SLACK or start >= end - SLACK for start, left in loads)


def workers_are_at_one_place(run: Run) -> None:
    """Let a worker attend one load at a time."""
    held: dict[int, set[tuple[float, float]]] = defaultdict(set)
    attends = run.rows(records.ATTEND_ROW)
    early = {(int(row["station"]), float(row["start"])) for row in attends}
    whole = [row for row in run.visits() if (int(row["station"]), float(row["start"])) not in early]
    for row in [*whole, *attends]:
        if row["worker"] >= 0:
            held[int(row["worker"])].add((float(row["start"]), END if np.isnan(row["end"]) else float(row["end"])))
    for spans in held.values():
        for (_, end), (start, _) in pairwise(sorted(spans)):
            assert start >= end - SLACK


def pieces_stay(run: Run) -> None:
    """Find what was ordered either good or scrapped, to the piece."""
    orders = run.orders()
    scrapped = np.zeros(int(run.floor.state[0]["released"]) + 1)
    visits = run.rows(records.PROCESS_ROW)
    done = visits[~np.isnan(visits["end"])]
    np.add.at(scrapped, done["order"], done["scrapped"])
    gone = orders[~np.isnan(orders["completed"])]
    assert np.allclose(gone["good"] + scrapped[gone["order"]], gone["quantity"], atol=1e-6)


def yields_are_linked(run: Run) -> None:
    """Link each order that came out of another to it, once and with all its pieces, and no order to one of its own."""
    orders = {int(one["order"]): one for one in run.orders()}
    names = [one.id for one in run.plant.products]
    given_off = {(one.id, name) for one in run.plant.products for name in one.yielded_names()}
    links = run.floor.links[: run.floor.state[0]["links"]]
    born: dict[int, float] = defaultdict(float)
    for link in links:
        parent, child = orders[int(link["parent"])], orders[int(link["child"])]
        pair = names[parent["product"]], names[child["product"]]
        # what is also put in again is linked then, too
        if pair in given_off and child["released"] >= parent["released"] and child["order"] > parent["order"]:
            born[int(link["child"])] = max(born[int(link["child"])], float(link["quantity"]))
    assert all(orders[child]["quantity"] >= pieces - 1e-9 for child, pieces in born.items())
    brought = len(run.plant.orders) or any(
        part.ordered for _, step in run.plant.operations() for part in step.components
    )
    if given_off and not brought:
        yielded = {name for _, name in given_off}
        own = [one for one in orders.values() if names[one["product"]] in yielded]
        assert all(born[int(one["order"])] == one["quantity"] for one in own)


def cards_are_kept(run: Run) -> None:
    """Cards in use are counted right: none left over on an empty floor, none below zero."""
    assert (run.floor.centers["cards"] >= 0).all()
    assert (run.floor.centers["coming"] >= 0).all()
    assert (run.floor.centers["waiting"] >= 0).all()


def sums_agree(run: Run) -> None:
    """Sum the orders up as their list says, with or without a log."""
    window = (0.0, END)
    told = floor_metrics(run.floor, window)
    counted = order_metrics(run.orders(), window)
    for name in ("wip", "flow_mean", "flow_p95", "on_time"):
        assert np.isclose(told[name], counted[name], rtol=1e-9, equal_nan=True), name
    silent = summarize(run.tables, warm_up=0.0, horizon=END, seed=3)
    assert all(np.isclose(silent.metrics[name], told[name], rtol=1e-12, equal_nan=True) for name in told)
