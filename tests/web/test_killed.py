"""A server that is killed loses nothing that was done, and says what became of the rest."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from plantwright.errors import StoreError
from plantwright.events.write import read_written
from plantwright.store.opened import open_store
from plantwright.store.runs import TRIES
from plantwright.store.serving import serving
from web.real import Served

KILLS = 10
ENDED = ("done", "failed")
PATIENCE = 180.0
RESULTS = ("report.html", "run.json", "measures.json", "check.json", "ranking.json", "trials.json", "changes.csv")


def _until(server: Served, run: str, *states: str) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while (shown := server.ask.get(f"/api/runs/{run}").json())["state"] not in states:
        assert time.monotonic() < end, f"{shown}\n{server.said()}"
        time.sleep(0.05)
    return shown


def _study(server: Served, plant: str) -> str:
    answer = server.ask.post(f"/api/plants/{plant}/runs", json={"kind": "study"})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def _kill(server: Served, run: str, *, worker: bool) -> None:
    """Kill the server, and what works on a run with it or right after it."""
    with closing(sqlite3.connect(server.store / "plantwright.sqlite")) as database:
        found = database.execute("SELECT process FROM runs WHERE id = ?", (run,)).fetchone()
    server.kill()
    if worker and found and found[0]:
        with suppress(ProcessLookupError):
            os.killpg(found[0], signal.SIGKILL)


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return {str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def _demand_honest(server: Served, plant: str, known: dict[str, dict[str, str]]) -> None:
    """Assert that what is done is whole and as it was, and that nothing else is taken for a result."""
    runs = server.store / "plants" / plant / "runs"
    for one in server.ask.get(f"/api/plants/{plant}").json()["runs"]:
        folder = runs / one["id"]
        if one["state"] == "done" and one["kind"] == "study":
            assert {name for name in RESULTS if not (folder / name).is_file()} == set()
            assert json.loads((folder / "run.json").read_text())["run"] == one["id"]
            assert int(read_written(folder / "log.parquet").intervals.count().execute()) > 100
            assert known.setdefault(one["id"], _digests(folder)) == _digests(folder)
        elif one["state"] != "done":
            answer = server.ask.get(f"/api/runs/{one['id']}/files/run.json")
            assert answer.status_code == 404, one
        if one["state"] in ("failed", "cancelled"):
            assert not folder.exists()
            assert one["problems"], one
    assert known.keys() <= {one["id"] for one in server.ask.get(f"/api/plants/{plant}").json()["runs"]}


@pytest.fixture
def server(tmp_path: Path) -> Any:
    """Return a server that a test kills and starts again."""
    made = Served(tmp_path / "store")
    yield made
    made.stop()


def test_killed_ten_times_it_loses_no_result_and_ends_every_run(server: Served) -> None:
    """Killed at ten random moments of studies, with or without its worker, it comes back with all that was done."""
    chance, known, begun = random.Random(20261126), {}, []
    plant = server.ask.post("/api/plants/example").json()
    plant, read = plant["id"], plant["runs"][0]["id"]
    _until(server, read, "done")
    begun.append(_study(server, plant))
    began = time.monotonic()
    _until(server, begun[0], "done")
    length = time.monotonic() - began
    _demand_honest(server, plant, known)
    for kill in range(KILLS):
        if server.ask.get(f"/api/runs/{begun[-1]}").json()["state"] in ENDED:
            begun.append(_study(server, plant))
        time.sleep(chance.uniform(0, 1.5 * length))
        _kill(server, begun[-1], worker=kill % 2 == 0)
        server.start()
        _demand_honest(server, plant, known)
    shown = {run: _until(server, run, *ENDED) for run in begun}
    _demand_honest(server, plant, known)
    hidden = [one.name for one in (server.store / "plants" / plant / "runs").iterdir() if one.name.startswith(".")]
    assert hidden == []
    for run, one in shown.items():
        said = " ".join(one["problems"])
        assert one["state"] == "done" or f"was killed {TRIES} times" in said, (run, one)
    print({state: sum(one["state"] == state for one in shown.values()) for state in ENDED})  # noqa: T201


def test_a_worker_leaves_with_its_server(server: Served) -> None:
    """No worker is left a second after its server was killed, so no two of them work on one run."""
    plant = server.ask.post("/api/plants/example").json()
    _until(server, plant["runs"][0]["id"], "running")
    with closing(sqlite3.connect(server.store / "plantwright.sqlite")) as database:
        end = time.monotonic() + 10
        while not (found := database.execute("SELECT process FROM runs WHERE process IS NOT NULL").fetchone()):
            assert time.monotonic() < end
            time.sleep(0.02)
    server.kill()
    end = time.monotonic() + 10
    while _lives(found[0]):
        assert time.monotonic() < end, "the worker lives on"
        time.sleep(0.05)
    server.start()


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_cancelled_run_is_stopped_and_leaves_nothing(server: Served) -> None:
    """What is cancelled while it works ends at once, without a folder, and what waits behind it begins."""
    plant = server.ask.post("/api/plants/example").json()
    _until(server, plant["runs"][0]["id"], "done")
    first, second = _study(server, plant["id"]), _study(server, plant["id"])
    _until(server, first, "running")
    assert server.ask.get(f"/api/runs/{second}").json()["ahead"] == 1
    assert server.ask.delete(f"/api/runs/{first}").json()["state"] == "cancelled"
    _until(server, second, "running", "done")
    assert not (server.store / "plants" / plant["id"] / "runs" / first).exists()
    assert server.ask.delete(f"/api/plants/{plant['id']}").status_code == 204
    end = time.monotonic() + 10
    while any((server.store / "plants").iterdir()):
        assert time.monotonic() < end, "the plant's folder came back"
        time.sleep(0.05)
    assert server.ask.get(f"/api/runs/{second}").status_code == 404


def test_a_second_server_of_a_store_is_refused(tmp_path: Path) -> None:
    """Two servers of one store are refused; once the first lets go, another may have it."""
    store = open_store(tmp_path / "store")
    with serving(store):
        other = serving(open_store(tmp_path / "store"))
        with pytest.raises(StoreError, match=rf"another plantwright serve has it \(process {os.getpid()}\)"):
            other.__enter__()
    with serving(store):
        pass
    store.close()
