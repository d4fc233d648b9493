"""What a learner is asked: a question with its data, its answer and what to say to a wrong one."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from plantwright.learn.bank.view import View
from plantwright.model.quantity import Name, Noun

Kind = Literal["number", "choice", "order", "change", "explain"]
"""How a question is answered; a chart to read is any of them with a ``Chart`` among its views."""


class Mistake(Noun):
    """A wrong number that a known misconception leads to."""

    name: Name
    """The misconception, such as ``forgot_setups``."""
    value: float
    """What the misconception makes of the same data, in the unit of the answer."""
    feedback: str
    """What to say: what was done, and where to look; never the answer."""


class Number(Noun):
    """A numeric answer."""

    kind: Literal["number"] = "number"
    value: float = Field(allow_inf_nan=False)
    unit: str
    """The unit it is asked in; others of the same kind are converted. Empty: a pure number."""
    tolerance: float = Field(gt=0, allow_inf_nan=False)
    """How far from ``value`` is still right, in the unit."""
    mistakes: tuple[Mistake, ...] = ()


class Option(Noun):
    """One way to answer a choice."""

    key: Name
    text: str
    right: bool = False
    mistake: str = ""
    """The misconception of a wrong option."""
    feedback: str = ""
    """What to say when it is chosen."""


class Choice(Noun):
    """One option of several is right."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = Field(min_length=2)


class Item(Noun):
    """One thing to put in its place."""

    key: Name
    text: str


class WrongOrder(Noun):
    """An order that a known misconception leads to."""

    name: Name
    keys: tuple[Name, ...]
    feedback: str


class Ordering(Noun):
    """Things to put in order; ``right`` holds their keys, first to last."""

    kind: Literal["order"] = "order"
    items: tuple[Item, ...] = Field(min_length=3)
    right: tuple[Name, ...]
    mistakes: tuple[WrongOrder, ...] = ()


class Setting(Noun):
    """A change of the plant to be found: one argument of one edit of the vocabulary."""

    kind: Literal["change"] = "change"
    edit: Name
    """The edit, such as ``add_stations``."""
    target: str = ""
    """The work center, skill or product that it changes; empty: the whole plant."""
    argument: Name
    unit: str
    low: float
    """The least that may be set."""
    high: float
    """The most that may be set."""
    step: float = 1.0
    accepted_low: float
    """The least that is right."""
    accepted_high: float
    """The most that is right."""
    mistakes: tuple[Mistake, ...] = ()


class Criterion(Noun):
    """One thing that a good explanation says."""

    text: str
    points: float = Field(gt=0)


class Rubric(Noun):
    """An open explanation, graded by the learner against a model answer."""

    kind: Literal["explain"] = "explain"
    model: str
    """A good answer, about this very plant."""
    criteria: tuple[Criterion, ...] = Field(min_length=2)


Answer: TypeAlias = Annotated[Number | Choice | Ordering | Setting | Rubric, Field(discriminator="kind")]


class Question(Noun):
    """A question about the learner's own plant, with its key."""

    template: Name
    """The template that made it."""
    skill: Name
    seed: int
    plant: str
    """The name of the plant it is about."""
    stem: str
    """What is asked: plain text, paragraphs parted by empty lines."""
    views: tuple[View, ...] = ()
    answer: Answer
    solution: tuple[str, ...] = Field(min_length=1)
    """The worked solution, a step each."""
    hints: tuple[str, str, str]
    """From where to look to how to reckon; none holds the answer."""


class Shown(Noun):
    """What a learner may see of a question before it is answered: nothing that tells the answer."""

    template: Name
    skill: Name
    plant: str
    stem: str
    views: tuple[View, ...]
    kind: Kind
    unit: str = ""
    items: tuple[Item, ...] = ()
    """Options to choose from, or things to put in order."""
    edit: str = ""
    target: str = ""
    argument: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None


def shown(question: Question) -> Shown:
    """Return a question without its key."""
    told = {name: getattr(question, name) for name in ("template", "skill", "plant", "stem", "views")}
    return Shown(**told, kind=question.answer.kind, **_asked(question.answer))


def _asked(answer: Answer) -> dict[str, object]:
    match answer:
        case Number():
            return {"unit": answer.unit}
        case Choice():
            return {"items": tuple(Item(key=one.key, text=one.text) for one in answer.options)}
        case Ordering():
            return {"items": answer.items}
        case Setting():
            names = ("unit", "edit", "target", "argument", "low", "high", "step")
            return {name: getattr(answer, name) for name in names}
    return {}
