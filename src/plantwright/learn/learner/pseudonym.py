"""Pseudonyms: what stands for a person in every record of the learner model."""

from __future__ import annotations

import hmac
import secrets

from plantwright.errors import LearnError

SALT_BYTES = 32


def new_salt() -> bytes:
    """Return a secret salt, shape (32,) bytes: keep it apart from the records, and whom it names cannot be found."""
    return secrets.token_bytes(SALT_BYTES)


def pseudonym(person: str, salt: bytes) -> str:
    """Return what stands for a person: 32 hexadecimal digits, the same for the same salt.

    Parameters
    ----------
    person
        What the school knows the person by, such as an account's id.
    salt
        Secret, at least 32 bytes. Who has it can find a person's records; who loses it cannot any more.

    Notes
    -----
    The first 128 bits of HMAC-SHA-256 with the salt as key. Without the salt a list of all persons does not help.

    Raises
    ------
    LearnError
        The salt is shorter than 32 bytes, or the person is empty.
    """
    if len(salt) < SALT_BYTES:
        raise LearnError(f"the salt has {len(salt)} bytes; at least {SALT_BYTES} are needed; make one by new_salt()")
    if not person:
        raise LearnError("the person is empty; give what the school knows the person by")
    return hmac.new(salt, person.encode(), "sha256").hexdigest()[:32]
