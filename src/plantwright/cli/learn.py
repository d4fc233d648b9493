"""``plantwright learn``: the school inside the plant."""

from __future__ import annotations

import typer

from plantwright.cli.learn_study import learn_study_app

learn_app = typer.Typer(
    help="The school inside the plant: lessons, games, and studies of whether it teaches.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
learn_app.add_typer(learn_study_app, name="study")
