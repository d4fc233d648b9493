"""Which file of a folder goes on where: files that grow, are renamed, cut, replaced or copied."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO, Self

LOOKED_AT = 4096
"""So many bytes at the begin and before the place reached tell whether a file is the one that was read [bytes]."""
KEPT = 50
"""Marks of files that are gone from under their names; they may come back under others."""

_NAME = re.compile(r"[^.].*\.(csv|tsv|txt)(\.[0-9][0-9.\-_T]*|\.old|\.bak)?", re.IGNORECASE)
_BEFORE = " before "


@dataclass(frozen=True)
class FileMark:
    """How far a file was read, and what it was."""

    stream: str
    """What its rows are known by, however the file is named later."""
    at: int
    """The first byte that is not read yet."""
    inode: int
    head: str
    tail: str
    """Digests of its first bytes and of those before ``at``."""
    header: tuple[str, ...]
    delimiter: str

    def text(self) -> str:
        """Return the mark as it is stored."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Self:
        """Return a mark that was stored."""
        found = json.loads(text)
        return cls(**{**found, "header": tuple(found["header"])})

    def reached(self, stream: BinaryIO, at: int) -> FileMark:
        """Return the mark of an open file, read further."""
        head, tail = _digests(stream, at)
        return replace(self, at=at, inode=os.fstat(stream.fileno()).st_ino, head=head, tail=tail)

    def fits(self, stream: BinaryIO) -> bool:
        """Tell whether what an open file begins with is what was read up to here."""
        return os.fstat(stream.fileno()).st_size >= self.at and _digests(stream, self.at) == (self.head, self.tail)


@dataclass(frozen=True)
class Found:
    """A file as it is now, and the mark it goes on from; None: it is new."""

    path: Path
    mark: FileMark | None
    was: str | None = None
    """The name of the mark, where it is another than the file's."""


def new_stream(path: Path) -> str:
    """Return what the rows of a file are known by from now on."""
    return f"{path.name}@{time.time_ns()}"


def files_of(folder: Path) -> list[Path]:
    """Return the tables of a folder, the longest unchanged first."""
    with os.scandir(folder) as entries:
        found = [(one.stat().st_mtime_ns, one.name) for one in entries if _NAME.fullmatch(one.name) and one.is_file()]
    return [folder / name for _, name in sorted(found)]


def matched(paths: Sequence[Path], marks: Mapping[str, FileMark], held: frozenset[str]) -> list[Found]:
    """Return changed files with the marks they go on from, those with marks first; ``held`` marks stay."""
    own = {path.name for path in paths if path.name in marks and _continues(path, marks[path.name])}
    free = {name: mark for name, mark in marks.items() if name not in own | held}
    found = [Found(path, marks[path.name]) if path.name in own else _other(path, marks, free) for path in paths]
    return sorted(found, key=lambda one: one.mark is None)


def renamed(found: Sequence[Found], marks: Mapping[str, FileMark]) -> dict[str, FileMark | None]:
    """Return the marks under the names that files have now, none of them lost."""
    moves: dict[str, FileMark | None] = {one.was: None for one in found if one.was}
    moves.update({one.path.name: one.mark for one in found if one.was})
    taken = {one.was for one in found}
    for one in found:
        name = one.path.name
        if one.mark is None and name in marks and name not in taken:
            # its file may turn up again under another name
            moves[f"{name}{_BEFORE}{time.time_ns()}"] = marks[name]
    past = sorted((name for name in {**marks, **moves} if _BEFORE in name), key=lambda one: one.rpartition(" ")[2])
    return moves | dict.fromkeys(past[:-KEPT])


def _continues(path: Path, mark: FileMark) -> bool:
    try:
        with path.open("rb") as stream:
            return mark.fits(stream)
    except FileNotFoundError:
        return False


def _other(path: Path, marks: Mapping[str, FileMark], free: dict[str, FileMark]) -> Found:
    inode = path.stat().st_ino if path.exists() else -1
    for name, mark in free.items():
        related = mark.inode == inode or mark.at >= LOOKED_AT or path.name.startswith(name.partition(".")[0])
        if related and _continues(path, mark):
            del free[name]
            return Found(path, mark, name if name != path.name else None)
    # a file that begins with so much of another is its copy, not like it by chance
    copied = (mark for mark in marks.values() if mark.at >= LOOKED_AT and _continues(path, mark))
    original = next(copied, None)
    return Found(path, replace(original, stream=new_stream(path)) if original else None)


def bytes_at(stream: BinaryIO, at: int, length: int) -> bytes:
    """Return so many bytes of an open file from a place on, fewer at its end."""
    stream.seek(at)
    return stream.read(length)


def _digests(stream: BinaryIO, at: int) -> tuple[str, str]:
    length = min(at, LOOKED_AT)
    return _digest(bytes_at(stream, 0, length)), _digest(bytes_at(stream, at - length, length))


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=8).hexdigest()
