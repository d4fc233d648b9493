"""Reading a log that a recorder keeps growing, at one moment of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pyarrow as pa

from plantwright.events.sources.growing_log import APPLICATION, OURS, PATIENCE, SUFFIX

_AT_ONCE = 50_000


class NotGrownError(ValueError):
    """The file is no log that a recorder made; the message says what it is."""


def read_grown(path: Path) -> pa.Table:
    """Return all rows that are stored, in the order in which they came, as text.

    Raises
    ------
    NotGrownError
        The file is something else.
    """
    with _opened(path) as database:
        return _rows(database)


def read_notes(path: Path) -> list[str]:
    """Return what its recorder found odd, oldest first; nothing where the file is no such log."""
    if path.suffix != SUFFIX:
        return []
    with _opened(path) as database:
        return [note for (note,) in database.execute("SELECT note FROM notes ORDER BY rowid")]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)) as database:
            if database.execute("PRAGMA application_id").fetchone() != (APPLICATION,):
                raise NotGrownError("a database that plantwright record did not make")
            yield database
    except sqlite3.Error as error:
        raise NotGrownError(f"no database ({error})") from None


def _rows(database: sqlite3.Connection) -> pa.Table:
    names = [one[1] for one in database.execute("PRAGMA table_info(rows)") if one[1] not in OURS]
    if not names:
        return pa.table({})
    listed = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    cursor = database.execute(f"SELECT {listed} FROM rows ORDER BY _row")
    schema = pa.schema([(name, pa.string()) for name in names])
    pieces = []
    while found := cursor.fetchmany(_AT_ONCE):
        columns = zip(*found, strict=True)
        pieces.append(pa.table([pa.array(column, pa.string()) for column in columns], schema=schema))
    return pa.concat_tables(pieces) if pieces else schema.empty_table()
