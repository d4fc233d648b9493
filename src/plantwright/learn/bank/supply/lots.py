"""How much to order at once (the economic order quantity: Harris 1913; Silver, Pyke and Peterson, chapter on lots)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.supply.history import Rate, rates, sized
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text

WEEKS = 50
"""Weeks of work that questions take for a year."""


@dataclass(frozen=True)
class Lots:
    """What a lot size depends on, as shown."""

    rate: Rate
    yearly: float
    """[pieces/a]"""
    order_cost: float
    """Of one order or setup [EUR]."""
    holding_cost: float
    """Of one piece for a year [EUR]."""

    @property
    def best(self) -> float:
        """Return the economic order quantity [pieces]."""
        return math.sqrt(2 * self.yearly * self.order_cost / self.holding_cost)

    def cost(self, lot: float) -> float:
        """Return what orders and stock of a lot size cost [EUR/a]."""
        return self.order_cost * self.yearly / lot + self.holding_cost * lot / 2

    @property
    def told(self) -> str:
        """Say what is known and what is supposed."""
        return (
            f"By the log, {text(self.rate.weekly, 'pieces')} of {self.rate.product} are asked for in a week: "
            f"{text(self.yearly, 'pieces', 6)} in a year of {WEEKS} weeks. Suppose that each order costs "
            f"{text(self.order_cost, 'EUR')}, and that holding a piece for a year costs "
            f"{text(self.holding_cost, 'EUR')}."
        )


def some_lots(case: Case, draw: Draw) -> Lots:
    """Return a product with supposed costs that make a lot of one to eight weeks the best."""
    rate = draw.one(rates(case))
    yearly, order_cost = rounded(rate.weekly * WEEKS, 6), float(draw.step(20, 150, 5))
    weeks = draw.step(1, 8, 0.5)
    holding = rounded(2 * yearly * order_cost / max(rate.weekly * weeks, 3.0) ** 2, 2)
    return Lots(rate, yearly, order_cost, holding)


@template("supply.order_quantity", "number")
def economic_order_quantity(case: Case, draw: Draw) -> Draft:
    """Ask for the order quantity of least cost."""
    lots = some_lots(case, draw)
    whole = min((math.floor(lots.best) or 1, math.ceil(lots.best)), key=lots.cost)
    weekly = math.sqrt(2 * lots.rate.weekly * lots.order_cost / lots.holding_cost)
    return Draft(
        stem=f"{lots.told}\n\nHow many pieces should be ordered at once, so that orders and stock together cost least?",
        answer=number(
            whole,
            "pieces",
            ("forgot_the_two", lots.best / math.sqrt(2), "On average only half of a lot lies in stock."),
            ("week_for_year", weekly, "Demand and holding cost must be for the same time."),
            ("costs_swapped", math.sqrt(2 * lots.yearly * lots.holding_cost / lots.order_cost), ("Dear orders are "
            "large.")),
            ("forgot_the_root", lots.best**2, "The square root is still to be taken."),
            least=0.6,
        ),
        solution=(
            "The best lot is √(2 × yearly demand × cost of an order / cost of holding a piece).",
            (f"√(2 × {text(lots.yearly, digits=6)} × {text(lots.order_cost)} / {text(lots.holding_cost)}) = "
            f"{text(lots.best, digits=5)}."),
            f"In whole pieces: {text(whole, 'pieces', 6)}.",
        ),
        hints=(
            "Larger lots mean fewer orders but more stock; somewhere both cost the same.",
            "Orders in a year = demand / lot; mean stock = half of a lot.",
            "Set cost of orders equal to cost of stock and solve for the lot: a square root appears.",
        ),
        again=lambda: Exactly(float(_cheapest(lots))),
    )  # fmt: skip


def _cheapest(lots: Lots) -> int:
    """Return the cheapest whole lot by trying them from one piece on until cost rises."""
    lot = 1
    while lots.cost(lot + 1) < lots.cost(lot):
        lot += 1
    return lot


@template("supply.order_quantity", "number")
def cost_of_a_wrong_lot(case: Case, draw: Draw) -> Draft:
    """Ask what a lot that is not the best one costs more in a year."""
    lots = some_lots(case, draw)
    ratio = lots.rate.lot / lots.best
    own = 0.15 < ratio < 0.6 or 1.7 < ratio < 6
    lot = lots.rate.lot if own else float(max(round(lots.best * draw.one((0.4, 2.0, 2.5, 3.0))), 1))
    best, whose = rounded(lots.best), "as the log has them" if own else "as you may suppose"
    more = lots.cost(lot) - lots.cost(best)
    return Draft(
        stem=f"{lots.told} The best lot is {text(best, 'pieces')}; it is ordered in lots of {text(lot, 'pieces')}, "
        f"{whose}.\n\nHow much more do orders and stock together cost in a year than with the best lot?",
        answer=number(
            more,
            "EUR",
            ("total_for_difference", lots.cost(lot), "That is the whole cost of the lot in use."),
            ("stock_only", abs(lots.holding_cost * (lot - best) / 2), "Orders cost too, and their number changes."),
            ("orders_only", abs(lots.order_cost * lots.yearly * (1 / lot - 1 / best)), "Stock costs too."),
            ("full_lot_in_stock", abs(lots.cost(lot) + lots.holding_cost * (lot - best) / 2 - lots.cost(best)),
             "On average only half of a lot lies in stock."),
            share=0.02,
            least=0.002 * lots.cost(best),
        ),
        solution=(
            (f"Lots of {text(lot)}: {text(lots.order_cost * lots.yearly / lot, digits=6)} for orders + "
            f"{text(lots.holding_cost * lot / 2, digits=6)} for stock = {text(lots.cost(lot), 'EUR', 6)}."),
            f"Lots of {text(best)}: {text(lots.cost(best), 'EUR', 6)}.",
            f"Difference: {text(more, 'EUR', 5)} a year.",
        ),
        hints=(
            "Reckon the yearly cost for both lots in the same way.",
            "Orders: cost of one × demand / lot. Stock: cost of a piece × half of the lot.",
            "Add both for each lot, and subtract the smaller sum from the larger.",
        ),
        again=lambda: Exactly(_by_a_square(lots, lot) - _by_a_square(lots, best)),
    )  # fmt: skip


def _by_a_square(lots: Lots, lot: float) -> float:
    """Return the cost above the least possible one: what is left of it is a square (EUR/a)."""
    part = math.sqrt(lots.order_cost * lots.yearly / lot) - math.sqrt(lots.holding_cost * lot / 2)
    return part * part


@template("supply.order_quantity", "explain")
def assumptions_of_the_lot_size(case: Case, draw: Draw) -> Draft:
    """Ask which assumptions of the economic order quantity the plant breaks."""
    rate = draw.one(rates(case))
    flows, unit, _ = sized(np.array(rate.flow))
    pieces = np.array(rate.pieces)
    centers, products = case.steps["work_center"].nunique(), case.steps["product"].nunique()
    rows = (
        ("orders in the log", len(rate.flow)), ("smallest order [pieces]", float(pieces.min())),
        ("largest order [pieces]", float(pieces.max())), (f"shortest flow time [{unit}]", float(flows.min())),
        (f"longest flow time [{unit}]", float(flows.max())), ("products at the same work centers", int(products)),
    )  # fmt: skip
    spread = f"flow times from {text(float(flows.min()), unit)} to {text(float(flows.max()), unit)}"
    return Draft(
        stem=f"A colleague reckons the lot size of {rate.product} by the economic order quantity, and wants to make it "
        "so for ever.\n\nName at least two assumptions of that formula which this plant breaks, with figures of the "
        "table, and say what each one means for the lot size.",
        views=(Table(title=rate.product, columns=(Column(name="what"), Column(name="value")), rows=rows),),
        answer=Rubric(
            model=f"The formula takes demand as even and known: here orders are from {text(float(pieces.min()))} to "
            f"{text(float(pieces.max()), 'pieces')}. It takes lots to come at once after a known time: here the log "
            "has "
            f"{spread}. It looks at one product alone, though {products} products share {centers} work centers: a "
            "larger "
            "lot makes others wait, and many small ones take capacity by setups. So I take it as a first guess, round "
            "it "
            "freely, since cost is flat near the best lot, and check load and stock.",
            criteria=(
                Criterion(text="Names two assumptions: even known demand, fixed known lead time, one product alone, "
                          "no limit of capacity, fixed costs.", points=2),
                Criterion(text="Shows by figures of the table that the plant breaks them.", points=2),
                Criterion(text="Says what follows: safety stock, load by setups, waiting of other products.", points=1),
                Criterion(text="Says that the formula is a first guess and that cost is flat near its lot.", points=1),
            ),
        ),
        solution=("The formula assumes even, known demand, a known lead time and one product with all of the capacity.",
                  f"The log has {spread}, and {products} products at {centers} work centers.",
                  "The lot is a first guess; near it cost changes little."),
        hints=("What does the formula know about luck, and about other products?",
               "Compare the smallest with the largest figure in the table.",
               "Ask what happens to the others at a work center while a large lot runs."),
        again=None,
    )  # fmt: skip
