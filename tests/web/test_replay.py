"""The floor replayed: recorded, the twin, and the twin with a change, each a track of the same window."""

from __future__ import annotations

import base64
import json
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from plantwright.errors import NotThereError, RecordsError
from plantwright.events.write import write_log
from plantwright.files.plant import write_plant
from plantwright.store.accounts import LOCAL, local_account
from plantwright.store.opened import Store, open_store
from plantwright.store.tables import KeptPlant, KeptRun, now
from plantwright.twin.log import simulate
from plantwright.web.replay.sides import track_text
from plantwright.web.work import Told, work_of
from plantwright.web.work.example import example_plant
from web.conftest import BEARER

DAY = 86_400.0
CHANGE = {"name": "another mill", "add_stations": {"work_center": "mill", "count": 1}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a study of the example would leave of its log, twin and ranking: three weeks."""
    made = tmp_path_factory.mktemp("study")
    plant = example_plant()
    write_log(simulate(plant, horizon=21 * DAY, warm_up=14 * DAY, seed=3), made / "log.parquet")
    write_plant(plant, made / "plant")
    (made / "ranking.json").write_text(json.dumps({"changes": [{"change": CHANGE, "gain": {"value": 1.0}}]}))
    return made


def header(text: str) -> dict[str, Any]:
    """Return what the header of a track says."""
    body = zlib.decompress(base64.b64decode(text), -15)
    (length,) = struct.unpack_from("<I", body)
    told: dict[str, Any] = json.loads(body[4 : 4 + length])
    return told


def mills(told: dict[str, Any]) -> int:
    """Return how many stations the mill has."""
    return sum(told["centers"][home] == "mill" for _, home in told["stations"])


def test_the_last_week_is_replayed_if_nobody_says(folder: Path) -> None:
    """Without times, the track is of the last seven days of the records."""
    told = header(track_text(folder, "recorded", None, None, None))
    assert told["span"] * told["tick"] == pytest.approx(7 * DAY)
    assert told["rows"] > 100


def test_sides_share_one_window_and_a_change_shows(folder: Path) -> None:
    """The twin, as it is and changed, is replayed over the very time that is asked for; another mill is seen there."""
    window = ("2024-01-23", "2024-01-26T12:00")
    sides = [header(track_text(folder, side, *window, 0)) for side in ("recorded", "twin", "changed")]
    assert {one["since"] for one in sides} == {"2024-01-23T00:00:00Z"}
    assert [one["span"] * one["tick"] for one in sides] == pytest.approx([3.5 * DAY] * 3)
    assert [mills(one) for one in sides] == [2, 2, 3]


def test_what_cannot_be_replayed_is_told(folder: Path, tmp_path: Path) -> None:
    """Windows outside the records or too long, changes that were not ranked, and runs without a twin are refused."""
    with pytest.raises(RecordsError, match="the log covers"):
        track_text(folder, "recorded", "2020-01-01", "2020-01-02", None)
    with pytest.raises(NotThereError, match="ranked 1 changes"):
        track_text(folder, "changed", None, None, 1)
    shutil.copy(folder / "log.parquet", tmp_path)
    with pytest.raises(NotThereError, match="no twin"):
        track_text(tmp_path, "twin", None, None, None)
    with pytest.raises(NotThereError, match="no log"):
        track_text(tmp_path / "nothing", "recorded", None, None, None)


def test_before_and_after_move_on_one_clock(address: str, browser: Browser, folder: Path, tmp_path: Path) -> None:
    """The page shows both floors, plays them together, and its address brings the same instant back."""
    store = open_store(tmp_path / "served")
    with store.session() as session:
        local_account(session)
        session.add(KeptPlant(id="shop", owner=LOCAL, name="shop"))
        session.flush()
        session.add(KeptRun(id="studied", plant="shop", kind="study", state="done", begun=now(), ended=now()))
    shutil.copytree(folder, store.run_folder("shop", "studied"))
    store.close()
    wrong: list[str] = []
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/enter?token={BEARER['Authorization'].removeprefix('Bearer ')}")
    page.goto(f"{address}/plants/shop/floor?beside=twin-0")
    expect(page.get_by_role("heading", name="The twin with the change")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#now")).not_to_have_text("")
    seen = page.locator("#now").inner_text()
    assert page.evaluate("window.plantwright.floors.length") == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.reload()
    expect(page.locator("#now")).to_have_text(seen, timeout=60_000)
    assert wrong == []


def test_a_run_of_the_twin_leaves_a_floor_of_its_own(store: Store, folder: Path) -> None:
    """A change asked for is in the run's plant, and its log is replayed and measured as any other."""
    with store.session() as session:
        local_account(session)
        session.add(KeptPlant(id="shop", owner=LOCAL, name="shop"))
        session.flush()
        session.add(KeptRun(id="studied", plant="shop", kind="study", state="done", begun=now(), ended=now()))
        edits = [{"add_stations": CHANGE["add_stations"]}]
        run = KeptRun(id="run", plant="shop", kind="simulate", asked={"weeks": 2, "seed": 1, "edits": edits})
        session.add(run)
    shutil.copytree(folder, store.run_folder("shop", "studied"))
    assert work_of("simulate")(Told(store, run, lambda _: None)) == "2 weeks run"
    made = store.run_folder("shop", "run")
    assert mills(header(track_text(made, "recorded", None, None, None))) == 3
    assert json.loads((made / "measures.json").read_text())["values"]["throughput"]["value"] > 0
