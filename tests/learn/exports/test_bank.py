"""Every question of the bank goes through: other systems score its right answer as right, its wrong ones as wrong."""

from __future__ import annotations

from functools import lru_cache
from xml.etree import ElementTree as ET

import pytest
from benchmarks.learn.cases import own

from learn.exports.test_qti import pytestmark as ignored
from learn.exports.test_qti import scored, spoken
from plantwright.learn.bank.case import Case
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.bank.template import NotHereError, Template, pose
from plantwright.learn.exports.key import key
from plantwright.learn.exports.moodle import moodle_xml
from plantwright.learn.exports.prairielearn import prairielearn
from plantwright.learn.exports.qti import item

pytestmark = ignored


@lru_cache(1)
def cases() -> tuple[Case, ...]:
    """Return our plants that have a log, or a twin that makes one."""
    return tuple(own())


def asked(one: Template) -> Question:
    """Return a template's question about the first plant that it binds to."""
    for case in cases():
        try:
            return pose(one, case, 1).question
        except NotHereError:
            continue
    pytest.fail(f"{one.id} binds to none of our plants")


def answers(question: Question) -> list[tuple[object, float, str]]:
    """Return answers with what they score, and what is said to the wrong ones."""
    match question.answer:
        case Number() | Setting() as answer:
            told = key(answer)
            return [(float(told.value), 1.0, "")] + [(float(one.value), 0.0, one.feedback) for one in told.mistakes]
        case Choice() as answer:
            return [(one.key, float(one.right), "" if one.right else one.feedback) for one in answer.options]
        case Ordering() as answer:
            return [(list(answer.right), 1.0, "")] + [(list(one.keys), 0.0, one.feedback) for one in answer.mistakes]
    return []


@pytest.mark.parametrize("one", TEMPLATES.values(), ids=list(TEMPLATES))
def test_the_bank_goes_through(one: Template) -> None:
    """The item is scored by another engine as its key says, with our words; the other formats are well formed."""
    question = asked(one)
    text = item(question)
    for given, score, says in answers(question):
        got, feedback, _ = scored(text, given)
        assert got == score
        assert not says or " ".join(spoken(text, feedback).split()) == " ".join(says.split())
    assert answers(question) or isinstance(question.answer, Rubric)
    ET.fromstring(moodle_xml([question]))
    assert len(prairielearn([question])) >= 3
