"""The load of people: in groups, never alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from observe.conftest import Build
from observe.test_time_model import hours
from plantwright.events.read import read_log
from plantwright.model.calendar import ALWAYS
from plantwright.observe import unexplained
from plantwright.observe.measures import measure
from plantwright.observe.worker_load import PEOPLE, TOO_FEW

SKILLS = {"m": "milling", "t": "turning"}


def rows_of(people: dict[str, str], length: float = 2.0) -> list[dict[str, Any]]:
    """Return rows of people who each work for ``length`` hours at a station of theirs, from midnight."""
    return [
        {"order": f"{k}", "station": f"{center}{k}", "work_center": center, "worker": name, "start": 0, "end": length}
        for k, (name, center) in enumerate(people.items())
    ]


def told(log: Any, **more: Any) -> dict[str, Any]:
    """Return the lines of the table by skill."""
    return {str(line["skill"]): line for line in measure(log, ALWAYS, **more).table("worker_load")}


def test_a_group_of_five_is_shown(floor_log: Build) -> None:
    """Five millers work two hours of the eight in which they were seen."""
    lines = told(floor_log(rows_of({f"W{k}": "m" for k in range(5)})), skills=SKILLS)
    assert hours(lines["milling"], "people") == 5
    assert hours(lines["milling"], "load") == pytest.approx(0.25)


def test_a_group_of_four_is_too_few_to_show(floor_log: Build) -> None:
    """Neither their number nor their load is given, and the total does not give it away."""
    people = {f"W{k}": "m" for k in range(6)} | {f"V{k}": "t" for k in range(4)}
    lines = told(floor_log(rows_of(people)), skills=SKILLS)
    for skill in ("turning", PEOPLE):
        assert [lines[skill][name].value for name in ("people", "load")] == [None, None]
        assert lines[skill]["load"].method == TOO_FEW
    assert hours(lines["milling"], "people") == 6


def test_two_stations_at_once_count_once(floor_log: Build) -> None:
    """A person at two stations for the same two hours is held for two, not four."""
    rows = rows_of({f"W{k}": "m" for k in range(5)})
    rows += [{**row, "order": f"{row['order']}+", "station": f"{row['station']}+"} for row in rows]
    assert hours(told(floor_log(rows), skills=SKILLS)["milling"], "load") == pytest.approx(0.25)


def test_a_workers_own_interval_goes_before_the_stations(floor_log: Build) -> None:
    """Who sets up and leaves after an hour of two is held for one."""
    rows = rows_of({f"W{k}": "m" for k in range(5)})
    rows += [{**row, "kind": "attend", "end": 1} for row in rows]
    assert hours(told(floor_log(rows), skills=SKILLS)["milling"], "load") == pytest.approx(0.125)


def test_no_name_of_a_person_leaves_the_log(floor_log: Build) -> None:
    """Nothing that is measured holds a worker's name."""
    log = floor_log(rows_of({f"Somebody{k}": "m" for k in range(7)}))
    assert "Somebody" not in measure(log, ALWAYS).model_dump_json()


def test_without_workers_there_is_no_table(floor_log: Build) -> None:
    """A log that names nobody has no load of people."""
    assert measure(floor_log([{"order": "X", "station": "m1", "start": 0, "end": 4}])).table("worker_load") == ()


def test_a_part_of_the_shifts_tells_the_load(monkeypatch: pytest.MonkeyPatch, project: Path) -> None:
    """One of eleven shifts of each person gives nearly the load of all, over the same people, and says so."""
    log = read_log(project / "examples" / "machine-shop")
    (whole, *_) = measure(log).table("worker_load")
    monkeypatch.setattr(unexplained, "MANY", 0)
    (part, *_) = measure(log).table("worker_load")
    assert hours(part, "people") == hours(whole, "people") == 12
    assert hours(part, "load") == pytest.approx(hours(whole, "load"), rel=0.1)
    assert "one of 11" in part["load"].method  # type: ignore[union-attr]
