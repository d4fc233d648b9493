"""What a teacher takes along: questions for another learning system, and an award to sign for each learner."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from fastapi.responses import Response
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError
from plantwright.store.school import asked_of_class, seats_of
from plantwright.store.school_tables import Asked, SchoolClass, Seat
from plantwright.store.tables import KeptPlant, now
from plantwright.web.csv_out import csv_answer
from plantwright.web.saved import saved
from plantwright.web.school.attempts import attempts_of
from plantwright.web.school.cases import case_of, demand_run
from plantwright.web.school.classroom import Classroom
from plantwright.web.school.practice import askable_templates, progress, skill_graph
from plantwright.web.visitor import Visitor

if TYPE_CHECKING:
    from plantwright.learn.bank.case import Case
    from plantwright.learn.bank.question import Question

Kind = Literal["moodle", "qti", "prairielearn"]
MOST_SEED = 2**31 - 1


def questions(who: Visitor, plant: KeptPlant, kind: Kind, skills: Sequence[str], variants: int) -> Response:
    """Return questions about a plant as a file to keep: of some skills, or of all.

    Raises
    ------
    NotThereError
        The plant's records are not read yet, or nothing of these skills can be asked on it.
    """
    case = case_of(who, plant, demand_run(who, plant).id)
    askable = askable_templates(case)
    chosen = [one for one in skills if one] or askable
    file, ending = exported(kind, drawn(case, askable, chosen, variants), plant.name)
    return saved(file, f"{kind}-questions.{ending}", f"application/{ending}")


def class_csv(name: str, room: Classroom) -> Response:
    """Return what a class can do as CSV to keep: a line a learner and skill."""
    columns = ("learner", "skill", "chance of mastery [1]", "answers")
    lines = [
        (one.nickname, skill, round(at.chance, 4), at.answers)
        for one in room.pupils
        for skill, at in sorted(one.standing.items())
    ]
    return csv_answer(name, columns, lines)


def drawn(case: Case, askable: Mapping[str, list[str]], skills: Iterable[str], variants: int) -> list[Question]:
    """Return questions of some skills, each template ``variants`` times with luck of its own.

    Raises
    ------
    NotThereError
        Nothing of these skills can be asked on the plant.
    """
    from plantwright.learn.bank.catalog import TEMPLATES
    from plantwright.learn.bank.template import NotHereError, pose

    found = []
    for name in dict.fromkeys(name for skill in skills for name in askable.get(skill, ())):
        for _ in range(variants):
            try:
                found.append(pose(TEMPLATES[name], case, secrets.randbelow(MOST_SEED)).question)
            except NotHereError:
                continue
    if not found:
        raise NotThereError("nothing of these skills can be asked on this plant; choose others")
    return found


def exported(kind: Kind, questions: Sequence[Question], title: str) -> tuple[bytes, str]:
    """Return questions as another system takes them, and the ending of the file's name."""
    if kind == "moodle":
        from plantwright.learn.exports.moodle import moodle_xml

        return moodle_xml(questions, title).encode(), "xml"
    if kind == "qti":
        from plantwright.learn.exports.package import qti_package

        return qti_package(questions, title), "zip"
    from plantwright.learn.exports.prairielearn import prairielearn

    return _zipped(prairielearn(questions)), "zip"


def awards(session: Session, taught: SchoolClass) -> bytes:
    """Return a folder for each learner of a class who masters anything: an award to sign, and its evidence.

    Raises
    ------
    NotThereError
        Nobody masters anything yet.
    """
    asked = asked_of_class(session, taught)
    files: dict[str, str] = {}
    for number, seat in enumerate(seats_of(session, taught.id), 1):
        own = [one for one in asked if one.learner == seat.learner]
        files |= {f"learner-{number}/{name}": text for name, text in _award(session, seat, own, taught).items()}
    if not files:
        raise NotThereError("nobody in this class masters a skill yet; awards come with mastery")
    return _zipped(files)


def _award(session: Session, seat: Seat, asked: Sequence[Asked], taught: SchoolClass) -> dict[str, str]:
    import yaml

    from plantwright.learn.learner.attempt_table import attempts_csv

    known = progress(session, seat.learner, asked)
    skills = [one.id for one in skill_graph() if known.mastered(one.id) and known.mastery[one.id].answers]
    if not skills:
        return {}
    attempts = attempts_of(asked)
    told = {
        "learner": {"id": f"urn:uuid:{_uuid(seat.learner)}", "name": seat.nickname},
        "title": f"{taught.name}: {len(skills)} {'skill' if len(skills) == 1 else 'skills'} on the learner's own plant",
        "about": "Answered questions about the records of the plant, made and graded by Plantwright.",
        "skills": skills, "hours": 1, "run": asked[-1].run, "answers": len(attempts), "evidence": "answers.csv",
        "given": now().date(),
    }  # fmt: skip
    text = "# State the hours; give the learner's own name and address if they want it. Then: plantwright badge issue\n"
    return {
        "award.yaml": text + yaml.safe_dump(told, sort_keys=False, allow_unicode=True),
        "answers.csv": attempts_csv(attempts),
    }


def _uuid(learner: str) -> str:
    from uuid import UUID

    return str(UUID(hex=learner))


def _zipped(files: Mapping[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()
