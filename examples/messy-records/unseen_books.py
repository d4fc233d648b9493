"""The workbooks among the unseen ways to keep the invented shop's records, written before the reader was looked at."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import PatternFill
from true_log import Row, orders_of, said
from unseen import AT_CENTER, NO_QUANTITY, by_day, case, minutes, worker_of


@case("mrp_workorder.xlsx", *AT_CENTER)
def odoo(path: Path, log: list[Row]) -> None:
    """Export of orders with their work orders: order and product on the first row of each, planned beside real."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([
        "Reference", "Product", "Work Orders/Operation", "Work Orders/Work Center", "Work Orders/Scheduled Date Start",
        "Work Orders/Start Date", "Work Orders/End Date", "Work Orders/Expected Duration", "Work Orders/Real Duration",
        "Work Orders/Quantity Produced", "Work Orders/Status",
    ])  # fmt: skip
    for own in orders_of(log):
        for number, one in enumerate(own):
            key = [one.order, one.product] if number == 0 else [None, None]
            planned = one.start.replace(minute=0) - timedelta(hours=2)
            sheet.append([
                *key, one.operation, one.station, planned, one.start, one.end, minutes(one) * 0.9,
                float(minutes(one)), float(one.quantity), "Finished",
            ])  # fmt: skip
    book.save(path)


@case("wochenplan.xlsx", language="de", year="2025", dates="day-first")
def weeks(path: Path, log: list[Row]) -> None:
    """Keep a sheet a week: the day once in a merged, colored cell, clocks as 6.30, totals, the year only in a title."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for week, own in groupby(log, key=lambda one: one.start.isocalendar().week):
        sheet = book.create_sheet(f"KW {week}")
        sheet["A1"] = f"Fertigungsplan KW {week} / 2025"
        sheet.merge_cells("A1:H1")
        sheet.append([])
        sheet.append(["Tag", "Auftrag", "Artikel", "Arbeitsgang", "Maschine", "von", "bis", "Stück"])
        total = 0
        for day, today in by_day(list(own)):
            top = sheet.max_row + 1
            for one in today:
                clock = [f"{moment.hour}.{moment:%M}" for moment in (one.start, one.end)]
                sheet.append(
                    [f"{day:%d.%m.}", one.order, one.product, said(one, "de"), one.station, *clock, one.quantity]
                )
                total += one.quantity
            sheet.merge_cells(start_row=top, start_column=1, end_row=sheet.max_row, end_column=1)
            sheet.cell(top, 1).fill = PatternFill("solid", fgColor="FFD966")
        sheet.append([None, None, None, None, None, None, "Summe", total])
    book.save(path)


@case("partes_por_maquina.xlsx", language="es")
def machines(path: Path, log: list[Row]) -> None:
    """Keep a sheet a machine, named Hoja1 …; the machine's name only in a line above the table; a hidden list sheet."""
    book = openpyxl.Workbook()
    lists = book.active
    lists.title = "Listas"
    lists.sheet_state = "hidden"
    for one in ("Máquinas", "T1", "T2", "M1"):
        lists.append([one])
    for number, name in enumerate(sorted({one.station for one in log})):
        sheet = book.create_sheet(f"Hoja{number + 1}")
        sheet.append(["PARTE DE TRABAJO"])
        sheet.append(["Máquina:", name, None, "Responsable:", "J. Ortiz"])
        sheet.append([])
        sheet.append(["Orden", "Pieza", "Operación", "Fecha", "Hora inicio", "Hora fin", "Cantidad", "Observaciones"])
        for one in (row for row in log if row.station == name):
            sheet.append([one.order, one.product, said(one, "es"), one.start.date(), one.start.time(), one.end.time(),
                          one.quantity, "rotura de herramienta" if one.scrapped else None])  # fmt: skip
    book.active = 1
    book.save(path)


def _ods(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    body = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in table
        )
        + "</table:table>"
        for name, table in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
            f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{manifest}">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )


@case("suivi_journalier.ods", language="fr", dates="day-first")
def days(path: Path, log: list[Row]) -> None:
    """Keep a sheet a day, the date only in the sheet's name; clocks as 6h30; remarks beside the table."""
    head = ["OF", "Référence", "Opération", "Poste", "Début", "Fin", "Qté", "", "Remarques"]
    _ods(path, {
        f"{day:%d-%m-%Y}": [head, *(
            [one.order, one.product, said(one, "fr"), one.station, f"{one.start.hour}h{one.start:%M}",
             f"{one.end.hour}h{one.end:%M}", str(one.quantity), "", "RAS" if number == 0 else ""]
            for number, one in enumerate(today)
        )]
        for day, today in by_day(log)
    })  # fmt: skip


@case("board_matrix.xlsx", *NO_QUANTITY, year="2025", dates="month-first")
def matrix(path: Path, log: list[Row]) -> None:
    """Orders as rows, operations as columns; each cell holds station, day and clocks; the year is nowhere."""
    steps = ["saw", "turn", "mill", "drill", "grind"]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Open jobs", None, "updated by Mike"])
    sheet.append(["Order", "Part", *steps])
    for own in orders_of(log):
        cells = {
            one.operation: f"{one.station} {one.start.month}/{one.start.day} {one.start:%H:%M}-{one.end:%H:%M}"
            for one in own
        }
        sheet.append([own[0].order, own[0].product, *(cells.get(step) for step in steps)])
    book.save(path)


@case("tracker.xlsx")
def deep(path: Path, log: list[Row]) -> None:
    """Keep a tracker: eight rows of heading, a row of units, an empty first column, true durations, a legend beside."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["B3"], sheet["B4"] = "ACME Precision", "Production tracker", "Rev. C, 2024-11-05"
    sheet["H3"], sheet["H4"] = "Prepared by", "D. Miller"
    for column, (name, unit) in enumerate([
        ("Work order", None), ("Part no.", None), ("Process", None), ("Machine", None), ("Started", "date"),
        ("Time taken", "h:mm"), ("Qty good", "pcs"), ("Qty scrap", "pcs"),
    ], 2):  # fmt: skip
        sheet.cell(9, column, name)
        sheet.cell(10, column, unit)
    for number, one in enumerate(log, 11):
        values = [one.order, one.product, one.operation, one.station, one.start, one.end - one.start,
                  one.quantity - one.scrapped, one.scrapped]  # fmt: skip
        for column, value in enumerate(values, 2):
            sheet.cell(number, column, value)
    for number, text in enumerate(["Legend", "S1 = band saw", "T1/T2 = lathes", "yellow = late"], 9):
        sheet.cell(number, 12, text)
    book.save(path)


@case("plan_ist.xlsx", language="de")
def planned(path: Path, log: list[Row]) -> None:
    """Two lines of heading with merged 'Plan' and 'Ist' above 'Beginn' and 'Ende'; scrap; names of people."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Auftrag", "Artikel", "Arbeitsgang", "Maschine", "Plan", None, "Ist", None, "Menge", None, "Werker"])
    sheet.append([None, None, None, None, "Beginn", "Ende", "Beginn", "Ende", "gut", "Ausschuss", None])
    for area in ("E1:F1", "G1:H1", "I1:J1", "A1:A2", "B1:B2", "C1:C2", "D1:D2", "K1:K2"):
        sheet.merge_cells(area)
    for number, one in enumerate(log):
        early = timedelta(minutes=25 + number % 50)
        sheet.append([one.order, one.product, said(one, "de"), one.station, one.start - early, one.end - early,
                      one.start, one.end, one.quantity - one.scrapped, one.scrapped, worker_of(number)])  # fmt: skip
    book.save(path)
