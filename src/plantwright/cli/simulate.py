"""``plantwright simulate``: run a plant and write what would happen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli import signals
from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, read_plant, trial_of
from plantwright.cli.options import SeedOption
from plantwright.cli.progress import Steps, answers, compile_if_needed, steps

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.improve.experiment import Trial
    from plantwright.model.plant import Plant


@guarded
def simulate_command(
    plant: Annotated[Path, typer.Argument(help="A plant folder, or a folder of results.", metavar="PLANT")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.parquet", help="Write the event log here.")] = None,
    warm_up: Annotated[
        str, typer.Option("--warm-up", metavar="TIME", help="Time before the log, from an empty floor.")
    ] = "30d",
    horizon: Annotated[str, typer.Option("--horizon", metavar="TIME", help="Time the log covers.")] = "90d",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    seed: SeedOption = 0,
) -> None:
    """Run the twin of a plant once and measure it; write its event log if asked.

    Example: plantwright simulate shop.study/plant --horizon 4w --out what-would-happen.parquet
    """
    from plantwright.cli.outputs import check_log, write_whole
    from plantwright.cli.tables import measures_table
    from plantwright.events.write import write_log
    from plantwright.observe.measures import measure

    given = Gathered()
    trial = given.attempt(lambda: trial_of(warm_up, horizon, seed))
    given.attempt(lambda: check_log(out, force=force))
    found = given.need(given.attempt(lambda: read_plant(plant)))
    with steps() as tell:
        log = _run(found, given.need(trial), f"{horizon} after {warm_up}", tell)
        tell("measuring")
        measures = measure(log, found.find_calendar(found.calendar))
        if out:
            write_whole(out, lambda place: write_log(log, place))
    answers.print(measures_table(measures))


def _run(plant: Plant, trial: Trial, length: str, tell: Steps) -> EventLog:
    from plantwright.twin.load import raise_overload
    from plantwright.twin.log import simulate

    raise_overload(plant)
    compile_if_needed(tell)
    tell(f"running {plant.name} for {length}")
    return simulate(
        plant, horizon=trial.horizon, warm_up=trial.warm_up, seed=trial.seed, tick=lambda _: signals.raise_caught()
    )
