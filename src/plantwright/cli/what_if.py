"""``plantwright what-if``: predict the plant as it is and after each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, Records, read_given, some_changes, trial_of
from plantwright.cli.options import BudgetOption, DataArgument, MapOption, SeedOption, ZoneOption
from plantwright.cli.progress import Steps, answers, compile_if_needed, steps

if TYPE_CHECKING:
    from plantwright.improve.what_if import WhatIf
    from plantwright.model.change import Change
    from plantwright.model.plant import Plant

TOLD = "The twin is unchecked: it rests on what was told, not measured, and the intervals are as wide as that."
UNCHECKED = "The twin is unchecked: the plant was given, not learned, so the intervals hold chance alone."


@guarded
def what_if_command(
    data: DataArgument,
    changes: Annotated[Path, typer.Option("--changes", metavar="FILE", help="The changes to compare (YAML).")],
    warm_up: Annotated[
        str, typer.Option("--warm-up", metavar="TIME", help="Time before measuring, from an empty floor.")
    ] = "30d",
    horizon: Annotated[str, typer.Option("--horizon", metavar="TIME", help="Time measured.")] = "120d",
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write {plant: {base, changes}} here.")
    ] = None,
    replications: Annotated[
        int, typer.Option("--replications", min=2, max=100_000, metavar="N", help="Runs of each scenario.")
    ] = 40,
    draws: Annotated[
        int,
        typer.Option("--draws", min=0, max=10_000, metavar="N", help="Refits that say how well the plant is known."),
    ] = 30,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
    budget: BudgetOption = None,
    seed: SeedOption = 0,
) -> None:
    """Predict throughput, flow time, on-time share and WIP, as it is and after each change.

    Example: plantwright what-if shop/ --changes changes.yaml --json answer.json
    """
    from plantwright.cli.outputs import check_json, write_json
    from plantwright.cli.tables import what_if_table
    from plantwright.improve.what_if import what_if

    given = Gathered()
    trial = given.attempt(lambda: trial_of(warm_up, horizon, seed))
    given.attempt(lambda: check_json(json_file))
    told = given.attempt(lambda: some_changes(changes))
    with steps() as tell:
        tell(f"reading {data}")
        source = read_given(given, data, mapping, time_zone)
        plant, refits = _known(source, draws, seed, tell)
        asked, trial = given.need(told), given.need(trial)
        _raise_impossible(plant, asked, budget, given=not isinstance(source, Records))
        compile_if_needed(tell)
        more = f", and {2 * len(refits)} of refits" if refits else ""
        tell(f"running {len(asked) + 1} scenarios, {replications} runs each{more}")
        found = what_if(
            plant, asked, draws=refits, trial=trial, replications=replications, budget=budget, done=tell.done
        )
        if json_file:
            write_json(json_file, found.triples())
    answers.print(what_if_table(found))
    answers.print(_promised(found), markup=False)
    for line in _doubts(plant, (*asked, *found.joined), given=not isinstance(source, Records), told=bool(refits)):
        answers.print(line, markup=False)


def _known(source: Records | Plant, draws: int, seed: int, tell: Steps) -> tuple[Plant, tuple[Plant, ...]]:
    """Return the plant and what it might also be: a plant that is given is known as well as it is told."""
    if not isinstance(source, Records):
        return source, _as_told(source, draws, seed)
    from plantwright.calibrate.refits import refits_of

    tell(f"learning the plant, and {draws} times again on records weighted anew")
    return refits_of(source.log, source.facts, draws, seed=seed)


def _as_told(plant: Plant, draws: int, seed: int) -> tuple[Plant, ...]:
    """Return what a plant might also be whose numbers were told with intervals; none where they are known for sure."""
    from plantwright.calibrate.told import told_plants
    from plantwright.twin.load import overload_problems

    if not draws:
        return ()
    return told_plants(plant, seed=seed, count=draws, keeps=lambda one: not overload_problems(one)).plants


def _promised(found: WhatIf) -> str:
    """Return which changes may be the best, and what is promised of them."""
    words = f"is first: {found.best[0]}" if len(found.best) == 1 else f"may be the best: {'; '.join(found.best)}"
    return f"Group 1, what {words}. {found.guarantee.sentence()}"


def _raise_impossible(plant: Plant, changes: Sequence[Change], budget: float | None, *, given: bool) -> None:
    from plantwright.improve.combine import affordable
    from plantwright.improve.rank import raise_unfit
    from plantwright.twin.load import raise_overload

    raise_unfit(changes, plant)
    if budget is not None:
        affordable(changes, plant, budget)
    if given:
        raise_overload(plant)


def _doubts(plant: Plant, changes: Sequence[Change], *, given: bool, told: bool) -> Iterator[str]:
    """Iterate over what keeps the figures from being what they seem."""
    from plantwright.twin.load import overload_problems

    if given:
        yield TOLD if told else UNCHECKED
    for name, one in [("as it is", plant), *((change.name, change.apply(plant)) for change in changes)]:
        for problem in overload_problems(one):
            yield f"{name}: {problem.split(';')[0]}: no steady state, the figures are those of this horizon."
