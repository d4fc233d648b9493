"""A log as large as one asks for: halls side by side, each the machine shop of the examples with its own chance.

Every hall is one run of our own twin, written as soon as it is made, so that no more than one hall is ever in memory.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from runpy import run_path

import pyarrow as pa
import pyarrow.compute as pc

from plantwright.events.stream import log_writer
from plantwright.model.plant import Plant
from plantwright.twin.log import simulate

WEEK = 7 * 86_400.0
WARM_UP = 4 * WEEK
ROWS_A_WEEK = 540
"""About how many rows a hall writes in a week."""
SHOP = Path(__file__).parents[2] / "examples" / "machine-shop" / "shop.py"
NAMED = ("order", "product", "work_center", "station", "worker")
"""Columns whose names are those of a hall."""


def machine_shop() -> Plant:
    """Return the plant of the example."""
    made: Plant = run_path(str(SHOP))["machine_shop"]()
    return made


def weeks_for(rows: int) -> int:
    """Return for how many weeks a hall works until it has written so many rows."""
    return -(-rows // ROWS_A_WEEK)


def write_big_log(folder: Path, halls: int, weeks: int) -> int:
    """Write the log into a folder and return how many rows it has."""
    plant, rows = machine_shop(), 0
    first = simulate(plant, horizon=WEEK, warm_up=WARM_UP, seed=1).meta
    meta = replace(first, name="halls", end=first.start + (first.end - first.start) * weeks)
    with log_writer(folder, meta) as writer:
        for hall in range(1, halls + 1):
            print(f"hall {hall} of {halls} …", file=sys.stderr, flush=True)
            log = simulate(plant, horizon=weeks * WEEK, warm_up=WARM_UP, seed=hall)
            made = {name: in_hall(getattr(log, name).to_pyarrow(), hall) for name in ("intervals", "orders")}
            for name, table in made.items():
                writer.write(name, table)
            rows += len(made["intervals"])
    return rows


def in_hall(table: pa.Table, hall: int) -> pa.Table:
    """Return a hall's table, its number before every name of its own."""
    for place, name in enumerate(table.column_names):
        if name in NAMED:
            named = pc.binary_join_element_wise(f"{hall:02d}", table[name], "-")
            table = table.set_column(place, name, named)
    return table
