"""Twenty-four more ways to keep the invented shop's records, written before the reader was looked at.

They are the blind half of the check: none of them was in sight when the reader was built, so what becomes of
them says more about a new plant's files than make.py does. Usage: python check.py unseen
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from true_log import Row, orders_of, rows, said

from make import ALL, Case

Writer = Callable[[Path, list[Row]], None]
UNSEEN: list[tuple[Case, Writer]] = []
PEOPLE = ("M. Weber", "J. Ortiz", "Li Na", "P. Rossi")
AT_CENTER = tuple("work_center" if one == "station" else one for one in ALL)
NO_QUANTITY = tuple(one for one in ALL if one != "quantity")
EPOCH = datetime.fromisoformat("1899-12-30")
FULL = "%d.%m.%Y %H:%M"


def case(file: str, *carries: str, language: str = "", **answers: str) -> Callable[[Writer], Writer]:
    """Register a writer; its docstring says what is odd."""

    def register(write: Writer) -> Writer:
        UNSEEN.append((Case(file, carries or ALL, (write.__doc__ or "").strip(), language, answers), write))
        return write

    return register


def write_unseen(folder: Path) -> Iterator[Case]:
    """Write every file into a folder and iterate over what they are."""
    for one, write in UNSEEN:
        write(folder / one.file, rows())
        yield one


def _text(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> None:
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))


def _csv(path: Path, table: Iterable[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    path.write_bytes(text.getvalue().encode(encoding))


def minutes(row: Row) -> int:
    """Return how long the work of a row took [min]."""
    return int((row.end - row.start) / timedelta(minutes=1))


def worker_of(number: int) -> str:
    """Return who did the work of a numbered row."""
    return PEOPLE[number % len(PEOPLE)]


def _us(moment: datetime, year: str = "%Y") -> str:
    return f"{moment.month}/{moment.day}/{moment:{year}}"


def _half_day(moment: datetime, seconds: str = "") -> str:
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M}{seconds} {moment:%p}"


def by_day(log: list[Row]) -> Iterator[tuple[datetime, list[Row]]]:
    """Iterate over the days and their rows."""
    for day, own in groupby(log, key=lambda one: one.start.replace(hour=0, minute=0)):
        yield day, list(own)


@case("se16_afru.txt", *AT_CENTER, language="de")
def sap_list(path: Path, log: list[Row]) -> None:
    """Save the ERP's list unconverted: pipes, rules of dashes, pages that repeat the header, quantity and unit."""
    head = (
        "|Auftrag |Material|Vorgangstext |ArbPlatz|Ist-Start |Uhrzeit |Ist-Ende  |Uhrzeit |  Gutmenge|ME |  Ausschuß|"
    )
    rule = "-" * len(head)
    text = ["03.04.2025             Dynamische Listausgabe             1", "", rule, head, rule]
    for number, one in enumerate(log):
        if number and number % 40 == 0:
            text += [rule, "", f"03.04.2025             Dynamische Listausgabe             {number // 40 + 1}", ""]
            text += [rule, head, rule]
        text.append(
            f"|{one.order:8}|{one.product:8}|{said(one, 'de'):13}|{one.station:8}|{one.start:%d.%m.%Y}"
            f"|{one.start:%H:%M:%S}|{one.end:%d.%m.%Y}|{one.end:%H:%M:%S}|{one.quantity - one.scrapped:6},000|ST "
            f"|{one.scrapped:6},000|"
        )
    _text(path, [*text, rule], "latin-1")


@case("mo_operations.csv")
def cloud(path: Path, log: list[Row]) -> None:
    """Export of a cloud service: times in UTC with milliseconds, quantity '12 pcs', planned time, cost with a sign."""
    table = [["MO #", "Variant code", "Operation", "Resource", "Operator", "Status", "Planned time", "Actual start",
              "Actual completion", "Actual quantity", "Cost"]]  # fmt: skip
    for number, one in enumerate(log):
        table.append([
            one.order, one.product, one.operation, one.station, worker_of(number), "DONE", f"{minutes(one) // 60}h 30m",
            f"{one.start:%Y-%m-%dT%H:%M:%S}.000Z", f"{one.end:%Y-%m-%dT%H:%M:%S}.000Z", f"{one.quantity} pcs",
            f"${one.quantity * 103:,}.50",
        ])  # fmt: skip
    _csv(path, table)


