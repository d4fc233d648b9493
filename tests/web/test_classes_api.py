"""A program teaches: classes, who joins them, what they practise, who is stuck, and who else sees nothing of it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from plantwright.store.school_tables import Asked
from schooled import add_plant
from served import World, make_world
from web.test_learn import key
from web.test_learning_api import asked, at, standing

_FEW = settings(
    max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
_CHECKS = ["not_a_server_error", "status_code_conformance", "response_schema_conformance", "content_type_conformance"]
School = tuple[World, str, str]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Return a server, a plant, and the address of the class that ``teacher`` has on it, with ``reader`` as Ada."""
    world = make_world(tmp_path_factory.mktemp("school") / "store")
    plant = add_plant(world.store, "owner", "reader", "teacher", "viewer")
    made = world.client("teacher").post(f"/api/plants/{plant}/classes", json={"name": " 9b "})
    assert made.status_code == 201, made.text
    seat = {"code": made.json()["code"].lower(), "nickname": " Ada "}
    joined = world.client("reader").post(f"/api/plants/{plant}/learning/seats", json=seat)
    assert (joined.status_code, joined.json()) == (201, {"name": "9b", "nickname": "Ada"})
    return world, plant, f"/api/plants/{plant}/classes/{made.json()['id']}"


def test_a_class_shows_its_invitation_and_members(school: School) -> None:
    """The teacher finds the class in the list, with its code, and its members as they named themselves."""
    world, plant, room = school
    teacher = world.client("teacher")
    (listed,) = teacher.get(f"/api/plants/{plant}/classes").json()
    found = teacher.get(room).json()
    assert listed == {name: found[name] for name in ("id", "name", "code", "made")}
    assert [one["nickname"] for one in found["members"]] == ["Ada"]
    assert set(found["members"][0]) == {"nickname", "joined"}


def test_an_assignment_reaches_the_learner_and_is_counted(school: School) -> None:
    """What is assigned is asked of the class with its reason, and the dashboard counts what was answered."""
    world, plant, room = school
    teacher, learner = world.client("teacher"), world.client("reader")
    wanted = {"title": "Little", "skills": ["flow.littles_law"], "count": 1, "due": "2031-05-01"}
    made = teacher.post(f"{room}/assignments", json=wanted)
    assert made.status_code == 201
    assert made.json()["due"].startswith("2031-05-01T23:59:00")
    (given_,) = standing(world, plant)["assignments"]
    assert (given_["id"], given_["title"], given_["answered"]) == (made.json()["id"], "Little", 0)
    question = asked(world, plant, assignment=given_["id"])
    assert (question["skill"], question["why"]) == ("flow.littles_law", "assigned: Little")
    for _ in range(3):
        learner.post(f"{at(plant, question)}/hints")
    learner.post(f"{at(plant, question)}/solution")
    (pupil,) = teacher.get(f"{room}/dashboard").json()["pupils"]
    assert pupil["answered"] == {given_["id"]: 1}
    other = world.client("viewer").post(f"/api/plants/{plant}/learning/questions", json={"assignment": given_["id"]})
    assert other.status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"skills": ["flow.nothing"]}, 404),
        ({"skills": []}, 422),
        ({"title": " "}, 422),
        ({"count": 0}, 422),
        ({"due": "2031-02-31"}, 422),
        ({"learner": "Ada"}, 422),
    ],
)
def test_an_assignment_of_nothing_is_refused(school: School, change: dict[str, Any], status: int) -> None:
    """A skill that is none, no skill, no title, no questions, no day and an unknown field are refused, nothing kept."""
    world, _, room = school
    wanted = {"title": "x", "skills": ["flow.wip"]} | change
    before = world.client("teacher").get(room).json()["assignments"]
    answer = world.client("teacher").post(f"{room}/assignments", json=wanted)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "problems"}
    assert world.client("teacher").get(room).json()["assignments"] == before


def test_the_dashboard_says_who_is_stuck_where_and_names_no_account(school: School) -> None:
    """Three wrong first answers are shown as stuck, and items as hard; neither holds a pseudonym or an account."""
    world, plant, room = school
    learner = world.client("reader")
    for _ in range(3):
        question = asked(world, plant, skill="flow.bottleneck")
        while question["question"]["kind"] != "choice":
            question = asked(world, plant, skill="flow.bottleneck")
        made, _ = key(world, plant, at(plant, question))
        wrong = next(one.key for one in made.answer.options if not one.right)  # type: ignore[union-attr]
        learner.post(f"{at(plant, question)}/answers", json={"given": wrong})
    found = world.client("teacher").get(f"{room}/dashboard")
    (stuck,) = found.json()["stuck"]
    assert (stuck["skill"], stuck["learners"]) == ("flow.bottleneck", ["Ada"])
    items = world.client("teacher").get(f"{room}/items")
    hard = next(one for one in items.json() if one["template"] == question["question"]["template"])
    assert hard["difficulty"]["value"] == 1.0
    assert hard["difficulty"]["low"] < 1.0
    assert hard["discrimination"]["value"] is None
    with world.store.session() as session:
        pseudonym = session.get_one(Asked, question["id"]).learner
    for answer in (found, items, world.client("teacher").get(room), world.client("teacher").get(f"{room}/table")):
        assert pseudonym not in answer.text
        assert world.ids["account"] not in answer.text


