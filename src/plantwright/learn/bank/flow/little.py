"""Little's law on a run of the plant's own orders."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import text


@template("flow.littles_law", "number")
def wip_of_a_run_of_orders(case: Case, draw: Draw) -> Draft:
    """Ask how many of a few orders were on the floor on average, from their releases and completions."""
    orders = run_of_orders(case, draw, draw.whole(5, 8))
    released, completed = _tenths_of_hours(orders)
    flow, span, count = float(np.sum(completed - released)), float(np.max(completed)), len(orders)
    wip = flow / span
    return Draft(
        stem=(
            "The table shows when a few orders were released and completed, in hours since the first of these "
            "releases. Look at these orders only.\n\nHow many of them were on the floor on average, from the first "
            "release to the last completion?"
        ),
        views=(_table(orders, released, completed),),
        answer=number(
            wip,
            "orders",
            ("mean_flow_time", flow / count, "That is the mean flow time in hours; how many came through an hour?"),
            ("all_orders", float(count), "Not all of them were on the floor all the time."),
            ("throughput", count / span, "That is the throughput, in orders an hour; it lacks the flow time."),
        ),
        solution=(
            f"Mean flow time: {text(flow, 'h')} in total over {count} orders = {text(flow / count, 'h')}.",
            f"Throughput: {count} orders in {text(span, 'h')} = {text(count / span, 'orders/h')}.",
            f"Little's law: WIP = throughput × flow time = {text(wip, 'orders')}.",
        ),
        hints=(
            "One law ties together what is on the floor, how fast orders leave and how long each one stays.",
            "Reckon the mean flow time of the orders, and how many of them were completed in an hour.",
            "WIP = throughput × flow time; the time goes from 0 to the last completion.",
        ),
        again=lambda: Exactly(_area(released, completed) / span),
    )


def _tenths_of_hours(orders: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    first = orders["released"].min()
    released, completed = ((orders[name].to_numpy() - first) / 3600 for name in ("released", "completed"))
    released = np.round(released, 1)
    return released, np.maximum(np.round(completed, 1), released + 0.1)


def _area(released: np.ndarray, completed: np.ndarray) -> float:
    """Return the area under the number of orders on the floor, from event to event [orders × h]."""
    moments = np.unique(np.concatenate([released, completed]))
    inside = [(np.sum(released <= at) - np.sum(completed <= at)) for at in moments[:-1]]
    return float(np.dot(inside, np.diff(moments)))


def _table(orders: pd.DataFrame, released: np.ndarray, completed: np.ndarray) -> Table:
    shown = zip(orders["order"].astype(str), released.round(1).tolist(), completed.round(1).tolist(), strict=True)
    columns = (Column(name="order"), Column(name="released", unit="h"), Column(name="completed", unit="h"))
    return Table(title="Orders completed one after another", columns=columns, rows=tuple(shown))
