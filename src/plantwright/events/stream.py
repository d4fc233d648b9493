"""Writing a log chunk by chunk into a folder of Parquet files, in memory that does not grow with the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from plantwright.errors import OutputError
from plantwright.events.described import KEY, PACKED, described, metadata_of
from plantwright.events.log import Finding, LogMeta, arrow_schema, conform
from plantwright.events.schema import TABLES
from plantwright.events.whole_folder import whole_folder, writing

FILES = {"intervals": "log.parquet", **{name: f"{name}.parquet" for name in ("orders", "links", "measurements")}}
"""The file of each table of a log; there is none for links and measurements where there are none."""
NAMES = tuple(FILES.values())
"""All files of a log, the intervals first: a folder without them is no log."""
ROW_GROUP = 122_880
"""Rows that are kept in memory and written together; DuckDB reads as many at a time."""


@contextmanager
def log_writer(
    path: str | Path, meta: LogMeta, findings: tuple[Finding, ...] = (), columns: Mapping[str, str] | None = None
) -> Iterator[LogWriter]:
    """Give a writer of a log; at a good end the log stands in the folder ``path``, otherwise it is as it was.

    Raises
    ------
    OutputError
        The folder cannot be written, is a file, or holds files of those names that are no log of ours.
    """
    path = Path(path)
    check_folder(path)
    with whole_folder(path, NAMES) as hidden:
        writer = LogWriter(path, hidden, described(meta, findings, columns or {}))
        try:
            yield writer
            writer.finish()
        finally:
            writer.let_go()


def check_folder(path: Path) -> None:
    """Raise OutputError where a log may not be written as a folder; only logs of ours are ever replaced."""
    if path.suffix == ".parquet":
        raise OutputError(f"{path}: a log is streamed into a folder; name one that does not end with .parquet")
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file, the log is written into a folder; name another place")
    held = [name for name in NAMES if (path / name).exists()]
    metadata = metadata_of(path / NAMES[0])
    if held and (KEY not in metadata or _is_packed(metadata)):
        raise OutputError(f"{path}: holds {', '.join(held)}, no earlier log of this kind; name another folder")


def _is_packed(metadata: Mapping[bytes, bytes]) -> bool:
    return any(key.startswith(PACKED) for key in metadata)


class LogWriter:
    """The files of one log while they are written."""

    def __init__(self, path: Path, folder: Path, metadata: Mapping[bytes, bytes]) -> None:
        self.path, self.folder, self.metadata = path, folder, metadata
        self._files: dict[str, _GroupWriter] = {}

    def write(self, table: str, rows: pa.Table) -> None:
        """Add rows to ``intervals``, ``orders``, ``links`` or ``measurements``; missing columns are added empty."""
        if len(rows):
            with writing(self.path):
                self._file(table).write(conform(rows, TABLES[table]))

    def finish(self) -> None:
        """Write what is left; a log always has intervals and orders, be they empty."""
        with writing(self.path):
            for file in (self._file("intervals"), self._file("orders"), *self._files.values()):
                file.finish()

    def let_go(self) -> None:
        """Close what is still open, whatever becomes of it."""
        for file in self._files.values():
            with suppress(OSError):
                file.parquet.close()

    def _file(self, table: str) -> _GroupWriter:
        if table not in self._files:
            schema = arrow_schema(TABLES[table]).with_metadata(self.metadata if table == "intervals" else {})
            self._files[table] = _GroupWriter(self.folder / FILES[table], schema)
        return self._files[table]


class _GroupWriter:
    """A Parquet file that is given rows in any chunks and holds them in groups of one size."""

    def __init__(self, file: Path, schema: pa.Schema) -> None:
        self.parquet = pq.ParquetWriter(file, schema, compression="zstd")
        self.schema = schema
        self.waiting = self._none = schema.empty_table()

    def write(self, rows: pa.Table) -> None:
        """Keep rows until there is a group of them."""
        self.waiting = pa.concat_tables([self.waiting, rows.replace_schema_metadata(self.schema.metadata)])
        while len(self.waiting) >= ROW_GROUP:
            self.parquet.write_table(self.waiting.slice(0, ROW_GROUP))
            self.waiting = self.waiting.slice(ROW_GROUP)

    def finish(self) -> None:
        """Write what is left and close the file."""
        if len(self.waiting):
            self.parquet.write_table(self.waiting)
        self.waiting = self._none
        self.parquet.close()
