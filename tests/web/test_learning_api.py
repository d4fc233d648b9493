"""A program learns for its user: their own next question, what is earned when, where they stand, and what is kept."""

from __future__ import annotations

from typing import Any

import pytest

from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.store.school import asked_of, learner_of
from plantwright.store.tables import Account
from schooled import add_plant
from served import World, make_world
from web.test_learn import ask_of, key, secrets_of

Answer = dict[str, Any]
NOWHERE = "0123456789abcdef"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, str]:
    """Return a server, and a plant of ``owner`` that ``reader`` and ``viewer`` may read, to learn on."""
    world = make_world(tmp_path_factory.mktemp("school") / "store")
    return world, add_plant(world.store, "owner", "reader", "viewer")


def asked(world: World, plant: str, name: str = "reader", **wish: str) -> Answer:
    """Return a new question as the API shows it."""
    answer = world.client(name).post(f"/api/plants/{plant}/learning/questions", json=wish)
    assert answer.status_code == 201, answer.text
    found: Answer = answer.json()
    return found


def at(plant: str, question: Answer) -> str:
    """Return the address of a question."""
    return f"/api/plants/{plant}/learning/questions/{question['id']}"


def standing(world: World, plant: str, name: str = "reader") -> Answer:
    """Return where a person stands."""
    answer = world.client(name).get(f"/api/plants/{plant}/learning")
    assert answer.status_code == 200, answer.text
    found: Answer = answer.json()
    return found


def test_a_question_is_asked_answered_and_told(school: tuple[World, str]) -> None:
    """A wrong answer is told so and shows no solution; the right one ends the question, and no further one is taken."""
    world, plant = school
    learner = world.client("reader")
    question = asked(world, plant, skill="flow.wip")
    while question["question"]["kind"] != "number":
        question = asked(world, plant, skill="flow.wip")
    assert (question["state"], question["why"], question["solution"]) == ("open", "you chose this skill", [])
    made, right = key(world, plant, at(plant, question))
    wrong = learner.post(f"{at(plant, question)}/answers", json={"given": "123456789"}).json()
    assert (wrong["state"], wrong["tries"][0]["right"], wrong["solution"]) == ("open", False, [])
    told = learner.post(f"{at(plant, question)}/answers", json={"given": right}).json()
    assert (told["state"], told["tries"][1]["right"]) == ("right", True)
    assert told["solution"] == list(made.solution)
    for tail, body in (("answers", {"given": right}), ("hints", None), ("solution", None)):
        assert learner.post(f"{at(plant, question)}/{tail}", json=body).status_code == 403


def test_hints_come_in_order_and_the_solution_after_the_last(school: tuple[World, str]) -> None:
    """Each asking gives the next hint; the solution is refused until all three are there, then ends the question."""
    world, plant = school
    learner, question = world.client("reader"), asked(world, plant)
    made, _ = key(world, plant, at(plant, question))
    for count in range(3):
        refused = learner.post(f"{at(plant, question)}/solution")
        assert refused.status_code == 403
        assert f"{3 - count} are left" in refused.json()["error"]
        shown = learner.post(f"{at(plant, question)}/hints").json()
        assert shown["hints"] == list(made.hints[: count + 1])
        assert (shown["more_hints"], shown["may_see_solution"], shown["solution"]) == (count < 2, count == 2, [])
    shown = learner.post(f"{at(plant, question)}/solution").json()
    assert (shown["state"], shown["solution"]) == ("told", list(made.solution))


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_open_question_holds_its_key(school: tuple[World, str], template: str) -> None:
    """While a question is open, no answer of the API holds its solution, hints, feedback, model answer or seed."""
    world, plant = school
    learner = world.client("reader")
    place = ask_of(world, plant, template)
    address = place.replace("/plants/", "/api/plants/").replace("/learn/", "/learning/")
    answer = learner.get(address)
    if answer.status_code == 404:
        pytest.skip("the axle line cannot be asked this")
    question, _ = key(world, plant, place)
    sources = [answer.json(), learner.get("/api/me/learning").json(), standing(world, plant)]
    if question.answer.kind != "explain":
        sources.append(learner.post(f"{address}/answers", json={"given": "no such answer"}).json())
    for source in sources:
        assert "987654321" not in str(source)
        texts = set(_texts(source))
        for secret in secrets_of(question):
            assert not any(secret in one for one in texts), secret


def _texts(source: Any) -> list[str]:
    """Return every text in an answer but those of what was asked by now closed questions."""
    if isinstance(source, dict):
        return [text for one in source.values() for text in _texts(one)]
    if isinstance(source, list):
        open_ones = [one for one in source if not isinstance(one, dict) or one.get("state", "open") == "open"]
        return [text for one in open_ones for text in _texts(one)]
    return [source] if isinstance(source, str) else []


