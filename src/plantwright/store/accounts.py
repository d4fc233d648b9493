"""Who may do what: the account at the machine, and whose plant is whose."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import NotAllowedError, NotThereError
from plantwright.store.tables import ROLES, Account, KeptPlant, KeptRun, Role, Share

LOCAL = "local"
Verb = Literal["read", "change"]


def local_account(session: Session) -> Account:
    """Return the account of who sits at the machine, made when first asked for."""
    found = session.get(Account, LOCAL)
    if found is None:
        found = Account(id=LOCAL, name=LOCAL, role="admin")
        session.add(found)
        session.flush()
    return found


def demand_role(account: Account, least: Role) -> None:
    """Raise NotAllowedError where an account's role is lower than ``least``."""
    if ROLES.index(account.role) < ROLES.index(least):
        raise NotAllowedError(f"{account.name}: is a {account.role}; this needs the role {least}; ask an admin for it")


def plants_of(session: Session, account: Account) -> list[KeptPlant]:
    """Return the plants that an account may read, newest first."""
    shared = sa.select(Share.plant).where(Share.account == account.id)
    asked = sa.select(KeptPlant).order_by(KeptPlant.made.desc())
    if account.role != "admin":
        asked = asked.where((KeptPlant.owner == account.id) | KeptPlant.id.in_(shared))
    return list(session.scalars(asked))


def plant_for(session: Session, account: Account, plant: str, verb: Verb = "read") -> KeptPlant:
    """Return a plant that an account may read or change.

    Raises
    ------
    NotThereError
        There is none of that name, or it is somebody else's: nobody can tell which.
    NotAllowedError
        It may be read, not changed.
    """
    found = session.get(KeptPlant, plant)
    if found is None or not _may_read(session, account, found):
        raise NotThereError(f"plant {plant}: is not here; the page Plants lists yours")
    if verb == "change":
        demand_role(account, "engineer")
        if account.role != "admin" and found.owner != account.id:
            raise NotAllowedError(f"plant {found.name}: is shared with you to read; its owner may change it")
    return found


def run_for(session: Session, account: Account, run: str, verb: Verb = "read") -> KeptRun:
    """Return a run of a plant that an account may read or change; errors as ``plant_for``."""
    found = session.get(KeptRun, run)
    if found is None:
        raise NotThereError(f"run {run}: is not here; the plant's page lists its runs")
    try:
        plant_for(session, account, found.plant, verb)
    except NotThereError:
        raise NotThereError(f"run {run}: is not here; the plant's page lists its runs") from None
    return found


def _may_read(session: Session, account: Account, plant: KeptPlant) -> bool:
    if account.role == "admin" or plant.owner == account.id:
        return True
    return session.get(Share, (plant.id, account.id)) is not None


def may_change(account: Account, plant: KeptPlant) -> bool:
    """Tell whether an account may change a plant that it may read."""
    if account.role == "admin":
        return True
    return plant.owner == account.id and ROLES.index(account.role) >= ROLES.index("engineer")
