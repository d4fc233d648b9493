"""Each dispatch rule on a queue small enough to rank by hand, by the formulas of ``docs/reference/dispatch.md``."""

from __future__ import annotations

import importlib.metadata
from importlib.metadata import EntryPoint

import pytest

from laws.floors import run_of
from laws.schedules import Told, constant, made, order_of, step, told
from plantwright.model.equipment import Setup, SetupTime, WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin import plugins

FIRST, A, B, C, D, E = range(6)


def _queue(rule: str, **more: object) -> Plant:
    """Return five lots that join behind one that holds the station until 10; B has 20 s of work to do elsewhere."""
    centers = [WorkCenter(id="a", dispatch=rule), WorkCenter(id="b")]
    products = [
        made("first", step("a", 10.0)),
        made("A", step("a", 4.0)),
        made("B", step("a", 2.0), step("b", 20.0)),
        made("C", step("a", 6.0)),
        made("D", step("a", 3.0)),
        made("E", step("a", 6.0)),
    ]
    orders: list[Told] = [("first", 0.0), ("A", 1.0, 30.0), ("B", 2.0, 36.0), ("C", 3.0, 21.0), ("D", 4.0),
                          ("E", 5.0, 10.0)]  # fmt: skip
    return told(centers, products, orders, **more)


RANKED = {
    "fifo": [A, B, C, D, E],
    "edd": [E, C, A, B, D],  # 10, 21, 30, 36, never
    "spt": [B, D, A, C, E],  # 2, 3, 4, 6, 6
    "slack": [E, B, C, A, D],  # due − remaining: 4, 14, 15, 26, never
    # at 10: E 0, B 26/22, C 11/6, A 20/4; at 16 C 5/6 has overtaken B 20/22
    "cr": [E, C, B, A, D],
    # at 10, k·p̄ = 8.4: B e^(−4/8.4)/2 = 0.311, E 1/6, C e^(−5/8.4)/6 = 0.092, A e^(−16/8.4)/4 = 0.037, D 0;
    # at 12 E 1/6, C e^(−3/9.5)/6; at 18 C is late, 1/6, and A e^(−8/8.67)/4 = 0.099
    "atc": [B, E, C, A, D],
    "atcs": [B, E, C, A, D],  # without setups
    "fewest_setups": [A, B, C, D, E],
}


@pytest.mark.parametrize("rule", RANKED)
def test_a_rule_ranks_as_its_formula_says(rule: str) -> None:
    """Five lots of known times and due dates leave a queue in the order worked out by hand from the rule's formula."""
    assert order_of(run_of(_queue(rule), end=99.0)) == [FIRST, *RANKED[rule]]


def test_the_mean_of_atc_is_that_of_the_lots_that_wait() -> None:
    """Looking 2·p̄ ahead, X of 2 s goes before the late Y of 10 s, and after it where a short third makes p̄ smaller."""
    # X: e^(−s/(2·p̄))/2 against Y: 1/10; equal where s = 2·p̄·ln 5. p̄ = (2 + 10 + z)/3: z = 18: 32.2; z = 3: 16.1
    for other, expected in ((18.0, [0, 1, 2, 3]), (3.0, [0, 2, 1, 3])):
        products = [made("first", step("a", 10.0)), made("X", step("a", 2.0)), made("Y", step("a", 10.0)),
                    made("Z", step("a", other))]  # fmt: skip
        orders: list[Told] = [("first", 0.0), ("X", 1.0, 10.0 + 2.0 + 25.0), ("Y", 2.0, 5.0), ("Z", 3.0)]
        plant = told([WorkCenter(id="a", dispatch="atc")], products, orders)
        assert order_of(run_of(plant, end=99.0)) == expected


@pytest.mark.parametrize("rule", ["edd", "slack", "cr", "atc", "atcs"])
def test_without_due_dates_the_first_goes_first(rule: str) -> None:
    """Lots without due dates are equal under every rule of due dates, and go in the order in which they came."""
    plant = _queue(rule)
    orders = tuple(one.model_copy(update={"due": None}) for one in plant.orders)
    assert order_of(run_of(plant.model_copy(update={"orders": orders}), end=99.0)) == [FIRST, A, B, C, D, E]


@pytest.mark.parametrize("rule", RANKED)
def test_a_rule_decides_within_a_priority(rule: str) -> None:
    """With urgent_first C and D of priority 1 go before all others, the rule's first of them first."""
    plant = _queue(rule, urgent_first=True)
    urgent = {2 + 1: 1, 2 + 2: 1}
    orders = tuple(one.model_copy(update={"priority": urgent.get(k, 2)}) for k, one in enumerate(plant.orders))
    found = order_of(run_of(plant.model_copy(update={"orders": orders}), end=99.0))
    assert found[0] == FIRST
    assert found[1:3] == [one for one in RANKED[rule] if one in (C, D)]
    assert set(found[3:]) == {A, B, E}


