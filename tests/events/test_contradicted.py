"""Findings of what cannot be: planted in a sound log one by one, each is found, and a sound log has none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plantwright.events.log import EventLog
from plantwright.events.read import read_log

MONDAY = datetime.fromisoformat("2025-03-03 06:00")
Rows = list[dict[str, object]]
PLANTED = (
    "clock_behind", "zones_mixed", "days_without_records", "station_silent", "near_copies", "booked_again",
    "order_in_two_places", "work_after_completion", "work_before_release", "completed_before_release",
    "pieces_from_nowhere",
)  # fmt: skip


def sound() -> Rows:
    """Return five weeks of ten orders a day through four stations, one lot at a time."""
    rows: Rows = []
    for day in range(33):
        if (MONDAY + timedelta(days=day)).weekday() > 4:
            continue
        for number in range(10):
            for place, name in enumerate(("saw", "mill", "drill", "pack")):
                start = MONDAY + timedelta(days=day, minutes=55 * number + 60 * place + (7 * number) % 5)
                told = {"order": f"D{day}-{number}", "operation": name, "station": f"{name}-A"}
                end = start + timedelta(minutes=40 + (3 * number) % 9)
                rows.append({**told, "quantity": 10, "scrapped": 0, "start": start, "end": end})
    return rows


def moved(rows: Rows, station: str, by: timedelta) -> Rows:
    """Return the rows with the clock of one station set wrong."""
    return [
        {**one, "start": one["start"] + by, "end": one["end"] + by} if one["station"] == station else one
        for one in rows
    ]


def first(rows: Rows, **change: Callable[[dict[str, object]], object]) -> Rows:
    """Return the rows with the second step of the fifth order changed."""
    place = next(k for k, one in enumerate(rows) if one["order"] == "D0-4" and one["operation"] == "mill")
    return [
        *rows[:place],
        {**rows[place], **{name: new(rows[place]) for name, new in change.items()}},
        *rows[place + 1 :],
    ]


def _later(end: datetime) -> dict[str, object]:
    return {"start": end + timedelta(minutes=1), "end": end + timedelta(minutes=6)}


FAULTS: dict[str, Callable[[Rows], Rows]] = {
    "clock_behind": lambda rows: moved(rows, "drill-A", timedelta(minutes=-35)),
    "zones_mixed": lambda rows: moved(rows, "pack-A", timedelta(hours=6)),
    "days_without_records": lambda rows: [one for one in rows if one["start"].date().isoformat() != "2025-03-19"],
    "station_silent": lambda rows: [
        one for one in rows if one["station"] != "saw-A" or not 8 <= (one["start"] - MONDAY).days <= 18
    ],
    "near_copies": lambda rows: [*rows, {**rows[20], "start": rows[20]["start"] + timedelta(seconds=30)}],
    "booked_again": lambda rows: [*rows, {**rows[20], **_later(rows[20]["end"])}],
    "order_in_two_places": lambda rows: first(rows, start=lambda row: row["start"] - timedelta(minutes=30)),
    "pieces_from_nowhere": lambda rows: first(rows, quantity=lambda _: 14),
}  # fmt: skip


def read(rows: Rows, folder: Path, orders: dict[str, str] | None = None) -> EventLog:
    """Return the log of rows, with a table of orders, some of them told otherwise."""
    names = list(rows[0])
    lines = [",".join(names), *(",".join(str(row[name]) for name in names) for row in rows)]
    (folder / "log.csv").write_text("\n".join(lines) + "\n")
    told = {str(one["order"]): f"{one['order']},10,{MONDAY - timedelta(days=1)},2025-05-01 00:00" for one in rows} | (
        orders or {}
    )
    (folder / "orders.csv").write_text("order,quantity,released,completed\n" + "\n".join(told.values()) + "\n")
    return read_log(folder, time_zone="UTC")


def found(log: EventLog) -> set[str]:
    """Return which of the planted findings a log has."""
    return {one.name for one in log.findings} & set(PLANTED)


def test_a_sound_log_has_none(tmp_path: Path) -> None:
    """Where nothing contradicts itself, nothing is called a contradiction."""
    assert found(read(sound(), tmp_path)) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found(name: str, tmp_path: Path) -> None:
    """One fault in a sound log is found under its name."""
    assert name in found(read(FAULTS[name](sound()), tmp_path))


def test_a_wrong_clock_is_named_with_its_station(tmp_path: Path) -> None:
    """The station whose clock is behind is named, and by how much at most."""
    log = read(FAULTS["clock_behind"](sound()), tmp_path)
    told = next(one for one in log.findings if one.name == "clock_behind")
    assert told.examples == ("drill-A",)
    assert "by 2" in told.detail or "by 3" in told.detail


def test_the_zone_is_told_in_hours(tmp_path: Path) -> None:
    """A station whose day lies six hours late is said to be late by about as many, and no other is named."""
    log = read(FAULTS["zones_mixed"](sound()), tmp_path)
    told = next(one for one in log.findings if one.name == "zones_mixed")
    assert told.examples == ("pack-A",)
    assert 4 <= int(told.detail.split("about +")[1].split()[0]) <= 8


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("work_after_completion", "D0-4,10,2025-03-01 00:00,2025-03-03 10:05"),
        ("work_before_release", "D0-4,10,2025-03-04 00:00,2025-05-01 00:00"),
        ("completed_before_release", "D0-4,10,2025-03-02 00:00,2025-03-01 00:00"),
    ],
)
def test_orders_that_cannot_be(name: str, line: str, tmp_path: Path) -> None:
    """An order at work outside the time between its release and its completion is found by its number."""
    log = read(sound(), tmp_path, {"D0-4": line})
    assert next(one.examples for one in log.findings if one.name == name) == ("D0-4",)
