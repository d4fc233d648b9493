"""Reading the skill graph: ``skills.yaml`` and the codes of ``references.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from plantwright.errors import LearnError, Problems
from plantwright.files.yaml_text import load_yaml
from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.skill import TRACKS, Framework, Skill
from plantwright.model.quantity import Noun

HERE = Path(__file__).parent
One = TypeVar("One", bound=Noun)


@cache
def school_skills() -> SkillGraph:
    """Return the skill graph of the school."""
    return read_skills(HERE)


def read_skills(folder: Path) -> SkillGraph:
    """Return the graph of a folder's ``skills.yaml`` and ``references.yaml``.

    Raises
    ------
    LearnError
        Lists all that a skill or a framework says wrong; where they can be read, all that the graph says wrong.
    """
    problems = Problems("the skill graph", LearnError)
    told = _blocks(folder / "skills.yaml", problems)
    skills = [_read(Skill, one, f"skills.yaml: {name}", problems) for name, one in _skills(told, problems)]
    lists = _blocks(folder / "references.yaml", problems)
    frameworks = {name: _read(Framework, one, f"references.yaml: {name}", problems) for name, one in lists.items()}
    problems.raise_any()
    return SkillGraph(
        tuple(one for one in skills if one), {name: one for name, one in frameworks.items() if one is not None}
    )


def _blocks(path: Path, problems: Problems) -> dict[str, Any]:
    told = load_yaml(path)
    if isinstance(told, dict):
        return {str(name): one for name, one in told.items()}
    problems.add(path.name, f"found {type(told).__name__}", "a mapping of blocks is needed")
    return {}


def _skills(told: dict[str, Any], problems: Problems) -> list[tuple[str, Any]]:
    found = []
    for track, rows in told.items():
        if track not in TRACKS or not isinstance(rows, list):
            problems.add(f"skills.yaml: {track}", "no list of a track's skills", f"tracks are {', '.join(TRACKS)}")
            continue
        for place, row in enumerate(rows, start=1):
            name = str(row.get("id", "")) if isinstance(row, dict) else ""
            name = name or f"{track}.[{place}]"
            if not name.startswith(f"{track}."):
                problems.add(f"skills.yaml: {name}", f"stands under {track}", "a skill stands under its track")
            found.append((name, row))
    return found


def _read(noun: type[One], told: Any, where: str, problems: Problems) -> One | None:
    try:
        return noun.model_validate(told)
    except ValidationError as error:
        for one in error.errors():
            place = ".".join(str(part) for part in one["loc"])
            problems.add(f"{where}.{place}" if place else where, f"{one['input']!r}", one["msg"])
        return None
