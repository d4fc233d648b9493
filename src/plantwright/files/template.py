"""Empty tables to record a plant in: workbooks with drop-down lists, every column explained, and facts to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

READ_ME = "read me"
LAST_ROW = 50_000
"""Rows of a table that have drop-down lists and formats."""
_WIDE = {"time": 20, "text": 14, "count": 10, "choice": 12}
_KINDS = "process,setup,maintenance,transport,off"


@dataclass(frozen=True)
class Column:
    """A column to fill in: what it holds, an example, and whether it may stay empty."""

    name: str
    meaning: str
    example: str
    form: Literal["time", "text", "count", "choice"] = "text"
    needed: bool = False
    choices: str = ""
    """What may be chosen, with commas."""


@dataclass(frozen=True)
class Template:
    """One workbook: its table, and what a row of it is."""

    name: str
    row_is: str
    columns: tuple[Column, ...]

    def file(self) -> str:
        """Return the name of its file."""
        return f"{self.name}.xlsx"


LOG = Template(
    "log", "one step done on one order, from when to when; a set-up may have a row of its own",
    (
        Column("order", "the order or job it was done for", "O-1001", needed=True),
        Column("product", "what is made", "table", needed=True),
        Column("operation", "the step", "weld", needed=True),
        Column("work_center", "the group of like machines or benches", "welding", needed=True),
        Column("station", "which of them", "welding-1", needed=True),
        Column("worker", "who worked; names are replaced by numbers when they are read", "W07"),
        Column("kind", "process, or setup where a row is one; empty: process", "process", "choice", choices=_KINDS),
        Column("start", "when work began: date and time", "2026-03-02 07:15", "time", needed=True),
        Column("end", "when it ended; empty: it goes on", "2026-03-02 09:40", "time", needed=True),
        Column("quantity", "pieces that went in", "20", "count"),
        Column("scrapped", "pieces lost in it", "1", "count"),
        Column("rework", "1 where the order had done this step before", "0", "choice", choices="0,1"),
    ),
)  # fmt: skip
ORDERS = Template(
    "orders", "one order; without this table there are no due dates",
    (
        Column("order", "the order, as in the log", "O-1001", needed=True),
        Column("product", "what is made", "table", needed=True),
        Column("quantity", "pieces ordered", "20", "count"),
        Column("priority", "1 urgent, 2 normal", "2", "choice", choices="1,2"),
        Column("released", "when it came to the floor", "2026-03-01 08:00", "time", needed=True),
        Column("due", "when it was promised", "2026-03-12 12:00", "time"),
        Column("completed", "when it left; empty: still there", "2026-03-10 15:30", "time"),
    ),
)  # fmt: skip
DOWNTIME = Template(
    "downtime", "one breakdown or stop of one station",
    (
        Column("station", "which station stood, as in the log", "welding-1", needed=True),
        Column("start", "from when", "2026-03-04 10:05", "time", needed=True),
        Column("end", "until when; empty: it still stands", "2026-03-04 12:20", "time"),
        Column("reason", "why, in a word or two", "wire feed"),
    ),
)  # fmt: skip
TEMPLATES = (LOG, ORDERS, DOWNTIME)
FACTS = """\
# What any manager knows and no log tells. Everything is optional: take the # away before what you know.
# docs/reference/records.md explains each key. Lines that begin with # are not read.

# plant: my-plant
# time_zone: Europe/Berlin        # of all times in the tables
# currency: EUR
# shifts:
# - {days: mon-fri, from: '06:00', to: '14:00'}
# - {days: mon-fri, from: '14:00', to: '22:00'}
# release: open                   # orders come as they come; or 'conwip: 20': one for each that leaves, 20 on the floor
# dispatch: fifo                  # who goes first: fifo, edd (earliest due date), spt (shortest time), …
# urgent_orders_first: true       # priority 1 before all others
# families:                       # products without a change-over between them
#   table: wood
#   chair: wood
# work_centers:
# - {id: welding, stations: 2, buffer: 6, skill: welder}
# - {id: oven, stations: 1, batch: {max_lots: 4, min_lots: 2, max_wait_hours: 3, same_family: true}}
# workers: 8                      # on a shift
# costs:
#   margin_per_piece: 14
#   worker_per_hour: 40
#   station_once: {welding: 25000}
#   energy_per_kwh: 0.2
"""
FACTS_NAME = "facts.yaml"
FILES = (LOG.file(), ORDERS.file(), DOWNTIME.file(), FACTS_NAME)


def write_templates(folder: Path) -> None:
    """Write the workbooks and the facts into a folder that exists."""
    for one in TEMPLATES:
        workbook(one).save(folder / one.file())
    (folder / FACTS_NAME).write_text(FACTS, encoding="utf-8")


def workbook(template: Template) -> Workbook:
    """Return a workbook: the empty table, then the sheet that explains it, which is shown when it is opened."""
    from openpyxl import Workbook  # noqa: PLC0415 - only spreadsheets need it

    made = Workbook()
    table = made.active
    table.title = template.name
    _fill_header(table, template.columns)
    _explain(made.create_sheet(READ_ME), template)
    made.active = 1
    return made


def _fill_header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        sheet.cell(1, place, column.name).font = Font(bold=True)
        sheet.column_dimensions[letter].width = _WIDE[column.form]
        if column.form == "time":
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd hh:mm"
        _validate(sheet, column, f"{letter}2:{letter}{LAST_ROW}")
    sheet.freeze_panes = "A2"


def _validate(sheet: Worksheet, column: Column, cells: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    if column.choices:
        rule = DataValidation(type="list", formula1=f'"{column.choices}"', allow_blank=True)
    elif column.form == "time":
        rule = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    elif column.form == "count":
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    else:
        return
    rule.promptTitle, rule.prompt, rule.showInputMessage = column.name, column.meaning[:250], True
    rule.error, rule.showErrorMessage = f"{column.meaning}; for example {column.example}"[:250], True
    sheet.add_data_validation(rule)
    rule.add(cells)


def _explain(sheet: Worksheet, template: Template) -> None:
    """Fill the sheet that is never read: what each column holds, and an example of a row."""
    from openpyxl.styles import Font  # noqa: PLC0415

    lines: list[list[str]] = [
        [f"Fill in the sheet “{template.name}”: a row is {template.row_is}."],
        ["This sheet is not read: its rows are examples. What you do not know may stay empty."],
        [],
        ["column", "needed?", "what it holds", "example"],
        *([one.name, "yes" if one.needed else "no", one.meaning, one.example] for one in template.columns),
        [],
        ["An example of a row (not read):"],
        [one.name for one in template.columns],
        [one.example for one in template.columns],
    ]
    for line in lines:
        sheet.append(line)
    for row in (1, 4, 7 + len(template.columns)):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for letter, width in zip("ABCD", (18, 18, 60, 22), strict=True):
        sheet.column_dimensions[letter].width = width
