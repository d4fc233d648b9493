"""Bills of materials and planned requirements."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.supply.history import History, history, rates
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text


@template("supply.bill_of_materials", "number")
def screws_for_an_order(case: Case, draw: Draw) -> Draft:
    """Ask how many of a part two levels down an order needs, with scrap at the level between."""
    product = draw.one(rates(case))
    ordered = max(round(product.lot), 1) * draw.whole(2, 6)
    frames, each, direct, screws = draw.whole(1, 3), draw.whole(2, 5), draw.whole(1, 4), draw.whole(2, 6)
    lost = draw.whole(8, 20)
    good = ordered * (frames * each + direct)
    made = -(-100 * good // (100 - lost))
    table = Table(
        title="Suppose it is built so",
        columns=(Column(name="one"), Column(name="needs"), Column(name="of these")),
        rows=((product.product, frames, "frame"), (product.product, direct, "bracket"), ("frame", each, "bracket"),
              ("bracket", screws, "screw")),
    )  # fmt: skip
    return Draft(
        stem=f"{text(ordered, 'pieces')} of {product.product} are ordered. Suppose that {lost} % of all brackets begun "
        "become scrap, with their screws in them; nothing else is lost.\n\nHow many screws are needed? Brackets are "
        "whole.",
        views=(table,),
        answer=number(
            made * screws,
            "pieces",
            ("forgot_scrap", good * screws, "Some brackets become scrap, so that more must be begun."),
            ("one_path_only", ordered * frames * each * screws, "Brackets are needed in two places."),
            ("scrap_of_good", round(good * (1 + lost / 100)) * screws, "The share is of those begun, not of the good."),
            ("skipped_a_level", ordered * screws, "Go through every level between the product and the screw."),
            share=0.001,
            least=0.5,
        ),
        solution=(
            f"Good brackets: {ordered} × ({frames} × {each} + {direct}) = {text(good, digits=9)}.",
            f"Begun: {text(good, digits=9)} / {text(1 - lost / 100)}, rounded up: {text(made, digits=9)}.",
            f"Screws: {text(made, digits=9)} × {screws} = {text(made * screws, 'pieces', 9)}.",
        ),
        hints=(
            "Go down from the product level by level; a part may be needed in more than one place.",
            "First find the good brackets, both in frames and in the product itself.",
            "Divide them by the share that is good to get those begun, round up, and multiply by the screws of one.",
        ),
        again=lambda: Exactly(float(_tried(ordered, (frames, each, direct), lost) * screws)),
    )


def _tried(ordered: int, needs: tuple[int, int, int], lost: int) -> int:
    """Return the fewest brackets to begin, by walking every frame of every piece, then trying one count after another.

    Every bracket walked past is good; brackets are begun until enough of them are.
    """
    frames, each, direct = needs
    good = sum(each for _ in range(ordered) for _ in range(frames)) + sum(direct for _ in range(ordered))
    begun = good
    while begun * (100 - lost) < good * 100:
        begun += 1
    return begun


@dataclass(frozen=True)
class Plan:
    """What is known when requirements are planned."""

    gross: tuple[int, ...]
    on_hand: int
    receipt: int
    """What is under way and comes in the second period."""
    lot: int

    def needed(self) -> tuple[int, int]:
        """Return the first period [0 is the first] that runs short, and the order that covers it."""
        stock = self.on_hand
        for k, need in enumerate(self.gross):
            stock += (self.receipt if k == 1 else 0) - need
            if stock < 0:
                return k, -(stock // self.lot) * self.lot
        return len(self.gross), 0

    def least(self, period: int) -> int:
        """Return the least number of lots, in pieces, that keep the stock from running short up to a period."""
        order = 0
        while self.on_hand + self.receipt + order < sum(self.gross[: period + 1]):
            order += self.lot
        return order


@template("supply.mrp", "number")
def first_release(case: Case, draw: Draw) -> Draft:
    """Ask for the size of the first planned order, from requirements, stock, a receipt and a lot size."""
    past = history(case, draw, 6, unit="pieces")
    plan, lead = _plan(past, draw), draw.whole(1, 2)
    short, order = plan.needed()
    net = sum(past.values[: short + 1]) - plan.on_hand - plan.receipt
    return Draft(
        stem=f"The table holds the gross requirements. {text(plan.on_hand, 'pieces')} are on hand, and "
        f"{text(plan.receipt, 'pieces')} come in {past.period} 2. Suppose that an order is made in lots of {plan.lot}, "
        f"comes in {lead} {past.period}{'s' * (lead > 1)} after its release, and is released as late as it can be."
        "\n\nHow many pieces must the first planned order have?",
        views=(past.table(),),
        answer=number(
            order,
            "pieces",
            ("no_lot_size", net, "Orders are made in whole lots."),
            ("forgot_stock", -(-(net + plan.on_hand) // plan.lot) * plan.lot, "What is on hand covers a part."),
            ("forgot_receipt", -(-(net + plan.receipt) // plan.lot) * plan.lot, "An order is under way already."),
            ("gross_for_net", past.values[short], "That is a gross requirement; what of it is not covered?"),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Stock, receipt and requirements run short first in {past.period} {short + 1}, by {text(net, 'pieces')}.",
            f"In lots of {plan.lot}: {text(order, 'pieces')}.",
            f"It is released {lead} before, in {past.period} {short + 1 - lead}.",
        ),
        hints=(
            "Follow the stock that is left from one row to the next until it would fall below nothing.",
            "What is missing then is the net requirement; stock and receipt are taken off already.",
            "Round the net requirement up to whole lots.",
        ),
        again=lambda: Exactly(float(plan.least(short))),
    )


def _plan(past: History, draw: Draw) -> Plan:
    """Return a plan that first runs short in the third period or later, and not in the last."""
    lot = max(round(sum(past.values) / 6 / 10), 1) * draw.whole(3, 8)
    on_hand = past.values[0] + draw.whole(1, max(past.values[1] // 2, 2))
    cover = sum(past.values[: draw.whole(2, 3)]) + draw.whole(0, max(past.values[3] // 3, 1))
    return Plan(past.values, on_hand, max(cover - on_hand, 1), lot)
