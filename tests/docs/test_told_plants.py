"""The page on told plants says the very numbers that are taken."""

from __future__ import annotations

from pathlib import Path

from plantwright.calibrate import told_plant as taken
from plantwright.calibrate.told import DRAWS
from plantwright.calibrate.told_load import BUSIEST, BUSY
from plantwright.calibrate.told_words import ALONE_SCV


def test_the_page_says_the_numbers_that_are_taken(project: Path) -> None:
    """Each interval in the table is the one of the code."""
    page = (project / "docs" / "explanation" / "told-plants.md").read_text(encoding="utf-8")
    (every, least, most), (lasts, short, long) = taken.UNKNOWN_STOPS
    scv, low, high = taken.ORDERS_SCV
    part, little, much = taken.SETUP
    said = (
        f"√(scv / {taken.REMEMBERED} + {taken.MEMORY:g}²)",
        f"(scv) is {ALONE_SCV:g}",
        f"by {taken.SCV_FACTOR:g} up and down |",
        f"| a set-up that was told | by {taken.SETUP_FACTOR:g} up and down",
        f"| orders a week | by {taken.ORDERS_FACTOR:g} up and down",
        f"scv {scv:g}, from {low:g} to {high:g}",
        f"| orders on the floor | by {taken.FLOOR_FACTOR:g} up and down",
        f"by {taken.EVERY_FACTOR:g} and by {taken.LASTS_FACTOR:g} up and down",
        f"{100 * BUSY[0]:g} % of their hours, from {100 * BUSY[1]:g} to {100 * BUSY[2]:g} %",
        f"{100 * part:g} % of the lot's time, from {100 * little:g} to {100 * much:g} %",
        f"people busy {100 * BUSIEST[0]:g} %, from {100 * BUSIEST[1]:g} to {100 * BUSIEST[2]:g} %",
        f"{lasts:g} h ({short:g} to {long:g}) in {every:g} h of work ({least:g} to {most:g})",
        f"the gain of every change in {DRAWS} plants",
    )
    assert [one for one in said if one not in page] == []