def test_an_explanation_is_written_before_it_is_compared(school: tuple[World, str]) -> None:
    """The model answer and its criteria come once the learner has written; other questions take no explanation."""
    world, plant = school
    learner = world.client("reader")
    place = next(
        one for name, made in TEMPLATES.items() if made.kind == "explain"
        and world.client("reader").get(one := ask_of(world, plant, name)).status_code == 200
    )  # fmt: skip
    address = place.replace("/plants/", "/api/plants/").replace("/learn/", "/learning/")
    early = learner.post(f"{address}/answers", json={"given": ["1", "2"]})
    assert early.status_code == 403
    assert "nothing is written yet" in early.json()["error"]
    assert learner.get(address).json()["criteria"] == []
    written = learner.put(f"{address}/explanation", json={"text": " Because of the queue. "}).json()
    assert written["tries"][0]["given"] == "Because of the queue."
    assert (written["state"], written["solution"]) == ("open", [])
    assert len(written["criteria"]) >= 2
    assert written["model"]
    done = learner.post(f"{address}/answers", json={"given": ["1"]}).json()
    assert (done["state"], done["tries"][1]["given"]) == ("right", ["1"])
    number = ask_of(world, plant, "flow.wip_of_a_run_of_orders").replace("/plants/", "/api/plants/")
    number = number.replace("/learn/", "/learning/")
    assert learner.put(f"{number}/explanation", json={"text": "x"}).status_code == 403


def test_where_a_learner_stands_is_their_own(school: tuple[World, str]) -> None:
    """Right answers raise a skill to mastered with a day to come back; another reader of the plant sees none of it."""
    world, plant = school
    learner = world.client("reader")
    for _ in range(12):
        question = asked(world, plant, skill="flow.bottleneck")
        _, right = key(world, plant, at(plant, question))
        if question["question"]["kind"] == "explain":
            learner.put(f"{at(plant, question)}/explanation", json={"text": "x"})
        given = right if isinstance(right, str) else list(right)
        assert learner.post(f"{at(plant, question)}/answers", json={"given": given}).json()["state"] == "right"
    found = standing(world, plant)
    skill = next(one for one in found["skills"] if one["skill"] == "flow.bottleneck")
    assert skill["mastered"]
    assert skill["chance"] >= found["mastered_from"]
    assert skill["due"] > question["made"]
    assert found["next"]["why"]
    assert found["next"]["skill"] in {one["skill"] for one in found["skills"] if one["templates"]}
    other = standing(world, plant, "viewer")
    assert all(one["chance"] is None and not one["answers"] for one in other["skills"])
    assert (other["open"], other["due"], other["assignments"]) == (None, [], [])


def test_nobody_reaches_the_question_of_another_learner(school: tuple[World, str]) -> None:
    """The plant's owner, an admin and strangers get through every route what a question that is none gives."""
    world, plant = school
    question = asked(world, plant)
    tails = (("GET", "", None), ("POST", "/answers", {"given": "1"}), ("PUT", "/explanation", {"text": "x"}),
             ("POST", "/hints", None), ("POST", "/solution", None))  # fmt: skip
    for name in ("owner", "viewer", "admin", "engineer", "teacher"):
        client = world.client(name)
        for method, tail, body in tails:
            answer = client.request(method, at(plant, question) + tail, json=body)
            other = client.request(method, at(plant, {"id": NOWHERE}) + tail, json=body)
            assert answer.status_code == other.status_code == 404, (name, method, tail)
            assert answer.json()["error"].replace(question["id"], NOWHERE) == other.json()["error"]


def test_what_cannot_be_asked_is_refused_in_words(school: tuple[World, str]) -> None:
    """A skill that is none, an assignment of others, a wrong code and wrong fields are refused with what is wrong."""
    world, plant = school
    learner, home = world.client("reader"), f"/api/plants/{plant}/learning"
    refused = [
        learner.post(f"{home}/questions", json={"skill": "flow.no_such"}),
        learner.post(f"{home}/questions", json={"assignment": NOWHERE}),
        learner.post(f"{home}/seats", json={"code": "x", "nickname": "Ada"}),
    ]
    assert [one.status_code for one in refused] == [404, 404, 404]
    assert all(one.json()["error"] for one in refused)
    wrong = learner.post(f"{home}/seats", json={"code": "x", "nickname": " ", "role": "admin"})
    assert wrong.status_code == 422
    assert len(wrong.json()["problems"]) == 2


def test_a_placement_asks_without_telling(school: tuple[World, str]) -> None:
    """A placement asks one question after another without hints, each ended by its answer, and says where to begin."""
    world, plant = school
    learner, home = world.client("viewer"), f"/api/plants/{plant}/learning"
    seen = []
    for _ in range(13):
        found = learner.post(f"{home}/placement").json()
        if found["question"] is None:
            break
        question = found["question"]
        assert (question["purpose"], question["more_hints"]) == ("placement", False)
        assert learner.post(f"{at(plant, question)}/hints").status_code == 403
        assert learner.post(f"{at(plant, question)}/solution").json()["state"] == "told"
        seen.append(question["skill"])
    assert found["question"] is None
    assert 1 <= len(seen) <= 12
    assert found["begin"]
    assert found["says"]


def test_what_is_kept_is_handed_out_and_erased(school: tuple[World, str]) -> None:
    """All that is kept of a learner comes as data and goes at their word; nobody else's rows go with it."""
    world, plant = school
    asked(world, plant, "owner")
    owner = world.client("owner")
    told = owner.get("/api/me/learning").json()
    assert [one["plant"] for one in told["answers"]] == [plant]
    assert told["answers"][0]["seed"] is None
    assert owner.delete("/api/me/learning").json() == {"rows": 1}
    assert owner.get("/api/me/learning").json()["answers"] == []
    with world.store.session() as session:
        assert asked_of(session, learner_of(session, session.query(Account).filter_by(name="reader").one()))
