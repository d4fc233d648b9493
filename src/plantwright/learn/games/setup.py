"""The setup game: shorten setups or make larger lots? One machine, several products, a setup for every lot.

References
----------
.. [1] Shingo (1985). A Revolution in Manufacturing: The SMED System.
.. [2] Karmarkar (1987). Lot sizes, lead times and in-process inventories. Management Science 33(3), 409-418.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import Literal

from pydantic import Field

from plantwright.learn.games.nouns import Asked, Compared, Debrief, GameState, Settings, Shown, Values
from plantwright.learn.games.run import Ran, Step, plant_of, ran
from plantwright.learn.games.solo import SEAT, Solo, last, priced, shown, total
from plantwright.model.distribution import Distribution
from plantwright.model.plant import Release
from plantwright.model.quantity import Count
from plantwright.theory.general import Moments, mg1

DEMAND = 10.0
"""Pieces of all products, as whole lots at random [1/h]."""
PIECE = 0.06
"""Run time of a piece [h]."""
PRODUCTS = 4
SETUP = 2.0
"""Of a lot, before any workshop [h]."""
SHORTER = 0.7
"""What a workshop leaves of a setup [1]."""
MOST_WORKSHOPS = 2
"""In one round."""
MOST_LOT = 500
MOST_LOAD = 0.95
"""Above it the queue takes longer to settle than a round is long."""
WEEK = 168.0
WARM_UP, HOURS = 4_000.0, 20_000.0
"""Of each of ten runs [h]."""
PRICED = {"piece_on_floor_costs": "holding", "workshop_costs": "workshop"}
UNITS = {
    "piece_on_floor_costs": "currency/h",
    "workshop_costs": "currency",
    "lot": "pieces",
    "setup": "h",
    "utilization": "1",
    "flow_time": "h",
    "wip": "pieces",
    "cost": "currency",
}


class SetupSettings(Settings):
    """What pieces on the floor and workshops cost."""

    rounds: Count = Field(default=4, le=6)
    """Each a week, run on the twin for much longer to be sure."""
    holding: float = Field(default=0.1, gt=0, allow_inf_nan=False)
    """For each piece on the floor [currency/h]."""
    workshop: float = Field(default=1_000.0, ge=0, allow_inf_nan=False)
    """For each workshop [currency]."""


def setup_after(workshops: int) -> float:
    """Return the setup time after so many workshops [h]."""
    return SETUP * SHORTER**workshops


def load(setup: float, lot: float) -> float:
    """Return the utilization of the machine [1]."""
    return DEMAND / lot * (setup + lot * PIECE)


def epei(setup: float) -> float:
    """Return the shortest interval in which every product can be made once [h].

    Notes
    -----
    EPEI = n s / (1 − D t): the time that is not needed for running, and the setups of all n products fill it.
    """
    return PRODUCTS * setup / (1 - DEMAND * PIECE)


def flow_time(setup: float, lot: int) -> float:
    """Return the mean flow time of a lot [h].

    Notes
    -----
    Lots come at random, each takes s + Q t: an M/D/1 queue, ``s + Q t + ρ (s + Q t) / (2 (1 − ρ))``.
    """
    return mg1(DEMAND / lot, Moments(setup + lot * PIECE, 0.0)).flow_time


def smallest_lot(setup: float) -> int:
    """Return the smallest lot that the machine can keep up with, well enough [pieces]."""
    return next(lot for lot in range(1, MOST_LOT + 1) if load(setup, lot) <= MOST_LOAD)


@lru_cache(maxsize=64)
def best_lot(setup: float) -> int:
    """Return the lot of the shortest flow time [pieces]."""
    return min(range(smallest_lot(setup), MOST_LOT + 1), key=lambda lot: flow_time(setup, lot))


def week_cost(told: SetupSettings, setup: float, lot: int) -> float:
    """Return what the pieces on the floor cost in a week, by Little's law [currency]."""
    return told.holding * DEMAND * flow_time(setup, lot) * WEEK


@lru_cache(maxsize=64)
def best_plan(told: SetupSettings) -> tuple[tuple[int, ...], float]:
    """Return the workshops of each round that cost least in all, and that cost, all plans tried [currency]."""

    def cost(plan: tuple[int, ...]) -> float:
        held, money = 0, 0.0
        for workshops in plan:
            held += workshops
            setup = setup_after(held)
            money += workshops * told.workshop + week_cost(told, setup, best_lot(setup))
        return money

    plan = min(product(range(MOST_WORKSHOPS + 1), repeat=told.rounds), key=cost)
    return plan, cost(plan)


@lru_cache(maxsize=256)
def run(setup: float, lot: int, seed: int) -> Ran:
    """Return what the twin makes of it."""
    release = Release(interarrival=Distribution.exponential(lot / DEMAND * 3600))
    plant = plant_of([Step(setup, hours_per_piece=PIECE)], release, Distribution.constant(1.0), lot)
    return ran(plant, warm_up=WARM_UP, hours=HOURS, seed=seed)


def _held(state: GameState) -> int:
    return int(total(state, "workshops"))


