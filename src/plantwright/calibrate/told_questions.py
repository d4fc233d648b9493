"""The ten questions that a plant without records is asked, each with an example and what not knowing means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plantwright.calibrate.told_answers import Answers, Hurt, Money
from plantwright.calibrate.told_words import (
    amount_of,
    amounts_of,
    breaks_of,
    is_unknown,
    known_name,
    names_of,
    people_of,
    refuse,
    shifts_of,
    steps_of,
    time_of,
)
from plantwright.errors import PlantError, Problems
from plantwright.model.plant import Costs

Key = tuple[str, ...]
Raw = Mapping[Key, str]
"""Answers as they were written, by key."""
TOPICS = (
    "products", "steps", "machines", "times", "shifts", "orders", "people", "breakdowns", "what hurts", "money",
)  # fmt: skip
HURTS = {
    "late": "orders are late", "output": "too little output", "waiting": "too much waiting and work on the floor",
    "cost": "it costs too much", "other": "something else",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One line to answer; several may belong to one of the ten questions."""

    key: Key
    number: int
    """Of the ten questions, from 1."""
    text: str
    example: str
    unknown: str
    """What is taken where it is not known."""
    parse: Callable[[str], Any]

    def read(self, text: str) -> Any:
        """Return what an answer says, None where it is not known; raise PlantError where it says nothing."""
        return None if is_unknown(text) else self.parse(text)

    def hints(self) -> tuple[str, str]:
        """Return an example, and what not knowing means."""
        return f"such as: {self.example}", f"not known: {self.unknown}"

    def name(self) -> str:
        """Return the key as one would point at it."""
        return ".".join(self.key)


def questions(raw: Raw) -> Iterator[Question]:
    """Iterate over the questions that follow from the answers so far; those not yet answered count as not known."""
    yield _PRODUCTS
    products = _said(_PRODUCTS, raw) or ("part",)
    yield from map(_steps, products)
    steps = _all_steps(products, raw)
    for step in steps:
        yield _machine(step, _machines(steps[: steps.index(step)], raw))
    yield from map(_time, steps)
    yield _SHIFTS
    centers = tuple(dict.fromkeys(name for name, _ in _machines(steps, raw).values()))
    yield from _orders(products)
    yield _people(centers)
    yield _breakdowns(centers)
    yield _HURT
    yield from _further(_said(_HURT, raw))
    yield _money(centers)


def answers_of(raw: Raw) -> Answers:
    """Return what was told; raise PlantError with every answer that is missing or says nothing."""
    problems = Problems("the answers", PlantError)
    known: dict[Key, Any] = {}
    for one in questions(raw):
        if one.key not in raw:
            problems.add(one.name(), "no answer", f"{one.text}, such as {one.example}", "write ? where it is not known")
            continue
        try:
            known[one.key] = one.read(raw[one.key])
        except PlantError as error:
            problems.found += [f"{one.name()}: {problem}" for problem in error.problems]
    problems.raise_any()
    return _gathered(known, raw)


def _gathered(known: Mapping[Key, Any], raw: Raw) -> Answers:
    products = known["products",] or ("part",)
    steps = _all_steps(products, raw)
    people, hurt, money = known["people",], known["hurts", "most"], known["money",]
    return Answers(
        steps={one: known["steps", one] or ("make",) for one in products},
        machines=_machines(steps, raw),
        times={one: known["times", one] for one in steps},
        shifts=known["shifts",],
        week=known["orders", "week"],
        pieces=known["orders", "pieces"],
        people=people,
        breaks=known["breaks",],
        hurt=hurt or Hurt(),
        floor=known.get(("hurts", "floor")),
        promised=known.get(("hurts", "promised")),
        money=money or Money(),
    )


def _said(question: Question, raw: Raw) -> Any:
    """Return what an earlier answer says, None where it says nothing."""
    try:
        return question.read(raw.get(question.key, ""))
    except PlantError:
        return None


_PRODUCTS = Question(
    ("products",), 1, "What do you make? Name the products, or families of like ones", "table, chair",
    "one product, called part", names_of,
)  # fmt: skip
_SHIFTS = Question(
    ("shifts",), 5, "When do you work?", "mon-fri 06:00-14:00, mon-fri 14:00-22:00", "mon-fri 08:00-16:00", shifts_of
)


def _steps(product: str) -> Question:
    text = f"Which steps does {product} go through, in order?"
    return Question(("steps", product), 2, text, "cut, weld, paint", "one step, called make", steps_of)


def _all_steps(products: tuple[str, ...], raw: Raw) -> tuple[str, ...]:
    found = [step for one in products for step in _said(_steps(one), raw) or ("make",)]
    return tuple(dict.fromkeys(found))


