"""Whether a change did what was promised, or mix and luck did it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import mean

import numpy as np
import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.slices import KEPT, run_of_orders
from plantwright.learn.bank.supply.history import pairwise_variance, sized
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Halves:
    """Two products before and after a day, as shown."""

    names: tuple[str, str]
    counts: tuple[tuple[int, int], tuple[int, int]]
    """Of each product the orders before and after."""
    times: tuple[tuple[float, float], tuple[float, float]]
    """Of each product the mean flow time before and after."""
    unit: str

    def mean(self, mix: int, at: int) -> float:
        """Return the mean flow time of one half (0 before, 1 after) with the mix of a half."""
        weights = [count[mix] for count in self.counts]
        return sum(w * time[at] for w, time in zip(weights, self.times, strict=True)) / sum(weights)


@lru_cache(KEPT)
def _pairs(case: Case) -> tuple[Halves, ...]:
    """Return pairs of products, at several days, that both have four orders or more before and after."""
    orders = case.orders.dropna(subset=["product"])
    names = [str(one) for one in orders["product"].value_counts().index[:5]]
    found = []
    for cut in (0.35, 0.5, 0.65):
        at = float(orders["completed"].quantile(cut)) if len(orders) else 0.0
        for k, first in enumerate(names):
            found += [_halves(orders, (first, second), at) for second in names[k + 1 :]]
    kept = tuple(one for one in found if one is not None)
    if not kept:
        raise NotHereError("no two products have orders enough in both halves of the log")
    return kept


def _halves(orders: pd.DataFrame, names: tuple[str, str], at: float) -> Halves | None:
    parts = [
        [orders.loc[(orders["product"] == name) & side, "flow_time"].to_numpy() for side in _sides(orders, at)]
        for name in names
    ]
    if min(len(one) for own in parts for one in own) < 4:
        return None
    _, unit, size = sized(np.concatenate([one for own in parts for one in own]))
    shown = [(rounded(float(a.mean()) / size), rounded(float(b.mean()) / size)) for a, b in parts]
    counts = [(len(a), len(b)) for a, b in parts]
    return Halves(names, (counts[0], counts[1]), (shown[0], shown[1]), unit)


def _sides(orders: pd.DataFrame, at: float) -> tuple[pd.Series, pd.Series]:
    return orders["completed"] <= at, orders["completed"] > at


@template("improve.verify_change", "number")
def change_without_the_mix(case: Case, draw: Draw) -> Draft:
    """Ask by how much the mean flow time changed once the mix of products is held still."""
    one = draw.one(_pairs(case))
    before, after, held = one.mean(0, 0), one.mean(1, 1), one.mean(0, 1)
    counted = (Column(name="orders before"), Column(name="orders after"))
    timed = (Column(name="flow time before", unit=one.unit), Column(name="flow time after", unit=one.unit))
    columns = (Column(name="product"), *counted, *timed)
    rows = tuple((n, *c, *t) for n, c, t in zip(one.names, one.counts, one.times, strict=True))
    parts = [time[1] - time[0] for time in one.times]
    return Draft(
        stem="The table shows the log before and after a day; suppose that a change was made on that day. The mix of "
        "the "
        "products changed as well.\n\nBy how much did the mean flow time of an order change, if the mix had stayed as "
        "it "
        "was before? Write a fall with a minus.",
        views=(Table(title="Orders before and after", columns=columns, rows=rows),),
        answer=number(
            held - before,
            one.unit,
            ("mix_left_in", after - before, "In that the mix changed as well: hold it still."),
            ("plain_mean_of_products", mean(parts), "The products do not have the same number of orders."),
            ("wrong_sign", before - held, "Subtract before from after."),
            ("mix_of_after", one.mean(1, 1) - one.mean(1, 0), "That holds the mix as it was after."),
            share=0.01,
            least=0.002 * before,
        ),
        solution=(
            f"Before: {text(before, one.unit)} on average.",
            f"After, with the orders before as weights: {text(held, one.unit)}.",
            (
                f"{text(held)} − {text(before)} = {text(held - before, one.unit, 3)}; with both mixes it seems "
                f"{text(after - before, one.unit, 3)}."
            ),
        ),
        hints=(
            "A mean over products moves when there are more of the slow ones, even if nothing else changes.",
            "Weigh the flow times after with the numbers of orders before.",
            "Subtract the mean before, with the same weights.",
        ),
        again=lambda: Exactly(
            float(np.average([t[1] - t[0] for t in one.times], weights=[count[0] for count in one.counts]))
        ),
    )


VERDICTS = ("The flow time fell beyond luck", "Luck alone can explain it", "The flow time rose beyond luck")


@template("improve.verify_change", "choice")
def before_and_after_beyond_luck(case: Case, draw: Draw) -> Draft:
    """Ask whether flow times before and after differ by more than luck makes, and whether a promise was kept."""
    hoped = draw.one(VERDICTS)
    for tries in range(60):
        orders = run_of_orders(case, draw, min(len(case.orders), 12))
        times, unit, _ = sized(orders["flow_time"].to_numpy())
        half = len(times) // 2
        before, after = tuple(times[:half].tolist()), tuple(times[half : 2 * half].tolist())
        error = ((pairwise_variance(before) + pairwise_variance(after)) / half) ** 0.5
        gap = mean(after) - mean(before)
        clear = error > 0 and not 1.8 < abs(gap) / error < 2.3 and abs(gap) > 0.1 * error
        if clear and (_verdict(gap, error) == hoped or tries > 30):
            break
    else:
        raise NotHereError("no orders before and after can be compared")
    promised = rounded(abs(gap) * draw.step(0.6, 1.4, 0.2), 2)
    right = _verdict(gap, error)
    looks = VERDICTS[0] if gap < 0 else VERDICTS[2]
    columns = (Column(name="before", unit=unit), Column(name="after", unit=unit))
    wrong = (
        (looks, "means_without_spread", "Compare the difference of the means with its standard error."),
        (VERDICTS[1], "all_is_luck", "The difference is many standard errors."),
        (VERDICTS[0] if looks == VERDICTS[2] else VERDICTS[2], "wrong_side", "Which of the means is larger?"),
        (f"The promise of {text(promised, unit)} less was {'kept' if gap <= -promised else 'just missed'}",
         "promise_without_spread", "First ask whether luck alone could make such a difference."),
    )  # fmt: skip
    return Draft(
        stem="The table shows flow times of orders one after another. Suppose that a change was made in between, "
        "which "
        f"promised {text(promised, unit)} less, and that mix and season were the same. Take two standard errors as the "
        "limit of luck; the squared standard error of a difference is the sum of both variances over the number of "
        "rows."
        "\n\nWhat do these orders say?",
        views=(Table(title="Flow times", columns=columns, rows=tuple(zip(before, after, strict=True))),),
        answer=choice(draw, right, "So far these orders can tell.", *wrong),
        solution=(
            f"Means: {text(mean(before))} before, {text(mean(after))} after; difference {text(gap, unit, 3)}.",
            f"Standard error of the difference: {text(error, unit, 3)}.",
            f"That is {text(abs(gap) / error, digits=2)} standard errors: {right[0].lower()}{right[1:]}.",
        ),
        hints=("How large is the difference of the two means, and how large may it be by luck?",
               "Reckon both variances, and from them the standard error of the difference.",
               "Beyond two standard errors luck is an unlikely cause."),
        again=lambda: Exactly(_by_numpy(before, after)),
    )  # fmt: skip


def _verdict(gap: float, error: float) -> str:
    return VERDICTS[1] if abs(gap) < 2 * error else VERDICTS[0] if gap < 0 else VERDICTS[2]


def _by_numpy(before: tuple[float, ...], after: tuple[float, ...]) -> str:
    """Return the verdict from the slope of a line through both groups and its standard error."""
    x = np.repeat([0.0, 1.0], len(before))
    y = np.array([*before, *after])
    design = np.column_stack([np.ones_like(x), x])
    solved = np.linalg.solve(design.T @ design, design.T @ y)
    left = y - design @ solved
    error = np.sqrt(left @ left / (len(y) - 2) * np.linalg.inv(design.T @ design)[1, 1])
    return VERDICTS[1] if abs(solved[1]) < 2 * error else VERDICTS[0] if solved[1] < 0 else VERDICTS[2]
