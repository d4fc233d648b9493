"""Reading logs as plants export them."""

import pandas as pd
import pytest

from plantwright.errors import QuestionsError, RecordsError
from plantwright.events.read import read_log

HEADER = "order,operation,station,start,end\n"


def test_local_times_become_utc(findings, log_of):
    """A wall time of a summer in Paris is two hours ahead of UTC, of a winter one."""
    text = HEADER + "A,x,s,2025-07-01 08:00,2025-07-01 09:00\nB,x,s,2025-12-01 08:00,2025-12-01 09:00\n"
    log = log_of(text, time_zone="Europe/Paris")
    assert log.frame().start.dt.hour.tolist() == [6, 7]
    assert "time_zone_assumed" not in findings(log)


def test_no_zone_is_a_finding(rows, findings, log_of):
    """Local times without a zone are read as UTC, and that is said."""
    log = log_of(rows("A saw-1 08:00 09:00"))
    assert log.frame().start[0] == pd.Timestamp("2025-05-05 08:00")
    assert findings(log)["time_zone_assumed"] == 1


FORMS = {
    "iso": ("2025-05-20T08:30:00", "2025-05-20T09:30:00"),
    "spaced": ("2025-05-20 08:30", "2025-05-20 09:30"),
    "slashes": ("2025/05/20 08:30:00", "2025/05/20 09:30:00"),
    "dots, year first": ("2025.05.20 08:30:00", "2025.05.20 09:30:00"),
    "fractions": ("2025-05-20T08:30:00.000000", "2025-05-20T09:30:00,000"),
    "one-digit hours": ("2025-05-20 8:30:00", "2025-05-20 9:30:00"),
    "day first, dots": ("20.05.2025 08:30:00", "20.05.2025 09:30:00"),
    "day first, slashes": ("20/05/2025 08:30", "20/05/2025 09:30"),
    "month first": ("05/20/2025 08:30:00", "05/20/2025 09:30:00"),
    "month first, halves": ("5/20/2025 8:30 AM", "5/20/2025 9:30 AM"),
    "short years": ("20/05/25 08:30", "20/05/25 09:30"),
    "zulu": ("2025-05-20T08:30:00Z", "2025-05-20T09:30:00Z"),
    "offsets": ("2025-05-20T10:30:00+02:00", "2025-05-20T04:30:00-05:00"),
    "offsets without colon": ("2025-05-20 14:00:00+0530", "2025-05-20 09:30:00+0000"),
    "epoch seconds": ("1747729800", "1747733400"),
    "epoch millis": ("1747729800000", "1747733400000"),
    "named months": ("20-May-2025 08:30:00", "20 May 2025 09:30:00"),
    "named months first": ("May 20, 2025 8:30 AM", "May 20, 2025 9:30 AM"),
    "digits only": ("20250520083000", "20250520093000"),
}


@pytest.mark.parametrize("form", FORMS)
def test_time_forms(form, log_of):
    """Every common way to write a time is read as what it means."""
    start, end = FORMS[form]
    text = f'order;operation;station;start;end\nA;x;s;"{start}";"{end}"\nB;x;s;"{start}";"{end}"\n'
    frame = log_of(text).frame()
    assert frame.start[0] == pd.Timestamp("2025-05-20 08:30")
    assert frame.end[0] == pd.Timestamp("2025-05-20 09:30")


def test_day_and_month_by_content(findings, log_of):
    """One day above twelve tells day from month for all dates of a column."""
    text = HEADER + "A,x,s,03/04/2025 08:00,03/04/2025 09:00\nB,x,s,04/25/2025 08:00,04/25/2025 09:00\n"
    log = log_of(text)
    assert log.frame().start[0] == pd.Timestamp("2025-03-04 08:00")
    assert "ambiguous_dates" not in findings(log)


def test_ambiguous_dates_are_asked_for(log_of):
    """Dates that no day above twelve and no run of days tells apart are asked for by name, and read as told."""
    text = "order,operation,station,start,end\nA,x,s,03/04/2025 08:00,03/04/2025 09:00\n"
    with pytest.raises(QuestionsError, match="dates: in 'start', as in '3/4': which number is the day"):
        log_of(text)
    assert log_of(text, columns={"dates": "day-first"}).frame().start[0] == pd.Timestamp("2025-04-03 08:00")
    assert log_of(text, columns={"dates": "month-first"}).frame().start[0] == pd.Timestamp("2025-03-04 08:00")


def test_days_run_through_more_values_than_months(log_of):
    """Where the first numbers of dates take many values and the second one or two, the first are the days."""
    rows = "".join(f"A,x,s,{day:02d}/03/2025 08:00,{day:02d}/03/2025 09:00\n" for day in range(3, 8))
    frame = log_of("order,operation,station,start,end\n" + rows).frame()
    assert frame.start.dt.day.tolist() == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter, rows, log_of):
    """The delimiter is found."""
    text = rows("A saw-1 08:00 09:00", "B saw-1 09:00 10:00").replace(",", delimiter)
    assert log_of(text).frame().quantity.tolist() == [10, 10]


