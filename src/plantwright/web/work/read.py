"""Reading what was brought: the log, how its columns were understood, what was found, or what must be asked."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from plantwright.errors import QuestionsError
from plantwright.events.log import EventLog
from plantwright.events.meanings import MEANINGS
from plantwright.events.opened import Source
from plantwright.events.pressed import log_rows
from plantwright.events.read import read_seen
from plantwright.events.whole_folder import whole_folder, writing
from plantwright.events.write import write_log
from plantwright.store.presses import presses_of
from plantwright.store.tables import KeptPlant
from plantwright.web.gantt.kept import keep_index
from plantwright.web.work import Told
from plantwright.web.work.look import looked_at
from plantwright.web.work.said import said

READING, LOG = "reading.json", "log.parquet"


def done(told: Told) -> str:
    """Read a plant's records into ``log.parquet`` and ``reading.json``; the latter holds what is open, if any is."""
    with told.store.session() as session:
        plant = session.get_one(KeptPlant, told.run.plant)
    if told.run.asked.get("example") and not told.records.exists():
        from plantwright.web.work.example import write_example

        told.say("making an example: a small plant works for twelve weeks")
        write_example(told.records)
    told.say("reading the records")
    _write_presses(told)
    with whole_folder(told.folder, (READING, LOG)) as folder:
        return _read(told, plant, folder)


def _read(told: Told, plant: KeptPlant, folder: Path) -> str:
    zone = plant.answers.get("time_zone")
    columns = {name: value for name, value in plant.answers.items() if name != "time_zone"}

    def seen(sources: Mapping[str, Source]) -> None:
        _write(told.store.look(plant.id), {"run": told.run.id, "tables": looked_at(sources)})

    try:
        log = read_seen(told.records, columns=columns, time_zone=zone, seen=seen)
    except QuestionsError as error:
        _write(folder / READING, {"questions": [vars(one) for one in error.questions]})
        return "something is open"
    log = replace(log, meta=replace(log.meta, name=plant.name))
    write_log(log, folder / LOG)
    told.say("making the view over time")
    keep_index(log, folder)
    found = _said(log)
    _write(folder / READING, found)
    return f"{found['rows']:,} rows read"


def _write_presses(told: Told) -> None:
    """Bring what phones recorded beside the records, as a log of its own."""
    with told.store.session() as session:
        presses = presses_of(session, told.run.plant)
    if not presses:
        return
    told.records.mkdir(parents=True, exist_ok=True)
    half = told.records / ".log.csv"
    with half.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(log_rows(presses))
    half.replace(told.records / "log.csv")


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
        "name": one.name, "count": one.count, "detail": str(one.detail), "action": said(str(one.action)),
        "examples": list(one.examples), "cause": str(meaning.cause), "effect": str(meaning.effect),
        "cure": said(str(meaning.cure)),
    }  # fmt: skip


def _write(path: Path, said: Mapping[str, Any]) -> None:
    """Write a file as a whole: who reads it meanwhile reads the old one."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    with writing(path):
        beside.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
