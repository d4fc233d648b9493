"""One server a store: a second one would take the first one's runs for lost, and kill them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from plantwright.errors import StoreError
from plantwright.store.opened import Store

LOCK = "serving.lock"
_NUMBER = 0x706C616E74
"""The advisory lock of a PostgreSQL database: two folders may share one by mistake."""


@contextmanager
def serving(store: Store) -> Iterator[None]:
    """Hold a store as its only server; the system lets go when the process ends, however it ends.

    Raises
    ------
    StoreError
        Another server holds it.
    """
    with ExitStack() as held:
        file = held.enter_context((store.folder / LOCK).open("a+"))
        if not _locked(file):
            raise _taken(str(store.folder), _said(store.folder / LOCK))
        if store.engine.dialect.name == "postgresql":
            # a connection beside the pool: the lock lasts as long as it
            connection = held.enter_context(store.engine.execution_options(isolation_level="AUTOCOMMIT").connect())
            if not connection.scalar(sa.text("SELECT pg_try_advisory_lock(:number)"), {"number": _NUMBER}):
                raise _taken(store.engine.url.render_as_string(hide_password=True), "")
            held.callback(connection.execute, sa.text("SELECT pg_advisory_unlock(:number)"), {"number": _NUMBER})
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _taken(what: str, process: str) -> StoreError:
    which = f" (process {process})" if process.isdigit() else ""
    return StoreError(f"{what}: another plantwright serve has it{which}; use that one, stop it, or name another folder")


def _said(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _locked(file: IO[str]) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ModuleNotFoundError:
        import msvcrt  # noqa: PLC0415

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