def test_german_export(findings, log_of):
    """A German export, Latin letters, semicolons, decimal commas and all, is read in its own columns."""
    text = (
        "Auftrag;Artikel;Arbeitsgang;Maschine;Mitarbeiter;Beginn;Ende;Menge;Ausschuss\n"
        "4711;Zahnrad;Fräsen;Fräse 1;Müller;05.05.2025 08:00;05.05.2025 09:00;1.200,5;1,5\n"
        "4711;Zahnrad;Rüsten;Fräse 2;Maier;25.05.2025 08:00;25.05.2025 09:00;100;0\n"
    )
    log = log_of(text, encoding="cp1252", time_zone="Europe/Berlin")
    frame = log.frame()
    assert frame.quantity.tolist() == [1200.5, 100]
    assert frame.work_center.tolist() == ["Fräse", "Fräse"]
    assert frame.kind.tolist() == ["process", "setup"]
    assert findings(log)["encoding"] == 2


def test_workers_are_numbered(log_of):
    """Names of people do not leave the records; the same person keeps the same number."""
    text = "order,operation,station,worker,start,end\n" + "".join(
        f"A,x,s,{name},2025-05-05 0{k}:00,2025-05-05 0{k}:30\n" for k, name in enumerate(["Eve", "Bob", "Eve"])
    )
    assert log_of(text).frame().worker.tolist() == ["W1", "W2", "W1"]


def test_told_columns_win(log_of):
    """A column that the user names is taken, whatever it is called."""
    text = "order,Ticket,operation,station,start,end\nA,T1,x,s,2025-05-05 08:00,2025-05-05 09:00\n"
    log = log_of(text, columns={"order": "Ticket"})
    assert log.frame().order.tolist() == ["T1"]
    assert "as told" in log.columns["order"]


def test_columns_without_telling_names(log_of):
    """Times and orders are found by content where names tell nothing."""
    text = "c1,step,c3,c4\n" + "".join(
        f"job{k // 3},op{k % 3},2025-05-05 0{k}:00,2025-05-05 0{k}:30\n" for k in range(9)
    )
    log = log_of(text)
    assert sorted(log.frame().order.unique()) == ["job0", "job1", "job2"]
    assert log.frame().end[0] == pd.Timestamp("2025-05-05 00:30")


def test_start_and_complete_rows_are_paired(log_of):
    """One row for a start and one for a completion become one interval; what only started stays open."""
    text = (
        "case,activity,resource,timestamp,lifecycle:transition\n"
        "A,drill,D-1,2025-05-05 08:00,start\nA,drill,D-1,2025-05-05 09:00,complete\n"
        "B,drill,D-1,2025-05-05 09:00,start\nB,drill,D-1,2025-05-05 10:30,complete\n"
        "A,drill,D-1,2025-05-05 11:00,start\n"
    )
    frame = log_of(text).frame()
    hours = (frame.end - frame.start).dt.total_seconds() / 3600
    assert hours.dropna().tolist() == [1.0, 1.5]
    assert frame.end.isna().sum() == 1


def test_coded_kinds(log_of):
    """A column of single letters with S among them is read as kinds; the most frequent letter is processing."""
    lines = [f"A,x,s-1,2025-05-05 {h:02d}:00,2025-05-05 {h:02d}:30,{code}\n" for h, code in enumerate("DSDDBD")]
    log = log_of("order,operation,station,start,end,Report Type\n" + "".join(lines))
    assert log.frame().kind.tolist() == ["process", "setup", "process", "process", "down", "process"]
    assert "S = setup" in log.columns["kind"]


def test_setup_rows_name_what_they_prepare(rows, log_of):
    """A row that says only setup gets the operation that its order does next on its station."""
    text = rows("A saw-1 08:00 08:30", "A saw-1 08:30 09:00").replace("saw-1-work", "setup", 1)
    frame = log_of(text).frame()
    assert frame.kind.tolist() == ["setup", "process"]
    assert frame.operation.tolist() == ["saw-1-work", "saw-1-work"]


def test_spreadsheet(tmp_path):
    """The first sheet of a workbook is read like any table."""
    start = pd.to_datetime(["2025-05-05 08:00", "2025-05-05 09:00"])
    plain = {"order": ["A", "B"], "operation": "x", "station": "s-1", "quantity": [3, 4]}
    frame = pd.DataFrame({**plain, "start": start, "end": start + pd.Timedelta("30min")})
    frame.to_excel(tmp_path / "log.xlsx", index=False)
    read = read_log(tmp_path / "log.xlsx").frame()
    assert read.start[0] == pd.Timestamp("2025-05-05 08:00")
    assert read.quantity.tolist() == [3, 4]


def test_parquet_with_zoned_times(tmp_path):
    """A Parquet table with typed and zoned times is read to the same instants."""
    start = pd.to_datetime(["2025-05-05 08:00"]).tz_localize("Europe/Paris")
    frame = pd.DataFrame({"order": ["A"], "operation": ["x"], "station": ["s"], "start": start, "end": start})
    frame.to_parquet(tmp_path / "log.parquet")
    assert read_log(tmp_path / "log.parquet").frame().start[0] == pd.Timestamp("2025-05-05 06:00")


