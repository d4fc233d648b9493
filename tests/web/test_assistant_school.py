"""An assistant asks of the school: its user's own next step, and where classes are stuck; nobody is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plantwright.store.school_tables import Asked
from plantwright.store.tables import Account
from schooled import add_plant
from served import HOSTILE, World, make_world
from web.test_assistant import ask
from web.test_learn import key
from web.test_learning_api import asked, at

NUMBER = {"value", "unit", "low", "high", "level", "n", "method", "evidence", "run"}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """Return a server, and a plant with a class of ``teacher`` in which ``reader`` is stuck at one skill."""
    world = make_world(tmp_path_factory.mktemp("school") / "store")
    plant = add_plant(world.store, "owner", "reader", "teacher", "viewer")
    made = world.client("teacher").post(f"/api/plants/{plant}/classes", json={"name": HOSTILE}).json()
    seat = {"code": made["code"], "nickname": "Ada"}
    world.client("reader").post(f"/api/plants/{plant}/learning/seats", json=seat)
    for _ in range(3):
        question = asked(world, plant, skill="flow.bottleneck")
        while question["question"]["kind"] != "choice":
            question = asked(world, plant, skill="flow.bottleneck")
        asked_, _ = key(world, plant, at(plant, question))
        wrong = next(one.key for one in asked_.answer.options if not one.right)  # type: ignore[union-attr]
        world.client("reader").post(f"{at(plant, question)}/answers", json={"given": wrong})
    return world, plant


def told(world: World, name: str, tool: str, plant: str) -> dict[str, Any]:
    """Return what a tool answers somebody."""
    with world.store.session() as session:
        account = session.query(Account).filter_by(name=name).one().id
    return ask(world.store, account, tool, plant=plant)


def test_the_next_step_is_the_users_own(school: tuple[World, str]) -> None:
    """Whoever asks hears what they should practise and where they stand, each number whole; others hear their own."""
    world, plant = school
    found = told(world, "reader", "practice_next", plant)
    assert found["data"]["next"]["why"]
    (begun,) = found["data"]["begun"]
    assert (begun["skill"], begun["mastery"]["n"], begun["mastered"]) == ("flow.bottleneck", 3, False)
    assert set(begun["mastery"]) == NUMBER
    assert begun["mastery"]["run"] == found["run"]
    assert told(world, "viewer", "practice_next", plant)["data"]["begun"] == []


def test_a_teacher_hears_where_the_class_is_stuck_and_no_names(school: tuple[World, str]) -> None:
    """The class comes with its stuck skills and how many are stuck; no learner is named, and others are refused."""
    world, plant = school
    (room,) = told(world, "teacher", "class_stuck", plant)["data"]
    assert (room["learners"], [(one["skill"], one["stuck"]) for one in room["skills"]]) == (1, [("flow.bottleneck", 1)])
    assert "\u202e" not in room["class"]
    with world.store.session() as session:
        pseudonym = session.query(Asked).first().learner
    assert "Ada" not in json.dumps(room)
    assert pseudonym not in json.dumps(room)
    assert "teacher" in told(world, "reader", "class_stuck", plant)["error"]
    assert told(world, "owner", "class_stuck", plant)["data"] == []


def test_asking_is_not_practising(school: tuple[World, str]) -> None:
    """The tools ask no question of the learner and change no answer."""
    world, plant = school
    before = world.client("reader").get("/api/me/learning").json()
    told(world, "reader", "practice_next", plant)
    told(world, "teacher", "class_stuck", plant)
    assert world.client("reader").get("/api/me/learning").json() == before
