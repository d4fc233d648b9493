"""A floor's log as a small track for a browser: columns of whole numbers, each told as its difference from a guess.

The track is text (base64 of raw deflate). Inside stand the length of a header, the header (JSON: names, window, tick,
bytes of each column), and the columns. Times are in ticks from the window's start; ``static/track.js`` reads it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from plantwright.visit.floor_map import floor_map
from plantwright.visit.rows import KINDS, Shown, Window
from plantwright.visit.varints import plain, signed

if TYPE_CHECKING:
    import pandas as pd

TICKS = (1, 10, 100, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
"""Resolutions that a track may have [ms]."""
STEPS = 256
"""Ticks in the median duration at least: a time is then known to 0.2 % of it."""
MOST = 7_500_000
"""Letters that a track has at most, so that the page holds it; else times are kept more coarsely."""
COARSEST = 8
"""Times as coarse as the wanted resolution at most."""
LONGEST = 2**30
"""Ticks in a window at most, so that a browser can keep them in 32 bits."""
NO_START, NO_END, NO_READY, NO_LEFT, WAITS, REWORK = 1, 2, 4, 8, 16, 32
"""What a row does not know, and what it is, as bits."""
FORM = "plantwright.track.1"

Numbers = NDArray[np.int64]
Spans = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Track:
    """A floor's log as text, with what its header says."""

    text: str
    header: dict[str, Any]
    digest: str
    """A hash of all that stands in it but the log's name."""

    def rows(self) -> int:
        """Return how many intervals it holds."""
        return int(self.header["rows"])


def encode(shown: Shown, name: str, time_zone: str, closed: Spans = ()) -> Track:
    """Return the track of what a replay shows, with the spans in which the plant is closed.

    A track that would not fit into its page is made anew with coarser times, up to ``COARSEST`` times.
    """
    tick = tick_of(shown.rows, shown.window)
    made = _encoded(shown, name, time_zone, closed, tick)
    while len(made.text) > MOST and tick < COARSEST * tick_of(shown.rows, shown.window):
        tick *= 2
        made = _encoded(shown, name, time_zone, closed, tick)
    return made


def _encoded(shown: Shown, name: str, time_zone: str, closed: Spans, tick: int) -> Track:
    table = _table(shown, tick)
    columns = {**_row_columns(table), **_order_columns(shown, table)}
    header = {
        "form": FORM,
        "name": name,
        "zone": time_zone,
        "since": f"{shown.window.start.isoformat()}Z",
        "tick": tick / 1000,
        "span": table.span,
        "rows": len(shown.rows),
        "ready": "inferred" if shown.ready_inferred else "recorded",
        "kinds": list(KINDS),
        **table.names,
        "map": floor_map(len(table.names["centers"]), _centers(table), table.before),
        "closed": [[table.clock.ticks(a), table.clock.ticks(b)] for a, b in closed],
        "columns": {key: len(column) for key, column in columns.items()},
    }
    told = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = struct.pack("<I", len(told)) + told + b"".join(columns.values())
    return Track(base64.b64encode(packed.compress(body) + packed.flush()).decode(), header, _digest(header, columns))


def _digest(header: dict[str, Any], columns: dict[str, bytes]) -> str:
    # not of the packed text: releases of zlib pack differently; not of the name: a log's file may be renamed
    told = json.dumps({key: one for key, one in header.items() if key != "name"}, sort_keys=True).encode()
    return hashlib.sha256(told + b"".join(columns.values())).hexdigest()


def tick_of(rows: pd.DataFrame, window: Window) -> int:
    """Return the length of a tick [ms]: fine enough for the median duration, coarse enough for the span."""
    lasting = (rows["end"] - rows["start"]).dt.total_seconds().to_numpy(dtype=float)
    lasting = lasting[lasting > 0]
    wanted = 1000 * float(np.median(lasting)) / STEPS if len(lasting) else 1000.0
    least = 1000 * window.seconds() / LONGEST
    fine = [one for one in TICKS if least <= one <= max(wanted, TICKS[0])]
    return max(fine) if fine else next((one for one in TICKS if one >= least), TICKS[-1])


@dataclass(frozen=True)
class _Table:
    """Rows as whole numbers."""

    columns: dict[str, Numbers]
    names: dict[str, Any]
    span: int
    """Length of the window [ticks]."""
    chain: Numbers
    """Rows of orders in the order of their steps: order by order, each by time."""
    before: Numbers
    """The row of the same order before each row, −1 for none."""
    clock: _Clock


def _table(shown: Shown, tick: int) -> _Table:
    rows = shown.rows
    clock = _Clock(shown.window, tick)
    span = clock.ticks(shown.window.end)
    codes, names = _names(shown)
    start, end = clock.of(rows["start"]), clock.of(rows["end"])
    left, ready = clock.of(rows["left"]), clock.of(rows["ready"])
    bits = {NO_START: start, NO_END: end, NO_READY: ready, NO_LEFT: left}
    flags = sum(np.where(values == _NOT, bit, 0) for bit, values in bits.items())
    flags = flags + np.where(rows["waits"], WAITS, 0) + np.where(rows["rework"].astype(bool), REWORK, 0)
    start = np.where(start != _NOT, start, np.where(rows["waits"], span, np.minimum(0, np.where(end == _NOT, 0, end))))
    end = np.maximum(np.where(end != _NOT, end, np.maximum(start, span)), start)
    left = np.where(left != _NOT, np.maximum(left, end), end)
    times = {"flags": flags, "start": start, "end": end, "left": left, "ready": ready}
    amounts = {one: _thousandths(rows[one]) for one in ("quantity", "scrapped")}
    columns = {**times, **codes, **amounts}
    chain = _chain(columns["order"], start)
    return _Table(columns, names, span, chain, _before(columns["order"], chain), clock)