def _machine(step: str, known: Mapping[str, tuple[str, int]]) -> Question:
    def parse(text: str) -> tuple[str, int]:
        match = re.fullmatch(r"\s*(.*?)[\s,]*(\d+)?\s*(?:stations?|machines?)?\s*", text, re.IGNORECASE)
        name, count = (match[1] or step, int(match[2] or 0)) if match else ("", 0)
        told = {center.lower(): (center, stations) for center, stations in known.values()}.get(name.lower())
        if told and count in (0, told[1]):
            return told
        if not name or (match and match[2] == "0") or name == "*":
            raise refuse("machines", f"{text!r} is no work center", "its name, its stations or both", "write saw 2")
        if told:
            cure = f"write {told[0]}, or another name"
            raise refuse("machines", f"{told[0]} has {told[1]} stations already", "one number for each", cure)
        return name, count or 1

    text = f"Where is {step} done, and on how many like machines or benches?"
    return Question(
        ("machines", step), 3, text, "saw 2", "a work center of its own, called as the step, with 1 station", parse
    )


def _machines(steps: tuple[str, ...], raw: Raw) -> dict[str, tuple[str, int]]:
    made: dict[str, tuple[str, int]] = {}
    for step in steps:
        made[step] = _said(_machine(step, made), raw) or (step, 1)
    return made


def _time(step: str) -> Question:
    text = f"How long does {step} take for one piece: usually, at best, at worst (one in twenty)?"
    example = "12 8 20 min, setup 30 min; or 2 1.5 4 h lot, of a whole lot with its set-up"
    unknown = "what keeps its stations busy, 20 to 90 %; a set-up of 10 % of the lot's time, 1 to 50 %"
    return Question(("times", step), 4, text, example, unknown, time_of)


def _orders(products: tuple[str, ...]) -> Iterator[Question]:
    each = f"; or {products[0]} 8, {products[1]} 4" if len(products) > 1 else ""
    unknown = "what keeps the busiest stations busy, 50 to 95 %"

    def parse(text: str) -> Any:
        return amounts_of(text, products)

    yield Question(("orders", "week"), 6, "How many orders come in a week?", f"12, or 10-15{each}", unknown, parse)
    yield Question(("orders", "pieces"), 6, "How many pieces are in an order?", f"20{each}", "1 piece", parse)


def _people(centers: tuple[str, ...]) -> Question:
    text = f"How many people are there on a shift, and what do they run ({', '.join(centers)})?"
    example = f"2 {'+'.join(centers[:2])}, or 5 where all can do all, or enough"
    return Question(("people",), 7, text, example, "enough for every station", lambda text: people_of(text, centers))


def _breakdowns(centers: tuple[str, ...]) -> Question:
    example = f"{centers[0]} every 2 weeks for 4 h; or nothing"
    unknown = "every station stands some 5 % of its time, 1 to 20 %"
    text = "What breaks, how often (each machine), and for how long?"
    return Question(("breaks",), 8, text, example, unknown, lambda text: breaks_of(text, centers))


def _hurt(text: str) -> Hurt:
    kind, _, words = text.strip().partition(" ")
    if kind.lower().strip(",:;") not in HURTS:
        allowed = ", ".join(f"{name} ({said})" for name, said in HURTS.items())
        cure = f"write one of these first, as in: other {text.strip()}"
        raise refuse("hurts", f"{kind!r} is no choice", f"allowed are {allowed}", cure)
    return Hurt(kind.lower().strip(",:;"), words.strip())


_HURT = Question(
    ("hurts", "most"), 9, f"What hurts most: {', '.join(HURTS)}? Say more behind it, in your words",
    "late, big customers wait for weeks", "waiting", _hurt,
)  # fmt: skip


def _further(hurt: Hurt | None) -> Iterator[Question]:
    if hurt and hurt.kind == "output":
        text = "How many orders are on the floor at a time?"
        yield Question(("hurts", "floor"), 9, text, "10-15", "two a station, 1 to 4", amount_of)
    if hurt and hurt.kind == "late":
        text = "How many days after its release is an order promised?"
        yield Question(("hurts", "promised"), 9, text, "10", "no due dates", amount_of)


def _money(centers: tuple[str, ...]) -> Question:
    def parse(text: str) -> Money:
        return money_of(text, centers)

    text = "What is a piece worth above its material (margin), an hour of a worker, one more machine?"
    example = f"EUR, margin 14, worker 40, {centers[0]} 80000; or ?"
    return Question(("money",), 10, text, example, "no money is reckoned", parse)


def money_of(text: str, centers: tuple[str, ...]) -> Money:
    """Return what money was told, as ``EUR, margin 14, worker 40, saw 80000``."""
    currency, found, once = None, {}, {}
    for part in re.split(r"[,;](?=\s|$)", text):
        name, _, number = part.strip().rpartition(" ")
        if re.fullmatch(r"[A-Z]{3}", part.strip()):
            currency = part.strip()
        elif name.lower() in ("margin", "worker"):
            found["margin_per_piece" if name.lower() == "margin" else "worker_per_hour"] = amount_of(number).value
        elif name:
            once[known_name(name, centers)] = amount_of(number).value
        else:
            cure = "write for example EUR, margin 14, worker 40"
            raise refuse("money", f"{part.strip()!r} says no amount", "margin, worker or a work center", cure)
    return Money(Costs(**found, station_once=once), currency)
