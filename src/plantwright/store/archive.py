"""One file that holds a whole store: its tables as lines of JSON, its files, and a hash of each."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from plantwright.errors import StoreError

MANIFEST, TABLES, FILES = "manifest.json", "tables/", "files/"
KEYS = f"{FILES}school/"
FORM = 1
"""The form of the archive itself."""
CHUNK = 1 << 20
MOST_MANIFEST = 1 << 28
"""The largest list of contents that is read [bytes]."""


class Writer:
    """An archive that is being written; its list of contents comes last."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.contents: dict[str, dict[str, Any]] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add what stands under a name."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(name, "w", force_zip64=True) as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
        self.contents[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def close(self, **told: Any) -> None:
        """Add the list of contents, and end."""
        self.zip.writestr(MANIFEST, json.dumps({"form": FORM, **told, "contents": self.contents}, indent=1))
        self.zip.close()


class Reader:
    """An archive that was written by us, or by somebody who wishes us ill: every name, size and hash is checked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.zip = zipfile.ZipFile(path)
            self.manifest = self._manifest()
        except FileNotFoundError:
            raise StoreError(f"{path}: there is no such file; give one that plantwright backup made") from None
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError) as error:
            raise StoreError(f"{path}: is no backup of a store ({error}); give one of plantwright backup") from error
        self.contents: dict[str, dict[str, Any]] = self.manifest["contents"]

    def _manifest(self) -> dict[str, Any]:
        if self.zip.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise ValueError("its list of contents is too long")
        found: dict[str, Any] = json.loads(self.zip.read(MANIFEST))
        if found.get("form") != FORM:
            raise ValueError(f"its form is {found.get('form')!r}, this Plantwright reads {FORM}")
        sizes = [one["bytes"] for one in found["contents"].values()]
        if not all(isinstance(one, int) and one >= 0 for one in sizes) or not isinstance(found["revision"], str):
            raise ValueError("its list of contents is broken")
        return found

    def demand_sound(self) -> None:
        """Raise StoreError where a name leads elsewhere, something is missing or is not listed, or comes twice."""
        names = [one.filename for one in self.zip.infolist() if one.filename != MANIFEST]
        problems = [f"{name!r}: leads out of the store" for name in {*names, *self.contents} if not harmless(name)]
        problems += [f"{name!r}: is not in its list of contents" for name in sorted(set(names) - set(self.contents))]
        problems += [f"{name!r}: is missing" for name in sorted(set(self.contents) - set(names))]
        problems += [f"{name!r}: comes twice" for name in sorted({one for one in names if names.count(one) > 1})]
        if problems:
            raise StoreError(f"{self.path}", [f"{one}; make the backup again" for one in problems[:20]])

    def chunks(self, name: str) -> Iterator[bytes]:
        """Iterate over what stands under a name; StoreError where it is not what its list of contents says."""
        told, digest, left = self.contents[name], hashlib.sha256(), self.contents[name]["bytes"]
        try:
            with self.zip.open(name) as file:
                while chunk := file.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        break
                    digest.update(chunk)
                    yield chunk
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise self._damaged(name, str(error)) from error
        if left or digest.hexdigest() != told["sha256"]:
            raise self._damaged(name, "its hash is another")

    def _damaged(self, name: str, how: str) -> StoreError:
        return StoreError(f"{self.path}: {name} is damaged ({how}); take another backup")

    def lines(self, name: str) -> Iterator[Any]:
        """Iterate over the lines of JSON under a name."""
        held = b""
        for chunk in self.chunks(name):
            *whole, held = (held + chunk).split(b"\n")
            yield from (self._line(name, one) for one in whole if one)

    def _line(self, name: str, line: bytes) -> Any:
        try:
            return json.loads(line)
        except ValueError as error:
            raise self._damaged(name, "no JSON") from error

    def close(self) -> None:
        """Let go of the file."""
        self.zip.close()


def harmless(name: str) -> bool:
    """Tell whether a name in an archive stays where it belongs."""
    if name.startswith(TABLES):
        return name.removeprefix(TABLES).removesuffix(".jsonl").isidentifier()
    parts = PurePosixPath(name).parts
    plain = not any(one in name for one in ("\\", "\0", ":")) and ".." not in parts and "/".join(parts) == name
    return plain and (is_key(name) or (len(parts) > 3 and f"{parts[0]}/" == FILES and parts[1] == "plants"))


def is_key(name: str) -> bool:
    """Tell whether a name in an archive is that of a file of the school's keys."""
    return name.startswith(KEYS) and len(PurePosixPath(name).parts) in {3, 4}
