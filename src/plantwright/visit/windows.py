"""Which time a visit shows, and which it holds back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from plantwright.errors import Problems, RecordsError
from plantwright.events.log import LogMeta
from plantwright.visit.rows import Window

HELD = 4
"""One part in so many of the time is held back for credit, the last."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True)
class Windows:
    """The time that a file shows, and the time after it that sheets for credit are graded by."""

    shown: Window
    held: Window | None = None

    def whole(self) -> Window:
        """Return both together."""
        return Window(self.shown.start, (self.held or self.shown).end)


def windows_of(meta: LogMeta, start: str | None, end: str | None, *, credit: bool) -> Windows:
    """Return the windows of a visit; ``start`` and ``end`` are told in the plant's own time, as 2026-03-16T06:00.

    Notes
    -----
    For credit the last quarter is held back, in whole weeks where there are at least two, else in whole days where
    there are at least two: so both parts hold the same mix of weekdays or hours as far as that can be.
    """
    problems = Problems("the window", RecordsError)
    first = _instant(start, meta, "--from", problems) or meta.start
    last = _instant(end, meta, "--to", problems) or meta.end
    if not problems.found and not meta.start <= first < last <= meta.end:
        found = f"{_said(first, meta)} to {_said(last, meta)}"
        allowed = f"the log covers {_said(meta.start, meta)} to {_said(meta.end, meta)} ({meta.time_zone})"
        problems.add("--from, --to", found, allowed, "choose a stretch inside it, its begin before its end")
    problems.raise_any()
    return held_back(Window(first, last)) if credit else Windows(Window(first, last))


def check_times(start: str | None, end: str | None) -> None:
    """Raise RecordsError where what was told is no time; whether the log covers it, ``windows_of`` says."""
    problems = Problems("the window", RecordsError)
    for text, option in ((start, "--from"), (end, "--to")):
        _told(text, option, problems)
    problems.raise_any()


def held_back(whole: Window) -> Windows:
    """Return a window cut into what is shown and what is held back."""
    length = whole.end - whole.start
    unit = next((one for one in (WEEK, DAY) if length >= 2 * one), timedelta(seconds=1))
    cut = whole.end - max(length / HELD // unit, 1) * unit
    return Windows(Window(whole.start, cut), Window(cut, whole.end))


def _instant(text: str | None, meta: LogMeta, option: str, problems: Problems) -> datetime | None:
    told = _told(text, option, problems)
    if told is None:
        return None
    local = told if told.tzinfo else told.replace(tzinfo=ZoneInfo(meta.time_zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def _told(text: str | None, option: str, problems: Problems) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        problems.add(option, repr(text), "a day or a time is needed", "write 2026-03-16 or 2026-03-16T06:00")
        return None


def _said(time: datetime, meta: LogMeta) -> str:
    return f"{time.replace(tzinfo=UTC).astimezone(ZoneInfo(meta.time_zone)):%Y-%m-%dT%H:%M}"
