"""``plantwright learn``: the school in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.learn_records import forget_command, records_command
from plantwright.cli.learn_report import report_command
from plantwright.cli.learn_study import learn_study_app
from plantwright.cli.options import SeedOption

if TYPE_CHECKING:
    from plantwright.learn.games.nouns import GameState

learn_app = typer.Typer(
    help="The school inside the plant: games whose best play is known, your records, studies of whether it teaches.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@learn_app.command("game")
@guarded
def game_command(
    name: Annotated[str | None, typer.Argument(help="The game; without one, they are listed.", metavar="NAME")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A setting, such as rounds=3. Repeatable.")
    ] = None,
    seat: Annotated[
        str | None, typer.Option("--seat", metavar="SEAT", help="Your seat where there are several; else the first.")
    ] = None,
    players: Annotated[
        str | None, typer.Option("--players", metavar="NAMES", help="A class at one terminal: names, with commas.")
    ] = None,
    by_computer: Annotated[bool, typer.Option("--computer", help="Let the computer play every seat.")] = False,
    seed: SeedOption = 0,
) -> None:
    """Play a game in the terminal, see the score beside the expert's, and the law behind it.

    Example: plantwright learn game newsvendor --set rounds=5
    """
    from plantwright.cli.learn_game import list_games, play_alone, settings_of, show_debrief, show_score
    from plantwright.learn.games.game import start

    told = settings_of(settings or [])
    if name is None:
        list_games()
        return
    if players is not None:
        from plantwright.cli.learn_class import play_class

        play_class(name, players, told, seed)
        return
    state: GameState = play_alone(start(name, told, seed), seat, by_computer=by_computer)
    if state.turns:
        show_score(state)
        show_debrief(state)


learn_app.command("report")(report_command)
learn_app.command("records")(records_command)
learn_app.command("forget")(forget_command)
learn_app.add_typer(learn_study_app, name="study")
