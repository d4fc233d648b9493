"""``plantwright what-if``: predict the plant as it is and after each change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.inputs import (
    DataArgument,
    MapOption,
    SeedOption,
    ZoneOption,
    is_plant,
    read_plant,
    read_records,
    seconds_of,
)
from plantwright.cli.progress import Steps, answers, compile_if_needed, errors
from plantwright.errors import OutputError
from plantwright.model.plant import Plant

NO_REFITS: tuple[Plant, ...] = ()
"""A plant that is given, not learned, is known as well as it is told."""


def what_if_command(
    data: DataArgument,
    changes: Annotated[Path, typer.Option("--changes", help="The changes to compare (YAML).")],
    warm_up: Annotated[str, typer.Option("--warm-up", help="Time before measuring, from an empty floor.")] = "30d",
    horizon: Annotated[str, typer.Option("--horizon", help="Time measured.")] = "120d",
    json_file: Annotated[Path | None, typer.Option("--json", help="Write {plant: {base, changes}} here.")] = None,
    replications: Annotated[int, typer.Option("--replications", min=2, help="Runs of each scenario.")] = 40,
    draws: Annotated[int, typer.Option("--draws", min=0, help="Refits that say how well the plant is known.")] = 30,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
    seed: SeedOption = 0,
) -> None:
    """Predict throughput, flow time, on-time share and WIP, as it is and after each change."""
    from plantwright.cli.tables import what_if_table
    from plantwright.files.changes import read_changes
    from plantwright.improve.experiment import Trial
    from plantwright.improve.rank import raise_unfit
    from plantwright.improve.what_if import what_if
    from plantwright.twin.load import raise_overload

    trial = Trial(seconds_of(warm_up, "--warm-up"), seconds_of(horizon, "--horizon"), seed)
    if json_file and not json_file.resolve().parent.is_dir():
        raise OutputError(f"{json_file}: {json_file.resolve().parent} is no folder; make it first")
    tell = Steps()
    told = read_changes(changes)
    if is_plant(data):
        plant, refits = read_plant(data), NO_REFITS
    else:
        from plantwright.calibrate.refits import refits_of

        tell(f"reading {data}")
        records = read_records(data, mapping, time_zone)
        tell("learning the plant")
        plant, refits = refits_of(records.log, records.facts, draws, seed=seed)
    raise_unfit(told, plant)
    raise_overload(plant)
    compile_if_needed(tell)
    tell(f"running {len(told) + 1} scenarios, {replications} runs and {2 * len(refits)} of refits each")
    found = what_if(plant, told, draws=refits, trial=trial, replications=replications)
    answers.print(what_if_table(found))
    if not refits:
        errors.print("the plant was given, not learned: intervals hold chance alone", markup=False)
    if json_file:
        json_file.write_text(json.dumps(found.triples(), indent=1) + "\n", encoding="utf-8")
