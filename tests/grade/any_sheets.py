"""Truths and sheets of every shape, drawn at random: as good as real ones, and as odd as the nouns allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import numpy as np

from plantwright.grade.reading import read_sheet
from plantwright.grade.sheet_truth import WASTES, Element, SheetTruth
from plantwright.grade.sheets import Sheet

WINDOW = {"start": "2025-01-06T06:00:00", "end": "2025-01-06T22:00:00"}
OTHER = {"start": "2025-01-07T06:00:00", "end": "2025-01-07T22:00:00"}
NAMES = ("saw", "mill-1", "mill-2", "Härterei", "<b>{oven}</b>", "__proto__", "检验", "constructor")
KINDS = get_args(Element)
LOT_WASTES = ("transport", "inventory", "overproduction")


class Draw:
    """Draws of one seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def chance(self, share: float) -> bool:
        """Return true that often."""
        return bool(self.random.random() < share)

    def of(self, values: Sequence[Any]) -> Any:
        """Return one of the values."""
        return values[int(self.random.integers(len(values)))]

    def some(self, values: Sequence[Any], share: float = 0.6) -> list[Any]:
        """Return some of the values, in their order."""
        return [value for value in values if self.chance(share)]

    def time(self, zero: float = 0.15) -> float:
        """Return a length of time from milliseconds to months, sometimes a round one or none [s]."""
        if self.chance(zero):
            return 0.0
        time = float(10 ** self.random.uniform(-2, 7))
        return float(np.round(time * 4) / 4) if self.chance(0.4) else time

    def maybe(self, value: Any, share: float = 0.7) -> Any:
        """Return the value that often, else nothing."""
        return value if self.chance(share) else None

    def near(self, time: float) -> float:
        """Return a time as somebody notes it: right, nearly, or wholly wrong [s]."""
        if self.chance(0.2):
            return self.time()
        return time if self.chance(0.3) else float(time * self.random.lognormal(0.0, 0.2))


def any_truth(draw: Draw) -> SheetTruth:
    """Return a truth of any shape."""
    names, products = draw.some(NAMES, draw.of((0.0, 0.6, 0.6, 0.9))), draw.some(("P1", "P2", "Ö-3"), 0.7)
    fields = {
        "log": "any", "origin": "simulated", "time_zone": "UTC", "window": WINDOW, "open": draw.time(), "evidence": "",
        "stations": [_states(draw, name) for name in names], "states_method": "",
        "bottlenecks": _ranks(draw, draw.some(NAMES, draw.of((0.0, 0.1, 0.5, 0.9)))),
        "bottleneck_sure": draw.maybe(draw.of((1 / 3, 2 / 3, 1.0))), "bottleneck_method": "",
        "cycles": [_cycle(draw, name, product) for name in names for product in (None, *products)], "cycles_method": "",
        "elements": _elements(draw, products), "elements_method": "",
        "work_content": [_content(draw, name) for name in draw.some(names, 0.9)], "content_method": "",
        "takt": {"value": draw.maybe(draw.time(0.0)), "method": ""},
        "wastes": [_waste(draw, waste, names) for waste in WASTES],
    }  # fmt: skip
    return SheetTruth.model_validate(fields)


def _states(draw: Draw, name: str) -> dict[str, Any]:
    told = {state: draw.time(0.3) for state in ("busy", "setup", "starved", "off", "unexplained")}
    unknown = {state: draw.maybe(draw.time(0.3)) for state in ("blocked", "down")}
    return {"station": name, "work_center": name.partition("-")[0], **told, **unknown}


def _ranks(draw: Draw, names: Sequence[str]) -> list[dict[str, Any]]:
    like = sorted((float(draw.random.random()) for _ in names[1:]), reverse=True)
    signs = {"active_period": None, "busy_share": 0.5, "queue_time": None}
    likes = zip(names, [1.0, *like], strict=True) if names else []
    return [{"work_center": name, "rank": rank, "likeness": one, **signs} for rank, (name, one) in enumerate(likes, 1)]


def _cycle(draw: Draw, name: str, product: str | None) -> dict[str, Any]:
    mean, n = draw.time(0.0), draw.of((1, 2, 5, 12, 300))
    sd = None if n == 1 else mean * draw.of((0.0, 0.01, 0.3, 1.5))
    return {"station": name, "product": product, "per": draw.of(("piece", "lot")), "mean": mean, "sd": sd, "n": n}


