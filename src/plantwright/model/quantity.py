"""Numbers with a unit and a range, declared once on the field that holds them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


def _number(unit: str, **bounds: float) -> object:
    return Field(allow_inf_nan=False, json_schema_extra={"unit": unit}, **bounds)  # type: ignore[call-overload]


Seconds = Annotated[float, _number("s", ge=0)]
"""A length of time, zero or more [s]."""

PositiveSeconds = Annotated[float, _number("s", gt=0)]
"""A length of time above zero [s]."""

Share = Annotated[float, _number("1", ge=0, le=1)]
"""A part of a whole, 0 to 1 [1]."""

Weight = Annotated[float, _number("1", ge=0)]
"""A weight among others of its list; only ratios matter [1]."""

Factor = Annotated[float, _number("1", gt=0)]
"""What a number is multiplied by; above zero [1]."""

ZeroFactor = Annotated[float, _number("1", ge=0)]
"""What a number is multiplied by; zero allowed [1]."""

Scv = Annotated[float, _number("1", ge=0)]
"""Squared coefficient of variation: variance over squared mean [1]."""

Money = Annotated[float, _number("currency", ge=0)]
"""An amount in the plant's currency."""

Kilowatts = Annotated[float, _number("kW", ge=0)]
"""Electrical power [kW]."""

Quantity = Annotated[float, _number("pieces", gt=0)]
"""How much a lot holds, in the product's unit."""

PositiveShare = Annotated[float, _number("1", gt=0, le=1)]
"""A part of a whole, above 0 [1]."""

Instant = Annotated[float, _number("s")]
"""A moment of the plant's clock [s]."""

Metres = Annotated[float, _number("m", ge=0)]
"""A distance [m]."""

MetresPerSecond = Annotated[float, _number("m/s", gt=0)]
"""A speed [m/s]."""

Count = Annotated[int, Field(ge=1)]
"""How many, at least one."""

ZeroCount = Annotated[int, Field(ge=0)]
"""How many, zero allowed."""

Name = Annotated[str, Field(min_length=1)]
"""An identifier as the plant writes it."""


class Noun(BaseModel):
    """A frozen, validated value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
