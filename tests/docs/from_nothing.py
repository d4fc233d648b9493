"""The tutorial without records, as its commands print it.

``PYTHONPATH=tests python tests/docs/from_nothing.py`` writes the page anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from docs.pages import BLOCK

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorials" / "from-nothing.md"
ANSWERS = (
    "bracket, housing",
    "saw, turn, mill, deburr",
    "saw, mill, deburr",
    "saw",
    "lathe 2",
    "mill 2",
    "bench",
    "4 3 7 min, setup 15 min",
    "12 9 20 min, setup 30 min",
    "14 8 30 min, setup 45 min",
    "?",
    "mon-fri 06:00-14:00, mon-fri 14:00-22:00",
    "bracket 8, housing 6-9",
    "20",
    "2 saw+bench, 3 lathe+mill",
    "mill every 3 weeks for 1 day",
    "output, we turn customers away",
    "10-16",
    "EUR, margin 30, worker 42, mill 120000",
)
START, STUDY = "plantwright start shop", "plantwright study shop"
WORDS_A_MINUTE, LETTERS_A_WORD = 40, 5


def printed(folder: Path) -> dict[str, str]:
    """Return the blocks of the tutorial by name, from running its commands in an empty folder."""
    return {"console start": _run(START, folder, ANSWERS), "console study": _run(STUDY, folder), "text count": count()}


def count() -> str:
    """Return how much there is to type, and how long that takes."""
    keys = sum(len(line) + 1 for line in (START, *ANSWERS, STUDY))
    minutes = keys / LETTERS_A_WORD / WORDS_A_MINUTE
    return (
        f"{len(ANSWERS)} answers and two commands: {keys} keystrokes, Enter included.\n"
        f"At {WORDS_A_MINUTE} words a minute ({LETTERS_A_WORD} letters a word): {minutes:.1f} minutes.\n"
    )


def minutes() -> float:
    """Return how long the typing takes [min]."""
    return sum(len(line) + 1 for line in (START, *ANSWERS, STUDY)) / LETTERS_A_WORD / WORDS_A_MINUTE


def _run(command: str, folder: Path, answers: tuple[str, ...] = ()) -> str:
    code = "from plantwright.cli.main import main; main()"
    typed = "".join(f"{line}\n" for line in answers)
    env = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()[1:]],
        input=typed, capture_output=True, encoding="utf-8", cwd=folder, env=env, check=True,
    )  # fmt: skip
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join([f"$ {command}", *lines]) + "\n"


def rewritten(text: str, blocks: dict[str, str]) -> str:
    """Return the page with the blocks that commands print replaced."""

    def block(match: object) -> str:
        info, body = match["info"], match["body"]  # type: ignore[index]
        return f"```{info}\n{blocks.get(info.strip(), body)}```"

    return BLOCK.sub(block, text)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), printed(Path(place))), encoding="utf-8")
