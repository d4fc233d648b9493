"""Messages in JSON as rows: an event as it stands, and what is only numbers and states as a row for each."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from plantwright.events.names import CLEAR, ROLES, name_score

Row = dict[str, str | None]

IDS = ("id", "message_id", "messageid", "event_id", "eventid", "uuid", "guid")
"""What a message may be known by."""
TIMES = ("time", "timestamp", "ts", "timestamp_ms", "time_ms", "datetime", "event_time", "t")
"""What the time of a message may be called."""
STATIONS = ("station", "machine", "machine_id", "equipment", "asset", "resource", "device", "device_id")
TAGS = ("tag", "metric", "signal", "name", "variable")
VALUES = ("value", "val", "v")

_EVENTS = ("order", "lot", "product", "operation", "worker", "start", "end", "work_center", "reason")
_MILLISECONDS = 1e11
"""From here on a count from 1970 is not of seconds."""
_SCALES = ((1e17, 1e-9), (1e14, 1e-6), (_MILLISECONDS, 1e-3), (1e8, 1.0))
_FINE = re.compile(r"[:.]\d{2}[.,]\d{2,}")


def rows_of(message: Any, topic: str, place: str, received: datetime) -> list[Row]:
    """Return the rows that a message holds: one for each event, or one for each tag with its value.

    Parameters
    ----------
    message
        What ``parsed`` made of its bytes.
    place
        The part of its topic that says where it came from.
    received
        When it came; the time of what tells none.
    """
    if isinstance(message, dict):
        return list(_rows(message, place, received))
    if isinstance(message, list) and message and all(isinstance(one, dict) for one in message):
        return [row for one in message for row in _rows(one, place, received)]
    above, _, tag = topic.rpartition("/")
    station = place.removesuffix(tag).rstrip("/") or above.rpartition("/")[2] or tag
    return [_tag_row(_stamp(received), station, tag, message)]


def identity(message: Any) -> str | None:
    """Return what tells a message from all others: its id, or "" where all of it does. None: nothing does.

    Two messages that say the same of the same millisecond are one.
    """
    if not isinstance(message, dict):
        return None
    named = next((message[name] for name in message if name.lower() in IDS), None)
    if isinstance(named, str | int) and not isinstance(named, bool):
        return str(named)
    when = next((message[name] for name in message if name.lower() in TIMES), None)
    if isinstance(when, str):
        return "" if _FINE.search(when) else None
    return "" if isinstance(when, int | float) and when >= _MILLISECONDS else None


def parsed(payload: bytes) -> Any:
    """Return what a payload says in JSON; as text where it is none."""
    try:
        return json.loads(payload)
    except (UnicodeDecodeError, ValueError):
        return payload.decode(errors="replace")


def _rows(message: Mapping[str, Any], place: str, received: datetime) -> Iterator[Row]:
    flat = dict(_flat(message))
    if _is_event(flat):
        yield _event(flat, place, received)
        return
    named = {name.lower(): name for name in flat}
    when, station = _first(named, TIMES), _first(named, STATIONS)
    stamp = _time(flat[when]) if when else _stamp(received)
    aside = {when, station, _first(named, IDS)}
    where = _text(flat[station]) if station else place
    yield from (_tag_row(stamp, where, name, value) for name, value in flat.items() if name not in aside)


def _is_event(flat: Mapping[str, Any]) -> bool:
    """Tell whether a message speaks of orders or names its tag, and so is a row as it stands."""
    named = {name.lower() for name in flat}
    if named & set(TAGS) and named & set(VALUES):
        return True
    return any(map(_names_event, flat))


@lru_cache(maxsize=4096)
def _names_event(name: str) -> bool:
    """Tell whether a name speaks of an order or a step; messages have few names, again and again."""
    return any(name_score(name, ROLES[role]) >= CLEAR for role in _EVENTS)


def _event(flat: Mapping[str, Any], place: str, received: datetime) -> Row:
    named = {name.lower(): name for name in flat}
    row: Row = {name: _text(value) for name, value in flat.items()}
    for roles, name in ((TAGS, "tag"), (VALUES, "value"), (STATIONS, "station")):
        told = _first(named, roles)
        if told and name not in row:
            row[name] = row.pop(told)
    when = _first(named, TIMES)
    row["time"] = _time(flat[when]) if when else _stamp(received)
    if when and when != "time":
        del row[when]
    if "station" not in row:
        row["station"] = place
    return row


def _tag_row(time: str | None, station: str | None, tag: str, value: Any) -> Row:
    return {"time": time, "station": station, "tag": tag, "value": _text(value)}


def _flat(message: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in message.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _first(named: Mapping[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((named[one] for one in wanted if one in named), None)


def _text(value: Any) -> str | None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _time(value: Any) -> str | None:
    """Return a time as text; counts from 1970 in seconds, milliseconds, micro- or nanoseconds become UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        scale = next((scale for least, scale in _SCALES if value >= least), None)
        return _stamp(datetime.fromtimestamp(value * scale, UTC)) if scale else _text(value)
    return _text(value)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