@case("job_operation_time.csv", *AT_CENTER, dates="month-first")
def job_time(path: Path, log: list[Row]) -> None:
    """Time cards of a job shop: a date of two-digit year, AM and PM, run and setup hours, a person's name."""
    table = [["Job", "Part_Number", "Operation_Service", "Work_Center", "Employee", "Work_Date", "Login", "Logout",
              "Act_Setup_Hrs", "Act_Run_Hrs", "Act_Run_Qty", "Act_Scrap_Qty"]]  # fmt: skip
    for number, one in enumerate(log):
        table.append([
            one.order, one.product, one.operation, one.station,
            "Weber, Mike" if number % 2 else "Ortiz, Juan",
            _us(one.start, "%y"), _half_day(one.start), _half_day(one.end), "0.00",
            f"{minutes(one) / 60:.2f}", one.quantity, one.scrapped,
        ])  # fmt: skip
    _csv(path, table)


@case("terminal_exports")
def folder(path: Path, log: list[Row]) -> None:
    """Keep a folder of one CSV a machine; the machine's name is only the file's."""
    path.mkdir()
    for name in sorted({one.station for one in log}):
        table: list[list[object]] = [["Start", "End", "Work order", "Item", "Task", "Good qty"]]
        for one in (row for row in log if row.station == name):
            stamps = (f"{one.start:%Y-%m-%d %H:%M:%S}", f"{one.end:%Y-%m-%d %H:%M:%S}")
            table.append([*stamps, one.order, one.product, one.operation, one.quantity])
        _csv(path / f"{name}.csv", table)


@case("apontamento.csv")
def serials(path: Path, log: list[Row]) -> None:
    """Spreadsheet's serial numbers as text with a decimal comma, semicolons, Portuguese names."""
    table: list[list[object]] = [["Ordem de produção", "Produto", "Operação", "Recurso", "Início", "Término",
                                  "Qtd. boa", "Refugo", "Operador"]]  # fmt: skip
    for number, one in enumerate(log):
        stamps = [f"{(moment - EPOCH) / timedelta(days=1):.6f}".replace(".", ",") for moment in (one.start, one.end)]
        table.append([one.order, one.product, one.operation, one.station, *stamps,
                      f"{one.quantity - one.scrapped},0", one.scrapped,
                      worker_of(number)])  # fmt: skip
    _csv(path, table, ";", "cp1252")


@case("bde_buchungen.csv", language="de")
def terminal(path: Path, log: list[Row]) -> None:
    """Book at a terminal: one line at 'Anmelden', one at 'Abmelden', quantity on the second; day and clock apart."""
    booked = []
    for number, one in enumerate(log):
        for moment, word, pieces in ((one.start, "Anmelden", ""), (one.end, "Abmelden", one.quantity)):
            booked.append([moment, word, one, pieces, worker_of(number)])
    booked.sort(key=lambda one: (one[0], one[1]))
    table = [["Datum", "Zeit", "Buchungsart", "FA-Nr.", "Teil", "AG", "Kst/Maschine", "Menge", "Mitarbeiter"]]
    for moment, word, one, pieces, worker in booked:
        table.append([f"{moment:%d.%m.%Y}", f"{moment:%H:%M}", word, one.order, one.product, said(one, "de"),
                      one.station, pieces, worker])  # fmt: skip
    _csv(path, table, ";", "latin-1")


@case("form_responses.csv", dates="month-first")
def form(path: Path, log: list[Row]) -> None:
    """Answers of a web form: a stamp, 'What are you doing?' with 'Starting a job' or 'Finished the job'."""
    sent = []
    for one in log:
        sent += [(one.start, "Starting a job", one, ""), (one.end, "Finished the job", one, one.quantity)]
    sent.sort(key=lambda one: one[:2])
    table = [
        ["Timestamp", "What are you doing?", "Job number", "Part", "Operation", "Which machine?", "Good parts made"]
    ]
    for moment, word, one, pieces in sent:
        stamp = f"{_us(moment)} {moment.hour}:{moment:%M}:07"
        table.append([stamp, word, one.order, one.product, one.operation, one.station, pieces])
    _csv(path, table)


