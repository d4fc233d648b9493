"""Lot sizes: the least that a work center can carry, and the one with the shortest flow time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import a_setup, centers
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Series
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Lots:
    """Work in lots at one station, in shown figures."""

    name: str
    setup: float
    """Setup of a lot [min]."""
    piece: float
    """Process of a piece [min]."""
    share: float
    """Share of the station's time that the process of the demand takes, without setups [1]."""
    said: str

    def flow(self, lot: float) -> float:
        """Return a lot's mean time at the station, wait included, if all comes at random [min]."""
        used = self.share * (1 + self.setup / self.piece / lot)
        return (self.setup + lot * self.piece) / (1 - used)

    @property
    def best(self) -> float:
        """The lot size with the shortest flow time, by its formula."""
        root = math.sqrt(self.share)
        return self.setup / self.piece * root / (1 - root)


@template("flow.batching", "number")
def least_lot_that_is_carried(case: Case, draw: Draw) -> Draft:
    """Ask for the smallest lot with which a station can make the demand."""
    lots, hours = _lots(case, draw), draw.one((40, 80, 120))
    demand = max(int(rounded(lots.share * 60 * hours / lots.piece, 2)), 2)
    spare = 60 * hours - demand * lots.piece
    exact = demand * lots.setup / spare
    right = math.ceil(exact - 1e-9)
    return Draft(
        stem=f"{lots.said} {text(lots.setup, 'min')} on average, and a piece takes {text(lots.piece, 'min')} of "
        f"process. "
        f"Suppose that one station there must make {text(demand, 'pieces', 6)} in a week of {hours} h, with a "
        f"setup for "
        "each lot.\n\nHow many pieces must a lot have, at least, so that it can?",
        answer=number(
            float(right),
            "pieces",
            ("forgot_process", float(math.ceil(demand * lots.setup / 60 / hours)),
             "The process of the pieces needs time too; only what is left is there for setups."),
            ("rounded_down", float(right - 1), "With lots of that size the setups just do not fit."),
            ("number_of_setups", float(math.floor(spare / lots.setup)),
             "That is how many setups fit into the week; how many pieces must each then bring?"),
            share=1e-6,
        ),
        solution=(
            (f"Process: {demand} × {text(lots.piece, 'min')} = {text(demand * lots.piece, 'min', 6)} of "
            f"{text(60 * hours, 'min', 6)}."),
            f"Left for setups: {text(spare, 'min', 6)}, which are {text(spare / lots.setup)} setups.",
            f"{demand} / {text(spare / lots.setup)} = {text(exact)}, so at least {right} pieces.",
        ),
        hints=(
            "Process takes the same time in small lots and large ones; setups do not.",
            "How much time do the pieces leave for setups, and how many setups fit into it?",
            "Divide the pieces of the week by the setups that fit, and round up.",
        ),
        again=lambda: Exactly(float(_first_that_fits(lots, demand, hours))),
    )  # fmt: skip


@template("flow.batching", "number")
def lot_of_the_shortest_flow_time(case: Case, draw: Draw) -> Draft:
    """Ask for the lot size with the shortest flow time, read from its curve."""
    lots = _lots(case, draw)
    least = lots.share * lots.setup / lots.piece / (1 - lots.share)
    sizes = np.linspace(1.15 * least, 3.2 * lots.best, 60)
    times = np.array([lots.flow(one) for one in sizes]) / 60
    return Draft(
        stem=f"{lots.said} {text(lots.setup, 'min')} on average, and a piece takes {text(lots.piece, 'min')} of "
        f"process. "
        f"Suppose that the pieces' process alone takes {text(100 * lots.share)} % of a station's time. The chart shows "
        "how long lots of each size then stay there, wait included, if all is at random.\n\nAbout which lot size "
        "has the shortest time? Read the chart as closely as you can.",
        views=(
            Chart(title=f"Time of a lot at {lots.name}", mark="line", x=Axis(title="lot size", unit="pieces"),
                  y=Axis(title="mean time there", unit="h"),
                  series=(Series(x=tuple(sizes.tolist()), y=tuple(times.tolist())),),
                  read="Left of the lowest point setups crowd the station, right of it lots themselves take long."),
        ),
        answer=number(
            lots.best,
            "pieces",
            ("smallest_lot", float(sizes[0]), "With so small lots setups nearly fill the station, and lots wait long."),
            ("largest_lot", float(sizes[-1]), "Setups are few there, but each lot takes long and makes others wait."),
            ("read_the_time", float(times.min()), "That is the height of the lowest point; the lot size is below it."),
            share=0.2,
        ),
        solution=(
            "Time of a lot = (setup + lot × piece) / (1 − utilization), where setups raise the utilization.",
            (f"It is shortest at setup / piece × √r / (1 − √r), with r = {lots.share:g}, the share of process: "
            f"{text(lots.best, 'pieces', 3)}."),
        ),
        hints=(
            "Small lots bring many setups, large lots take long themselves.",
            "Find the lowest point of the line.",
            "Go straight down from there to the axis of the lot size.",
        ),
        again=lambda: Exactly(_where_it_turns(lots)),
    )  # fmt: skip


def _lots(case: Case, draw: Draw) -> Lots:
    """Return a work center's setup and pieces; where the log's setups are short, suppose longer ones."""
    share = draw.step(0.6, 0.85, 0.05)
    for _ in range(30):
        one = a_setup(case, draw)
        lots = Lots(one.center.name, one.minutes, one.center.minutes_a_piece, share, one.said)
        if lots.piece > 0 and 4 <= lots.best <= 2000:
            return lots
    known = [one for one in centers(case) if one.minutes_a_piece >= 0.01]
    if not known:
        raise NotHereError("no work center has process times of pieces")
    center = draw.one(known)
    setup = rounded(center.minutes_a_piece * draw.whole(3, 20), 2)
    said = f"Suppose that a setup at {center.name} takes"
    return Lots(center.name, setup, center.minutes_a_piece, share, said)


def _first_that_fits(lots: Lots, demand: int, hours: float) -> int:
    lot = 1
    while demand * lots.piece + demand / lot * lots.setup > 60 * hours * (1 + 1e-12):
        lot += 1
    return lot


def _where_it_turns(lots: Lots) -> float:
    """Return the lot size at which the slope of the flow time is nothing: a root of its numerator."""
    pace, spare = lots.share / lots.piece, 1 - lots.share
    roots = np.roots([spare * lots.piece, -2 * pace * lots.setup * lots.piece, -pace * lots.setup**2])
    return float(np.max(roots.real))
