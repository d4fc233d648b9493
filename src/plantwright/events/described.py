"""What is true of a whole log, as JSON in the metadata of its Parquet file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from plantwright.events.log import Finding, LogMeta

KEY = b"plantwright"
"""Where it stands in the metadata."""
PACKED = b"plantwright."
"""What begins the keys of tables that stand in the metadata, as Arrow streams."""


def described(meta: LogMeta, findings: tuple[Finding, ...], columns: Mapping[str, str]) -> dict[bytes, bytes]:
    """Return what is known of a log as metadata."""
    told = asdict(meta) | {"start": meta.start.isoformat(), "end": meta.end.isoformat()}
    fields = {"meta": told, "findings": [asdict(one) for one in findings], "columns": dict(columns)}
    return {KEY: json.dumps(fields).encode()}


def understood(metadata: Mapping[bytes, bytes]) -> tuple[LogMeta, tuple[Finding, ...], dict[str, str]]:
    """Return meta, findings and columns of a log from its metadata."""
    fields = json.loads(metadata[KEY])
    meta = fields["meta"]
    for name in ("start", "end"):
        meta[name] = datetime.fromisoformat(meta[name])
    for name in ("nominal_durations", "inner_products", "inferred"):
        meta[name] = tuple(meta.get(name, ()))
    findings = tuple(Finding(**{**one, "examples": tuple(one["examples"])}) for one in fields["findings"])
    return LogMeta(**meta), findings, fields["columns"]


def metadata_of(file: Path) -> dict[bytes, bytes]:
    """Return the metadata of a Parquet file; none where it is no such file."""
    if file.suffix != ".parquet" or not file.is_file():
        return {}
    try:
        return dict(pq.read_schema(file).metadata or {})
    except (pa.ArrowInvalid, OSError):
        return {}
