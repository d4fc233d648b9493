"""``plantwright start``: ten questions in, a plant folder with honestly wide numbers out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli import signals
from plantwright.cli.guard import WRONG_INPUT, guarded
from plantwright.errors import OutputError, PlantError

if TYPE_CHECKING:
    from plantwright.cli.asking import Raw
    from plantwright.model.plant import Plant

_ZONE = "Zone of local times, for example Europe/Berlin."


@guarded
def start_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The plant folder to make.")] = Path("my-plant"),
    told: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="Take all answers from this file (YAML); ask nothing."),
    ] = None,
    time_zone: Annotated[str, typer.Option("--time-zone", metavar="ZONE", help=_ZONE)] = "UTC",
    force: Annotated[bool, typer.Option("--force", help="Replace the plant that stands there.")] = False,
) -> None:
    """No records at all? Ten questions make a plant to study, its numbers as wide as what you know.

    Example: plantwright start my-plant, then plantwright study my-plant
    """
    from plantwright.files.answers import NAME, read_answers

    _check_target(folder, force=force)
    kept = folder / NAME
    if told is None:
        plant = _asked(read_answers(kept) if kept.is_file() else {}, folder, time_zone)
    else:
        plant = _made(read_answers(told), folder, time_zone)
        _keep(read_answers(told), folder)
    _write(plant, folder)


def _check_target(folder: Path, *, force: bool) -> None:
    from plantwright.files.plant import is_plant_folder

    if folder.is_file():
        raise OutputError(f"{folder}: is a file; name a folder")
    if is_plant_folder(folder) and not force:
        raise OutputError(f"{folder}: a plant stands there already; replace it with --force, or name another folder")
    if any(folder.glob("log.*")):
        raise OutputError(f"{folder}: it holds records; study them, or name another folder")


def _asked(raw: Raw, folder: Path, time_zone: str) -> Plant:
    """Return the plant that is told in answer to questions; what is answered is kept whatever happens."""
    from plantwright.cli.asking import OPENING, Ended, ask_all
    from plantwright.cli.progress import answers as screen

    screen.print(f"{OPENING}\n{len(raw)} answers are known from before." if raw else OPENING, markup=False)
    while True:
        try:
            ask_all(raw, lambda told: _keep(told, folder))
            return _made(raw, folder, time_zone)
        except PlantError as error:
            for problem in error.problems:
                screen.print(f"  ! {problem}", markup=False)
            screen.print("Say again how many orders come, or go back to the times.", markup=False)
            raw.pop(("orders", "week"), None)
        except KeyboardInterrupt:
            signals.say(f"interrupted; {_kept(raw, folder)}")
            raise typer.Exit(signals.exit_code()) from None
        except Ended:
            typer.echo(f"The answers end before the questions do; {_kept(raw, folder)}", err=True)
            raise typer.Exit(WRONG_INPUT) from None


def _kept(raw: Raw, folder: Path) -> str:
    from plantwright.files.answers import NAME

    if not raw:
        return "nothing was answered and nothing was written"
    return f"{len(raw)} answers are kept in {folder / NAME}; plantwright start {folder} goes on with them"


def _keep(raw: Raw, folder: Path) -> None:
    from plantwright.files.answers import NAME, write_answers

    write_answers(raw, folder / NAME)


def _made(raw: Raw, folder: Path, time_zone: str) -> Plant:
    """Return the plant that answers describe; raise PlantError where they contradict each other."""
    from plantwright.calibrate.told_plant import told_plant
    from plantwright.calibrate.told_questions import answers_of
    from plantwright.twin.load import overload_problems

    plant = told_plant(answers_of(raw), folder.resolve().name, time_zone)
    problems = overload_problems(plant)
    if problems:
        raise PlantError("the answers", [f"the answers contradict each other: {one}" for one in problems])
    return plant


def _write(plant: Plant, folder: Path) -> None:
    from plantwright.cli.progress import answers as screen
    from plantwright.cli.told_table import load_table
    from plantwright.files.plant import write_plant

    write_plant(plant, folder)
    screen.print()
    screen.print(load_table(plant))
    screen.print(f"The plant stands in {folder}. Now: plantwright study {folder}", markup=False, soft_wrap=True)
