"""What a piece costs, and what an hour of the bottleneck is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import Made, made
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Bill:
    """What a piece takes, as supposed but for its machine time."""

    product: Made
    material: float
    """[EUR/piece]"""
    wage: int
    """[EUR/h]"""
    machine: int
    """[EUR/h]"""
    overhead: int
    """Of a month [EUR]."""
    monthly: int
    """Pieces of a month."""
    share: float
    """How much of the machine time a person is there [1]."""

    @property
    def hours(self) -> float:
        """Return the machine time of a piece [h]."""
        return self.product.minutes / 60

    @property
    def varying(self) -> float:
        """Return what the next piece adds: material and people by the hour, and machine time [EUR]."""
        return self.material + self.hours * (self.wage * self.share + self.machine)

    @property
    def full(self) -> float:
        """Return the cost of a piece with its part of the overhead [EUR]."""
        return self.varying + self.overhead / self.monthly

    @property
    def told(self) -> str:
        """Say all of it."""
        return (
            f"By the log, a piece of {self.product.product} takes {text(self.product.minutes, 'min')} of machine time. "
            f"Suppose: material {text(self.material, 'EUR')} a piece; a person, {self.wage} EUR an hour, is there for "
            f"{text(100 * self.share)} % of the machine time; power and tools cost {self.machine} EUR a machine hour; "
            "rent "
            f"and management cost {text(self.overhead, 'EUR', 6)} a month, in which {text(self.monthly, 'pieces', 6)} "
            "are made."
        )


def bill(case: Case, draw: Draw) -> Bill:
    """Return a product with supposed prices of the size of its machine time."""
    product = draw.one(made(case))
    wage, machine, share = draw.whole(24, 48), draw.whole(5, 25), draw.step(0.3, 1.0, 0.1)
    monthly = draw.whole(2, 40) * 10
    work = product.minutes / 60 * (wage * share + machine)
    material = rounded(max(work * draw.step(0.3, 2.0, 0.1), 0.1), 2)
    overhead = max(round(work * monthly * draw.step(0.3, 1.2, 0.1), -1), 10)
    return Bill(product, material, wage, machine, int(overhead), monthly, share)


@template("improve.unit_cost", "number")
def full_cost_of_a_piece(case: Case, draw: Draw) -> Draft:
    """Ask for the full cost of a piece."""
    one = bill(case, draw)
    all_person = one.full + one.hours * one.wage * (1 - one.share)
    return Draft(
        stem=f"{one.told}\n\nWhat does a piece cost with its part of everything?",
        answer=number(
            one.full,
            "EUR",
            ("forgot_overhead", one.varying, "Rent and management must be paid by the pieces too."),
            ("person_all_the_time", all_person, "The person is there for a part of the machine time only."),
            ("forgot_people", one.full - one.hours * one.wage * one.share, "The person's time costs too."),
            ("minutes_for_hours", one.full + 59 * one.hours * (one.wage * one.share + one.machine),
             "The prices are for an hour, the machine time is in minutes."),
        ),
        solution=(
            (f"Material {text(one.material)} + power and tools {text(one.hours)} h × {one.machine} + person "
            f"{text(one.hours)} h × {text(one.share)} × {one.wage} = {text(one.varying, 'EUR')}."),
            f"Overhead: {text(one.overhead, digits=6)} / {one.monthly} = {text(one.overhead / one.monthly, 'EUR')}.",
            f"Together {text(one.full, 'EUR')}.",
        ),
        hints=("Add up four parts: material, people, machine, overhead.",
               "Turn machine time into hours before you multiply by prices an hour.",
               "Share the overhead of a month among its pieces."),
        again=lambda: Exactly(_month(one, one.monthly) / one.monthly),
    )  # fmt: skip


def _month(one: Bill, pieces: int) -> float:
    """Return what a month costs, by its four bills."""
    hours = pieces * one.product.minutes / 60
    bills = np.array([pieces * one.material, hours * one.machine, hours * one.share * one.wage, one.overhead])
    return float(bills.sum())


@template("improve.unit_cost", "number")
def cost_of_the_next_piece(case: Case, draw: Draw) -> Draft:
    """Ask by how much more a month costs when one order more is made."""
    one = bill(case, draw)
    more = draw.whole(5, 30)
    return Draft(
        stem=f"{one.told} The person is paid for these hours only, and there is room for more work.\n\nBy how much do "
        "the "
        f"costs of the month grow if {more} pieces more are made?",
        answer=number(
            more * one.varying,
            "EUR",
            ("full_for_marginal", more * one.full, "Rent and management do not grow with these pieces."),
            ("material_only", more * one.material, "People and machine work longer too."),
            ("one_piece", one.varying, "That is for a single piece."),
            ("forgot_people", more * (one.varying - one.hours * one.wage * one.share), "The person's time costs too."),
        ),
        solution=(
            (
                f"What grows with a piece: {text(one.material)} + {text(one.hours)} × ({text(one.share)} × {one.wage} "
                "+ "
                f"{one.machine}) = {text(one.varying, 'EUR')}."
            ),
            "Rent and management stay as they are.",
            f"{more} × {text(one.varying)} = {text(more * one.varying, 'EUR')}.",
        ),
        hints=(
            "Which of the parts changes when more is made, and which stays?",
            "Leave out what is paid for the month whatever is made.",
            "Add up what one piece more costs, and multiply.",
        ),
        again=lambda: Exactly(_month(one, one.monthly + more) - _month(one, one.monthly)),
    )
