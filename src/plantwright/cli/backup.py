"""``plantwright backup`` and ``restore``: a store in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.progress import answers
from plantwright.errors import MissingExtraError, StoreError

Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", envvar="PLANTWRIGHT_DATABASE", help="As told to serve.")
]


@guarded
def backup_command(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The folder given to plantwright serve.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to write; it must not exist.")],
    database: Database = None,
) -> None:
    """Keep all plants, results, accounts and the school's keys in one file; the server may go on meanwhile.

    Example: plantwright backup plantwright.store plantwright.zip
    """
    try:
        from plantwright.store.backup import back_up
        from plantwright.store.opened import open_store
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[web]'") from None
    if not (store / "plants").is_dir():
        raise StoreError(f"{store}: is no store; give the folder that plantwright serve was given")
    opened = open_store(store, database)
    try:
        back_up(opened, file)
    finally:
        opened.close()
    answers.print(
        f"{file}: {file.stat().st_size / 1e6:.1f} MB. "
        "Keep it safe: who reads it reads every plant, and signs as the school.",
        markup=False,
    )


@guarded
def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What plantwright backup wrote.")],
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The folder to make.")],
    database: Database = None,
) -> None:
    """Make a store of a backup; nothing that exists is replaced.

    Example: plantwright restore plantwright.zip again.store
    """
    try:
        from plantwright.store.backup import restore
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[web]'") from None
    restore(file, store, database)
    answers.print(f"{store}: restored. Open it: plantwright serve {store}", markup=False)
