"""The answer on a terminal: nothing wraps into confetti, and what finds no room is said."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from cli.conftest import Command, log_text
from fabricated import measures, ranking
from fabricated import study as made_up
from plantwright.cli.answer import answer_panel
from plantwright.cli.progress import Steps
from plantwright.cli.reading import columns_block, findings_block
from plantwright.cli.tables import measures_table, ranking_table
from plantwright.events.log import Finding
from plantwright.report.answer import answer


def shown(what: RenderableType, width: int) -> list[str]:
    """Return the lines of what is printed on a terminal so wide."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(what)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_ranking_fits_every_width(width: int) -> None:
    """At most a change's name is folded: each line has the width, and each number stands whole in one line."""
    table = ranking_table(ranking(), width)
    lines = shown(table, width)
    assert max(len(line) for line in lines) <= width
    for one in ranking().changes[:10]:
        first = " ".join(one.change.name.split()[:2])
        (line,) = [line for line in lines if f" {first}" in line]
        assert len(line.split()) >= 5


def test_a_wide_terminal_shows_more() -> None:
    """Columns that find no room at 80 stand in changes.csv, and the table says so; at 200 they are there."""
    narrow, wide = (ranking_table(ranking(), width) for width in (80, 200))
    assert len(wide.columns) > len(narrow.columns)
    assert "in changes.csv" in str(narrow.caption)
    assert "in changes.csv" not in str(wide.caption)


def test_what_is_not_known_is_said() -> None:
    """A column without any number is left out, and named below as not known."""
    unknown = ranking().changes[0].payback.model_copy(update={"value": None, "low": None, "high": None, "method": ""})
    without = replace(ranking(), changes=tuple(replace(one, energy=unknown) for one in ranking().changes))
    table = ranking_table(without, 200)
    assert "energy %" not in [str(column.header) for column in table.columns]
    assert str(table.caption).startswith("not known: energy")


def test_measures_have_no_more_digits_than_are_known() -> None:
    """Counts are whole, with their thousands apart; estimates end where chance begins."""
    lines = shown(measures_table(measures()), 80)
    (good,) = [line.split() for line in lines if "booked_good" in line]
    (throughput,) = [line.split() for line in lines if " throughput" in line]
    assert good == ["booked_good", "92,519", "pieces"]
    assert throughput[:2] == ["throughput", "741"]


def test_the_answer_stands_in_a_frame() -> None:
    """The three sentences are framed, each behind its question."""
    lines = shown(answer_panel(answer(made_up())), 80)
    assert lines[0].startswith("╭─ The answer")
    assert [any(f"│ {question}" in line for line in lines) for question in ("Lost", "Believe", "Change")] == [True] * 3


def test_columns_take_a_line_a_table() -> None:
    """Clear columns share a line; those found by content alone stand apart with the option that corrects them."""
    columns = {
        "order": "'Case ID' by name",
        "start": "'start' by name, year first",
        "product": "'P' by content, the most values that come back",
        "work_center": "the station's name without its number",
        "orders.order": "'order' by name",
    }
    lines = shown(columns_block(columns), 120)
    assert lines[0].split(maxsplit=2) == ["log", "columns", "order = 'Case ID', start"]
    assert [line.split()[0] for line in lines] == ["log", "doubtful", "doubtful", "orders"]
    assert "--map product='COLUMN'" in lines[1]


def test_findings_take_a_line_each() -> None:
    """A finding says what was found and what was done."""
    lines = shown(findings_block([Finding("x", 3, "3 rows have no end.", "left out")]), 80)
    assert lines == ["found  3 rows have no end; left out"]


def test_steps_are_plain_lines_in_a_file() -> None:
    """Where standard error is no terminal each step is one line, without colors or spinners."""
    console = Console(file=io.StringIO(), width=80)
    tell = Steps(console)
    tell("reading")
    tell.done()
    tell("ranking")
    tell.close()
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [line.split("s  ")[1] for line in lines] == ["reading …", "ranking …"]


def test_steps_count_runs_on_a_terminal() -> None:
    """On a terminal the step that runs the twin shows that it moves, and at its end how many runs it took."""
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system=None)
    tell = Steps(console)
    tell("ranking")
    for _ in range(12):
        tell.done()
    assert "ranking … 12 runs" in str(tell.__rich__())
    tell.close()
    assert "ranking (12 runs)" in console.file.getvalue()  # type: ignore[attr-defined]


def test_the_first_run_says_that_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for numba is told why, once."""
    from plantwright.cli.progress import compile_if_needed  # noqa: PLC0415

    monkeypatch.setattr("plantwright.twin.ready.is_compiled", lambda: False)
    monkeypatch.setattr("plantwright.twin.ready.compile_twin", lambda: None)
    console = Console(file=io.StringIO(), width=80)
    compile_if_needed(Steps(console))
    assert "compiling the twin with numba: on a first run only" in console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["a b.csv", 'it\'s "a" log.csv', "Fräserei März.csv"])
def test_any_name_will_do(name: str, here: Path, run: Command) -> None:
    """Blanks, quotes and letters of any alphabet in a file's name are no trouble."""
    (here / name).write_text(log_text())
    assert run("measure", name).exit_code == 0


def test_a_log_of_another_encoding_is_read_and_said(here: Path, run: Command) -> None:
    """Umlauts of an old Windows export arrive whole, and the finding says how they were read."""
    (here / "log.csv").write_bytes(log_text().replace("saw", "Säge").encode("cp1252"))
    done = run("measure", "log.csv")
    assert done.exit_code == 0
    assert "log.csv is not UTF-8; read as cp1252" in done.stdout


def test_too_little_to_learn_from_says_what_to_record(here: Path, run: Command) -> None:
    """Ten rows are measured and reported; the twin is refused with what is missing."""
    (here / "log.csv").write_text(log_text(10))
    done = run("study", "log.csv")
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.replace("│", " ").split())
    assert "at least 30 are needed; record both stamps, about 1 week more at this pace" in said
    assert (here / "log.study" / "measures.json").is_file()


def test_times_that_are_all_alike_are_no_measurements(here: Path, run: Command) -> None:
    """Where every operation lasts the same, the study says that these are planned times."""
    lines = ["order,station,start,end"]
    hours = [(day, hour) for day in range(5, 9) for hour in range(6, 16)]
    lines += [f"O{k},saw,2025-05-0{day} {hour}:00,2025-05-0{day} {hour}:30" for k, (day, hour) in enumerate(hours)]
    (here / "log.csv").write_text("\n".join(lines))
    done = run("study", "log.csv")
    assert done.exit_code == 0, done.output
    assert "nominal times, not measured ones" in " ".join(done.stdout.replace("│", " ").split())
