"""Whether the two ways to every answer agree, on every plant, and how long a question takes.

Each template is asked with many seeds on each plant. A question that the plant cannot ask counts as not bound. Every
misconception that a question lists is answered, and must get its own feedback.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from benchmarks.learn.cases import every
from benchmarks.table import Row, load, row, wall_row
from plantwright.learn.bank.agree import disagreement
from plantwright.learn.bank.case import Case
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.check import Given, check
from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.bank.template import NotHereError, Template, pose

SEEDS, FEW = 100, 5


@dataclass
class Tally:
    """What was seen."""

    asked: int = 0
    unlike: list[str] = field(default_factory=list)
    deaf: list[str] = field(default_factory=list)
    """Misconceptions whose answer got another feedback than their own, and right answers found wrong."""
    seconds: list[float] = field(default_factory=list)
    bound: Counter[str] = field(default_factory=Counter)
    unbound: list[str] = field(default_factory=list)


def figures(smoke: bool) -> list[Row]:
    """Return the figures of all templates on all plants."""
    tally, cases, busy = Tally(), every(), load()
    for case in cases:
        print(f"{case.name} …", file=sys.stderr, flush=True)
        for one in TEMPLATES.values():
            _asked(one, case, range(FEW if smoke else SEEDS), tally)
    for line in (*tally.unlike[:20], *tally.deaf[:20], *tally.unbound):
        print(line, file=sys.stderr)
    return _rows(tally, cases, busy)


def _rows(tally: Tally, cases: tuple[Case, ...], busy: float) -> list[Row]:
    places = len(TEMPLATES) * len(cases)
    worst = min((tally.bound[case.name] / len(TEMPLATES) for case in cases), default=0.0)
    return [
        row("templates", float(len(TEMPLATES)), "1", ">= 100"),
        row("plants", float(len(cases)), "1", ">= 6"),
        row("questions asked", float(tally.asked), "1"),
        row("answers whose two ways disagree", float(len(tally.unlike)), "1", "<= 0"),
        row("misconceptions without their own feedback", float(len(tally.deaf)), "1", "<= 0"),
        row("templates that bind, all plants", sum(tally.bound.values()) / places, "1", ">= 0.9"),
        row("templates that bind, the plant where fewest do", worst, "1", ">= 0.9"),
        wall_row("making a question, 95 % within", 1000 * _p95(tally.seconds), "<= 50", busy, "ms"),
    ]


def _p95(seconds: list[float]) -> float:
    return float(np.quantile(seconds, 0.95)) if seconds else 0.0


def _asked(one: Template, case: Case, seeds: range, tally: Tally) -> None:
    for seed in seeds:
        began = time.perf_counter()
        try:
            posed = pose(one, case, seed)
        except NotHereError as error:
            tally.unbound.append(f"{one.id} on {case.name}: {error}")
            return
        tally.seconds.append(time.perf_counter() - began)
        tally.asked += 1
        where = f"{one.id} on {case.name}, seed {seed}"
        if found := disagreement(posed):
            tally.unlike.append(f"{where}: {found}")
        tally.deaf += [f"{where}: {problem}" for problem in unheard(posed.question)]
    tally.bound[case.name] += 1


def unheard(question: Question) -> list[str]:
    """Return what a question's own feedback gets wrong: its right answer, or a misconception that it lists."""
    right, mistakes = _answers(question)
    found = [] if check(question, right).right else [f"its right answer {right!r} is found wrong"]
    for name, given in mistakes:
        heard = check(question, given)
        if heard.right or heard.mistake != name or not heard.says:
            found.append(f"{name} ({given!r}) is heard as {heard.mistake or 'right'!r}")
    return found


def _answers(question: Question) -> tuple[Given, list[tuple[str, Given]]]:
    match question.answer:
        case Number() as one:
            return repr(one.value), [(m.name, repr(m.value)) for m in one.mistakes]
        case Setting() as one:
            return repr(one.accepted_low), [(m.name, repr(m.value)) for m in one.mistakes]
        case Choice() as one:
            right = next(option.key for option in one.options if option.right)
            return right, [(option.mistake, option.key) for option in one.options if not option.right]
        case Ordering() as one:
            return one.right, [(m.name, m.keys) for m in one.mistakes]
        case Rubric() as one:
            return tuple(str(k + 1) for k in range(len(one.criteria))), []
