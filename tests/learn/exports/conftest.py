"""A question of every kind, with signs that break carelessly written XML."""

from __future__ import annotations

import pytest

from plantwright.learn.bank.question import (
    Choice,
    Criterion,
    Item,
    Mistake,
    Number,
    Option,
    Ordering,
    Question,
    Rubric,
    Setting,
    WrongOrder,
)
from plantwright.learn.bank.view import Axis, Bar, Chart, Column, Lanes, Series, Table

NASTY = 'R&D <b>"line"</b> {{5}} ]]> \x0b ü 测'
TABLE = Table(
    title="Stations & states", columns=(Column(name="station"), Column(name="busy", unit="h")), rows=(("saw<1>", 3.25),)
)
CHART = Chart(
    title="WIP & time", mark="line", x=Axis(title="time", unit="h"), y=Axis(title="WIP"), read='The "line" is WIP.',
    series=(Series(name="WIP", x=(0.0, 1.0, 2.0), y=(3.0, 4.0, 2.0)),),
)  # fmt: skip
LANES = Lanes(
    title="Gantt", x=Axis(title="time", unit="h"), read="A bar is work.", bars=(Bar(lane="saw", start=0, end=1),)
)
NUMBER = Number(
    value=12.5, unit="min", tolerance=0.1, mistakes=(Mistake(name="forgot", value=10.0, feedback="Setups & more <1>."),)
)
CHOICE = Choice(
    options=(
        Option(key="a", text="the saw & co", mistake="busiest", feedback="Busy is not <slow>."),
        Option(key="b", text="the mill", right=True, feedback="It starves the rest."),
    )
)
ORDER = Ordering(
    items=(Item(key="a", text="saw"), Item(key="b", text="mill & turn"), Item(key="c", text="pack")),
    right=("b", "c", "a"),
    mistakes=(WrongOrder(name="reversed", keys=("a", "c", "b"), feedback="That is from last to first."),),
)
SETTING = Setting(
    edit="add_stations", target="mill", argument="count", unit="stations", low=0, high=5, accepted_low=2,
    accepted_high=3, mistakes=(Mistake(name="all", value=5, feedback="More than is needed."),),
)  # fmt: skip
RUBRIC = Rubric(
    model="The mill is the bottleneck & starves.",
    criteria=(Criterion(text="names the mill", points=1), Criterion(text="says why", points=2)),
)
ANSWERS = {"number": NUMBER, "choice": CHOICE, "order": ORDER, "change": SETTING, "explain": RUBRIC}


def question(kind: str, seed: int = 1, **other: object) -> Question:
    """Return a question of a kind."""
    fields: dict[str, object] = {
        "template": f"flow.{kind}", "skill": "flow.wip", "seed": seed, "plant": "axle & line",
        "stem": f"How much is it at {NASTY}?\n\nLook at the table.", "views": (TABLE, CHART, LANES),
        "answer": ANSWERS[kind], "solution": ("Add <all>.", "Divide & round."), "hints": ("Look.", "Count.", "Divide."),
    }  # fmt: skip
    return Question.model_validate(fields | other)


@pytest.fixture(params=list(ANSWERS))
def one(request: pytest.FixtureRequest) -> Question:
    """Return a question of each kind in turn."""
    return question(request.param)


def every() -> list[Question]:
    """Return a question of every kind."""
    return [question(kind) for kind in ANSWERS]
