"""A whole store into one file and back, while it is served; between SQLite and PostgreSQL as well."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from plantwright.errors import StoreError
from plantwright.store.archive import CHUNK, FILES, KEYS, TABLES, Reader, Writer, is_key
from plantwright.store.opened import Store, bring_up, open_store

LEFT_OUT = ("alembic_version", "log_ins")
"""What is not kept: the form stands in the list of contents, and browsers log in again."""
_BATCH = 500
Rows = dict[str, list[dict[str, Any]]]


def back_up(store: Store, file: Path) -> None:
    """Write a store into one file, which appears whole or not at all; a server of the store may go on meanwhile.

    Notes
    -----
    The tables are those of one instant. Of the files those are taken that the tables know: a run that is done later is
    not in them. A plant that is deleted while its files are copied is left out.

    Raises
    ------
    StoreError
        The file exists, or cannot be written.
    """
    if file.exists():
        raise StoreError(f"{file}: exists already; name another file")
    hidden = file.with_name(f".{file.name}-{uuid4().hex[:8]}")
    try:
        with hidden.open("xb") as out:
            hidden.chmod(0o600)  # who reads it reads everything
            _write(store, Writer(out))
            out.flush()
            os.fsync(out.fileno())
        os.link(hidden, file)  # never over another's
    except FileExistsError:
        raise StoreError(f"{file}: exists already; name another file") from None
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror or error}); free space, name another") from error
    finally:
        hidden.unlink(missing_ok=True)


def _write(store: Store, writer: Writer) -> None:
    revision, rows = _snapshot(store)
    gone: set[str] = set()
    for plant in [one["id"] for one in rows["plants"]]:
        done = {one["id"] for one in rows["runs"] if one["plant"] == plant and one["state"] == "done"}
        try:
            _add_plant(store, writer, plant, done)
        except FileNotFoundError:
            gone.add(plant)
    _add_keys(store, writer)
    for name, table in _without(rows, gone).items():
        writer.add(f"{TABLES}{name}.jsonl", (f"{json.dumps(one, ensure_ascii=False)}\n".encode() for one in table))
    writer.close(revision=revision, made_by=f"plantwright {version('plantwright')}")


def _without(rows: Rows, plants: set[str]) -> Rows:
    """Return the rows that belong to none of some plants."""
    runs = {one["id"] for one in rows["runs"] if one["plant"] in plants}
    kept = {name: [one for one in table if one.get("plant") not in plants] for name, table in rows.items()}
    kept = {name: [one for one in table if one.get("run") not in runs] for name, table in kept.items()}
    return {**kept, "plants": [one for one in kept["plants"] if one["id"] not in plants]}


def _snapshot(store: Store) -> tuple[str, Rows]:
    """Return the form and the rows of all tables, as of one instant."""
    level = "REPEATABLE READ" if store.engine.dialect.name == "postgresql" else "SERIALIZABLE"
    with store.engine.connect().execution_options(isolation_level=level) as connection:
        if store.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # the driver begins none for what only reads
        tables = sa.MetaData()
        tables.reflect(connection)
        revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        kept = [one for one in tables.sorted_tables if one.name not in LEFT_OUT]
        return str(revision), {one.name: list(_rows(connection, one)) for one in kept}


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[dict[str, Any]]:
    for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings():
        yield {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _add_plant(store: Store, writer: Writer, plant: str, done: set[str]) -> None:
    """Add the records of a plant, and the results of its runs that were done; FileNotFoundError: it goes just now."""
    folder = store.plant_folder(plant)
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()):
        place = path.relative_to(folder).parts
        hidden = any(one.startswith(".") for one in place)
        if hidden or (place[0] == "runs" and place[1] not in done):
            continue
        try:
            writer.add(f"{FILES}plants/{plant}/{'/'.join(place)}", _chunks(path))
        except FileNotFoundError:
            if not folder.is_dir() or place[0] == "runs":
                raise
            # a file of the records that was taken out just now


def _add_keys(store: Store, writer: Writer) -> None:
    """Add the school's keys: without them nothing that it signed before would come from a known school."""
    folder = store.school_keys()
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()):
        place = path.relative_to(folder).as_posix()
        if is_key(f"{KEYS}{place}") and not path.name.startswith("."):
            writer.add(f"{KEYS}{place}", _chunks(path))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def restore(file: Path, folder: Path, url: str | None = None) -> None:
    """Make a store of a file that ``back_up`` wrote; nothing is left where that fails.

    Parameters
    ----------
    url
        The database's address; by default SQLite in the folder. Its tables must be empty.

    Raises
    ------
    StoreError
        The file is damaged or no backup, the folder or the database holds something, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: holds something, and nothing is ever replaced; name another folder")
    reader = Reader(file)
    hidden = folder.resolve().with_name(f".{folder.name}-{uuid4().hex[:8]}")
    try:
        reader.demand_sound()
        hidden.mkdir(parents=True, mode=0o700)
        _write_files(reader, hidden)
        _fill(reader, hidden, url)
        with suppress(FileNotFoundError):
            folder.rmdir()
        hidden.rename(folder)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error}); name another folder") from error
    finally:
        reader.close()
        shutil.rmtree(hidden, ignore_errors=True)


def _write_files(reader: Reader, folder: Path) -> None:
    for name in reader.contents:
        if name.startswith(FILES):
            path = folder / name.removeprefix(FILES)
            path.parent.mkdir(parents=True, exist_ok=True)
            mode = 0o600 if is_key(name) else 0o666  # less what the machine masks
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
                for chunk in reader.chunks(name):
                    out.write(chunk)


def _fill(reader: Reader, folder: Path, url: str | None) -> None:
    """Make the tables in the form that they were kept in, fill them, and bring them to the newest."""
    store = open_store(folder, url, revision=reader.manifest["revision"])
    try:
        with store.engine.begin() as connection:
            tables = sa.MetaData()
            tables.reflect(connection)
            known = [one for one in tables.sorted_tables if one.name not in LEFT_OUT]
            _demand_empty(connection, known, url)
            for table in known:
                name = f"{TABLES}{table.name}.jsonl"
                if name in reader.contents:
                    _insert(connection, table, reader.lines(name))
        bring_up(store.engine)
    except (sa.exc.SQLAlchemyError, TypeError, ValueError) as error:  # rows that are none of these tables
        raise StoreError(f"{reader.path}: its tables do not fit ({error.__cause__ or error}); take another") from error
    finally:
        store.close()


def _demand_empty(connection: sa.Connection, tables: list[sa.Table], url: str | None) -> None:
    for table in tables:
        if connection.execute(sa.select(table).limit(1)).first() is not None:
            shown = sa.make_url(url or "sqlite://").render_as_string(hide_password=True)
            raise StoreError(f"{shown}: its table {table.name} holds rows; nothing is ever replaced; name another")


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> None:
    moments = [one.name for one in table.columns if isinstance(one.type, sa.DateTime)]
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append({**row, **{name: datetime.fromisoformat(row[name]) for name in moments if row.get(name)}})
        if len(batch) == _BATCH:
            connection.execute(sa.insert(table), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(table), batch)
    if connection.dialect.name == "postgresql":
        for column in table.primary_key.columns:
            if isinstance(column.type, sa.Integer) and not column.foreign_keys and len(table.primary_key.columns) == 1:
                _go_on_counting(connection, table, column)


def _go_on_counting(connection: sa.Connection, table: sa.Table, column: sa.Column[Any]) -> None:
    """Let numbers that the database gives go on after those that are there."""
    last = connection.scalar(sa.select(sa.func.max(column)))
    if last is not None:
        told = {"table": table.name, "column": column.name, "last": last}
        connection.execute(sa.text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"), told)
