"""Short times that a user writes: how often, how late."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from plantwright.errors import RecordsError

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0}

EveryOption = Annotated[
    str, typer.Option("--every", metavar="TIME", help="How often to look for something new: 10s, 5m, 1h.")
]


def pause_of(text: str, option: str) -> float:
    """Return a time such as ``0.5s``, ``60s``, ``5m`` or ``1h`` [s]."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) ?([smh])", text.strip().lower())
    seconds = float(match[1]) * _UNITS[match[2]] if match else -1.0
    if not 0 <= seconds <= 86_400:
        found = "from 0s up to 24h" if match else "a number and a unit are needed"
        raise RecordsError(option, [f"{option}: {text!r}; {found}; write for example 10s, 5m or 1h"])
    return seconds
