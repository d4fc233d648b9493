"""What people write of their plant, as numbers: amounts, ranges, times, shifts, breakdowns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

from plantwright.errors import PlantError
from plantwright.model.calendar import Shift, clock_seconds
from plantwright.model.checked import checked

UNKNOWN = frozenset({"", "?", "don't know", "dont know", "do not know", "not known", "unknown", "no idea"})
_NUMBER = r"\d+(?:[.,]\d+)?"
_DOUBTFUL = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,])")
_UNITS = {
    "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0, "min": 60.0, "mins": 60.0, "minute": 60.0, "minutes": 60.0,
    "h": 3600.0, "hour": 3600.0, "hours": 3600.0,
}  # fmt: skip
_SPANS = {
    **_UNITS, "shift": 8 * 3600.0, "shifts": 8 * 3600.0, "day": -1.0, "days": -1.0, "d": -1.0, "week": -7.0,
    "weeks": -7.0, "month": -30.4, "months": -30.4, "year": -365.0, "years": -365.0,
}  # fmt: skip
"""Working time in seconds; what counts in days of the calendar is below zero, in days."""
ALONE_SCV = 0.1
"""How much a step varies whose usual time alone was told [1]."""
_FILLERS = frozenset({"a", "an", "per", "each", "to", "about", "usual", "usually", "best", "worst"})


@dataclass(frozen=True)
class Amount:
    """A number as told: one, or between two."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class StepTime:
    """How long a step takes, as told [s]."""

    usual: float
    best: float | None = None
    worst: float | None = None
    per: Literal["piece", "lot"] = "piece"
    setup: float | None = None
    """What each lot takes before its first piece; None: not told."""

    def mean_and_scv(self) -> tuple[float, float]:
        """Return the mean [s] and the squared coefficient of variation [1].

        Notes
        -----
        Of usual, best and worst (one in twenty) the mean is 0.63 usual + 0.185 (best + worst), and the variance that of
        the three with these weights: extended Pearson-Tukey.

        References
        ----------
        Keefer and Bodily (1983), Three-point approximations for continuous random variables, Management Science 29,
        595-609.
        """
        if self.best is None or self.worst is None:
            return self.usual, ALONE_SCV
        mean = 0.63 * self.usual + 0.185 * (self.best + self.worst)
        square = 0.63 * self.usual**2 + 0.185 * (self.best**2 + self.worst**2)
        return mean, max(square / mean**2 - 1, 0.0)


@dataclass(frozen=True)
class Breaks:
    """How a station breaks down, as told: how often, and for how long."""

    every: float
    """Working time in seconds; below zero, in days of the calendar."""
    lasts: float


def refuse(where: str, found: str, allowed: str, cure: str) -> PlantError:
    """Return the error of one answer: what was found, what is allowed, and the cure."""
    return PlantError(where, [f"{found}; {allowed}; {cure}"])


def is_unknown(text: str) -> bool:
    """Whether an answer says that it is not known."""
    return text.strip().lower().rstrip(".!") in UNKNOWN


def names_of(text: str) -> tuple[str, ...]:
    """Return names with commas between them, each once."""
    found = [" ".join(one.split()) for one in re.split(r"[,;]", text) if one.strip()]
    twice = sorted({one for one in found if found.count(one) > 1})
    if not found or twice or "*" in found:
        said = f"{', '.join(map(repr, twice))} stands twice" if twice else f"{text!r} holds no name"
        raise refuse("names", said, "names with commas between them, each once", "write for example table, chair")
    return tuple(found)


def steps_of(text: str) -> tuple[str, ...]:
    """Return the steps of a product in their order; a step may come twice."""
    found = tuple(" ".join(one.split()) for one in re.split(r"[,;>→]", text) if one.strip())
    if not found or "*" in found:
        raise refuse(
            "steps", f"{text!r} holds no step", "steps with commas between them", "write for example cut, weld"
        )
    return found