@pytest.mark.parametrize(("second", "expected"), [(2.0, [0, 1, 2]), (1.8, [0, 2, 1])])
def test_atcs_weighs_a_setup_against_the_mean_setup(second: float, expected: list[int]) -> None:
    """Both late, s = 3 and s̄ = (3 + 5)/2: a lot that needs the setup goes first below 4·e^(−3/4) = 1.89 s of 4 s."""
    times = (SetupTime(from_family="f", to_family="g", time=3.0), SetupTime(from_family="g", to_family="f", time=5.0))
    for rule, found in (("atcs", expected), ("atc", [0, 2, 1])):
        center = WorkCenter(id="a", dispatch=rule, setup=Setup(times=times))
        products = [made("first", step("a", 10.0), family="f"), made("p", step("a", 4.0), family="f"),
                    made("q", step("a", second), family="g")]  # fmt: skip
        plant = told([center], products, [("first", 0.0), ("p", 1.0, 5.0), ("q", 2.0, 5.0)])
        assert order_of(run_of(plant, end=99.0)) == found


def test_fewest_setups_runs_what_the_station_is_set_up_for() -> None:
    """Of q p q p behind a p both p go first, then both q, each in the order in which they came."""
    center = WorkCenter(id="a", dispatch="fewest_setups", setup=Setup(default=5.0))
    orders: list[Told] = [("p", 0.0), ("q", 1.0), ("p", 2.0), ("q", 3.0), ("p", 4.0)]
    plant = told([center], [made(name, step("a", 10.0)) for name in "pq"], orders)
    assert order_of(run_of(plant, end=99.0)) == [0, 2, 4, 1, 3]


@pytest.mark.parametrize("move", [0.0, 50.0])
def test_next_queue_feeds_the_shortest_queue(move: float) -> None:
    """Two lots wait at b and one at c: what is done after this step goes first, then one for c, also while it moves."""
    centers = [WorkCenter(id="a", dispatch="next_queue"), WorkCenter(id="b"), WorkCenter(id="c")]
    products = [made("first", step("a", 10.0)), made("X", step("a", 1.0), step("b", 200.0)),
                made("Y", step("a", 1.0), step("c", 200.0)), made("W", step("a", 1.0)),
                made("b", step("b", 200.0)), made("c", step("c", 200.0))]  # fmt: skip
    orders: list[Told] = [("first", 0.0), ("X", 1.0), ("Y", 2.0), ("W", 3.0), ("Y", 4.0)]
    orders += [("b", 0.0)] * 3 + [("c", 0.0)] * 2
    run = run_of(told(centers, products, orders, transport=constant(move)), end=99.0)
    # at 10: X 2, Y 1, W 0, Y 1; at 12, with one Y more at c: X 2, Y 2, and X came first
    assert order_of(run) == [0, 3, 2, 1, 4]


def by_ready(now, ready, due, process_time, remaining, setup, quantity, priority):  # type: ignore[no-untyped-def]
    """Return what ``fifo`` ranks by."""
    return ready


def by_due(now, ready, due, process_time, remaining, setup, quantity, priority):  # type: ignore[no-untyped-def]
    """Return what ``edd`` ranks by."""
    return due


def by_time(now, ready, due, process_time, remaining, setup, quantity, priority):  # type: ignore[no-untyped-def]
    """Return what ``spt`` ranks by."""
    return process_time


def by_slack(now, ready, due, process_time, remaining, setup, quantity, priority):  # type: ignore[no-untyped-def]
    """Return what ``slack`` ranks by."""
    return due - now - remaining


def by_ratio(now, ready, due, process_time, remaining, setup, quantity, priority):  # type: ignore[no-untyped-def]
    """Return what ``cr`` ranks by."""
    return (due - now) / remaining


def last(now, ready, due, process_time, remaining, setup, quantity, priority):  # type: ignore[no-untyped-def]
    """Return the last to come first, the rest of the arguments as they are in the plant."""
    return -ready if setup == 0.0 and quantity == 1.0 and priority == 2.0 else 1e9


OURS = {by_ready: "fifo", by_due: "edd", by_time: "spt", by_slack: "slack", by_ratio: "cr"}


@pytest.mark.parametrize("rule", [*OURS, last], ids=lambda rule: rule.__name__)
def test_a_package_gets_what_its_rule_is_promised(rule: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A brought rule that computes a known one from its arguments ranks the queue alike; one of its own, as it says."""

    class Entry(EntryPoint):
        def load(self) -> object:
            return rule

    known = [Entry("ours", "rules:ours", plugins.GROUP)]
    for where in (importlib.metadata, plugins):
        monkeypatch.setattr(where, "entry_points", lambda group: known)
    expected = RANKED[OURS[rule]] if rule in OURS else [E, D, C, B, A]  # type: ignore[index]
    assert order_of(run_of(_queue("plugin:ours"), end=99.0)) == [FIRST, *expected]
