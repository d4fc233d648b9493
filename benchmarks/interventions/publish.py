"""An invented plant as a folder of records, as ``docs/reference/interventions.md`` describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import yaml

from benchmarks.interventions.invent import STREAM, Invented
from benchmarks.interventions.judge import truth
from benchmarks.interventions.levers import levers
from plantwright.events.log import EventLog
from plantwright.files.plant import write_plant
from plantwright.model.calendar import DAY
from plantwright.model.equipment import WorkCenter
from plantwright.twin.log import simulate

BEFORE = 35 * DAY
"""How long the plant has run when its records begin [s]."""
RECORD_SEED = 5_000_000


def publish(one: Invented, seed: int, folder: Path, answers: Path | None) -> None:
    """Write what is recorded and told of a plant into a folder, and the truth into another one (None: nowhere)."""
    folder.mkdir(parents=True, exist_ok=True)
    changes = levers(np.random.default_rng([seed, STREAM, 1]), one.plant)
    log = simulate(one.plant, warm_up=BEFORE, horizon=one.weeks * 7 * DAY, seed=RECORD_SEED + seed)
    _write_log(log, one, folder)
    _write_yaml(_facts(one, log), folder / "facts.yaml")
    _write_yaml({"changes": [change.as_fields() for change in changes]}, folder / "changes.yaml")
    if answers:
        answers.mkdir(parents=True, exist_ok=True)
        told = truth(one.plant, changes, seed) | {"departures_that_waited": _waited(log)}
        (answers / "truth.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
        write_plant(one.plant, answers / "plant")


def _waited(log: EventLog) -> dict[str, int]:
    """Return how many lots stood done on their station for want of a place, by the work center ahead."""
    rows = log.frame()
    rows = rows[rows["kind"] == "process"].sort_values(["order", "start"])
    ahead = rows.groupby("order")["work_center"].shift(-1)
    counts = ahead[rows["left"] > rows["end"]].value_counts()
    return {str(name): int(count) for name, count in counts.items()}


def _write_yaml(fields: Any, file: Path) -> None:
    file.write_text(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _write_log(log: EventLog, one: Invented, folder: Path) -> None:
    rows, zone = log.frame(), one.plant.time_zone
    for name in ("start", "end"):
        rows[name] = _local(rows[name], zone)
    rows = rows.sort_values(["start", "end"], na_position="first")
    _write_operations(rows, one, folder / "log.csv")
    if one.downtime:
        down = rows[rows["kind"] == "down"]
        if len(down):
            down[["station", "start", "end", "reason"]].to_csv(folder / "downtime.csv", index=False, date_format=_FORM)
    orders = log.order_frame()
    for name in ("released", "due", "completed"):
        orders[name] = _local(orders[name], zone)
    columns = ["order", "product", "quantity", "priority", "released", "due", "completed"]
    orders[columns].sort_values("released").to_csv(folder / "orders.csv", index=False, date_format=_FORM)


_FORM = "%Y-%m-%dT%H:%M:%S"
_COLUMNS = ("order", "product", "operation", "work_center", "station", "worker", "start", "end", "quantity", "scrapped")


def _write_operations(rows: pd.DataFrame, one: Invented, file: Path) -> None:
    """Write processing, with setups in the interval or as rows of their own."""
    if one.setup_rows:
        rows = rows[rows["kind"].isin(["process", "setup"])].copy()
        rows.loc[rows["kind"] == "setup", "operation"] = "setup"
    else:
        rows = _with_setups_inside(rows)
    table = rows[list(_COLUMNS)].assign(rework=rows["rework"].fillna(False).astype(int))
    table.to_csv(file, index=False, date_format=_FORM)


def _with_setups_inside(rows: pd.DataFrame) -> pd.DataFrame:
    setups = rows[rows["kind"] == "setup"][["order", "station", "start", "end"]]
    begun = dict(zip(zip(setups["order"], setups["station"], setups["end"], strict=True), setups["start"], strict=True))
    made = rows[rows["kind"] == "process"].copy()
    ready = zip(made["order"], made["station"], made["start"], strict=True)
    made["start"] = [begun.get(key, key[2]) for key in ready]
    return made


def _local(times: pd.Series[Any], zone: str) -> pd.Series[Any]:
    local: pd.Series[Any] = times.dt.tz_localize("UTC").dt.tz_convert(ZoneInfo(zone)).dt.tz_localize(None).dt.round("s")
    return local


def _facts(one: Invented, log: EventLog) -> dict[str, Any]:
    plant, release = one.plant, one.plant.release
    shift = plant.calendars[0].shifts[0]
    window = [
        _local(pd.Series([moment]), plant.time_zone)[0].strftime(_FORM) for moment in (log.meta.start, log.meta.end)
    ]
    facts = {
        "plant": plant.name,
        "time_zone": plant.time_zone,
        "currency": plant.currency,
        "shifts": [{"days": shift.days, "from": shift.start, "to": shift.end}],
        "log_window": {"from": window[0], "to": window[1]},
        "release": f"conwip: {release.wip_limit}" if release.wip_limit else "open",
        "dispatch": plant.work_centers[0].dispatch,
        "urgent_orders_first": plant.urgent_first,
        "setup_in_log": "separate rows, operation 'setup'" if one.setup_rows else "inside the operation's interval",
        "families": {product.id: product.family for product in plant.products},
        "work_centers": [_center_fact(center) for center in plant.work_centers],
    }
    return facts | ({"workers": len(plant.workers)} if plant.workers else {})


def _center_fact(one: WorkCenter) -> dict[str, Any]:
    fact: dict[str, Any] = {"id": one.id, "stations": one.stations}
    if one.buffer is not None:
        fact["buffer"] = one.buffer
    if one.skill:
        fact["skill"] = one.skill
    if one.batch:
        hours = round(one.batch.max_wait / 3600, 3) if one.batch.max_wait is not None else None
        fact["batch"] = {"max_lots": one.batch.max_lots, "min_lots": one.batch.min_lots, "max_wait_hours": hours}
    return fact
