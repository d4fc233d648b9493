"""Files of answers: rows of learner, skill and right, in the order that they were given."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from plantwright.learn.learner.bkt import Answers, padded


class Given(NamedTuple):
    """One answer."""

    learner: str
    skill: str
    right: bool


def write_answers(answers: Iterable[Given], path: Path) -> None:
    """Write answers as the rival reads them."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("order_id", "user_id", "skill_name", "correct"))
        writer.writerows((k, one.learner, one.skill, int(one.right)) for k, one in enumerate(answers))


def read_answers(path: Path) -> list[Given]:
    """Return the answers of a table of user_id, skill_name and correct, or of a file of three lines a learner.

    Notes
    -----
    In the latter each learner has three lines: how many answers, the skills with commas, and 1 or 0 for each.
    """
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        head = file.readline()
        file.seek(0)
        if "user_id" not in head:
            return _three_lines(file.read().split("\n"))
        rows = csv.DictReader(file)
        return [Given(one["user_id"], one["skill_name"], one["correct"] in ("1", "1.0")) for one in rows]


def _three_lines(lines: Sequence[str]) -> list[Given]:
    given = []
    for k in range(0, len(lines) - 2, 3):
        skills, right = (lines[k + part].strip().strip(",").split(",") for part in (1, 2))
        given += [Given(str(k // 3), f"skill {skill}", one == "1") for skill, one in zip(skills, right, strict=True)]
    return given


def by_skill(answers: Iterable[Given]) -> dict[str, Answers]:
    """Return the answers on each skill, shape (learners, longest)."""
    rows: dict[str, dict[str, list[bool]]] = {}
    for one in answers:
        rows.setdefault(one.skill, {}).setdefault(one.learner, []).append(one.right)
    return {skill: padded(list(found.values())) for skill, found in rows.items()}
