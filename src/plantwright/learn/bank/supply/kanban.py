"""Cards of a loop, and the limit of work in progress that keeps a promise (Hopp and Spearman, on pull)."""

from __future__ import annotations

import math

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number, setting
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.supply.history import TOLD, WEEK, sized, wanted
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import rounded, text


@template("supply.kanban", "number")
def cards_of_a_loop(case: Case, draw: Draw) -> Draft:
    """Ask for the number of cards of a loop from demand, replenishment time, box and safety."""
    rate = wanted(case, draw)
    times, unit, size = sized(np.array(rate.flow))
    demand, lead = rounded(rate.weekly * size / WEEK), rounded(float(times.mean()))
    safety = draw.whole(1, 5) * 10
    box = max(round(demand * lead / draw.step(4, 14, 0.5)), 1)
    need = demand * lead * (1 + safety / 100)
    cards = math.ceil(need / box - 1e-9)
    return Draft(
        stem=f"By the log, {text(demand, 'pieces')} of {rate.product} are asked for per {TOLD[unit]}, and an order "
        "for it "
        "takes "
        f"{text(lead, unit)} on average. Suppose that it is pulled by cards: each empty box sends its card back to the "
        f"floor as an order. A box holds {text(box, 'pieces')}; {safety} % more cards than demand needs are kept for "
        "safety.\n\nHow many cards are needed?",
        answer=number(
            cards,
            "cards",
            ("forgot_safety", math.ceil(demand * lead / box - 1e-9), "A share more is kept for safety."),
            ("forgot_the_box", math.ceil(need - 1e-9), "These are pieces; a card stands for a whole box."),
            ("forgot_the_time", math.ceil(demand / box - 1e-9), "Cards are away for the whole replenishment time."),
            ("rounded_down", math.floor(need / box), "With so few cards some demand is not covered."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Demand while a card is away: {text(demand)} × {text(lead)} = {text(demand * lead, 'pieces')}.",
            f"With safety: × {text(1 + safety / 100)} = {text(need, 'pieces')}.",
            f"In boxes: {text(need)} / {text(box)} = {text(need / box)}, rounded up {cards}.",
        ),
        hints=(
            "Cards must cover what is asked for while one of them is away.",
            "Multiply demand by the replenishment time, and put the safety on top.",
            "Divide by the pieces of a box and round up.",
        ),
        again=lambda: Exactly(float(_filled(demand * lead, safety, box))),
    )


def _filled(pieces: float, safety: int, box: int) -> int:
    """Return the cards whose boxes, one after another, cover the pieces and the safety."""
    left, cards = pieces + pieces * safety / 100, 0
    while left > 1e-9 * pieces:
        left, cards = left - box, cards + 1
    return cards


@template("supply.kanban", "change")
def limit_that_keeps_a_promise(case: Case, draw: Draw) -> Draft:
    """Ask for the largest limit of orders on the floor at which the mean flow time keeps within a promise."""
    orders = run_of_orders(case, draw, min(len(case.orders), 40))
    span = float(orders["completed"].max() - orders["released"].min())
    _, unit, size = sized(orders["flow_time"].to_numpy())
    pace = rounded(max(len(orders) / span * size, 1e-6), 2)
    now = pace * float(orders["flow_time"].mean()) / size
    promise = rounded(max(now * draw.step(0.5, 0.9, 0.05), 2.2) / pace, 2)
    most = math.floor(pace * promise * (1 + 1e-12))
    return Draft(
        stem=f"A stretch of the log completes {text(pace, 'orders')} per {TOLD[unit]}. Suppose that this pace holds "
        "as long "
        "as "
        "the bottleneck has work, and that a limit is set: a new order is released only when another one leaves."
        "\n\nWhat is the highest limit of orders on the floor at which the mean flow time is at most "
        f"{text(promise, unit)}?",
        answer=setting(
            ("set_wip_limit", "", "limit", "orders"),
            (1, max(4 * most, 20)),
            most,
            ("rounded_up", most + 1, "With so many the flow time is just above the promise."),
            ("time_for_wip", round(promise), "That is the flow time; how many orders leave in it?"),
            ("pace_for_wip", round(pace), "That is the pace; how long does an order stay?"),
            ("divided_by_pace", round(promise / pace), "Little's law multiplies pace and flow time."),
        ),
        solution=(
            "Little's law: WIP = throughput × flow time.",
            f"{text(pace)} × {text(promise)} = {text(pace * promise, 'orders')}.",
            f"A limit is whole, and one more would break the promise: {most}.",
        ),
        hints=(
            "With a limit the floor holds that many orders all the time.",
            "One law ties together orders on the floor, pace and flow time.",
            "Multiply pace by the promised flow time and round down.",
        ),
        again=lambda: Exactly(float(_last_that_keeps(pace, promise))),
    )


def _last_that_keeps(pace: float, promise: float) -> int:
    """Return the highest limit, by raising it one by one: each order then stays for limit / pace."""
    limit = 1
    while (limit + 1) / pace <= promise * (1 + 1e-12):
        limit += 1
    return limit
