"""Numbers and names of the learner's plant that lessons may tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from plantwright.learn.lessons.look import DAY, Look
from plantwright.model.estimate import Cell, Estimate, Row
from plantwright.plot.cells import name_of, number
from plantwright.plot.digits import UNKNOWN, in_percent, known, rounded, value_text, with_unit

Say: TypeAlias = Callable[[Look], str | None]
"""Returns what to write, or None where the plant's records do not tell it."""


@dataclass(frozen=True)
class Value:
    """Something that a lesson can tell of a plant."""

    means: str
    say: Say


def _estimate(one: Cell, *, percent: bool = False) -> str | None:
    if not isinstance(one, Estimate) or not known(one):
        return None
    return value_text(in_percent(one) if percent else one)


def _measure(name: str, *, percent: bool = False) -> Say:
    return lambda look: _estimate(look.measures.values.get(name), percent=percent)


def _number(value: float | None, unit: str) -> str | None:
    return None if value is None or not np.isfinite(value) else with_unit(rounded(value), unit)


def _duration(seconds: float) -> str:
    """Return a time in the unit in which it has one to three digits before the point."""
    for size, unit in ((2 * DAY, "d"), (7200.0, "h"), (120.0, "min")):
        if seconds >= size:
            return with_unit(rounded(seconds / {"d": DAY, "h": 3600.0, "min": 60.0}[unit]), unit)
    return with_unit(rounded(seconds), "s")


def _at_bottleneck(table: str, column: str, *, percent: bool = False) -> Say:
    """Return what a table says of the bottleneck."""

    def say(look: Look) -> str | None:
        row = look.row_of(table, "work_center", look.bottleneck.work_center if look.bottleneck else None)
        return None if row is None else _estimate(row.get(column), percent=percent)

    return say


def _state_of_bottleneck(state: str) -> Say:
    """Return the mean share of calendar time in a state, over the bottleneck's stations."""

    def say(look: Look) -> str | None:
        name = look.bottleneck.work_center if look.bottleneck else None
        shares = [number(one.get(state)) for one in look.rows("stations") if one.get("work_center") == name]
        told = [one for one in shares if one is not None]
        return _number(100 * float(np.mean(told)), "%") if told else None

    return say


def _most(table: str, column: str, shown: str, keep: Callable[[Row], bool] = lambda _: True, **how: bool) -> Say:
    """Return one cell of the row in which a column is largest."""

    def say(look: Look) -> str | None:
        row = look.most(table, column, keep)
        if row is None:
            return None
        cell = row.get(shown)
        return _estimate(cell, **how) if isinstance(cell, Estimate) else name_of(cell) or None

    return say


def _most_blocked(look: Look) -> str | None:
    row = look.most("stations", "blocked")
    if row is None:
        return None
    return f"{name_of(row.get('station'))} ({_estimate(row.get('blocked'), percent=True)} of calendar time)"


def _top_stop(look: Look) -> str | None:
    row = look.most("downtime", "hours", _is_stop)
    if row is None:
        return None
    count, mean, weekly = (_estimate(row.get(name)) for name in ("stops", "mean", "hours_per_week"))
    told = [one for one in (count, f"{mean} each on average" if mean else None, weekly) if one]
    return f"{name_of(row.get('reason'))} ({', '.join(told)})"


def _job_said(look: Look) -> str | None:
    job = look.job
    return f"{job.operation} of {job.product} at {job.work_center} (its last {len(job.seconds)} times)" if job else None


def _is_stop(row: Row) -> bool:
    return row.get("kind") == "down" and bool(row.get("reason"))


def _case_row(case: str, column: str) -> Say:
    def say(look: Look) -> str | None:
        row = look.row_of("benchmark", "case", case)
        return None if row is None else _estimate(row.get(column))

    return say


def _part(name: str) -> Say:
    def say(look: Look) -> str | None:
        row = look.row_of("flow_parts", "part", name)
        return None if row is None else _estimate(row.get("share"), percent=True)

    return say


def _job(of: Callable[[np.ndarray], float | None]) -> Say:
    def say(look: Look) -> str | None:
        if look.job is None:
            return None
        (size, sign), value = look.job.unit, of(look.job.seconds)
        return None if value is None else _number(value / size, sign)

    return say


def _upper(values: np.ndarray) -> float:
    return float(values.mean() + 3 * abs(np.diff(values)).mean() / 1.128)


def _lower(values: np.ndarray) -> float | None:
    low = float(values.mean() - 3 * abs(np.diff(values)).mean() / 1.128)
    return low if low > 0 else None


def _scv(values: np.ndarray) -> float:
    return float(values.var(ddof=1) / values.mean() ** 2)


def _series(of: Callable[[Look], np.ndarray], what: Callable[[np.ndarray], float], unit: str) -> Say:
    def say(look: Look) -> str | None:
        values = of(look)
        return _number(what(values), unit) if len(values) > 2 else None

    return say


