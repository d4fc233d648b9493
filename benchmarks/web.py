"""``python -m benchmarks.web [--smoke] [--json FILE]``: the server's start, its pages, and answers people wait for.

The Gantt chart's rows are asked of the index as the API asks it, JSON included; the others go through HTTP to a server
in a process of its own, on a store that holds a plant of 40 stations with its refits.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import numpy as np
from pydantic import TypeAdapter

from benchmarks import visit as replay
from benchmarks.process import COMMAND
from benchmarks.study import big_log
from benchmarks.table import Row, load, run, wall_row
from benchmarks.viewers import viewer_rows
from plantwright.events.log import EventLog, LogMeta
from plantwright.files.plant import write_plant
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.plant import Plant, Release
from plantwright.model.product import Operation, Product, Routing
from plantwright.store.accounts import local_account
from plantwright.store.opened import open_store
from plantwright.store.tables import KeptPlant, KeptRun, now
from plantwright.web.changes.draws import NAME as DRAWS
from plantwright.web.gantt.index import GanttIndex
from plantwright.web.gantt.view import view
from plantwright.web.gantt.write import write_index

INTERVALS, SMOKE_INTERVALS = 10_000_000, 100_000
ZOOMS = (1, 3, 10, 100, 10_000, 1_000_000)
WIDTH, STATIONS = 1600, 40
EDIT = {"scale_process_time": {"work_center": "c03", "factor": 0.9}}
REFITS = 8


def gantt_rows(smoke: bool) -> list[Row]:
    """Return how long a look at very many intervals takes, at every zoom."""
    count = SMOKE_INTERVALS if smoke else INTERVALS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "gantt"
        log = _log(count)
        written = _timed(lambda: write_index(log, folder))
        size = sum(one.stat().st_size for one in folder.iterdir()) / 1e6
        index = GanttIndex(folder)
        times = [_timed(lambda one=one: _look(index, *one)) for one in _looks(index)]
        placed = [_timed(lambda one=one: index.at(one % STATIONS, _moment(index, one))) for one in range(40)]
    name = f"at {count:,} intervals"
    return [
        wall_row(f"a look {name}, the slowest of {len(times)}", max(times) * 1e3, "<= 150", load(), "ms"),
        Row(f"a look {name}, the median", float(np.median(times)) * 1e3, "ms"),
        Row(f"what is at a place {name}, the slowest of {len(placed)}", max(placed) * 1e3, "ms"),
        Row(f"writing the index {name}", written, "s"),
        Row(f"size of the index {name}", size, "MB"),
    ]


def _log(count: int) -> EventLog:
    rows = big_log(count)
    starts, ends = rows.column("start").to_numpy(), rows.column("end").to_numpy()
    meta = LogMeta(
        "big", "recorded", starts.min().astype("datetime64[us]").item(), ends.max().astype("datetime64[us]").item()
    )
    return EventLog.from_arrow(rows, rows.select(["order"]).slice(0, 1), meta)


def _looks(index: GanttIndex) -> Iterator[tuple[int, int]]:
    """Iterate over looks at several places, each at every zoom, the first one cold."""
    for zoom in ZOOMS:
        for share in (0.2, 0.5, 0.8):
            half = (index.end - index.start) // zoom // 2 + 1
            middle = index.start + int(share * (index.end - index.start))
            yield middle - half, middle + half


def _look(index: GanttIndex, start: int, end: int) -> str:
    return json.dumps(view(index, start, end, WIDTH, rows=STATIONS))


def _moment(index: GanttIndex, one: int) -> int:
    return index.start + (index.end - index.start) * (one + 1) // 41


def _timed(work: Any) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def server_rows(smoke: bool) -> list[Row]:
    """Return how soon a server answers, and how long a change of a plant with 40 stations takes to try."""
    with tempfile.TemporaryDirectory() as made:
        plant, run = _stored(Path(made))
        begun = time.perf_counter()
        with _served(Path(made)) as address:
            started = time.perf_counter() - begun
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            first = _timed(lambda: browser.open(address, timeout=60).read())
            home = address.split("/enter")[0]
            page = _timed(lambda: browser.open(f"{home}/plants/{plant}/changes", timeout=60).read())
            levers = _timed(lambda: browser.open(f"{home}/api/plants/{plant}/levers", timeout=60).read())
            token = address.split("token=")[1]
            first_asked = _timed(lambda: _ask(browser, home, plant, run, token))
            asked = [_timed(lambda: _ask(browser, home, plant, run, token)) for _ in range(1 if smoke else 8)]
    return [
        wall_row("from the command to the address", started, "<= 2", load()),
        wall_row("the first page, log-in included", first, "<= 1", load()),
        Row("the page of changes", page, "s"),
        Row("what can be changed", levers, "s"),
        Row("what if, 40 stations, asked the moment the server runs", first_asked, "s"),
        wall_row(f"what if, 40 stations, the slowest of {len(asked)} more", max(asked), "<= 2", load()),
    ]


def people_rows(smoke: bool) -> list[Row]:
    """Return what pages take for many people at once, while studies run."""
    return viewer_rows(_served, smoke)


def _ask(browser: OpenerDirector, home: str, plant: str, run: str, token: str) -> dict[str, Any]:
    body = json.dumps({"run": run, "edits": [EDIT]}).encode()
    headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
    with browser.open(Request(f"{home}/api/plants/{plant}/what-if", body, headers), timeout=120) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    command = [*COMMAND, "serve", str(folder), "--port", "0", "--no-open"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "300"})
    assert server.stdout is not None
    try:
        found = next(one for line in server.stdout if (one := re.search(r"http://\S+token=\S+", line)))
        yield found[0]
    finally:
        server.terminate()
        server.wait(20)
        server.stdout.close()


def _stored(folder: Path) -> tuple[str, str]:
    """Return a plant and its study in a store: what questions need of it."""
    store = open_store(folder)
    with store.session() as session:
        kept = KeptPlant(owner=local_account(session).id, name="forty stations")
        session.add(kept)
        session.flush()
        study = KeptRun(plant=kept.id, kind="study", state="done", begun=now(), ended=now())
        session.add(study)
        session.flush()
        place = store.run_folder(kept.id, study.id)
        place.mkdir(parents=True)
        write_plant(forty_stations(), place / "plant")
        refits = tuple(forty_stations(1 + 0.02 * (k - REFITS / 2) / REFITS) for k in range(REFITS))
        (place / DRAWS).write_bytes(TypeAdapter(tuple[Plant, ...]).dump_json(refits))
        names = kept.id, study.id
    store.close()
    return names


def forty_stations(pace: float = 1.0) -> Plant:
    """Return a plant of 20 work centers with two stations each, that fail, and twelve products of 20 steps."""
    fails = Failures(
        time_to_failure=Distribution.exponential(40_000.0), time_to_repair=Distribution.exponential(1_800.0)
    )
    centers = tuple(WorkCenter(id=f"c{k:02d}", stations=2, failures=fails) for k in range(20))
    products = tuple(Product(id=f"p{k}", routings=(Routing(operations=_steps(k, pace)),)) for k in range(12))
    return Plant(
        name="forty stations", work_centers=centers, products=products,
        release=Release(interarrival=Distribution.exponential(400.0)),
    )  # fmt: skip


def _steps(product: int, pace: float) -> tuple[Operation, ...]:
    return tuple(
        Operation(
            id=f"s{step}", work_center=f"c{(step * (2 * product + 1)) % 20:02d}", per_lot=pace * (500 + 10 * step)
        )
        for step in range(20)
    )


def figures(smoke: bool) -> list[Row]:
    """Return every row."""
    return [*gantt_rows(smoke), *server_rows(smoke), *people_rows(smoke), *replay.line(smoke)]


if __name__ == "__main__":
    sys.exit(run("Web", {"gantt": gantt_rows, "server": server_rows, "viewers": people_rows, "replay": replay.line}))
