"""Keys of programs: shown once when made, known by their hash afterwards."""

from __future__ import annotations

import hashlib
import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError, TooMuchError
from plantwright.store.tables import Account, Key

MOST_KEYS = 20
"""Keys that an account may have."""


def make_key(session: Session, account: Account, name: str) -> tuple[Key, str]:
    """Return a new key of an account, and what a program shows as ``Authorization: Bearer``.

    Raises
    ------
    TooMuchError
        The account has too many.
    """
    if len(keys_of(session, account)) >= MOST_KEYS:
        raise TooMuchError(f"{account.name}: has {MOST_KEYS} keys, which is the most; delete one that is not used")
    shown = f"plantwright_{secrets.token_urlsafe(32)}"
    made = Key(account=account.id, name=name, hash=_hash(shown))
    session.add(made)
    session.flush()
    return made, shown


def keys_of(session: Session, account: Account) -> list[Key]:
    """Return the keys of an account, oldest first."""
    return list(session.scalars(sa.select(Key).where(Key.account == account.id).order_by(Key.made)))


def delete_key(session: Session, account: Account, key: str) -> None:
    """Delete a key of an account; NotThereError where it has none of that id."""
    found = session.get(Key, key)
    if found is None or found.account != account.id:
        raise NotThereError(f"key {key[:40]}: is not here; your page lists yours")
    session.delete(found)


def account_of_key(session: Session, shown: str) -> Account | None:
    """Return the account that a key acts as; None: nobody's, or the account is closed."""
    found = session.scalar(sa.select(Key).where(Key.hash == _hash(shown)))
    account = None if found is None else session.get(Account, found.account)
    return None if account is None or account.closed else account


def _hash(shown: str) -> str:
    return hashlib.sha256(shown.encode(errors="replace")).hexdigest()
