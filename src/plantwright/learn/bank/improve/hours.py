"""What an hour of the bottleneck is worth (Goldratt; Hopp and Spearman)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import made
from plantwright.learn.bank.make import choice, ordering
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


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
        if all(b > 1.05 * a for a, b in itertools.pairwise(ranked)):
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
               "share": f"About {text(rounded(lost / 2), 'EUR')} of margin: half, as there are other "
               "stations"}  # fmt: skip
    right = amounts["margin" if at_bottleneck else "nothing"]
    wrong = [("bottleneck_like_others", amounts["nothing"], "No other hour can make up for it."),
             ("others_like_bottleneck", amounts["margin"], ("Time in hand makes up for it as long as the bottleneck "
             "has work.")),
             ("wage_for_throughput", amounts["wage"], "The wage is paid either way."),
             ("share_of_stations", amounts["share"], "Ask whether the plant delivers less, and of what.")]  # fmt: skip
    return Draft(
        stem=f"Suppose that {one.center} is the bottleneck and works for {one.names[best]} only, of which more is "
        "asked for "
        f"than it can do, and that {other} has time in hand and work waiting after it. A person costs {wage} EUR an "
        "hour."
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
    """Return the option by what a week delivers with the hour and without it; elsewhere eight are in hand."""
    pace = 60 / one.minutes[best]
    rooms = {"bottleneck": 40.0, "other": 48.0}
    full = min(room * pace for room in rooms.values())
    rooms["bottleneck" if at_bottleneck else "other"] -= 1
    lost = (full - min(room * pace for room in rooms.values())) * one.margins[best]
    return amounts["nothing"] if lost < 1e-9 else f"About {text(rounded(lost), 'EUR')} of margin"
