"""What a piece costs, and what an hour of the bottleneck is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import Made, made
from plantwright.learn.bank.make import choice, number, ordering
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
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
            f"{text(100 * self.share)} % of the machine time; power and tools cost {self.machine} EUR a machine hour; rent "
            f"and management cost {text(self.overhead, 'EUR', 6)} a month, in which {text(self.monthly, 'pieces', 6)} are made."
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
            f"Material {text(one.material)} + power and tools {text(one.hours)} h × {one.machine} + person "
            f"{text(one.hours)} h × {text(one.share)} × {one.wage} = {text(one.varying, 'EUR')}.",
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
        stem=f"{one.told} The person is paid for these hours only, and there is room for more work.\n\nBy how much do the "
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
            f"What grows with a piece: {text(one.material)} + {text(one.hours)} × ({text(one.share)} × {one.wage} + "
            f"{one.machine}) = {text(one.varying, 'EUR')}.",
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


@dataclass(frozen=True)
class Mix:
    """Products that share a bottleneck."""

    center: str
    names: tuple[str, ...]
    minutes: tuple[float, ...]
    """Of a piece at the bottleneck [min]."""
    margins: tuple[float, ...]
    """Of a piece, supposed [EUR]."""

    @property
    def hourly(self) -> list[float]:
        """Return the margin of each product in an hour of the bottleneck [EUR/h]."""
        return [60 * margin / time for margin, time in zip(self.margins, self.minutes, strict=True)]

    def table(self) -> Table:
        """Return the products as rows."""
        columns = (Column(name="product"), Column(name=f"time at {self.center}", unit="min/piece"),
                   Column(name="margin", unit="EUR/piece"))  # fmt: skip
        rows = tuple(zip(self.names, self.minutes, self.margins, strict=True))
        return Table(title="Times are the log's medians, margins are supposed", columns=columns, rows=rows)


def mix(case: Case, draw: Draw) -> Mix:
    """Return three or four products of a work center; where the log has fewer, new ones are supposed."""
    at: dict[str, list[tuple[str, float]]] = {}
    for one in made(case):
        for center, each in one.centers:
            if each > 0:
                at.setdefault(center, []).append((one.product, each))
    if not at:
        raise NotHereError("no work center has a process time")
    center = draw.one([name for name, own in at.items() if len(own) == max(map(len, at.values()))])
    own = at[center]
    own = draw.some(own, min(len(own), draw.whole(3, 4)))
    base = own[0][1]
    own += [
        (f"new product {k} (suppose)", rounded(base * draw.step(0.4, 2.5, 0.1))) for k in range(1, 4 - len(own) + 0)
    ]
    for _ in range(200):
        margins = [rounded(time / 60 * draw.step(20, 140, 5), 2) for _, time in own]
        made_mix = Mix(center, tuple(n for n, _ in own), tuple(t for _, t in own), tuple(margins))
        ranked = sorted(made_mix.hourly)
        if all(b > 1.05 * a for a, b in zip(ranked, ranked[1:], strict=False)):
            return made_mix
    raise NotHereError("the products cannot be told apart")


@template("improve.bottleneck_hour", "order")
def products_by_bottleneck_hour(case: Case, draw: Draw) -> Draft:
    """Ask to rank products by their margin in an hour of the bottleneck."""
    one = mix(case, draw)
    hourly, margin = dict(zip(one.names, one.hourly, strict=True)), dict(zip(one.names, one.margins, strict=True))
    time = dict(zip(one.names, one.minutes, strict=True))
    return Draft(
        stem=f"Suppose that {one.center} is the bottleneck, and that more is asked for of every product than it can do."
        "\n\nPut the products in the order in which they should get its hours, the first one first.",
        views=(one.table(),),
        answer=ordering(
            draw,
            sorted(one.names, key=lambda name: -hourly[name]),
            ("margin_of_a_piece", sorted(one.names, key=lambda name: -margin[name]),
             "A large margin may take much time of the bottleneck."),
            ("shortest_first", sorted(one.names, key=lambda name: time[name]), "A short time may earn little."),
            ("worst_first", sorted(one.names, key=lambda name: hourly[name]), "That is the other way round."),
        ),
        solution=tuple(f"{name}: 60 × {text(margin[name])} / {text(time[name])} = {text(hourly[name], 'EUR/h')}."
                       for name in sorted(one.names, key=lambda name: -hourly[name])),
        hints=("What is scarce is the time of the bottleneck, not pieces.",
               "How many pieces of each product does an hour of it make?",
               "Multiply by the margin of a piece, and begin with the largest."),
        again=lambda: Exactly(tuple(_by_a_week(one))),
    )  # fmt: skip


def _by_a_week(one: Mix) -> list[str]:
    """Return the products by what a week of nothing else would earn, one removed after another."""
    earned = {}
    for name, time, margin in zip(one.names, one.minutes, one.margins, strict=True):
        earned[name] = margin * (40.0 / (time / 60.0))
    order = []
    while earned:
        order.append(max(earned, key=lambda name: earned[name]))
        del earned[order[-1]]
    return order


@template("improve.bottleneck_hour", "choice")
def hour_lost_elsewhere(case: Case, draw: Draw) -> Draft:
    """Ask what an hour lost costs, at the bottleneck or at a work center with time in hand."""
    one = mix(case, draw)
    others = sorted({center for product in made(case) for center, _ in product.centers} - {one.center})
    if not others:
        raise NotHereError("there is one work center only")
    at_bottleneck, other = bool(draw.whole(0, 1)), draw.one(others)
    best = one.hourly.index(max(one.hourly))
    lost, wage = rounded(one.hourly[best]), draw.whole(25, 60)
    place = one.center if at_bottleneck else other
    amounts = {"margin": f"About {text(lost, 'EUR')} of margin", "nothing": "Next to nothing of margin",
               "wage": f"About {text(wage, 'EUR')}, the wage of that hour",
               "share": f"About {text(rounded(lost / 2), 'EUR')} of margin: half, as there are other stations"}  # fmt: skip
    right = amounts["margin" if at_bottleneck else "nothing"]
    wrong = [("bottleneck_like_others", amounts["nothing"], "No other hour can make up for it."),
             ("others_like_bottleneck", amounts["margin"], "Time in hand makes up for it as long as the bottleneck has work."),
             ("wage_for_throughput", amounts["wage"], "The wage is paid either way."),
             ("share_of_stations", amounts["share"], "Ask whether the plant delivers less, and of what.")]  # fmt: skip
    return Draft(
        stem=f"Suppose that {one.center} is the bottleneck and works for {one.names[best]} only, of which more is asked for "
        f"than it can do, and that {other} has time in hand and work waiting after it. A person costs {wage} EUR an hour."
        f"\n\nWhat does an hour lost at {place} cost the plant?",
        views=(one.table(),),
        answer=choice(draw, right, "Yes.", *((t, n, f) for n, t, f in wrong if t != right)),
        solution=(
            f"The bottleneck earns 60 × {text(one.margins[best])} / {text(one.minutes[best])} = {text(lost, 'EUR/h')}.",
            "An hour that it loses is lost for the whole plant; elsewhere time in hand makes up for it.",
            f"So for {place}: {right[0].lower()}{right[1:]}.",
        ),
        hints=("Does the plant deliver less because of this hour?",
               "The bottleneck has no time in hand, the other work center has.",
               "If it delivers less: how many pieces does an hour make, and what does each earn?"),
        again=lambda: Exactly(_deliver(one, best, amounts, at_bottleneck)),
    )  # fmt: skip


def _deliver(one: Mix, best: int, amounts: dict[str, str], at_bottleneck: bool) -> str:
    """Return the option by what is delivered in a week with the hour and without it; the other place has 8 h in hand."""
    pace = 60 / one.minutes[best]
    rooms = {"bottleneck": 40.0, "other": 48.0}
    full = min(room * pace for room in rooms.values())
    rooms["bottleneck" if at_bottleneck else "other"] -= 1
    lost = (full - min(room * pace for room in rooms.values())) * one.margins[best]
    return amounts["nothing"] if lost < 1e-9 else f"About {text(rounded(lost), 'EUR')} of margin"
