"""Write one small invented log in two dozen of the ways in which plants keep records.

Usage: python make.py FOLDER
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from true_log import STATIONS, WORDS, Row, orders_of, rows, said


@dataclass(frozen=True)
class Case:
    """One way to keep the records."""

    file: str
    carries: tuple[str, ...]
    """The fields of a row that it tells, so that they must be read."""
    about: str
    language: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    """What is answered where the reader asks."""


ALL = ("order", "product", "operation", "station", "start", "end", "quantity")
MADE: list[tuple[Case, Callable[[Path, list[Row]], None]]] = []


def case(file: str, *carries: str, language: str = "", **answers: str):  # type: ignore[no-untyped-def]
    """Register a writer; its docstring says what is odd."""

    def register(write: Callable[[Path, list[Row]], None]) -> Callable[[Path, list[Row]], None]:
        MADE.append((Case(file, carries or ALL, (write.__doc__ or "").strip(), language, answers), write))
        return write

    return register


def text(path: Path, lines: Iterable[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    """Write rows of cells."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)


@case("preamble.csv")
def preamble(path: Path, log: list[Row]) -> None:
    """Title, period and a blank line above the header on the fourth row."""
    head = [["Production report plant 3"], ["Period: 03.03.2025 - 28.03.2025", "", "page 1"], []]
    text(path, [*head, ["Job No.", "Item", "Step", "Machine", "Start", "Finish", "Qty"], *plain(log)])


def plain(log: list[Row], form: str = "%Y-%m-%d %H:%M") -> Iterator[list[object]]:
    """Iterate over the rows as cells."""
    for one in log:
        times = (one.start.strftime(form), one.end.strftime(form))
        yield [one.order, one.product, one.operation, one.station, *times, one.quantity]


@case("totals.csv")
def totals(path: Path, log: list[Row]) -> None:
    """Subtotals by day in the middle and a grand total at the end."""
    lines: list[list[object]] = [
        ["Work order", "Product", "Operation", "Machine", "Start time", "End time", "Quantity"]
    ]
    for before, one in zip([None, *log], [*log, None], strict=False):
        if before and (one is None or one.start.date() != before.start.date()):
            day = sum(row.quantity for row in log if row.start.date() == before.start.date())
            lines.append([f"Subtotal {before.start:%d %b}", "", "", "", "", "", day])
        lines += list(plain([one])) if one else []
    text(path, [*lines, ["Grand total", "", "", "", "", "", sum(one.quantity for one in log)]])


@case("merged.xlsx")
def merged(path: Path, log: list[Row]) -> None:
    """Order and product merged over the rows of an order, with a merged title."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Fertigungsliste März 2025"])
    sheet.merge_cells("A1:G1")
    sheet.append(["Auftrag", "Artikel", "Arbeitsgang", "Maschine", "Beginn", "Ende", "Menge"])
    for group in orders_of(log):
        first = sheet.max_row + 1
        for place, one in enumerate(group):
            cells = [one.order, one.product] if place == 0 else [None, None]
            sheet.append([*cells, one.operation, one.station, one.start, one.end, one.quantity])
        for column in "AB":
            if len(group) > 1:
                sheet.merge_cells(f"{column}{first}:{column}{first + len(group) - 1}")
    book.save(path)


@case("unmerged.csv")
def unmerged(path: Path, log: list[Row]) -> None:
    """Write merged cells as they are exported: order and product stand on the first row of each order only."""
    lines: list[list[object]] = [["Order", "Part", "Operation", "Machine", "Begin", "End", "Pieces"]]
    for group in orders_of(log):
        for place, cells in enumerate(plain(group)):
            lines.append(cells if place == 0 else ["", "", *cells[2:]])
    text(path, lines)


@case("wide_pairs.csv", "order", "product", "operation", "start", "end", "quantity")
def wide_pairs(path: Path, log: list[Row]) -> None:
    """One row an order, a pair of columns for each operation."""
    steps = list(STATIONS)
    head = ["Order", "Product", "Qty", *(f"{step} {edge}" for step in steps for edge in ("start", "end"))]
    text(path, [head, *(wide_row(group, steps) for group in orders_of(log))])


def wide_row(group: list[Row], steps: Sequence[str], form: str = "%Y-%m-%d %H:%M") -> list[object]:
    """Return one order as a row with two cells an operation."""
    by_step = {one.operation: one for one in group}
    cells: list[object] = [group[0].order, group[0].product, group[0].quantity]
    for step in steps:
        one = by_step.get(step)
        cells += [one.start.strftime(form), one.end.strftime(form)] if one else ["", ""]
    return cells


@case("two_headers.xlsx", "order", "product", "operation", "start", "end", "quantity", language="es")
def two_headers(path: Path, log: list[Row]) -> None:
    """Operations as groups of columns, named by merged cells in a first header row, in Spanish."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    steps = list(STATIONS)
    sheet.append(["Orden", "Producto", "Cantidad", *(one for step in steps for one in (WORDS["es"][step], None))])
    sheet.append([None, None, None, *["Inicio", "Fin"] * len(steps)])
    for column in range(4, 4 + 2 * len(steps), 2):
        sheet.merge_cells(start_row=1, end_row=1, start_column=column, end_column=column + 1)
    for column in range(1, 4):
        sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    for group in orders_of(log):
        sheet.append(wide_row(group, steps, "%d/%m/%Y %H:%M"))
    book.save(path)


