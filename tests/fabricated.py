"""A made-up but plausible study of a made-up gear works, for tests of figures and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from plantwright.calibrate.check import Check, CheckLine
from plantwright.events.log import EventLog, Finding, LogMeta
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.study import Study
from plantwright.model.change import Change, parse_changes
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, WorkCenter
from plantwright.model.estimate import Estimate, Measures, Row
from plantwright.model.plant import Evidence, Plant, Release
from plantwright.model.product import Operation, Product, Routing

CENTERS = {
    "Saw": (2, 0.41, 0.02, 0.01, 0.00),
    "Turning": (3, 0.48, 0.11, 0.04, 0.02),
    "Gear hobbing": (1, 0.44, 0.17, 0.06, 0.00),
    "Broaching": (1, 0.22, 0.05, 0.02, 0.01),
    "Deburring": (2, 0.35, 0.00, 0.00, 0.00),
    "Hardening oven": (1, 0.55, 0.00, 0.03, 0.03),
    "Grinding": (2, 0.46, 0.09, 0.05, 0.00),
    "Inspection": (1, 0.30, 0.00, 0.00, 0.00),
}
"""Stations, and their shares of process, setup, down and blocked."""

MOVES = [
    ("Saw", "Turning", 820, 3.1),
    ("Turning", "Gear hobbing", 610, 21.4),
    ("Turning", "Broaching", 205, 2.2),
    ("Gear hobbing", "Deburring", 598, 1.4),
    ("Broaching", "Deburring", 201, 1.1),
    ("Deburring", "Hardening oven", 640, 9.8),
    ("Deburring", "Grinding", 155, 4.4),
    ("Hardening oven", "Grinding", 632, 5.2),
    ("Grinding", "Inspection", 781, 0.9),
    ("Inspection", "Grinding", 38, 6.0),
    ("Inspection", "Turning", 9, 11.0),
    ("Grinding", "Grinding", 12, 1.0),
]

CHANGES = [
    {"name": "Halve setups at gear hobbing", "scale_setup_time": {"work_center": "Gear hobbing", "factor": 0.5},
     "cost": {"once": 18000}},
    {"name": "Second gear hobbing machine", "add_stations": {"work_center": "Gear hobbing", "count": 1},
     "cost": {"once": 240000, "per_year": 9000}},
    {"name": "5 % faster hobbing", "scale_process_time": {"work_center": "Gear hobbing", "factor": 0.95}},
    {"name": "Repair hobbing twice as fast",
     "scale_failures": {"work_center": "Gear hobbing", "mttr_factor": 0.5}},
    {"name": "Shortest job first everywhere", "set_dispatch": {"work_center": "all", "rule": "spt"}},
    {"name": "Fewer orders on the floor and a third saw",
     "edits": [{"set_wip_limit": {"limit": 40}}, {"add_stations": {"work_center": "Saw", "count": 1}}]},
    {"name": "Halve rework after inspection", "scale_rework": {"work_center": "Inspection", "factor": 0.5}},
]  # fmt: skip


def estimate(value: float | None, unit: str, half: float | None = None, **more: object) -> Estimate:
    """Return an Estimate with a symmetric interval."""
    low, high = (None, None) if half is None or value is None else (value - half, value + half)
    return Estimate(value=value, unit=unit, low=low, high=high, **more)


def measures() -> Measures:
    """Return measures of the gear works."""
    values = {
        "orders": estimate(852, "orders", method="count"),
        "orders_completed": estimate(801, "orders", method="count"),
        "orders_in_progress": estimate(51, "orders", method="count"),
        "rows": estimate(4_963, "rows", method="count"),
        "booked_good": estimate(92_519, "pieces", method="sum"),
        "booked_scrapped": estimate(593, "pieces", method="sum"),
        "throughput": estimate(741.3, "pieces/d", 33.2, n=17, method="weeks as blocks"),
        "order_throughput": estimate(6.68, "orders/d", 0.31, n=17, method="weeks as blocks"),
        "wip": estimate(52.4, "orders", 4.1, n=17, method="time average, weeks as blocks"),
        "flow_mean": estimate(188.2, "h", 14.0, n=801, method="orders resampled by week"),
        "flow_median": estimate(171.0, "h", 12.0, n=801, method="orders resampled by week"),
        "flow_p95": estimate(402.0, "h", 37.0, n=801, method="orders resampled by week"),
        "on_time": estimate(0.623, "1", 0.051, n=801, method="orders resampled by week"),
        "little_ratio": estimate(1.003, "1", 0.04, method="wip ÷ (throughput × flow time)"),
        "bottleneck_agreement": estimate(0.67, "1", method="share of the three methods that name the same"),
        "raw_process_time": estimate(21.7, "h", 0.4, n=4_900),
        "scrap": estimate(0.0064, "1", 0.0006),
        "rework": estimate(0.0121, "1", 0.003),
        "oee_relative": estimate(0.71, "1", 0.02, method="relative to your best decile"),
    }
    tables = {
        "stations": tuple(_stations()),
        "work_centers": tuple(_centers()),
        "flow_parts": tuple(_parts()),
        "flow_map": tuple(
            {"from": source, "to": target, "lots": estimate(lots, "lots"), "wait": estimate(wait, "h", 0.2 * wait)}
            for source, target, lots, wait in MOVES
        ),
        "bottlenecks": tuple(_bottlenecks()),
    }
    return Measures(values=values, tables=tables)


def _stations() -> list[Row]:
    rows: list[Row] = []
    for name, (count, process, setup, down, blocked) in CENTERS.items():
        for k in range(count):
            off = 0.3
            shares = {"process": process, "setup": setup, "down": down, "blocked": blocked, "off": off}
            shares["starved"] = 1 - sum(shares.values())
            row: Row = {state: estimate(share, "1") for state, share in shares.items()}
            busy = estimate((process + setup) / (1 - off), "1", 0.02)
            rows.append({"station": f"{name} {k + 1}", "work_center": name, **row, "busy_share": busy})
    return rows


def _centers() -> list[Row]:
    queues = {target: wait for _, target, _, wait in reversed(MOVES)}
    return [
        {
            "work_center": name, "stations": count, "lots": estimate(600, "lots"),
            "process_time": estimate(1.3, "h", 0.1), "effective_process_time": estimate(1.8, "h", 0.2),
            "scv": estimate(0.8, "1", 0.1), "queue_time": estimate(queues.get(name, 0.5), "h", 0.3),
            "queue_length": estimate(4.0, "lots"), "busy_share": estimate((process + setup) / 0.7, "1", 0.02),
            "scrap": estimate(0.01, "1"), "rework": estimate(0.02, "1"),
        }
        for name, (count, process, setup, _, _) in CENTERS.items()
    ]  # fmt: skip


def _parts() -> list[Row]:
    hours = {"process": 19.4, "setup": 4.1, "down": 6.3, "queue": 98.0, "blocked": 1.2, "transport": 3.0, "off": 56.2}
    total = sum(hours.values())
    return [
        {"part": part, "hours": estimate(value, "h", 0.1 * value), "share": estimate(value / total, "1")}
        for part, value in hours.items()
    ]


def _bottlenecks() -> list[Row]:
    active = {"Gear hobbing": 0.58, "Hardening oven": 0.31, "Grinding": 0.06}
    busy = {row["work_center"]: row["busy_share"] for row in _centers()}
    queue = {row["work_center"]: row["queue_time"] for row in _centers()}
    return [
        {"work_center": name, "active_period": estimate(active.get(name, 0.01), "1", 0.04),
         "busy_share": busy[name], "queue_time": queue[name]}
        for name in CENTERS
    ]  # fmt: skip


def check() -> Check:
    """Return a held-out check that mostly, not wholly, agrees."""
    lines = (
        _line("throughput", (744, 40), (752, 28), True, "pieces/d"),
        _line("flow_mean", (188, 14), (171, 12), True, "h"),
        _line("flow_p95", (402, 37), (318, 30), False, "h"),
        _line("on_time", (0.62, 0.05), (0.66, 0.04), True, "1"),
        _line("wip", (52.4, 4.1), (49.9, 3.0), True, "orders"),
    )
    return Check(
        "usable with care",
        ("it foretells throughput within the plant's own noise", "its slowest orders are 21 % too fast"),
        lines,
        datetime(2025, 5, 5),  # noqa: DTZ001 — UTC without a zone in the type, as in the log
        datetime(2025, 6, 30),  # noqa: DTZ001
    )


def _line(name: str, recorded: tuple[float, float], twin: tuple[float, float], agrees: bool, unit: str) -> CheckLine:
    sentence = f"the twin is {100 * (twin[0] / recorded[0] - 1):+.0f} % off"
    sides = estimate(recorded[0], unit, recorded[1]), estimate(twin[0], unit, twin[1])
    return CheckLine(name, *sides, agrees, sentence)


def ranking(repeat: int = 1) -> Ranking:
    """Return a ranking whose first three cannot be told apart."""
    gains = [(8.1, 1.1, 1), (7.4, 1.4, 1), (6.9, 1.0, 1), (3.2, 0.9, 2), (0.4, 0.6, 3), (-0.2, 0.7, 3), (-1.4, 0.5, 4)]
    parsed = parse_changes(CHANGES)
    found = [
        _ranked(one.model_copy(update={"name": one.name + (f" ({k})" if k else "")}), *gains[index])
        for k in range(repeat)
        for index, one in enumerate(parsed)
    ]
    base = Measures(values={"throughput": estimate(752, "pieces/d", 9), "flow_mean": estimate(171, "h", 4)})
    sentence = "The first three changes cannot be told apart yet; all three are better than the rest."
    return Ranking("throughput", base, tuple(found), sentence, seed=7, warm_up=30 * 86_400.0, horizon=120 * 86_400.0)


def _ranked(change: Change, gain: float, half: float, group: int) -> RankedChange:
    paid = change.cost.once is not None
    return RankedChange(
        change=change,
        tie_group=group,
        gain=estimate(gain, "%", half, n=40, method="paired differences on common random numbers"),
        throughput=estimate(gain, "%", half),
        flow_time=estimate(-1.6 * gain, "%", 2 * half),
        on_time=estimate(1.1 * gain, "points", 2 * half),
        wip=estimate(-0.4 * gain, "%", half),
        people=estimate(0.6 * gain, "points", 0.4),
        energy=estimate(None, "%", method="no power is known"),
        payback=estimate(0.42 if paid else None, "years", 0.1 if paid else None),
        probability_best=0.52 if gain > 8 else 0.01,
        replications=40,
    )


def plant() -> Plant:
    """Return the gear works, with where its numbers came from."""
    steps = tuple(Operation(id=name, work_center=name, per_lot=3_600) for name in CENTERS)
    centers = tuple(
        WorkCenter(
            id=name,
            stations=row[0],
            failures=Failures(
                time_to_failure=Distribution.exponential(90_000), time_to_repair=Distribution.exponential(7_200)
            ),
        )
        for name, row in CENTERS.items()
    )
    evidence = tuple(
        Evidence(path=f"work_centers.{name}.failures.time_to_repair.mean", value=7_212.4, unit="s", low=6_480.0,
                 high=8_011.0, n=40 + k, method="mean of logged breakdowns, gamma interval")
        for k, name in enumerate(CENTERS)
    )  # fmt: skip
    told = tuple(
        Evidence(path=f"work_centers.{name}.stations", value=float(row[0]), method="told by the user")
        for name, row in CENTERS.items()
    )
    guess = (Evidence(path="transport.mean", value=0.0, unit="s", method="assumed: the records know no moves"),)
    return Plant(
        name="Kestrel Gear Works (made up)", currency="EUR", work_centers=centers,
        products=(Product(id="gear", routings=(Routing(operations=steps),)),),
        release=Release(interarrival=Distribution.exponential(13_000)), evidence=guess + evidence + told,
    )  # fmt: skip


def log() -> EventLog:
    """Return a few rows of what happened, with what was odd about the records."""
    start = datetime(2025, 3, 3, 5)  # noqa: DTZ001
    names, count = list(CENTERS), 48
    table = pa.table({
        "order": [f"O{k // 8}" for k in range(count)],
        "product": ["gear"] * count,
        "operation": [names[k % 8] for k in range(count)],
        "work_center": [names[k % 8] for k in range(count)],
        "station": [f"{names[k % 8]} 1" for k in range(count)],
        "kind": ["down" if k % 11 == 0 else "setup" if k % 7 == 0 else "process" for k in range(count)],
        "start": pa.array([start.replace(day=3 + k // 8, hour=5 + k % 8) for k in range(count)], pa.timestamp("us")),
        "end": pa.array([start.replace(day=3 + k // 8, hour=6 + k % 8) for k in range(count)], pa.timestamp("us")),
        "quantity": [20.0] * count,
    })  # fmt: skip
    orders = pa.table({"order": [f"O{k}" for k in range(6)], "quantity": [20.0] * 6})
    found = (
        Finding(
            "missing_end", 31, "31 rows have a start and no end", "left out of process times, kept in WIP", ("O17",)
        ),
        Finding("nominal_duration", 402, "402 rows last exactly 30 minutes", "kept, and counted as told, not measured"),
        Finding("cut_order", 51, "51 orders were still on the floor at the end", "censored"),
    )
    meta = LogMeta("gears.csv", "recorded", start, start.replace(month=6, day=30), "Europe/Berlin")
    return EventLog.from_arrow(table, orders, meta, findings=found)


def study() -> Study:
    """Return the whole study."""
    return Study(plant(), log(), measures(), check(), ranking())


EVIL = (
    '</script><script>alert(1)</script><img src=x onerror=alert(2)><b>%{x}</b> "\'&amp; <a href="http://x.test">y</a>'
)
"""A name that tries to break out of HTML, of a script, of JSON and of plotly's own labels."""


