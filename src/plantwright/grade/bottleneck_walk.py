"""The bottleneck walk: what was named, and the states that were seen, against the log's."""

from __future__ import annotations

from plantwright.grade.arithmetic import percent, total
from plantwright.grade.graded import Grade, Part, blank, graded, part, untold
from plantwright.grade.sheet_truth import CenterRank, SheetTruth, StationStates
from plantwright.grade.sheets import BottleneckWalk, StatesSeen
from plantwright.grade.words import filled

FIRST, SECOND, SEEN = 5.0, 1.0, 4.0
"""Points for each part."""
STATES = ("busy", "setup", "blocked", "starved", "down")
Shares = tuple[float, ...]
"""The share of each of STATES."""


def grade_bottleneck_walk(sheet: BottleneckWalk, truth: SheetTruth) -> Grade:
    """Return the grade of a bottleneck walk: the one named 5, the runner-up 1, the states seen 4 points."""
    looked = any(total(_amounts(one)) > 0 for one in sheet.seen)
    parts = (_first(sheet, truth), _second(sheet, truth), _seen(sheet, truth))
    if sheet.first is None and sheet.second is None and not looked:
        return blank(sheet.sheet, sheet.visitor, filled("walk_blank"), parts)
    return graded(sheet.sheet, sheet.visitor, parts)


def _likeness(name: str, ranks: tuple[CenterRank, ...]) -> float:
    return next((one.likeness for one in ranks if one.work_center == name), 0.0)


def _first(sheet: BottleneckWalk, truth: SheetTruth) -> Part:
    """Return the points for the work center named: the square of how like the true one it is."""
    ranks = truth.bottlenecks
    if not ranks:
        return untold("first", filled("walk_unknown"))
    true, sure = ranks[0].work_center, percent(truth.bottleneck_sure or 0.0)
    if sheet.first is None:
        return part("first", 0.0, FIRST, filled("first_missing", true=true))
    if sheet.first == true:
        return part("first", 1.0, FIRST, filled("first_right", yours=true, sure=sure))
    if sheet.first not in [one.work_center for one in ranks]:
        return part("first", 0.0, FIRST, filled("first_stranger", yours=sheet.first, true=true))
    like = _likeness(sheet.first, ranks)
    said = filled("first_other", yours=sheet.first, likeness=percent(like), true=true, sure=sure)
    return part("first", like * like, FIRST, said)


def _second(sheet: BottleneckWalk, truth: SheetTruth) -> Part:
    """Return the points for the runner-up: the square of how like the true runner-up it is, at most all."""
    ranks = truth.bottlenecks
    if len(ranks) < 2:
        return untold("second", filled("second_none"))
    if sheet.second is None:
        return part("second", 0.0, SECOND, filled("second_missing", true=ranks[1].work_center))
    if sheet.second == sheet.first:
        return part("second", 0.0, SECOND, filled("second_same", yours=sheet.second, true=ranks[1].work_center))
    yours, true = _likeness(sheet.second, ranks), ranks[1].likeness
    near = 1.0 if sheet.second == ranks[1].work_center else min(yours / true, 1.0) if true > 0 else 0.0
    return part("second", near * near, SECOND, filled("second", yours=sheet.second, true=ranks[1].work_center))


def _amounts(seen: StatesSeen) -> Shares:
    return (seen.busy, seen.setup, seen.blocked, seen.starved, seen.down)


def _true_amounts(one: StationStates) -> Shares:
    """Return the seconds of each state; what nobody on the floor could tell apart is waiting."""
    return (one.busy, one.setup, one.blocked or 0.0, one.starved + one.unexplained, one.down or 0.0)


def _shares(amounts: Shares) -> Shares:
    whole = total(amounts)
    return tuple(one / whole for one in amounts)


def seen_of(sheet: BottleneckWalk, station: StationStates) -> Shares:
    """Return all that was seen of a station, added up; where no row tells of being blocked, that is waiting."""
    found = [0.0, 0.0, 0.0, 0.0, 0.0]
    for one in sheet.seen:
        if one.station == station.station:
            found = [before + more for before, more in zip(found, _amounts(one), strict=True)]
    if station.blocked is None:
        found[3], found[2] = found[3] + found[2], 0.0
    return tuple(found)


def _seen(sheet: BottleneckWalk, truth: SheetTruth) -> Part:
    """Return the points for the states seen: Σ min(yours, true) of the shares, on the mean of the stations."""
    told = [one for one in truth.stations if not sheet.stations or one.station in sheet.stations]
    told = [one for one in told if total(_true_amounts(one)) > 0]
    if not told:
        return untold("seen", filled("seen_none"))
    pairs = [(one, _shares(_true_amounts(one)), seen_of(sheet, one)) for one in told]
    looked = [(one, true, _shares(yours)) for one, true, yours in pairs if total(yours) > 0]
    if not looked:
        return part("seen", 0.0, SEEN, filled("seen_missing", stations=str(len(told))))
    overlaps = [total(min(a, b) for a, b in zip(true, yours, strict=True)) for _, true, yours in looked]
    share = min(total(overlaps) / len(told), 1.0)
    station, true, yours = looked[overlaps.index(min(overlaps))]
    apart = [abs(a - b) for a, b in zip(true, yours, strict=True)]
    state = apart.index(max(apart))
    said = filled(
        "seen", looked=str(len(looked)), stations=str(len(told)), overlap=percent(share), worst=station.station,
        state=filled(STATES[state]), yours=percent(yours[state]), true=percent(true[state]),
    )  # fmt: skip
    return part("seen", share, SEEN, said)
