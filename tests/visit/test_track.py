"""What a browser reads out of a track is what stood in the log."""

from __future__ import annotations

import base64
import json
import subprocess
import zlib
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantwright.events.log import EventLog, LogMeta
from plantwright.visit.rows import KINDS, Shown, Window, shown_rows
from plantwright.visit.track import Track, encode, tick_of
from plantwright.visit.varints import plain, signed

MONDAY = datetime(2026, 3, 16, 6)  # noqa: DTZ001 - UTC without a zone in the type, as in the log
TIMES = ("ready", "start", "end", "left")
WORDS = ("station", "work_center", "kind", "reason", "order", "product", "operation", "rework")


def decoded(track: Track, node: str, static, folder) -> dict:
    """Return what the page's own script reads out of a track."""
    file = folder / "track.txt"
    file.write_text(track.text, encoding="utf-8")
    script = static.parents[3] / "tests" / "visit" / "track_rows.mjs"
    done = subprocess.run([node, script, static, file], capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


def assert_equal(found: dict, shown: Shown) -> None:
    """Compare every row and order; times may differ by half a tick."""
    rows = shown.rows.astype(object).where(shown.rows.notna(), None).to_dict("records")
    assert len(found["rows"]) == len(rows)
    half = found["tick"] / 2 + 1e-9
    for read, told in zip(found["rows"], rows, strict=True):
        assert {one: read[one] for one in WORDS} == {one: told[one] for one in WORDS}
        for one in TIMES:
            assert (read[one] is None) == (told[one] is None), one
            if told[one] is not None:
                assert abs(read[one] * found["tick"] - (told[one] - shown.window.start).total_seconds()) <= half
        for one in ("quantity", "scrapped"):
            assert read[one] == (None if told[one] is None else pytest.approx(told[one], abs=5e-4))


@pytest.fixture(scope="module")
def shown(shop_log) -> Shown:
    """Return three weeks of the example."""
    start = shop_log.meta.start
    return shown_rows(shop_log, Window(start, start + timedelta(days=21)))


def test_the_decoded_track_equals_the_log(shown, node, static, tmp_path):
    """Every interval and order of a recorded log comes out of the page's script as it went in, to half a tick."""
    found = decoded(encode(shown, "shop", "America/Chicago"), node, static, tmp_path)
    assert len(shown.rows) > 1_000
    assert_equal(found, shown)
    known = shown.orders.set_index("order")
    for order in found["orders"]:
        for one in ("released", "due", "completed"):
            told = known.loc[order["order"], one]
            assert (order[one] is None) == pd.isna(told)
            if order[one] is not None:
                seconds = (told - shown.window.start).total_seconds()
                assert order[one] * found["tick"] == pytest.approx(seconds, abs=found["tick"] / 2 + 1e-9)


def made_log(intervals: list[dict], **meta) -> EventLog:
    """Return a small log by hand; times are hours after Monday."""
    rows = [
        {**one, **{name: MONDAY + timedelta(hours=one[name]) for name in TIMES if name in one}} for one in intervals
    ]
    names = sorted({name for row in rows for name in row})
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    orders = pa.table({"order": sorted({row["order"] for row in rows if row.get("order")})})
    told = {
        "name": "made",
        "origin": "recorded",
        "start": MONDAY,
        "end": MONDAY + timedelta(hours=10),
        "has_ready": True,
    }
    return EventLog.from_arrow(table, orders, LogMeta(**{**told, **meta}))


ODD = [
    {"order": "</script><b>1", "station": "m&m", "kind": "process", "end": 1.0, "quantity": 2.5},
    {"order": "2", "station": "m&m", "kind": "setup", "ready": 0.5, "start": 1.0, "end": 1.25, "left": 1.25},
    {"order": "2", "station": "m&m", "kind": "process", "ready": 0.5, "start": 1.25, "end": 3.0, "left": 3.5},
    {"order": "3", "work_center": "oven", "kind": "process", "ready": 0.0, "start": 0.0, "end": 4.0, "rework": True},
    {"order": "2", "work_center": "oven", "kind": "process", "ready": 3.5, "start": 4.0, "scrapped": 1.0},
    {"station": "m&m", "kind": "down", "reason": "jam", "start": 5.0, "end": 6.0},
    {"order": "3", "station": "m&m", "kind": "process", "ready": 4.0, "start": 11.0, "end": 12.0},
    {"order": "9", "station": "m&m", "kind": "process", "ready": 10.5, "start": 11.0, "end": 12.0},
]


def test_cut_rows_and_odd_names_survive(node, static, tmp_path):
    """Rows without a begin or an end, rows that only wait at the end, and names of any letters come through."""
    shown = shown_rows(made_log(ODD), Window(MONDAY, MONDAY + timedelta(hours=10)))
    assert len(shown.rows) == len(ODD) - 1
    found = decoded(encode(shown, "made", "UTC"), node, static, tmp_path)
    assert_equal(found, shown)
    waiting = next(row for row in found["rows"] if row["order"] == "3" and row["station"] == "m&m")
    assert (waiting["start"], waiting["end"]) == (None, None)
    assert "9" not in {row["order"] for row in found["rows"]}


def test_nothing_after_the_window_is_told():
    """A track of a window holds no time beyond it: what the file lacks cannot be read out of it."""
    shown = shown_rows(made_log(ODD), Window(MONDAY, MONDAY + timedelta(hours=3)))
    for one in TIMES:
        assert shown.rows[one].dropna().max() < MONDAY + timedelta(hours=3)


def test_no_worker_stands_in_a_track():
    """No id of a worker is in the file, and people who tend a place alone or as a few leave no trace in time."""
    few = [
        {"order": str(k), "station": "lone", "worker": f"SECRET{k % 4}", "kind": kind, "start": k, "end": k + 0.5}
        for k in range(8)
        for kind in ("process", "attend")
    ]
    many = [
        {"order": str(k), "station": "crowd", "worker": f"SECRET{k}", "kind": "attend", "start": k, "end": k + 0.5}
        for k in range(5)
    ]
    shown = shown_rows(made_log(few + many), Window(MONDAY, MONDAY + timedelta(hours=10)))
    attended = shown.rows[shown.rows["kind"] == "attend"]
    assert set(attended["station"]) == {"crowd"}
    assert "SECRET" not in zlib.decompress(base64.b64decode(encode(shown, "made", "UTC").text), -15).decode("latin-1")


def test_what_is_not_recorded_is_inferred():
    """Without ready times an order is ready when its step before ended, and at first when it was released."""
    rows = [
        {"order": "1", "station": one, "kind": "process", "start": at, "end": at + 1}
        for one, at in (("a", 1), ("b", 5))
    ]
    shown = shown_rows(made_log(rows, has_ready=False), Window(MONDAY, MONDAY + timedelta(hours=10)))
    assert shown.ready_inferred
    assert list(shown.rows["ready"]) == [MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=2)]


