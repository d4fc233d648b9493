"""What the replay shows is what the measures say: its states, its queues, its orders' times."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

import plantwright
from plantwright.files.plant import read_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.observe.measures import measure
from plantwright.visit.rows import Window, shown_rows
from plantwright.visit.track import encode

ALWAYS = Calendar(id="always", shifts=(Shift(days="mon-sun", start="00:00", end="24:00"),))
LOOKS = (0.1, 0.33, 0.5, 0.77)
STATES = ("process", "setup", "down", "blocked", "starved", "off")


@pytest.fixture(scope="module")
def line_log(project):
    """Return a day and a half of the axle line's twin."""
    plant = read_plant(project / "examples" / "axle-line")
    return plantwright.simulate(plant, horizon=1.5 * 86_400, warm_up=3 * 86_400)


def replayed(log, node, static, folder) -> tuple[dict, pd.DataFrame, list[float]]:
    """Return what the page's scripts make of a log, the rows that went in, and the instants looked at [s]."""
    window = Window(log.meta.start, log.meta.end)
    shown, times = shown_rows(log, window), [window.seconds() * share for share in LOOKS]
    file = folder / "track.txt"
    file.write_text(encode(shown, "log", log.meta.time_zone).text, encoding="utf-8")
    script = static.parents[3] / "tests" / "visit" / "replay_sums.mjs"
    command = [node, script, static, file, json.dumps(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout), shown.rows, times


@pytest.mark.parametrize("name", ["shop_log", "line_log"])
def test_states_take_the_time_that_the_measures_say(name, request, node, static, tmp_path):
    """Each station is in each state for the share of time that the time account measures, to a thousandth."""
    log = request.getfixturevalue(name)
    found, _, _ = replayed(log, node, static, tmp_path)
    seconds = Window(log.meta.start, log.meta.end).seconds()
    for row in measure(log, ALWAYS).tables["stations"]:
        shown = found["sums"][row["station"]]
        assert sum(shown.values()) == pytest.approx(seconds)
        for state in STATES:
            assert shown[state] / seconds == pytest.approx(row[state].value, abs=1e-3), (row["station"], state)


def test_queues_hold_who_waits(line_log, node, static, tmp_path):
    """At any instant the queue of a work center is those orders that are ready for it and not begun."""
    found, rows, times = replayed(line_log, node, static, tmp_path)
    begin, tick = pd.Timestamp(line_log.meta.start), found["tick"]
    work = rows[rows["kind"].isin(["process", "setup"]) & rows["order"].notna()]
    ready = np.rint((work["ready"] - begin).dt.total_seconds() / tick)
    start = np.rint((work["start"] - begin).dt.total_seconds() / tick).where(~work["waits"], np.inf)
    seen = 0
    for look, time in zip(found["looks"], times, strict=True):
        waiting = work[(ready <= time / tick) & (start > time / tick)]
        for center, names in look["waiting"].items():
            assert names == sorted(waiting.loc[waiting["work_center"] == center, "order"])
            assert look["queues"][center] == len(names)
            seen += len(names)
    assert seen > 0


def test_wip_is_released_and_not_completed(line_log, node, static, tmp_path):
    """The number of orders on the floor is that of orders released and not yet completed."""
    found, rows, times = replayed(line_log, node, static, tmp_path)
    orders = line_log.order_frame()
    orders = orders[orders["order"].isin(rows["order"])]
    for look, time in zip(found["looks"], times, strict=True):
        now = pd.Timestamp(line_log.meta.start) + timedelta(seconds=time)
        on_floor = (orders["released"] <= now) & ~(orders["completed"] <= now)
        assert abs(look["wip"] - on_floor.sum()) <= 1


def test_parts_of_an_order_are_its_flow_time(line_log, node, static, tmp_path):
    """Queue, process, blocked and moves of an order without assembly add up to the time from release to completion."""
    found, rows, _ = replayed(line_log, node, static, tmp_path)
    orders = line_log.order_frame().set_index("order")
    inside = set(rows.loc[rows["start"].isna() | rows["end"].isna(), "order"])
    checked = 0
    for one in found["journeys"]:
        row = orders.loc[one["name"]]
        whole = one["name"] not in inside and pd.notna(row["completed"]) and row["released"] >= line_log.meta.start
        if whole and row["product"] == "axle":
            flow = (row["completed"] - row["released"]).total_seconds()
            assert sum(one["parts"].values()) == pytest.approx(flow, abs=20 * found["tick"])
            checked += 1
    assert checked > 20


def test_spans_find_what_a_search_through_all_finds(node, static):
    """Halving and the tree of latest ends find exactly the spans that hold an instant."""
    script = static.parents[3] / "tests" / "visit" / "spans_by_hand.mjs"
    done = subprocess.run([node, script, static], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"looked": 27_000, "wrong": 0}
