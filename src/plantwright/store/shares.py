"""Plants that others may read: who they are, and how they come to it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotAllowedError
from plantwright.store.accounts import plant_for
from plantwright.store.tables import Account, KeptPlant, Share


def owned_plant(session: Session, account: Account, plant: str) -> KeptPlant:
    """Return a plant whose sharing an account decides: its owner, or an admin; errors as ``plant_for``."""
    found = plant_for(session, account, plant)
    if account.role != "admin" and found.owner != account.id:
        raise NotAllowedError(f"plant {found.name}: is shared with you to read; its owner says who else may read it")
    return found


def readers(session: Session, plant: str) -> list[Account]:
    """Return the accounts that a plant is shared with, by name."""
    asked = sa.select(Account).join(Share, Share.account == Account.id).where(Share.plant == plant)
    return list(session.scalars(asked.order_by(Account.name)))


def share(session: Session, plant: KeptPlant, reader: Account) -> None:
    """Let an account read a plant."""
    if session.get(Share, (plant.id, reader.id)) is None:
        session.add(Share(plant=plant.id, account=reader.id))
        session.flush()


def unshare(session: Session, plant: KeptPlant, reader: Account) -> None:
    """Let an account read a plant no longer."""
    found = session.get(Share, (plant.id, reader.id))
    if found is not None:
        session.delete(found)
        session.flush()