def _centers(table: _Table) -> Numbers:
    homes = np.array([home for _, home in table.names["stations"]], dtype=np.int64)
    return np.asarray(homes[table.columns["station"]], dtype=np.int64)


_NOT = np.int64(-(2**62))
"""Stands for a time that is not known."""


@dataclass(frozen=True)
class _Clock:
    window: Window
    tick: int

    def ticks(self, time: datetime) -> int:
        return round((time - self.window.start).total_seconds() * 1000 / self.tick)

    def of(self, times: pd.Series[Any]) -> Numbers:
        """Return times as ticks after the window's start."""
        known = times.notna().to_numpy()
        micros = times.to_numpy(dtype="datetime64[us]").astype(np.int64)
        origin = np.datetime64(self.window.start, "us").astype(np.int64)
        return np.where(known, np.rint((np.where(known, micros, 0) - origin) / (1000 * self.tick)), _NOT).astype(
            np.int64
        )


def _thousandths(values: pd.Series[Any]) -> Numbers:
    told = values.to_numpy(dtype=float)
    return np.asarray(np.where(np.isnan(told), -1, np.rint(np.nan_to_num(told) * 1000)), dtype=np.int64)


def _names(shown: Shown) -> tuple[dict[str, Numbers], dict[str, Any]]:
    """Return the number of each name by row, and the names; number 0 is no name, except for stations and kinds."""
    rows = shown.rows
    stations = sorted(rows["station"].unique())
    homes = dict(zip(rows["station"], rows["work_center"], strict=True))
    centers = sorted({homes[one] for one in stations})
    codes = {"station": _places(rows["station"], stations), "kind": _places(rows["kind"], KINDS)}
    names: dict[str, Any] = {"centers": centers, "stations": [[one, centers.index(homes[one])] for one in stations]}
    orders = list(dict.fromkeys(rows.sort_values("begun", kind="stable")["order"].dropna()))
    told = {"order": orders, **{one: sorted(rows[one].dropna().unique()) for one in ("product", "operation", "reason")}}
    for one, words in told.items():
        codes[one] = _places(rows[one], words) + 1
        names[f"{one}s"] = words
    return codes, names


def _places(values: pd.Series[Any], words: Any) -> Numbers:
    """Return the place of each value among words, −1 for none."""
    import pandas as pd  # noqa: PLC0415 - importing plantwright.visit loads nothing heavy

    return np.asarray(pd.Categorical(values, categories=list(words)).codes, dtype=np.int64)


def _chain(order: Numbers, start: Numbers) -> Numbers:
    by_time = np.lexsort((np.arange(len(order)), start, order))
    return np.asarray(by_time[order[by_time] > 0], dtype=np.int64)


def _before(order: Numbers, chain: Numbers) -> Numbers:
    before = np.full(len(order), -1, dtype=np.int64)
    same = order[chain[1:]] == order[chain[:-1]]
    before[chain[1:][same]] = chain[:-1][same]
    return before


def _row_columns(table: _Table) -> dict[str, bytes]:
    told = table.columns
    first = np.diff(told["station"], prepend=-1) != 0
    earlier = np.where(first, 0, np.roll(told["left"], 1))
    guess = np.where(table.before >= 0, told["left"][table.before], told["start"])
    amount = np.where(table.before >= 0, told["quantity"][table.before], 0)
    made = np.where(table.before >= 0, told["product"][table.before], 0)
    ready = np.where(told["ready"] == _NOT, 0, told["ready"] - guess)
    return {
        "station": plain(np.diff(told["station"], prepend=0)),
        "flags": plain(told["flags"]),
        "kind": plain(told["kind"]),
        "reason": plain(told["reason"]),
        "start": signed(told["start"] - earlier),
        "lasts": plain(told["end"] - told["start"]),
        "stays": plain(told["left"] - told["end"]),
        "order": signed(_steps(told["order"], told["station"])),
        "operation": plain(told["operation"]),
        "product": signed(told["product"] - made),
        "ready": signed(ready),
        "quantity": signed(told["quantity"] - amount),
        "scrapped": signed(told["scrapped"]),
    }


def _steps(order: Numbers, station: Numbers) -> Numbers:
    """Return how far each row's order is from the order before it at the same station; 0 is no order at all."""
    known = order > 0
    told, places = order[known], station[known]
    before = np.where(np.diff(places, prepend=-1) != 0, 0, np.roll(told, 1)) if len(told) else told
    made = np.zeros(len(order), dtype=np.int64)
    step = told - before
    made[known] = np.where(step > 0, step, step - 1)
    return made


def _order_columns(shown: Shown, table: _Table) -> dict[str, bytes]:
    """Return when orders were released, due and completed, as differences from their rows; 0 is not known."""
    clock, chain, told = table.clock, table.chain, table.columns
    known = shown.orders.drop_duplicates("order").set_index("order").reindex(table.names["orders"])
    count = len(known)
    first, last = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    places = told["order"][chain] - 1
    first[places[::-1]] = told["start"][chain][::-1]
    last[places] = told["left"][chain]
    released = clock.of(known["released"])
    guesses = {"released": first, "due": np.where(released == _NOT, first, released), "completed": last}
    return {one: signed(_or_nothing(clock.of(known[one]), guess)) for one, guess in guesses.items()}


def _or_nothing(values: Numbers, guess: Numbers) -> Numbers:
    step = values - guess
    return np.asarray(np.where(values == _NOT, 0, np.where(step >= 0, step + 1, step)), dtype=np.int64)
