"""The invented shop whose log is kept in so many ways: forty orders, five kinds of work, four weeks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

MONDAY = datetime.fromisoformat("2025-03-03 06:00")
STEPS = {"shaft": ("saw", "turn", "grind"), "plate": ("saw", "mill", "drill", "grind"), "ring": ("turn", "mill")}
STATIONS = {"saw": ("S1",), "turn": ("T1", "T2"), "mill": ("M1", "M2"), "drill": ("D1",), "grind": ("G1",)}
WORDS = {
    "de": {"saw": "Sägen", "turn": "Drehen", "mill": "Fräsen", "drill": "Bohren", "grind": "Schleifen"},
    "es": {"saw": "Serrado", "turn": "Torneado", "mill": "Fresado", "drill": "Taladrado", "grind": "Rectificado"},
    "fr": {"saw": "Sciage", "turn": "Tournage", "mill": "Fraisage", "drill": "Perçage", "grind": "Rectification"},
    "zh": {"saw": "锯切", "turn": "车削", "mill": "铣削", "drill": "钻孔", "grind": "磨削"},
}


@dataclass(frozen=True)
class Row:
    """One operation of one order."""

    order: str
    product: str
    operation: str
    station: str
    start: datetime
    end: datetime
    quantity: int
    scrapped: int


def rows() -> list[Row]:
    """Return the log: four weeks, one shift, each station one lot at a time."""
    chance = random.Random(7)
    free = {one: MONDAY for group in STATIONS.values() for one in group}
    made = []
    for number in range(40):
        product = chance.choice(list(STEPS))
        ready = MONDAY + timedelta(days=number * 0.6, minutes=chance.randrange(0, 300))
        quantity = chance.choice((10, 12, 20, 25))
        for step in STEPS[product]:
            station = min(STATIONS[step], key=lambda one: free[one])
            start = _within(max(ready, free[station]) + timedelta(minutes=chance.randrange(3, 40)))
            end = start + timedelta(minutes=chance.randrange(25, 170))
            scrapped = int(chance.random() < 0.1)
            made.append(Row(f"A{4700 + number}", product, step, station, start, end, quantity, scrapped))
            free[station] = ready = end
    return sorted(made, key=lambda one: one.start)


def _within(moment: datetime) -> datetime:
    """Return the moment, or the next morning where it lies after the shift or on a weekend."""
    if moment.hour >= 19:
        moment = (moment + timedelta(days=1)).replace(hour=6, minute=moment.minute)
    if moment.hour < 6:
        moment = moment.replace(hour=6)
    while moment.weekday() > 4:
        moment += timedelta(days=1)
    return moment


def orders_of(log: list[Row]) -> list[list[Row]]:
    """Return the rows of each order."""
    return [[one for one in log if one.order == name] for name in dict.fromkeys(one.order for one in log)]


def said(row: Row, language: str) -> str:
    """Return the name of an operation in a language."""
    return WORDS[language][row.operation]
