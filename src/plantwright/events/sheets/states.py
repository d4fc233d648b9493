"""What machines tell of themselves, state by state and count by count, turned into intervals."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from plantwright.events.log import Finding
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.sheets.moments import moment_of
from plantwright.events.sheets.sheet import Sheet, of_rows
from plantwright.events.times import find_format
from plantwright.events.words import BEGINS, ENDS
from plantwright.messages.told import later
from plantwright.messages.told import told as message

STATES: dict[str, str] = {
    "idle": r"idle|ready|wait|starv|block|stand ?by|stop|hold|inactive|unavailable|available|none|optional_stop|"
    r"program_?completed|bereit|warte|leerlauf|espera|parada|attente|arr[eê]t|待机|空闲|停止|等待",
    "setup": r"set ?up|change ?over|r(ü|ue|u)st|prepar|r[ée]glage|换型|调试|准备",
    "down": r"down|fault|fail|alarm|error|emergency|break ?down|broken|interrupted|st(ö|oe|o)rung|aver[ií]a|panne|"
    r"故障|报警",
    "maintenance": r"maint|wartung|mantenimiento|保养|维护",
    "off": r"off|no ?shift|powered|aus\b|apagad|关机|offline|break|pause",
    "process": r"run|active|produc|process|work|auto|cutting|busy|execut|l(ä|ae)uft|marcha|marche|operando|"
    r"加工|运行|生产",
}
"""Patterns of what machines call their states, tried in this order; idle ones make no interval."""
_COUNTS = re.compile(r"count|counter|parts|pieces|z(ä|ae|a)hler|contador|compteur|计数|产量", re.IGNORECASE)


def state_of(text: str) -> str | None:
    """Return the kind of interval that a machine's word for its state means; ``idle`` for none, None if unknown."""
    low = text.strip().lower()
    return next((kind for kind, pattern in STATES.items() if re.match(rf"\W*({pattern})", low)), None)


def intervals_of_states(sheet: Sheet) -> Sheet:
    """Return the sheet of a machine's states or counts as one of intervals; any other sheet as it is.

    Notes
    -----
    A state holds until the next of the same station. A counter that begins anew counts from nothing. Where counts
    alone are told, a station worked between two readings in which it counted.
    """
    form = _form(sheet)
    if form is None:
        return sheet
    readings = _readings(sheet, form)
    counted = not any(state for _, _, state, _ in readings)
    rows = [row for one in _by_station(readings).values() for row in (_by_counts(one) if counted else _by_states(one))]
    if not rows:
        return sheet
    made = of_rows(sheet.name, ("station", "kind", "start", "end", "quantity", "reason"), rows, sheet.above)
    how = "counts" if counted else "states"
    told = later("{n:,} readings of counts") if counted else later("{n:,} readings of states")
    done = later("read as {n:,} intervals: a station works while it counts (inferred)")
    detail = message(told, n=len(readings))
    action = message(done if counted else later("read as {n:,} intervals"), n=len(rows))
    origins = dict.fromkeys(made.data.column_names, f"from the machines' {how}")
    note = Finding("machine_readings", len(readings), detail, action)
    return Sheet(made.name, made.data, made.above, origins, sheet.notes).noted(note)


_Reading = tuple[str, str, str | None, float | None]
"""Time, station, state and count."""


def _form(sheet: Sheet) -> dict[str, str] | None:
    """Return which columns hold time, station, state, count and tag; None where it is no sheet of readings."""
    names = sheet.data.column_names
    if any(name_score(one, ROLES[role]) >= CLEAR for one in names for role in ("order", "operation", "lot")):
        return None
    timed = [one for one in names if _timed(sheet, one)]
    found = {"time": timed[0]} if len(timed) == 1 else {}
    for role in ("tag", "station", "counter", "state"):
        fits = [one for one in names if one not in found.values() and _fits(sheet, one, role, found)]
        if fits:
            found[role] = max(fits, key=lambda one: name_score(one, ROLES[role]))
    complete = {"time", "station"} <= set(found) and {"state", "counter"} & set(found)
    return found if complete else None


def _fits(sheet: Sheet, name: str, role: str, found: Mapping[str, str]) -> bool:
    if name_score(name, ROLES[role]) < CLEAR:
        return False
    sample = Counter(sheet.sample(name, 3000))
    if role == "state":
        words = [one for one in sample if not _is_number(one)] if "tag" in found else list(sample)
        known = sum(number for one, number in sample.items() if one in words and state_of(one))
        return bool(words) and known >= 0.9 * sum(sample[one] for one in words) and not _are_lives(words)
    if role == "counter":
        return bool(sample) and all(map(_is_number, sample))
    return bool(sample) and not all(map(_is_number, sample))


def _are_lives(words: Sequence[str]) -> bool:
    low = {one.lower() for one in words}
    return low <= BEGINS | ENDS and len(low) == 2


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+([.,]\d+)?", text))


def _timed(sheet: Sheet, name: str) -> bool:
    return find_format(sheet.sample(name, 500)) is not None


def _readings(sheet: Sheet, form: Mapping[str, str]) -> list[_Reading]:
    columns = {role: sheet.data[name].to_pylist() for role, name in form.items()}
    made: list[_Reading] = []
    for row, (time, station) in enumerate(zip(columns["time"], columns["station"], strict=True)):
        if not time or not station:
            continue
        tag = columns["tag"][row] if "tag" in columns else None
        state = columns["state"][row] if "state" in columns else None
        count = columns["counter"][row] if "counter" in columns else None
        if tag is not None and state is not None and _is_number(state):
            state, count = None, state if _COUNTS.search(tag) else None
        made.append((time, station, state, float(count.replace(",", ".")) if count else None))
    return made


def _by_station(readings: Sequence[_Reading]) -> dict[str, list[_Reading]]:
    made: dict[str, list[_Reading]] = defaultdict(list)
    for one in readings:
        made[one[1]].append(one)
    return {name: sorted(one, key=_when) for name, one in made.items()}


def _when(reading: _Reading) -> str:
    found = moment_of(reading[0])
    day = found.day(day_first=True, year=None) if found else None
    return f"{day} {found.clock}" if found and day else reading[0]


_Interval = tuple[str | None, ...]


def _by_states(readings: Sequence[_Reading]) -> list[_Interval]:
    rows: list[list[str | None]] = []
    kind, counted, last, base = "idle", 0.0, None, None
    for time, station, state, count in readings:
        counted, last = _counted(counted, last, count)
        told = state_of(state) if state else None
        if told is None or (told == kind and not (told == "down" and rows and rows[-1][5] != state)):
            continue
        if kind != "idle" and rows:
            rows[-1][3], rows[-1][4] = time, _pieces(counted, base) if kind == "process" else None
        kind, counted, base = told, 0.0, last
        if kind != "idle":
            rows.append([station, kind, time, None, None, state if kind in ("down", "maintenance") else None])
    return [tuple(row) for row in rows]


def _by_counts(readings: Sequence[_Reading]) -> list[_Interval]:
    rows: list[_Interval] = []
    for before, after in pairwise(readings):
        counted, _ = _counted(0.0, before[3], after[3])
        if counted:
            rows.append((before[1], "process", before[0], after[0], f"{counted:g}", None))
    return rows


def _counted(counted: float, last: float | None, count: float | None) -> tuple[float, float | None]:
    """Return how many were counted so far and the last reading."""
    if count is None:
        return counted, last
    if last is None:
        return counted, count
    return counted + (count - last if count >= last else count), count


def _pieces(counted: float, base: float | None) -> str | None:
    """Return how many were made since a first reading; None where there was none before."""
    return None if base is None else f"{counted:g}"
