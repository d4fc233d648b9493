"""Process times of pieces and of whole orders, from the log's rows."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import place, tenths
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@template("flow.process_time", "number")
def time_of_a_piece(case: Case, draw: Draw) -> Draft:
    """Ask for the process time of a piece, from steps of one operation with their pieces."""
    rows = _same_work(case, draw)
    pieces = np.round(rows["quantity"].to_numpy()).astype(np.int64)
    times, unit = tenths(rows["seconds"].to_numpy(), float(rows["seconds"].median()))
    took, made = int(np.sum(times)), int(np.sum(pieces))
    each = took / 10 / made
    what = f"{place(rows.iloc[0])} of product {rows['product'].iloc[0]}"
    shown = zip(rows["order"].astype(str), pieces.tolist(), (times / 10).tolist(), strict=True)
    return Draft(
        stem=f"The table shows steps of {what}, with the pieces that each made.\n\nHow long does a piece take, on "
        "average over all these pieces?",
        views=(
            Table(title=what, rows=tuple(shown),
                  columns=(Column(name="order"), Column(name="pieces"), Column(name="process", unit=unit))),
        ),
        answer=number(
            each,
            unit,
            ("mean_of_ratios", float(np.mean(times / 10 / pieces)), ("There a large step counts as a small one does; "
             "take all the time over all the pieces.")),
            ("time_of_a_step", took / 10 / len(rows), "That is the mean time of a step; how many pieces has a step?"),
            ("pieces_for_a_time", 1 / each, "That is the number of pieces for a unit of time."),
            ("time_of_all", took / 10, "That is the time of all of them; share it among the pieces."),
            share=0.005,
        ),
        solution=(
            f"All the steps took {text(took / 10, unit)}.",
            f"They made {made} pieces.",
            f"{text(took / 10, unit)} / {made} = {text(each, unit)} for a piece.",
        ),
        hints=(
            "Each step has its own number of pieces, so that a mean over steps is not a mean over pieces.",
            "Add up the times, and add up the pieces.",
            "Divide the first sum by the second.",
        ),
        again=lambda: Exactly(float(np.average(times / 10 / pieces, weights=pieces))),
    )  # fmt: skip


@template("flow.process_time", "number")
def raw_process_time_of_an_order(case: Case, draw: Draw) -> Draft:
    """Ask for the raw process time of an order, of times that hold for a piece and one that holds for the order."""
    product, routing = _routing(case, draw)
    pieces, batch = draw.whole(4, 40), draw.whole(0, len(routing) - 1)
    spent = [minutes * (1 if k == batch else pieces) for k, (_, minutes) in enumerate(routing)]
    all_together, bare = math.fsum(spent), math.fsum(minutes for _, minutes in routing)
    kinds = ["all pieces together" if k == batch else "each piece" for k in range(len(routing))]
    return Draft(
        stem=f"The table shows what product {product} takes, by the log. Suppose that {routing[batch][0]} treats all "
        f"pieces of an order at once, in the time shown, and that the other operations do one piece after the other. "
        f"An order of {pieces} pieces moves on as a whole.\n\nWhat is its raw process time, that is, without any wait?",
        views=(
            Table(title=f"Operations of {product}",
                  columns=(Column(name="operation"), Column(name="process time", unit="min"), Column(name="for")),
                  rows=tuple((name, minutes, kind) for (name, minutes), kind in zip(routing, kinds, strict=True))),
        ),
        answer=number(
            all_together,
            "min",
            ("forgot_pieces", bare, "That is one piece's time; an order waits for all its pieces."),
            ("batch_for_each_piece", bare * pieces, "The operation that treats all pieces at once is done once."),
            ("longest_only", max(spent), "That is its longest operation; the others come to it."),
            share=0.005,
        ),
        solution=(
            *(f"{name}: {text(minutes, 'min')} × {1 if k == batch else pieces} = {text(spent[k], 'min')}"
              for k, (name, minutes) in enumerate(routing)),
            f"Sum: {text(all_together, 'min')}.",
        ),
        hints=(
            "The raw process time is the time of all operations of the order, one after the other.",
            "Which operations take their time for each piece, and which takes it once for the order?",
            "Multiply by the pieces where the time is for each piece, and add up.",
        ),
        again=lambda: Exactly(_through(routing, batch, pieces)),
    )  # fmt: skip


@lru_cache(KEPT)
def _made(case: Case) -> pd.DataFrame:
    steps = case.steps
    return steps[(steps["seconds"] > 0) & (steps["quantity"] >= 1) & steps["product"].notna()]


@lru_cache(KEPT)
def _groups(case: Case) -> tuple[NDArray[np.int64], ...]:
    """Return the places, among the steps that made something, of each work that was done five times or more."""
    groups = _made(case).groupby(["product", "operation"], dropna=False, sort=True).indices
    return tuple(np.asarray(rows) for rows in groups.values() if len(rows) >= 5)


def _same_work(case: Case, draw: Draw) -> pd.DataFrame:
    """Return five or six steps of one operation of one product, one after another in the log."""
    if not (groups := _groups(case)):
        raise NotHereError("no operation of a product was timed five times with its pieces")
    rows, count = draw.one(groups), draw.whole(5, 6)
    first = draw.whole(0, max(len(rows) - count, 0))
    return _made(case).iloc[rows[first : first + count]]


@lru_cache(KEPT)
def _routings(case: Case) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the minutes of a piece at each operation of each product, in the order of their first starts."""
    made = _made(case).assign(place=lambda one: one["operation"].fillna(one["work_center"]))
    sums = made.groupby(["product", "place"], sort=False)[["seconds", "quantity"]].sum()
    found: dict[str, list[tuple[str, float]]] = {}
    for product, name, seconds, pieces in sums.reset_index().itertuples(index=False, name=None):
        minutes = rounded(float(seconds / pieces) / 60)
        if minutes > 0:
            found.setdefault(str(product), []).append((str(name), minutes))
    return {product: tuple(steps) for product, steps in found.items() if len(steps) >= 3}


def _routing(case: Case, draw: Draw) -> tuple[str, list[tuple[str, float]]]:
    if not (routings := _routings(case)):
        raise NotHereError("no product has three operations with times and pieces")
    product = draw.one(list(routings))
    return product, draw.some(routings[product], min(draw.whole(3, 5), len(routings[product])))


def _through(routing: list[tuple[str, float]], batch: int, pieces: int) -> float:
    """Return when the last piece leaves the last operation, piece by piece."""
    clock: list[float] = []
    for k, (_, minutes) in enumerate(routing):
        clock += [minutes] if k == batch else [minutes] * pieces
    return math.fsum(clock)
