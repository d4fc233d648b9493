"""How the records were understood: one line a table, what is doubtful alone, and what was odd in the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.table import Table
from rich.text import Text

from plantwright.cli.progress import answers
from plantwright.events.log import EventLog, Finding

_SAID = re.compile(
    r"(?P<quote>['\"])(?P<column>.*)(?P=quote) (?P<how>as told|by name and content|by name)(?P<more>, .*)?"
)


def show_reading(log: EventLog) -> None:
    """Print which column was taken for what, and the findings."""
    for block in (columns_block(log.columns), findings_block(log.findings)):
        if block.row_count:
            answers.print(block)


def columns_block(columns: Mapping[str, str]) -> Table:
    """Return one line a table with the columns that are clear, and a line for each that is doubtful."""
    block = _block()
    for table, told in _by_table(columns).items():
        if not told:
            continue
        clear = [_clear(role, said) for role, said in told.items()]
        block.add_row(f"{table} columns", Text(", ".join(one for one in clear if one)))
        for role, said in told.items():
            if _clear(role, said) is None:
                block.add_row("  doubtful", Text(_doubt(table, role, said)))
    return block


def findings_block(findings: Iterable[Finding]) -> Table:
    """Return one line a finding: what was found, and what was done."""
    block = _block()
    for finding in findings:
        detail = finding.detail.rstrip(". ")
        block.add_row("found", Text(f"{detail}; {finding.action}"))
    return block


def _block() -> Table:
    block = Table.grid(padding=(0, 2))
    block.add_column(no_wrap=True, style="dim")
    block.add_column(overflow="fold")
    return block


def _by_table(columns: Mapping[str, str]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {"log": {}}
    for place, said in columns.items():
        table, dot, role = place.partition(".")
        made.setdefault(table if dot else "log", {})[role if dot else place] = said
    return made


def _clear(role: str, said: str) -> str | None:
    """Return a column that was told or found by its name; None where it was guessed."""
    match = _SAID.fullmatch(said)
    if not match:
        return None
    more = ", ".join(_telling(match["more"]))
    role = "completed" if role == "done" else role  # as the schema calls it
    name = role if match["column"] == role else f"{role} = {match['quote']}{match['column']}{match['quote']}"
    return f"{name} ({more})" if more else name


def _telling(more: str | None) -> Iterator[str]:
    for part in (more or "").split(", ")[1:]:
        if part != "year first":  # nobody doubts 2026-03-16
            yield part


def _doubt(table: str, role: str, said: str) -> str:
    cure = f"; if wrong: --map {role}='COLUMN'" if table == "log" else ""
    return f"{role}: {said}{cure}"
