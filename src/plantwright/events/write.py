"""Writing a log as Parquet, and reading it back the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from plantwright.errors import OutputError, RecordsError
from plantwright.events.log import EventLog, Finding, LogMeta

KEY = b"plantwright"
"""What is true of the whole log, as JSON in the file's metadata."""
ORDERS_KEY = b"plantwright.orders"
"""The orders, as an Arrow stream in the file's metadata, where they have no file of their own."""

_FILES = ("log.parquet", "orders.parquet")


def write_log(log: EventLog, path: str | Path) -> None:
    """Write a log: into one Parquet file, or into a folder as ``log.parquet`` and ``orders.parquet``."""
    path = Path(path)
    intervals, orders = log.intervals.to_pyarrow(), log.orders.to_pyarrow()
    described = {KEY: json.dumps(_described(log)).encode()}
    try:
        if path.suffix == ".parquet":
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(intervals, path, {**described, ORDERS_KEY: _packed(orders)})
        else:
            path.mkdir(parents=True, exist_ok=True)
            _write(intervals, path / _FILES[0], described)
            _write(orders, path / _FILES[1], {})
    except OSError as error:
        raise OutputError(f"{path}: the log cannot be written ({error.strerror or error})") from error


def is_written(path: str | Path) -> bool:
    """Tell whether a file, or the log in a folder, was written by ``write_log``."""
    path = Path(path)
    file = path / _FILES[0] if path.is_dir() else path
    if file.suffix != ".parquet" or not file.is_file():
        return False
    try:
        return KEY in (pq.read_schema(file).metadata or {})
    except (pa.ArrowInvalid, OSError):
        return False


def read_written(path: str | Path) -> EventLog:
    """Return a log that ``write_log`` wrote."""
    path = Path(path)
    intervals = pq.read_table(path / _FILES[0] if path.is_dir() else path)
    metadata = intervals.schema.metadata
    orders = _unpacked(metadata[ORDERS_KEY]) if ORDERS_KEY in metadata else _orders_beside(path)
    meta, findings, columns = _understood(json.loads(metadata[KEY]))
    return EventLog.from_arrow(intervals, orders, meta, findings, columns)


def _orders_beside(path: Path) -> pa.Table:
    file = (path if path.is_dir() else path.parent) / _FILES[1]
    if not file.is_file():
        raise RecordsError(str(path), [f"{file}: missing; the orders of the log stand there; copy it beside the log"])
    return pq.read_table(file)


def _write(table: pa.Table, path: Path, metadata: Mapping[bytes, bytes]) -> None:
    pq.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")


def _described(log: EventLog) -> dict[str, Any]:
    meta = asdict(log.meta) | {"start": log.meta.start.isoformat(), "end": log.meta.end.isoformat()}
    return {"meta": meta, "findings": [asdict(one) for one in log.findings], "columns": log.columns}


def _understood(fields: dict[str, Any]) -> tuple[LogMeta, tuple[Finding, ...], dict[str, str]]:
    meta = fields["meta"]
    for name in ("start", "end"):
        meta[name] = datetime.fromisoformat(meta[name])
    for name in ("nominal_durations", "inner_products"):
        meta[name] = tuple(meta.get(name, ()))
    findings = tuple(Finding(**{**one, "examples": tuple(one["examples"])}) for one in fields["findings"])
    return LogMeta(**meta), findings, fields["columns"]


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, table.schema, options=options) as stream:
        stream.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpacked(content: bytes) -> pa.Table:
    return pa.ipc.open_stream(content).read_all()
