"""Learning: where a learner stands on a plant, what is due and what comes next; and all that is kept of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from plantwright.learn.skills.skill import Skill
from plantwright.store.accounts import plant_for
from plantwright.store.school import all_of, asked_of, assigned_to, erase, join, learner_of
from plantwright.web.api.moments import Moment
from plantwright.web.api.questions import QuestionShown, question_shown
from plantwright.web.school.cases import demand_run
from plantwright.web.school.practice import answered, next_of_placement, placement_answers, skill_graph
from plantwright.web.school.standing import Standing, standing
from plantwright.web.visitor import Acting, Seeing

router = APIRouter(prefix="/api", tags=["learning"])


class SkillShown(BaseModel):
    """A skill, and where the learner stands at it."""

    skill: str
    name: str
    track: str
    before: list[str]
    """The skills that come right before it."""
    chance: float | None
    """That it is mastered, estimated from first answers without hints [1]; None: not answered yet."""
    answers: int
    mastered: bool
    ready: bool
    """Not mastered, and all that comes before it is."""
    templates: int
    """Kinds of questions that can be asked of it on this plant."""
    due: Moment | None
    """When to come back to it; None: it was not mastered yet."""


class NextShown(BaseModel):
    """What to practise now."""

    skill: str
    why: str


class AssignedShown(BaseModel):
    """What a class is asked to practise, and how far the learner is."""

    id: str
    title: str
    skills: list[str]
    count: int
    answered: int
    due: Moment | None


class StandingShown(BaseModel):
    """Where a learner stands on a plant."""

    mastered_from: float
    """The chance from which a skill counts as mastered [1]."""
    skills: list[SkillShown]
    due: list[str]
    """Skills whose review is due now, the longest due first."""
    next: NextShown | None
    """None: nothing can be asked on this plant."""
    open: str | None
    """The newest question that is not answered yet."""
    assignments: list[AssignedShown]


class Placing(BaseModel):
    """How far a placement is."""

    question: QuestionShown | None
    """The next one; None: it has told what it can."""
    begin: list[str]
    """Skills to begin with, as far as the answers tell; the likeliest first."""
    says: str


class Seating(BaseModel):
    """How a learner joins a class."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(max_length=120)]
    nickname: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    """The name under which the teacher sees the learner."""


class Joined(BaseModel):
    """A class that was joined."""

    name: str
    nickname: str


class Erased(BaseModel):
    """What was erased."""

    rows: int
    """Answers, proposals, games and seats."""


@router.get("/plants/{plant}/learning")
def get_standing(who: Seeing, plant: str) -> StandingShown:
    """Return what you can do on a plant, what is due, and what comes next; nobody else's."""
    from plantwright.learn.learner.mastery import MASTERED

    found = plant_for(who.session, who.account, plant)
    at = standing(who, found)
    assigned = assigned_to(who.session, learner_of(who.session, who.account), plant)
    done, following = answered(assigned, at.asked), at.next()
    return StandingShown(
        mastered_from=MASTERED, skills=_skills(at), due=at.due(), open=at.open.id if at.open else None,
        next=NextShown(skill=following[0], why=following[1]) if following else None,
        assignments=[
            AssignedShown(id=one.id, title=one.title, skills=one.skills, count=one.count, answered=done[one.id],
                          due=one.due)
            for one in assigned
        ],
    )  # fmt: skip


@router.post("/plants/{plant}/learning/placement")
def go_on_placing(who: Acting, plant: str) -> Placing:
    """Ask the next question of a placement, and return what it found so far; twelve questions at most."""
    from plantwright.learn.placement import school_placement

    found = plant_for(who.session, who.account, plant)
    asked = next_of_placement(who, found, demand_run(who, found).id)
    placed = school_placement().placed(
        placement_answers(asked_of(who.session, learner_of(who.session, who.account), plant))
    )
    question = None if asked is None else question_shown(who, found, asked)
    return Placing(question=question, begin=list(placed.begin), says=placed.said)


@router.post("/plants/{plant}/learning/seats", status_code=201)
def join_class(who: Acting, plant: str, said: Seating) -> Joined:
    """Join the class of a code under a name of your choice; once more, under another one."""
    plant_for(who.session, who.account, plant)
    nickname = said.nickname.strip()
    joined = join(who.session, learner_of(who.session, who.account), plant, said.code, nickname)
    return Joined(name=joined.name, nickname=nickname)


@router.get("/me/learning")
def get_records(who: Seeing) -> dict[str, Any]:
    """Return all that is kept of your learning, on every plant."""
    return all_of(who.session, learner_of(who.session, who.account))


@router.delete("/me/learning")
def erase_records(who: Acting) -> Erased:
    """Erase all that is kept of your learning, on every plant."""
    return Erased(rows=erase(who.session, learner_of(who.session, who.account)))


def _skills(at: Standing) -> list[SkillShown]:
    ready = at.ready
    return [_skill(one, at, one.id in ready) for one in skill_graph()]


def _skill(one: Skill, at: Standing, ready: bool) -> SkillShown:
    found, kept = at.known.mastery.get(one.id), at.known.retained.get(one.id)
    return SkillShown(
        skill=one.id, name=one.name, track=one.track, before=list(one.prerequisites),
        chance=found.chance if found else None, answers=found.answers if found else 0,
        mastered=at.known.mastered(one.id), ready=ready, templates=len(at.askable.get(one.id, ())),
        due=kept.due if kept and at.known.mastered(one.id) else None,
    )  # fmt: skip
