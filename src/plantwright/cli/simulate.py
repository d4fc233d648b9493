"""``plantwright simulate``: run a plant and write what would happen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.inputs import SeedOption, read_plant, seconds_of
from plantwright.cli.progress import Steps, answers, compile_if_needed
from plantwright.errors import OutputError


def simulate_command(
    plant: Annotated[Path, typer.Argument(help="A plant folder, or a folder of results.", metavar="PLANT")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the event log here (Parquet).")] = None,
    warm_up: Annotated[str, typer.Option("--warm-up", help="Time before the log, from an empty floor.")] = "30d",
    horizon: Annotated[str, typer.Option("--horizon", help="Time the log covers.")] = "90d",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    seed: SeedOption = 0,
) -> None:
    """Run the twin of a plant once and measure it; write its event log if asked."""
    from plantwright.cli.tables import measures_table
    from plantwright.events.write import write_log
    from plantwright.observe.measures import measure
    from plantwright.twin.load import raise_overload
    from plantwright.twin.log import simulate

    if out and (out.exists() and not force):
        raise OutputError(f"{out}: exists already; replace it with --force, or name another file")
    if out and not out.resolve().parent.is_dir():
        raise OutputError(f"{out}: {out.resolve().parent} is no folder; make it first")
    found = read_plant(plant)
    raise_overload(found)
    tell = Steps()
    compile_if_needed(tell)
    tell(f"running {found.name} for {horizon} after {warm_up}")
    log = simulate(found, horizon=seconds_of(horizon, "--horizon"), warm_up=seconds_of(warm_up, "--warm-up"), seed=seed)
    answers.print(measures_table(measure(log, found.find_calendar(found.calendar))))
    if out:
        write_log(log, out)
