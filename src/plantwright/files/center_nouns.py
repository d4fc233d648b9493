"""From the rows of a plant's tables to its work centers."""

from __future__ import annotations

from plantwright.files.cells import read_flag
from plantwright.files.sheets import Sheets, kept, place, text, texts
from plantwright.files.tables import Row
from plantwright.model.equipment import Batch, Failures, Maintenance, Power, Setup, SetupTime, WorkCenter
from plantwright.model.quantity import Noun

_PLAIN = ("stations", "buffer", "calendar", "skill", "dispatch", "blocking", "at_close", "kanban")

STOPS: dict[str, type[Failures | Maintenance]] = {"failure": Failures, "maintenance": Maintenance}
"""What a row of ``stops.csv`` may be."""

_WEAR = {"time_to_failure": "every", "time_to_repair": "duration"}
"""Where the times of a further failure stand."""


def read_work_centers(sheets: Sheets) -> list[WorkCenter]:
    """Return the work centers in their order."""
    stations = sheets.grouped("stations", "work_center", "work_centers", lambda row: text(row, "station"))
    setups = sheets.grouped("setups", "work_center", "work_centers", lambda row: _setup_time(sheets, row))
    stops = sheets.grouped("stops", "work_center", "work_centers", lambda row: _stop(sheets, row))
    return kept(
        _work_center(sheets, row, stations.get(name, []), setups.get(name, []), stops.get(name, []))
        for row in sheets.tables["work_centers"]
        for name in [text(row, "id") or ""]
    )


def _work_center(
    sheets: Sheets, row: Row, stations: list[str], setups: list[SetupTime], stops: list[Noun]
) -> WorkCenter | None:
    fields: dict[str, object] = {
        **texts(row, "id", *_PLAIN),
        "station_ids": stations,
        "team": sheets.names(row, "team"),
        "setup": _setup(sheets, row, setups),
        "failures": _failures(sheets, row),
        "further_failures": [one for one in stops if isinstance(one, Failures)],
        "maintenance": [one for one in stops if isinstance(one, Maintenance)],
        "batch": _batch(sheets, row),
        "power": sheets.part(Power, row, *_prefixed(row, "power", list(Power.model_fields))),
    }
    return sheets.noun(WorkCenter, row, fields)


def _setup(sheets: Sheets, row: Row, times: list[SetupTime]) -> Setup | None:
    fields, columns = _prefixed(row, "setup", ["default", "min_run"])
    return sheets.part(Setup, row, {**fields, "noise": sheets.spread(row, "setup_noise"), "times": times}, columns)


def _failures(sheets: Sheets, row: Row) -> Failures | None:
    fields, columns = _prefixed(row, "failure", ["reason", "clock"])
    times = {name: sheets.spread(row, name) for name in _WEAR}
    return sheets.part(Failures, row, {**fields, **times}, columns)


def _batch(sheets: Sheets, row: Row) -> Batch | None:
    fields, columns = _prefixed(row, "batch", list(Batch.model_fields))
    return sheets.part(Batch, row, {**fields, "same_family": read_flag(row.text("batch_same_family"))}, columns)


def _prefixed(row: Row, prefix: str, names: list[str]) -> tuple[dict[str, object], dict[str, str]]:
    """Return the fields of a part and the columns in which they stand."""
    columns = {name: f"{prefix}_{name}" for name in names}
    return {name: text(row, column) for name, column in columns.items()}, columns


def _setup_time(sheets: Sheets, row: Row) -> SetupTime | None:
    return sheets.noun(SetupTime, row, texts(row, "from_family", "to_family", "time"))


def _stop(sheets: Sheets, row: Row) -> Failures | Maintenance | None:
    kind = text(row, "kind")
    if kind not in STOPS:
        sheets.problems.add(place(row, "kind"), f"unknown {kind or ''!r}", f"allowed are {', '.join(STOPS)}")
        return None
    columns = _WEAR if kind == "failure" else {"every": "every", "duration": "duration"}
    times = {name: sheets.spread(row, column) for name, column in columns.items()}
    return sheets.noun(STOPS[kind], row, {**texts(row, "clock", "reason"), **times}, columns)
