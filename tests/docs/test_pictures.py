"""The pictures that the documents show."""

from __future__ import annotations

import re
from pathlib import Path

IMAGES = Path(__file__).parents[2] / "docs" / "images"
MOST = 1_500_000
"""What all pictures may take in a checkout [bytes]."""


def test_pictures_are_small_together() -> None:
    """All pictures together weigh no more than one photograph."""
    assert sum(one.stat().st_size for one in IMAGES.glob("*.png")) <= MOST


def test_every_picture_of_a_page_is_made_by_the_command_and_shown() -> None:
    """What the command makes is there, and some document shows it."""
    made = set(re.findall(r'Look\(\s*"([^"]+)"', (IMAGES / "pages.py").read_text(encoding="utf-8")))
    documents = [IMAGES.parents[1] / "README.md", *IMAGES.parent.rglob("*.md")]
    shown = {name for one in documents for name in re.findall(r"images/([\w-]+\.png)", one.read_text(encoding="utf-8"))}
    assert made == {one.name for one in IMAGES.glob("page-*.png")}
    assert made <= shown