class SetupGame(Solo):
    """The setup game."""

    name = "setup"
    title = "The setup game"
    about = (
        f"One machine makes {PRODUCTS} products, {DEMAND:g} pieces/h in all, {PIECE * 60:.3g} min each; every lot "
        f"needs a setup of {SETUP:g} h. Each week choose the lot size, and workshops: each makes setups "
        f"{100 * (1 - SHORTER):.0f} % shorter for good. Pieces on the floor cost by the hour. Get the lowest cost."
    )
    better: Literal["lower"] = "lower"
    unit = "currency"
    runs_twin = True
    settings = SetupSettings

    def asked(self, state: GameState, seat: str) -> tuple[Asked, ...]:  # noqa: ARG002 - there is one seat
        """Return the questions for lot and workshops."""
        return (
            Asked(name="lot", text="Lot size", unit="pieces", low=1, high=MOST_LOT),
            Asked(name="workshops", text="Workshops this week", unit="workshops", low=0, high=MOST_WORKSHOPS),
        )

    def problems(self, state: GameState, values: Values) -> Iterable[str]:
        """Return that the machine cannot keep up, where it cannot."""
        setup, lot = setup_after(_held(state) + int(values["workshops"])), int(values["lot"])
        if load(setup, lot) > MOST_LOAD:
            yield (
                f"lot: {lot} with setups of {setup:.3g} h needs {100 * load(setup, lot):.1f} % of the machine; at most "
                f"{100 * MOST_LOAD:.0f} % is allowed; make lots of at least {smallest_lot(setup)}, or shorten the setup"
            )

    def turned(self, state: GameState, decisions: Mapping[str, Values]) -> Values:
        """Return what the twin found."""
        told = SetupSettings.model_validate(state.settings)
        lot, workshops = int(decisions[SEAT]["lot"]), int(decisions[SEAT]["workshops"])
        setup = setup_after(_held(state) + workshops)
        flow = run(setup, lot, state.seed + len(state.turns)).flow_time
        wip = DEMAND * flow.mean
        return {
            "lot": lot, "workshops": workshops, "setup": setup, "utilization": load(setup, lot), "flow_time": flow.mean,
            "low": flow.low, "high": flow.high, "wip": wip,
            "cost": told.holding * wip * WEEK + workshops * told.workshop,
        }  # fmt: skip

    def board(self, state: GameState) -> tuple[Shown, ...]:
        """Return what pieces on the floor and workshops cost, and the last week."""
        return shown({"setup": SETUP, **priced(state, PRICED), **last(state)}, UNITS)

    def computer(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return lots of twice the smallest, and one workshop in each of the first two weeks."""
        workshops = 1 if len(state.turns) < 2 else 0
        return {"lot": 2.0 * smallest_lot(setup_after(_held(state) + workshops)), "workshops": float(workshops)}

    def expert(self, state: GameState, seat: str) -> Values:  # noqa: ARG002 - there is one seat
        """Return this week of the best plan."""
        plan, _ = best_plan(SetupSettings.model_validate(state.settings))
        workshops = plan[len(state.turns)]
        return {"lot": float(best_lot(setup_after(_held(state) + workshops))), "workshops": float(workshops)}

    def value(self, state: GameState) -> float:
        """Return the cost of all weeks."""
        return total(state, "cost")

    def debrief(self, state: GameState) -> Debrief:
        """Return every week beside the M/D/1 queue, the interval in which all can be made, and the best plan."""
        told = SetupSettings.model_validate(state.settings)
        figures = [self._compared(turn.figures) for turn in state.turns]
        setup, lot = last(state)["setup"], last(state)["lot"]
        plan, cost = best_plan(told)
        figures += [
            Compared(name="every product comes again after, by your last lot; the shortest possible",
                     yours=lot * PRODUCTS / DEMAND, exact=epei(setup), unit="h", how="closed form"),
            Compared(name="lot of the shortest flow time, at your last setup", yours=lot, exact=best_lot(setup),
                     unit="pieces", how="closed form"),
        ]  # fmt: skip
        if len(state.turns) == told.rounds:
            weeks = ", ".join(str(one) for one in plan)
            name = f"cost of all weeks; the best plan has {weeks} workshops"
            figures.append(
                Compared(name=name, yours=self.value(state), exact=cost, unit=self.unit, how="enumeration")
            )  # fmt: skip
        law = (
            "Small lots mean many setups and a queue without end, large lots wait for themselves: there is a best lot "
            "between. A shorter setup makes it smaller, and flow time with it in the same proportion."
        )
        formula = "flow time = S + ρ S / (2 (1 − ρ)), S = s + Q t, ρ = D S / Q; EPEI = n s / (1 − D t)"
        return Debrief(title=self.title, law=law, formula=formula, source="Shingo (1985); Karmarkar (1987)",
                       figures=tuple(figures))  # fmt: skip

    def _compared(self, turn: Values) -> Compared:
        number = flow_time(turn["setup"], int(turn["lot"]))
        return Compared(
            name=f"flow time of lots of {turn['lot']:g} with setups of {turn['setup']:.3g} h", yours=turn["flow_time"],
            exact=number, unit="h", how="closed form", low=turn["low"], high=turn["high"],
            agrees=turn["low"] <= number <= turn["high"],
        )  # fmt: skip
