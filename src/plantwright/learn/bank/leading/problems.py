"""Problems: stated, traced to a cause, tested, and put on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import unit_of
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.question import Criterion, Rubric
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text


def _busiest(case: Case, draw: Draw) -> tuple[str, float, float]:
    """Return a work center, and the mean and the 90th percentile of its process times in shown figures [min]."""
    steps = case.steps[case.steps["seconds"] > 0]
    sums = steps.groupby("work_center", sort=True)["seconds"].sum()
    if sums.empty:
        raise NotHereError("no step lasts any time")
    name = draw.one([str(one) for one in sums.sort_values(ascending=False).index[:4]])
    seconds = steps[steps["work_center"] == name]["seconds"]
    return name, rounded(float(seconds.mean()) / 60), rounded(float(seconds.quantile(0.9)) / 60)


@dataclass(frozen=True)
class Seen:
    """A work center beside its standard, in shown figures [min]."""

    name: str
    mean: float
    high: float
    """What nine steps in ten stay below."""
    standard: float


_CAUSES = (
    "because its people lack practice",
    "because the material that comes in varies",
    "because of the plan",
)
_CURES = (
    "so that it needs more people",
    "so that one more station must be bought",
    "so that lots must be cut",
)
_VAGUE = (
    "far too long for the orders behind it, which are late again and again",
    "much longer than anybody there would like, above all on bad days",
)


@template("lead.problem", "choice")
def problem_stated_well(case: Case, draw: Draw) -> Draft:
    """Ask which sentence states a problem: a gap to a standard that the figures bear out, without cause or cure."""
    rows = _beside_standards(case, draw)
    bad = max(rows, key=lambda one: one.mean / one.standard)
    since = f"Since {case.moment(float(case.steps['start'].min())):%d %B %Y}"
    right = _stated(since, bad.name, bad.mean, bad.standard, draw)
    facts = (
        f"{since}, a step at {bad.name} took {text(bad.mean, 'min')}, above its standard of {text(bad.standard, 'min')}"
    )
    fine = [one for one in rows if one is not bad]
    met = draw.one(fine) if fine else None
    columns = (
        Column(name="work center"),
        *(Column(name=n, unit="min") for n in ("mean", "90 % take less", "standard")),
    )
    wrong = (
        (f"{facts}, {draw.one(_CAUSES)}", "cause_in_problem", "It holds a cause that nobody showed."),
        (f"{facts}, {draw.one(_CURES)}", "cure_in_problem", "It holds a cure; what is the gap?"),
        (f"{since}, a step at {bad.name} took {draw.one(_VAGUE)}", "no_measure", "How large is the gap, and to what?"),
        (_stated(since, bad.name, bad.standard, bad.mean, draw), "turned_round", "Which of the two figures is which?"),
        (_stated(since, bad.name, bad.high, bad.standard, draw), "tail_for_mean", "Is that the mean of the steps?"),
        *([(_stated(since, met.name, met.mean, met.standard, draw), "no_gap_there", "Is there a gap at all?")]
          if met else []),
    )  # fmt: skip
    return Draft(
        stem=f"The table shows what a step took by the log since {since[6:]}; suppose that the standards are those "
        "shown, and that a mean should not be above its standard.\n\nWhich sentence states a problem, as the figures "
        "have it?",
        views=(Table(title="Steps beside their standards", columns=columns,
                     rows=tuple((one.name, one.mean, one.high, one.standard) for one in rows)),),
        answer=choice(
            draw,
            right,
            "It says what, where, since when and how much, against a standard, and leaves the cause open.",
            *draw.some(wrong, 4),
        ),
        solution=(
            "A problem is a gap between what is and what should be, with its size, place and time.",
            *(f"{one.name}: {text(one.mean, 'min')} against {text(one.standard, 'min')}." for one in rows),
            f"{right}.",
        ),
        hints=(
            "A problem is a gap to a standard: look in the table for where there is one.",
            "Drop each sentence that holds a cause or a cure, or no figures.",
            "Compare the figures of what is left with the table: which is the mean, which the standard?",
        ),
        again=lambda: Exactly(_borne_out([right, *(one for one, _, _ in wrong)], rows)),
    )  # fmt: skip


def _beside_standards(case: Case, draw: Draw) -> list[Seen]:
    """Return up to three work centers, of which one is slower than its standard."""
    known = _figures(case)
    some = draw.shuffled(known)[:3]
    slow = draw.whole(0, len(some) - 1)
    factors = [draw.step(*((0.6, 0.85) if k == slow else (1.05, 1.3)), 0.05) for k in range(len(some))]
    return [Seen(*one, max(rounded(one[1] * f), 0.001)) for one, f in zip(some, factors, strict=True)]


@lru_cache(KEPT)
def _figures(case: Case) -> tuple[tuple[str, float, float], ...]:
    """Return work centers with the mean and the 90th percentile of their process times in shown figures [min]."""
    groups = case.steps[case.steps["seconds"] > 0].groupby("work_center", sort=True)["seconds"]
    seen = [
        (str(name), rounded(float(one.mean()) / 60), rounded(float(one.quantile(0.9)) / 60)) for name, one in groups
    ]
    apart = tuple(one for one in seen if 0.01 <= one[1] < one[2]) or tuple(seen)
    if not apart:
        raise NotHereError("no step lasts any time")
    return apart


def _stated(since: str, name: str, mean: float, standard: float, draw: Draw) -> str:
    """Return a sentence that holds a mean against a standard, in one of some wordings."""
    took, should = text(mean, "min"), text(standard, "min")
    return draw.one(
        (
            f"{since}, a step at {name} took {took} on average, against a standard of {should}",
            f"{since}, steps at {name} should take {should} on average by their standard; what they took was {took}",
            f"{since}, steps at {name} took {took} on average, while the standard that holds there is {should}",
            f"{since}, the mean step at {name} was {took}; its standard is {should}",
        )
    )


_STANDARD = re.compile(r"(?:standard of|should take|is) (\S+ min)")


def _borne_out(sentences: list[str], rows: list[Seen]) -> str:
    """Return the sentence that says a mean above its standard as the table has them, and no more, by its words."""
    for said in sentences:
        for one in (row for row in rows if f" at {row.name} " in said):
            plain = said.replace(f" at {one.name} ", " at it ")
            figures, standard = re.findall(r"\S+ min\b", plain), _STANDARD.findall(plain)
            is_bare = not re.search("because|so that", plain)
            is_so = sorted(figures) == sorted((text(one.mean, "min"), text(one.standard, "min")))
            if is_bare and is_so and standard == [text(one.standard, "min")] and one.mean > one.standard:
                return said
    raise ValueError("no sentence is borne out by the table")


@template("lead.root_cause", "explain")
def why_a_time_is_long(case: Case, draw: Draw) -> Draft:
    """Ask for a chain of whys, each with a fact that would show it."""
    name, mean, high = _busiest(case, draw)
    return Draft(
        stem=f"By the log, one step in ten at {name} takes longer than {text(high, 'min')}, while the mean is "
        f"{text(mean, 'min')}.\n\nWrite how you would go from this to a cause: three whys, the fact from the "
        "floor or the log "
        "that you would look for at each, and a rival cause.",
        answer=Rubric(
            model=(
                f"Why are some steps at {name} longer than {text(high, 'min')}? Sort them by product, station "
                "and hour: if one "
                "product holds most of them, look at its work. Why does that product take longer? Time ten cycles and "
                "compare them with its standard. Why does it leave the standard? See which element differs, and "
                "ask the "
                "people who do it. A rival cause is a stop within the step: then long steps would cluster by station, "
                "whatever the product."
            ),
            criteria=(
                Criterion(text="It begins with the gap, not with a cause.", points=1),
                Criterion(text="Each why has a fact that could show it to be wrong.", points=2),
                Criterion(text="It names at least one rival cause, and what would tell the two apart.", points=2),
                Criterion(text="It blames no person.", points=1),
            ),
        ),
        solution=("Ask why until the answer is something that can be changed; at each step look for a fact.",),
        hints=(
            "Begin with which steps are long: where, when, which product?",
            "For each why, say what you would see if it were true, and what if it were not.",
            "Name another cause that would look alike, and what tells the two apart.",
        ),
        again=None,
    )  # fmt: skip


@template("lead.test_cause", "number")
def long_steps_of_a_group(case: Case, draw: Draw) -> Draft:
    """Ask how much more often steps are long in one group than in another that does the same work."""
    same = draw.one(_alike(case))
    (one, first), (other, second) = draw.shuffled(draw.some(same.groups, 2))
    size, unit = unit_of(float(np.median(np.concatenate([first, second]))))
    limit = _parting(draw, first / size, second / size)
    (a, n), (b, m) = ((int(np.sum(times / size > limit)), len(times)) for times in (first, second))
    difference = 100 * (a / n - b / m)
    columns = (Column(name="group"), Column(name=f"long {same.what}"), Column(name=f"all {same.what}"))
    return Draft(
        stem=f"Somebody suspects that long {same.what} come from {one}. So that like is compared with like, the table "
        f"counts only {same.what} {same.work}; one longer than {text(limit, unit)} is long.\n\nBy how many points of "
        f"percent is the share of long {same.what} for {one} above that for {other}? Below is negative.",
        views=(Table(title=f"Long {same.what} by group", columns=columns, rows=((one, a, n), (other, b, m))),),
        answer=number(
            difference,
            "%",
            ("counts_compared", float(a - b), "The two groups are not equally large; compare shares."),
            (
                "share_of_the_long",
                100 * (a - b) / max(a + b, 1),
                "Compare with all of its own group, not with the long ones.",
            ),
            ("turned_round", -difference, f"Subtract the share of {other} from that of {one}."),
            share=0.006,
            least=0.05,
        ),
        solution=(
            f"{one}: {a} / {n} = {text(100 * a / n, '%')}. {other}: {b} / {m} = {text(100 * b / m, '%')}.",
            f"Difference: {text(difference, '%')} points. Whether that is more than luck asks for an interval.",
        ),
        hints=(
            "If the suspicion is right, they are long more often in that group than in the other, at the same work.",
            "Turn each count into a share of all of its own line.",
            "Subtract the second share from the first.",
        ),
        again=lambda: Exactly(_slope(first / size > limit, second / size > limit)),
    )


def _parting(draw: Draw, first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return a time above which a fifth or so of all lie, and not the same share of both groups, if there is one."""
    both, shares = np.concatenate([first, second]), draw.shuffled((0.7, 0.75, 0.8, 0.85))
    limits = [rounded(float(np.quantile(both, share))) for share in shares]
    return next((one for one in limits if np.mean(first > one) != np.mean(second > one)), limits[0])