def test_files_are_those_of_the_page(school: School) -> None:
    """Table, questions and awards are what the page Teach saves, under the types that the document names."""
    world, _, room = school
    teacher, page = world.client("teacher"), room.replace("/api", "").replace("/classes/", "/teach/")
    table = teacher.get(f"{room}/table")
    assert table.text == teacher.get(f"{page}/class.csv").text
    assert table.text.startswith("learner,skill,")
    moodle = teacher.get(f"{room}/questions?kind=moodle&skills=flow.littles_law&variants=2")
    assert moodle.headers["content-type"] == "application/xml"
    assert moodle.text.count("<question type=") >= 2
    packed = teacher.get(f"{room}/questions?kind=qti&skills=flow.littles_law")
    assert packed.headers["content-type"] == "application/zip"
    assert len(zipfile.ZipFile(io.BytesIO(packed.content)).namelist()) >= 3
    assert teacher.get(f"{room}/questions?skills=flow.none").status_code == 404
    assert teacher.get(f"{room}/awards").json() == {
        "error": "nobody in this class masters a skill yet; awards come with mastery",
        "problems": [],
    }


def test_a_class_is_seen_by_its_teacher_alone(school: School) -> None:
    """Learners, the plant's owner and strangers get through no route anything of a class; an admin does."""
    world, plant, room = school
    assert "Ada" in world.client("admin").get(room).text
    body = {"title": "x", "skills": ["flow.wip"]}
    paths = [("GET", tail, None) for tail in ("", "/dashboard", "/items", "/table", "/questions", "/awards")]
    paths += [("POST", "/assignments", body), ("DELETE", "", None)]
    for name, status in (("reader", 403), ("viewer", 403), ("owner", 404), ("engineer", 404)):
        for method, tail, sent in paths:
            answer = world.client(name).request(method, room + tail, json=sent)
            assert answer.status_code == status, (name, method, tail)
            assert "Ada" not in answer.text
            assert set(answer.json()) == {"error", "problems"}
    assert world.client("owner").get(f"/api/plants/{plant}/classes").json() == []


def test_what_a_school_answers_is_what_it_documents(school: School) -> None:
    """With a plant, a class and a question that are there, every answer of learning and teaching fits its document."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is part of the extra dev")
    world, plant, room = school
    told = {"authorization": f"Bearer {world.keys['teacher']}", "host": "127.0.0.1"}
    places = {"plant": plant, "school_class": room.rsplit("/", 1)[-1], "asked": asked(world, plant, "teacher")["id"]}
    document = schemathesis.openapi.from_asgi("/api/openapi.json", world.app, headers={"host": "127.0.0.1"})
    checks = schemathesis.checks.CHECKS.get_by_names(_CHECKS)
    found = [one.ok() for one in document.include(tag=["learning", "teaching"]).get_all_operations()]
    assert len(found) == 21
    seen = set()
    for operation in found:

        @_FEW
        @seed(20260101)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.path_parameters = {name: places[name] for name in case.path_parameters or {}}
            if case.method == "DELETE" and "school_class" in case.path_parameters:
                return
            answer = case.call_and_validate(headers=told, checks=checks)
            seen.update({(case.method, case.path)} if answer.status_code < 300 else ())

        ask()
    assert ("GET", "/api/plants/{plant}/classes/{school_class}/dashboard") in seen
    assert ("GET", "/api/plants/{plant}/learning") in seen
    assert ("POST", "/api/plants/{plant}/classes") in seen


def test_a_class_that_ends_leaves_the_learners_their_answers(school: School) -> None:
    """Ending a class takes its seats and assignments; the answers stay their learners'."""
    world, plant, room = school
    before = len(world.client("reader").get("/api/me/learning").json()["answers"])
    assert world.client("teacher").delete(room).status_code == 204
    assert world.client("teacher").get(room).status_code == 404
    assert standing(world, plant)["assignments"] == []
    assert len(world.client("reader").get("/api/me/learning").json()["answers"]) == before > 0
