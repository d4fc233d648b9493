"""Files that a command writes: asked about before the work, written whole or not at all."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plantwright.errors import OutputError


def check_json(path: Path | None) -> None:
    """Raise OutputError where JSON cannot be written; only JSON or an empty file is ever replaced."""
    if path is None:
        return
    _check_place(path)
    if path.is_file() and not _may_be_json(path):
        raise OutputError(f"{path}: exists and is no JSON, so it is not replaced; name another file")


def check_log(path: Path | None, *, force: bool) -> None:
    """Raise OutputError where an event log cannot be written."""
    if path is None:
        return
    if not is_log_folder(path):
        _check_new(path, force=force)
    elif path.suffix and not path.is_dir():
        raise OutputError(f"{path}: the event log is Parquet; let its name end with .parquet, or name a folder")
    else:
        _check_log_folder(path, force=force)


def is_log_folder(path: Path) -> bool:
    """Tell whether an event log is written there as a folder, and not as one file."""
    return path.suffix != ".parquet"


def check_script(path: Path, *, force: bool) -> None:
    """Raise OutputError where a Python script cannot be written."""
    if path.suffix != ".py":
        raise OutputError(f"{path}: the script is Python; let its name end with .py")
    _check_new(path, force=force)


def check_page(path: Path | None, *, force: bool) -> None:
    """Raise OutputError where a page cannot be written."""
    if path is None:
        return
    if path.suffix not in (".html", ".htm"):
        raise OutputError(f"{path}: a page is HTML; let its name end with .html")
    _check_new(path, force=force)


def check_suffix(path: Path, suffixes: tuple[str, ...], what: str, *, force: bool) -> None:
    """Raise OutputError where a file of one of these kinds cannot be written."""
    if path.suffix not in suffixes:
        raise OutputError(f"{path}: {what} is written as {' or '.join(suffixes)}; let its name end so")
    _check_new(path, force=force)


def check_new_folder(path: Path) -> None:
    """Raise OutputError where a folder cannot be made, or exists and holds something."""
    if path.is_file():
        raise OutputError(f"{path}: is a file; name a folder")
    if not path.resolve().parent.is_dir():
        raise OutputError(f"{path}: {path.resolve().parent} is no folder; make it first, or name another place")
    if path.is_dir() and any(path.iterdir()):
        raise OutputError(f"{path}: holds something already; name another folder")
    check_writable(path)


def check_table(path: Path, *, force: bool) -> None:
    """Raise OutputError where a table cannot be written."""
    if path.suffix != ".csv":
        raise OutputError(f"{path}: the table is CSV; let its name end with .csv")
    _check_new(path, force=force)


def check_text(path: Path, *, force: bool) -> None:
    """Raise OutputError where a text cannot be written."""
    _check_new(path, force=force)


def write_json(path: Path, fields: object) -> None:
    """Write fields as JSON; what is not finite becomes null."""
    text = json.dumps(_finite(fields), indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    write_whole(path, lambda place: place.write_text(text, encoding="utf-8"))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a hidden file beside ``path`` and rename it as the last step."""
    if path.exists() and not path.is_file():
        write(path)  # a pipe or a terminal has nothing beside it
        return
    target = path.resolve()
    hidden = target.with_name(f".{target.stem}-{os.getpid()}{target.suffix}")
    try:
        write(hidden)
        os.replace(hidden, target)  # noqa: PTH105 - replaces on every system
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); name another place") from error
    finally:
        hidden.unlink(missing_ok=True)


def _check_new(path: Path, *, force: bool) -> None:
    _check_place(path)
    if path.is_file() and not force:
        raise OutputError(f"{path}: exists already; replace it with --force, or name another file")


def _check_log_folder(path: Path, *, force: bool) -> None:
    from plantwright.events.stream import NAMES, check_folder

    check_folder(path)
    if not path.is_dir():
        _check_place(path)
        return
    held = {one.name for one in path.iterdir()}
    if held - set(NAMES):
        raise OutputError(f"{path}: holds {min(held - set(NAMES))}, which is of no log; name a folder of its own")
    if held and not force:
        raise OutputError(f"{path}: exists already; replace it with --force, or name another folder")
    check_writable(path / NAMES[0])


def _check_place(path: Path) -> None:
    folder = path.resolve().parent
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    if not folder.is_dir():
        raise OutputError(f"{path}: {folder} is no folder; make it first, or name another place")
    if not path.exists() or path.is_file():
        check_writable(path)


def check_writable(path: Path) -> None:
    """Raise OutputError where nothing can be put beside ``path``; only trying tells."""
    probe = path.resolve().with_name(f".{path.name}-{os.getpid()}")
    try:
        probe.touch()
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); name another place") from error
    finally:
        probe.unlink(missing_ok=True)


def _may_be_json(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(64).lstrip()[:1] in (b"", b"{")
    except OSError:
        return False


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
