"""Browsers that are logged in: known by a cookie of which the store keeps only the hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from plantwright.store.tables import Account, LogIn, now

LASTING = timedelta(hours=12)


def log_in(session: Session, account: Account) -> str:
    """Return the cookie's value of a new log-in."""
    token = secrets.token_urlsafe(32)
    session.add(LogIn(token=_hash(token), account=account.id, csrf=secrets.token_urlsafe(32), until=now() + LASTING))
    return token


def log_in_of(session: Session, token: str) -> tuple[Account, LogIn] | None:
    """Return the account and log-in behind a cookie's value; None: nobody's, ended, or the account is closed."""
    found = session.get(LogIn, _hash(token)) if token else None
    if found is None or found.until < now():
        return None
    account = session.get(Account, found.account)
    return None if account is None or account.closed else (account, found)


def log_out(session: Session, token: str) -> None:
    """End a log-in."""
    found = session.get(LogIn, _hash(token))
    if found is not None:
        session.delete(found)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
