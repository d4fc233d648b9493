"""Reading what was brought: the log, how its columns were understood, what was found, or what must be asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from plantwright.errors import QuestionsError
from plantwright.events.log import EventLog
from plantwright.events.meanings import MEANINGS
from plantwright.events.read import read_log
from plantwright.events.whole_folder import writing
from plantwright.events.write import write_log
from plantwright.store.tables import KeptPlant
from plantwright.web.gantt.kept import keep_index
from plantwright.web.work import Told

READING, LOG = "reading.json", "log.parquet"


def done(told: Told) -> str:
    """Read a plant's records into ``log.parquet`` and ``reading.json``; the latter holds what is open, if any is."""
    with told.store.session() as session:
        plant = session.get_one(KeptPlant, told.run.plant)
    answers = plant.answers
    told.say("reading the records")
    told.folder.mkdir(parents=True, exist_ok=True)
    zone = answers.get("time_zone")
    columns = {name: value for name, value in answers.items() if name != "time_zone"}
    try:
        log = read_log(told.records, columns=columns, time_zone=zone)
    except QuestionsError as error:
        _write(told.folder / READING, {"questions": [vars(one) for one in error.questions]})
        return "something is open"
    log = replace(log, meta=replace(log.meta, name=plant.name))
    write_log(log, told.folder / LOG)
    told.say("making the view over time")
    keep_index(log, told.folder)
    said = _said(log)
    _write(told.folder / READING, said)
    return f"{said['rows']:,} rows read"


def _said(log: EventLog) -> dict[str, Any]:
    meta = log.meta
    return {
        "questions": [],
        "name": meta.name, "time_zone": meta.time_zone, "start": meta.start.isoformat(), "end": meta.end.isoformat(),
        "rows": int(log.intervals.count().to_pyarrow().as_py()),
        "orders": int(log.orders.count().to_pyarrow().as_py()),
        "stations": int(log.intervals.station.nunique().to_pyarrow().as_py()),
        "columns": log.columns,
        "inferred": list(meta.inferred),
        "findings": [_finding(one) for one in log.findings],
    }  # fmt: skip


def _finding(one: Any) -> dict[str, Any]:
    meaning = MEANINGS[one.name]
    return {
        "name": one.name, "count": one.count, "detail": str(one.detail), "action": str(one.action),
        "examples": list(one.examples), "cause": str(meaning.cause), "effect": str(meaning.effect),
        "cure": str(meaning.cure),
    }  # fmt: skip


def _write(path: Path, said: Mapping[str, Any]) -> None:
    with writing(path):
        path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