def _elements(draw: Draw, products: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"product": product, "place": place, "operation": str(place), "work_center": draw.of(NAMES),
         "kind": draw.of(KINDS), "per": "piece", "seconds": draw.time(), "n": 3}
        for product in products
        for place in range(int(draw.random.integers(1, 7)))
    ]  # fmt: skip


def _content(draw: Draw, name: str) -> dict[str, Any]:
    return {"station": name, "work_center": name, "process": draw.time(), "setup": draw.time(0.5)}


def _waste(draw: Draw, waste: str, names: Sequence[str]) -> dict[str, Any]:
    places = [{"station": name, "seconds": draw.time()} for name in names] if draw.chance(0.6) else []
    recorded = draw.chance(0.7)
    seconds = sum(one["seconds"] for one in places) or draw.time()
    clock = "lot" if waste in LOT_WASTES else "station"
    told = {"seconds": seconds, "places": places} if recorded else {"seconds": None}
    return {"waste": waste, "clock": clock, "recorded": recorded, "method": "", **told}


def any_sheet(draw: Draw, kind: str, truth: SheetTruth) -> Sheet:
    """Return a sheet of a kind, filled by somebody who may be good, careless or wrong."""
    window = OTHER if draw.chance(0.03) else WINDOW
    scope = draw.some(NAMES) if draw.chance(0.3) else []
    common = {"sheet": kind, "visitor": "heron", "window": window, "stations": scope}
    filled = {} if draw.chance(0.05) else _FILLED[kind](draw, truth)
    return read_sheet({**common, **filled})


def _walk(draw: Draw, truth: SheetTruth) -> dict[str, Any]:
    ranked = [one.work_center for one in truth.bottlenecks] or list(NAMES)
    seen = [
        {"station": one.station, "busy": draw.near(one.busy), "setup": draw.near(one.setup), "down": draw.time(0.5),
         "starved": draw.near(one.starved), "blocked": draw.near(one.blocked or 0.0)}
        for one in draw.some(truth.stations, 0.8)
    ]  # fmt: skip
    return {"first": draw.maybe(draw.of((ranked[0], *NAMES))), "second": draw.maybe(draw.of(ranked)), "seen": seen}


def _wastes(draw: Draw, truth: SheetTruth) -> dict[str, Any]:
    known = [(one.waste, place.station, place.seconds) for one in truth.wastes for place in one.places]
    known += [(one.waste, None, one.seconds or 10.0) for one in truth.wastes if draw.chance(0.2)]
    known += [(draw.of(WASTES), draw.of(NAMES), draw.time())]
    return {"found": [{"waste": a, "station": b, "seconds": draw.near(c)} for a, b, c in draw.some(known, 0.8)]}


def _study(draw: Draw, truth: SheetTruth) -> dict[str, Any]:
    if not truth.cycles or draw.chance(0.1):
        return {"station": draw.of(NAMES), "product": None, "cycles": [{"seconds": 3}]}
    true = draw.of(truth.cycles)
    pieces = [draw.of((1, 3, 20)) for _ in range(draw.of((1, 2, 9, 10, 31, 40)))]
    cycles = [{"seconds": max(draw.near(true.mean), 0.01) * many, "pieces": many} for many in pieces]
    return {"station": true.station, "product": true.product, "cycles": cycles}


def _work(draw: Draw, truth: SheetTruth) -> dict[str, Any]:
    products = [one.product for one in truth.elements]
    noted = [
        {"work_center": one.work_center, "kind": draw.of((one.kind, one.kind, "manual", "machine")),
         "seconds": draw.near(one.seconds)}
        for one in draw.some(truth.elements, 0.5)
    ]  # fmt: skip
    if draw.chance(0.2):
        noted.reverse()
    product = draw.of((None, "P9", *products, *products))
    return {"product": product, "elements": noted, "takt": draw.maybe(draw.near(truth.takt.value or 60.0))}


def _bars(draw: Draw, truth: SheetTruth) -> dict[str, Any]:
    bars = [
        {"station": one.station, "process": draw.near(one.process), "setup": draw.near(one.setup)}
        for one in draw.some(truth.work_content, 0.8)
    ]
    bars = [] if draw.chance(0.1) else bars
    bars += [{"station": draw.of(NAMES), "process": draw.time()}] if draw.chance(0.2) else []
    return {"bars": bars, "takt": draw.maybe(draw.near(truth.takt.value or 60.0))}


_FILLED = {
    "bottleneck_walk": _walk, "waste_walk": _wastes, "time_study": _study, "standard_work": _work, "yamazumi": _bars,
}  # fmt: skip
