"""``verify`` and ``history`` on the command line: what they say, what they write, and what they refuse."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import Command, line, refused
from plantwright.cli.progress import answers
from plantwright.events.log import EventLog
from plantwright.events.write import write_log
from plantwright.files.history import NAME, read_history
from plantwright.files.plant import read_plant, write_plant
from plantwright.model.change import Change, ScaleProcessTime
from plantwright.model.plant import Plant
from plantwright.twin.log import simulate

DAY = 86_400.0
FASTER = Change(name="faster mill", edits=(ScaleProcessTime(work_center="mill", factor=0.6),))


def records(folder: Path, plant: Plant, begin: datetime, days: float = 28, seed: int = 1) -> Path:
    """Write records of a plant that has run for a week."""
    write_log(_log(plant, begin, days, seed), folder)
    return folder


def _log(plant: Plant, begin: datetime, days: float = 28, seed: int = 1) -> EventLog:
    return simulate(plant, warm_up=7 * DAY, horizon=days * DAY, seed=seed, begin=begin - timedelta(days=7))


@pytest.fixture
def before(here: Path) -> Path:
    """Return four weeks before."""
    return records(here / "before", line(), datetime(2025, 1, 6))  # noqa: DTZ001 - local time of the plant


@pytest.fixture
def after(here: Path) -> Path:
    """Return four weeks after, in which the mill is faster."""
    return records(here / "after", FASTER.apply(line()), datetime(2025, 3, 3), seed=2)  # noqa: DTZ001


@pytest.fixture
def study(here: Path) -> Path:
    """Return a folder of results that foretold the faster mill."""
    folder = here / "line.study"
    write_plant(line(), folder / "plant")
    write_log(_log(line(), datetime(2025, 1, 6)), folder / "log.parquet")  # noqa: DTZ001
    effect = {"value": -20.0, "unit": "%", "low": -30.0, "high": -10.0}
    names = ("throughput", "flow_time", "on_time", "wip")
    ranked = {"change": FASTER.as_fields(), **dict.fromkeys(names, effect)}
    (folder / "ranking.json").write_text(json.dumps({"changes": [ranked]}))
    run = {"made_by": "plantwright study", "made": "2025-02-20T08:00:00", "seed": 0, "plantwright": "0.1.0"}
    (folder / "run.json").write_text(json.dumps(run))
    return folder


def test_a_change_is_verified_and_written_down(
    run: Command, after: Path, study: Path, plant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verdict is printed, the history has one entry, the plant its new process times with their evidence."""
    done = run("verify", study, after, "--change", "faster mill", "--into", plant, "--json", "v.json")
    assert done.exit_code == 0, done.stderr
    assert "realized" in done.output
    found = json.loads(Path("v.json").read_text())
    assert {one["metric"] for one in found["lines"]} >= {"throughput", "flow_mean", "flow_p95", "wip"}
    (entry,) = read_history(plant).entries
    assert entry.tried.name() == "faster mill"
    assert entry.believed.effects["flow_mean"].value == -20.0
    assert entry.found.outcome == found["outcome"]
    mill = [one for _, one in read_plant(plant).operations() if one.work_center == "mill"]
    assert mill[0].per_lot + mill[0].per_piece == pytest.approx(0.6 * 4000, rel=0.1)
    monkeypatch.setattr(answers, "width", 160)  # a narrower table breaks the name
    shown = run("history", plant)
    assert shown.exit_code == 0
    assert "faster mill" in shown.output
    assert "1 foretold effect was verified" in shown.output


def test_records_in_the_wrong_order_are_refused(run: Command, before: Path, after: Path) -> None:
    """AFTER that ends before BEFORE begins is refused, with the cure."""
    assert "swap them" in refused(run("verify", after, before))


def test_records_that_overlap_are_refused(run: Command, here: Path, before: Path) -> None:
    """Two windows that share days are refused, with both times."""
    late = records(here / "late", line(), datetime(2025, 1, 20), seed=2)  # noqa: DTZ001
    message = refused(run("verify", before, late))
    assert "begins 2025-01-20 00:00, while BEFORE ends 2025-02-03 00:00" in message


def test_another_plant_is_refused_by_name(run: Command, here: Path, before: Path) -> None:
    """Records of other work centers are refused, and these are named."""
    other = Plant.model_validate_json(line().model_dump_json().replace('"saw"', '"laser"'))
    strange = records(here / "strange", other, datetime(2025, 3, 3), seed=2)  # noqa: DTZ001
    assert "laser not in BEFORE, which has mill, saw" in refused(run("verify", before, strange))


def test_all_that_is_wrong_is_said_at_once(run: Command, before: Path, after: Path, study: Path) -> None:
    """An unknown change, a day that is none and a folder that is not there come in one message."""
    message = refused(
        run("verify", before, after, "--change", "oven", "--prediction", study, "--from", "soon", "--into", "nowhere")
    )
    assert "'oven' was not ranked; ranked are faster mill" in message
    assert "'soon'; a day is needed" in message
    assert "nowhere: there is no such folder" in message
    assert "3 problems" in message


def test_a_change_without_a_prediction_is_refused(run: Command, before: Path, after: Path) -> None:
    """What was foretold cannot be guessed: the option that tells it is named."""
    assert "add --prediction FOLDER" in refused(run("verify", before, after, "--change", "faster mill"))


def test_a_plant_is_no_record(run: Command, plant: Path, after: Path) -> None:
    """A plant folder in place of records is refused."""
    assert "holds no records" in refused(run("verify", plant, after))


def test_no_history_is_said(run: Command, here: Path) -> None:
    """A folder without a history is refused, with the command that writes one."""
    assert f"holds no {NAME}" in refused(run("history", here))


def test_a_broken_line_is_shown_beside_the_others(run: Command, here: Path) -> None:
    """A history with a line that is none is shown all the same, and the line is named."""
    (here / NAME).write_text("nonsense\n")
    done = run("history", here)
    assert done.exit_code == 0
    assert "line 1: no JSON" in done.output
