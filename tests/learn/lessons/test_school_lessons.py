"""The school's lessons: how many, how long, for which skills, and that each can be shown on every plant."""

from __future__ import annotations

import html
import json
import math
import re
from pathlib import Path

import pytest

from learn.lessons.plants import examples, published
from plantwright.learn.bank.case import Case
from plantwright.learn.lessons.lesson import MOST_MINUTES, SECTIONS, WORDS_A_MINUTE, Lesson, Shown
from plantwright.learn.lessons.page import lessons_page
from plantwright.learn.lessons.read import lesson_of, marks_of, school_lessons
from plantwright.learn.lessons.render import show
from plantwright.learn.lessons.values import NOT_KNOWN
from plantwright.learn.skills.read import school_skills
from plantwright.model.change import parse_changes

LESSONS = {one.id: one for one in school_lessons()}


def prose(shown: Shown) -> str:
    """Return all text of a lesson as a reader sees it."""
    parts = [one.html for section in shown.sections for one in section.blocks if one.block == "text"]
    says = [one.says for section in shown.sections for one in section.blocks if one.block in ("lacking", "try")]
    return html.unescape(re.sub(r"<[^>]*>", " ", " ".join(parts))) + " " + " ".join(says)


def is_fit(shown: Shown, case: Case) -> None:
    """Assert that a lesson shown has all of its parts, nothing left open, figures that draw and changes that fit."""
    assert [one.name for one in shown.sections] == list(SECTIONS)
    assert "{{" not in prose(shown)
    assert "}}" not in prose(shown)
    assert bool(shown.unknown) == (NOT_KNOWN in prose(shown))
    for block in (one for section in shown.sections for one in section.blocks):
        if block.block == "figure":
            assert json.loads(block.plotly)["data"], block.name
            assert block.title, block.name
            assert block.read, block.name
        elif block.block == "try":
            (change,) = parse_changes([block.change])
            assert case.plant is not None
            assert change.apply(case.plant) != case.plant, block.name
        elif block.block == "question":
            assert block.skill in school_skills()
        elif block.block == "lacking":
            assert block.says.endswith(".")


def test_there_are_twenty_four_lessons_for_all_skills() -> None:
    """Twenty-four lessons serve every skill of the graph."""
    served = {name for one in school_lessons() for name in one.skills}
    assert len(LESSONS) == 24
    assert served == set(school_skills().order)
    assert all(name in lesson_of(name).skills for name in served)


@pytest.mark.parametrize("one", LESSONS.values(), ids=list(LESSONS))
def test_a_lesson_asks_to_see_predict_try_and_practice(one: Lesson) -> None:
    """Each shows a figure, asks for a prediction, tries a change and practices its skills, all within 20 minutes."""
    marks = list(marks_of(one))
    kinds = {mark.kind for mark in marks}
    assert kinds >= {"figure", "value", "predict", "try", "practice"}
    assert {mark.name for mark in marks if mark.kind == "predict"} <= set(one.skills)
    assert {mark.name for mark in marks if mark.kind == "practice"} >= set(one.skills)
    assert one.minutes <= MOST_MINUTES
    assert one.minutes == math.ceil(len(one.body.split()) / WORDS_A_MINUTE) + sum(one.tasks.values())


def test_lessons_stand_after_what_they_rest_on() -> None:
    """No lesson comes before another that serves a skill which all of its skills ask for."""
    graph, place = school_skills(), {}
    for one in school_lessons():
        for name in one.skills:
            place.setdefault(name, one.place)
    early = [
        (one.id, first)
        for one in school_lessons()
        for first in set.intersection(*(set(graph.before(name)) for name in one.skills)) - set(one.skills)
        if place[first] > one.place
    ]
    assert early == []


@pytest.mark.parametrize("one", LESSONS.values(), ids=list(LESSONS))
def test_a_lesson_can_be_shown_on_every_example(one: Lesson) -> None:
    """On each example plant nothing of the lesson stays open, its figures draw, its changes fit, and 20 minutes do."""
    for case in examples():
        shown = show(one, case)
        is_fit(shown, case)
        words = len(prose(shown).split())
        assert words / WORDS_A_MINUTE + sum(one.tasks.values()) <= MOST_MINUTES, case.name


@pytest.mark.parametrize("one", LESSONS.values(), ids=list(LESSONS))
def test_a_lesson_can_be_shown_on_published_plants(one: Lesson) -> None:
    """The same holds on a real log and on plants of known truth, of which nobody has learned a twin here."""
    if not published():
        pytest.skip("the published data sets are not here; name their folder in PLANTWRIGHT_DATA")
    for case in published():
        shown = show(one, case)
        is_fit(shown, case)
        words = len(prose(shown).split())
        assert words / WORDS_A_MINUTE + sum(one.tasks.values()) <= MOST_MINUTES, case.name


def test_most_of_a_lesson_is_known_on_most_plants() -> None:
    """Of all numbers that lessons tell, nine of ten are known on the example plants."""
    told = unknown = 0
    for case in examples():
        for one in school_lessons():
            told += sum(mark.kind == "value" for mark in marks_of(one))
            unknown += sum(
                block.html.count('class="value unknown"')
                for section in show(one, case).sections
                for block in section.blocks
                if block.block == "text"
            )
    print(f"{told - unknown} of {told} values known")  # noqa: T201
    assert unknown <= 0.1 * told


def test_no_worker_is_named() -> None:
    """No lesson shown on the example with a told crew holds a worker's name."""
    (case,) = [one for one in examples() if one.name == "machine-shop"]
    names = set(case.log.intervals.select("worker").distinct().to_pyarrow().column("worker").to_pylist()) - {None}
    shown = " ".join(show(one, case).model_dump_json() for one in school_lessons())
    assert names
    assert [name for name in names if name in shown] == []


def test_the_reference_shows_the_lessons_as_they_are(project: Path) -> None:
    """The page of lessons is what ``python -m plantwright.learn.lessons`` prints."""
    page = (project / "docs" / "reference" / "lessons.md").read_text(encoding="utf-8")
    assert page == lessons_page()
