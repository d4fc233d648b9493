"""The shift board, the handover and the stand-up: what today's numbers say, and what is done about them."""

from __future__ import annotations

import math

import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.supply.history import history
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


@template("lead.board", "number")
def gap_on_the_board(case: Case, draw: Draw) -> Draft:
    """Ask for the gap between target and actual over some periods, from counts of the plant."""
    past = history(case, draw, 6)
    target = max(round(sum(past.values) / len(past.values) * draw.step(0.8, 1.2, 0.05)), 1)
    target += sum(past.values) == target * len(past.values)
    gap = sum(past.values) - target * len(past.values)
    rows = tuple((k, target, int(one)) for k, one in enumerate(past.values, 1))
    columns = (Column(name=past.period), Column(name="target", unit=past.unit), Column(name="actual", unit=past.unit))
    lost, won = (sum(max(sign * (one - target), 0) for one in past.values) for sign in (-1, 1))
    return Draft(
        stem=f"The board of the last {len(past.values)} {past.period}s shows what the log counted; suppose that "
        "the target "
        "was the one shown.\n\nHow far is the whole time above its target? Below is negative.",
        views=(Table(title="The board", columns=columns, rows=rows),),
        answer=number(
            gap,
            past.unit,
            ("only_the_bad_ones", -lost, "The periods above target count too."),
            ("only_the_good_ones", won, "The periods below target count too."),
            ("turned_round", -gap, "Actual less target: below it is negative."),
            ("last_period", past.values[-1] - target, "That is the gap of the last period alone."),
            ("mean_gap", gap / len(past.values), "That is the gap of a period on average."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Actual: {' + '.join(text(one) for one in past.values)} = {text(sum(past.values))}.",
            f"Target: {len(past.values)} × {target} = {target * len(past.values)}.",
            f"Gap: {text(gap, past.unit)}.",
        ),
        hints=(
            "Compare what came with what should have come, over all lines.",
            "Add up the actual figures, and the targets.",
            "Subtract the sum of the targets from the sum of what came.",
        ),
        again=lambda: Exactly(float(_paired_off(past.values, target))),
    )


def _paired_off(came: tuple[int, ...], target: int) -> int:
    """Return what came above target when each that comes takes an open place, or waits for one, line by line."""
    open_places, waiting = 0, 0
    for one in came:
        for _ in range(target):
            open_places, waiting = (open_places, waiting - 1) if waiting else (open_places + 1, waiting)
        for _ in range(one):
            open_places, waiting = (open_places - 1, waiting) if open_places else (open_places, waiting + 1)
    return waiting - open_places


@template("lead.stand_up", "choice")
def loss_to_act_on(case: Case, draw: Draw) -> Draft:
    """Ask which loss to talk about, when minutes and chances to act differ."""
    names = sorted({str(one) for one in case.steps["work_center"].dropna()})
    if len(names) < 3:
        raise NotHereError("fewer than three work centers have work")
    some = draw.some(names, min(4, len(names)))
    minutes = [5 * draw.whole(2, 30) for _ in some]
    shares = [10 * draw.whole(1, 9) for _ in some]
    saved = [m * s for m, s in zip(minutes, shares, strict=True)]
    if sorted(saved)[-1] < 1.1 * sorted(saved)[-2]:
        saved[0], minutes[0], shares[0] = 200 * 90, 200, 90
    best = some[saved.index(max(saved))]
    by_minutes, by_share = some[minutes.index(max(minutes))], some[shares.index(max(shares))]
    rows = tuple(zip(some, minutes, shares, strict=True))
    columns = (Column(name="work center"), Column(name="lost", unit="min"), Column(name="can be taken away", unit="%"))
    others = [(one, "smaller_gain", "Take what can be saved, not what is near.") for one in some]
    return Draft(
        stem="At the stand-up the table is on the board. Suppose that the last column tells which share of the "
        "loss the team "
        "can take away this week.\n\nOn which loss does it work, if one action must do?",
        views=(Table(title="Yesterday's losses", columns=columns, rows=rows),),
        answer=choice(
            draw,
            best,
            "Lost time, times what can be done about it.",
            (by_minutes, "largest_loss", "It lost most; how much of that can be taken away?"),
            (by_share, "easiest_loss", "Nearly all of it can go; how much is it?"),
            *others,
        ),
        solution=tuple(f"{n}: {m} min × {s} % = {text(m * s / 100, 'min')}" for n, m, s in rows),
        hints=(
            "A loss that nobody can change is no work for this week.",
            "For each line ask how many minutes would be saved.",
            "Multiply lost minutes by the share that can go, and take the largest.",
        ),
        again=lambda: Exactly(_by_pairs(some, minutes, shares)),
    )


def _by_pairs(names: list[str], minutes: list[int], shares: list[int]) -> str:
    """Return the name that saves more than each other one, compared two by two in logarithms."""
    worth = {n: math.log(m) + math.log(s) for n, m, s in zip(names, minutes, shares, strict=True)}
    return next(one for one in names if all(worth[one] >= worth[other] for other in names))


@template("lead.handover", "number")
def open_at_the_handover(case: Case, draw: Draw) -> Draft:
    """Ask how many steps are open at a moment, from rows of the log."""
    rows, at = _around(case, draw)
    begun, done = rows["begin"].tolist(), rows["end"].tolist()
    is_open = [s <= at < e for s, e in zip(begun, done, strict=True)]
    table = tuple(zip(rows["name"].tolist(), begun, done, strict=True))
    columns = (Column(name="step"), Column(name="start", unit="min"), Column(name="end", unit="min"))
    not_begun, ended = sum(s > at for s in begun), sum(e <= at for e in done)
    return Draft(
        stem="The table shows steps of the log, in minutes since the first of them began. Suppose that the "
        "shift changes at "
        f"minute {at}.\n\nHow many of them are in work then and must be handed over? What ends just then is done; what "
        "starts just then is in work.",
        views=(Table(title="Steps around the change", columns=columns, rows=table),),
        answer=number(
            sum(is_open),
            "steps",
            ("begun_so_far", len(begun) - not_begun, "Some of those that had begun were done by then."),
            ("not_ended", len(begun) - ended, "Some of those had not begun yet."),
            ("all_rows", len(begun), "Not each row of the table is in work at that moment."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Begun by minute {at}: {len(begun) - not_begun}. Done by then: {ended}.",
            f"In work: {len(begun) - not_begun} − {ended} = {sum(is_open)}.",
        ),
        hints=(
            "A step is in work from its start to its end.",
            "For each row ask whether it had begun, and whether it was done.",
            "Count the rows that had begun and were not done.",
        ),
        again=lambda: Exactly(float(sum(s <= at for s in begun) - sum(e <= at for e in done))),
    )


def _around(case: Case, draw: Draw) -> tuple[pd.DataFrame, int]:
    """Return eight steps that began one after another, in whole minutes, and a moment at which some are in work."""
    steps = case.steps[case.steps["seconds"] >= 60]
    if len(steps) < 8:
        raise NotHereError("fewer than eight steps last a minute")
    for _ in range(200):
        first = draw.whole(0, len(steps) - 8)
        rows = steps.iloc[first : first + 8]
        begin = ((rows["start"] - rows["start"].min()) / 60).round().astype(int)
        end = ((rows["end"] - rows["start"].min()) / 60).round().astype(int).clip(lower=begin + 1)
        at = int(begin.iloc[draw.whole(3, 7)])
        if 0 < int(((begin <= at) & (end > at)).sum()) < 8 and int((end <= at).sum()) > 0:
            names = rows["station"].astype(str) + ", " + rows["order"].fillna("").astype(str)
            return pd.DataFrame({"name": names, "begin": begin, "end": end}), at
    raise NotHereError("no eight steps overlap and follow each other")


@template("lead.reaction", "number")
def chance_from_which_to_stop(case: Case, draw: Draw) -> Draft:
    """Ask from which chance of a real fault on a line is stopped."""
    center = draw.one(sorted({str(one) for one in case.steps["work_center"].dropna()}))
    minutes = max(rounded(float(case.steps[case.steps["work_center"] == center]["seconds"].mean()) / 60), 0.01)
    stop, fault = 10 * draw.whole(5, 40), 100 * draw.whole(6, 40)
    level = 100 * stop / (stop + fault)
    return Draft(
        stem=f"A step at {center} takes {text(minutes, 'min')} on average. A signal comes. Suppose that stopping for "
        f"nothing costs {text(stop, 'EUR')}, and going on with a real fault {text(fault, 'EUR')}; stopping at a "
        "real fault "
        "and going on without one cost nothing.\n\nFrom which chance of a real fault on is it cheaper to stop?",
        answer=number(
            level,
            "%",
            ("ratio_of_costs", 100 * stop / fault, "Both costs can fall due, each with its own chance."),
            ("other_way", 100 - level, "That is the chance that there is no fault."),
            ("even_chance", 50.0, "Half is right only if both mistakes cost alike."),
            share=0.006,
        ),
        solution=(
            f"Stopping costs (1 − p) × {stop}, going on p × {fault}.",
            f"They are equal at p = {stop} / ({stop} + {fault}) = {text(level, '%', 3)}.",
        ),
        hints=(
            "Compare what stopping costs on average with what going on costs.",
            "Each kind of mistake counts with the chance that it is one.",
            "Set the two means equal and find the chance.",
        ),
        again=lambda: Exactly(100 * _balanced(stop, fault)),
    )


def _balanced(stop: float, fault: float) -> float:
    """Return the chance at which both ways cost alike, by halving."""
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 - middle) * stop > middle * fault else (low, middle)
    return (low + high) / 2