def _sd(values: np.ndarray) -> float:
    return float(values.std(ddof=1))


def _flow(share: float) -> Say:
    return lambda look: _number(np.quantile(look.flow_times, share) / 3600, "h") if len(look.flow_times) else None


def _either(first: str, second: str) -> Say:
    """Return a ratio, or the one relative to the plant's own best tenth of times, saying so."""

    def say(look: Look) -> str | None:
        told = _measure(first, percent=True)(look)
        relative = _measure(second, percent=True)(look)
        return told or (f"{relative} (against your own best tenth)" if relative else None)

    return say


def _window(look: Look) -> str:
    meta = look.case.log.meta
    return _duration((meta.end - meta.start).total_seconds())


def _made_most(look: Look) -> str | None:
    row = look.most("products", "orders")
    return name_of(row.get("product")) or None if row else None


def _lot_of_most(look: Look) -> str | None:
    orders = look.case.orders
    sizes = orders.loc[orders["product"] == _made_most(look), "quantity"].dropna().to_numpy(dtype=float)
    return _number(float(sizes.mean()), "pieces") if len(sizes) else None


def _rolled(look: Look) -> str | None:
    """Return the share that passes every step of the product made most, as a product of the steps' yields."""
    steps = look.case.steps
    rows = steps[(steps["product"] == _made_most(look)) & (steps["quantity"] > 0)].dropna(subset=["scrapped"])
    if rows.empty:
        return None
    sums = rows.groupby("operation")[["quantity", "scrapped"]].sum()
    passed = 1 - sums["scrapped"].to_numpy(dtype=float) / sums["quantity"].to_numpy(dtype=float)
    return _number(100 * float(passed.prod()), "%")


def _little(look: Look) -> str | None:
    """Return WIP as Little's law has it, from throughput in orders and mean flow time."""
    pace, mean = (look.measures.values.get(name) for name in ("order_throughput", "flow_mean"))
    if not pace or not mean or pace.value is None or mean.value is None:
        return None
    return _number(pace.value * mean.value / 24, "orders")


def _everyone(look: Look) -> Row | None:
    rows = look.measures.tables.get("worker_load", ())
    return next((one for one in rows if one.get("skill") == "(all)"), None)


def _people(look: Look) -> str | None:
    row = _everyone(look)
    return _estimate(row.get("people")) if row else None


def _people_load(look: Look) -> str | None:
    row = _everyone(look)
    return _estimate(row.get("load"), percent=True) if row else None


_PERCENT = ("on_time", "scrap", "rework", "availability", "quality_ratio", "value_added", "bottleneck_shifts")
_PLAIN = {
    "throughput": "good pieces a day",
    "order_throughput": "orders completed a day",
    "orders_completed": "orders completed in the window",
    "wip": "mean orders on the floor",
    "flow_mean": "mean flow time",
    "flow_median": "median flow time",
    "flow_p95": "what 19 of 20 flow times stay below",
    "little_ratio": "WIP over what Little's law makes of the other two",
    "raw_process_time": "working time that an order is worked on",
    "bottleneck_rate": "orders an hour that the bottleneck could pass",
    "critical_wip": "bottleneck rate × raw process time",
    "practical_worst_ratio": "throughput over that of the practical worst case",
    "energy_per_good": "energy a good piece",
    "booked_scrapped": "pieces booked as scrap",
}

