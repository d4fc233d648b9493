"""A log as large as one asks for: halls side by side, each the machine shop of the examples with its own chance.

Every hall is one run of our own twin, written to a Parquet file of its own as soon as it is made, so that no more than
one hall is ever in memory.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from runpy import run_path

import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from plantwright.events.connection import connect
from plantwright.events.log import EventLog, LogMeta
from plantwright.model.plant import Plant
from plantwright.twin.log import simulate

WEEK = 7 * 86_400.0
WARM_UP = 4 * WEEK
ROWS_A_WEEK = 538
"""About how many rows a hall writes in a week."""
SHOP = Path(__file__).parents[2] / "examples" / "machine-shop" / "shop.py"
NAMED = ("order", "product", "work_center", "station", "worker")
"""Columns whose names are those of a hall."""
TABLES = ("intervals", "orders")


def machine_shop() -> Plant:
    """Return the plant of the example."""
    made: Plant = run_path(str(SHOP))["machine_shop"]()
    return made


def weeks_for(rows: int) -> int:
    """Return for how many weeks a hall works until it has written so many rows, a few more rather than fewer."""
    return -(-rows // ROWS_A_WEEK) + 1


def write_big_log(folder: Path, halls: int, weeks: int) -> int:
    """Write the log into a folder and return how many rows it has."""
    plant, rows = machine_shop(), 0
    for hall in range(1, halls + 1):
        print(f"hall {hall} of {halls} …", file=sys.stderr, flush=True)
        log = simulate(plant, horizon=weeks * WEEK, warm_up=WARM_UP, seed=hall)
        for name in TABLES:
            table = in_hall(getattr(log, name).to_pyarrow(), hall)
            rows += len(table) if name == "intervals" else 0
            (folder / name).mkdir(parents=True, exist_ok=True)
            pq.write_table(table, folder / name / f"{hall:03d}.parquet", compression="zstd")
    edges = [log.meta.start.isoformat(), log.meta.end.isoformat()]
    (folder / "window.json").write_text(json.dumps(edges), encoding="utf-8")
    return rows


def in_hall(table: pa.Table, hall: int) -> pa.Table:
    """Return a hall's table, its number before every name of its own."""
    for place, name in enumerate(table.column_names):
        if name in NAMED:
            named = pc.binary_join_element_wise(f"{hall:02d}", table[name], "-")
            table = table.set_column(place, name, named)
    return table


def meta_of(folder: Path) -> LogMeta:
    """Return what is true of the whole log."""
    start, end = map(datetime.fromisoformat, json.loads((folder / "window.json").read_text(encoding="utf-8")))
    return LogMeta(name="halls", origin="simulated", start=start, end=end, has_setup_rows=True, has_ready=True)


def open_big_log(folder: Path, connection: ibis.BaseBackend | None = None) -> EventLog:
    """Return the log of a folder; its rows stay in their files until they are asked for."""
    backend = connection or connect()
    tables = [backend.read_parquet(str(folder / name / "*.parquet"), table_name=name) for name in TABLES]
    return EventLog(tables[0], tables[1], meta_of(folder))
