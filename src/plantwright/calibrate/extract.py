"""From a log to the sample that a fit needs: the slow part, done once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from plantwright.calibrate.arrays import flags, floats, ints
from plantwright.calibrate.attendance import attendance_of
from plantwright.calibrate.buffers import buffers_of
from plantwright.calibrate.dedication import dedication_of
from plantwright.calibrate.families import families_of, unbound
from plantwright.calibrate.floor import arrivals_of, on_floor, tied_releases
from plantwright.calibrate.inside_families import regrouped
from plantwright.calibrate.interruptions import breakdowns_of, setups_of
from plantwright.calibrate.loads import runs_of
from plantwright.calibrate.moves import begun, moves_of
from plantwright.calibrate.queues import Choices, choices_of
from plantwright.calibrate.rows import Rows, folded, rows_of
from plantwright.calibrate.sample import Names, Orders, Runs, Sample, Tasks, Visits
from plantwright.calibrate.support import demand_support
from plantwright.calibrate.traces import steps_back, traces_of
from plantwright.calibrate.visits import visits_of
from plantwright.calibrate.waits import waits_of
from plantwright.events.clock import WorkClock
from plantwright.events.log import EventLog
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.facts import NO_FACTS, Facts


def sample_of(log: EventLog, facts: Facts = NO_FACTS, *, name: str | None = None) -> Sample:
    """Take out of a log all that ``estimate`` needs; raises FitError where that is too little."""
    calendar = calendar_of(log, facts)
    zone = facts.time_zone or log.meta.time_zone
    rows = rows_of(log, WorkClock(calendar, zone))
    visits = visits_of(rows)
    if fold := unbound(visits, rows):
        rows = folded(rows, fold)
        visits = visits_of(rows)
    demand_support(visits, rows)
    codes = Codes.of(visits, rows, families_of(visits, rows, facts))
    visits = codes.on(visits)
    runs = runs_of(visits, rows, facts)
    batching = set(runs.loc[runs["lots"] > 1, "center"])
    breakdowns, arrivals = breakdowns_of(runs, rows), arrivals_of(rows)
    names, tasks, seen = codes.names(), codes.tasks(), _visits(visits, rows)
    timed = visits.assign(begun=begun(visits, rows))
    sample = Sample(
        name=name or facts.plant or log.meta.name,
        time_zone=zone,
        calendar=calendar,
        facts=facts,
        names=names,
        tasks=tasks,
        orders=_orders(rows, codes, choices_of(visits, rows, batching)),
        visits=seen,
        traces=traces_of(visits, rows),
        runs=_runs(runs),
        setups=setups_of(runs, rows, codes.order, codes.family),
        setup_rows=log.meta.has_setup_rows,
        breakdowns=breakdowns,
        arrivals=arrivals,
        moves=moves_of(timed, batching, _limited(visits, facts)),
        waits=waits_of(timed),
        attendance=attendance_of(seen, tasks, len(names.centers)),
        dedication=dedication_of(visits),
        buffers=buffers_of(timed, rows, batching),
        window=rows.closes - rows.opens,
        order_weight=np.ones(len(rows.orders)),
        breakdown_weight=np.ones(len(breakdowns.run)),
        arrival_weight=np.ones(len(arrivals.length)),
    )
    return sample if facts.families or log.meta.has_setup_rows else regrouped(sample)


def calendar_of(log: EventLog, facts: Facts) -> Calendar:
    """Return the told shifts, or those that the log's activity shows."""
    if not facts.shifts:
        from plantwright.observe.shifts import infer_calendar  # noqa: PLC0415

        return infer_calendar(log)
    shifts = tuple(Shift(days=one.days, start=one.start, end=one.end) for one in facts.shifts)
    return Calendar(id="plant", shifts=shifts)


def _limited(visits: pd.DataFrame, facts: Facts) -> set[str]:
    """Return the work centers whose buffers may be full: all of which nothing was told."""
    free = {one.id for one in facts.work_centers if one.buffer is None}
    return set(visits["center"]) - free