def _slope(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Return the points of percent by which steps of the first group are long more often, by least squares."""
    is_long = np.concatenate([first, second]).astype(float)
    is_first = np.repeat([1.0, 0.0], [len(first), len(second)])
    return float(100 * np.polyfit(is_first, is_long, 1)[0])


@dataclass(frozen=True)
class Alike:
    """Groups that did the same work."""

    what: str
    """steps, or waits before steps."""
    work: str
    """Such as ``at mill, operation 10``."""
    groups: tuple[tuple[str, NDArray[np.float64]], ...]
    """Of each group its name and its times [s]."""


FEWEST = 20
"""Times that a group has at least."""
SAME = (("work_center", "operation", "product"), ("work_center", "operation"), ("work_center",))
"""What makes work the same; the next where one leaves too little."""


@lru_cache(KEPT)
def _alike(case: Case) -> tuple[Alike, ...]:
    """Return work that several stations do; where none is, work of both halves of the day, or else of the log.

    Where the times of the same work hardly vary, waits before it are compared.
    """
    steps = case.steps
    begin = case.moment(0.0)
    is_early = (begin.hour * 3600 + begin.minute * 60 + steps["start"]) % 86_400 < 43_200
    is_first = steps["start"] < steps["start"].median()
    splits = (
        "station " + steps["station"].astype(str),
        is_early.map({True: "the hours before noon", False: "the hours after noon"}),
        is_first.map({True: "the first half of the log", False: "its second half"}),
    )
    known = steps.assign(waited=steps["start"] - steps["ready"])
    for measure, what in (("seconds", "steps"), ("waited", "waits before steps")):
        some = known[known[measure] > 0]
        for split in splits:
            for keys in SAME:
                if found := tuple(_parted(some.assign(group=split.loc[some.index]), list(keys), measure, what)):
                    return found
    raise NotHereError("no work was done twenty times by each of two stations, or in each half of the log")


def _parted(steps: pd.DataFrame, keys: list[str], measure: str, what: str) -> Iterator[Alike]:
    for values, rows in steps.groupby(keys, sort=True):
        groups = [(str(name), one.to_numpy()) for name, one in rows.groupby("group", sort=True)[measure]]
        kept = tuple(one for one in groups if len(one[1]) >= FEWEST)
        if len(kept) >= 2 and rows[measure].nunique() > FEWEST:
            told = (f"{key} {value}" for key, value in zip(keys[1:], values[1:], strict=True))
            yield Alike(what, f"at {', '.join((str(values[0]), *told))}", kept)


@template("lead.a3", "explain")
def one_page_about_a_gap(case: Case, draw: Draw) -> Draft:
    """Ask for an A3 about a gap of the plant, in a few sentences."""
    name, mean, _ = _busiest(case, draw)
    standard = rounded(0.85 * mean)
    return Draft(
        stem=f"A step at {name} takes {text(mean, 'min')} on average by the log; suppose that it should take "
        f"{text(standard, 'min')}.\n\nWrite the A3 in six sentences: gap, facts, cause, countermeasure, "
        "predicted gain, and "
        "who checks what by when.",
        answer=Rubric(
            model=(
                f"Gap: {text(mean - standard, 'min')} a step at {name}, against a standard of "
                f"{text(standard, 'min')}. Facts: "
                "which products, stations and hours hold the long steps. Cause: what the facts leave over, with "
                "the rival "
                "that was ruled out. Countermeasure: one change that touches the cause. Predicted gain: how "
                "many minutes, "
                "with an interval, by a trial or the twin. Check: a named person measures the mean of so many "
                "steps after "
                "two weeks, and says what would stop the trial."
            ),
            criteria=(
                Criterion(text="The gap has a number and a standard.", points=1),
                Criterion(text="The cause follows from facts, and a rival is ruled out.", points=2),
                Criterion(text="The gain is predicted before the change, with how sure it is.", points=2),
                Criterion(text="Somebody checks something by a day, and knows what would stop it.", points=1),
            ),
        ),
        solution=("An A3 closes the loop: gap, facts, cause, countermeasure, prediction, check.",),
        hints=(
            "Begin with the gap in numbers.",
            "Let the facts lead to the cause, and the cause to the countermeasure.",
            "Say before the trial what should come out, and who looks when.",
        ),
        again=None,
    )  # fmt: skip
