"""Classes: who joins, what the teacher sees, and what nobody else does."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from plantwright.learn.credentials.award import Issuer
from plantwright.learn.credentials.award_file import read_award
from plantwright.learn.credentials.keys import make_keys, read_key
from plantwright.learn.credentials.signed import signed, verified
from plantwright.learn.skills.read import school_skills
from plantwright.store.school_tables import Asked, SchoolClass
from plantwright.store.tables import Share
from schooled import add_plant
from served import World, make_world
from web.test_learn import ask, form_of, key


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str, str]:
    """Return a server, a plant, and the class that ``teacher`` has on it, with ``reader`` in it as Ada."""
    world = make_world(tmp_path_factory.mktemp("school") / "store")
    plant = add_plant(world.store, "owner", "reader", "teacher", "viewer")
    made = world.client("teacher").post(f"/plants/{plant}/teach", data={"name": "9b"})
    assert made.status_code == 303, made.text[:300]
    room = made.headers["location"]
    with world.store.session() as session:
        code = session.get_one(SchoolClass, room.rsplit("/", 1)[-1]).code
    joined = world.client("reader").post(
        f"/plants/{plant}/learn/join", data={"code": f" {code.lower()} ", "nickname": "Ada"}
    )
    assert joined.status_code == 303
    return world, plant, room


def test_a_class_is_seen_by_its_teacher_alone(school: tuple[World, str, str]) -> None:
    """Its learners and other accounts, a plant's owner included, cannot see a class; an admin can."""
    world, _, room = school
    assert "Ada" in world.client("teacher").get(room).text
    assert "Ada" in world.client("admin").get(room).text
    for name, status in (("reader", 403), ("viewer", 403), ("owner", 404), ("engineer", 404)):
        for method, tail in (("GET", ""), ("GET", "/class.csv"), ("POST", "/end"), ("POST", "/assign")):
            data = {"title": "x", "skills": "flow.wip"} if method == "POST" else None
            answer = world.client(name).request(method, room + tail, data=data)
            assert answer.status_code == status, (name, method, tail)
            assert "Ada" not in answer.text


def test_an_assignment_reaches_the_class_and_counts(school: tuple[World, str, str]) -> None:
    """What is assigned appears on the learner's page, asks of its skills, and the teacher sees it done."""
    world, plant, room = school
    teacher, learner = world.client("teacher"), world.client("reader")
    wanted = {"title": "Little", "skills": "flow.littles_law", "count": "1", "due": "2031-05-01"}
    assert teacher.post(f"{room}/assign", data=wanted).status_code == 303
    page = learner.get(f"/plants/{plant}/learn").text
    assert "Little</strong>: 0 of 1 answered, due 2031-05-01" in page
    assignment = re.search(r'name="assignment" value="(\w+)"', page)
    assert assignment
    address = ask(learner, plant, assignment=assignment[1])
    question, right = key(world, plant, address)
    assert question.skill == "flow.littles_law"
    learner.post(f"{address}/answer", data=form_of(right))
    assert "Ada 1/1" in teacher.get(room).text
    assert (
        world.client("viewer").post(f"/plants/{plant}/learn/next", data={"assignment": assignment[1]}).status_code
        == 404
    )


def test_a_teacher_sees_who_is_stuck_and_never_an_account(school: tuple[World, str, str]) -> None:
    """Three wrong first answers at a skill are shown as stuck; the page names the learner only as they chose."""
    world, plant, room = school
    learner = world.client("reader")
    for _ in range(3):
        address = ask(learner, plant, skill="flow.bottleneck")
        question, _ = key(world, plant, address)
        wrong = next(one.key for one in question.answer.options if not one.right)
        learner.post(f"{address}/answer", data={"given": wrong})
    page = world.client("teacher").get(room).text
    assert re.search(r"Ada</th><td>\d+</td><td>Find the bottleneck", page)
    with world.store.session() as session:
        pseudonym = session.get_one(Asked, address.rsplit("/", 1)[-1]).learner
    assert pseudonym not in page
    assert world.ids["account"] not in page
    lines = world.client("teacher").get(f"{room}/class.csv").text.splitlines()
    assert lines[0] == "learner,skill,chance of mastery [1],answers"
    assert any(one.startswith("Ada,flow.bottleneck,") for one in lines)


