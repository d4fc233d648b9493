"""The beer game: four echelons, each orders from the one above it, and everything takes weeks.

References
----------
.. [1] Sterman (1989). Modeling managerial behavior: misperceptions of feedback in a dynamic decision making experiment.
   Management Science 35(3), 321-339.
.. [2] Edali, Yasarcan (2014). A mathematical model of the beer game. Journal of Artificial Societies and Social
   Simulation 17(4), 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field

from plantwright.learn.games.beer_board import SEATS, START, Board, after_week
from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, Settings, Shown, Turn, Values
from plantwright.model.quantity import Count, ZeroCount

MOST = 999
THETA, ALPHA, BETA, ANCHOR = 0.36, 0.26, 0.34, 17.0
"""Means of Sterman's estimates over his players."""
BENCHMARK = {"retailer": 46.0, "wholesaler": 50.0, "distributor": 54.0, "factory": 54.0}
"""Costs of the benchmark that Sterman reports for the classic game of 36 weeks [$]."""
UNITS = {"inventory": "cases", "backlog": "cases", "asked_for": "cases", "received": "cases", "in_transit": "cases",
         "week_cost": "$", "cost": "$"}  # fmt: skip


class BeerSettings(Settings):
    """What customers ask for, before and after it changes."""

    rounds: Count = Field(default=36, le=60)
    before: ZeroCount = Field(default=4, le=100)
    """Demand until it changes [cases/week]."""
    after: ZeroCount = Field(default=8, le=100)
    """Demand from then on [cases/week]."""
    changes_in: Count = Field(default=5, le=60)
    """The week in which it changes."""


def demand(told: BeerSettings, week: int) -> int:
    """Return what customers ask for in a week, counted from 1 [cases]."""
    return told.before if week < told.changes_in else told.after


def board_of(state: GameState) -> Board:
    """Return the board when seats decide: beer has come and gone, orders have moved on by one week.

    Notes
    -----
    It is played from the first week with the orders of the state.
    """
    told = BeerSettings.model_validate(state.settings)
    board = after_week(START, demand(told, 1))
    for week, turn in enumerate(state.turns, 2):
        orders = tuple(int(turn.decisions[seat]["order"]) for seat in SEATS)
        board = after_week(board.ordered(orders), demand(told, week))
    return board


def costs(state: GameState) -> dict[str, float]:
    """Return what each seat has cost over the weeks it decided in [$]."""
    return {seat: sum(turn.figures[f"{seat}.week_cost"] for turn in state.turns) for seat in SEATS}


def bullwhip(state: GameState) -> dict[str, float]:
    """Return the variance of each seat's orders over that of what customers asked for [1]; empty where that is 0."""
    told = BeerSettings.model_validate(state.settings)
    asked = _variance([float(demand(told, week)) for week in range(1, len(state.turns) + 1)])
    if not asked:
        return {}
    return {seat: _variance([turn.decisions[seat]["order"] for turn in state.turns]) / asked for seat in SEATS}


def _variance(numbers: list[float]) -> float:
    mean = sum(numbers) / len(numbers)
    return sum((one - mean) ** 2 for one in numbers) / len(numbers)


