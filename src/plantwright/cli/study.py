"""``plantwright study``: records in; a short answer on the screen and a folder of results out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered, Records, read_given, some_changes
from plantwright.cli.options import BudgetOption, DataArgument, LanguageOption, MapOption, SeedOption, ZoneOption
from plantwright.cli.pauses import EveryOption, pause_of
from plantwright.cli.progress import Steps, answers, compile_if_needed, steps

if TYPE_CHECKING:
    from plantwright.improve.study import Study
    from plantwright.model.change import Change
    from plantwright.model.plant import Plant


@guarded
def study_command(
    data: DataArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Folder to write; default: DATA's name with .study")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier result.")] = False,
    mapping: MapOption = None,
    time_zone: ZoneOption = None,
    changes: Annotated[
        Path | None, typer.Option("--changes", metavar="FILE", help="Compare these changes (YAML) instead of ours.")
    ] = None,
    budget: BudgetOption = None,
    seed: SeedOption = 0,
    watching: Annotated[bool, typer.Option("--watch", help="Study again whenever the records have grown.")] = False,
    every: EveryOption = "60s",
    language: LanguageOption = "en",
) -> None:
    """Where is output lost, is the model to be believed, what should be changed first?

    Example: plantwright study shop/ --out shop.study
    """
    from plantwright.cli.outputs import check_writable
    from plantwright.cli.reading import show_reading
    from plantwright.cli.run_record import run_record
    from plantwright.cli.watch import demand_records, watch
    from plantwright.messages.language import language_of
    from plantwright.report.folder import check_target, write_results

    target = out or Path(f"{data.resolve().stem if data.is_file() else data.resolve().name}.study")
    given = Gathered()
    force = force or watching  # who watches replaces what he wrote before
    given.attempt(lambda: check_writable(check_target(target, force=force, spare=data)))
    pause = given.attempt(lambda: pause_of(every, "--every"))
    given.attempt(lambda: language_of(language))
    told = given.attempt(lambda: some_changes(changes)) if changes else None

    def look(*, show: bool) -> Study:
        with steps() as tell:
            tell(f"reading {data}")
            source = read_given(Gathered() if watching else given, data, mapping, time_zone)
            record = run_record(data, seed=seed, mapping=mapping, time_zone=time_zone, changes=told, budget=budget)
            if show and isinstance(source, Records):
                tell.close()
                show_reading(source.log)
            record |= {"map": [*(mapping or ()), *_answered(source)], "language": language}
            found = _with_history(_studied(source, told, budget, seed, tell), data)
            tell(f"writing {target}")
            write_results(found, target, force=force, manifest=record, language=language)
        return found

    if watching:
        given.attempt(lambda: demand_records(data))
        given.raise_any()
        watch(lambda: look(show=False), data, target, given.need(pause))
    else:
        _show_answer(look(show=True), target, language)


def _studied(
    source: Records | Plant, changes: tuple[Change, ...] | None, budget: float | None, seed: int, tell: Steps
) -> Study:
    from plantwright.improve.study import study, study_plant

    compile_if_needed(tell)
    if isinstance(source, Records):
        return study(source.log, source.facts, changes=changes, budget=budget, seed=seed, tick=tell, done=tell.done)
    return study_plant(source, changes=changes, budget=budget, seed=seed, tick=tell, done=tell.done)


def _answered(source: Records | Plant) -> list[str]:
    """Return what a person answered, as options."""
    return [f"{name}={value}" for name, value in source.answers.items()] if isinstance(source, Records) else []


def _with_history(found: Study, data: Path) -> Study:
    """Return the study with what was tried before, which is written down beside the records or the plant."""
    from dataclasses import replace

    from plantwright.files.history import read_history

    return replace(found, history=read_history(data if data.is_dir() else data.parent))


def _show_answer(found: Study, target: Path, language: str) -> None:
    from plantwright.cli.answer import answer_panel
    from plantwright.cli.tables import measures_table, ranking_table
    from plantwright.messages.language import speaking
    from plantwright.report.answer import answer
    from plantwright.report.grounds import ground_lines
    from plantwright.report.measure_first import first_lines
    from plantwright.report.track_record import record_sentence
    from plantwright.report.trial_cards import trial_lines

    if found.measures:
        answers.print(measures_table(found.measures))
    if found.ranking and found.ranking.changes:
        answers.print(ranking_table(found.ranking, answers.width))
        for line in ground_lines(found.ranking):
            answers.print(line, markup=False)
        for line in first_lines(found.ranking):
            answers.print(line, markup=False)
    for line in trial_lines(found.trials):
        answers.print(line, markup=False)
    if found.history.entries:
        answers.print(record_sentence(found.history), markup=False)
    with speaking(language):
        answers.print(answer_panel(answer(found)))
    answers.print(f"The whole answer: {target / 'report.html'}", markup=False, soft_wrap=True)
