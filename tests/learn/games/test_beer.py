"""The beer game: nothing is lost, what seats see is their own, and orders swing more the farther from the customer."""

from __future__ import annotations

import numpy as np
import pytest

from plantwright.learn.games import game as games
from plantwright.learn.games.beer import Beer, board_of, bullwhip, costs
from plantwright.learn.games.beer_board import SEATS, START, after_week
from plantwright.learn.games.bullwhip import least_ratio, simulated_ratio
from plantwright.learn.games.nouns import Decision, GameState


def ordered(orders: list[tuple[float, ...]], **settings: float) -> GameState:
    """Return a game in which the seats ordered so."""
    state = games.start("beer", {"rounds": max(len(orders), 1), **settings})
    for week in orders:
        for seat, order in zip(SEATS, week, strict=True):
            state = games.play(state, Decision(seat=seat, values={"order": order}))
    return state


def test_in_balance_nothing_changes() -> None:
    """With 4 asked for and 4 ordered every seat stays at 12 cases, and costs 6 $ a week."""
    state = ordered([(4.0,) * 4] * 10, after=4)
    assert all(one.inventory == 12 and one.backlog == 0 for one in board_of(state).echelons)
    assert costs(state) == dict.fromkeys(SEATS, 60.0)


def test_no_case_is_lost() -> None:
    """Cases in stock and on their way grow by what is brewed and shrink by what customers are given, to the case."""
    draw = np.random.default_rng(2)
    board, gone = after_week(START, 4), 4
    brewed = 4  # the slip of the factory that lay on the board
    held = sum(one.inventory + sum(one.coming) for one in START.echelons)
    for _ in range(60):
        orders = tuple(int(one) for one in draw.integers(0, 20, 4))
        board = board.ordered(orders)
        demand = int(draw.integers(0, 20))
        owed = board.echelons[0].backlog + demand
        brewed += orders[-1]
        board = after_week(board, demand)
        gone += owed - board.echelons[0].backlog
        now = sum(one.inventory + sum(one.coming) for one in board.echelons)
        assert now == held + brewed - gone


def test_an_order_takes_four_weeks() -> None:
    """What the retailer orders more in week 1 is there in week 5; what the factory brews more in week 4."""
    state = ordered([(10.0, 4.0, 4.0, 10.0)] + [(4.0,) * 4] * 4, after=4)
    stock = [{seat: turn.figures[f"{seat}.inventory"] for seat in SEATS} for turn in state.turns]
    assert [one["retailer"] for one in stock] == [12, 12, 12, 12, 18]
    assert [one["factory"] for one in stock] == [12, 12, 12, 18, 18]


def test_a_seat_sees_nothing_of_the_others() -> None:
    """However the others order in the same week, a seat sees the same two weeks long."""
    calm = ordered([(4.0,) * 4, (4.0,) * 4])
    wild = ordered([(4.0, 4.0, 90.0, 90.0), (4.0,) * 4])
    assert games.seen(calm, "retailer") == games.seen(wild, "retailer")
    assert {one.name for one in games.board(calm)} == {"week", "team_cost"}


def test_people_swing_and_the_wave_grows() -> None:
    """By the rule of people each seat's orders vary more than those of the seat below, and the team pays dearly."""
    state = games.played_by(games.start("beer"))
    swings = [bullwhip(state)[seat] for seat in SEATS]
    assert swings == sorted(swings)
    assert swings[0] > 1
    assert Beer().value(state) > 5 * 204
    assert bullwhip(ordered([(4.0,) * 4] * 3, after=4)) == {}


@pytest.mark.parametrize(("lead_time", "averaged"), [(1, 5), (2, 4), (4, 10)])
def test_the_bullwhip_of_a_moving_average(lead_time: int, averaged: int) -> None:
    """Simulated order-up-to orders vary by 1 + 2L/p + 2L²/p² times the variance of demand."""
    found = simulated_ratio(lead_time, averaged, 400_000, 3)
    assert found == pytest.approx(least_ratio(lead_time, averaged), rel=0.01)
