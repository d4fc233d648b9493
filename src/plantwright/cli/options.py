"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DataArgument = Annotated[
    Path, typer.Argument(help="A log (CSV, Parquet, XLSX), a folder with log.*, or a plant folder.", metavar="DATA")
]
LogArgument = Annotated[Path, typer.Argument(help="A log (CSV, Parquet, XLSX), or a folder with log.*", metavar="DATA")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="NAME=COLUMN", help="A column by name: --map order='Case ID'. Repeatable."),
]
ZoneOption = Annotated[
    str | None, typer.Option("--time-zone", metavar="ZONE", help="Zone of local times, for example Europe/Berlin.")
]
BudgetOption = Annotated[
    float | None,
    typer.Option(
        "--budget", metavar="AMOUNT", help="Compare only what this pays for, once and in a year; also try it together."
    ),
]
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language", metavar="CODE", envvar="PLANTWRIGHT_LANGUAGE", help="Language of the report: en, de, es or zh."
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="Seed of all random streams.")]
