"""Fifty people look while one study runs and four wait: what their requests take, and whether any fails."""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from benchmarks.table import Row, load, wall_row

VIEWERS, SMOKE_VIEWERS = 50, 5
LOOKING, SMOKE_LOOKING = 20.0, 4.0
"""How long they look [s]."""
THINKING = 1.0
"""How long a person looks at a page before asking for the next [s]."""
STUDIES = 5
PAGES = ("", "/floor", "/flow", "/losses", "/time", "/quality", "/twin", "/changes", "/visits", "/evidence")
_PATIENCE = 300.0


class Asking:
    """A program that asks a server, over one connection."""

    def __init__(self, address: str) -> None:
        told = urlsplit(address)
        self.connection = http.client.HTTPConnection(told.netloc, timeout=60)
        self.headers = {"Authorization": f"Bearer {address.split('token=')[1]}", "Content-Type": "application/json"}

    def ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        told = None if body is None else json.dumps(body)
        self.connection.request("GET" if body is None else "POST", path, told, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def json(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return an answer that must be a good one."""
        status, said = self.ask(path, body)
        if status >= 300:
            raise RuntimeError(f"{path}: {status} {said[:300]!r}")
        return json.loads(said)


def viewer_rows(served: Callable[[Path], AbstractContextManager[str]], smoke: bool) -> list[Row]:
    """Return what the pages of a studied plant take while studies run."""
    viewers, looking = (SMOKE_VIEWERS, SMOKE_LOOKING) if smoke else (VIEWERS, LOOKING)
    with tempfile.TemporaryDirectory() as made, served(Path(made)) as address:
        one = Asking(address)
        plant = one.json("/api/plants/example", {})["id"]
        _until_done(one, plant)
        one.json(f"/api/plants/{plant}/runs", {"kind": "study"})
        _until_done(one, plant)
        for _ in range(STUDIES):
            one.json(f"/api/plants/{plant}/runs", {"kind": "study"})
        time.sleep(2 * THINKING)
        states = _states(one, plant)
        took, failed = _look(address, plant, viewers, looking)
        after = _states(Asking(address), plant)  # the server has let an idle connection go
    name = f"{viewers} viewers"
    return [
        Row(
            f"{name}: studies running and waiting, at the begin", states["running"] + states["waiting"] / 10, "1 + 0.1"
        ),
        Row(f"{name}: studies done meanwhile", float(after["done"] - states["done"]), "1"),
        Row(f"{name}: requests", float(len(took)), "1"),
        wall_row(f"{name}: requests that failed", float(failed), "<= 0", load(), "1"),
        wall_row(f"{name}: a page, 95 % within", float(np.quantile(took, 0.95)) * 1e3, "<= 500", load(), "ms"),
        Row(f"{name}: a page, the median", float(np.median(took)) * 1e3, "ms"),
    ]


def _states(one: Asking, plant: str) -> dict[str, int]:
    runs = [run["state"] for run in one.json(f"/api/plants/{plant}")["runs"] if run["kind"] == "study"]
    return {state: runs.count(state) for state in ("waiting", "running", "done", "failed")}


def _until_done(one: Asking, plant: str) -> None:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit:
        newest = one.json(f"/api/plants/{plant}")["runs"][0]
        if newest["state"] == "done":
            return
        if newest["state"] == "failed":
            raise RuntimeError(str(newest["problems"]))
        time.sleep(0.3)
    raise RuntimeError("the run took too long")


def _look(address: str, plant: str, viewers: int, looking: float) -> tuple[list[float], int]:
    """Return what each request took [s], and how many failed."""
    took: list[float] = []
    failed: list[str] = []
    end = time.monotonic() + looking

    def view(number: int) -> None:
        one = Asking(address)
        time.sleep(THINKING * number / viewers)
        turn = number
        while time.monotonic() < end:
            path = f"/plants/{plant}{PAGES[turn % len(PAGES)]}"
            begun = time.perf_counter()
            try:
                status, _ = one.ask(path)
            except OSError as error:
                failed.append(str(error))
                return
            took.append(time.perf_counter() - begun)
            if status != 200:
                failed.append(f"{path}: {status}")
            turn += 1
            time.sleep(THINKING)

    threads = [threading.Thread(target=view, args=(number,)) for number in range(viewers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for said in failed[:3]:
        print("failed:", said)
    return took, len(failed)
