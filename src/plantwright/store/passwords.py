"""Passwords: what is demanded of one, and its argon2 hash, which is all that is kept."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from plantwright.errors import AccountError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 256
"""Letters that a password may have."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 64 MB: many log-ins at once must not take the machine's memory."""


def demand_password(password: str, name: str) -> None:
    """Raise AccountError for a password that is too short, too long, or easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            f"the password: has {len(password)} letters; {SHORTEST} to {LONGEST} are allowed; "
            "four words that do not belong together make a good one"
        )
    if len(set(password)) < 5 or name.casefold() in password.casefold():
        raise AccountError(
            "the password: repeats few letters or holds the account's name; take one that nobody guesses, "
            "four words that do not belong together for instance"
        )


def hash_of(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one kept; as slow where none is: nobody learns which accounts exist."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - only who logs in needs it

    if len(password) > LONGEST:
        password = ""
    with _AT_ONCE:
        try:
            return _hasher().verify(kept or _of_nobody(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher()


@cache
def _of_nobody() -> str:
    return _hasher().hash("the password of nobody")
