"""``plantwright init``: tables that say what goes where, and that study reads once they are filled."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from cli.conftest import Command, line, refused
from plantwright.events.names import DOWN_ROLES, LOG_ROLES, ORDER_ROLES
from plantwright.events.read import read_log
from plantwright.files.facts import read_facts
from plantwright.files.template import FACTS, READ_ME, TEMPLATES, Template
from plantwright.model.calendar import DAY
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.twin.log import simulate


@pytest.fixture
def empty(here: Path, run: Command) -> Path:
    """Return a folder of tables that nobody has filled yet."""
    assert run("init", "shop").exit_code == 0
    return here / "shop"


def fill(file: Path, rows: list[dict[str, object]]) -> None:
    """Write rows below the header of a table, as a person would."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[1]]
    for row in rows:
        sheet.append([row.get(str(name)) for name in columns])
    book.save(file)


def recorded(days: float) -> list[dict[str, object]]:
    """Return what a small plant would have recorded, with local times and no blanks for missing."""
    frame = simulate(line(), horizon=days * DAY).frame()
    frame = frame[frame["kind"] == "process"]
    rows = []
    for row in frame.to_dict("records"):
        known = {str(name): value for name, value in row.items() if not pd.isna(value)}
        known |= {name: known[name].to_pydatetime().replace(tzinfo=None) for name in ("start", "end") if name in known}
        rows.append(known)
    return rows


def test_an_empty_template_gives_one_clear_message(empty: Path, run: Command) -> None:
    """Studied before it is filled, the folder says that the log has no rows, and nothing else."""
    said = refused(run("study", "shop"))
    assert said.endswith("1 problem in shop: - shop/log.xlsx: a header and no rows; at least one row is needed ")


def test_filled_in_it_is_studied(empty: Path, run: Command) -> None:
    """With four weeks of rows in the log and nothing else filled in, a study runs to its end."""
    fill(empty / "log.xlsx", recorded(28))
    done = run("study", "shop")
    assert done.exit_code == 0, done.output
    assert "The answer" in done.output
    assert (Path("shop.study") / "report.html").is_file()


def test_every_column_is_taken_for_what_it_is(empty: Path) -> None:
    """A row in each of the three tables is read with every column as its name says, without a doubt."""
    rows = [row for row in recorded(14) if "end" in row]
    for k, row in enumerate(rows):
        row |= {"kind": "process" if k % 10 else "setup", "scrapped": k % 2, "rework": int(k % 9 == 0)}
        row["worker"] = f"W{k % 3}"
    fill(empty / "log.xlsx", rows)
    orders = {str(row["order"]): row for row in rows}
    fill(
        empty / "orders.xlsx",
        [{"order": name, "product": "A", "quantity": 1, "priority": 2, "released": row["start"], "due": row["end"],
          "completed": row["end"]} for name, row in orders.items()],
    )  # fmt: skip
    stop = rows[5]
    fill(empty / "downtime.xlsx", [{"station": "saw-1", "start": stop["start"], "end": stop["end"], "reason": "blade"}])
    said = read_log(empty).columns
    for template in TEMPLATES:
        for column in template.columns:
            place = column.name if template.name == "log" else f"{template.name}.{column.name}"
            place = place.replace("completed", "done") if place not in said else place
            assert said[place].startswith(f"'{column.name}' by name"), place


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_a_table_explains_itself(empty: Path, template: Template) -> None:
    """The sheet shown first explains each column, with examples that no reader takes for rows; lists offer choices."""
    book = load_workbook(empty / template.file())
    table, told = book.worksheets
    assert (book.active.title, told.title) == (READ_ME, READ_ME)
    assert table.max_row == 1
    rows = list(told.iter_rows(values_only=True))
    said = {row[0]: row for row in rows[3 : 4 + len(template.columns)]}
    lists = {str(one.sqref).split("2:")[0]: one for one in table.data_validations.dataValidation}
    for place, column in enumerate(template.columns):
        assert said[column.name][2] == column.meaning
        assert said[column.name][3] == column.example
        rule = lists.get("ABCDEFGHIJKL"[place])
        assert bool(column.choices) == (rule is not None and rule.type == "list")
        assert not column.choices or (rule and rule.formula1 == f'"{column.choices}"')


def test_the_columns_are_those_of_the_schema() -> None:
    """No template asks for a column that is not read."""
    roles = {"log": LOG_ROLES, "orders": ORDER_ROLES, "downtime": DOWN_ROLES}
    for template in TEMPLATES:
        known = {getattr(one, "name", one) for one in roles[template.name]} | {"completed"}
        assert {one.name for one in template.columns} <= known


def test_facts_are_comments_until_they_are_told(empty: Path, tmp_path: Path) -> None:
    """As made the facts tell nothing; with the signs taken away every line is a fact that can be read."""
    assert read_facts(empty) == NO_FACTS
    body = FACTS.split("\n\n", 1)[1]
    told = "\n".join(line.removeprefix("# ") for line in body.splitlines())
    (tmp_path / "facts.yaml").write_text(told, encoding="utf-8")
    facts = read_facts(tmp_path / "facts.yaml")
    assert set(facts.model_fields_set) >= set(Facts.model_fields) - {"off_shift", "log_window", "setup_in_log"}


def test_nothing_is_overwritten_unasked(empty: Path, run: Command) -> None:
    """Tables that stand there stay, unless ``--force``; a folder with another log is left alone all the same."""
    fill(empty / "log.xlsx", recorded(3))
    before = (empty / "log.xlsx").read_bytes()
    assert "replace them with --force" in refused(run("init", "shop"))
    assert (empty / "log.xlsx").read_bytes() == before
    assert run("init", "shop", "--force").exit_code == 0
    assert (empty / "log.xlsx").read_bytes() != before
    (empty / "log.csv").write_text("order,start\n")
    assert "it holds log.csv" in refused(run("init", "shop", "--force"))
    Path("file").write_text("")
    assert "is a file" in refused(run("init", "file"))


def test_an_optional_table_with_rows_but_no_sense_is_still_refused(empty: Path, run: Command) -> None:
    """Only an empty optional table is passed over; one with rows that cannot be read is a problem."""
    fill(empty / "log.xlsx", recorded(14))
    book = Workbook()
    book.active.append(["a", "b"])
    book.active.append(["x", "y"])
    book.save(empty / "orders.xlsx")
    assert "orders.xlsx" in refused(run("study", "shop"))
