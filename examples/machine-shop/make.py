"""What the fictional machine shop would have recorded: run ``python examples/machine-shop/make.py``.

The twin works the shop of ``shop.py`` for some weeks, and what a real shop would have recorded is written beside this
file: ``log.csv``, ``orders.csv``, ``downtime.csv``, and what its manager would tell, ``facts.yaml``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
import yaml

from plantwright.events.log import EventLog
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.log import simulate
from shop import DAY, HOUR, machine_shop

HERE = Path(__file__).parent
FIRST_MONDAY = pd.Timestamp("2026-03-16")
WARM_UP, WINDOW = 5 * 7 * DAY, 12 * 7 * DAY
SEED = 13


def facts(plant: Plant) -> dict[str, object]:
    """Return what the shop's manager would tell: no process time, no failure rate, nobody's skills."""
    return {
        "plant": plant.name,
        "time_zone": plant.time_zone,
        "currency": plant.currency,
        "shifts": [{"days": "mon-fri", "from": "06:00", "to": "22:00"}],
        "off_shift": "everything pauses and resumes where it stopped",
        "log_window": {
            "from": FIRST_MONDAY.isoformat(),
            "to": (FIRST_MONDAY + pd.Timedelta(seconds=WINDOW)).isoformat(),
        },
        "release": "open",
        "dispatch": "fifo",
        "urgent_orders_first": plant.urgent_first,
        "setup_in_log": "separate rows, operation 'setup'",
        "families": {one.id: one.family for one in plant.products},
        "work_centers": [_center_fact(one) for one in plant.work_centers],
        "workers": len(plant.workers),
        "costs": plant.costs.model_dump(exclude_none=True),
    }


def _center_fact(center: WorkCenter) -> dict[str, object]:
    told: dict[str, object] = {"id": center.id, "stations": center.stations}
    if center.buffer is not None:
        told["buffer"] = center.buffer
    if center.skill:
        told["skill"] = center.skill
    if center.dispatch != "fifo":
        told["dispatch"] = center.dispatch
    if center.batch:
        wait = center.batch.max_wait
        told["batch"] = {
            "max_lots": center.batch.max_lots,
            "min_lots": center.batch.min_lots,
            **({"max_wait_hours": wait / HOUR} if wait is not None else {}),
            "same_family": center.batch.same_family,
        }
    return told


def _stamp(times: pd.Series, log: EventLog) -> pd.Series:
    """Return local times to the second, as a shop floor terminal stamps them."""
    local = times.dt.tz_localize("UTC").dt.tz_convert(log.meta.time_zone)
    return local.dt.round("s").dt.strftime("%Y-%m-%dT%H:%M:%S")


def log_table(log: EventLog) -> pd.DataFrame:
    """Return one row per operation or setup that overlaps the window; ends beyond it are not known yet."""
    rows = log.frame()
    rows = rows[rows["kind"].isin(["process", "setup"])].sort_values(["start", "station", "order"], kind="stable")
    rows = rows[_seen(rows["start"], rows["end"], log)]
    unfinished = rows["end"].isna() | (rows["end"] >= pd.Timestamp(log.meta.end))
    begun_before = rows["start"] < pd.Timestamp(log.meta.start)
    return pd.DataFrame(
        {
            "order": rows["order"],
            "product": rows["product"],
            "operation": rows["operation"].mask(rows["kind"] == "setup", "setup"),
            "work_center": rows["work_center"],
            "station": rows["station"],
            "worker": rows["worker"],
            "start": _stamp(rows["start"], log).mask(begun_before),
            "end": _stamp(rows["end"], log).mask(unfinished),
            "quantity": rows["quantity"].astype("Int64"),
            "scrapped": rows["scrapped"].fillna(0).astype("Int64").mask(unfinished),
            "rework": rows["rework"].fillna(False).astype(int),
        }
    )


def order_table(log: EventLog) -> pd.DataFrame:
    """Return every order on the floor at some moment of the window."""
    rows = log.order_frame().sort_values(["released", "order"], kind="stable")
    rows = rows[_seen(rows["released"], rows["completed"], log)]
    late = rows["completed"] >= pd.Timestamp(log.meta.end)
    return pd.DataFrame(
        {
            "order": rows["order"],
            "product": rows["product"],
            "quantity": rows["quantity"].astype("Int64"),
            "priority": rows["priority"].astype("Int64"),
            "released": _stamp(rows["released"], log),
            "due": _stamp(rows["due"], log),
            "completed": _stamp(rows["completed"], log).mask(late),
        }
    )


def downtime_table(log: EventLog) -> pd.DataFrame:
    """Return every breakdown that began in the window and ended in it."""
    rows = log.frame()
    inside = (rows["start"] >= pd.Timestamp(log.meta.start)) & (rows["end"] < pd.Timestamp(log.meta.end))
    rows = rows[(rows["kind"] == "down") & inside].sort_values(["start", "station"], kind="stable")
    return pd.DataFrame(
        {
            "station": rows["station"],
            "start": _stamp(rows["start"], log),
            "end": _stamp(rows["end"], log),
            "reason": rows["reason"],
        }
    )


def _seen(first: pd.Series, last: pd.Series, log: EventLog) -> pd.Series:
    begun = first < pd.Timestamp(log.meta.end)
    return begun & (last.isna() | (last >= pd.Timestamp(log.meta.start)))


def write(log: EventLog, plant: Plant, folder: Path) -> None:
    """Write the records and the facts into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"log": log_table(log), "orders": order_table(log), "downtime": downtime_table(log)}
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    text = yaml.safe_dump(facts(plant), sort_keys=False, allow_unicode=True)
    (folder / "facts.yaml").write_text("# Invented, as is the whole shop; see README.md\n" + text, encoding="utf-8")


def main() -> None:
    """Work the shop and write its records."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the records")
    plant = machine_shop()
    begin = FIRST_MONDAY - pd.Timedelta(seconds=WARM_UP)
    log = simulate(plant, horizon=WINDOW, warm_up=WARM_UP, seed=SEED, begin=begin.to_pydatetime())
    write(log, plant, parser.parse_args().out)


if __name__ == "__main__":
    main()
