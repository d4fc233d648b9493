"""Reading lessons: their heads and texts, with everything that is wrong in any of them said at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from plantwright.errors import LearnError, Problems
from plantwright.learn.lessons.figures import FIGURES
from plantwright.learn.lessons.lesson import MOST_MINUTES, SECTIONS, Lesson
from plantwright.learn.lessons.marks import ALONE, BROKEN, IN_TEXT, Mark
from plantwright.learn.lessons.parts import headings, is_whole, marks_in, parts_of
from plantwright.learn.lessons.tries import TRIES
from plantwright.learn.lessons.values import VALUES
from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.read import school_skills

TEXTS = Path(__file__).parent / "texts"
HEAD = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


@cache
def school_lessons() -> tuple[Lesson, ...]:
    """Return the lessons of the school, in the order in which to take them."""
    return read_lessons(TEXTS, school_skills())


def lesson_of(skill: str) -> Lesson:
    """Return the first lesson of the school that serves a skill."""
    return next(one for one in school_lessons() if school_skills()[skill].id in one.skills)


def read_lessons(folder: Path, skills: SkillGraph) -> tuple[Lesson, ...]:
    """Return the lessons of a folder's Markdown files, by the order of their names.

    Raises
    ------
    LearnError
        Lists all that is wrong in any of them: heads, sections, minutes, skills and marks that nothing stands for.
    """
    problems = Problems("the lessons", LearnError)
    paths = sorted(folder.glob("*.md"))
    if not paths:
        problems.add(str(folder), "no lesson", "lessons are Markdown files", "name another folder")
    found = [one for place, path in enumerate(paths) if (one := _read(path, place, problems))]
    for one in found:
        check_lesson(one, skills, problems)
    for name in sorted({one.id for one in found if [other.id for other in found].count(one.id) > 1}):
        problems.add(name, "two lessons have this id", "an id names one lesson", "rename one")
    problems.raise_any()
    return tuple(found)


def _read(path: Path, place: int, problems: Problems) -> Lesson | None:
    found = HEAD.match(path.read_text(encoding="utf-8"))
    if found is None:
        problems.add(path.name, "no head", "a lesson begins with its head between lines of ---")
        return None
    try:
        return Lesson.model_validate({**yaml.safe_load(found[1]), "place": place, "body": found[2]})
    except ValidationError as error:
        for one in error.errors():
            problems.add(f"{path.name}: {'.'.join(map(str, one['loc']))}", f"{one['input']!r}", one["msg"])
    except (yaml.YAMLError, TypeError) as error:
        problems.add(path.name, f"its head cannot be read ({' '.join(str(error).split())})", "a head is YAML")
    return None


def check_lesson(lesson: Lesson, skills: SkillGraph, problems: Problems) -> None:
    """Note all that is wrong in a lesson."""
    for name in sorted(set(lesson.skills) - set(skills.order)):
        problems.add(f"{lesson.id}.skills", f"{name} is no skill", "each is one of docs/reference/skills.md")
    if lesson.minutes > MOST_MINUTES:
        problems.add(f"{lesson.id}", f"{lesson.minutes} minutes", f"{MOST_MINUTES} at most", "say less, or ask less")
    parts = parts_of(lesson.body)
    if not is_whole(parts):
        shown = ", ".join(one or "(text before the first)" for one in headings(parts))
        problems.add(f"{lesson.id}", f"its sections are {shown}", f"needed are {', '.join(SECTIONS)}, in this order")
    for part in parts:
        where = f"{lesson.id}: {part.heading}"
        for piece in part.pieces:
            marks = [(piece, True)] if isinstance(piece, Mark) else [(one, False) for one in marks_in(piece)]
            for mark, alone in marks:
                _check_mark(mark, alone, where, skills, problems)


def _check_mark(mark: Mark, alone: bool, where: str, skills: SkillGraph, problems: Problems) -> None:
    known = _known(mark.kind, skills)
    if mark.kind == BROKEN:
        problems.add(where, f"{mark.name!r} is no mark", "a mark is written {{kind: name}}")
    elif known is None:
        kinds = ", ".join(sorted(ALONE | IN_TEXT))
        problems.add(where, f"{{{{{mark.kind}: …}}}} is of no kind", f"kinds are {kinds}")
    elif mark.name not in known:
        allowed = "a skill" if mark.kind in ("predict", "practice") else f"one of {', '.join(sorted(known))}"
        problems.add(where, f"{mark.kind}: {mark.name} is not known", f"{mark.kind} names {allowed}")
    elif alone != (mark.kind in ALONE):
        problems.add(where, f"{mark.kind}: {mark.name} stands in a sentence", "it needs a paragraph of its own")


def _known(kind: str, skills: SkillGraph) -> Collection[str] | None:
    names: dict[str, Collection[str]] = {
        "value": VALUES,
        "figure": FIGURES,
        "try": TRIES,
        "predict": skills.order,
        "practice": skills.order,
    }
    return names.get(kind)


def marks_of(lesson: Lesson) -> Iterator[Mark]:
    """Iterate over every mark of a lesson."""
    for part in parts_of(lesson.body):
        for piece in part.pieces:
            yield from [piece] if isinstance(piece, Mark) else marks_in(piece)
