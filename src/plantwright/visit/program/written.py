"""A plan on paper: a table, calendar files, and a list to tick off at the gate."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from plantwright.errors import MissingExtraError
from plantwright.events.whole_folder import whole_folder
from plantwright.visit.collect import inert
from plantwright.visit.program.plan import Placed, VisitPlan

PLAN, ATTENDANCE = "plan.csv", "attendance.csv"


def write_plan(plan: VisitPlan, folder: Path, *, made: datetime | None = None) -> list[Path]:
    """Write ``plan.csv``, ``attendance.csv`` to fill in, and a calendar for each group and each site.

    Parameters
    ----------
    folder
        Made whole, or not at all.
    made
        The calendars' time stamp, UTC; by default now.

    Raises
    ------
    MissingExtraError
        The library for calendars is not installed.
    """
    calendars = {name: _calendar(plan, own, made or datetime.now(UTC)) for name, own in _sides(plan).items()}
    names = (PLAN, ATTENDANCE, *calendars)
    with whole_folder(folder, names) as hidden:
        _table(plan, hidden / PLAN)
        _attendance(plan, hidden / ATTENDANCE)
        for name, text in calendars.items():
            (hidden / name).write_bytes(text)
    return [folder / name for name in names]


def _sides(plan: VisitPlan) -> dict[str, list[Placed]]:
    """Return the visits of each group and of each site, by the name of its calendar's file."""
    found: dict[str, list[Placed]] = {}
    keys: dict[tuple[str, str], str] = {}
    for one in plan.placed:
        for key in (("group", one.group.name), ("site", one.site.name)):
            # two names may look alike once they are fit for a file
            name = keys.setdefault(key, f"{key[0]}-{_fit(key[1])}{f'-{len(keys)}' if _taken(keys, key) else ''}.ics")
            found.setdefault(name, []).append(one)
    return found


def _taken(keys: dict[tuple[str, str], str], key: tuple[str, str]) -> bool:
    return key not in keys and f"{key[0]}-{_fit(key[1])}.ics" in keys.values()


def _table(plan: VisitPlan, path: Path) -> None:
    header = ["group", "students", "site", "start", "end", "wish", "skills", "bring", "address"]
    rows = [
        [one.group.name, one.group.students, one.site.name, _local(one.date.start), _local(one.date.end),
         one.wish or "", ", ".join(one.skills), ", ".join(one.site.safety), one.site.address]
        for one in plan.placed
    ]  # fmt: skip
    _write(path, header, rows)


def _attendance(plan: VisitPlan, path: Path) -> None:
    rows = [[one.group.name, one.site.name, _local(one.date.start), one.group.students, "", ""] for one in plan.placed]
    _write(path, ["group", "site", "start", "expected", "came", "transfer"], rows)


def _write(path: Path, header: list[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[inert(one) for one in row] for row in rows])


def _local(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


def _fit(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:80] or "unnamed"


def _calendar(plan: VisitPlan, placed: Iterable[Placed], stamp: datetime) -> bytes:
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise MissingExtraError("icalendar is not installed; pip install 'plantwright[visit]'") from None
    calendar = Calendar()
    calendar.add("prodid", "-//Plantwright//visits//EN")
    calendar.add("version", "2.0")
    for one in placed:
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_URL, f'{plan.program.name}/{one.group.name}/{one.site.name}')}@plantwright")
        event.add("dtstamp", stamp)
        event.add("dtstart", one.date.start.replace(tzinfo=plan.program.zone()).astimezone(UTC))
        event.add("dtend", one.date.end.replace(tzinfo=plan.program.zone()).astimezone(UTC))
        event.add("summary", f"{one.group.name} visits {one.site.name}")
        event.add("location", one.site.address)
        event.add("description", _told(one))
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


def _told(one: Placed) -> str:
    lines = [f"{one.group.students} students", f"signed off by {one.site.signed_off_by}"]
    lines += [f"needed: {', '.join(one.site.safety)}"] if one.site.safety else []
    lines += [f"to see: {', '.join(one.skills)}"] if one.skills else []
    return "\n".join(lines)