def test_a_learner_sees_their_classes_and_leaves_them(school: tuple[World, str, str]) -> None:
    """Who joined sees the class and their name there; who leaves is seen no more, and cannot leave another's class."""
    world, plant, room = school
    teacher, learner, name = world.client("teacher"), world.client("viewer"), room.rsplit("/", 1)[-1]
    with world.store.session() as session:
        code = session.get_one(SchoolClass, name).code
    leave = f"/plants/{plant}/learn/leave"
    assert learner.post(leave, data={"school_class": name}).status_code == 404
    learner.post(f"/plants/{plant}/learn/join", data={"code": code, "nickname": "Ben"})
    assert "<bdi>9b</bdi></strong>, where you are <bdi>Ben</bdi>" in learner.get(f"/plants/{plant}/learn").text
    assert "Ben" in teacher.get(room).text
    assert learner.post(leave, data={"school_class": name}).status_code == 303
    assert "Ben" not in teacher.get(room).text
    assert "where you are" not in learner.get(f"/plants/{plant}/learn").text
    assert "Ada" in teacher.get(room).text


def test_an_assignment_without_a_skill_keeps_what_was_written(school: tuple[World, str, str]) -> None:
    """Where no skill is ticked the class's page asks for one, with the title and the count as they were written."""
    world, _, room = school
    answer = world.client("teacher").post(f"{room}/assign", data={"title": "Monday", "count": "7"})
    assert answer.status_code == 422
    assert "names no skill yet" in answer.text
    assert 'value="Monday"' in answer.text
    assert 'value="7"' in answer.text


@pytest.mark.parametrize(
    "wanted",
    [
        {"title": "x", "skills": "flow.nothing"},
        {"title": "", "skills": "flow.wip"},
        {"title": "x"},
        {"title": "x", "skills": "flow.wip", "count": "0"},
        {"title": "x", "skills": "flow.wip", "due": "2031-02-31"},
    ],
)
def test_an_assignment_of_nothing_is_refused(school: tuple[World, str, str], wanted: dict[str, str]) -> None:
    """A skill that is none, no title, no skill, no questions and no day of any calendar are each refused."""
    world, _, room = school
    assert world.client("teacher").post(f"{room}/assign", data=wanted).status_code in (404, 422)


@pytest.mark.parametrize("kind", ["moodle", "qti", "prairielearn"])
def test_questions_are_taken_along_by_the_teacher_alone(school: tuple[World, str, str], kind: str) -> None:
    """Questions of a skill come as each system takes them; learners, the owner and other teachers get none of them."""
    world, _, room = school
    asked = f"{room}/questions?kind={kind}&skills=flow.littles_law&variants=2"
    answer = world.client("teacher").get(asked)
    assert answer.status_code == 200
    if kind == "moodle":
        assert answer.text.count("<question type=") >= 2
    else:
        assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) >= 3
    assert len(world.client("teacher").get(f"{room}/questions?kind={kind}&skills=&variants=1").content) > 20_000
    assert [world.client(name).get(asked).status_code for name in ("reader", "owner")] == [403, 404]
    assert world.client("teacher").get(f"{room}/questions?kind={kind}&skills=flow.none").status_code == 404


def test_an_award_comes_with_mastery_and_can_be_signed(school: tuple[World, str, str], tmp_path: Path) -> None:
    """Once a learner masters a skill, an award with its evidence is saved; it is read, signed and verified offline."""
    world, plant, room = school
    teacher, learner = world.client("teacher"), world.client("reader")
    for _ in range(8):
        address = ask(learner, plant, skill="flow.wip")
        _, right = key(world, plant, address)
        learner.post(f"{address}/answer", data=form_of(right))
    saved = teacher.get(f"{room}/awards.zip")
    assert saved.status_code == 200, saved.text[:300]
    zipfile.ZipFile(io.BytesIO(saved.content)).extractall(tmp_path)
    award = read_award(next(tmp_path.glob("*/award.yaml")), school_skills())
    assert "flow.wip" in award.skills
    assert award.learner.name == "Ada"
    secret, public = make_keys(tmp_path / "keys")
    issuer = Issuer(id="https://school.example", name="School")
    token = signed(award, issuer, read_key(secret, secret=True))
    assert verified(token, read_key(public, secret=False))
    assert world.client("reader").get(f"{room}/awards.zip").status_code == 403


def test_a_class_that_ends_leaves_the_learners_their_answers(school: tuple[World, str, str]) -> None:
    """Ending a class takes its seats and assignments; the answers stay their learners'."""
    world, plant, room = school
    ask(world.client("reader"), plant)
    before = len(world.client("reader").get(f"/plants/{plant}/learn/records.json").json()["answers"])
    assert world.client("teacher").post(f"{room}/end", data={"sure": "yes"}).status_code == 303
    assert world.client("teacher").get(room).status_code == 404
    kept = world.client("reader").get(f"/plants/{plant}/learn/records.json").json()["answers"]
    assert len(kept) == before > 0
    with world.store.session() as session:
        assert session.query(Share).filter_by(plant=plant).count() == 3
