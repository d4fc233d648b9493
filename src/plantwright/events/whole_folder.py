"""A folder of files that appears at the end as a whole, or never does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from plantwright.errors import OutputError
from plantwright.files.undisturbed import undisturbed


@contextmanager
def whole_folder(path: Path, files: Sequence[str]) -> Iterator[Path]:
    """Give a hidden folder to write into; at a good end its files stand in ``path``, otherwise nothing is left.

    Parameters
    ----------
    files
        Names of the files that belong together; those that ``path`` holds are all replaced, others are let be. The
        first is what makes the rest readable: it goes first and comes last, so that old and new never mix.
    """
    target = path.resolve()
    with writing(path):
        hidden = _hidden(target)
    try:
        yield hidden
        with writing(path), undisturbed():
            _move(hidden, target, files)
    except OutputError as error:
        # who writes there knows the hidden name only
        raise OutputError(error.subject.replace(str(hidden), str(path)), error.problems) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell what the system says of writing to ``path`` as an OutputError."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: the log cannot be written ({error.strerror or error})") from error


def _hidden(target: Path) -> Path:
    # inside a folder that exists: it may be a disk of its own, and nothing is renamed across disks
    place = target if target.is_dir() else target.parent
    place.mkdir(parents=True, exist_ok=True)
    hidden = place / f".{target.name}-{uuid4().hex[:8]}"
    hidden.mkdir()
    return hidden


def _move(hidden: Path, target: Path, files: Sequence[str]) -> None:
    if not target.exists():
        hidden.rename(target)
        return
    for name in files:
        (target / name).unlink(missing_ok=True)
    for name in reversed(files):
        if (hidden / name).exists():
            (hidden / name).replace(target / name)
