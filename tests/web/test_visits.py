"""Visits through the server: made, taken along, and the class graded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from plantwright.events.write import write_log
from plantwright.store.accounts import LOCAL, local_account
from plantwright.store.keys import make_key
from plantwright.store.opened import Store
from plantwright.store.tables import Account, KeptPlant, KeptRun, Share, now
from plantwright.twin.log import simulate
from plantwright.web.app import make_app
from plantwright.web.settings import Settings
from plantwright.web.work import Told, work_of
from plantwright.web.work.example import example_plant

DAY = 86_400.0


@pytest.fixture
def shop(store: Store) -> str:
    """Return a plant whose records of two weeks are read."""
    with store.session() as session:
        local_account(session)
        session.add(KeptPlant(id="shop", owner=LOCAL, name="shop"))
        session.flush()
        session.add(KeptRun(id="read", plant="shop", kind="read", state="done", begun=now(), ended=now()))
    folder = store.run_folder("shop", "read")
    folder.mkdir(parents=True)
    store.records("shop").mkdir(parents=True)
    write_log(simulate(example_plant(), horizon=14 * DAY, warm_up=14 * DAY, seed=3), folder / "log.parquet")
    return "shop"


def made(client: TestClient, store: Store, shop: str, **asked: Any) -> Path:
    """Return the page of a visit, made as the worker makes it."""
    run = client.post(f"/api/plants/{shop}/visits", json=asked).json()["id"]
    with store.session() as session:
        kept = session.get_one(KeptRun, run)
    told = Told(store, kept, lambda _: None)
    assert "intervals" in work_of("visit")(told)
    return told.folder / "visit.html"


def told_by(page: Path) -> dict[str, Any]:
    """Return what a page tells its script."""
    found = re.search(r'id="visit-data">(.*?)</script>', page.read_text(encoding="utf-8"))
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_a_visit_is_the_page_of_the_command(client: TestClient, store: Store, shop: str) -> None:
    """The page holds the sheets and the window that were asked for; for credit it holds no truth."""
    told = told_by(made(client, store, shop, sheets=["time_study"], start="2024-01-16", end="2024-01-19"))
    assert (told["sheets"], told["window"]["start"], told["credit"]) == (["time_study"], "2024-01-16T00:00:00", False)
    assert told["truth"]
    credit = told_by(made(client, store, shop, credit=True))
    assert (credit["credit"], credit["truth"]) == (True, None)


def test_a_class_is_graded_from_what_it_hands_in(client: TestClient, store: Store, shop: str) -> None:
    """Who names the true bottleneck has the walk's points for it; sheets of another visit are refused."""
    told = told_by(made(client, store, shop))
    centers = [one["work_center"] for one in told["truth"]["bottlenecks"]]

    def handed(name: str, first: str, visit: str) -> tuple[str, tuple[str, str]]:
        sheet = {"version": 1, "sheet": "bottleneck_walk", "visitor": name, "window": told["window"], "first": first}
        about = {"id": visit, "credit": False, "window": told["window"], "held": None}
        text = {"form": "plantwright.sheets.1", "visit": about, "visitor": name, "sheets": [sheet]}
        return "files", (f"{name}.json", json.dumps(text))

    files = [handed("Ana", centers[0], told["id"]), handed("Bo", centers[-1], told["id"])]
    found = client.post(f"/api/plants/{shop}/visits/class", files=files).json()
    scores = {one["visitor"]: one["scores"]["bottleneck_walk"] for one in found["visitors"]}
    assert scores["Ana"] > scores["Bo"]
    assert found["csv"].splitlines()[1].startswith("Ana,")
    foreign = client.post(f"/api/plants/{shop}/visits/class", files=[handed("Cy", centers[0], "0" * 20)])
    assert foreign.status_code == 422
    assert "0" * 20 in foreign.json()["problems"][0]


def test_who_reads_makes_no_visits(client: TestClient, store: Store, shop: str) -> None:
    """A viewer with whom the plant is shared may look at the visits; to make one needs a teacher."""
    keys = {}
    with store.session() as session:
        for role in ("viewer", "teacher"):
            one = Account(name=role, role=role)
            session.add(one)
            session.flush()
            session.add(Share(plant=shop, account=one.id))
            _, keys[role] = make_key(session, one, "tests")
    app = make_app(store, Settings(hosts=("testserver",)))
    for role, status in (("viewer", 403), ("teacher", 202)):
        asks = TestClient(app, headers={"Authorization": f"Bearer {keys[role]}"})
        assert asks.get(f"/plants/{shop}/visits").status_code == 200
        assert asks.post(f"/api/plants/{shop}/visits", json={}).status_code == status
