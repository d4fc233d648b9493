"""The file that a school writes to give a credential: YAML, checked against the skill graph and its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from plantwright.errors import BadgeError, PlantError, Problems
from plantwright.files.yaml_text import load_yaml
from plantwright.learn.credentials.award import Award
from plantwright.learn.skills.graph import SkillGraph

KEYS = ("learner", "title", "about", "skills", "hours", "run", "answers", "evidence", "given", "expires", "number")
"""What the file may say; ``evidence`` names the file of answers, beside this one."""


def read_award(file: Path, skills: SkillGraph) -> Award:
    """Return the award of a file; what the holder can do is taken from the skill graph, the hash from the evidence.

    Raises
    ------
    BadgeError
        Lists all that is wrong with it.
    """
    problems = Problems(str(file), BadgeError)
    told = _told(file, problems)
    known = _skills(told, skills, problems)
    digest = _digest(file.parent, told, problems)
    made = _award(told, known, digest, skills, problems)
    if made is None:
        problems.fail()
    return made


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _told(file: Path, problems: Problems) -> Mapping[str, Any]:
    try:
        told = load_yaml(file)
    except PlantError as error:
        raise BadgeError(error.subject, error.problems) from None
    if not isinstance(told, dict):
        problems.add("the file", f"found {type(told).__name__}", f"blocks named {', '.join(KEYS)} are needed")
        problems.fail()
    for name in sorted(set(map(str, told)) - set(KEYS)):
        problems.add(name, "is not known", f"one of {', '.join(KEYS)}", "leave it out")
    return {str(name): one for name, one in told.items()}


def _skills(told: Mapping[str, Any], skills: SkillGraph, problems: Problems) -> list[str]:
    names = told.get("skills")
    if not isinstance(names, list) or not names:
        problems.add("skills", f"found {names!r}", "a list of ids of skills", "see docs/reference/skills.md")
        return []
    for one in names:
        if one not in skills:
            problems.add("skills", f"{one!r} is no skill", "an id of docs/reference/skills.md")
    if len({str(one) for one in names}) < len(names):
        problems.add("skills", "one stands twice", "each once")
    return [str(one) for one in names if one in skills]


def _digest(folder: Path, told: Mapping[str, Any], problems: Problems) -> str:
    name = told.get("evidence")
    try:
        if isinstance(name, str) and name:
            return file_digest(folder / name)
    except OSError as error:
        problems.add("evidence", f"{name}: {error.strerror}", "a file beside this one that holds the answers")
        return ""
    problems.add("evidence", f"found {name!r}", "the name of the file that holds the answers")
    return ""


def _award(
    told: Mapping[str, Any], known: list[str], digest: str, skills: SkillGraph, problems: Problems
) -> Award | None:
    fields = {name: told[name] for name in ("learner", "title", "about", "hours", "expires", "number") if name in told}
    evidence = {"run": str(told.get("run", "")), "answers": told.get("answers"), "sha256": digest or "0" * 64}
    fields |= {"skills": known or ["?"], "can": [skills[one].can for one in known] or ["?"], "evidence": evidence}
    try:
        made = Award.model_validate(fields | {"given": told.get("given", date.today())})  # noqa: DTZ011  # the school's day
    except ValidationError as error:
        for one in error.errors():
            problems.add(".".join(map(str, one["loc"])), f"found {one['input']!r}", one["msg"])
        return None
    if made.expires is not None and made.expires < made.given:
        problems.add("expires", f"found {made.expires}", f"a day after given, {made.given}")
    return None if problems.found else made