@case("counters.csv")
def counters(path: Path, log: list[Row]) -> None:
    """Machine log with counters before and after beside the good pieces; epoch seconds in quotes."""
    text = ['"machine";"program";"step";"order";"t_begin";"t_end";"count_begin";"count_end";"good"']
    total = dict.fromkeys({one.station for one in log}, 120_000)
    zero = datetime.fromisoformat("1970-01-01")
    for one in log:
        first, last = (int((moment - zero).total_seconds()) for moment in (one.start, one.end))
        before = total[one.station]
        total[one.station] = before + one.quantity + one.scrapped
        values = [
            one.station,
            one.product,
            one.operation,
            one.order,
            first,
            last,
            before,
            total[one.station],
            one.quantity,
        ]
        text.append(";".join(f'"{value}"' for value in values))
    _text(path, text)


@case("flow.jsonl")
def lines_of_json(path: Path, log: list[Row]) -> None:
    """JSON lines of a small gateway (plants with such gateways do keep them): nested, epoch milliseconds."""
    zero = datetime.fromisoformat("1970-01-01")
    _text(path, (
        json.dumps({
            "machine": one.station, "wo": {"id": one.order, "part": one.product, "op": one.operation},
            "startTs": int((one.start - zero).total_seconds() * 1000),
            "endTs": int((one.end - zero).total_seconds() * 1000),
            "good": one.quantity - one.scrapped, "scrap": one.scrapped,
        }) for one in log
    ))  # fmt: skip