@case("matrix.csv", "order", "product", "operation", "end", stamps="end")
def matrix(path: Path, log: list[Row]) -> None:
    """One row an order, one column an operation with a lone time, which may be a beginning or an end."""
    steps = list(STATIONS)
    lines: list[list[object]] = [["Order", "Product", *steps]]
    for group in orders_of(log):
        done = {one.operation: one.end.strftime("%Y-%m-%d %H:%M") for one in group}
        lines.append([group[0].order, group[0].product, *(done.get(step, "") for step in steps)])
    text(path, lines)


@case("hours_as_text.csv", language="de")
def hours_as_text(path: Path, log: list[Row]) -> None:
    """Date, clock time and hours as text with decimal commas, in German."""
    lines: list[list[object]] = [
        ["Auftrag-Nr.", "Teil", "Arbeitsgang", "Maschine", "Datum", "Beginn", "Dauer", "Menge"]
    ]
    for one in log:
        hours = f"{(one.end - one.start).total_seconds() / 3600:.4f}".replace(".", ",") + " Std"
        when = [f"{one.start:%d.%m.%Y}", f"{one.start:%H:%M} Uhr"]
        lines.append([one.order, one.product, said(one, "de"), one.station, *when, hours, f"{one.quantity},0"])
    text(path, lines, ";", "cp1252")


@case("minutes.csv", "order", "operation", "station", "start", "end", duration_unit="min")
def minutes(path: Path, log: list[Row]) -> None:
    """Start and a bare duration, whose unit nothing tells."""
    lines: list[list[object]] = [["order", "operation", "machine", "start", "duration"]]
    lines += [[o.order, o.operation, o.station, f"{o.start:%Y-%m-%d %H:%M}", lasted(o)] for o in log]
    text(path, lines)


def lasted(row: Row) -> int:
    """Return how long an operation took [min]."""
    return round((row.end - row.start).total_seconds() / 60)


@case("no_year_2025.csv", language="de")
def no_year(path: Path, log: list[Row]) -> None:
    """Dates without years, with weekdays; the year stands in the file's name."""
    lines: list[list[object]] = [["Auftrag", "Artikel", "Vorgang", "Anlage", "von", "bis", "Stück"]]
    days = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
    for one in log:
        times = [f"{days[at.weekday()]} {at:%d.%m.} {at:%H:%M}" for at in (one.start, one.end)]
        lines.append([one.order, one.product, said(one, "de"), one.station, *times, one.quantity])
    text(path, lines, ";")


@case("no_year_at_all.csv", year="2025")
def no_year_at_all(path: Path, log: list[Row]) -> None:
    """Dates without years, and no year anywhere."""
    lines: list[list[object]] = [["Order", "Product", "Operation", "Station", "Start", "End", "Quantity"]]
    lines += list(plain(log, "%d-%b %H:%M"))
    text(path, lines)


@case("french.csv", language="fr")
def french(path: Path, log: list[Row]) -> None:
    """French headings, day and clock in columns of their own, 8h05 for 8:05."""
    lines: list[list[object]] = [["OF", "Référence", "Opération", "Poste", "Jour", "Heure début", "Heure fin", "Qté"]]
    for one in log:
        clock = [f"{at.hour}h{at.minute:02d}" for at in (one.start, one.end)]
        lines.append(
            [one.order, one.product, said(one, "fr"), one.station, f"{one.start:%d/%m/%Y}", *clock, one.quantity]
        )
    text(path, lines, ";", "utf-8-sig")


