"""The keys that a school signs reports with: made once, kept in the store's folder, the secret one for nobody else."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from plantwright.store.opened import Store

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

_turn = threading.Lock()
"""Who asks while the key is being made waits for it, and makes no other one."""


def secret_key(store: Store) -> RSAKey | ECKey:
    """Return the key that signs reports, made when it is first asked for."""
    return key_in(store.school_keys())


def key_in(folder: Path) -> RSAKey | ECKey:
    """Return the secret key of a folder, made when it is first asked for."""
    from plantwright.learn.credentials.keys import SECRET, make_keys, read_key

    with _turn:
        if not (folder / SECRET).exists():
            make_keys(folder)
    return read_key(folder / SECRET, secret=True)


def public_pem(store: Store) -> bytes:
    """Return the key that verifies, as PEM: that of the secret one, whatever else lies beside it."""
    return secret_key(store).as_pem(private=False)
