"""What lead time can be promised."""

from __future__ import annotations

import math

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.supply.history import sized
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Series, Table
from plantwright.learn.bank.words import text


@template("supply.lead_time_quote", "number")
def quote_from_past_orders(case: Case, draw: Draw) -> Draft:
    """Ask for the shortest lead time that a share of the past orders would have met."""
    orders = run_of_orders(case, draw, 10)
    times, unit, _ = sized(orders["flow_time"].to_numpy())
    share = draw.one((0.7, 0.8, 0.9))
    ranked = np.sort(times)
    place = math.ceil(share * 10 - 1e-9)
    quote = float(ranked[place - 1])
    columns = (Column(name="order"), Column(name="flow time", unit=unit))
    return Draft(
        stem=f"The table shows the flow times of ten orders. Suppose that the next ones will be like them.\n\nWhat is "
        f"the shortest lead time that {text(100 * share)} % of these orders would have met? Take one of the times "
        "shown.",
        views=(Table(title="Orders completed one after another", columns=columns,
                     rows=tuple(zip(orders["order"].astype(str), times.tolist(), strict=True))),),
        answer=number(
            quote,
            unit,
            ("mean_for_quote", float(times.mean()), "The mean is met by about every second order only."),
            ("longest_for_quote", float(ranked[-1]), "All would meet that; a shorter one is enough here."),
            ("other_side_of_share", float(ranked[10 - place]), "Most orders take longer than that."),
            ("share_of_longest", share * float(ranked[-1]), ("A share of the orders is not a share of the longest "
            "time.")),
            share=0.002,
            least=0.01,
        ),
        solution=(
            f"In order of length: {', '.join(text(float(one)) for one in ranked)}.",
            f"{text(100 * share)} % of ten orders are {place}.",
            f"The one in place {place} takes {text(quote, unit)}.",
        ),
        hints=(
            "A quote is kept by every order whose flow time is no longer than it.",
            "Put the flow times in order, the shortest first.",
            "Count from the shortest up until the share of orders is reached.",
        ),
        again=lambda: Exactly(min(float(t) for t in times if np.sum(times <= t) >= share * 10 - 1e-9)),
    )  # fmt: skip


@template("supply.lead_time_quote", "number")
def quote_from_the_curve(case: Case, draw: Draw) -> Draft:
    """Ask for the lead time that a share of all orders meets, from the curve of their flow times."""
    times, unit, _ = sized(case.orders["flow_time"].to_numpy())
    if len(times) < 12:
        raise NotHereError("fewer than twelve orders are finished")
    shares = [k / 20 for k in range(20)]
    places = [float(np.quantile(times, one, method="inverted_cdf")) for one in shares]
    share = draw.one((0.6, 0.7, 0.75, 0.8, 0.85, 0.9))
    quote = places[round(20 * share)]
    chart = Chart(
        title="How many orders are done within a time", mark="line", x=Axis(title="flow time", unit=unit),
        y=Axis(title="orders done", unit="%"), series=(Series(x=tuple(places), y=tuple(100 * one for one in shares)),),
        read="Each dot says which share of the plant's orders took at most the time below it.",
    )  # fmt: skip
    return Draft(
        stem=f"The curve shows which share of the plant's {text(len(times))} finished orders took at most a time.\n\n"
        f"Which lead time would {text(100 * share)} % of them have met? Read it from the curve.",
        views=(chart,),
        answer=number(
            quote,
            unit,
            ("mean_for_quote", float(times.mean()), "That is near the mean; a quote has to hold for more orders."),
            ("other_side_of_share", places[round(20 * (1 - share))], "That share of the orders takes longer."),
            ("end_of_curve", places[-1], "The curve ends there; a shorter time is enough."),
            share=0.0,
            least=0.025 * max(places[-1] - places[0], 0.1),
        ),
        solution=(
            f"Go up the axis of orders to {text(100 * share)} %.",
            "Go right to the curve, and down to the axis of times.",
            f"There stands {text(quote, unit)}.",
        ),
        hints=(
            "The upright axis holds shares of orders, the level one times.",
            "Begin at the share on the upright axis and go right until you meet the curve.",
            "Read the time straight below that dot.",
        ),
        again=lambda: Exactly(float(np.sort(times)[math.ceil(share * len(times) - 1e-9) - 1])),
    )
