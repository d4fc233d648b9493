"""``plantwright mcp``: an assistant on this machine asks a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.errors import MissingExtraError, StoreError


@guarded
def mcp_command(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="The folder of serve, whose plants are asked about.")],
    database: Annotated[
        str | None, typer.Option("--database", metavar="URL", envvar="PLANTWRIGHT_DATABASE", help="That of serve.")
    ] = None,
) -> None:
    """Answer an assistant's questions about the plants of a store, over standard input and output; read-only.

    Example: plantwright mcp plantwright.store
    """
    try:
        from plantwright.store.accounts import local_account
        from plantwright.store.opened import open_store
        from plantwright.web.assistant.answers import Answers
        from plantwright.web.assistant.server import mcp_server
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[web,mcp]'") from None
    if not store.is_dir():
        raise StoreError(f"{store}: is no folder; name the store that plantwright serve keeps")
    opened = open_store(store, database)
    with opened.session() as session:
        account = local_account(session).id
    try:
        server = mcp_server(Answers(opened, account))
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[mcp]'") from None
    server.run("stdio")