@given(st.lists(st.integers(0, 2**53)))
def test_whole_numbers_come_back(values):
    """Seven bits a byte, the lowest first: read as the script reads them they are the numbers written."""
    assert _read(plain(np.array(values, dtype=np.int64)), len(values)) == values


@given(st.lists(st.integers(-(2**52), 2**52)))
def test_signed_numbers_come_back(values):
    """0, 1, 2, 3 stand for 0, −1, 1, −2."""
    told = _read(signed(np.array(values, dtype=np.int64)), len(values))
    read = [one // 2 if one % 2 == 0 else -(one + 1) // 2 for one in told]
    assert read == values


def _read(data: bytes, count: int) -> list[int]:
    made, wanted, shift, at = [0] * count, list(range(count)), 0, 0
    while wanted:
        plane = data[at : at + len(wanted)]
        for place, byte in zip(wanted, plane, strict=True):
            made[place] += (byte & 127) << shift
        at, shift = at + len(wanted), shift + 7
        wanted = [place for place, byte in zip(wanted, plane, strict=True) if byte > 127]
    assert at == len(data)
    return made


def test_a_track_that_does_not_fit_is_kept_more_coarsely(shown, monkeypatch):
    """Times are coarser, and the track smaller, where it would be larger than its page allows; rows stay all there."""
    whole = encode(shown, "shop", "UTC")
    monkeypatch.setattr("plantwright.visit.track.MOST", len(whole.text) - 1)
    less = encode(shown, "shop", "UTC")
    assert len(less.text) < len(whole.text)
    assert less.header["tick"] > whole.header["tick"]
    assert less.rows() == whole.rows()


@pytest.mark.parametrize(("minutes", "tick"), [(0.01, 1), (1, 100), (60, 10_000), (6000, 60_000)])
def test_the_tick_follows_the_durations(minutes, tick):
    """Short cycles are kept finely, long ones coarsely: the median duration has at least 256 ticks."""
    start = pd.Series([datetime(2026, 1, 1, tzinfo=UTC)] * 3)
    rows = pd.DataFrame({"start": start, "end": start + pd.Timedelta(minutes=minutes)})
    assert tick_of(rows, Window(MONDAY, MONDAY + timedelta(days=1))) == tick


def test_kinds_of_a_track_are_those_of_a_floor():
    """Every kind of row that occupies a station is shown."""
    assert {"process", "setup", "down", "maintenance", "off"} <= set(KINDS)
