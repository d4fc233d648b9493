"""``plantwright record``: what goes on being recorded outside goes into a log of ours, as long as it runs."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli import signals
from plantwright.cli.guard import guarded
from plantwright.cli.inputs import Gathered
from plantwright.cli.pauses import EveryOption, pause_of
from plantwright.cli.progress import answers, errors

if TYPE_CHECKING:
    from plantwright.events.sources.recorder import Progress

TABLES = ("log", "orders", "downtime")
"""What rows may be recorded as."""
QUIET = 10.0
"""How often new rows are told of at most [s]."""


@guarded
def record_command(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A folder of CSV files, a database's URL, or mqtt://USER@HOST:PORT."),
    ],
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="The folder in which the log grows.")],
    table: Annotated[str | None, typer.Option("--table", metavar="NAME", help="Table of a database.")] = None,
    query: Annotated[str | None, typer.Option("--query", metavar="SQL", help="Query of a database.")] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="COLUMNS", help="What grows and tells rows apart, as id or time,id.")
    ] = None,
    lag: Annotated[
        str | None, typer.Option("--lag", metavar="TIME", help="How late a row may appear in a database, as 10s.")
    ] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option("--topic", metavar="TOPIC", help="Topic of a broker, as 'spBv1.0/#'. Repeatable."),
    ] = None,
    named: Annotated[
        str, typer.Option("--as", metavar="TABLE", help="What the rows are: log, orders, downtime.")
    ] = "log",
    every: EveryOption = "1s",
    once: Annotated[bool, typer.Option("--once", help="End when all that is there is recorded.")] = False,
) -> None:
    """Record a live source into a folder that study reads, until Ctrl-C; the same command goes on.

    Example: plantwright record machine-exports/ --into shop
    """
    from plantwright.events.sources.growing_log import SUFFIX, GrowingLog
    from plantwright.events.sources.opened import Told, open_source, without_password
    from plantwright.events.sources.recorder import record

    given = Gathered()
    pause = given.attempt(lambda: pause_of(every, "--every"))
    late = given.attempt(lambda: pause_of(lag, "--lag")) if lag else None
    given.attempt(lambda: check_place(into, named))
    told = Told(table, query, _listed(key), late, tuple(topic or ()))
    opened = given.need(given.attempt(lambda: open_source(source, told)))
    shown, file = Shown(without_password(source), into), into / f"{named}{SUFFIX}"
    try:
        if not file.exists():
            opened.read(None)  # a source that cannot be read leaves no folder behind
        with GrowingLog(file) as log:
            signals.promise(f"interrupted; what is in {into} stays, and the same command goes on")
            added = record(opened, log, every=given.need(pause), once=once, tell=shown)
            answers.print(f"{into}: {log.rows():,} rows, {added:,} of them new", markup=False, soft_wrap=True)
    finally:
        opened.close()


def check_place(into: Path, named: str) -> None:
    """Raise OutputError where a log cannot grow."""
    from plantwright.errors import OutputError
    from plantwright.events.sources.growing_log import SUFFIX

    if named not in TABLES:
        raise OutputError(f"--as: {named!r}; allowed are {', '.join(TABLES)}; leave it out for a log")
    if into.exists() and not into.is_dir():
        raise OutputError(f"{into}: is a file; name a folder")
    other = [one.name for one in into.glob(f"{named}.*") if not one.name.startswith(f"{named}{SUFFIX}")]
    if other:
        raise OutputError(f"{into}: it has {other[0]}, a {named} of its own; name another folder")


class Shown:
    """What a recorder does, on standard error: at once where it is odd, else now and then."""

    def __init__(self, source: str, into: Path) -> None:
        self.source, self.into = source, into
        self._last, self._added, self._away, self._begun = 0.0, 0, "", False

    def __call__(self, progress: Progress) -> None:
        """Tell what is new."""
        signals.raise_caught()
        if progress.away != self._away and progress.away:
            self._say(f"waiting: {progress.away}")
        self._away = progress.away
        for note in progress.notes:
            self._say(f"noted: {note}")
        self._added += progress.added
        if not self._begun or (self._added and time.monotonic() - self._last >= QUIET):
            self._say(f"recording {self.source} into {self.into}: {progress.rows:,} rows (+{self._added:,})")
            self._last, self._added, self._begun = time.monotonic(), 0, True

    def _say(self, text: str) -> None:
        errors.print(f"{time.strftime('%H:%M:%S')}  {text}", markup=False, soft_wrap=True)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in (text or "").split(",") if one.strip())
