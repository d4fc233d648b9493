"""A table or query of a database, read by a key that only grows; the one file that knows SQLAlchemy."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from plantwright.errors import MissingExtraError, RecordsError, SourceAwayError
from plantwright.events.sources.contract import Batch, Position, text_table
from plantwright.events.sources.sql_values import KEYS, is_key, stored, told, written

PAGE = 5_000
LAGS = {"sqlite": 0.0, "postgresql": 2.0}
"""How long a row may become visible after one with a greater key [s]; SQLite has one writer at a time."""
OTHERWISE = 10.0
PATIENCE = 60.0
"""After so long a wait for somebody's open transaction is told [s]."""
_MOMENT = 0.05
DONE = "done"
"""The mark of the key up to which all rows were read."""
MISTAKES = ("no such", "near ", "syntax", "ambiguous")
"""How SQLite begins to say that a table or query is wrong, under the name by which it also says that it is away."""

Key = tuple[Any, ...]
_SNAPSHOT = "pg_catalog.pg_current_snapshot()"
_RUNNING = f"SELECT pg_snapshot_xmin({_SNAPSHOT})::text, pg_snapshot_xmax({_SNAPSHOT})::text"


@dataclass(frozen=True)
class _Bound:
    """The greatest key at a moment; rows up to it are read when none of them can still be on its way."""

    key: Key
    time: float
    """[s], by a clock that only runs forward."""
    following: int
    """The number of the first transaction that had not begun then; 0 where the database numbers none."""


