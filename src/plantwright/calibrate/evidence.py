"""Where the numbers of a fitted plant came from."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.calibrate.arrays import Flags, flags
from plantwright.calibrate.center import CenterTimes
from plantwright.calibrate.lots import newcomers
from plantwright.calibrate.notes import TOLD, Notes
from plantwright.calibrate.quality import Quality
from plantwright.calibrate.release import policy_of
from plantwright.calibrate.sample import Sample
from plantwright.calibrate.stations import stations_of, told_of
from plantwright.calibrate.transport import Transport
from plantwright.messages.told import told
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Evidence, Plant


def evidence_of(
    sample: Sample, plant: Plant, times: Sequence[CenterTimes], quality: Quality, transport: Transport
) -> tuple[Evidence, ...]:
    """Return what each number of the plant rests on."""
    notes = Notes()
    _plant_notes(notes, sample, plant, transport)
    for number, (center, one) in enumerate(zip(plant.work_centers, times, strict=True)):
        where = f"work_centers.{center.id}"
        _equipment_notes(notes, sample, number, center, where)
        _time_notes(notes, sample, number, center, where)
        _operation_notes(notes, sample, one, quality)
    return tuple(notes.found)


def _plant_notes(notes: Notes, sample: Sample, plant: Plant, transport: Transport) -> None:
    facts, release = sample.facts, plant.release
    notes.put("calendar", plant.calendar, TOLD if facts.shifts else told("hours of activity in the log"))
    how = TOLD if facts.release else told("likeliest: share of releases that came with a completion")
    notes.put("release.policy", policy_of(sample), how)
    if release.wip_limit is not None:
        limited = facts.wip_limit() is not None
        notes.put(
            "release.wip_limit", release.wip_limit, TOLD if limited else told("orders on the floor, middle"), "orders"
        )
    if release.interarrival is not None:
        gap, n = release.interarrival, len(sample.arrivals.length)
        notes.mean(
            "release.interarrival.mean", gap.mean, gap.scv, n, told("working time of the window over its releases")
        )
    new = int(newcomers(sample).sum())
    notes.share("release.urgent_share", release.urgent_share, new, told("orders released in the window"))
    told_first = facts.urgent_orders_first is not None
    notes.put("urgent_first", str(plant.urgent_first), TOLD if told_first else told("lots taken from queues"))
    notes.put("transport.mean", transport.time.mean, transport.method, "s", transport.seen)
    seen = told("changes without a setup row") if sample.setup_rows else told("changes that take no longer than none")
    notes.put("products.family", len(sample.names.families), TOLD if facts.families else seen, "families")
    notes.put("workers", len(plant.workers), _worker_method(sample, plant), "workers")


def _worker_method(sample: Sample, plant: Plant) -> str:
    if sample.facts.workers:
        return TOLD
    if plant.workers or not sample.names.workers:
        return told("workers seen in the log")
    return told("left out: workers seen were often in several places at once, or at few of the rows")


def _equipment_notes(notes: Notes, sample: Sample, number: int, center: WorkCenter, where: str) -> None:
    fact = told_of(sample, number)
    notes.put(f"{where}.stations", center.stations, stations_of(sample, number).method, "stations")
    notes.put(f"{where}.buffer", center.buffer, _buffer_method(sample, number, center), "lots")
    known = bool((fact and fact.dispatch) or sample.facts.dispatch)
    notes.put(f"{where}.dispatch", center.dispatch, TOLD if known else _rule_method(sample, center.id))
    known = any(one.skill for one in sample.facts.work_centers)
    notes.put(f"{where}.skill", center.skill, TOLD if known else told("who worked where in the log"))
    if center.skill and sample.attendance[number] < 1:
        how = told("share of a step after which its worker began elsewhere, the least")
        notes.put(f"{where}.attendance", float(sample.attendance[number]), how, "1")
    if center.batch is not None:
        known = fact is not None and fact.batch is not None
        notes.put(
            f"{where}.batch.max_lots", center.batch.max_lots, TOLD if known else told("largest load seen"), "lots"
        )


def _buffer_method(sample: Sample, number: int, center: WorkCenter) -> str:
    fact = told_of(sample, number)
    if fact is not None and fact.buffer is not None:
        return TOLD
    return (
        told("assumed: no limit")
        if center.buffer is None
        else told("lots in front whenever a departure had waited for a place")
    )


def _rule_method(sample: Sample, center: str) -> str:
    choices = sample.orders.choices.at(center)
    if not choices.agreement:
        return told("assumed: only {n} choices between waiting lots were seen", n=choices.seen)
    return told(
        "likeliest: agrees with {share:.0f} % of {n} choices between waiting lots",
        share=100 * choices.agreement,
        n=choices.seen,
    )


def _time_notes(notes: Notes, sample: Sample, number: int, center: WorkCenter, where: str) -> None:
    if center.setup is not None:
        n = int((sample.setups.center == number).sum()) if sample.setup_rows else int(_changes(sample, number).sum())
        how = told("setup rows") if sample.setup_rows else told("excess of intervals after a change of family")
        notes.mean(f"{where}.setup.default", center.setup.default, center.setup.noise.scv, n, how)
    if center.failures is None:
        how = (
            told("no breakdown was recorded")
            if sample.breakdowns.known
            else told("no records of breakdowns, none needed")
        )
        notes.put(f"{where}.failures", None, how)
        return
    n = int((sample.breakdowns.center == number).sum())
    how = (
        told("recorded breakdowns")
        if sample.breakdowns.known
        else told("long intervals that the noise does not explain")
    )
    up, down = center.failures.time_to_failure, center.failures.time_to_repair
    notes.mean(f"{where}.failures.time_to_failure.mean", up.mean, up.scv, n, how)
    notes.mean(f"{where}.failures.time_to_repair.mean", down.mean, down.scv, n, how)


def _changes(sample: Sample, center: int) -> Flags:
    runs = sample.runs
    return flags((runs.center == center) & (runs.before >= 0) & (runs.before != runs.family))


def _operation_notes(notes: Notes, sample: Sample, times: CenterTimes, quality: Quality) -> None:
    names, tasks = sample.names, sample.tasks
    for task, per_lot, per_piece, n in zip(
        times.tasks.tolist(), times.per_lot.tolist(), times.per_piece.tolist(), times.seen.tolist(), strict=True
    ):
        where = f"products.{names.products[tasks.product[task]]}.{names.operations[tasks.operation[task]]}"
        how = told("finished intervals") if n else told("never seen whole: the work center's mean")
        part, value = ("per_piece", per_piece) if per_piece > 0 else ("per_lot", per_lot)
        notes.mean(f"{where}.{part}", value, times.noise.scv, n, how)
        if kept := sample.dedication.get(task):
            notes.put(
                f"{where}.stations", ", ".join(kept), told("never at the work center's others, which others used")
            )
        notes.share(
            f"{where}.rework", float(quality.rework[task]), int(quality.performed[task]), told("lots sent back")
        )
