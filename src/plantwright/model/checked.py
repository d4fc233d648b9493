"""From raw fields to a noun, with every problem said at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from plantwright.errors import PlantError
from plantwright.model.quantity import Noun

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

AnyNoun = TypeVar("AnyNoun", bound=Noun)

WHOLE = "the whole"
"""Where a problem stands that is of no single field."""


def checked(noun: type[AnyNoun], fields: object, subject: str) -> AnyNoun:
    """Validate ``fields`` into ``noun``; every problem goes into one PlantError about ``subject``."""
    try:
        return noun.model_validate(fields)
    except ValidationError as error:
        problems = [sentence for one in error.errors() for sentence in _sentences(one)]
        raise PlantError(subject, problems) from None


def _sentences(error: ErrorDetails) -> Iterator[str]:
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, PlantError):
        yield from cause.problems
        return
    where = ".".join(str(part) for part in error["loc"]) or WHOLE
    message = error["msg"].removeprefix("Value error, ")
    yield f"{where}: {_shown(error)}{message[0].lower()}{message[1:]}"


def _shown(error: ErrorDetails) -> str:
    if error["type"] in ("missing", "value_error", "extra_forbidden"):
        return ""
    return f"{error['input']!r}"[:60] + "; "
