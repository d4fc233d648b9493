"""Penny fabs: their laws, and the twin against them."""

from __future__ import annotations

from math import comb

import pytest

from plantwright.learn.games import game as games
from plantwright.learn.games import penny
from plantwright.learn.games.nouns import Decision
from plantwright.theory.closed_networks import convolution
from plantwright.theory.open_networks import Node


@pytest.mark.parametrize("fab", [penny.ONE, penny.TWO], ids=lambda fab: fab.name)
@pytest.mark.parametrize("wip", [1, 3, 4, 8, 12])
def test_without_variability_a_fab_is_its_best_case(fab: penny.Fab, wip: int) -> None:
    """The twin makes exactly min(w/T0, rb), to rounding."""
    assert penny.run(fab, "constant", wip, 1).throughput.mean == pytest.approx(penny.best_case(fab, wip), rel=1e-12)


@pytest.mark.parametrize("wip", [1, 2, 5, 9])
def test_every_split_is_equally_likely(wip: int) -> None:
    """In Penny Fab One the last station is busy in w/(w + 3) of all splits of w pennies over four stations, counted."""
    idle = comb(wip + 2, 2)
    exact = (1 - idle / comb(wip + 3, 3)) * 0.5
    assert penny.exponential(penny.ONE, wip) == pytest.approx(exact)


@pytest.mark.parametrize("wip", [1, 4, 8, 20])
def test_two_has_a_product_form(wip: int) -> None:
    """Penny Fab Two by mean value analysis is what convolution gives, between practical worst and best case."""
    nodes = [Node(one.hours, one.stations) for one in penny.TWO.steps]
    found = penny.exponential(penny.TWO, wip)
    assert found == pytest.approx(convolution(nodes, wip).throughput)
    assert penny.practical_worst_case(penny.TWO, wip) <= found + 1e-12
    assert found <= penny.best_case(penny.TWO, wip) + 1e-12


@pytest.mark.parametrize("fab", [penny.ONE, penny.TWO], ids=lambda fab: fab.name)
def test_exponential_times_are_within_a_percent(fab: penny.Fab) -> None:
    """Runs of 60,000 hours come within 1 % of the exact throughput at W0."""
    wip = round(fab.critical_wip())
    found = penny.run(fab, "exponential", wip, 5, 60_000.0).throughput
    assert found.mean == pytest.approx(penny.exponential(fab, wip), rel=0.01)


def test_the_best_without_variability_is_critical_wip() -> None:
    """With constant times the expert keeps W0 on the floor and gets the exact profit."""
    for name, critical in (("penny-fab-one", 4.0), ("penny-fab-two", 8.0)):
        over = games.played_by(games.start(name, {"times": "constant", "rounds": 1}), "expert")
        assert over.turns[0].figures["pennies"] == critical
        told = games.debrief(over)
        assert all(one.yours == pytest.approx(one.exact) for one in told.figures)


def test_too_many_pennies_only_wait() -> None:
    """Twice the pennies above W0 make the same without variability, and wait twice as long."""
    state = games.start("penny-fab-one", {"times": "constant", "rounds": 2})
    for wip in (8.0, 16.0):
        state = games.play(state, Decision(values={"pennies": wip}))
    few, many = (turn.figures for turn in state.turns)
    assert few["throughput"] == many["throughput"]
    assert many["flow_time"] == pytest.approx(2 * few["flow_time"])
