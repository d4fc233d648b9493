"""Blocked and starved time along a line, and the size of a buffer."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.critical import some_line
from plantwright.learn.bank.flow.times import centers
from plantwright.learn.bank.make import choice, setting
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Axis, Chart, Series


@template("flow.buffers", "choice")
def bottleneck_by_blocking(case: Case, draw: Draw) -> Draft:
    """Ask which work center limits a line, from a chart of blocked and starved time."""
    names = [one.name for one in some_line(case, draw).stages]
    limit = draw.whole(0, len(names) - 1)
    blocked, starved = _shares(draw, len(names), limit)
    first, last = names[int(np.argmax(blocked))], names[int(np.argmax(starved))]
    others = [(name, "not_where_it_turns", "Is it blocked by what comes after it, or starved by what comes before?")
              for name in names]  # fmt: skip
    return Draft(
        stem=f"Suppose that orders pass {', '.join(names)} in this sequence, with little room between them, and "
        f"that each "
        "was blocked and starved for the shares of time in the chart.\n\nWhich one limits the line?",
        views=(
            Chart(title="Blocked and starved", mark="bars", x=Axis(title="work centers along the line"),
                  y=Axis(title="share of time", unit="%"),
                  series=(Series(name="blocked", x=tuple(names), y=tuple(blocked)),
                          Series(name="starved", x=tuple(names), y=tuple(starved))),
                  read="Blocked: done, but no room after it. Starved: nothing came from before it."),
        ),
        answer=choice(
            draw,
            names[limit],
            "What comes before it is blocked, what comes after it is starved; it is neither.",
            (first, "blamed_the_blocked", "It is kept from working by something that comes after it."),
            (last, "blamed_the_starved", "It is kept from working by something that comes before it."),
            *others[:4],
        ),
        solution=(
            *(f"{name}: {b:g} % blocked, {s:g} % starved" for name, b, s in zip(names, blocked, starved, strict=True)),
            f"Before {names[limit]} stations are blocked, after it they are starved.",
        ),
        hints=(
            "The work center that limits a line is itself hardly kept from working.",
            "What is in front of it cannot pass its work on; what is behind it waits for work.",
            "Follow the line: where does blocked turn into starved?",
        ),
        again=lambda: Exactly(names[_turns(blocked, starved)]),
    )  # fmt: skip


@template("flow.buffers", "change")
def buffer_for_a_share_of_the_pace(case: Case, draw: Draw) -> Draft:
    """Ask for the least buffer between two like stations that gives a share of their pace."""
    center, share = draw.one(centers(case)), draw.whole(70, 96)
    right = max(math.ceil(Fraction(3 * share - 200, 100 - share)), 0)
    exact = (3 * share - 200) / (100 - share)
    return Draft(
        stem=f"Suppose that two stations like those of {center.name} stand one after the other, with the same "
        f"mean time "
        f"and times at random (exponential), and room for b orders between them. With enough work before them they "
        f"make a share (b + 2) / (b + 3) of what one alone could.\n\nHow much room is the least with which they make "
        f"{share} % of it, or more?",
        answer=setting(
            ("set_buffer", center.name, "capacity", "orders"),
            (0, 60),
            right,
            ("rounded_down", right - 1, "That is just short of it; put it into the formula."),
            ("counted_the_stations", right + 2, "The orders at the two stations need no room between them."),
            ("one_more_than_needed", right + 1, "That is enough; is there a smaller one that is enough?"),
        ),
        solution=(
            (
                f"(b + 2) / (b + 3) ≥ {share / 100:g} means b ≥ (3 × {share / 100:g} − 2) / (1 − {share / 100:g}) = "
                f"{exact:.3g}."
            ),
            f"The least whole number from 0 on is {right}.",
        ),
        hints=(
            "The larger the buffer, the less one station feels the other; but each place helps less than the last.",
            "Set the formula equal to the share and solve it for b.",
            "b = (3 × share − 2) / (1 − share), rounded up, and at least none.",
        ),
        again=lambda: Exactly(float(next(b for b in range(200) if _pace(b) >= share / 100 - 1e-12))),
    )


def _shares(draw: Draw, count: int, limit: int) -> tuple[list[float], list[float]]:
    """Return shares of time [%] as a line shows them that one of its work centers limits."""
    low = [float(draw.whole(0, 3)) for _ in range(count)]
    high = [float(draw.whole(12, 40)) for _ in range(count)]
    blocked = [high[k] if k < limit else low[k] for k in range(count)]
    starved = [high[k] if k > limit else low[k] for k in range(count)]
    return blocked, starved


def _turns(blocked: list[float], starved: list[float]) -> int:
    """Return where the arrows meet: from each pair of neighbors one points to the side that limits the other."""
    at = 0
    while at + 1 < len(blocked) and blocked[at] > starved[at + 1]:
        at += 1
    return at


def _pace(room: int) -> float:
    """Return the share of time that the second station works, from the chances of each number of orders past the first.

    The first one is blocked where it has finished an order for which there is no room.
    """
    count = room + 3
    rates = np.zeros((count, count))
    for k in range(count - 1):
        rates[k, k + 1] = rates[k + 1, k] = 1.0
    rates -= np.diag(rates.sum(axis=1))
    equations = np.vstack([rates.T, np.ones(count)])
    chances = np.linalg.lstsq(equations, np.append(np.zeros(count), 1.0), rcond=None)[0]
    return float(1 - chances[0])
