"""Answers as people write them: a number, and perhaps a unit of any kind that fits."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plantwright.errors import MissingExtraError

if TYPE_CHECKING:
    import pint

_WRITTEN = re.compile(r"\s*(?P<number>[-+−]?[\d.,'’ \u00a0\u202f]*\d[.,]?(?:[eE][-+−]?\d{1,3})?)\s*(?P<unit>.*?)\s*$")
_GROUPS = re.compile(r"[-+]?\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d*)?")
_PARTS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(d|days?|h|hours?|min|minutes?|s|seconds?)(?![A-Za-z])\s*")
_SECONDS = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_UNIT = re.compile(r"[A-Za-zµ%€$°²³]{1,20}")
_LONGEST = 80
_COUNTS = ("piece", "order", "lot", "station", "worker", "card", "currency", "cycle", "item", "sample", "step")


@dataclass(frozen=True)
class Written:
    """What a person wrote, read."""

    number: float
    unit: str
    """As it was written; empty where none was."""


class UnreadableError(ValueError):
    """An answer is no number with a unit; says what was found and what may be written."""


def read(written: str) -> Written:
    """Return the number and the unit of an answer; a decimal comma, thousands' marks and 1 h 30 min are understood.

    Raises
    ------
    UnreadableError
        There is no number, or more than one.
    """
    if len(written) <= _LONGEST and (together := _in_parts(written.strip())):
        return together
    found = _WRITTEN.fullmatch(written) if len(written) <= _LONGEST else None
    if found is None:
        raise UnreadableError(f"{written[:40]!r} is not a number; write for example 12.5 or 12.5 min")
    return Written(_number(found["number"]), found["unit"])


def _in_parts(written: str) -> Written | None:
    """Return a time written in parts, the longer ones first, in the unit of the last; None: it is none."""
    parts = _PARTS.findall(written)
    sizes = [_SECONDS[unit[0]] for _, unit in parts]
    if len(parts) < 2 or _PARTS.sub("", written) or sizes != sorted(set(sizes), reverse=True):
        return None
    total = sum(float(number.replace(",", ".")) * size for (number, _), size in zip(parts, sizes, strict=True))
    return Written(total / sizes[-1], parts[-1][1])


def _number(text: str) -> float:
    """Return a number written in any of the usual ways; of two kinds of marks the last is the decimal one."""
    if re.search(r"\d\s+\d", text.strip()) and not _GROUPS.fullmatch(text.strip().replace("−", "-")):
        raise UnreadableError(f"{text.strip()[:40]!r} holds more than one number; write for example 1234.5")
    plain = re.sub(r"['’\s\u00a0\u202f]", "", text.replace("−", "-"))
    body, _, power = plain.lower().partition("e")
    marks = [one for one in body if one in ".,"]
    if len(set(marks)) == 2:
        decimal = body[max(body.rfind("."), body.rfind(","))]
    elif len(marks) == 1 and not (marks == [","] and re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", body)):
        decimal = marks[0]
    else:
        decimal = ""
    whole = "".join("." if one == decimal else one for one in body if one == decimal or one not in ".,")
    try:
        number = float(f"{whole}e{power}" if power else whole)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise UnreadableError(f"{text.strip()[:40]!r} cannot be read as one number; write for example 1234.5")
    return number


@lru_cache(1)
def registry() -> pint.UnitRegistry[float]:
    """Return the units: those of physics, and what plants count."""
    try:
        import pint  # noqa: PLC0415  # only answers need it
    except ImportError as error:
        raise MissingExtraError("pint is not installed; pip install 'plantwright[learn]'") from error
    known: pint.UnitRegistry[float] = pint.UnitRegistry(cache_folder=None)
    for name in _COUNTS:
        known.define(f"{name} = [{name}]")
    known.define("@alias piece = pcs = pc = part = unit_")
    known.define("@alias currency = EUR = USD = CHF = GBP")
    known.define("@alias worker = person = people")
    return known


def factor(given: str, asked: str) -> float | None:
    """Return what a number in ``given`` is multiplied by to be in ``asked``; None where they measure unlike things.

    Raises
    ------
    UnreadableError
        A unit is not known.
    """
    ours, theirs = _quantity(asked), _quantity(given)
    if ours.dimensionality != theirs.dimensionality:
        return None
    return float((theirs / ours).to_base_units().magnitude)


@lru_cache(1024)
def _quantity(unit: str) -> pint.Quantity[float]:
    """Return one of a unit such as ``min``, ``pieces/h`` or ``orders per day``; only quotients and products."""
    over, *under = re.split(r"\s*/\s*|\s+per\s+|^per\s+", unit.strip())
    made = _product(over) if over else registry().Quantity(1.0)
    for one in under:
        made = made / _product(one)
    return made


def _product(text: str) -> pint.Quantity[float]:
    made = registry().Quantity(1.0)
    for word in re.split(r"[\s·*]+", text.strip()):
        made = made * _one(word)
    return made


def _one(word: str) -> pint.Quantity[float]:
    if word in ("", "1"):
        return registry().Quantity(1.0)
    if not _UNIT.fullmatch(word):
        raise UnreadableError(f"the unit {word[:20]!r} is not known")
    said = {"%": "percent", "€": "EUR", "$": "USD"}.get(word, word)
    try:
        return registry().Quantity(1.0, registry().Unit(said))
    except Exception:  # noqa: BLE001  # pint raises a family of errors, some not its own
        raise UnreadableError(f"the unit {word[:20]!r} is not known") from None
