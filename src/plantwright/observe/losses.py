"""Where output is lost, in every way that is asked for: one call for what rests on the same few sums."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from plantwright.model.estimate import Estimate, Row
from plantwright.observe.benchmark import benchmark_sums, benchmark_table, benchmark_values
from plantwright.observe.downtime import downtime_tables, micro_stop_table
from plantwright.observe.drift import drift_table, shifting
from plantwright.observe.energy import Powers, energy_per_good
from plantwright.observe.floor import Floor
from plantwright.observe.groups import Groups
from plantwright.observe.oee import plant_factors, time_model_table, waterfall_table, with_earned
from plantwright.observe.quality import IdealTimes, earned_of
from plantwright.observe.queue_parts import arrivals_of, queue_part_table
from plantwright.observe.stops import stops_of
from plantwright.observe.time_model import time_model
from plantwright.observe.unexplained import unexplained_of
from plantwright.observe.value_stream import stream_of, uptimes, value_added, value_stream_table
from plantwright.observe.worker_load import Skills, worker_table


@dataclass(frozen=True)
class Told:
    """What no log tells and a measure may need."""

    ideal_times: IdealTimes | None = None
    power: Powers | None = None
    skills: Skills | None = None


@dataclass(frozen=True)
class Summed:
    """Sums by group and block that several measures share."""

    account: Groups
    centers: Groups
    parts: Groups
    flow: Groups
    active: Groups


def loss_measures(
    floor: Floor, sweep: ibis.Table, journey: ibis.Table, summed: Summed, told: Told
) -> tuple[dict[str, Estimate], dict[str, tuple[Row, ...]]]:
    """Return the values and tables that say where output is lost."""
    relative = told.ideal_times is None
    stops, unexplained = stops_of(floor), unexplained_of(floor, journey)
    earned = earned_of(floor, sweep, told.ideal_times)
    model = with_earned(time_model(floor, summed.account, stops), earned)
    line = benchmark_sums(floor, summed.parts, summed.account)
    stream = stream_of(floor, journey)
    values = {
        **plant_factors(floor, model, relative=relative),
        **benchmark_values(floor, line),
        "bottleneck_shifts": shifting(floor, summed.active),
        "value_added": value_added(floor, stream),
        "energy_per_good": energy_per_good(floor, summed.account, summed.flow, told.power),
    }
    tables = {
        "time_model": time_model_table(floor, model, relative=relative),
        "oee_waterfall": waterfall_table(floor, model, relative=relative),
        **downtime_tables(floor, stops, unexplained),
        "micro_stops": micro_stop_table(floor, summed.account, stops),
        "benchmark": benchmark_table(floor, line),
        "queue_parts": queue_part_table(floor, summed.centers, summed.account, arrivals_of(floor, journey)),
        "bottleneck_drift": drift_table(floor, summed.active),
        "value_stream": value_stream_table(floor, stream, uptimes(floor, summed.account)),
        "worker_load": worker_table(floor, told.skills),
    }
    return values, tables
