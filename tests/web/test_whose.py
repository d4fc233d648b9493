"""Plants belong to someone: every route of the server is asked by everybody."""

from pathlib import Path

import pytest

from plantwright.store.people import account_named, close_account
from served import HOSTILE, ROLES, SAFE, STRANGERS, World, make_world, parameters, routes, send

OPEN = {
    "/enter", "/static/plotly.min.js", "/record-worker.js",
    "/lti/login", "/lti/launch", "/lti/enter", "/lti/choose", "/lti/keys",
}  # fmt: skip
"""What answers people who are not logged in: the log-in itself, public scripts, and learning systems: ``test_lti``."""
BY_ADDRESS = {"/api/floors/{floor}", "/api/floors/{floor}/presses", "/record/{floor}"}
"""What whoever has the secret address may do, as a phone on the floor does: see ``test_presses``."""
OWN = {
    "/leave",
    "/account/password",
    "/account/keys",
    "/account/keys/{key}/delete",
    "/api/me/keys",
    "/api/me/keys/{key}",
    "/lti/connect/{ticket}",
    "/api/me/learning",
}
"""What everybody may change: their own account, and what is kept of their own learning."""
FOR_ADMINS = {
    "/people", "/people/{account}/role", "/people/{account}/close", "/platforms", "/platforms/{platform}/delete",
    "/api/accounts", "/api/accounts/{account}/role", "/api/accounts/{account}",
}  # fmt: skip
FOR_ENGINEERS = {"/api/plants", "/api/plants/example", "/api/floors"}
"""What engineers may change without a plant: bring one."""
FOR_OWNERS = ("/sharing", "/shares", "/teach", "/classes")
"""What of a plant its readers may not see: who the others are, and what they answered."""
LEARNING = ("/plants/{plant}/learn", "/api/plants/{plant}/learning")
"""What of a plant readers may change: what they were asked themselves; see ``test_learn`` and ``test_learning_api``."""
QUESTIONS = ("/what-if", "/within-budget")
"""What is asked with a body and changes nothing: readers may."""
NOT_THERE = "0123456789abcdef"


def _of_plants(world: World) -> list:
    found = [(method, one) for method, one in routes(world.app) if parameters(one) & {"plant", "run"}]
    assert len(found) > 10
    return found


def test_every_documented_operation_is_walked(world: World) -> None:
    """The walk of these tests misses no operation that the server documents."""
    walked = {(method.lower(), one.path.replace(":path", "")) for method, one in routes(world.app)}
    documented = {(method, path) for path, item in world.app.openapi()["paths"].items() for method in item}
    assert documented <= walked


@pytest.mark.parametrize("name", STRANGERS)
def test_no_route_shows_or_changes_the_plant_of_somebody_else(world: World, name: str) -> None:
    """Whatever a stranger asks of a plant or a run, the answer is that of one that does not exist, letter by letter."""
    client = world.client(name)
    nowhere = world.ids | {"plant": NOT_THERE, "run": NOT_THERE}
    for method, route in _of_plants(world):
        answer, other = send(client, method, route, world.ids), send(client, method, route, nowhere)
        said = f"{name}: {method} {route.path} answered {answer.status_code} {answer.text[:300]}"
        assert answer.status_code in (403, 404), said
        told = answer.text.replace(world.ids["plant"], NOT_THERE).replace(world.ids["run"], NOT_THERE)
        assert (answer.status_code, told) == (other.status_code, other.text), said
        assert HOSTILE[:9] not in answer.text.split("<body>")[0], said


def test_the_owner_is_answered_otherwise(world: World) -> None:
    """What strangers are refused is not refused to the owner: the refusals say something."""
    owner, stranger = world.client("owner"), world.client("engineer")
    for method, route in _of_plants(world):
        if method in SAFE:
            answer = send(owner, method, route, world.ids)
            assert answer.status_code < 500, f"{route.path} {answer.text[:300]}"
            assert answer.text != send(stranger, method, route, world.ids).text, route.path


def test_a_reader_reads_and_changes_nothing(world: World) -> None:
    """With whom a plant is shared, they see what the owner sees, change nothing, and do not see who else reads."""
    reader, owner = world.client("reader"), world.client("owner")
    for method, route in _of_plants(world):
        answer = send(reader, method, route, world.ids)
        said = f"{method} {route.path} answered {answer.status_code} {answer.text[:300]}"
        reading = method in SAFE or route.path.endswith(QUESTIONS) or route.path.startswith(LEARNING)
        if reading and not any(part in route.path for part in FOR_OWNERS):
            assert answer.status_code == send(owner, method, route, world.ids).status_code, said
        else:
            assert answer.status_code == 403, said


@pytest.mark.parametrize("name", ["viewer", "teacher", "engineer"])
def test_what_is_for_a_higher_role_is_refused(world: World, name: str) -> None:
    """Accounts are for admins, bringing plants for engineers; else one's own account alone changes without a plant."""
    client = world.client(name)
    for method, route in routes(world.app):
        if parameters(route) & {"plant", "run"} or route.path in OWN | OPEN | BY_ADDRESS:
            continue
        least = "admin" if route.path in FOR_ADMINS else "engineer" if route.path in FOR_ENGINEERS else None
        if least is None:
            assert method in SAFE, f"{method} {route.path}: say in this test who may do that"
        if least == "admin" or (least == "engineer" and method not in SAFE and ROLES[name] != "engineer"):
            answer = send(client, method, route, world.ids)
            assert answer.status_code == 403, f"{method} {route.path} answered {answer.status_code}"


def test_nobody_is_told_to_log_in(world: World) -> None:
    """Who is not logged in is sent to the log-in page, programs get 401, whatever they ask."""
    client = world.client()
    for method, route in routes(world.app):
        if route.path in OPEN | BY_ADDRESS:
            continue
        answer = send(client, method, route, world.ids)
        program = route.path.startswith("/api")
        assert answer.status_code == (401 if program else 303), f"{method} {route.path} {answer.status_code}"
        assert program or answer.headers["location"].startswith("/enter"), route.path


def test_no_change_without_the_proof_that_our_page_sent_it(world: World) -> None:
    """With the cookie of an admin alone, as another site's form would come, no route changes anything."""
    browser, csrf = world.browser("admin")
    for method, route in routes(world.app):
        if method in SAFE or route.path in OPEN | BY_ADDRESS:
            continue
        for proof in ({}, {"x-csrf-token": "x" * len(csrf)}):
            answer = send(browser, method, route, world.ids, headers=proof)
            assert answer.status_code == 403, f"{method} {route.path} answered {answer.status_code} {answer.text[:200]}"
            assert "does not prove" in answer.text, route.path


def test_a_closed_account_is_nobody(tmp_path: Path) -> None:
    """A key or cookie of an account that is closed lets nobody in."""
    small = make_world(tmp_path / "store")
    browser, _ = small.browser("engineer")
    assert browser.get("/api/plants").status_code == 200
    with small.store.session() as session:
        close_account(session, account_named(session, "engineer"))
    assert browser.get("/api/plants").status_code == 401
    assert small.client("engineer").get("/api/plants").status_code == 401