VALUES: dict[str, Value] = {
    **{name: Value(means, _measure(name)) for name, means in _PLAIN.items()},
    **{name: Value(f"{name.replace('_', ' ')} of the whole plant", _measure(name, percent=True)) for name in _PERCENT},
    "plant": Value("the plant's name", lambda look: look.case.name),
    "window": Value("how long the log is", _window),
    "origin": Value("recorded or simulated", lambda look: look.case.origin),
    "little_wip": Value("WIP by Little's law", _little),
    "oee": Value("OEE of the plant", _either("oee", "oee_relative")),
    "effectiveness": Value("effectiveness of the plant", _either("effectiveness", "effectiveness_relative")),
    "bottleneck": Value("what limits the plant", lambda look: look.bottleneck.work_center if look.bottleneck else None),
    "bottleneck_stations": Value("stations at the bottleneck", _at_bottleneck("work_centers", "stations")),
    "bottleneck_busy": Value("busy share there", _at_bottleneck("work_centers", "busy_share", percent=True)),
    "bottleneck_queue": Value("mean wait at the bottleneck", _at_bottleneck("work_centers", "queue_time")),
    "bottleneck_process_time": Value("process time of a lot there", _at_bottleneck("work_centers", "process_time")),
    "bottleneck_effective_time": Value(
        "the same with setups and repairs", _at_bottleneck("work_centers", "effective_process_time")
    ),
    "bottleneck_scv": Value("scv of effective process time there", _at_bottleneck("work_centers", "scv")),
    "bottleneck_setup": Value("share of time in setup there", _state_of_bottleneck("setup")),
    "bottleneck_down": Value("share of time down there", _state_of_bottleneck("down")),
    "bottleneck_blocked": Value("share of time blocked there", _state_of_bottleneck("blocked")),
    "bottleneck_starved": Value("share of time starved there", _state_of_bottleneck("starved")),
    "bottleneck_utilization": Value(
        "utilization of the bottleneck", _at_bottleneck("queue_parts", "utilization", percent=True)
    ),
    "bottleneck_predicted_wait": Value("wait there by Kingman's formula", _at_bottleneck("queue_parts", "predicted")),
    "bottleneck_variability": Value("V of that formula", _at_bottleneck("queue_parts", "variability")),
    "bottleneck_crowding": Value("U of that formula", _at_bottleneck("queue_parts", "crowding")),
    "bottleneck_time": Value("T of that formula", _at_bottleneck("queue_parts", "time")),
    "longest_queue": Value("work center with the longest wait", _most("work_centers", "queue_time", "work_center")),
    "longest_queue_time": Value("that wait", _most("work_centers", "queue_time", "queue_time")),
    "busiest": Value("work center with the largest busy share", _most("work_centers", "busy_share", "work_center")),
    "most_variable": Value("work center of the largest scv", _most("work_centers", "scv", "work_center")),
    "most_variable_scv": Value("that scv", _most("work_centers", "scv", "scv")),
    "most_blocked_said": Value("station that is blocked most, and how much", _most_blocked),
    "most_scrap": Value("work center that scraps most", _most("work_centers", "scrap", "work_center")),
    "most_scrap_share": Value("what it scraps", _most("work_centers", "scrap", "scrap", percent=True)),
    "most_rework": Value("work center after which most is done again", _most("work_centers", "rework", "work_center")),
    "rolled_yield": Value("share that passes all steps of the product made most", _rolled),
    "top_stop_said": Value("reason of stops that takes most hours, how often and how long", _top_stop),
    "top_stop_share": Value("their share of idle hours", _most("downtime", "hours", "share", _is_stop, percent=True)),
    "queue_share": Value("share of flow time in queues", _part("queue")),
    "process_share": Value("share of flow time in process", _part("process")),
    "setup_share": Value("share of flow time in setup", _part("setup")),
    "off_share": Value("share of flow time when the plant is closed", _part("off")),
    "best_throughput": Value("best case of throughput at this WIP", _case_row("best", "throughput")),
    "best_flow_time": Value("best case of flow time at this WIP", _case_row("best", "flow_time")),
    "worst_throughput": Value("practical worst case of throughput", _case_row("practical_worst", "throughput")),
    "own_throughput": Value("throughput on the work clock", _case_row("recorded", "throughput")),
    "own_flow_time": Value("flow time on the work clock", _case_row("recorded", "flow_time")),
    "made_most": Value("product with most completed orders", _made_most),
    "lot_of_most": Value("its mean lot", _lot_of_most),
    "flow_80": Value("what 8 of 10 flow times stay below", _flow(0.8)),
    "flow_95": Value("what 19 of 20 flow times stay below", _flow(0.95)),
    "daily_mean": Value("orders completed on a day", _series(lambda one: one.completed_daily, np.mean, "orders")),
    "daily_sd": Value("their standard deviation", _series(lambda one: one.completed_daily, _sd, "orders")),
    "weekly_mean": Value("orders released in a week", _series(lambda one: one.released_weekly, np.mean, "orders")),
    "weekly_sd": Value("their standard deviation", _series(lambda one: one.released_weekly, _sd, "orders")),
    "job_said": Value("operation whose time varies that is done most, for which product and where", _job_said),
    "job_mean": Value("its mean time a lot", _job(lambda one: float(one.mean()))),
    "job_median": Value("its median time", _job(lambda one: float(np.median(one)))),
    "job_sd": Value("standard deviation of its times", _job(lambda one: float(one.std(ddof=1)))),
    "job_upper": Value("upper control limit of its times", _job(_upper)),
    "job_lower": Value("lower control limit, where above zero", _job(_lower)),
    "job_scv": Value("scv of its times", lambda look: rounded(_scv(look.job.seconds)) if look.job else None),
    "people": Value("people seen on the floor", _people),
    "people_load": Value("share of their shifts in which stations held them", _people_load),
}  # fmt: skip
"""Every value that a lesson may tell, by the name in ``{{value: name}}``."""


NOT_KNOWN = "not known on this plant"
"""What a lesson says where the records do not tell."""


def told(name: str, look: Look) -> str:
    """Return what a plant says under a name, or kindly that it does not say it."""
    said = VALUES[name].say(look)
    return NOT_KNOWN if said is None or said == str(UNKNOWN) else said