def amount_of(text: str) -> Amount:
    """Return one number, or a range such as ``10-15``."""
    _refuse_doubtful(text)
    match = re.fullmatch(rf"({_NUMBER})(?:\s*(?:-|–|to)\s*({_NUMBER}))?(?:\s+[a-z ]+)?", text.strip().lower())
    found = [_number(one) for one in match.groups() if one] if match else []
    if not found or not 0 < found[0] <= found[-1]:
        cure = "write for example 12, or 10-15 where it is between the two"
        raise refuse("amount", f"{text!r} is no amount", "a number above 0, or the smaller and the larger", cure)
    if len(found) == 1:
        return Amount(found[0])
    return Amount(sqrt(found[0] * found[1]), *found)


def amounts_of(text: str, names: Sequence[str]) -> dict[str, Amount]:
    """Return an amount for each name, as ``table 8, chair 4-6``; with one number alone, under the name ``""``."""
    parts = [one.strip() for one in re.split(r"[,;](?=\s|$)", text) if one.strip()]
    if len(parts) == 1 and re.match(_NUMBER, parts[0]):
        return {"": amount_of(parts[0])}
    made: dict[str, Amount] = {}
    for part in parts:
        name, rest = _name_first(part, names)
        made[name] = amount_of(rest)
    missing = [one for one in names if one not in made]
    if missing:
        raise refuse(
            "amounts", f"nothing of {', '.join(missing)}", "each, or one number for all", f"add {missing[0]} 5"
        )
    return made


def time_of(text: str) -> StepTime:
    """Return a usual time, with best and worst where they were told: in any order, the middle one is the usual.

    What each lot takes before its first piece may stand behind it, as in ``12 8 20 min, setup 30 min``.
    """
    _refuse_doubtful(text)
    setup = re.search(rf"[,;]?\s*\bset-?up\s+({_NUMBER})\s*([a-z]*)\s*$", text.lower())
    made = _run_time(text[: setup.start()] if setup else text)
    if setup is None:
        return made
    if made.per == "lot":
        raise _no_time(text, "a set-up beside the time of a whole lot, which holds it")
    lasts = 0.0 if _number(setup[1]) == 0 else _seconds(setup[1], _UNITS.get(setup[2]), text)
    return replace(made, setup=lasts)


def _run_time(text: str) -> StepTime:
    told, per, unit = [], "piece", None
    words = re.findall(rf"{_NUMBER}|[^\s\d,;/]+", re.sub(r"(?<=\d),(?=\s)", " ", text.lower()))
    for word in reversed(words):
        if re.fullmatch(_NUMBER, word):
            told.append(_seconds(word, unit, text))
        elif word in _UNITS:
            unit = _UNITS[word]
        elif word.rstrip("s") in ("piece", "lot", "order", "batch"):
            per = "piece" if word.startswith("piece") else "lot"
        elif word not in _FILLERS:
            raise _no_time(text, f"{word!r} is no unit")
    if not 1 <= len(told) <= 3 or min(told) <= 0:
        raise _no_time(text, f"{len(told)} numbers" if told else "no number")
    return _step_time(sorted(told), "lot" if per == "lot" else "piece")


def _step_time(told: list[float], per: Literal["piece", "lot"]) -> StepTime:
    if len(told) == 1:
        return StepTime(told[0], per=per)
    usual = told[1] if len(told) == 3 else sqrt(told[0] * told[1])
    return StepTime(usual, told[0], told[-1], per)


def _seconds(word: str, unit: float | None, text: str) -> float:
    if unit is None:
        raise _no_time(text, f"no unit behind {word}")
    return _number(word) * unit


def _no_time(text: str, found: str) -> PlantError:
    cure = "write for example 12 8 20 min, and lot behind it where it is of a whole lot"
    return refuse("time", f"{text!r}: {found}", "usual, best and worst (or the usual alone) in s, min or h", cure)


def shifts_of(text: str) -> tuple[Shift, ...]:
    """Return shifts such as ``mon-fri 06:00-14:00, sat 06:00-12:00``."""
    if text.strip().lower() in ("always", "24/7"):
        return (Shift(days="mon-sun", start="00:00", end="24:00"),)
    pattern = r"([a-z][a-z,\- ]*?)\s+(\d{1,2}[:.]\d{2})\s*(?:-|–|to)\s*(\d{1,2}[:.]\d{2})"
    found = re.findall(pattern, text.strip().lower())
    left = re.sub(pattern, "", text.strip().lower()).strip(" ,;")
    if not found or left:
        raise refuse("shifts", f"{left or text!r}: no shift", "days and hours", "write mon-fri 06:00-14:00, or always")
    return tuple(_shift(*one) for one in found)


