"""What becomes of errors: a message and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import typer

from plantwright.cli import signals
from plantwright.errors import PlantwrightError

Told = ParamSpec("Told")
WRONG_INPUT, FAILED = 2, 1
TRACEBACK = "PLANTWRIGHT_TRACEBACK"
"""The environment variable that asks for the traceback of a failure."""


def guarded(command: Callable[Told, None]) -> Callable[Told, None]:
    """Return a command that says its errors once and ends with their exit code."""

    @wraps(command)
    def run(*args: Told.args, **options: Told.kwargs) -> None:
        try:
            command(*args, **options)
        except (typer.Exit, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            signals.say()
            raise typer.Exit(signals.exit_code()) from None
        except Exception as error:  # noqa: BLE001 - the last line of defense: people get a message, not a traceback
            raise typer.Exit(_told(error)) from None

    return run


def _told(error: Exception) -> int:
    """Say an error and return its exit code."""
    if signals.caught():  # libraries turn an interruption into errors of their own
        signals.say()
        return signals.exit_code()
    wrong = isinstance(error, PlantwrightError)
    sys.stderr.write(f"{error if wrong else _failure(error)}\n")
    return WRONG_INPUT if wrong else FAILED


def _failure(error: Exception) -> str:
    if os.environ.get(TRACEBACK):
        return "".join(traceback.format_exception(error)).rstrip()
    last = traceback.extract_tb(error.__traceback__)[-1]
    told = " ".join(str(error).split())[:300]
    return (
        f"plantwright failed: {type(error).__name__}: {told} ({Path(last.filename).name}, line {last.lineno}).\n"
        "Nothing is left half-written. This is a mistake in plantwright; "
        f"run it with {TRACEBACK}=1 to see where, and report it."
    )
