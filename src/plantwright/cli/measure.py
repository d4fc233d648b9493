"""``plantwright measure``: what the records say, without a twin."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.inputs import DataArgument, MapOption, ZoneOption, read_records
from plantwright.cli.progress import Steps, answers
from plantwright.errors import OutputError


def measure_command(
    data: DataArgument,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every measure and table here.")] = None,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
) -> None:
    """Measure a log: throughput, WIP, flow time, time account, queues, bottlenecks, quality."""
    from plantwright.calibrate.extract import calendar_of
    from plantwright.cli.tables import measures_table
    from plantwright.observe.measures import measure

    if json_file and not json_file.resolve().parent.is_dir():
        raise OutputError(f"{json_file}: {json_file.resolve().parent} is no folder; make it first")
    tell = Steps()
    tell(f"reading {data}")
    records = read_records(data, mapping, time_zone)
    tell("measuring")
    found = measure(records.log, calendar_of(records.log, records.facts))
    answers.print(measures_table(found))
    for finding in records.log.findings:
        answers.print(f"found {finding.count} × {finding.name}: {finding.detail} {finding.action}", markup=False)
    if json_file:
        json_file.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
