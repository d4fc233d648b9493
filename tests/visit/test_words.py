"""Every text that the page asks for is there, in every language."""

from __future__ import annotations

import re

import pytest

from plantwright.messages.language import LANGUAGES, speaking
from plantwright.visit.bundle import script
from plantwright.visit.made import SHEETS
from plantwright.visit.words import LETTERS, PAGE, texts

FAMILIES = {
    "about_": SHEETS,
    "hint_": SHEETS,
    "sheet_": SHEETS,
    "kind_": ("setup", "manual", "machine", "work", "walk"),
    "seen_": ("busy", "setup", "blocked", "starved", "down"),
}


def test_every_text_that_a_script_asks_for_is_there(static):
    """No key of ``speech.say`` and no blank of the page is without words, families of keys included."""
    own = "".join(script(one.name) for one in static.glob("*.js") if one.name != "grade.js")
    asked = set(re.findall(r'say\(\s*"(\w+)"', own)) | {f"{key}{one}" for key, all_ in FAMILIES.items() for one in all_}
    assert len(asked) > 60
    assert asked - set(texts()) == set()
    blanks = set(re.findall(r"\{\{(\w+)\}\}", script("page.html")))
    assert blanks - set(PAGE) == {"title", "about", "how"}


def test_every_criterion_of_a_grade_has_a_name(static):
    """Where answers are hidden each part is still called by what it judges."""
    criteria = set(re.findall(r'(?:part|untold)\("(\w+)"', script("grade.js")))
    assert len(criteria) > 8
    assert {f"criterion_{one}" for one in criteria} - set(texts()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_tell_states_apart(language):
    """In every language each state has one letter of its own: color is never needed."""
    with speaking(language):
        letters = [str(one) for one in LETTERS.values()]
    assert len(set(letters)) == len(letters)
    assert {len(one) for one in letters} == {1}
