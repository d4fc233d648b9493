"""Writing a log as Parquet, and reading it back the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from plantwright.errors import RecordsError
from plantwright.events.connection import MEMORY, connect, database
from plantwright.events.described import KEY, PACKED, described, metadata_of, understood
from plantwright.events.log import EventLog
from plantwright.events.schema import TABLES
from plantwright.events.stream import FILES, ROW_GROUP, log_writer
from plantwright.events.whole_folder import writing

_BESIDE = ("orders", "links", "measurements")
"""The tables of a log beside its intervals."""


def write_log(log: EventLog, path: str | Path) -> None:
    """Write a log: into one Parquet file, or into a folder with a file for each of its tables.

    One file holds the other tables in its metadata: it is for logs that fit in memory.
    """
    path = Path(path)
    if path.suffix == ".parquet":
        _write_file(log, path)
        return
    with log_writer(path, log.meta, log.findings, log.columns) as writer:
        for name, table in _tables(log).items():
            for batch in table.to_pyarrow_batches(chunk_size=ROW_GROUP):
                writer.write(name, pa.Table.from_batches([batch]))


def is_written(path: str | Path) -> bool:
    """Tell whether a file, or the log in a folder, was written by ``write_log`` or streamed."""
    return KEY in metadata_of(_intervals_file(Path(path)))


def read_written(path: str | Path) -> EventLog:
    """Return a log that was written as a file, which is loaded, or as a folder, whose files are read when asked."""
    path = Path(path).resolve()
    file = _intervals_file(path)
    metadata = metadata_of(file)
    if PACKED + b"orders" in metadata:
        return _loaded(file, metadata)
    if not (file.parent / FILES["orders"]).is_file():
        lost = file.parent / FILES["orders"]
        raise RecordsError(str(path), [f"{lost}: missing; the orders of the log stand there; copy it beside the log"])
    return _opened(file, metadata)


def _intervals_file(path: Path) -> Path:
    return path / FILES["intervals"] if path.is_dir() else path


def _tables(log: EventLog) -> dict[str, ibis.Table]:
    found = {name: getattr(log, name) for name in TABLES}
    return {name: table for name, table in found.items() if table is not None}


def _write_file(log: EventLog, path: Path) -> None:
    tables = {name: table.to_pyarrow() for name, table in _tables(log).items()}
    packed = {PACKED + name.encode(): _packed(tables[name]) for name in _BESIDE if name in tables}
    metadata = {**described(log.meta, log.findings, log.columns), **packed}
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(tables["intervals"].replace_schema_metadata(metadata), path, compression="zstd")


def _loaded(file: Path, metadata: Mapping[bytes, bytes]) -> EventLog:
    keys = {name: PACKED + name.encode() for name in _BESIDE}
    beside = {name: _unpacked(metadata[key]) for name, key in keys.items() if key in metadata}
    meta, findings, columns = understood(metadata)
    return EventLog.from_arrow(pq.read_table(file), meta=meta, findings=findings, columns=columns, **beside)


def _opened(file: Path, metadata: Mapping[bytes, bytes]) -> EventLog:
    connection = connect(memory_limit=MEMORY)
    # who gives the file alone may have named it otherwise
    places = {"intervals": file, **{name: file.parent / FILES[name] for name in _BESIDE}}
    views = {name: _view(connection, name, place) for name, place in places.items() if place.is_file()}
    meta, findings, columns = understood(metadata)
    return EventLog(meta=meta, findings=findings, columns=columns, **views)


def _view(connection: Any, name: str, file: Path) -> ibis.Table:
    """Return a table that is read from its file, each time and as far as it is needed."""
    held = _names(file)
    picked = (f'CAST({_column(one, held)} AS {_TYPES[kind]}) AS "{one}"' for one, kind in TABLES[name].items())
    # a name of a folder such as x=1 is no column, and [1] in it is no pattern
    place = "".join(f"[{one}]" if one in "[*?" else one for one in str(file)).replace("'", "''")
    source = f"read_parquet('{place}', hive_partitioning = false)"
    database(connection).execute(f'CREATE VIEW "{name}" AS SELECT {", ".join(picked)} FROM {source}')
    table: ibis.Table = connection.table(name)
    return table


def _names(file: Path) -> set[str]:
    try:
        return set(pq.read_schema(file).names)
    except (pa.ArrowInvalid, OSError) as error:
        found = " ".join(str(error).split())[:120]
        raise RecordsError(str(file), [f"no Parquet ({found}); write the log again"]) from None


_TYPES = {"string": "VARCHAR", "timestamp": "TIMESTAMP", "float64": "DOUBLE", "int64": "BIGINT", "boolean": "BOOLEAN"}


def _column(name: str, held: set[str]) -> str:
    return f'"{name}"' if name in held else "NULL"


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpacked(content: bytes) -> pa.Table:
    return pa.ipc.open_stream(content).read_all()
