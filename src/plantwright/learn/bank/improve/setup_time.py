"""What a shorter setup frees (Shingo: what can be done while the station runs)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.pieces import WEEK, made
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text

TASKS = ("fetch tools and papers", "take off the old fixture", "put on the new fixture", "set and align",
         "run and measure a first piece", "clean and return tools")  # fmt: skip
OUTSIDE = (True, False, False, False, False, True)
"""Which of the tasks can be done while the station runs."""


@dataclass(frozen=True)
class Setup:
    """Setups of a station."""

    station: str
    minutes: tuple[int, ...]
    """Of each task [min]."""
    weekly: float
    """Setups a week."""
    told: str


def _setup(case: Case, draw: Draw) -> Setup:
    """Return a station's mean setup, split by supposed shares into tasks."""
    weeks = max(float(case.steps["end"].max() - case.steps["start"].min()) / WEEK, 1e-6)
    sizes = case.setups["station"].value_counts() if len(case.setups) else case.steps["station"].value_counts()
    if sizes.empty:
        raise NotHereError("the log names no station")
    name = draw.one([str(one) for one in sizes.index[:6]])
    own = case.setups[case.setups["station"].astype(str) == name]
    mean = float(own["seconds"].mean()) / 60 if len(own) else draw.whole(20, 60)
    weekly = rounded(len(own) / weeks, 2) if len(own) else float(draw.whole(5, 20))
    told = (
        f"By the log, {name} has {text(weekly)} setups a week of {text(rounded(mean), 'min')} on average"
        if len(own)
        else f"Suppose that {name} has {text(weekly)} setups a week of {text(rounded(mean), 'min')}"
    )
    weights = [draw.whole(2, 8) for _ in TASKS]
    return Setup(name, tuple(max(round(mean * w / sum(weights)), 1) for w in weights), weekly, told)


@template("improve.setup_reduction", "number")
def time_freed_by_outside_tasks(case: Case, draw: Draw) -> Draft:
    """Ask for the station time a week that is freed by doing outside tasks while the station runs."""
    one = _setup(case, draw)
    outside = sum(t for t, out in zip(one.minutes, OUTSIDE, strict=True) if out)
    freed = one.weekly * outside / 60
    rows = tuple((task, t, "runs" if out else "stopped")
                 for task, t, out in zip(TASKS, one.minutes, OUTSIDE, strict=True))  # fmt: skip
    columns = (Column(name="task"), Column(name="time", unit="min"), Column(name="can be done while the station"))
    return Draft(
        stem=f"{one.told}. Suppose that they are made of the tasks below, all done with the station stopped today.\n\n"
        "How many hours of station time a week are freed if each task is done while the station runs wherever it can "
        "be?",
        views=(Table(title="Tasks of a setup", columns=columns, rows=rows),),
        answer=number(
            freed,
            "h",
            ("inside_for_outside", one.weekly * (sum(one.minutes) - outside) / 60, "These tasks need it stopped."),
            ("all_tasks", one.weekly * sum(one.minutes) / 60, "Some of the tasks still need the station stopped."),
            ("one_setup", outside / 60, "That is for a single setup."),
        ),
        solution=(
            f"Tasks that need no stop: {text(outside, 'min')} of {text(sum(one.minutes), 'min')}.",
            f"{text(one.weekly)} setups × {text(outside, 'min')} = {text(one.weekly * outside, 'min')}.",
            f"= {text(freed, 'h')} a week.",
        ),
        hints=(
            "Only what is done with the station stopped costs station time.",
            "Add up the tasks that can be done while it runs.",
            "Multiply by the setups of a week and turn minutes into hours.",
        ),
        again=lambda: Exactly(one.weekly / 60 * sum(one.minutes) - one.weekly / 60 * sum(
            t for t, out in zip(one.minutes, OUTSIDE, strict=True) if not out)),
    )  # fmt: skip


@template("improve.setup_reduction", "number")
def smaller_lot_at_the_same_load(case: Case, draw: Draw) -> Draft:
    """Ask for the smallest lot that a shorter setup allows while setups take no more time than before."""
    product, one = draw.one(made(case)), _setup(case, draw)
    before = sum(one.minutes)
    after = max(round(before * draw.step(0.25, 0.7, 0.05)), 1)
    lot = max(round(product.lot), draw.whole(12, 40))
    small = ceil(lot * after / before - 1e-9)
    return Draft(
        stem=f"Suppose that a setup of {one.station} for {product.product} is brought down from {text(before, 'min')} "
        "to "
        f"{text(after, 'min')}, that lots have {text(lot, 'pieces')} today, and that as many pieces are made as before."
        "\n\nWhat is the smallest lot, in whole pieces, with which setups take no more time than they do today?",
        answer=number(
            small,
            "pieces",
            ("saved_share", ceil(lot * (before - after) / before - 1e-9), "That is the share saved, not what is left."),
            ("larger_lot", ceil(lot * before / after - 1e-9), "A shorter setup allows smaller lots, not larger ones."),
            ("minutes_for_pieces", lot - (before - after), "Minutes saved are not pieces: compare ratios."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Setup time for a piece today: {text(before)} / {text(lot)} = {text(before / lot, 'min')}.",
            f"With the short setup: {text(after)} / lot must be no more.",
            f"Lot ≥ {text(after)} / {text(before / lot)} = {text(lot * after / before)}: {small}.",
        ),
        hints=(
            "The time of a setup is shared by all pieces of its lot.",
            "How many minutes of setup fall on a piece today?",
            "Find the lot for which the new setup gives the same minutes for a piece, and round up.",
        ),
        again=lambda: Exactly(float(next(q for q in range(1, lot + 1) if after * lot <= before * q))),
    )
