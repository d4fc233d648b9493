"""Yield, Pareto and rework: what quality costs, step by step."""

from __future__ import annotations

from itertools import combinations

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Column, Series, Table
from plantwright.learn.bank.words import rounded, text


def _centers(case: Case, draw: Draw, least: int, most: int) -> list[str]:
    names = sorted({str(one) for one in case.steps["work_center"].dropna()})
    if len(names) < least:
        raise NotHereError(f"fewer than {least} work centers have work")
    return draw.some(names, draw.whole(least, min(most, len(names))))


def _table(names: list[str], shares: list[float], heading: str) -> Table:
    rows = tuple(zip(names, shares, strict=True))
    return Table(title=heading, columns=(Column(name="work center"), Column(name="share", unit="%")), rows=rows)


@template("quality.yield", "number")
def yield_of_all_steps(case: Case, draw: Draw) -> Draft:
    """Ask for the share of pieces that pass every step the first time."""
    names = _centers(case, draw, 3, 5)
    lost = [draw.step(1, 9, 0.5) for _ in names]
    passed = 1.0
    for one in lost:
        passed *= 1 - one / 100
    return Draft(
        stem="Suppose that at each of these work centers, which a piece passes one after another, the share "
        "shown fails the "
        "first time.\n\nWhich share of the pieces passes all of them the first time?",
        views=(_table(names, lost, "Pieces that fail the first time"),),
        answer=number(
            100 * passed,
            "%",
            ("added_losses", 100 - sum(lost), "You added the losses; each step loses of what is left only."),
            ("mean_yield", 100 - sum(lost) / len(lost), "That is the mean yield of a step, not of all of them."),
            ("worst_step", 100 - max(lost), "That is the yield of the worst step alone."),
            share=0.002,
        ),
        solution=(
            *(f"{name}: {text(100 - one, '%')} pass." for name, one in zip(names, lost, strict=True)),
            f"The product of these shares is {text(100 * passed, '%')}.",
        ),
        hints=(
            "A piece must pass the first step, and the second, and so on.",
            "Turn each share that fails into one that passes.",
            "Multiply the shares that pass.",
        ),
        again=lambda: Exactly(_left(100.0, lost)),
    )


def _left(pieces: float, lost: list[float]) -> float:
    """Return how many of some pieces are left after each step took its share."""
    for one in lost:
        pieces -= pieces * one / 100
    return pieces


@template("quality.pareto", "number")
def few_that_make_most(case: Case, draw: Draw) -> Draft:
    """Ask how many of the largest items make up a share of the whole, from bars."""
    names, hours, what = _items(case)
    goal = draw.step(60, 90, 5)
    ranked = sorted(hours, reverse=True)
    need = next(k for k in range(1, len(ranked) + 1) if sum(ranked[:k]) >= goal / 100 * sum(ranked) - 1e-9)
    chart = Chart(
        title=f"{what}, by log", mark="bars", x=Axis(title=""), y=Axis(title="time", unit="h"),
        series=(Series(x=tuple(names), y=tuple(hours)),), read="The higher a bar, the more time.",
    )  # fmt: skip
    rows = tuple(zip(names, hours, strict=True))
    table = Table(title=what, columns=(Column(name="item"), Column(name="time", unit="h")), rows=rows)
    return Draft(
        stem=f"Chart and table show {what[0].lower()}{what[1:]}.\n\nHow many items, at least, make up "
        f"{text(goal, '%')} "
        "of the whole time?",
        views=(chart, table),
        answer=number(
            need,
            "items",
            ("all_items", len(names), "That would be everything."),
            ("share_of_items", round(goal / 100 * len(names)), "You took a share of the items; the time counts."),
            ("one_too_few", need - 1, "Check the sum once more: is the share reached?"),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"The whole: {text(sum(hours), 'h')}; {text(goal, '%')} of it: {text(goal / 100 * sum(hours), 'h')}.",
            (
                f"The largest {need}: {', '.join(text(one) for one in ranked[:need])}, together "
                f"{text(sum(ranked[:need]), 'h')}."
            ),
        ),
        hints=(
            "Begin with the item that takes most.",
            "Add up the items from the largest on, and compare with the whole.",
            "Stop as soon as the share is reached, and count.",
        ),
        again=lambda: Exactly(float(_fewest(hours, goal / 100))),
    )


def _items(case: Case) -> tuple[list[str], list[float], str]:
    """Return hours by reason of a stop where the log has reasons, else by work center, eight at most."""
    stops = case.stops[case.stops["seconds"] > 0]
    steps = case.steps[case.steps["seconds"] > 0]
    for frame, key, what in ((stops, "reason", "Time lost, by reason"), (steps, "work_center", "Time in process")):
        sums = frame.dropna(subset=[key]).groupby(key)["seconds"].sum() / 3600 if len(frame) else frame["seconds"]
        kept = [(str(name), rounded(float(one))) for name, one in sums.items() if one > 0]
        if len(kept) >= 4:
            kept = sorted(kept, key=lambda one: -one[1])[:8]
            kept.sort()
            return [name for name, _ in kept], [one for _, one in kept], what
    raise NotHereError("fewer than four reasons or work centers")


def _fewest(hours: list[float], share: float) -> int:
    """Return the size of the smallest set that reaches a share, of all sets."""
    goal = share * sum(hours) - 1e-9
    sizes = range(1, len(hours) + 1)
    return next(size for size in sizes if any(sum(some) >= goal for some in combinations(hours, size)))


@template("quality.rework", "number")
def load_with_rework(case: Case, draw: Draw) -> Draft:
    """Ask what rework adds to the load of a work center."""
    name = _centers(case, draw, 1, 1)[0]
    seconds = float(case.steps[case.steps["work_center"] == name]["seconds"].mean())
    minutes, pieces, back = max(rounded(seconds / 60), 0.01), 10 * draw.whole(4, 30), draw.step(5, 30, 1)
    hours = minutes * pieces / (1 - back / 100) / 60
    return Draft(
        stem=f"A step at {name} takes {text(minutes, 'min')} on average, by the log. Suppose that {pieces} lots "
        "must pass it "
        f"and that {text(back, '%')} of all passes fail, so that the lot goes back and passes once more, as "
        "often as it "
        "takes.\n\nHow many hours of work is that?",
        views=(),
        answer=number(
            hours,
            "h",
            ("no_rework", minutes * pieces / 60, "That is the work of the first passes alone."),
            (
                "reworked_once",
                minutes * pieces * (1 + back / 100) / 60,
                "What goes back fails again with the same chance.",
            ),
            ("yield_forgotten", minutes * pieces * (1 - back / 100) / 60, "Rework adds work, it takes none away."),
            share=0.004,
        ),
        solution=(
            f"A lot passes 1 / (1 − {back / 100:g}) = {text(1 / (1 - back / 100))} times on average.",
            f"{pieces} × {text(1 / (1 - back / 100))} × {text(minutes, 'min')} = {text(hours, 'h')}.",
        ),
        hints=(
            "How often does a lot pass the step, on average?",
            "Of the lots that go back, the same share goes back again, and so on.",
            "Divide the number of lots by the share that passes, then take it times the minutes.",
        ),
        again=lambda: Exactly(_passes(pieces, back / 100) * minutes / 60),
    )


def _passes(pieces: float, back: float) -> float:
    """Return all passes, round by round until nothing is left to go back."""
    total = 0.0
    while pieces > 1e-13:
        total, pieces = total + pieces, pieces * back
    return total