@case("mes_log.xes.gz")
def xes(path: Path, log: list[Row]) -> None:
    """Compressed XES that keeps beginning and end as dates of its own keys, the machine as 'machine'."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?><log xes.version="1.0" xmlns="http://www.xes-standard.org/">']
    for own in orders_of(log):
        parts.append(f'<trace><string key="concept:name" value="{own[0].order}"/>')
        parts.append(f'<string key="product" value="{own[0].product}"/>')
        for one in own:
            event = (
                f'<event><string key="concept:name" value="{one.operation}"/>'
                f'<string key="machine" value="{one.station}"/>'
                f'<date key="start_timestamp" value="{one.start:%Y-%m-%dT%H:%M:%S}.000+00:00"/>'
                f'<date key="time:timestamp" value="{one.end:%Y-%m-%dT%H:%M:%S}.000+00:00"/>'
                f'<int key="quantity" value="{one.quantity}"/></event>'
            )
            parts.append(event)
        parts.append("</trace>")
    path.write_bytes(gzip.compress("".join([*parts, "</log>"]).encode()))


@case("生产记录.txt", language="zh")
def unicode_text(path: Path, log: list[Row]) -> None:
    """'Unicode text' of a spreadsheet: UTF-16 with tabs, dates such as 2025年3月3日 06:12, pieces as '12件'."""
    text = ["\t".join(["工单号", "产品", "工序", "设备", "开始时间", "结束时间", "数量", "操作员"])]
    for one in log:
        stamps = [f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}" for at in (one.start, one.end)]
        text.append(
            "\t".join([one.order, one.product, said(one, "zh"), one.station, *stamps, f"{one.quantity}件", "李娜"])
        )
    _text(path, text, "utf-16")


@case("报工.csv", language="zh", duration_unit="min")
def reported(path: Path, log: list[Row]) -> None:
    """GB 18030: the day, the clock as 0630, the minutes that the work took, its pieces."""
    table: list[list[object]] = [["序号", "日期", "开工", "用时(分钟)", "工单", "品名", "工序", "机台", "良品数"]]
    for number, one in enumerate(log):
        table.append([number + 1, f"{one.start:%Y/%m/%d}", f"{one.start:%H%M}", minutes(one), one.order, one.product,
                      said(one, "zh"), one.station, one.quantity])  # fmt: skip
    _csv(path, table, ",", "gb18030")


@case("avanzamento.csv", dates="day-first")
def italian(path: Path, log: list[Row]) -> None:
    """Italian, semicolons: two-digit years, clocks as 06.30, quantities '25,00', remarks with breaks, a total below."""
    table: list[list[object]] = [
        ["Officina Rossi S.r.l."] + [""] * 8,
        ["Avanzamento produzione marzo 2025"] + [""] * 8,
        ["Data", "Commessa", "Articolo", "Fase", "Macchina", "Ora inizio", "Ora fine", "Pezzi", "Note"],
    ]
    for one in log:
        note = 'scarto: 1\n"bava"; rifare' if one.scrapped else ""
        table.append([f"{one.start:%d/%m/%y}", one.order, one.product, one.operation, one.station, f"{one.start:%H.%M}",
                      f"{one.end:%H.%M}", f"{one.quantity},00", note])  # fmt: skip
    table.append(["Totale", "", "", "", "", "", "", f"{sum(one.quantity for one in log)},00", ""])
    _csv(path, table, ";", "latin-1")


@case(
    "whiteboard.txt",
    *(one for one in ALL if one != "product"),
    year="2025",
    order="column 2",
    station="column 1",
    operation="column 3",
)
def whiteboard(path: Path, log: list[Row]) -> None:
    """Photographs of a whiteboard typed up: a heading a day, a line a job, no year."""
    text = []
    for day, today in by_day(log):
        text += [f"{day:%a} {day.day} {day:%b}", "-" * 10]
        for one in today:
            clock = f"{one.start.hour}:{one.start:%M} - {one.end.hour}:{one.end:%M}"
            text.append(f"{one.station}  {one.order}  {one.operation}  {clock}  {one.quantity} pcs")
        text.append("")
    _text(path, text)


@case("booked_hours.csv", *AT_CENTER, stamps="end", duration_unit="h")
def booked(path: Path, log: list[Row]) -> None:
    """Bookings at the end of the work: one stamp, the hours it took, thousands with a comma in the cost."""
    table: list[list[object]] = [["Booking date/time", "Work order", "Item", "Routing step", "Work center",
                                  "Hours worked", "Qty", "Labor cost"]]  # fmt: skip
    for one in log:
        hours = minutes(one) / 60
        table.append([f"{one.end:%Y-%m-%d %H:%M}", one.order, one.product, one.operation, one.station, f"{hours:.4f}",
                      one.quantity, f"{hours * 1045:,.2f}"])  # fmt: skip
    _csv(path, table)


@case("clock_in_out.csv", dates="month-first")
def twice(path: Path, log: list[Row]) -> None:
    """Name columns twice: Date, Time, Date, Time under 'Clock in' and 'Clock out'."""
    table: list[list[object]] = [
        ["", "", "", "", "Clock in", "", "Clock out", "", ""],
        ["WO#", "Part #", "Op Desc", "Resource", "Date", "Time", "Date", "Time", "Qty Complete"],
    ]
    for one in log:
        stamps = [_us(one.start), _half_day(one.start), _us(one.end), _half_day(one.end)]
        table += [[one.order, one.product, one.operation, one.station, *stamps, one.quantity]]
    _csv(path, table)


@case("export.xls")
def page(path: Path, log: list[Row]) -> None:
    """Save an 'Excel export' that is a table of a web page: many ERP systems write such files."""
    head = ["Order", "Item", "Operation", "Machine", "Start", "End", "Quantity"]
    lines = ["<tr>" + "".join(f"<th>{one}</th>" for one in head) + "</tr>"]
    for one in log:
        cells = [
            one.order,
            one.product,
            one.operation,
            one.station,
            f"{one.start:{FULL}}",
            f"{one.end:{FULL}}",
            one.quantity,
        ]
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    _text(path, ["<html><body><table border=1>", *lines, "</table></body></html>"])


@case("wc_report.prn", *AT_CENTER)
def report(path: Path, log: list[Row]) -> None:
    """Print a report, fixed width: grouped under 'WORK CENTER: T1', pages with form feeds, totals a group."""
    text = []
    for name in sorted({one.station for one in log}):
        text += [
            "\fACME MFG CO          LABOR DETAIL BY WORK CENTER          RUN 04/02/25",
            "",
            f"WORK CENTER: {name}",
            "",
        ]
        text += ["ORDER     PART      OPERATION   START             STOP              QTY", "-" * 72]
        own = [one for one in log if one.station == name]
        for one in own:
            text.append(f"{one.order:10}{one.product:10}{one.operation:12}{one.start:%Y-%m-%d %H:%M}"
                        f"  {one.end:%Y-%m-%d %H:%M}  {one.quantity:3}")  # fmt: skip
        text += ["-" * 72, f"TOTAL FOR WORK CENTER {name:40}{sum(one.quantity for one in own):6}", ""]
    _text(path, text)
