"""``plantwright serve``: the observatory in the browser."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.progress import answers
from plantwright.errors import MissingExtraError, OutputError


@guarded
def serve_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where plants and results are kept.")] = Path(
        "plantwright.store"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 8765,
    opened: Annotated[bool, typer.Option("--open/--no-open", help="Open the browser.")] = True,
    database: Annotated[
        str | None,
        typer.Option(
            "--database", metavar="URL", envvar="PLANTWRIGHT_DATABASE", help="PostgreSQL, say; default: SQLite in DIR."
        ),
    ] = None,
) -> None:
    """Look at plants in the browser; on this machine, for you alone.

    Example: plantwright serve
    """
    import secrets

    try:
        from plantwright.store.opened import open_store
        from plantwright.web.app import make_app
        from plantwright.web.settings import Settings
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[web]'") from None
    bound = _bound(port)
    token = secrets.token_urlsafe(24)
    app = make_app(open_store(folder, database), Settings(start_token=token))
    address = f"http://127.0.0.1:{bound.getsockname()[1]}/enter?token={token}"
    _serve(app, bound, address, opened=opened)


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError as error:
        bound.close()
        raise OutputError(f"--port {port}: {error.strerror}; stop what uses it, or give --port 0 for any") from error
    return bound


def _serve(app: object, bound: socket.socket, address: str, *, opened: bool) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        """Says where it is reached once it is."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            _tell(address, opened=opened)

    Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[bound])  # type: ignore[arg-type]


def _tell(address: str, *, opened: bool) -> None:
    answers.print(f"Plantwright is open at {address}", soft_wrap=True, markup=False, highlight=False)
    answers.print("It answers this machine alone. Ctrl-C stops it; nothing that is done is lost.")
    if opened:
        import webbrowser

        webbrowser.open(address)