class Beer:
    """The beer game: each seat orders every week, and sees nothing but its own."""

    name = "beer"
    title = "The beer game"
    about = (
        "Retailer, wholesaler, distributor and factory. Every week, order from the seat above you; an order takes two "
        "weeks to get there, and beer two weeks to come back (the factory waits three in all). A case in stock costs "
        "0.50 $ a week, a case owed 1.00 $. The team with the lowest cost wins."
    )
    better: Literal["lower"] = "lower"
    unit = "$"
    runs_twin = False
    settings = BeerSettings

    @property
    def seats(self) -> tuple[str, ...]:
        """Return the four echelons, from the customer up."""
        return SEATS

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - all are asked the same
        """Return the question for the order."""
        return (Asked(name="order", text="Cases to order", unit="cases", low=0, high=MOST),)

    def problems(self, state: GameState, values: Values) -> Iterable[str]:  # noqa: ARG002 - any order can be placed
        """Return nothing: the range says all."""
        return ()

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return each seat's stock, backlog and cost of the week."""
        board = board_of(state)
        figures: Values = {}
        for seat, one in zip(SEATS, board.echelons, strict=True):
            figures |= {
                f"{seat}.inventory": one.inventory,
                f"{seat}.backlog": one.backlog,
                f"{seat}.order": decisions[seat]["order"],
                f"{seat}.week_cost": one.week_cost(),
            }
        return figures

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return the week and the team's cost: all that is open to all."""
        return (
            Shown(name="week", value=float(min(len(state.turns) + 1, int(state.settings["rounds"]))), unit="weeks"),
            Shown(name="team_cost", value=self.value(state), unit="$"),
        )

    def seen(self, state: GameState, seat: str) -> tuple[Shown, ...]:
        """Return a seat's own stock, what it owes, what was asked for and what is on its way to it."""
        one = board_of(state).echelons[SEATS.index(seat)]
        numbers = {
            "inventory": one.inventory, "backlog": one.backlog, "asked_for": one.asked_for, "received": one.received,
            "in_transit": sum(one.coming), "week_cost": one.week_cost(), "cost": costs(state)[seat],
        }  # fmt: skip
        return tuple(Shown(name=name, value=float(numbers[name]), unit=unit) for name, unit in UNITS.items())

    def computer(self, state: GameState, seat: str) -> Values:
        """Return the order of Sterman's rule: anchor on what is asked for, adjust, forget much of what is on its way.

        Notes
        -----
        ``max(0, L + α (S' − S − β SL))``, L smoothed with θ; S stock less backlog, SL ordered and not received.
        """
        board = board_of(state)
        one = board.echelons[SEATS.index(seat)]
        wanted = ALPHA * (ANCHOR - one.net() - BETA * board.supply_line(SEATS.index(seat)))
        return {"order": float(min(max(round(self._expected(state, seat) + wanted), 0), MOST))}

    def _expected(self, state: GameState, seat: str) -> float:
        """Return what a seat expects to be asked for, smoothed over all weeks so far."""
        told = BeerSettings.model_validate(state.settings)
        expected, index = 4.0, SEATS.index(seat)
        board = after_week(START, demand(told, 1))
        expected += THETA * (board.echelons[index].asked_for - expected)
        for week, turn in enumerate(state.turns, 2):
            orders = tuple(int(turn.decisions[name]["order"]) for name in SEATS)
            board = after_week(board.ordered(orders), demand(told, week))
            expected += THETA * (board.echelons[index].asked_for - expected)
        return expected

    def expert(self, state: GameState, seat: str) -> Values:
        """Return what was asked for until demand changes, then up to what the new demand needs, and not a case more.

        Notes
        -----
        Sterman's benchmark: his rule with α = β = 1 and θ = 0, up to S' + 4 = 32 cases, 24 at the factory; in the
        first four weeks everybody orders 4. Who knew of the change beforehand could do better still.
        """
        told = BeerSettings.model_validate(state.settings)
        if told.before != told.after and len(state.turns) + 1 < told.changes_in:
            return {"order": float(told.before)}
        index = SEATS.index(seat)
        board = board_of(state)
        level = (3 if seat == "factory" else 4) * told.after
        wanted = level - board.echelons[index].net() - board.supply_line(index)
        return {"order": float(min(max(wanted, 0), MOST))}

    def _ideal(self, state: GameState) -> GameState:
        """Return as many weeks played by the expert."""
        ideal = state.model_copy(update={"turns": (), "waiting": {}})
        for _ in state.turns:
            orders = {seat: self.expert(ideal, seat) for seat in SEATS}
            turn = Turn(decisions=orders, figures=self.turned(ideal, orders))
            ideal = ideal.model_copy(update={"turns": (*ideal.turns, turn)})
        return ideal

    def value(self, state: GameState) -> float:
        """Return the cost of the team."""
        return sum(costs(state).values())

    def debrief(self, state: GameState) -> Debrief:
        """Return each seat's cost beside the benchmark, and how much its orders swing."""
        told = BeerSettings.model_validate(state.settings)
        ideal = self._ideal(state)
        published = told == BeerSettings() and len(state.turns) == told.rounds
        exact = BENCHMARK if published else costs(ideal)
        how: Literal["published", "the same draws"] = "published" if published else "the same draws"
        figures = [
            Compared(name=f"cost of the {seat}", yours=value, exact=exact[seat], unit="$", how=how)
            for seat, value in costs(state).items()
        ]
        figures.append(
            Compared(name="cost of the team", yours=self.value(state), exact=sum(exact.values()), unit="$", how=how)
        )
        swings, calm = bullwhip(state), bullwhip(ideal)
        figures += [
            Compared(name=f"variance of the {seat}'s orders over that of demand", yours=value, exact=calm[seat],
                     unit="1", how="the same draws")
            for seat, value in swings.items()
        ]  # fmt: skip
        law = (
            "What you order now comes in four weeks (three at the factory). Whoever forgets what is on its way orders "
            "it twice, and each seat above sees a bigger wave. In Sterman's trials people cost far more."
        )
        return Debrief(
            title=self.title, law=law, figures=tuple(figures), source="Sterman (1989), Management Science 35(3)",
            formula="order = L + α (S' − S − β SL); the benchmark has α = β = 1, people 0.26 and 0.34",
        )  # fmt: skip
