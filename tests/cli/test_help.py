"""The command line explains itself, quickly."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

from cli.conftest import Command

COMMANDS = ("study", "what-if", "measure", "simulate", "export", "spc", "record")
HEAVY = {"numpy", "numba", "pandas", "ibis", "duckdb", "pyarrow", "scipy", "plotly", "sqlglot"}


def test_the_version_is_that_of_the_package(run: Command) -> None:
    """--version says what is installed."""
    done = run("--version")
    assert (done.exit_code, done.stdout.strip()) == (0, f"plantwright {version('plantwright')}")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example(command: str, run: Command) -> None:
    """The help of each command ends with a line to imitate."""
    assert f"Example: plantwright {command} " in run(command, "--help").stdout


def test_no_command_at_all_shows_the_help(run: Command) -> None:
    """Who types the bare name is told what there is."""
    said = run().output
    assert [name in said for name in COMMANDS] == [True] * len(COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    """Asking for help loads no library of arrays, tables or figures."""
    code = (
        "import sys; from typer.testing import CliRunner; from plantwright.cli.app import app; "
        "CliRunner().invoke(app, ['study', '--help']); print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


@pytest.mark.parametrize(
    "words",
    [["study"], ["what-if", "x"], ["measure", "x", "--nope"], ["simulate", "x", "--seed", "-1"], ["export", "x"]],
)
def test_wrong_usage_is_told(words: list[str], run: Command) -> None:
    """A missing argument or an unknown option ends with exit code 2 and the usage."""
    done = run(*words)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr
