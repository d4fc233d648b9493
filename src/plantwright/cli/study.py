"""``plantwright study``: records in; a short answer on the screen and a folder of results out."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.inputs import (
    DataArgument,
    MapOption,
    SeedOption,
    ZoneOption,
    input_hash,
    is_plant,
    read_plant,
    read_records,
)
from plantwright.cli.progress import Steps, answers, compile_if_needed

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.improve.study import Study

_LIBRARIES = ("numpy", "numba", "scipy", "duckdb", "ibis-framework", "pandas", "plotly", "pydantic")


def study_command(
    data: DataArgument,
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write; default: DATA's name with .study")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier result.")] = False,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
    changes: Annotated[Path | None, typer.Option("--changes", help="Compare these changes (YAML).")] = None,
    seed: SeedOption = 0,
) -> None:
    """Where is output lost, is the model to be believed, what should be changed first?"""
    from plantwright.files.changes import read_changes
    from plantwright.improve.study import study, study_plant
    from plantwright.report.folder import check_target, write_results

    target = out or Path(f"{data.resolve().stem if data.is_file() else data.resolve().name}.study")
    check_target(target, force=force)
    tell = Steps()
    told = read_changes(changes) if changes else None
    if is_plant(data):
        plant = read_plant(data)
        compile_if_needed(tell)
        found = study_plant(plant, changes=told, seed=seed, tick=tell)
    else:
        tell(f"reading {data}")
        records = read_records(data, mapping, time_zone)
        _show_reading(records.log)
        compile_if_needed(tell)
        found = study(records.log, records.facts, changes=told, seed=seed, tick=tell)
    tell(f"writing {target}")
    write_results(found, target, force=force, manifest=manifest(data, seed))
    _show_answer(found, target)


def manifest(data: Path, seed: int) -> dict[str, object]:
    """Return what is needed to run a study again."""
    return {
        "plantwright": version("plantwright"),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "input": data.name,
        "input_sha256": input_hash(data),
        "seed": seed,
        "libraries": {name: version(name) for name in _LIBRARIES},
    }


def _show_reading(log: EventLog) -> None:
    for ours, how in log.columns.items():
        answers.print(f"  {ours}: {how}", markup=False, style="dim")
    for finding in log.findings:
        answers.print(f"  found {finding.count} × {finding.name}: {finding.detail} {finding.action}", markup=False)


def _show_answer(found: Study, target: Path) -> None:
    from plantwright.cli.tables import measures_table, ranking_table
    from plantwright.report.answer import answer

    if found.measures:
        answers.print(measures_table(found.measures))
    if found.ranking:
        answers.print(ranking_table(found.ranking))
    for sentence in answer(found):
        answers.print(f"• {sentence}", markup=False)
    answers.print(f"\nThe whole answer: {target / 'report.html'}", markup=False, soft_wrap=True)