def test_folder_with_all_tables(tmp_path, rows, findings):
    """Orders and downtime beside a log are read with it."""
    (tmp_path / "log.csv").write_text(rows("A saw-1 08:00 09:00", "B saw-1 09:00 10:00"))
    (tmp_path / "downtime.csv").write_text("station,start,end,reason\nsaw-1,2025-05-05 08:10,2025-05-05 08:20,belt\n")
    (tmp_path / "orders.csv").write_text(
        "order,product,quantity,priority,released,due,completed\n"
        "A,P,10,1,2025-05-05 07:00,2025-05-05 12:00,2025-05-05 09:00\n"
    )
    (tmp_path / "facts.yaml").write_text("plant: shop\ntime_zone: Europe/Paris\n")
    log = read_log(tmp_path)
    down = log.frame().query("kind == 'down'").iloc[0]
    assert (down.work_center, down.reason) == ("saw", "belt")
    assert log.order_frame().order.tolist() == ["A", "B"]
    assert log.order_frame().released[0] == pd.Timestamp("2025-05-05 05:00")
    assert findings(log)["orders_missing"] == 1
    assert (log.meta.name, log.meta.time_zone) == ("shop", "Europe/Paris")


def problems_of(log_of, text: str, name: str = "log.csv", **options) -> str:
    """Return what reading such a text complains about."""
    with pytest.raises(RecordsError) as error:
        log_of(text, name, **options)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("order,start,end\n", "no rows"),
        ("just a line\nand another\n", "single column"),
        ("A,x,s,2025-05-05 08:00,2025-05-05 09:00\n" * 3, "nothing says at which machine"),
        ("order,operation,start,end\nA,x,24:00.0,43:00.0\n", "'24:00.0'"),
        ("order,operation,quantity\nA,x,3\n", "no usable time column"),
        ("start,end\n2025-05-05 08:00,2025-05-05 09:00\n", "nothing says at which machine; which is it?"),
        ("order,operation,start,end\nA,x,2025-05-05 08:00,2025-05-05 07:00\n", "before they start"),
    ],
)
def test_unusable_tables_say_why(text, part, log_of):
    """What cannot be read as a log is refused with what was found."""
    assert part in problems_of(log_of, text)


def test_all_problems_at_once(log_of):
    """Wrong columns, a wrong zone and a missing time are told in one message."""
    text = "order,operation\nA,x\n"
    told = problems_of(log_of, text, columns={"order": "Job", "color": "operation"}, time_zone="Mars/Olympus")
    assert told.startswith("4 problems")
    for part in ("columns.order", "columns.color", "time_zone", "no usable time column"):
        assert part in told


def test_missing_and_foreign_files(tmp_path):
    """A missing path, a folder without a log and a file of another type are refused."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "binary.csv").write_bytes(b"\0\1\2\3" * 10)
    for path, part in (("none.csv", "no such"), ("photo.jpg", ".jpg"), ("binary.csv", "binary"), ("", "binary")):
        with pytest.raises(RecordsError, match=part):
            read_log(tmp_path / path)
    (tmp_path / "binary.csv").unlink()
    with pytest.raises(RecordsError, match=r"no log in the folder, it has photo\.jpg"):
        read_log(tmp_path)


def test_few_ragged_rows_are_left_out(rows, findings, log_of):
    """A broken line among many is left out and counted."""
    text = rows(*[f"A saw-1 {h:02d}:{m:02d} {h:02d}:{m + 1:02d}" for h in range(24) for m in (0, 20)]) + "A,P\n"
    log = log_of(text)
    assert findings(log)["ragged_rows"] == 1
    assert len(log.frame()) == 48


def test_many_uneven_rows_are_filled_up(findings, log_of):
    """Where rows end early again and again, what they lack is empty, and what they hold is kept."""
    text = HEADER + "A,x,s,2025-05-05 08:00,2025-05-05 09:00\nA,y,s,2025-05-05 09:00\nB,x\n"
    log = log_of(text)
    assert findings(log)["uneven_rows"] == 2
    assert log.frame().operation.tolist() == ["x", "y", "x"]


def test_a_date_that_stands_for_none_is_none(findings, log_of):
    """An end in the year 9999 means that the work still runs: it is missing, and that is said."""
    begun = [f"A{one},x,s,2025-05-05 {one:02}:00,2025-05-05 {one:02}:30\n" for one in range(9)]
    log = log_of(HEADER + "".join(begun) + "B,x,s,2025-05-05 10:00,9999-12-31 23:59:59\n")
    assert log.frame().end.isna().sum() == 1
    assert log.meta.end.year == 2025
    assert findings(log)["unreadable_times"] == 1


def test_pieces_without_end_are_missing(findings, log_of):
    """A quantity such as 1e308 is no count of pieces: it is taken as missing, and that is said."""
    times = "2025-05-05 08:00,2025-05-05 09:00"
    lines = [f"A{one},x,s,{times},{10 if one else '1e308'}\n" for one in range(9)]
    log = log_of("order,operation,station,start,end,quantity\n" + "".join(lines))
    assert log.frame().quantity.sum() == 80
    assert findings(log)["unreadable_quantities"] == 1
