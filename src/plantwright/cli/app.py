"""The commands of ``plantwright``, one file each."""

from __future__ import annotations

from typing import Annotated

import typer

from plantwright.cli.account import account_app
from plantwright.cli.assistant import mcp_command
from plantwright.cli.backup import backup_command, restore_command
from plantwright.cli.badge import badge_app
from plantwright.cli.export import export_command
from plantwright.cli.history import history_command
from plantwright.cli.init import init_command
from plantwright.cli.learn import learn_app
from plantwright.cli.measure import measure_command
from plantwright.cli.record import record_command
from plantwright.cli.serve import serve_command
from plantwright.cli.simulate import simulate_command
from plantwright.cli.spc import spc_command
from plantwright.cli.start import start_command
from plantwright.cli.study import study_command
from plantwright.cli.verify import verify_command
from plantwright.cli.visit import visit_app
from plantwright.cli.visit_program import gather_command, plan_command
from plantwright.cli.what_if import what_if_command

app = typer.Typer(
    help="Learn a plant from what it records; see where output is lost and what to change first.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("study")(study_command)
app.command("what-if")(what_if_command)
app.command("measure")(measure_command)
app.command("simulate")(simulate_command)
app.command("export")(export_command)
app.command("spc")(spc_command)
app.command("start")(start_command)
app.command("init")(init_command)
app.command("verify")(verify_command)
app.command("history")(history_command)
app.command("record")(record_command)
app.command("serve")(serve_command)
visit_app.command("plan")(plan_command)
visit_app.command("gather")(gather_command)
app.add_typer(visit_app, name="visit")
app.add_typer(learn_app, name="learn")
app.command("mcp")(mcp_command)
app.command("backup")(backup_command)
app.command("restore")(restore_command)
app.add_typer(account_app, name="account")
app.add_typer(badge_app, name="badge")


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"plantwright {version('plantwright')}")
        raise typer.Exit


@app.callback(epilog="Start with: plantwright study FOLDER. Each command has its own --help.")
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Learn a plant from what it records; see where output is lost and what to change first."""
