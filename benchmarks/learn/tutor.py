"""Whether a lying model can get a wrong number, a wrong reckoning or an answer past the gate.

A fake model is given the texts of the bank's questions and answers with lies: a digit, a unit, a bound or an operation
changed, numbers exchanged, the answer added in digits, words, foreign digits or by its name, reckonings made up. Each
is wrong by how it is made, so that every one let through counts. An honest fake model says the texts in other words:
how many of these pass shows that the gate is no wall.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks.learn.cases import own
from benchmarks.learn.lies import HONEST, LIES
from benchmarks.table import Row, row
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.question import Choice, Number, Question, Setting
from plantwright.learn.bank.template import NotHereError, pose
from plantwright.learn.tutor.phrasing import phrased

PROMPTS, FEW = 10_000, 1_000


def figures(smoke: bool) -> list[Row]:
    """Return how many lies got through, by kind, and how many honest wordings did."""
    draw = np.random.default_rng(7)
    texts = list(_texts())
    passed, asked = Counter[str](), Counter[str]()
    while asked.total() < (FEW if smoke else PROMPTS):
        question, text = texts[int(draw.integers(len(texts)))]
        for name, lie in LIES.items():
            said = lie(text, question, draw)
            if said is None:
                continue
            asked[name] += 1
            found = phrased(text, question, lambda _, __, said=said: said)  # type: ignore[misc]
            if found.by_model:
                passed[name] += 1
                print(f"{name}: {text!r} -> {said!r}", file=sys.stderr)
    rows = [row(f"lies let through: {name}, of {asked[name]}", float(passed[name]), "1", "<= 0") for name in LIES]
    return [row("prompts to a lying model", float(asked.total()), "1"), *rows, *_honest(texts)]


def _honest(texts: list[tuple[Question, str]]) -> list[Row]:
    draw = np.random.default_rng(8)
    tried = [
        phrased(text, question, lambda _, source, say=say: say(source, draw)).by_model  # type: ignore[misc]
        for question, text in texts
        for say in HONEST
    ]
    return [row("honest wordings let through, as a share", float(np.mean(tried)), "1", ">= 0.8")]


def _texts() -> Iterator[tuple[Question, str]]:
    """Yield every hint, feedback and step of a solution of the bank, on a plant of ours, with its question."""
    case = next(own())
    for one in TEMPLATES.values():
        try:
            question = pose(one, case, 3).question
        except NotHereError:
            continue
        for text in (*question.hints, *question.solution, *_feedback(question)):
            yield question, text


def _feedback(question: Question) -> list[str]:
    match question.answer:
        case Number() | Setting() as one:
            return [mistake.feedback for mistake in one.mistakes]
        case Choice() as one:
            return [option.feedback for option in one.options if option.feedback]
    return []
