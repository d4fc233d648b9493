"""Accounts: your own with its keys; all of them, for admins; and who may read a plant."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from plantwright.store.accounts import demand_role
from plantwright.store.keys import delete_key, keys_of, make_key
from plantwright.store.people import account_named, account_of, add_account, close_account, people, set_role
from plantwright.store.shares import owned_plant, readers, share, unshare
from plantwright.store.tables import Role
from plantwright.web.api.moments import Moment
from plantwright.web.pages.account import demand_accounts
from plantwright.web.visitor import Acting, Seeing

router = APIRouter(prefix="/api", tags=["accounts"])
Name = Annotated[str, Field(min_length=1, max_length=80)]


class AccountShown(BaseModel):
    """An account as the API shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    role: str
    made: Moment
    closed: bool


class KeyShown(BaseModel):
    """A key of a program; never the key itself."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    made: Moment


class KeyMade(KeyShown):
    """A key that was made just now."""

    key: str
    """Shown this once."""


class Named(BaseModel):
    """What a key is for."""

    model_config = ConfigDict(extra="forbid")

    name: Name


class NewAccount(Named):
    """An account to add."""

    role: Role
    password: Annotated[str, Field(max_length=1000)]


class NewRole(BaseModel):
    """Another role."""

    model_config = ConfigDict(extra="forbid")

    role: Role


@router.get("/me")
def get_me(who: Seeing) -> AccountShown:
    """Return the account that you act as."""
    return AccountShown.model_validate(who.account)


@router.get("/me/keys")
def list_keys(who: Seeing) -> list[KeyShown]:
    """Return your keys, oldest first."""
    return [KeyShown.model_validate(one) for one in keys_of(who.session, who.account)]


@router.post("/me/keys", status_code=201)
def add_key(who: Acting, said: Named) -> KeyMade:
    """Make a key for a program that acts as you."""
    demand_accounts(who)
    made, shown = make_key(who.session, who.account, said.name)
    return KeyMade(**KeyShown.model_validate(made).model_dump(), key=shown)


@router.delete("/me/keys/{key}", status_code=204)
def end_key(who: Acting, key: str) -> None:
    """Delete one of your keys."""
    delete_key(who.session, who.account, key)


@router.get("/accounts")
def list_accounts(who: Seeing) -> list[AccountShown]:
    """Return all accounts; for admins."""
    demand_role(who.account, "admin")
    return [AccountShown.model_validate(one) for one in people(who.session)]


@router.post("/accounts", status_code=201)
def add_person(who: Acting, said: NewAccount) -> AccountShown:
    """Add an account; for admins."""
    demand_role(who.account, "admin")
    return AccountShown.model_validate(add_account(who.session, said.name, said.role, said.password))


@router.put("/accounts/{account}/role")
def change_role(who: Acting, account: str, said: NewRole) -> AccountShown:
    """Give an account another role; for admins."""
    demand_role(who.account, "admin")
    found = account_of(who.session, account)
    set_role(who.session, found, said.role)
    return AccountShown.model_validate(found)


@router.delete("/accounts/{account}")
def close_person(who: Acting, account: str) -> AccountShown:
    """Close an account; for admins. Its log-ins and keys end, its plants stay."""
    demand_role(who.account, "admin")
    found = account_of(who.session, account)
    close_account(who.session, found)
    return AccountShown.model_validate(found)


@router.get("/plants/{plant}/shares")
def list_readers(who: Seeing, plant: str) -> list[AccountShown]:
    """Return with whom a plant is shared; for its owner and admins."""
    found = owned_plant(who.session, who.account, plant)
    return [AccountShown.model_validate(one) for one in readers(who.session, found.id)]


@router.put("/plants/{plant}/shares/{name}", status_code=204)
def share_plant(who: Acting, plant: str, name: str) -> None:
    """Let the account of a name read a plant."""
    found = owned_plant(who.session, who.account, plant)
    share(who.session, found, account_named(who.session, name))


@router.delete("/plants/{plant}/shares/{name}", status_code=204)
def end_sharing(who: Acting, plant: str, name: str) -> None:
    """Let the account of a name read a plant no longer."""
    found = owned_plant(who.session, who.account, plant)
    unshare(who.session, found, account_named(who.session, name))
