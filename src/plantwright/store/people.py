"""Accounts of people: added, found, their role changed, closed."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from plantwright.errors import AccountError, NotThereError
from plantwright.store.accounts import LOCAL
from plantwright.store.passwords import demand_password, hash_of
from plantwright.store.tables import ROLES, Account, Key, LogIn

_NAME = re.compile(r"\w[\w .@+-]{0,78}\w|\w")


def people(session: Session) -> list[Account]:
    """Return the accounts that people log in to, by name; closed ones too."""
    return list(session.scalars(sa.select(Account).where(Account.id != LOCAL).order_by(Account.name)))


def add_account(session: Session, name: str, role: str, password: str) -> Account:
    """Return a new account.

    Raises
    ------
    AccountError
        The name is taken or is none, there is no such role, or the password is easily guessed.
    """
    name = name.strip()
    if not _NAME.fullmatch(name) or name == LOCAL:
        raise AccountError(
            f"the name {name[:80]!r}: is no name of an account; 1 to 80 letters, digits and . @ + - _ are allowed, "
            f"and not {LOCAL}"
        )
    if session.scalar(sa.select(Account.id).where(sa.func.lower(Account.name) == name.lower())):
        raise AccountError(f"{name}: there is an account of that name; take another name")
    demand_role_name(role)
    demand_password(password, name)
    found = Account(name=name, role=role, password=hash_of(password))
    session.add(found)
    session.flush()
    return found


def account_named(session: Session, name: str) -> Account:
    """Return the account that people log in to by a name.

    Raises
    ------
    NotThereError
        There is none.
    """
    found = session.scalar(sa.select(Account).where(Account.name == name, Account.id != LOCAL))
    if found is None:
        raise NotThereError(f"account {name[:80]}: is not here; plantwright account list STORE shows which are")
    return found


def account_of(session: Session, account: str) -> Account:
    """Return the account of an id; errors as ``account_named``."""
    found = session.get(Account, account)
    if found is None or found.id == LOCAL:
        raise NotThereError(f"account {account[:80]}: is not here; the page People lists them")
    return found


def set_role(session: Session, account: Account, role: str) -> None:
    """Give an account another role; AccountError where no admin would be left."""
    demand_role_name(role)
    if role != "admin":
        _demand_other_admin(session, account)
    account.role = role


def close_account(session: Session, account: Account) -> None:
    """Close an account: its log-ins and keys end, its plants stay; AccountError where no admin would be left."""
    _demand_other_admin(session, account)
    account.closed = True
    end_log_ins(session, account)
    session.execute(sa.delete(Key).where(Key.account == account.id))


def set_password(session: Session, account: Account, password: str, keep: str = "") -> None:
    """Give an account another password; all its log-ins end but the one whose hash is ``keep``."""
    demand_password(password, account.name)
    account.password = hash_of(password)
    end_log_ins(session, account, keep)


def end_log_ins(session: Session, account: Account, keep: str = "") -> None:
    """End the log-ins of an account but the one whose hash is ``keep``."""
    session.execute(sa.delete(LogIn).where(LogIn.account == account.id, LogIn.token != keep))


def demand_role_name(role: str) -> None:
    """Raise AccountError for what is no role."""
    if role not in ROLES:
        raise AccountError(f"the role {role[:40]!r}: there is none of that name; allowed are {', '.join(ROLES)}")


def _demand_other_admin(session: Session, account: Account) -> None:
    if account.role != "admin" or account.closed:
        return
    others = sa.select(Account.id).where(
        Account.role == "admin", Account.closed.is_(False), Account.id.not_in([account.id, LOCAL])
    )
    if session.scalar(others.limit(1)) is None:
        raise AccountError(f"{account.name}: is the last admin, and one must be left; make another an admin first")
