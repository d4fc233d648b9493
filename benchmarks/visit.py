"""What a visit of many intervals weighs, and how fast a browser replays it.

``python -m benchmarks.visit [--smoke] [--json FILE] [--suite line|shop]``. Two floors: the axle line's twin, and a job
shop of 60 stations with random routes and times, the hardest to pack. Frames are those that the page itself counts, in
Chromium without a screen; where playwright or Chromium is missing, their rows have no value.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.table import Row, load, row, run, wall_row
from plantwright.events.log import EventLog, LogMeta
from plantwright.files.plant import read_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.twin.log import simulate
from plantwright.visit.made import Visit, Wishes, make_visit
from plantwright.visit.page import MOST_BYTES, visit_page
from plantwright.visit.rows import Window
from plantwright.visit.windows import Windows

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "axle-line"
ALWAYS = Calendar(id="always", shifts=(Shift(days="mon-sun", start="00:00", end="24:00"),))
MONDAY = datetime(2026, 1, 5)  # noqa: DTZ001 - UTC without a zone in the type, as in the log
DAY = 86_400.0
ROWS = 1_000_000
LINE_DAYS = 219.0
"""Days of the axle line in which at least so many intervals happen."""
SMOKE = 0.02
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WATCHED = 5.0
"""For how long frames are counted [s]."""
SEEKS = 500
RANDOM_LOOKS = f"""(() => {{
  const began = performance.now();
  for (let at = 0; at < {SEEKS}; at += 1) {{
    plantwright.floor.draw(Math.random() * plantwright.clock.span, 1000);
  }}
  return (performance.now() - began) / {SEEKS};
}})()"""


def line_log(share: float) -> EventLog:
    """Return the twin's log of the axle line, a share of ``LINE_DAYS``."""
    return simulate(read_plant(EXAMPLE), horizon=max(LINE_DAYS * share, 1.0) * DAY, warm_up=7 * DAY)


def shop_log(rows: int, seed: int = 1) -> EventLog:
    """Return a job shop's log: 25 work centers, 60 stations, random routes, and times that no pattern packs."""
    draw = np.random.default_rng(seed)
    home = np.sort(np.concatenate([np.arange(25), draw.integers(0, 25, 35)]))
    free = np.zeros(60)
    stations = [np.flatnonzero(home == center) for center in range(25)]
    columns: dict[str, list[object]] = {name: [] for name in ("order", "station", "work_center", "operation")}
    times: dict[str, list[float]] = {name: [] for name in ("ready", "start", "end")}
    released, order = 0.0, 0
    while len(times["start"]) < rows:
        order, released = order + 1, released + draw.exponential(400.0)
        ready = released
        for step, center in enumerate(draw.integers(0, 25, draw.integers(6, 15))):
            station = stations[center][np.argmin(free[stations[center]])]
            start = max(ready, free[station]) + draw.exponential(30.0)
            end = start + draw.lognormal(7.0, 0.6)
            free[station] = end
            told = (f"WO-{100_000 + order}", f"{center:02d}-{station:02d}", f"center {center:02d}", f"{10 * step + 10}")
            for name, word in zip(columns, told, strict=True):
                columns[name].append(word)
            for name, value in zip(times, (ready, start, end), strict=True):
                times[name].append(value)
            ready = end + draw.exponential(120.0)
    return _log(columns, times)


def _log(columns: dict[str, list[object]], times: dict[str, list[float]]) -> EventLog:
    zero = np.datetime64(MONDAY, "us")
    stamps = {name: zero + (np.array(one) * 1e6).astype("timedelta64[us]") for name, one in times.items()}
    table = pa.table({**columns, **stamps, "left": stamps["end"], "kind": ["process"] * len(times["end"])})
    names, first = np.unique(np.array(columns["order"]), return_index=True)
    orders = pa.table({"order": names, "released": stamps["ready"][first]})
    end = MONDAY + timedelta(seconds=max(times["end"]))
    return EventLog.from_arrow(table, orders, LogMeta("shop", "simulated", MONDAY, end, has_ready=True))


def weighed(name: str, log: EventLog) -> tuple[list[Row], str]:
    """Return what the page of a log weighs, and the page."""
    began = time.process_time()
    window = Window(log.meta.start, log.meta.end)
    visit: Visit = make_visit(log, Windows(window), Wishes(), ALWAYS)
    page = visit_page(visit)
    took = time.process_time() - began
    rows, size = visit.track.rows(), len(page.encode())
    return [
        row(f"{name}: intervals", rows, "rows"),
        row(f"{name}: the track, base64", len(visit.track.text) / rows, "bytes/interval"),
        row(f"{name}: the page", size / 1e6, "MB", f"<= {MOST_BYTES / 1e6:g}"),
        row(f"{name}: resolution of times", visit.track.header["tick"], "s"),
        row(f"{name}: making it, truth included", took, "CPU s"),
    ], page


def replayed(name: str, page: str) -> list[Row]:
    """Return how fast Chromium opens and replays a page; no values where it cannot be driven."""
    told: dict[str, float | None] = dict.fromkeys(("open", "rate", "look", "drawing"))
    told |= _watched(page) or {}
    return [
        wall_row(f"{name}: opening the page", told["open"], "<= 10", load()),
        wall_row(f"{name}: frames drawn while it plays", told["rate"], ">= 30", load(), "1/s"),
        wall_row(f"{name}: drawing a frame while it plays", told["drawing"], "<= 33", load(), "ms"),
        wall_row(f"{name}: a look at any instant", told["look"], "<= 33", load(), "ms"),
    ]


def _watched(page: str) -> dict[str, float] | None:
    chromium = next((path for one in BROWSERS if (path := shutil.which(one))), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this figure needs it
    except ImportError:
        return None
    if chromium is None:
        return None
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "visit.html"
        file.write_text(page, encoding="utf-8")
        browser = driver.chromium.launch(executable_path=chromium, args=SWITCHES)
        one = browser.new_page(viewport={"width": 1280, "height": 860})
        began = time.perf_counter()
        one.goto(file.as_uri())
        while not one.evaluate("Boolean(window.plantwright && window.plantwright.ready)"):
            one.wait_for_timeout(20)
        opened = time.perf_counter() - began
        one.evaluate("plantwright.clock.seek(plantwright.clock.span * 0.4); plantwright.clock.play(true)")
        one.wait_for_timeout(1000 * WATCHED)
        frames = one.evaluate("plantwright.frames()")
        look = one.evaluate(RANDOM_LOOKS)
        browser.close()
    return {"open": opened, "rate": frames["perSecond"], "drawing": frames["work"], "look": look}


def line(smoke: bool) -> list[Row]:
    """Return the figures of the axle line."""
    rows, page = weighed("axle line", line_log(SMOKE if smoke else 1.0))
    return rows + replayed("axle line", page)


def shop(smoke: bool) -> list[Row]:
    """Return the figures of the job shop."""
    rows, page = weighed("job shop", shop_log(int(ROWS * (SMOKE if smoke else 1.0))))
    return rows + replayed("job shop", page)


SUITES = {"line": line, "shop": shop}


if __name__ == "__main__":
    sys.exit(run("Visit", SUITES))
