"""Texts of a noun that may be messages: they stay what they are, so that another language can say them."""

from __future__ import annotations

from typing import Annotated

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

from plantwright.messages.told import Told
from plantwright.model.quantity import Name


def _kept(value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Return a message as it is: pydantic makes a plain text of it, which no other language could say."""
    checked = check(value)
    return value if isinstance(value, Told) else checked


Words = Annotated[str, WrapValidator(_kept)]
"""How something was found, in a few words."""
SaidName = Annotated[Name, WrapValidator(_kept)]
"""A name that we gave, or somebody else."""
