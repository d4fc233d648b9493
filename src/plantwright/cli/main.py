"""The command ``plantwright``: one file a command, errors said once, exit code 2 where the input is wrong."""

from __future__ import annotations

import sys

import typer

from plantwright.cli.measure import measure_command
from plantwright.cli.simulate import simulate_command
from plantwright.cli.study import study_command
from plantwright.cli.what_if import what_if_command
from plantwright.errors import PlantwrightError

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


def main() -> None:
    """Run the command line."""
    try:
        app()
    except PlantwrightError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted; nothing was written\n")
        sys.exit(130)
