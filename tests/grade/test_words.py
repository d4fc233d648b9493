"""The sentences of a grade: filled without surprise, and the same places for values in every language."""

from __future__ import annotations

import re

import pytest

from plantwright.grade.words import WORDS, filled, words_said
from plantwright.messages.language import LANGUAGES, speaking


def places(sentence: str) -> set[str]:
    """Return the names of the values that a sentence asks for."""
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_english_is_what_python_says() -> None:
    """In English a page gets the very sentences of Python."""
    with speaking("en"):
        assert words_said() == WORDS


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_language_asks_for_the_same_values(language: str) -> None:
    """Each sentence is translated, and keeps the places for its values and no others."""
    with speaking(language):
        said = words_said()
    assert {name: places(one) for name, one in said.items()} == {name: places(one) for name, one in WORDS.items()}
    assert sum(said[name] != WORDS[name] for name in WORDS) > 0.9 * len(WORDS)


def test_a_value_is_put_in_as_it_is() -> None:
    """Names that hold braces or percent signs, as users' names may, neither break a sentence nor are filled in."""
    assert filled("second", yours="{true}", true="50 %s {0}") == "Your runner-up is {true}; the records name 50 %s {0}."
