"""Browsers that are logged in: known by a cookie of which the store keeps only the hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.store.tables import Account, LogIn, now

UNUSED = timedelta(hours=12)
"""How long a log-in lasts that nobody uses."""
LONGEST = timedelta(days=7)
"""How long one lasts, however much it is used."""
_SELDOM = timedelta(minutes=10)
"""How often the end is moved on: not with every request, which only reads."""


def log_in(session: Session, account: Account) -> str:
    """Return the cookie's value of a new log-in; what has ended is cleared away."""
    session.execute(sa.delete(LogIn).where(LogIn.until < now()))
    token = secrets.token_urlsafe(32)
    session.add(LogIn(token=hash_of(token), account=account.id, csrf=secrets.token_urlsafe(32), until=now() + UNUSED))
    return token


def log_in_of(session: Session, token: str) -> tuple[Account, LogIn] | None:
    """Return the account and log-in behind a cookie's value; None: nobody's, ended, or the account is closed."""
    found = session.get(LogIn, hash_of(token)) if token else None
    if found is None or found.until < now():
        return None
    account = session.get(Account, found.account)
    return None if account is None or account.closed else (account, found)


def ends_soon(found: LogIn) -> bool:
    """Tell whether the end of a log-in that is used just now should be moved on."""
    return _later(found) - found.until > _SELDOM


def move_on(session: Session, token: str) -> None:
    """Move the end of a log-in on, because it is used."""
    found = session.get(LogIn, token)
    if found is not None:
        found.until = _later(found)


def log_out(session: Session, token: str) -> None:
    """End a log-in."""
    found = session.get(LogIn, hash_of(token))
    if found is not None:
        session.delete(found)


def hash_of(token: str) -> str:
    """Return what the store keeps of a cookie's value."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _later(found: LogIn) -> datetime:
    return min(now() + UNUSED, found.made + LONGEST)
