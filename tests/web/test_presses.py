"""Recording by phone: kept once, by whom it may, and shown on the board."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from plantwright.store.opened import Store
from plantwright.store.presses import presses_of


def opened(client: TestClient, stations: tuple[str, ...] = ("saw", "drill")) -> dict[str, str]:
    """Return a floor that phones may record."""
    answer = client.post("/api/floors", json={"name": "shop", "stations": list(stations)})
    assert answer.status_code == 201
    return {**answer.json(), "key": answer.json()["address"].removeprefix("/record/")}


def press(key: str, what: str, *, ago: float = 0, station: str = "saw", **more: Any) -> dict[str, Any]:
    """Return a press so many minutes ago."""
    moment = datetime.now(UTC) - timedelta(minutes=ago)
    return {"key": key, "station": station, "what": what, "at": moment.isoformat(), **more}


def send(client: TestClient, floor: dict[str, str], *presses: dict[str, Any]) -> dict[str, Any]:
    """Send presses as a phone does: without being logged in."""
    del client.headers["Authorization"]
    answer = client.post(f"/api/floors/{floor['key']}/presses", json={"presses": list(presses)})
    client.headers["Authorization"] = "Bearer a-token-for-tests"
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_press_sent_twice_is_kept_once(client: TestClient, store: Store) -> None:
    """However often a phone sends a press that it is not sure of, there is one."""
    floor = opened(client)
    one, other = press("first-press", "start", ago=5, order="A"), press("other-press", "stop", quantity=2)
    assert send(client, floor, one)["kept"] == ["first-press"]
    assert send(client, floor, one, other, other)["kept"] == ["first-press", "other-press", "other-press"]
    with store.session() as session:
        assert [one.what for one in presses_of(session, floor["plant"])] == ["start", "stop"]


def test_a_press_that_cannot_be_is_refused_and_the_others_are_kept(client: TestClient) -> None:
    """An unknown station and a moment to come are refused with a reason; one bad press holds up no other."""
    floor = opened(client)
    told = send(
        client,
        floor,
        press("unknown-1", "start", station="oven"),
        press("too-early", "start", ago=-60),
        press("good-one", "start"),
    )
    assert told["kept"] == ["good-one"]
    assert "oven" in told["refused"]["unknown-1"]
    assert "later than now" in told["refused"]["too-early"]


def test_the_board_shows_what_was_pressed_last(client: TestClient) -> None:
    """A station shows its state, order, reason and pieces of the day."""
    floor = opened(client)
    send(
        client, floor, press("press-001", "start", ago=90, order="A"),
        press("press-002", "stop", ago=60, quantity=7, scrapped=1),
        press("press-003", "start", ago=30, order="B"), press("press-004", "down", ago=10, reason="broken"),
    )  # fmt: skip
    saw, drill = client.get(f"/api/plants/{floor['plant']}/stations").json()
    assert (saw["state"], saw["order"], saw["reason"], saw["quantity"], saw["scrapped"]) == (
        "down",
        "B",
        "broken",
        7,
        1,
    )
    assert drill["state"] == "unknown"


def test_a_key_opens_its_floor_and_nothing_else(client: TestClient) -> None:
    """Who has the address for phones may record; a wrong, old or foreign key opens nothing."""
    floor = opened(client)
    other = opened(client)
    key = floor["key"]
    again = client.put(f"/api/plants/{floor['plant']}/floor", json={"name": "shop", "stations": ["saw"]}).json()
    del client.headers["Authorization"]
    mixed = f"{floor['plant']}.{other['key'].split('.')[1]}"
    for wrong in (key, mixed, "x", "x.y", f"{floor['plant']}."):
        assert client.get(f"/api/floors/{wrong}").status_code == 404
        assert client.get(f"/record/{wrong}").status_code == 404
    new = again["address"].removeprefix("/record/")
    assert client.get(f"/api/floors/{new}").json()["name"] == "shop"
    assert client.get(f"/record/{new}").status_code == 200
    assert client.get(f"/api/plants/{floor['plant']}/stations").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [{"what": "dance"}, {"quantity": -1}, {"quantity": 1e300}, {"at": "yesterday"}, {"station": " "}, {"key": "a b"},
     {"more": 1}, {"order": "x\n"}],
)  # fmt: skip
def test_what_is_no_press_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    """A press that no page of ours sends is refused, with the place that is wrong."""
    floor = opened(client)
    answer = client.post(
        f"/api/floors/{floor['key']}/presses", json={"presses": [{**press("press-001", "start"), **wrong}]}
    )
    assert answer.status_code == 422


def test_nothing_recorded_is_not_read(client: TestClient) -> None:
    """A floor without a press says what to do first, and begins no run."""
    floor = opened(client)
    answer = client.post(f"/api/plants/{floor['plant']}/read")
    assert answer.status_code == 422
    assert "press start" in answer.json()["problems"][0]
    send(client, floor, press("press-001", "start", ago=5), press("press-002", "stop"))
    assert client.post(f"/api/plants/{floor['plant']}/read").status_code == 202
