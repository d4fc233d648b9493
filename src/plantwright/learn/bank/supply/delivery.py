"""Delivery: what is late, and what can be promised."""

from __future__ import annotations

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
from plantwright.learn.bank.view import Column, Table
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
