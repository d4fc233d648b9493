"""A visit: what a teacher asked for, the track of what is shown, the truth it grades by, and the name it goes by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plantwright.errors import Problems, RecordsError
from plantwright.events.log import EventLog
from plantwright.model.calendar import Calendar
from plantwright.visit.closed import closed_spans
from plantwright.visit.rows import Window, shown_rows
from plantwright.visit.track import Track, encode
from plantwright.visit.windows import Windows

SHEETS = ("bottleneck_walk", "waste_walk", "time_study", "standard_work", "yamazumi")
"""The observation sheets, in the order in which they are offered."""


@dataclass(frozen=True)
class Wishes:
    """What a teacher chose."""

    sheets: tuple[str, ...] = SHEETS
    hints: bool = True
    answers: bool = True


@dataclass(frozen=True)
class Visit:
    """What goes into one file."""

    id: str
    name: str
    windows: Windows
    wishes: Wishes
    track: Track
    truth: dict[str, Any] | None
    """What the sheets are graded by; None: for credit, the file holds none."""

    def data(self) -> dict[str, Any]:
        """Return what the page is told beside its track and its texts."""
        held = self.windows.held
        return {
            "id": self.id,
            "name": self.name,
            "credit": held is not None,
            "window": said_window(self.windows.shown),
            "held": said_window(held) if held else None,
            "sheets": list(self.wishes.sheets),
            "hints": self.wishes.hints,
            "answers": self.wishes.answers,
            "truth": self.truth,
        }


def said_window(window: Window) -> dict[str, str]:
    """Return a window as sheets and truths write it."""
    return {"start": window.start.isoformat(), "end": window.end.isoformat()}


def sheets_of(text: str | None) -> tuple[str, ...]:
    """Return the sheets named, all where none is; raise RecordsError for a name that no sheet has."""
    if text is None:
        return SHEETS
    names = tuple(dict.fromkeys(one.strip().replace("-", "_") for one in text.split(",") if one.strip()))
    problems = Problems("--sheets", RecordsError)
    for name in names:
        if name not in SHEETS:
            problems.add("--sheets", repr(name), f"sheets are {', '.join(SHEETS)}", "name some of them, with commas")
    if not names:
        problems.add("--sheets", repr(text), f"sheets are {', '.join(SHEETS)}", "name at least one, or leave it out")
    problems.raise_any()
    return names


def make_visit(log: EventLog, windows: Windows, wishes: Wishes, calendar: Calendar) -> Visit:
    """Return a visit of a log.

    Notes
    -----
    For credit the file lacks the truth and everything after the shown window. The visit's id is a hash over what is
    shown *and* what is held back, so that who has the file alone cannot make the id of another window.
    """
    track = track_of(log, windows.shown, calendar)
    if not track.rows():
        raise RecordsError(
            log.meta.name,
            [f"{log.meta.name}: no interval of a station lies in the window; choose another --from, --to"],
        )
    truth = None if windows.held else truth_in(log, windows.shown, calendar)
    return Visit(id_of(log, windows, calendar, track), log.meta.name, windows, wishes, track, truth)


def track_of(log: EventLog, window: Window, calendar: Calendar) -> Track:
    """Return the track of a window of a log."""
    closed = closed_spans(calendar, log.meta.time_zone, window)
    return encode(shown_rows(log, window), log.meta.name, log.meta.time_zone, closed)


def id_of(log: EventLog, windows: Windows, calendar: Calendar, track: Track | None = None) -> str:
    """Return the name that a visit of these windows of this log goes by."""
    shown = track or track_of(log, windows.shown, calendar)
    parts: Sequence[str] = [
        shown.digest,
        track_of(log, windows.held, calendar).digest if windows.held else "",
        json.dumps([said_window(windows.shown), said_window(windows.held) if windows.held else None]),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def truth_in(log: EventLog, window: Window, calendar: Calendar) -> dict[str, Any]:
    """Return the truth that sheets of a window are graded by, as JSON."""
    from plantwright.grade.truth import truth_of  # noqa: PLC0415 - measuring loads much

    told: dict[str, Any] = truth_of(log, (window.start, window.end), calendar).model_dump(mode="json")
    return told
