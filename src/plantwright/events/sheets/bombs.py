"""Files made to swell when they are opened: refused before they are."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path

from plantwright.events.sheets.reach import Reach
from plantwright.events.sheets.sheet import NotATableError

MOST = 2 * 1024**3
"""The most that a packed file may hold [B]."""
RATIO, SMALL = 250, 32 * 1024**2
"""How many times its packed size a part may have, unless it is small [B]: real sheets pack to a tenth or so."""
RATIO_OF_TEXT = 100
"""The same of a log packed by gzip."""
_STEP = 1024 * 1024
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def refuse_zip_bombs(path: Path) -> None:
    """Raise NotATableError where a zipped workbook holds more than it may, or declares entities."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path, sum(one.file_size for one in parts), sum(one.compress_size for one in parts))
            for part in parts:
                _check_part(path, archive, part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise NotATableError(f"no readable workbook ({error})", "save it again") from None


def _check_sizes(path: Path, held: int, packed: int, ratio: int = RATIO) -> None:
    swollen = held > SMALL and held > ratio * max(packed, 1)
    if held > MOST or swollen:
        found = f"{held / 1e6:,.0f} MB packed into {packed / 1e6:.3g} MB in {path.name}"
        raise NotATableError(found, f"at most {MOST / 1e9:.1f} GB and {ratio} times the packed size", "export it anew")


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part through: what it declares of its size may be a lie, what it declares as entities a trap."""
    held, before, reach = 0, b"", Reach()
    with archive.open(part) as stream:
        while piece := stream.read(_STEP):
            held += len(piece)
            _check_sizes(path, held, max(part.compress_size, 1))
            if part.filename.endswith((".xml", ".rels")):
                refuse_declarations(before + piece, path)
                if part.filename.startswith("xl/worksheets/"):
                    reach.see(before + piece)
                before = piece[-256:]


def refuse_declarations(piece: bytes, path: Path) -> None:
    """Raise NotATableError where a piece of XML declares a document type or entities."""
    if any(one in piece for one in _DECLARATIONS):
        raise NotATableError(f"{path.name} declares XML entities", "none may be declared", "export it anew")


def unpacked(path: Path) -> bytes:
    """Return the content of a file packed by gzip, as far as it is no bomb."""
    pieces, held, packed = [], 0, path.stat().st_size
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(_STEP):
                held += len(piece)
                _check_sizes(path, held, packed, RATIO_OF_TEXT)
                pieces.append(piece)
    except (OSError, EOFError, zlib.error) as error:
        raise NotATableError(f"not packed by gzip ({error})", "pack it again, or give it unpacked") from None
    return b"".join(pieces)
