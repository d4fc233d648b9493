"""Logs of programs: a time, a word or two, and names with values after ``=``, a line an event."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plantwright.events.log import Finding
from plantwright.events.sheets.hidden import MACHINE
from plantwright.events.sheets.sheet import Row, Sheet, cell, of_rows
from plantwright.messages.told import told as message

ENOUGH = 0.6
"""The share of the lines that must begin with a time and hold two such pairs."""
_LOOKED_AT = 100_000
_TIME = re.compile(
    r"\s*\[?(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)\]?[\s,;|]*"
)
_PAIR = re.compile(r"(?<![^\s,;|])(?P<name>[^\W\d][\w.\-]*)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s,;|]*)")
_LEVEL = re.compile(r"\b(TRACE|DEBUG|INFO|NOTICE|WARN(ING)?|ERROR|FATAL|CRITICAL)\b:?")
_CUT = re.compile(r"[,;|\t]")
"""What stands before the pairs only where it, not ``=``, makes the table."""
_BRACKET = re.compile(r"[\[(<]([^\])>]*)[\])>]")


@dataclass(frozen=True)
class _Event:
    """What one line says."""

    time: str
    level: str
    bracket: str
    words: str
    pairs: dict[str, str]


def log_sheet(text: bytes) -> Sheet | None:
    """Return the table of the lines with pairs, one row a line; None where the text is no such log.

    Notes
    -----
    What stands in brackets before the pairs is the station where nearly all are a letter and a number, and no pair
    is named so; the words there are the event. Lines without pairs are counted and left out.
    """
    if not _are_events(text[:_LOOKED_AT].decode(errors="ignore").splitlines()):
        return None
    lines = [line for line in text.decode().splitlines() if line.strip()]
    events = [one for line in lines if (one := _event(line)) and one.pairs]
    columns = {
        "time": [one.time.replace(",", ".") for one in events],
        "level": [one.level for one in events],
        _source(events): [one.bracket for one in events],
        "event": [one.words for one in events],
    }
    names = list(dict.fromkeys(name for one in events for name in one.pairs))
    told = {name: values for name, values in columns.items() if any(values) and name not in names}
    first: list[Row] = list(zip(*told.values(), strict=True))
    rows: list[Row] = [
        [cell(value) for value in (*row, *(one.pairs.get(name) for name in names))]
        for row, one in zip(first, events, strict=True)
    ]
    sheet = of_rows("", [*told, *names], rows)
    odd = len(lines) - len(events)
    said = message("{n:,} of {of:,} lines name no values", n=odd, of=len(lines))
    return sheet.noted(Finding("remarks_between", odd, said, message("left out"))) if odd else sheet


def _are_events(lines: list[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    found = [one for line in filled if (one := _event(line)) and len(one.pairs) > 1 and not _CUT.search(one.words)]
    return len(found) > 2 and len(found) >= ENOUGH * len(filled)


def _event(line: str) -> _Event | None:
    time = _TIME.match(line)
    if not time:
        return None
    rest = line[time.end() :]
    pairs = list(_PAIR.finditer(rest))
    words = rest[: pairs[0].start()] if pairs else rest
    level, bracket = _LEVEL.search(words), _BRACKET.search(words)
    bare = _BRACKET.sub(" ", _LEVEL.sub(" ", words)).strip(" -:|,;")
    return _Event(
        time["time"], level[1] if level else "", bracket[1].strip() if bracket else "", " ".join(bare.split()),
        {one["name"]: one["value"].strip("\"'") for one in pairs},
    )  # fmt: skip


def _source(events: list[_Event]) -> str:
    found = [one.bracket for one in events if one.bracket]
    named = sum(bool(re.fullmatch(MACHINE, one)) for one in found)
    return "station" if found and named >= 0.8 * len(found) and 2 * len(set(found)) <= len(found) else "source"