class SqlSource:
    """A table, or a query, to which rows are added with a key that grows.

    Parameters
    ----------
    url
        As SQLAlchemy writes it: ``postgresql+psycopg://user:password@host/database``, ``sqlite:///file.db``.
    table, query
        One of the two.
    key
        A column that grows and is never the same twice; or several, of which the next decides where those before
        are equal, as a time and a number. By default the table's primary key.
    lag
        How long a row may become visible after one with a greater key [s].
    """

    def __init__(
        self,
        url: str,
        *,
        table: str | None = None,
        query: str | None = None,
        key: Sequence[str] = (),
        lag: float | None = None,
    ) -> None:
        self._engine = _engine(url)
        what = table or f"query {hashlib.sha256((query or '').encode()).hexdigest()[:12]}"
        self.name = f"{_shown(self._engine.url)} {what}"
        dialect = self._engine.dialect.name
        self._postgres = dialect == "postgresql"
        self._lag = LAGS.get(dialect, OTHERWISE) if lag is None else lag
        self._table, self._query, self._key = table, query, tuple(key)
        self._assumed = not self._key
        self._bound: _Bound | None = None
        self._checked = self._told = False

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    def read(self, since: Position | None) -> Batch:
        """Return a page of rows beyond a position, once all rows that could precede one of them are there."""
        self._demand_file()
        try:
            with self._engine.connect() as connection:
                self._check(connection)
                return self._page(connection, told(since[DONE]) if since and DONE in since else None)
        except DBAPIError as error:
            raise self._said(error) from None
        except SQLAlchemyError as error:
            raise RecordsError(f"{self.name}: {_first_line(error)}") from None

    def _page(self, connection: sa.Connection, done: Key | None) -> Batch:
        bound = self._settled(connection, done)
        if bound is None:
            return self._nothing()
        chosen = self._rows(sa.literal_column("*"), done=done).where(~_beyond(self._key, bound)).limit(PAGE)
        rows = connection.execute(chosen.order_by(*map(sa.column, self._key))).mappings().all()
        if len(rows) < PAGE:
            self._bound = None
        if not rows:
            return Batch(text_table([]))
        ids = [stored(tuple(row[name] for name in self._key)) for row in rows]
        table = text_table({name: written(value) for name, value in row.items()} for row in rows)
        return Batch(table, {DONE: ids[-1]}, ids, more=True)

    def _nothing(self) -> Batch:
        """Return no rows; where there are some that are not settled yet, after a moment and with more to come."""
        if self._bound is None:
            return Batch(text_table([]))
        waited = time.monotonic() - self._bound.time
        if waited < PATIENCE + self._lag:
            time.sleep(min(_MOMENT, self._lag or _MOMENT))
            return Batch(text_table([]), more=True)
        note = f"{self.name}: a transaction has been open for {waited:.0f} s; rows wait for its end"
        told, self._told = self._told, True
        return Batch(text_table([]), notes=() if told else (note,))

    def _settled(self, connection: sa.Connection, done: Key | None) -> Key | None:
        """Return a key up to which no row can be missing; None where there is nothing new, or not yet."""
        begun = self._bound is None
        greatest = self._greatest(connection, done) if begun else None
        # asked after the greatest key is: whoever took a lesser one had begun by now
        first, following = connection.execute(sa.text(_RUNNING)).one() if self._postgres else (0, 0)
        if begun and greatest is None and done is not None:
            self._demand_growth(connection, done)
        if greatest:
            self._told = False
            self._bound = _Bound(greatest, time.monotonic(), int(following))
        bound = self._bound
        if bound is None or time.monotonic() < bound.time + self._lag or int(first) < bound.following:
            return None
        return bound.key

    def _greatest(self, connection: sa.Connection, done: Key | None) -> Key | None:
        columns = _columns(self._key)
        chosen = self._rows(*columns, done=done).order_by(*(one.desc() for one in columns)).limit(1)
        found = connection.execute(chosen).first()
        return tuple(found) if found else None

    def _demand_growth(self, connection: sa.Connection, done: Key) -> None:
        """Refuse keys that began anew: rows below the key reached would never be read."""
        greatest = self._greatest(connection, None)
        if greatest is not None and greatest < done:
            found = f"{self._named()} has gone back from {_listed(done)} to {_listed(greatest)}"
            raise RecordsError(f"{self.name}: {found}; it must grow; record the new rows into another folder")

    def _rows(self, *columns: sa.ColumnElement[Any], done: Key | None = None) -> sa.Select[Any]:
        chosen = sa.select(*columns).select_from(self._from())
        return chosen if done is None else chosen.where(_beyond(self._key, done))

    def _from(self) -> Any:
        if self._table is None:
            told_query = (self._query or "").rstrip().rstrip(";").replace(":", "\\:")
            return sa.text(f"({told_query}) AS rows_told")
        schema, _, name = self._table.rpartition(".")
        return sa.table(name, schema=schema or None)

    def _check(self, connection: sa.Connection) -> None:
        """Refuse, once, a key by which rows would be lost: none, empty or twice the same."""
        if self._checked:
            return
        primary, unique = self._unique_keys(connection)
        self._key = self._key or primary
        if not self._key:
            raise RecordsError(f"{self.name}: no primary key; a key that grows is needed; name its columns with --key")
        there = list(connection.execute(self._rows(sa.literal_column("*")).limit(0)).keys())
        missing = [name for name in self._key if name not in there]
        if missing:
            raise RecordsError(f"{self.name}: no column {missing[0]!r}; there are {', '.join(there)}; correct --key")
        columns = _columns(self._key)
        empty = self._rows(*columns).where(sa.or_(*(one.is_(None) for one in columns))).limit(1)
        if connection.execute(empty).first():
            raise RecordsError(f"{self.name}: {self._named()} is empty in some rows; a key needs a value in each")
        if not any(set(one) <= set(self._key) for one in unique):
            self._demand_unique(connection, columns)
        first = connection.execute(self._rows(*columns).limit(1)).first()
        if first and self._assumed and not all(isinstance(one, int) for one in first):
            found = f"the primary key {self._named()} holds {_listed(first)}, which need not grow"
            raise RecordsError(f"{self.name}: {found}; name with --key what grows, as a time and a number")
        if first and not all(map(is_key, first)):
            raise RecordsError(
                f"{self.name}: {self._named()} is of {[type(one).__name__ for one in first]}, not {KEYS}"
            )
        self._checked = first is not None

    def _unique_keys(self, connection: sa.Connection) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return the primary key, and all that a table promises to be never the same twice."""
        if self._table is None:
            return (), []
        schema, _, name = self._table.rpartition(".")
        inspector = sa.inspect(connection)
        if not inspector.has_table(name, schema or None):
            there = ", ".join(sorted(inspector.get_table_names(schema or None))[:8]) or "none"
            raise RecordsError(f"{self.name}: no such table; there are {there}; name one with --table, or a --query")
        primary = tuple(inspector.get_pk_constraint(name, schema or None)["constrained_columns"])
        if primary and set(primary) <= set(self._key or primary):
            return primary, [primary]
        found = inspector.get_unique_constraints(name, schema or None)
        return primary, [tuple(str(column) for column in one["column_names"]) for one in found]

    def _demand_unique(self, connection: sa.Connection, columns: Sequence[sa.ColumnClause[Any]]) -> None:
        twice = self._rows(*columns).group_by(*columns).having(sa.func.count() > 1).limit(1)
        found = connection.execute(twice).first()
        if found:
            cure = "add a column that tells them apart, as --key updated_at,id"
            raise RecordsError(
                f"{self.name}: several rows have {self._named()} = {_listed(found)}; each its own is needed; {cure}"
            )

    def _named(self) -> str:
        return ", ".join(self._key)

    def _demand_file(self) -> None:
        place = self._engine.url.database
        # SQLite would make an empty one
        if self._engine.dialect.name == "sqlite" and place and place != ":memory:" and not Path(place).is_file():
            raise SourceAwayError(f"{self.name}: there is no such file; name the database")

    def _said(self, error: DBAPIError) -> RecordsError | SourceAwayError:
        words = f"{self.name}: {_first_line(error.orig or error)}"
        mistaken = self._engine.dialect.name == "sqlite" and _first_line(error.orig or error).startswith(MISTAKES)
        away = error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
        return SourceAwayError(words) if away and not mistaken else RecordsError(words)


def _engine(url: str) -> sa.Engine:
    if url.startswith(("postgresql://", "postgres://")):
        url = "postgresql+psycopg://" + url.partition("://")[2]
    try:
        return sa.create_engine(url, pool_pre_ping=True, isolation_level="AUTOCOMMIT")
    except ModuleNotFoundError as error:
        cure = "pip install 'plantwright[postgres]'" if error.name == "psycopg" else f"pip install {error.name}"
        raise MissingExtraError(f"the database's driver {error.name} is not installed; {cure}") from None
    except SQLAlchemyError as error:
        # its words may hold the password
        shape = "postgresql://USER:PASSWORD@HOST/DATABASE or sqlite:///FILE"
        raise RecordsError(f"the database's URL cannot be read ({type(error).__name__}); write {shape}") from None


def _shown(url: sa.URL) -> str:
    """Return where a database is, without a password and without options, which may hold one."""
    bare = sa.URL.create(url.get_backend_name(), url.username, None, url.host, url.port, url.database)
    return bare.render_as_string()


def _beyond(key: Sequence[str], than: Key) -> sa.ColumnElement[bool]:
    """Return the condition that a row comes after a key."""
    columns = _columns(key)
    cases = [
        sa.and_(*(columns[before] == than[before] for before in range(place)), columns[place] > than[place])
        for place in range(len(columns))
    ]
    return sa.or_(*cases)


def _listed(key: Sequence[object]) -> str:
    return ", ".join(map(str, key))


def _columns(key: Sequence[str]) -> list[sa.ColumnClause[Any]]:
    return [sa.column(name) for name in key]


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
