"""A log that grows: rows and the positions of their sources in one SQLite file, moved by one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from plantwright.errors import OutputError
from plantwright.events.sources.contract import Batch

SUFFIX = ".sqlite"
APPLICATION = 0x506C7772
"""The number in the file that says it is ours: Plwr."""
MOST_COLUMNS = 500
PATIENCE = 60.0
"""How long one who reads may keep us from writing, or we him [s]."""

OURS = ("_row", "_id", "_source")
"""Columns of the file that are not columns of the source."""
_SCHEMA = """
CREATE TABLE rows (_row INTEGER PRIMARY KEY, _source INTEGER NOT NULL, _id TEXT, UNIQUE (_source, _id));
CREATE TABLE sources (source INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, batches INTEGER NOT NULL);
CREATE TABLE marks (source INTEGER, mark TEXT, value TEXT NOT NULL, PRIMARY KEY (source, mark)) WITHOUT ROWID;
CREATE TABLE notes (time TEXT NOT NULL, source INTEGER NOT NULL, note TEXT NOT NULL);
"""


class GrowingLog:
    """A file of rows that a process may die over at any moment without losing or doubling one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, tuple[int, int]] = {}
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._prepare()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def position(self, source: str) -> dict[str, str] | None:
        """Return where a source was read to, None where it never was."""
        with self._told():
            found = self._database.execute("SELECT source, batches FROM sources WHERE name = ?", (source,)).fetchone()
            if found is None:
                return None
            self._known[source] = found
            return dict(self._database.execute("SELECT mark, value FROM marks WHERE source = ?", found[:1]))

    def add(self, source: str, batch: Batch) -> int:
        """Store a batch of a source, rows and marks together; return how many rows are new.

        Raises
        ------
        OutputError
            It cannot be written, or another process records the same source into the same file.
        """
        with self._told(), self._transaction():
            number = self._next_batch(source)
            before = self.rows()
            self._insert(number, batch)
            self._move(number, batch)
            added = self.rows() - before
        self._known[source] = (number, self._known.get(source, (number, 0))[1] + 1)
        return added

    def rows(self) -> int:
        """Return how many rows there are."""
        found: int = self._database.execute("SELECT coalesce(max(_row), 0) FROM rows").fetchone()[0]
        return found

    def notes(self) -> list[str]:
        """Return what was odd so far, oldest first."""
        return [note for (note,) in self._database.execute("SELECT note FROM notes ORDER BY rowid")]

    def _prepare(self) -> None:
        # one file, also on a shared drive, where a write-ahead log would not work
        self._database.execute("PRAGMA journal_mode = DELETE")
        self._database.execute("PRAGMA synchronous = FULL")
        with self._transaction():
            (marked,) = self._database.execute("PRAGMA application_id").fetchone()
            tables = self._database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if marked != APPLICATION and tables:
                raise OutputError(f"{self.path}: a database of something else; name another folder")
            if not tables:
                self._create()

    def _create(self) -> None:
        for statement in filter(str.strip, _SCHEMA.split(";")):
            self._database.execute(statement)
        self._database.execute(f"PRAGMA application_id = {APPLICATION}")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if isinstance(error, OutputError):
                raise
            raise OutputError(f"{self.path}: cannot be written ({error}); free it, or name another folder") from error

    def _next_batch(self, source: str) -> int:
        """Count a batch; whoever's count is not the one stored reads what another has read already."""
        if source not in self._known:
            self._add_source(source)
        number, batches = self._known.get(source) or (
            self._database.execute("SELECT last_insert_rowid()").fetchone()[0],
            0,
        )
        query = "UPDATE sources SET batches = batches + 1 WHERE source = ? AND batches = ?"
        if self._database.execute(query, (number, batches)).rowcount != 1:
            self._refuse(source)
        return int(number)

    def _add_source(self, source: str) -> None:
        query = "INSERT INTO sources (name, batches) VALUES (?, 0) ON CONFLICT DO NOTHING"
        if self._database.execute(query, (source,)).rowcount != 1:
            self._refuse(source)

    def _refuse(self, source: str) -> None:
        raise OutputError(f"{self.path}: another process records {source} into it; let one of them do it")

    def _insert(self, number: int, batch: Batch) -> None:
        if not len(batch.rows):
            return
        names = self._columns(batch.rows.column_names)
        ids: Sequence[str | None] = batch.ids or [None] * len(batch.rows)
        listed = ", ".join(_quoted(one) for one in names)
        settled = ", ".join(f"{_quoted(one)} = excluded.{_quoted(one)}" for one in names)
        action = f"UPDATE SET {settled}" if batch.amends else "NOTHING"
        query = f"""INSERT INTO rows (_source, _id, {listed}) VALUES (?, ?{", ?" * len(names)})
            ON CONFLICT (_source, _id) DO {action}"""
        cells = zip(*(column.to_pylist() for column in batch.rows.columns), strict=True)
        self._database.executemany(query, ((number, one, *row) for one, row in zip(ids, cells, strict=True)))

    def _columns(self, wanted: Sequence[str]) -> list[str]:
        """Return the columns of the file that hold those of a table; new ones are added."""
        held = {one[1].casefold(): one[1] for one in self._database.execute("PRAGMA table_info(rows)")}
        taken = set(OURS)
        return [self._column(name, held, taken) for name in wanted]

    def _column(self, name: str, held: dict[str, str], taken: set[str]) -> str:
        # for SQLite Order and order are one name
        place, count = name, 1
        while place.casefold() in taken:
            count += 1
            place = f"{name} ({count})"
        taken.add(place.casefold())
        if place.casefold() not in held:
            if len(held) >= MOST_COLUMNS:
                raise OutputError(f"{self.path}: column {name!r} would be one of more than {MOST_COLUMNS}; record less")
            self._database.execute(f"ALTER TABLE rows ADD COLUMN {_quoted(place)} TEXT")
            held[place.casefold()] = place
        return held[place.casefold()]

    def _move(self, number: int, batch: Batch) -> None:
        gone = [(number, name) for name, value in batch.marks.items() if value is None]
        kept = [(number, name, value) for name, value in batch.marks.items() if value is not None]
        self._database.executemany("DELETE FROM marks WHERE source = ? AND mark = ?", gone)
        self._database.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", kept)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._database.executemany("INSERT INTO notes VALUES (?, ?, ?)", [(now, number, one) for one in batch.notes])


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
