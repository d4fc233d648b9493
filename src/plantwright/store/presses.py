"""What phones recorded: each press kept once, however often it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plantwright.events.pressed import Pressed
from plantwright.store.tables import Press


def keep(session: Session, plant: str, key: str, press: Pressed) -> bool:
    """Keep a press under the key that its phone gave it; tell whether it was new."""
    if session.scalar(sa.select(Press.number).where(Press.plant == plant, Press.key == key)) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(Press(plant=plant, key=key, **vars(press)))
    except IntegrityError:  # two phones of one key, or one phone twice at the same moment
        return False
    return True


def presses_of(session: Session, plant: str, since: datetime | None = None) -> Sequence[Pressed]:
    """Return a plant's presses by their time; with ``since``, those from then on."""
    asked = sa.select(Press).where(Press.plant == plant).order_by(Press.at, Press.number)
    if since is not None:
        asked = asked.where(Press.at >= since)
    return [
        Pressed(one.station, one.what, one.at, one.order, one.product, one.reason, one.quantity, one.scrapped)  # type: ignore[arg-type]  # only buttons are kept
        for one in session.scalars(asked)
    ]


def has_presses(session: Session, plant: str) -> bool:
    """Tell whether anything was recorded by phone."""
    return session.scalar(sa.select(Press.number).where(Press.plant == plant).limit(1)) is not None
