"""The reference misses nothing: every edit, column, fact, measure, field and command is in its page."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
import yaml

import plantwright
from docs.pages import blocks, words
from plantwright.cli.app import app
from plantwright.errors import PlantError, Problems
from plantwright.events.read import read_log
from plantwright.events.schema import INTERVALS, LINKS, MEASUREMENTS, ORDERS
from plantwright.files.center_nouns import read_work_centers
from plantwright.files.layout import LAYOUTS, NOTES
from plantwright.files.order_nouns import read_orders
from plantwright.files.sheets import Sheets
from plantwright.files.tables import Row, read_table
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.change import EDITS, parse_changes
from plantwright.model.distribution import Kind
from plantwright.model.equipment import PLUGIN, RULES, AtClose, Blocking, FailureClock, LoadTime, MaintenanceClock
from plantwright.model.facts import BatchFact, CenterFact, Facts
from plantwright.model.plant import Costs, Policy, Release
from plantwright.model.transport import Carriers
from plantwright.observe.measures import measure


def page(project: Path, name: str) -> Path:
    """Return a page of the reference."""
    return project / "docs" / "reference" / f"{name}.md"


def test_every_edit_and_argument_is_explained(project: Path) -> None:
    """The table of changes holds every key of the vocabulary and every argument of each."""
    wanted = set(EDITS) | {name for edit in EDITS.values() for name in edit.model_fields}
    assert wanted - words(page(project, "changes")) == set()


def test_no_edit_is_explained_that_does_not_exist(project: Path) -> None:
    """Each row of the table of changes is a key of the vocabulary."""
    rows = [line.split("`")[1] for line in page(project, "changes").read_text().splitlines() if line.startswith("| `")]
    assert sorted(rows) == sorted(EDITS)


def test_every_column_is_explained(project: Path) -> None:
    """The page on records names every column of every table."""
    assert {*INTERVALS, *ORDERS, *LINKS, *MEASUREMENTS} - words(page(project, "records")) == set()


def test_every_fact_is_explained(project: Path) -> None:
    """The page on records names every fact, of the plant, of a work center, of a batch and of the costs."""
    wanted = {name for noun in (Facts, CenterFact, BatchFact, Costs) for name in noun.model_fields}
    assert wanted - words(page(project, "records")) == set()


def test_every_key_and_column_of_a_plant_folder_is_explained(project: Path) -> None:
    """The page on the plant folder names every table, every column and every key."""
    nouns = (Release, Costs, Calendar, Shift, Carriers)
    keys = {name for noun in nouns for name in noun.model_fields} | set(NOTES) | set(LAYOUTS)
    columns = {name for layout in LAYOUTS.values() for name in layout}
    assert (keys | columns) - words(page(project, "plant-folder")) == set()


@pytest.mark.parametrize(
    "choices",
    [Kind, Policy, FailureClock, MaintenanceClock, AtClose, Blocking, LoadTime],
    ids=lambda one: get_args(one)[0],
)
def test_every_choice_of_a_plant_folder_is_explained(project: Path, choices: object) -> None:
    """The page on the plant folder names every word that a cell may choose from."""
    assert set(get_args(choices)) - words(page(project, "plant-folder")) == set()


def test_the_tables_shown_can_be_read(project: Path, tmp_path: Path) -> None:
    """What the page on the plant folder shows as tables has their columns, all of them, and cells that can be read."""
    shown = [one for one in blocks(page(project, "plant-folder")) if one.info.startswith("csv ")]
    problems = Problems("the page", PlantError)
    tables: dict[str, list[Row]] = {name: [] for name in LAYOUTS}
    for one in shown:
        name = one.info.removeprefix("csv ").removesuffix(".csv")
        (tmp_path / f"{name}.csv").write_text(one.body)
        tables[name] = read_table(tmp_path / f"{name}.csv", LAYOUTS[name], problems)
        assert list(tables[name][0].cells) == list(LAYOUTS[name])
    sheets = Sheets(tables | {"work_centers": [Row("here", {"id": "mill"})]}, problems)
    assert [len(one.maintenance) for one in read_work_centers(sheets)] == [2]
    assert [one.remaining for one in read_orders(sheets)] == [0.4, 1]
    assert problems.found == []


def test_every_rule_and_argument_is_explained(project: Path) -> None:
    """The page on dispatch names every rule, the mark of a plugin and each argument of one."""
    rules = {
        line.split("`")[1] for line in page(project, "dispatch").read_text().splitlines() if line.startswith("| `")
    }
    assert rules == {*RULES, f"{PLUGIN}NAME"}
    arguments = {"now", "ready", "due", "process_time", "remaining", "setup", "quantity", "priority"}
    assert arguments - words(page(project, "dispatch")) == set()


def test_the_rule_shown_is_one(project: Path) -> None:
    """The function shown takes the eight numbers and puts a late lot before an early one."""
    (code,) = [one.body for one in blocks(page(project, "dispatch")) if one.info == "python"]
    known: dict[str, Callable[..., float]] = {}
    exec(compile(code, "dispatch.md", "exec"), known)
    rule = known["late_first"]
    assert rule.__code__.co_argcount == 8
    assert rule(0.0, 0.0, 10.0, 5.0, 20.0, 0.0, 12.0, 2.0) == -10
    assert rule(0.0, 0.0, math.inf, 5.0, 20.0, 0.0, 12.0, 2.0) == math.inf


@pytest.mark.parametrize("name", ["reference/changes", "how-to/run-what-if"])
def test_the_changes_shown_can_be_read(project: Path, name: str) -> None:
    """What a page shows as a file of changes is one."""
    shown = [one for one in blocks(project / "docs" / f"{name}.md") if one.info == "yaml"]
    assert shown
    for one in shown:
        assert parse_changes(yaml.safe_load(one.body))


def test_the_facts_shown_can_be_read(project: Path) -> None:
    """What the how-to shows as facts are facts."""
    shown = [one for one in blocks(project / "docs" / "how-to" / "use-your-own-log.md") if one.info == "yaml"]
    assert Facts.model_validate(yaml.safe_load(shown[0].body)).shifts


def test_every_measure_is_explained(project: Path) -> None:
    """The page on measures names every value, table and column that ``measure`` returns."""
    measures = measure(read_log(project / "examples" / "machine-shop"))
    columns = {column for rows in measures.tables.values() for row in rows[:1] for column in row}
    assert {*measures.values, *measures.tables, *columns} - words(page(project, "measures")) == set()


def sections(project: Path) -> dict[str, str]:
    """Return the part of the page on commands that speaks of each command."""
    parts = page(project, "commands").read_text(encoding="utf-8").split("\n## `plantwright ")[1:]
    return {re.match(r"[a-z-]+( [a-z-]+\b)*", part)[0]: part for part in parts}


def commands_of(group: Any, before: str = "") -> dict[str, Any]:
    """Return every command by the words that call it, those of groups too."""
    found: dict[str, Any] = {}
    for name, one in group.commands.items():
        found |= commands_of(one, f"{before}{name} ") if hasattr(one, "commands") else {f"{before}{name}": one}
    return found


def test_every_command_and_option_is_explained(project: Path) -> None:
    """Each command has its section, and each of its options a row there; none is explained that does not exist."""
    commands = commands_of(typer.main.get_command(app))
    told = sections(project)
    assert set(told) == set(commands)
    for name, command in commands.items():
        options = {
            one
            for parameter in command.params
            for one in (*parameter.opts, *parameter.secondary_opts)
            if one.startswith("--")
        }
        rows = [line.split("|")[1] for line in told[name].splitlines() if line.startswith("| `--")]
        named = {word.strip(" `") for row in rows for word in row.split(",")}
        assert {one for one in named if one != "-o"} == options, name


def test_every_public_name_is_explained(project: Path) -> None:
    """The page on Python names every public name, and the package exports every function it lists."""
    assert set(plantwright.__all__) - words(page(project, "python")) == set()


def test_the_python_shown_runs(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The lines on the page run, and the learned plant's flow time is near the recorded one."""
    monkeypatch.chdir(project)
    (code,) = [one.body for one in blocks(page(project, "python")) if one.info == "python"]
    exec(compile(code, "python.md", "exec"), {})
    recorded, simulated = (float(line.split()[1]) for line in capsys.readouterr().out.splitlines())
    assert simulated == pytest.approx(recorded, rel=0.5)