def _shift(days: str, start: str, end: str) -> Shift:
    fields = {"days": days.strip(" ,"), "start": start.replace(".", ":"), "end": end.replace(".", ":")}
    made = checked(Shift, fields, "shifts")
    if clock_seconds(made.start) == clock_seconds(made.end):
        raise refuse("shifts", f"{start} to {end} is no time", "an end that is not the start", "or write always")
    return made


def people_of(text: str, centers: Sequence[str]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return groups of people with the work centers they run; ``5`` alone are five who can run everything."""
    if text.strip().lower() in ("none", "nobody", "enough", "no limit"):
        return ()
    made = []
    for part in re.split(r"[,;]", text):
        match = re.fullmatch(r"\s*(\d+)\s*(?:people|persons|workers)?\s*(?:for|at|on)?\s*(.*?)\s*", part.lower())
        if not match or int(match[1]) < 1:
            cure = "write for example 2 saw+mill, 1 paint; or 5 where all can do all; or enough"
            raise refuse("people", f"{part.strip()!r} is no group", "how many, and what they run", cure)
        made.append((int(match[1]), _places(match[2], centers) or tuple(centers)))
    return tuple(made)


def _places(text: str, centers: Sequence[str]) -> tuple[str, ...]:
    whole = [one for one in centers if one.lower() == text]
    if whole or not text or text in ("all", "everything", "anything"):
        return tuple(whole)
    return tuple(known_name(part, centers) for part in re.split(r"\s*(?:\+|&|/| and | )\s*", text) if part)


def breaks_of(text: str, centers: Sequence[str]) -> dict[str, Breaks]:
    """Return how work centers break down, as ``saw every 2 weeks for 4 h``; ``nothing`` breaks."""
    if text.strip().lower() in ("nothing", "none", "no"):
        return {}
    made = {}
    for part in re.split(r"[,;](?=\s|$)", text):
        span = rf"({_NUMBER})?\s*([a-z]+)"
        match = re.fullmatch(rf"\s*(.+?)\s+every\s+{span}\s+for\s+{span}\s*", part.lower())
        if not match:
            cure = "write for example saw every 2 weeks for 4 h; or nothing"
            raise refuse("breaks", f"{part.strip()!r} says no breakdown", "NAME every SO LONG for SO LONG", cure)
        name = known_name(match[1], centers)
        made[name] = Breaks(_span(match[2], match[3]), _span(match[4], match[5]))
    return made


def _span(number: str | None, unit: str) -> float:
    if unit not in _SPANS:
        allowed = "min, h, shifts, days, weeks, months and years are known"
        raise refuse("breaks", f"{unit!r} is no length of time", allowed, "write for example 4 h")
    count = _number(number) if number else 1.0
    if count <= 0:
        raise refuse("breaks", f"{number} {unit} is no time", "above 0", "write nothing where nothing breaks")
    return count * _SPANS[unit]


def known_name(text: str, names: Sequence[str]) -> str:
    """Return the name that is meant, whatever its capitals."""
    found = [one for one in names if one.lower() == text.strip().lower()]
    if not found:
        raise refuse("name", f"{text.strip()!r} is not known", f"known are {', '.join(names)}", "write one of these")
    return found[0]


def _name_first(part: str, names: Sequence[str]) -> tuple[str, str]:
    """Return the name that a text begins with, and the rest; the longest that fits."""
    for name in sorted(names, key=len, reverse=True):
        if part.lower().startswith((f"{name.lower()} ", f"{name.lower()}:")):
            return name, part[len(name) + 1 :].strip(" :=")
    raise refuse("name", f"{part!r} begins with no known name", f"known are {', '.join(names)}", f"write {names[0]} 8")


def _refuse_doubtful(text: str) -> None:
    match = _DOUBTFUL.search(text)
    if match:
        plain = re.sub(r"[.,]", "", match[0])
        cure = f"write {plain}, or {match[0].rstrip('0').replace(',', '.')}"
        raise refuse("number", f"{match[0]!r} may be a thousand or a part of one", "no sign between thousands", cure)


def _number(text: str) -> float:
    return float(text.replace(",", "."))
