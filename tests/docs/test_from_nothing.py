"""The tutorial without records shows what its commands print, and is typed in less than five minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.from_nothing import PAGE, count, minutes, printed, rewritten
from docs.pages import blocks


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """Return the blocks of the page by name."""
    return {one.info: one.body for one in blocks(PAGE)}


def test_the_page_shows_what_the_commands_print(tmp_path: Path, shown: dict[str, str]) -> None:
    """Ten questions with their answers, then the study of the plant: each line on the page is one that is printed."""
    made = printed(tmp_path)
    assert shown["console start"] == made["console start"]
    assert shown["console study"] == made["console study"]


def test_the_typing_takes_less_than_five_minutes(shown: dict[str, str]) -> None:
    """All that is typed, commands included, takes less than five minutes at forty words a minute, as the page says."""
    assert shown["text count"] == count()
    assert minutes() < 5


def test_the_time_nobody_knew_is_the_first_to_measure(shown: dict[str, str]) -> None:
    """In the example the step that nobody has timed is what to measure first."""
    assert "1. how long step deburr takes" in shown["console study"]


def test_writing_the_page_anew_changes_only_its_blocks() -> None:
    """What no command prints stays as it was written."""
    text = PAGE.read_text(encoding="utf-8")
    assert rewritten(text, {}) == text
