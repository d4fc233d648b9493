"""Stations and the work centers they belong to, by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(
    r"(?:\b(?:machine|maschine|m/c|mc|station|work ?station|line|cell|unit|anlage|resource|no\.?|nr\.?|n\.?[º°]|num\.?)"
    r"|[#№])\s*[-_#.]?\s*\d+[a-z]?\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*(?:\(\s*\d*[a-z]?\s*\)|\[\s*\d*[a-z]?\s*\])\s*$", re.IGNORECASE)
_TRAILING = re.compile(r"(?:[\s_\-#/.:]*\d+[a-z]?|[\s_\-#]+[ivx]{1,4})$", re.IGNORECASE)
_EDGES = " -_/:,#"
_NAMELESS = {
    "m", "mc", "s", "r", "ws", "wc", "res", "machine", "maschine", "station", "workstation", "line", "cell", "unit",
    "anlage", "resource",
}  # fmt: skip
_PEOPLE = {"id", "user", "emp", "employee", "operator", "worker", "person"}


def without_number(name: str) -> str:
    """Return a name without the machine's number; the name itself where nothing would be left."""
    spaced = " ".join(name.split())
    return _tidy(_BRACKETED.sub("", _NUMBERED.sub("", spaced))) or spaced


def stem(station: str) -> str:
    """Return the work center that a station's name suggests: the name without what numbers it.

    ``Machine 4 - Turning & Milling`` is one of ``Turning & Milling``, ``mill-2`` one of ``mill``; names that say
    only a number (``Machine 4``, ``M4``) stay, because nothing shows that such machines are alike.
    """
    spaced = " ".join(station.split())
    left = _tidy(_BRACKETED.sub("", _NUMBERED.sub("", spaced)))
    shorter = _tidy(_TRAILING.sub("", left or spaced)) if len(left or spaced) > 1 else left
    named = any(map(str.isalnum, shorter)) and shorter.lower() not in _NAMELESS
    return shorter if named else spaced


def work_centers(stations: Iterable[str]) -> dict[str, str]:
    """Return the work center of each station by its name; stems that differ only in case are one."""
    known: dict[str, str] = {}
    return {name: known.setdefault(stem(name).lower(), stem(name)) for name in sorted(stations)}


def look_like_people(names: Iterable[str]) -> bool:
    """Tell whether names number people rather than machines, such as ``ID4932`` or ``user 12``."""
    found = [re.fullmatch(r"([A-Za-z]+)[\s_\-.]*\d+", name.strip()) for name in names]
    return len(found) > 1 and all(one is not None and one[1].lower() in _PEOPLE for one in found)


def _tidy(text: str) -> str:
    return " ".join(text.strip(_EDGES).split())
