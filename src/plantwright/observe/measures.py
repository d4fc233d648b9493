"""All measures of a log, recorded, simulated or planned alike."""

from __future__ import annotations

from plantwright.events.log import EventLog
from plantwright.model.calendar import Calendar
from plantwright.model.estimate import Measures
from plantwright.observe.bottleneck import active_sums, agreement, bottleneck_table
from plantwright.observe.energy import Powers
from plantwright.observe.floor import prepare
from plantwright.observe.flow import finished_of, flow_sums, flow_values, product_table
from plantwright.observe.flow_map import arcs_of, map_table
from plantwright.observe.flow_parts import part_sums, part_table, raw_process_time
from plantwright.observe.journey import journey_of
from plantwright.observe.losses import Summed, Told, loss_measures
from plantwright.observe.quality import IdealTimes, booked
from plantwright.observe.shifts import infer_calendar
from plantwright.observe.stations import account_of, station_table, sweep_of
from plantwright.observe.work_centers import center_table, centers_of, rework_share, scrap_share
from plantwright.observe.worker_load import Skills


def measure(
    log: EventLog,
    calendar: Calendar | None = None,
    *,
    ideal_times: IdealTimes | None = None,
    power: Powers | None = None,
    skills: Skills | None = None,
) -> Measures:
    """Return every measure of a log with its unit, interval, method and evidence.

    Parameters
    ----------
    log
        What happened, or would happen.
    calendar
        When the plant works; inferred from the log where it is not told.
    ideal_times
        Design process time of a piece by (product, operation) [s]; without it OEE is relative to the best decile.
    power
        What a station draws in each state, by work center; without it, or meters, energy is not known.
    skills
        The skill that each work center asks for; without it people are grouped by work center.
    """
    floor = prepare(log, calendar or infer_calendar(log))
    sweep = sweep_of(floor)
    journey = journey_of(floor, sweep)
    account, centers = account_of(floor, sweep), centers_of(floor, journey)
    finished, parts = finished_of(floor, journey), part_sums(floor, journey)
    center_lines = center_table(floor, centers, account)
    active, flow = active_sums(floor, sweep, account), flow_sums(floor, finished)
    bottlenecks = bottleneck_table(floor, active, center_lines)
    summed = Summed(account=account, centers=centers, parts=parts, flow=flow, active=active)
    lost, lost_tables = loss_measures(floor, sweep, journey, summed, Told(ideal_times, power, skills))
    values = {
        **flow_values(floor, flow, finished),
        **booked(floor),
        "scrap": scrap_share(floor, centers),
        "rework": rework_share(floor, centers),
        "raw_process_time": raw_process_time(floor, parts),
        "bottleneck_agreement": agreement(floor, bottlenecks),
        **lost,
    }
    tables = {
        "stations": station_table(floor, account),
        "work_centers": center_lines,
        "flow_parts": part_table(floor, parts),
        "flow_map": map_table(floor, arcs_of(floor, journey)),
        "bottlenecks": bottlenecks,
        "products": product_table(floor, finished),
        **lost_tables,
    }
    return Measures(values=values, tables=tables)
