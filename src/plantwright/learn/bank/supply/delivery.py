"""Delivery: what is late, and what can be promised."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.supply.history import TOLD, sized
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Series, Table
from plantwright.learn.bank.words import text


@dataclass(frozen=True)
class Promises:
    """Orders with what was promised and what was kept, as shown."""

    names: tuple[str, ...]
    due: NDArray[np.float64]
    completed: NDArray[np.float64]
    unit: str
    told: str
    """Where the due dates come from."""

    @property
    def lateness(self) -> NDArray[np.float64]:
        """Return completion less due date."""
        return np.round(self.completed - self.due, 1)

    def table(self) -> Table:
        """Return the orders as rows."""
        columns = (Column(name="order"), Column(name="due", unit=self.unit), Column(name="completed", unit=self.unit))
        return Table(
            title="Orders completed one after another",
            columns=columns,
            rows=tuple(zip(self.names, self.due.tolist(), self.completed.tolist(), strict=True)),
        )


def promises(case: Case, draw: Draw) -> Promises:
    """Return a run of orders of which some are late and some are not; due dates are supposed where the log has none."""
    orders = run_of_orders(case, draw, draw.whole(6, 8))
    _, unit, size = sized(orders["flow_time"].to_numpy())
    first = orders["released"].min()
    released, completed, due = (
        np.round((orders[name].astype(float).to_numpy() - first) / size, 1) for name in ("released", "completed", "due")
    )
    told = "as the log has them"
    if not np.all(np.isfinite(due)) or np.min(due) < 0 or not 1 < np.sum(completed > due) < len(due):
        flow = np.sort(completed - released)
        allowed = round(float(flow[len(flow) * 3 // 5] - 0.25 * (flow[len(flow) * 3 // 5] - flow[0])) + 0.05, 1)
        due, told = (
            np.round(released + allowed, 1),
            f"supposed: each is promised {text(allowed, unit)} after its release",
        )
    late = int(np.sum(completed > due))
    if not 0 < late < len(due):
        raise NotHereError("these orders are all late or all on time")
    return Promises(tuple(orders["order"].astype(str)), due, completed, unit, told)


@template("supply.due_dates", "number")
def mean_tardiness(case: Case, draw: Draw) -> Draft:
    """Ask for the mean tardiness of a few orders."""
    seen = promises(case, draw)
    late, n = seen.lateness, len(seen.names)
    tardy = np.maximum(late, 0)
    return Draft(
        stem=f"The table shows when orders were due and completed, in {TOLD[seen.unit]}s since the first release; due "
        "dates "
        f"are {seen.told}.\n\nWhat is the mean tardiness of these orders?",
        views=(seen.table(),),
        answer=number(
            float(tardy.sum()) / n,
            seen.unit,
            ("lateness_for_tardiness", float(late.sum()) / n, ("That is the mean lateness: early orders offset late "
            "ones.")),
            ("late_ones_only", float(tardy.sum()) / int(np.sum(tardy > 0)), "Orders on time count too, with none."),
            ("sum_for_mean", float(tardy.sum()), "That is the sum; share it among the orders."),
            ("earliness", float(np.maximum(-late, 0).sum()) / n, "That is how early orders were, not how late."),
        ),
        solution=(
            f"Completed less due: {', '.join(text(one) for one in late)}.",
            f"Only what is late counts: {text(float(tardy.sum()), seen.unit)} in all.",
            f"{text(float(tardy.sum()))} / {n} = {text(float(tardy.sum()) / n, seen.unit)}.",
        ),
        hints=(
            "An early order does not make up for a late one.",
            "For each order subtract the due date from the completion; where that is negative, write nothing.",
            "Add up the column and divide by the number of all orders.",
        ),
        again=lambda: Exactly(float(np.abs(late).sum() + late.sum()) / 2 / n),
    )  # fmt: skip


@template("supply.due_dates", "explain")
def why_mean_lateness_misleads(case: Case, draw: Draw) -> Draft:
    """Ask why the mean of lateness says little about delivery, on a few orders."""
    seen = promises(case, draw)
    late, n = seen.lateness, len(seen.names)
    count, worst, best = int(np.sum(late > 0)), float(late.max()), float(late.min())
    center = float(late.mean())
    return Draft(
        stem=f"The table shows when orders were due and completed, in {TOLD[seen.unit]}s; due dates are {seen.told}. A "
        f"report sums them up as: \"mean lateness {text(center, seen.unit, 3)}\".\n\nExplain to a colleague what this "
        "number hides, with figures of this table, and say what you would report in its place.",
        views=(seen.table(),),
        answer=Rubric(
            model=f"Lateness is negative for early orders, so that they offset late ones. Here {count} of {n} orders "
            f"are late, the worst by {text(worst, seen.unit)}, while one is early by {text(max(-best, 0), seen.unit)}; "
            f"the mean of {text(center, seen.unit, 3)} shows none of it. A customer of a late order gains nothing from "
            f"another that came early. I would report the share on time, {text(100 * (n - count) / n, '%', 3)}, and "
            "the "
            f"mean tardiness, {text(float(np.maximum(late, 0).mean()), seen.unit, 3)}.",
            criteria=(
                Criterion(text="Says that early orders, being negative, offset late ones in the mean.", points=2),
                Criterion(text=f"Gives figures of the table: {count} of {n} late, the worst by "
                f"{text(worst)}.", points=1),
                Criterion(text="Says that an early order is of no use to the customer of a late one.", points=1),
                Criterion(text="Proposes the share on time, or the tardiness, in its place.", points=2),
            ),
        ),
        solution=("Lateness has a sign: early and late orders cancel out.", f"{count} of {n} orders are late.",
                  "The share on time and the tardiness count late orders only."),
        hints=("Which sign has the lateness of an early order?", "How many orders are late, and the worst by how much?",
               "Think of measures to which an early order adds nothing."),
        again=None,
    )  # fmt: skip


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
