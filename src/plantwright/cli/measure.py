"""``plantwright measure``: what the records say, without a twin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, read_records
from plantwright.cli.options import LogArgument, MapOption, ZoneOption
from plantwright.cli.progress import answers, steps

if TYPE_CHECKING:
    from plantwright.cli.inputs import Records
    from plantwright.model.estimate import Measures


@guarded
def measure_command(
    data: LogArgument,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every measure and table here.")
    ] = None,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
) -> None:
    """Measure a log: throughput, WIP, flow time, time account, OEE, stops, queues, bottlenecks, quality.

    Example: plantwright measure log.csv --map order='Case ID' --time-zone Europe/Berlin
    """
    from plantwright.cli.outputs import check_json, write_json
    from plantwright.cli.reading import show_reading
    from plantwright.cli.tables import measures_table

    given = Gathered()
    given.attempt(lambda: check_json(json_file))
    with steps() as tell:
        tell(f"reading {data}")
        records = given.need(given.attempt(lambda: read_records(data, mapping, time_zone)))
        tell("measuring")
        found = _measured(records)
        if json_file:
            write_json(json_file, found.model_dump(mode="json"))
    show_reading(records.log)
    answers.print(measures_table(found))


def _measured(records: Records) -> Measures:
    from plantwright.calibrate.extract import calendar_of
    from plantwright.observe.measures import measure

    calendar = calendar_of(records.log, records.facts)
    return measure(records.log, calendar, skills=records.facts.first_skills())
