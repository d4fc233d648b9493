"""``plantwright account``: who may log in to a server of several people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.progress import answers
from plantwright.errors import AccountError, MissingExtraError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

account_app = typer.Typer(
    help="Say who may log in to plantwright serve --host: add, list and close accounts, change roles and passwords.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[Path, typer.Argument(metavar="STORE", help="The folder given to plantwright serve.")]
Name = Annotated[str, typer.Argument(metavar="NAME")]
Role = Annotated[str, typer.Option("--role", help="viewer, teacher, engineer or admin.")]
Database = Annotated[str | None, typer.Option("--database", metavar="URL", envvar="PLANTWRIGHT_DATABASE")]


@account_app.command("add")
@guarded
def add_command(store: Folder, name: Name, role: Role = "viewer", database: Database = None) -> None:
    """Add an account; its password is asked for, or read from a pipe.

    Example: plantwright account add plantwright.store ada --role admin
    """
    with open_session(store, database) as session:
        from plantwright.store.people import add_account

        add_account(session, name, role, _password())
    _say(f"{name} may log in as {role}.")


@account_app.command("list")
@guarded
def list_command(store: Folder, database: Database = None) -> None:
    """List the accounts with their roles."""
    with open_session(store, database) as session:
        from plantwright.store.people import people

        found = people(session)
    for one in found:
        _say(f"{one.name}\t{'closed' if one.closed else one.role}")
    if not found:
        _say("no account yet; plantwright account add STORE NAME --role admin makes the first")


@account_app.command("close")
@guarded
def close_command(store: Folder, name: Name, database: Database = None) -> None:
    """Close an account: its log-ins and keys end, its plants stay."""
    with open_session(store, database) as session:
        from plantwright.store.people import account_named, close_account

        close_account(session, account_named(session, name))
    _say(f"{name} may log in no longer.")


@account_app.command("role")
@guarded
def role_command(store: Folder, name: Name, role: Role, database: Database = None) -> None:
    """Give an account another role."""
    with open_session(store, database) as session:
        from plantwright.store.people import account_named, set_role

        set_role(session, account_named(session, name), role)
    _say(f"{name} is {role} now.")


@account_app.command("password")
@guarded
def password_command(store: Folder, name: Name, database: Database = None) -> None:
    """Give an account another password; all its log-ins end."""
    with open_session(store, database) as session:
        from plantwright.store.people import account_named, set_password

        set_password(session, account_named(session, name), _password())
    _say(f"The password of {name} is changed; its log-ins have ended.")


@contextmanager
def open_session(folder: Path, database: str | None) -> Iterator[Session]:
    """Yield a session of a store, kept whole or not at all."""
    try:
        from plantwright.store.opened import open_store
        from plantwright.store.passwords import hash_of  # noqa: F401 - what is missing is said before a password is asked
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is not installed; pip install 'plantwright[web]'") from None
    store = open_store(folder, database)
    try:
        with store.session() as session:
            yield session
    finally:
        store.close()


def _password() -> str:
    """Return a password typed twice unseen, or the first line of a pipe: an argument could be read by everybody."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("Password: ")
    if first != getpass("Once more: "):
        raise AccountError("the password: was typed in two ways; start again")
    return first


def _say(text: str) -> None:
    answers.print(text, soft_wrap=True, markup=False, highlight=False)
