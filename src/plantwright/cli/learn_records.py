"""``plantwright learn records`` and ``forget``: all that a store keeps of a learner, handed out or erased."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plantwright.cli.account import Database, Folder, Name, open_session
from plantwright.cli.guard import guarded
from plantwright.cli.outputs import write_json

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; else to the terminal.")]


@guarded
def records_command(store: Folder, name: Name, out: Out = None, database: Database = None) -> None:
    """Hand out all that a store keeps of a learner, as JSON: answers, games, proposals and seats, under a pseudonym.

    Example: plantwright learn records plantwright.store ada --out ada.json
    """
    with open_session(store, database) as session:
        told = _records(session, name)
    if out is None:
        sys.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    else:
        write_json(out, told)


@guarded
def forget_command(store: Folder, name: Name, database: Database = None) -> None:
    """Erase all that a store keeps of a learner, on every plant; the account stays.

    Example: plantwright learn forget plantwright.store ada
    """
    with open_session(store, database) as session:
        from plantwright.store.school import erase, learner_of

        count = erase(session, learner_of(session, _account(session, name)))
    sys.stdout.write(f"What was kept of {name} is erased: {count} entries.\n")


def _account(session: Session, name: str) -> Any:
    from plantwright.store.people import account_named

    return account_named(session, name)


def _records(session: Session, name: str) -> dict[str, Any]:
    from plantwright.store.school import all_of, learner_of

    return all_of(session, learner_of(session, _account(session, name)))
