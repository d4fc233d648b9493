"""``plantwright simulate``: run a plant and say what would happen, with how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantwright.cli import signals
from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, read_plant
from plantwright.cli.options import SeedOption
from plantwright.cli.progress import Steps, answers, compile_if_needed, steps
from plantwright.cli.run_plan import Options, RunPlan, run_plan

if TYPE_CHECKING:
    from plantwright.events.log import EventLog
    from plantwright.model.estimate import Measures
    from plantwright.model.plant import Plant


@guarded
def simulate_command(
    plant: Annotated[Path, typer.Argument(help="A plant folder, or a folder of results.", metavar="PLANT")],
    runs: Annotated[
        int | None, typer.Option("--runs", min=1, max=100_000, metavar="N", help="Runs to make; 20, or 1 with --out.")
    ] = None,
    precision: Annotated[
        str | None, typer.Option("--precision", metavar="WIDTH", help="Run until a mean is known to ± 2%, or ± 0.5h.")
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="NAME", help="The measure of --precision; flow_mean if not told.")
    ] = None,
    most_runs: Annotated[
        int | None,
        typer.Option("--most-runs", min=2, max=100_000, metavar="N", help="Where --precision gives up; 1000."),
    ] = None,
    warm_up: Annotated[
        str, typer.Option("--warm-up", metavar="TIME", help="Time left out, from an empty floor; mser5 finds it.")
    ] = "30d",
    horizon: Annotated[str, typer.Option("--horizon", metavar="TIME", help="Time measured in each run.")] = "90d",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Run once and write the log here, or to one FILE.parquet."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write every measure and table here.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing event log.")] = False,
    seed: SeedOption = 0,
) -> None:
    """Run the twin of a plant and measure it, with 95 % intervals over several runs; or once, with its event log.

    Example: plantwright simulate shop.study/plant --precision 2%
    """
    from plantwright.cli.outputs import check_json, check_log, write_json

    given = Gathered()
    told = Options(warm_up, horizon, runs, precision, measure, most_runs, logged=out is not None)
    plan = given.attempt(lambda: run_plan(told))
    given.attempt(lambda: check_log(out, force=force))
    given.attempt(lambda: check_json(json_file))
    found = given.need(given.attempt(lambda: read_plant(plant)))
    with steps() as tell:
        asked = given.need(plan)
        measures, said = _measured(found, asked, seed, tell, out)
        if json_file:
            write_json(json_file, measures.model_dump(mode="json"))
    _show(measures, said, single=asked.single())


def _measured(
    plant: Plant, plan: RunPlan, seed: int, tell: Steps, out: Path | None
) -> tuple[Measures, tuple[str, ...]]:
    """Return what was measured, and sentences on what it rests on."""
    from plantwright.twin.load import raise_overload

    raise_overload(plant)
    compile_if_needed(tell)
    warm_up, said = _settled(plant, plan, seed, tell)
    if plan.single():
        return _one_run(plant, (warm_up, plan.horizon), seed, tell, out), said
    measures, more = _many_runs(plant, plan, warm_up, seed, tell)
    return measures, (*said, *more)


def _settled(plant: Plant, plan: RunPlan, seed: int, tell: Steps) -> tuple[float, tuple[str, ...]]:
    """Return the warm-up [s], and what pilot runs said of it."""
    from plantwright.twin.warm_up import find_warm_up, raise_unsettled

    if plan.warm_up is not None:
        return plan.warm_up, ()
    tell(f"pilot runs of {plant.name}, to see how it comes up from an empty floor")
    found = find_warm_up(plant, seed=seed, done=tell.done)
    return raise_unsettled(found, plant), (f"{found.sentence()}.",)


def _one_run(plant: Plant, times: tuple[float, float], seed: int, tell: Steps, out: Path | None) -> Measures:
    from plantwright.cli.outputs import is_log_folder

    warm_up, horizon = times
    tell(f"running {plant.name} once for {_length(warm_up, horizon)}")
    run = {"horizon": horizon, "warm_up": warm_up, "seed": seed, "tick": lambda _: signals.raise_caught()}
    if out and is_log_folder(out):
        return _streamed_run(plant, run, tell, out)
    return _kept_run(plant, run, tell, out)


def _kept_run(plant: Plant, run: dict[str, Any], tell: Steps, out: Path | None) -> Measures:
    """Return the measures of a run whose log is kept in memory and, where asked for, written as one file."""
    from plantwright.cli.outputs import write_whole
    from plantwright.events.write import write_log
    from plantwright.twin.log import simulate

    log = simulate(plant, **run)
    measures = _measures(plant, log, tell)
    if out:
        write_whole(out, lambda place: write_log(log, place))
    return measures


def _streamed_run(plant: Plant, run: dict[str, Any], tell: Steps, out: Path) -> Measures:
    """Return the measures of a run whose log is written into a folder as it goes on, to stand there once measured."""
    from plantwright.events.stream import NAMES
    from plantwright.events.whole_folder import whole_folder
    from plantwright.twin.log import simulate_to

    with whole_folder(out, NAMES) as place:
        return _measures(plant, simulate_to(plant, place, **run), tell)


def _measures(plant: Plant, log: EventLog, tell: Steps) -> Measures:
    from plantwright.observe.measures import measure

    tell("measuring")
    return measure(log, plant.find_calendar(plant.calendar), power=plant.powers(), skills=plant.first_skills())


def _many_runs(plant: Plant, plan: RunPlan, warm_up: float, seed: int, tell: Steps) -> tuple[Measures, tuple[str, ...]]:
    from plantwright.twin.estimates import estimates, evidence_of
    from plantwright.twin.replicate import replicate
    from plantwright.twin.until import run_until

    length = _length(warm_up, plan.horizon)
    if plan.target is None:
        tell(f"running {plant.name} {plan.runs} times for {length}")
        runs = replicate(
            plant, warm_up=warm_up, horizon=plan.horizon, replications=plan.runs, seed=seed, done=tell.done
        )
        return estimates(runs), (rests_on(evidence_of(runs)),)
    reached = run_until(
        plant, plan.target, warm_up=warm_up, horizon=plan.horizon, most=plan.runs, seed=seed, done=tell.done,
        tick=lambda first, last: tell(f"running {plant.name}, runs {first + 1} to {last}, for {length}"),
    )  # fmt: skip
    return estimates(reached.runs), (f"{reached.sentence()}.", rests_on(evidence_of(reached.runs)))


def _length(warm_up: float, horizon: float) -> str:
    from plantwright.twin.lengths import length_text

    return f"{length_text(horizon)} after {length_text(warm_up)}"


def rests_on(evidence: str) -> str:
    """Return what the intervals rest on and what they do not hold."""
    return (
        f"The intervals are for the mean over all such runs ({evidence}). They hold the chance of the runs, "
        "not how well the plant is known."
    )


def _show(measures: Measures, said: tuple[str, ...], *, single: bool) -> None:
    from plantwright.cli.tables import centers_table, measures_table

    answers.print(measures_table(measures))
    if not single:
        answers.print(centers_table(measures))
    for line in said:
        answers.print(f"{line[0].upper()}{line[1:]}", markup=False)