@dataclass(frozen=True)
class Codes:
    """A number for each name; the family's by product."""

    order: pd.Series[int]
    product: pd.Series[int]
    operation: pd.Series[int]
    center: pd.Series[int]
    station: pd.Series[int]
    worker: pd.Series[int]
    family: pd.Series[int]
    family_names: tuple[str, ...]
    task_table: pd.DataFrame

    @classmethod
    def of(cls, visits: pd.DataFrame, rows: Rows, families: dict[str, str]) -> Codes:
        """Return numbers for the names, in order of appearance, work centers and products in order of the alphabet."""
        products = sorted(set(visits["product"]) | set(rows.orders["product"]))
        names = sorted({families[product] for product in products})
        family = pd.Series([names.index(families[product]) for product in products], index=products)
        table = visits[["product", "operation", "center"]].drop_duplicates().reset_index(drop=True)
        return cls(
            order=_numbered(rows.orders["order"]),
            product=_numbered(products),
            operation=_numbered(visits["operation"].unique()),
            center=_numbered(sorted(visits["center"].unique())),
            station=_numbered(sorted(visits["station"].unique())),
            worker=_numbered(sorted(visits["worker"].dropna().unique())),
            family=family,
            family_names=tuple(names),
            task_table=table,
        )

    def on(self, visits: pd.DataFrame) -> pd.DataFrame:
        """Return the visits with a number beside each name."""
        key = ["product", "operation", "center"]
        task = visits[key].merge(self.task_table.assign(task=np.arange(len(self.task_table))), on=key, how="left")
        return visits.assign(
            order_no=visits["order"].map(self.order),
            product_no=visits["product"].map(self.product),
            operation_no=visits["operation"].map(self.operation),
            center_no=visits["center"].map(self.center),
            station_no=visits["station"].map(self.station),
            worker_no=visits["worker"].map(self.worker).fillna(-1).astype(np.int64),
            family=visits["product"].map(self.family),
            task=task["task"].to_numpy(),
        )

    def names(self) -> Names:
        """Return the names in order of their numbers."""
        parts = (self.product, self.operation, self.center, self.station, self.worker)
        products, operations, centers, stations, workers = (tuple(map(str, part.index)) for part in parts)
        return Names(products, operations, centers, stations, workers, self.family_names)

    def tasks(self) -> Tasks:
        """Return what each task is."""
        table = self.task_table
        return Tasks(
            product=ints(table["product"].map(self.product)),
            operation=ints(table["operation"].map(self.operation)),
            center=ints(table["center"].map(self.center)),
            family=ints(table["product"].map(self.family)),
        )


def _numbered(names: object) -> pd.Series[int]:
    index = pd.Index(names)  # type: ignore[call-overload]
    return pd.Series(np.arange(len(index)), index=index)


def _orders(rows: Rows, codes: Codes, choices: Choices) -> Orders:
    orders = rows.orders
    return Orders(
        product=ints(orders["product"].map(codes.product)),
        quantity=floats(orders["quantity"].where(orders["quantity"] > 0).fillna(1.0)),
        urgent=flags((orders["priority"] == 1).fillna(value=False)),
        inside=flags(orders["inside"]),
        lead_time=floats(orders["lead_time"]),
        on_floor=on_floor(rows),
        tied=tied_releases(rows),
        choices=choices,
    )


def _visits(visits: pd.DataFrame, rows: Rows) -> Visits:
    return Visits(
        order=ints(visits["order_no"]),
        task=ints(visits["task"]),
        station=ints(visits["station_no"]),
        worker=ints(visits["worker_no"]),
        start=floats(visits["start"]),
        end=floats(visits["end"]),
        free=floats(visits["free"]),
        quantity=floats(visits["quantity"]),
        scrapped=floats(visits["scrapped"]),
        back=steps_back(visits, rows),
    )


def _runs(runs: pd.DataFrame) -> Runs:
    whole = {name: ints(runs[column]) for name, column in _RUN_NUMBERS.items()}
    several = runs["tasks"].notna() & (runs["lots"] > 1)
    loads = np.flatnonzero(several.to_numpy())
    return Runs(
        **whole,
        mixed=loads.astype(np.int64),
        mixed_tasks=tuple(np.array(tasks, dtype=np.int64) for tasks in runs["tasks"].to_numpy()[loads]),
        mixed_quantities=tuple(np.array(some, dtype=np.float64) for some in runs["quantities"].to_numpy()[loads]),
        quantity=floats(runs["quantity"]),
        length=floats(runs["worked"]),
        sound=flags(runs["sound"]),
        going=flags(runs["going"]),
        waited=floats(runs["waited"]),
    )


_RUN_NUMBERS = {
    "order": "order_no",
    "task": "task",
    "lots": "lots",
    "center": "center_no",
    "station": "station_no",
    "before": "before",
    "family": "family",
}


def with_facts(sample: Sample, facts: Facts) -> Sample:
    """Return the same records with other facts about stations, people and rules; shifts and families stay."""
    return replace(sample, facts=facts)
