"""Plants that phones record: their stations and reasons, and the key that lets a phone record and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from sqlalchemy.orm import Session

from plantwright.errors import NotThereError
from plantwright.store.tables import KeptPlant


def open_floor(plant: KeptPlant, stations: list[str], reasons: list[str], products: list[str]) -> str:
    """Let phones record a plant, and return the key; earlier keys end."""
    key = secrets.token_urlsafe(16)
    plant.floor = {"stations": stations, "reasons": reasons, "products": products, "key": _hash(key)}
    return f"{plant.id}.{key}"


def floor_of(session: Session, key: str) -> tuple[KeptPlant, dict[str, Any]]:
    """Return the plant that a key records, with its stations, reasons and products.

    Raises
    ------
    NotThereError
        The key is none, or has ended.
    """
    plant, _, secret = key.partition(".")
    found = session.get(KeptPlant, plant)
    if found is None or not found.floor or not hmac.compare_digest(found.floor["key"], _hash(secret)):
        raise NotThereError("this address records no plant, or no longer; ask for the new one")
    return found, found.floor


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
