"""The walk for the eight wastes: seconds found less seconds that are none, of the seconds there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantwright.grade.arithmetic import percent, span, total
from plantwright.grade.graded import Grade, Part, blank, graded, part, untold
from plantwright.grade.sheet_truth import SheetTruth, WasteTruth
from plantwright.grade.sheets import WasteFound, WasteWalk
from plantwright.grade.words import filled

POINTS = {"station": 4.0, "lot": 3.0}
"""Points by whose time is lost."""
KINDS = 3.0
"""Points for the kinds, each weighing the same."""
Pair = tuple[float, float]
"""Seconds that were noted, and seconds that there are."""


@dataclass(frozen=True)
class Found:
    """How much of one waste was found [s]."""

    waste: str
    clock: str
    true: float
    found: float
    """Noted, and in the records."""
    false: float
    """Noted beyond what is in the records."""

    def share(self) -> float:
        """Return found less false, of what there is; not below zero."""
        return max((self.found - self.false) / self.true, 0.0) if self.true > 0 else 0.0


def grade_waste_walk(sheet: WasteWalk, truth: SheetTruth) -> Grade:
    """Return the grade of a waste walk: stations' time 4, material's time 3, the kinds 3 points."""
    known = [found_of(sheet, one) for one in truth.wastes if in_reach(sheet, one)]
    silent = [one.waste for one in truth.wastes if not one.recorded and any(f.waste == one.waste for f in sheet.found)]
    parts = (_seconds("station", known), _seconds("lot", known), _kinds(known, silent))
    if not total(one.seconds for one in sheet.found) > 0:
        return blank(sheet.sheet, sheet.visitor, filled("waste_blank"), parts)
    return graded(sheet.sheet, sheet.visitor, parts)


def in_reach(sheet: WasteWalk, waste: WasteTruth) -> bool:
    """Return whether a waste can be judged: it is recorded, and the sheet's stations are places of it."""
    return waste.recorded and (not sheet.stations or bool(waste.places))


def found_of(sheet: WasteWalk, waste: WasteTruth) -> Found:
    """Return how much of a waste was found: station by station where all notes of it name one."""
    notes = [one for one in sheet.found if one.waste == waste.waste]
    pairs = _floor(notes, sheet, waste)
    if waste.places and all(one.station is not None for one in notes):
        pairs = _placed(notes, sheet, waste)
    return Found(
        waste=waste.waste,
        clock=waste.clock,
        true=total(there for _, there in pairs),
        found=total(min(noted, there) for noted, there in pairs),
        false=total(max(noted - there, 0.0) for noted, there in pairs),
    )


def _floor(notes: Sequence[WasteFound], sheet: WasteWalk, waste: WasteTruth) -> list[Pair]:
    there = total(one.seconds for one in waste.places if one.station in sheet.stations)
    return [(total(one.seconds for one in notes), there if sheet.stations else waste.seconds or 0.0)]


def _placed(notes: Sequence[WasteFound], sheet: WasteWalk, waste: WasteTruth) -> list[Pair]:
    named = [one.station for one in waste.places] + [one.station for one in notes if one.station is not None]
    places = [one for one in dict.fromkeys(named) if not sheet.stations or one in sheet.stations]
    true = {one.station: one.seconds for one in waste.places}
    return [(total(one.seconds for one in notes if one.station == name), true.get(name, 0.0)) for name in places]


def _seconds(clock: str, known: Sequence[Found]) -> Part:
    """Return the points for the seconds of one clock: 1 − Σ|noted − true| / Σ true, not below zero."""
    of, words = [one for one in known if one.clock == clock], filled(f"clock_{clock}")
    true = total(one.true for one in of)
    if not true > 0:
        return untold(f"{clock}_seconds", filled("seconds_none", clock=words))
    found, false = total(one.found for one in of), total(one.false for one in of)
    share = max((found - false) / true, 0.0)
    values = {"true": span(true), "clock": words, "found": span(found), "false": span(false)}
    return part(f"{clock}_seconds", share, POINTS[clock], filled("seconds", share=percent(share), **values))


def _kinds(known: Sequence[Found], silent: Sequence[str]) -> Part:
    """Return the points for the kinds: the mean share of each that is there, or was noted and is not."""
    of = [one for one in known if one.true > 0 or one.false > 0]
    more = " " + filled("kind_silent", wastes=", ".join(filled(one) for one in silent)) if silent else ""
    if not of:
        return untold("kinds", filled("kinds_none") + more)
    shares = [one.share() for one in of]
    each = [
        filled(
            "kind_known", waste=filled(one.waste), share=percent(share), yours=span(one.found + one.false),
            true=span(one.true),
        )
        for one, share in zip(of, shares, strict=True)
    ]  # fmt: skip
    return part("kinds", total(shares) / len(shares), KINDS, filled("kinds", each="; ".join(each)) + more)