def hostile_study() -> Study:
    """Return the study with a hostile name wherever a user's text can stand."""
    calm = study()
    table = {"stations": "station", "work_centers": "work_center", "flow_parts": "part", "bottlenecks": "work_center"}
    tables = {
        name: tuple({**row, column: EVIL} for row in calm.measures.tables[name][:1]) for name, column in table.items()
    }
    tables["flow_map"] = ({**calm.measures.tables["flow_map"][0], "from": EVIL},)
    finding = Finding(EVIL, 1, EVIL, EVIL, (EVIL,))
    changes = tuple(
        replace(one, change=parse_changes([{"name": EVIL, "add_stations": {"work_center": EVIL, "count": 1}}])[0])
        for one in calm.ranking.changes[:1]
    )
    line = replace(calm.check.lines[0], measure=EVIL, sentence=EVIL)
    return Study(
        calm.plant.model_copy(update={"name": EVIL, "evidence": (Evidence(path=EVIL, value=EVIL, method=EVIL),)}),
        replace(calm.log, findings=(finding,), columns={EVIL: EVIL}),
        Measures(values=calm.measures.values, tables=tables),
        replace(calm.check, reasons=(EVIL,), lines=(line,)),
        replace(calm.ranking, changes=changes, sentence=EVIL),
        refusal=EVIL,
    )