@case("chinese.csv", language="zh")
def chinese(path: Path, log: list[Row]) -> None:
    """Chinese headings and dates, in the encoding of a Chinese spreadsheet."""
    lines: list[list[object]] = [["工单号", "产品", "工序", "设备", "开始时间", "结束时间", "数量"]]
    for one in log:
        times = [f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" for at in (one.start, one.end)]
        lines.append([one.order, one.product, said(one, "zh"), one.station, *times, one.quantity])
    text(path, lines, ",", "gb18030")


@case("spanish.xlsx", language="es")
def spanish(path: Path, log: list[Row]) -> None:
    """Write a workbook in Spanish with a sheet of notes, a sheet for each half of the month and one of orders."""
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.title = "Notas"
    notes.append(["Exportado por el sistema", "v2"])
    notes.append(["Consultas", "ext. 204"])
    head = ["Orden de trabajo", "Pieza", "Operación", "Máquina", "Hora de inicio", "Hora de fin", "Cantidad"]
    for title, half in (
        ("Marzo 1", [o for o in log if o.start.day < 16]),
        ("Marzo 2", [o for o in log if o.start.day > 15]),
    ):
        sheet = book.create_sheet(title)
        sheet.append(head)
        for o in half:
            sheet.append([o.order, o.product, said(o, "es"), o.station, o.start, o.end, o.quantity])
    pedidos = book.create_sheet("Pedidos")
    pedidos.append(["Orden", "Producto", "Fecha de entrega"])
    for group in orders_of(log):
        pedidos.append([group[0].order, group[0].product, group[-1].end + timedelta(days=3)])
    book.save(path)


@case("machine_in_activity.csv", "order", "operation", "station", "start", "end")
def machine_in_activity(path: Path, log: list[Row]) -> None:
    """No column of machines: they stand in brackets behind the activity."""
    lines: list[list[object]] = [["Case ID", "Activity", "Start Timestamp", "Complete Timestamp"]]
    for one in log:
        times = [f"{at:%Y-%m-%dT%H:%M:%S}" for at in (one.start, one.end)]
        lines.append([one.order, f"{one.operation} ({one.station})", *times])
    text(path, lines)


@case("scans.csv", "order", "operation", "station", "end")
def scans(path: Path, log: list[Row]) -> None:
    """Only completions are scanned."""
    lines: list[list[object]] = [["Order", "Operation", "Machine", "Completed at"]]
    lines += [[o.order, o.operation, o.station, f"{o.end:%m/%d/%Y %I:%M %p}"] for o in sorted(log, key=lambda o: o.end)]
    text(path, lines)


@case("stamps.csv", "order", "operation", "station", "end", stamps="end")
def stamps(path: Path, log: list[Row]) -> None:
    """One time a row, and nothing says whether work began or ended."""
    lines: list[list[object]] = [["Order", "Operation", "Machine", "Timestamp"]]
    lines += [[o.order, o.operation, o.station, f"{o.end:%Y-%m-%d %H:%M:%S}"] for o in sorted(log, key=lambda o: o.end)]
    text(path, lines)


@case("pairs.csv", "order", "operation", "station", "start", "end")
def pairs(path: Path, log: list[Row]) -> None:
    """One row a beginning, one row an end."""
    events = [(at, o, what) for o in log for at, what in ((o.start, "START"), (o.end, "COMPLETE"))]
    lines: list[list[object]] = [["Timestamp", "Order", "Operation", "Machine", "Event"]]
    events.sort(key=lambda one: one[0])
    lines += [[f"{at:%Y-%m-%d %H:%M:%S}", o.order, o.operation, o.station, what] for at, o, what in events]
    text(path, lines, "\t")


@case("log.xes", "order", "operation", "station", "start", "end")
def xes(path: Path, log: list[Row]) -> None:
    """XES with start and complete events."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<log xes.version="1.0" xmlns="http://www.xes-standard.org/">']
    for group in orders_of(log):
        lines += ["<trace>", f'<string key="concept:name" value="{group[0].order}"/>']
        for one in group:
            for at, life in ((one.start, "start"), (one.end, "complete")):
                lines += [
                    "<event>", f'<string key="concept:name" value="{one.operation}"/>',
                    f'<string key="org:resource" value="{one.station}"/>',
                    f'<string key="lifecycle:transition" value="{life}"/>',
                    f'<date key="time:timestamp" value="{at:%Y-%m-%dT%H:%M:%S}.000+00:00"/>', "</event>",
                ]  # fmt: skip
        lines.append("</trace>")
    path.write_text("\n".join([*lines, "</log>"]), encoding="utf-8")


@case("typed.parquet")
def typed(path: Path, log: list[Row]) -> None:
    """Parquet with typed columns of a database."""
    columns = {"mo": "order", "sku": "product", "op_no": "operation", "resource_id": "station"}
    data = {name: [getattr(o, one) for o in log] for name, one in columns.items()}
    data |= {
        "actual_start": [o.start for o in log],
        "actual_end": [o.end for o in log],
        "qty": [o.quantity for o in log],
    }
    pq.write_table(pa.table(data), path)


@case("headings.csv")
def headings(path: Path, log: list[Row]) -> None:
    """Put the order into a line of its own above its rows."""
    lines: list[list[object]] = [["Product", "Operation", "Machine", "Start", "End", "Qty"]]
    for group in orders_of(log):
        lines.append([f"Order: {group[0].order}", "", "", "", "", ""])
        lines += [cells[1:] for cells in plain(group)]
    text(path, lines)


@case("repeated_header.txt")
def repeated_header(path: Path, log: list[Row]) -> None:
    """Print: the header comes again on each page, with a footer, and units below the first."""
    head = ["order", "product", "operation", "station", "start", "end", "qty"]
    lines: list[list[object]] = [head, ["", "", "", "", "", "", "[pcs]"]]
    for page in range(0, len(log), 25):
        lines += list(plain(log[page : page + 25]))
        lines += [[f"Page {page // 25 + 1}", "", "", "", "", "", ""], list(head)]
    text(path, lines, "|")


@case("two_candidates.csv", order="Job")
def two_candidates(path: Path, log: list[Row]) -> None:
    """Two columns that may be the order."""
    lines: list[list[object]] = [["Job", "Order", "Product", "Operation", "Machine", "Start", "End", "Quantity"]]
    lines += [[cells[0], f"K{k % 9}", *cells[1:]] for k, cells in enumerate(plain(log))]
    text(path, lines)


@case("day_or_month.csv", dates="day-first")
def day_or_month(path: Path, log: list[Row]) -> None:
    """Slashed dates of a few days, which may be days or months first."""
    few = [one for one in log if one.start.day in (3, 4) and one.end.day in (3, 4)]
    text(path, [["Order", "Product", "Operation", "Machine", "Start", "End", "Qty"], *plain(few, "%d/%m/%Y %H:%M")])


@case("states.csv", "station", "start", "end")
def states(path: Path, log: list[Row]) -> None:
    """No orders at all: machines tell their states as they change."""
    lines: list[list[object]] = [["time", "machine", "state"]]
    changes = [(at, one.station, word) for one in log for at, word in ((one.start, "RUNNING"), (one.end, "IDLE"))]
    lines += [[f"{at:%Y-%m-%d %H:%M:%S}", station, word] for at, station, word in sorted(changes)]
    text(path, lines)


@case("tags.csv", "station", "start", "end", "quantity")
def tags(path: Path, log: list[Row]) -> None:
    """Dump a historian: one row a tag and change, states and counters among each other."""
    lines: list[list[object]] = [["timestamp", "device", "tag", "value"]]
    counts = dict.fromkeys((one.station for one in log), 100)
    changes = [(log[0].start, -1, station, "part_count", 0) for station in counts]
    for one in log:
        changes += [(one.start, 1, one.station, "execution", "ACTIVE"), (one.end, 1, one.station, "execution", "READY")]
        changes.append((one.end, 0, one.station, "part_count", one.quantity))
    for at, _, station, tag, value in sorted(changes, key=lambda c: c[:2]):
        if isinstance(value, int):
            counts[station] += value
        lines.append([f"{at:%Y-%m-%dT%H:%M:%SZ}", station, tag, counts[station] if isinstance(value, int) else value])
    text(path, lines)


@case("paragraphs.txt", "product", "start", "end", station="=CMM")
def paragraphs(path: Path, log: list[Row]) -> None:
    """One machine's own log: a paragraph a program, no machine, no order."""
    lines = []
    for one in (row for row in log if row.station == "G1"):
        lines += ["PROGRAM STARTED", f"PROGRAM NAME: {one.product}", f"START TIME: {one.start:%Y/%m/%d %H:%M:%S}"]
        lines += [f"END TIME: {one.end:%Y/%m/%d %H:%M:%S}", "PROGRAM ENDED", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_all(folder: Path) -> list[Case]:
    """Write each form into a folder; return what each is."""
    folder.mkdir(parents=True, exist_ok=True)
    for one, write in MADE:
        write(folder / one.file, rows())
    return [one for one, _ in MADE]


if __name__ == "__main__":
    for made in write_all(Path(sys.argv[1])):
        sys.stdout.write(f"{made.file:26} {made.about}\n")
