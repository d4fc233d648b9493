"""Logs that cannot support a twin: measured as far as they go, and told what to record, and for how long."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import Command
from plantwright.events.read import read_log
from plantwright.improve.study import study

MORNING = datetime(2025, 3, 3, 6)  # noqa: DTZ001 - wall time of the shop
Row = dict[str, object]


def steps(orders: int = 60, operations: tuple[str, ...] = ("cut", "mill", "pack"), a_day: int = 10) -> list[Row]:
    """Return the steps of orders, each an hour after the one before, no two as long."""
    rows: list[Row] = []
    for number in range(orders):
        at = MORNING + timedelta(days=number // a_day, hours=number % a_day)
        for place, name in enumerate(operations):
            end = at + timedelta(minutes=11 + (7 * number + 13 * place) % 37, seconds=(17 * number) % 60)
            rows.append({"order": f"O{number}", "product": "AB"[number % 2], "operation": name, "station": f"{name}-1",
                         "start": at, "end": end, "quantity": 5})  # fmt: skip
            at = end + timedelta(minutes=5 + number % 7)
    return rows


def but(rows: list[Row], change: Callable[[Row], Row]) -> list[Row]:
    """Return the rows, each changed."""
    return [{**row, **change(row)} for row in rows]


def lasting(*minutes: int) -> Callable[[Row], Row]:
    """Return a change after which rows last so many minutes, in turn."""
    turn = iter(range(10**6))
    return lambda row: {"end": row["start"] + timedelta(minutes=minutes[(7 * next(turn)) % 11 % len(minutes)])}


LOGS: dict[str, tuple[list[Row], str, str]] = {
    "ten rows": (steps(4)[:10], "10 have a start, an end", "record both stamps"),
    "one product once": (steps(1), "3 have a start, an end", "record both stamps"),
    "all durations equal": (but(steps(), lasting(30)), "all 180 last 1800 s", "really starts and ends"),
    "no order of events": (
        but(steps(), lambda row: {name: row[name].date() for name in ("start", "end")}),
        "dates without a time of day",
        "record the time of day",
    ),
    "steps begin at once": (
        but(steps(operations=("cut", "mill")), lambda row: {"start": row["end"].replace(hour=5, minute=0, second=0)}),
        "all steps of an order start at once",
        "record when each step really starts",
    ),
    "only completions": (
        but(steps(), lambda row: {"start": ""}),
        "no visit to cut has both a start and an end",
        "record both stamps there",
    ),
    "only starts": (but(steps(), lambda row: {"end": ""}), "no interval has both", "record when work starts"),
    "one station": (steps(operations=("mill",)), "each has one step", "record when each order is released"),
    "one day": (steps(12, a_day=12), "all work lies on one day", "record every day"),
    "every order open": (
        but(steps(operations=("cut", "mill")), lambda row: {"end": row["end"] if row["operation"] == "cut" else ""}),
        "no visit to mill has both",
        "record both stamps there",
    ),
    "nominal durations": (
        but(steps(80), lasting(15, 30, 60)),
        "nearly all last 15, 30, 60 min",
        "really starts and ends",
    ),
}


def write(rows: list[Row], path: Path, without: str = "") -> Path:
    """Write a log."""
    names = [name for name in rows[0] if name != without]
    path.write_text("\n".join([",".join(names), *(",".join(str(row[name]) for name in names) for row in rows)]) + "\n")
    return path


@pytest.mark.parametrize("name", LOGS)
def test_a_log_that_makes_no_twin_says_what_to_record(name: str, tmp_path: Path) -> None:
    """Whatever is missing, it is measured all the same, and one refusal says what to record, and for how many weeks."""
    rows, found, cure = LOGS[name]
    learned = study(read_log(write(rows, tmp_path / "log.csv")))
    assert learned.plant is None
    assert learned.ranking is None
    assert learned.measures is not None
    assert learned.measures["throughput"].value is not None
    assert learned.check.reasons == ("the records do not make a twin",)
    assert found in learned.refusal
    assert cure in learned.refusal
    assert re.search(r"about \d+ weeks? (more )?at this pace", learned.refusal)


def test_the_weeks_are_those_that_are_missing(tmp_path: Path) -> None:
    """At 3.5 orders a day of five, 10 finished of 30 needed: the rest of 30 visits takes the weeks it says."""
    learned = study(read_log(write(steps(8, a_day=4)[:24], tmp_path / "log.csv")))
    # 8 visits at each work center in two days, so 20 in a week of five: 22 more take 1.1 weeks
    assert "about 2 weeks more at this pace until 30 visits at each work center" in learned.refusal


def test_all_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    """Three steps of a single order on a single day lack visits, a second day and a second order, and all is said."""
    refusal = study(read_log(write(steps(1), tmp_path / "log.csv"))).refusal
    assert all(one in refusal for one in ("at least 30 are needed", "lies on one day", "at least 2 are needed"))


def test_the_command_shows_the_refusal_once(here: Path, run: Command) -> None:
    """The screen and the report tell what to record; the exit code is that of an answer."""
    write(LOGS["one day"][0], here / "log.csv")
    done = run("study", "log.csv", "--out", "x")
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.replace("│", " ").split())
    assert said.count("all work lies on one day") == 1
    assert "record every day, for about 2 weeks at this pace" in said
    assert "all work lies on one day" in (here / "x" / "report.html").read_text()


def test_without_orders_only_stations_are_measured(here: Path, run: Command) -> None:
    """A log without orders tells what stations did; what needs orders is not known, and the refusal says what to do."""
    write(steps(), here / "log.csv", without="order")
    done = run("study", "log.csv")
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.replace("│", " ").split())
    assert re.search(r"throughput +not known", done.stdout)
    assert re.search(r"oee_relative +0\.\d+", done.stdout)
    assert "record the number of the order, lot or case with each step, until each work center has had 30" in said


def test_inferred_starts_are_used_with_care(tmp_path: Path) -> None:
    """A twin of completions and releases is learned, and never called more than usable with care."""
    write(but(steps(), lambda row: {"start": ""}), tmp_path / "log.csv")
    released = {str(row["order"]): row["start"] for row in reversed(steps())}
    lines = "".join(f"{order},{at}\n" for order, at in released.items())
    (tmp_path / "orders.csv").write_text("order,released\n" + lines)
    log = read_log(tmp_path)
    learned = study(log)
    assert log.meta.inferred == ("start",)
    assert learned.plant is not None
    assert learned.check.verdict in ("usable with care", "not to be believed")
    assert any("inferred from when it ended" in one for one in learned.check.reasons)
