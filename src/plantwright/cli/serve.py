"""``plantwright serve``: the observatory in the browser."""

from __future__ import annotations

import socket
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli import signals
from plantwright.cli.greeting import Greeting
from plantwright.cli.guard import guarded
from plantwright.errors import AccountError, MissingExtraError, OutputError

if TYPE_CHECKING:
    from plantwright.store.opened import Store
    from plantwright.web.settings import Settings


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
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where others reach it; then people log in.")
    ] = "127.0.0.1",
    allowed: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name by which browsers call it; may be given again."),
    ] = None,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks HTTPS: cookies go over it only; people log in.")
    ] = False,
    proxy: Annotated[
        str, typer.Option("--proxy", metavar="ADDRESS", help="With --https: whose word on the sender is believed.")
    ] = "127.0.0.1",
    memory: Annotated[
        float | None,
        typer.Option(
            "--memory", min=0.1, metavar="GB", help="What a run may hold; default: three quarters of the machine's."
        ),
    ] = None,
) -> None:
    """Look at plants in the browser; on this machine for you alone, or with --host for people who log in.

    Example: plantwright serve
    """
    try:
        from plantwright.store.opened import open_store
        from plantwright.store.serving import serving
        from plantwright.web.app import make_app
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[web]'") from None
    alone = is_loopback(host) and not https and not allowed
    store = open_store(folder, database)
    if not alone:
        _demand_accounts(store, folder)
    with serving(store):
        bound = _bound(host, port)
        told = _settings(host, bound.getsockname()[1], allowed or [], alone=alone, https=https)
        settings = replace(told, most_memory=int(1e9 * memory)) if memory else told
        greeting = Greeting(settings, host, folder, opened=opened)
        _serve(make_app(store, settings), bound, greeting, proxy if https else None)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _demand_accounts(store: Store, folder: Path) -> None:
    from plantwright.store.people import people

    with store.session() as session:
        there = any(one.role == "admin" and not one.closed for one in people(session))
    if not there:
        raise AccountError(
            "others could reach this server, so people must log in, and there is no admin yet; "
            f"make one: plantwright account add {folder} NAME --role admin"
        )


def _settings(host: str, port: int, allowed: list[str], *, alone: bool, https: bool) -> Settings:
    import secrets

    from plantwright.web.settings import LOOPBACK, Settings

    anywhere = host in ("0.0.0.0", "::", "[::]")
    names = [host.lower(), *(one.lower() for one in allowed)] + ([socket.gethostname().lower()] if anywhere else [])
    return Settings(
        hosts=tuple(dict.fromkeys([*LOOPBACK, *names])),
        any_address=anywhere,
        start_token=secrets.token_urlsafe(24) if alone else None,
        secure=https,
        port=port,
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise OutputError(f"--host {host}: is no address of this machine; give one, 0.0.0.0 for all") from error
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise OutputError(
            f"--host {host} --port {port}: {error.strerror}; stop what uses it, give --port 0 for any that is free, "
            "or an address of this machine"
        ) from error
    return bound


def _serve(app: object, bound: socket.socket, told: Greeting, proxy: str | None) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        """Says where it is reached once it is."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            told.tell()

    config = uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,  # who follows a run would hold the server up until its end
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
    )
    signals.promise("stopped; what was done is kept, and what worked begins again next time")
    Server(config).run(sockets=[bound])
