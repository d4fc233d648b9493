"""From a log to a plant: the parameters that the records support, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.calibrate.batches import batch_of
from plantwright.calibrate.center import CenterTimes, center_times
from plantwright.calibrate.evidence import evidence_of
from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.lots import lead_time_of, lot_sizes_of, shares_of
from plantwright.calibrate.people import skills_of, workers_of
from plantwright.calibrate.quality import Quality, quality_of
from plantwright.calibrate.release import release_of
from plantwright.calibrate.routing import ways_of
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.stations import dispatch_of, stations_of, told_of
from plantwright.calibrate.transport import transport_of
from plantwright.events.log import EventLog
from plantwright.model.calendar import ALWAYS
from plantwright.model.equipment import WorkCenter
from plantwright.model.facts import NO_FACTS, Facts
from plantwright.model.plant import Costs, Plant
from plantwright.model.product import Operation, Product, Routing


def fit(log: EventLog, facts: Facts = NO_FACTS, *, name: str | None = None) -> Plant:
    """Learn a plant from what was recorded of it; what a person told overrules what the log suggests.

    Raises FitError where the records cannot support a model at all, and says what to record.
    """
    return estimate(sample_of(log, facts, name=name))


def estimate(sample: Sample) -> Plant:
    """Return the plant that a sample speaks of, by the sample's weights."""
    times = [center_times(sample, center) for center in range(len(sample.names.centers))]
    skills, quality = skills_of(sample), quality_of(sample)
    transport = transport_of(sample)
    work_centers = tuple(_center(sample, n, one, skills.get(n)) for n, one in enumerate(times))
    plant = Plant(
        name=sample.name,
        time_zone=sample.time_zone,
        currency=sample.facts.currency,
        calendars=() if sample.calendar.id == ALWAYS.id else (sample.calendar,),
        calendar=sample.calendar.id,
        work_centers=work_centers,
        products=_products(sample, _operations(sample, times, quality, work_centers)),
        workers=workers_of(sample, skills),
        release=release_of(sample),
        urgent_first=_urgent_first(sample),
        transport=transport.time,
        costs=sample.facts.costs or Costs(),
    )
    return plant.model_copy(update={"evidence": evidence_of(sample, plant, times, quality, transport)})


def _urgent_first(sample: Sample) -> bool:
    told = sample.facts.urgent_orders_first
    return sample.orders.choices.urgent_first if told is None else told


def _center(sample: Sample, center: int, times: CenterTimes, skill: str | None) -> WorkCenter:
    told, stations = told_of(sample, center), stations_of(sample, center)
    return WorkCenter(
        id=sample.names.centers[center],
        stations=stations.count,
        station_ids=stations.names,
        buffer=told.buffer if told else sample.buffers.get(sample.names.centers[center]),
        skill=skill,
        dispatch=dispatch_of(sample, center),
        setup=times.setup,
        failures=times.failures,
        batch=batch_of(sample, center, times.load_time),
    )


def _operations(
    sample: Sample, times: list[CenterTimes], quality: Quality, work_centers: Sequence[WorkCenter]
) -> dict[int, Operation]:
    """Return each task as an operation, before it stands in a routing."""
    found: dict[int, Operation] = {}
    for center, one in zip(work_centers, times, strict=True):
        for task, per_lot, per_piece in zip(one.tasks.tolist(), one.per_lot, one.per_piece, strict=True):
            found[task] = Operation(
                id=sample.names.operations[sample.tasks.operation[task]],
                work_center=center.id,
                per_lot=float(per_lot),
                per_piece=float(per_piece),
                noise=one.noise,
                scrap=float(quality.scrap[task]),
                rework=float(quality.rework[task]),
                rework_back=int(quality.back[task]),
                attendance=_attendance(sample, task),
                stations=_stations(sample, task, center),
            )
    return found


def _attendance(sample: Sample, task: int) -> float:
    """Return for what share of a step its worker is needed; 1 where nobody is."""
    return float(sample.attendance[sample.tasks.center[task]]) or 1.0


def _stations(sample: Sample, task: int, center: WorkCenter) -> tuple[str, ...]:
    """Return the stations to which a step keeps, as far as its work center still has them; empty: any."""
    return tuple(name for name in sample.dedication.get(task, ()) if name in center.station_ids)


def _products(sample: Sample, operations: dict[int, Operation]) -> tuple[Product, ...]:
    shares, ways = shares_of(sample), ways_of(sample)
    family = dict(zip(sample.tasks.product.tolist(), sample.tasks.family.tolist(), strict=True))
    return tuple(
        Product(
            id=sample.names.products[number],
            routings=tuple(Routing(operations=_steps(way, operations), weight=weight) for way, weight in ways[number]),
            family=sample.names.families[family[number]],
            share=float(shares[number]),
            lot_sizes=lot_sizes_of(sample, number),
            lead_time=lead_time_of(sample, number),
        )
        for number in sorted(ways)
    )


def _steps(way: tuple[int, ...], operations: dict[int, Operation]) -> tuple[Operation, ...]:
    """Return the operations of one way; none goes back beyond its first step."""
    steps = (operations[task] for task in way)
    return tuple(
        step if step.rework_back <= place else step.model_copy(update={"rework_back": place})
        for place, step in enumerate(steps)
    )
