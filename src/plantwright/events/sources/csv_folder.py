"""A folder into which machines or systems write CSV files: new files, longer files, renamed and rotated files."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from plantwright.errors import RecordsError, SourceAwayError
from plantwright.events.sources.contract import Batch, Position
from plantwright.events.sources.csv_files import FileMark, Found, bytes_at, files_of, matched, new_stream, renamed
from plantwright.events.sources.csv_lines import cells_in, cells_of, delimiter_of, header_of, text_of, whole

SETTLED = 60.0
"""A last line without an end is taken as it is when nothing was added for so long [s]; if it goes on, it is mended."""

_BUDGET = 4 << 20
_FIRST = 1 << 16
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
Stat = tuple[int, int, int]


@dataclass(frozen=True)
class _Piece:
    """What was read of one file."""

    mark: FileMark
    rows: pa.Table
    ids: list[str | None]
    taken: int
    """Bytes that were read."""
    cut: bool
    """There is more of it at once."""
    waits: bool
    """Its last line has no end yet."""


class CsvFolder:
    """The CSV files of one folder, or one file, read as they grow.

    Parameters
    ----------
    path
        The folder; or one file, whose rotated forms are then not looked at.
    key
        Columns that tell rows apart, for files that are written anew with rows they had before.
    settled
        After so long without a change a last line that has no end counts as whole [s].
    """

    def __init__(self, path: Path, *, key: Sequence[str] = (), settled: float = SETTLED) -> None:
        self.path = path
        self.name = path.resolve().as_uri()
        self._key, self._settled = tuple(key), settled
        self._done: dict[str, tuple[Stat, str]] = {}

    def close(self) -> None:
        """Nothing is held open."""

    def read(self, since: Position | None) -> Batch:
        """Return what the files have beyond a position, some megabytes at once."""
        marks = {name: FileMark.of(text) for name, text in (since or {}).items()}
        changed = self._changed(since)
        if not changed:
            return Batch(pa.table({}))
        held = frozenset(marks) & frozenset(self._done)
        found = matched(list(changed), marks, held)
        moves = renamed(found, marks)
        pieces, more, refused = self._pieces(found, changed, marks)
        if refused and since is None:
            raise RecordsError("\n".join(refused))
        moves.update({name: piece.mark for name, piece in pieces.items()})
        return self._batch(list(pieces.values()), moves, more, (*refused, *self._notes(found, marks)))

    def _changed(self, since: Position | None) -> dict[Path, Stat]:
        """Return the files that have something new beyond a position, as far as their sizes and times tell."""
        try:
            paths = files_of(self.path) if self.path.is_dir() else [self.path]
            stats = {path: _stat(path) for path in paths}
        except OSError as error:
            found = f"{self.path}: cannot be read ({error.strerror or error})"
            if since is not None:
                raise SourceAwayError(found) from None
            raise RecordsError(f"{found}; name a folder of CSV files, or one such file") from None
        done = {path: (stat, (since or {}).get(path.name, "")) for path, stat in stats.items()}
        self._done = {path.name: one for path, one in done.items() if self._done.get(path.name) == one}
        return {path: stat for path, stat in stats.items() if path.name not in self._done}

    def _pieces(
        self, found: Sequence[Found], changed: Mapping[Path, Stat], marks: Mapping[str, FileMark]
    ) -> tuple[dict[str, _Piece], bool, list[str]]:
        """Return what is read of each file, until it is enough; whether there is more; and what cannot be read."""
        pieces: dict[str, _Piece] = {}
        refused: list[str] = []
        left = _BUDGET
        for one in found:
            if left <= 0:
                return pieces, True, refused
            try:
                piece = self._piece(one, marks)
            except RecordsError as error:
                # one bad file keeps no other from being read, and is told of once
                refused.append(str(error))
                self._done[one.path.name] = (changed[one.path], _text(marks.get(one.path.name)))
                continue
            if piece is None:
                continue
            pieces[one.path.name] = piece
            left -= piece.taken
            if not piece.cut and not piece.waits:
                self._done[one.path.name] = (changed[one.path], piece.mark.text())
        return pieces, any(piece.cut for piece in pieces.values()), refused

    def _piece(self, found: Found, marks: Mapping[str, FileMark]) -> _Piece | None:
        """Return what a file has beyond its mark; None while there is no whole header, or when it was just replaced."""
        try:
            with found.path.open("rb") as stream:
                if found.mark is not None and not found.mark.fits(stream):
                    return None
                mark = found.mark or _begun(found.path, stream, marks)
                return None if mark is None else self._read(stream, mark)
        except FileNotFoundError:
            return None

    def _read(self, stream: BinaryIO, mark: FileMark) -> _Piece:
        content, end, cut = _whole_lines(stream, mark.at)
        rows = cells_of(text_of(content[:end]), mark.header, mark.delimiter)
        ids, reached = self._ids(rows, mark, mark.at), mark.reached(stream, mark.at + end)
        rest = content[end:]
        last = self._last(stream, rest, mark) if rest and not cut else None
        if last is not None:
            ids += self._ids(last, mark, reached.at)
            rows = pa.concat_tables([rows, last], promote_options="default")
        return _Piece(reached, rows, ids, end, cut, bool(rest) and last is None)

    def _last(self, stream: BinaryIO, rest: bytes, mark: FileMark) -> pa.Table | None:
        """Return a last line that has no end, if it looks whole and nobody has gone on with it for long enough."""
        if time.time() - os.fstat(stream.fileno()).st_mtime < self._settled or rest.count(b'"') % 2:
            return None
        if cells_in(text_of(rest), mark.delimiter) != len(mark.header):
            return None
        return cells_of(text_of(rest), mark.header, mark.delimiter)

    def _ids(self, rows: pa.Table, mark: FileMark, at: int) -> list[str | None]:
        """Return what rows are known by: their keys; else the place of the first, which may have been taken half."""
        if not self._key:
            return [f"{mark.stream}:{at}", *[None] * (len(rows) - 1)] if len(rows) else []
        missing = [one for one in self._key if one not in rows.column_names]
        if missing:
            allowed = ", ".join(rows.column_names)
            raise RecordsError(f"--key: no column {missing[0]!r} in {mark.stream.rpartition('@')[0]}; it has {allowed}")
        return [
            "\t".join(one or "" for one in row)
            for row in zip(*(rows[one].to_pylist() for one in self._key), strict=True)
        ]

    def _batch(
        self, pieces: Sequence[_Piece], moves: Mapping[str, FileMark | None], more: bool, notes: tuple[str, ...]
    ) -> Batch:
        kept = [one for one in pieces if len(one.rows)]
        rows = pa.concat_tables([one.rows for one in kept], promote_options="default") if kept else pa.table({})
        ids = [one for piece in kept for one in piece.ids]
        marks = {name: mark.text() if mark else None for name, mark in moves.items()}
        return Batch(rows, marks, ids, amends=True, more=more, notes=notes)

    def _notes(self, found: Sequence[Found], marks: Mapping[str, FileMark]) -> tuple[str, ...]:
        taken = {one.was for one in found}
        gone = [one.path.name for one in found if one.mark is None and one.path.name in marks.keys() - taken]
        cure = "" if self._key else "; rows that it had before are doubled unless --key names what tells rows apart"
        return tuple(f"{name} holds something else than before and is read from its beginning{cure}" for name in gone)


def _text(mark: FileMark | None) -> str:
    return mark.text() if mark else ""


def _stat(path: Path) -> Stat:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _whole_lines(stream: BinaryIO, at: int) -> tuple[bytes, int, bool]:
    """Return what a file has from a byte on, how much of it is whole lines, and whether there is more behind it."""
    length = _BUDGET
    while True:
        content = bytes_at(stream, at, length)
        end, cut = whole(content), len(content) == length
        if end or not cut:
            return content, end, cut
        length *= 2


def _begun(path: Path, stream: BinaryIO, marks: Mapping[str, FileMark]) -> FileMark | None:
    """Return the mark behind the header of a new file; None while it is not whole."""
    content = bytes_at(stream, 0, _FIRST)
    if content[:2] in _UTF16:
        raise RecordsError(f"{path}: UTF-16 text; UTF-8 is needed; let the export write UTF-8")
    lines = content[: whole(content)].splitlines(keepends=True)
    named = next((place for place, line in enumerate(lines) if line.strip()), None)
    if named is None:
        return None
    first = text_of(b"".join(lines[: named + 1])).strip("\r\n")
    delimiter = delimiter_of(first)
    header, behind = header_of(first, delimiter), sum(map(len, lines[: named + 1]))
    if header is None:
        header, delimiter, behind = (*_inherited(path, marks), 0)
    return FileMark(new_stream(path), 0, 0, "", "", header, delimiter).reached(stream, behind)


def _inherited(path: Path, marks: Mapping[str, FileMark]) -> tuple[tuple[str, ...], str]:
    """Return the header of the file that was there before: loggers write it once and are rotated."""
    stem = path.name.partition(".")[0]
    for name, mark in marks.items():
        if name.partition(".")[0] == stem:
            return mark.header, mark.delimiter
    raise RecordsError(f"{path}: no header; the first line names the columns; let the export write one")
