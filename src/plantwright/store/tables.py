"""The tables of the store: accounts and their sessions, plants, runs, what phones recorded."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import JSON, DateTime, Float, ForeignKey, Integer, MetaData, String, Text, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Role = Literal["viewer", "teacher", "engineer", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "teacher", "engineer", "admin")
RunState = Literal["waiting", "running", "done", "failed", "cancelled"]
ENDED: tuple[RunState, ...] = ("done", "failed", "cancelled")

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called, so that a migration can name them on every database."""


def now() -> datetime:
    """Return the present, UTC without a zone in the type, as every table keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


def new_id() -> str:
    """Return a name that nobody can guess, fit for an address and a folder."""
    return secrets.token_hex(8)


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, datetime: DateTime}  # noqa: RUF012 - SQLAlchemy's own


class Account(Base):
    """A person who may log in; ``local`` is who sits at the machine."""

    __tablename__ = "accounts"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str | None] = mapped_column(Text)
    """Its argon2 hash; None: cannot log in with a password."""
    made: Mapped[datetime] = mapped_column(default=now)
    closed: Mapped[bool] = mapped_column(default=False)


class LogIn(Base):
    """A browser that is logged in."""

    __tablename__ = "log_ins"
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the cookie's value: who reads the table can log in nowhere."""
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    csrf: Mapped[str] = mapped_column(String(64))
    made: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[datetime] = mapped_column()


class Key(Base):
    """What a program shows instead of a password; it acts as its account."""

    __tablename__ = "keys"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    """What it is for, in its owner's words."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the key: it is shown once, and never again."""
    made: Mapped[datetime] = mapped_column(default=now)


class KeptPlant(Base):
    """A plant: the records that were brought, and who owns them."""

    __tablename__ = "plants"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    owner: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    made: Mapped[datetime] = mapped_column(default=now)
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What a person said of the columns, as ``--map`` takes it."""
    floor: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Stations, reasons and products that phones record, and the hash of the key; None: no phone records it."""
    courses: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether learners of learning systems may read it, in classes that their teachers link."""


class Share(Base):
    """A plant that another account may read."""

    __tablename__ = "shares"
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)


class KeptRun(Base):
    """A piece of long work on a plant, such as a study."""

    __tablename__ = "runs"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(16), default="waiting", index=True)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    said: Mapped[str] = mapped_column(Text, default="")
    """What is being done, or how it ended."""
    problems: Mapped[list[Any]] = mapped_column(default=list)
    """Why it failed: where, what was found, what is allowed, the cure."""
    process: Mapped[int | None] = mapped_column(Integer)
    made: Mapped[datetime] = mapped_column(default=now)
    begun: Mapped[datetime | None] = mapped_column()
    ended: Mapped[datetime | None] = mapped_column()


class RunLine(Base):
    """One line of what a run said while it worked."""

    __tablename__ = "run_lines"
    run: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    said: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)


class Press(Base):
    """One press of a button on the floor: a start, a stop, a quantity or a reason."""

    __tablename__ = "presses"
    __table_args__ = (UniqueConstraint("plant", "key"),)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    plant: Mapped[str] = mapped_column(ForeignKey("plants.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(64))
    """Made by the phone: what is sent twice is kept once."""
    station: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(String(16))
    order: Mapped[str | None] = mapped_column(String(120))
    product: Mapped[str | None] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(String(120))
    quantity: Mapped[float | None] = mapped_column(Float)
    scrapped: Mapped[float | None] = mapped_column(Float)
    at: Mapped[datetime] = mapped_column()
    """By the phone's clock, set right by what the server's clock said, UTC."""
    received: Mapped[datetime] = mapped_column(default=now)
