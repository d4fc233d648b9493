"""The yamazumi: the work of each station as a bar, against the work content and the takt line."""

from __future__ import annotations

from plantwright.grade.arithmetic import closeness, percent, span, total
from plantwright.grade.graded import Grade, Part, blank, graded, part, ungraded
from plantwright.grade.sheet_truth import SheetTruth
from plantwright.grade.sheets import Yamazumi
from plantwright.grade.takt_line import takt_part
from plantwright.grade.words import filled

BARS, BALANCE, TAKT = 6.0, 2.0, 2.0
"""Points for each part."""
TOLERANCE = 0.05
"""Share of a bar that it may be off without loss [1]."""
Bars = dict[str, float]
"""The height of each station's bar [s]."""


def grade_yamazumi(sheet: Yamazumi, truth: SheetTruth) -> Grade:
    """Return the grade of a yamazumi: bars 6, balance 2, takt 2 points."""
    takt, true = takt_part(sheet.takt, truth, TAKT), true_bars(sheet, truth)
    if not sheet.bars and sheet.takt is None:
        said = filled("bars_blank")
        nothing = (part("bars", 0.0, BARS, said), part("balance", 0.0, BALANCE, said), takt)
        return blank(sheet.sheet, sheet.visitor, said, nothing)
    if not true:
        return ungraded(sheet.sheet, sheet.visitor, filled("bars_unknown"))
    yours = drawn_bars(sheet)
    return graded(sheet.sheet, sheet.visitor, (_bars(yours, true), _balance(yours, true), takt))


def true_bars(sheet: Yamazumi, truth: SheetTruth) -> Bars:
    """Return the work content of the stations that the sheet speaks of, where there is any."""
    told = [one for one in truth.work_content if not sheet.stations or one.station in sheet.stations]
    return {one.station: one.process + one.setup for one in told if one.process + one.setup > 0}


def drawn_bars(sheet: Yamazumi) -> Bars:
    """Return the height of each bar drawn; two of one station stand on each other."""
    found: Bars = {}
    for one in sheet.bars:
        if not sheet.stations or one.station in sheet.stations:
            found[one.station] = found.get(one.station, 0.0) + (one.process + one.setup)
    return found


def _bars(yours: Bars, true: Bars) -> Part:
    """Return the points for the bars: the mean closeness of each that is there or was drawn."""
    drawn = [name for name in true if name in yours]
    false = [name for name in yours if name not in true and yours[name] > 0]
    shares = [
        closeness(abs(yours[name] - true[name]), TOLERANCE * true[name]) if name in yours else 0.0 for name in true
    ]
    worst = list(true)[shares.index(min(shares))]
    said = filled(
        "bars", drawn=str(len(drawn)), all=str(len(true)), false=str(len(false)), worst=worst,
        yours=span(yours.get(worst, 0.0)), true=span(true[worst]), tolerance=percent(TOLERANCE),
    )  # fmt: skip
    return part("bars", total(shares) / (len(shares) + len(false)), BARS, said)


def balance_of(bars: list[float]) -> float:
    """Return how balanced bars are: their mean over the tallest; zero without any [1]."""
    tallest = max(bars)
    return total(bars) / len(bars) / tallest if tallest > 0 else 0.0


def _balance(yours: Bars, true: Bars) -> Part:
    ratio, drawn = balance_of(list(true.values())), balance_of([yours.get(name, 0.0) for name in true])
    tallest = next(name for name in true if true[name] == max(true.values()))
    if not drawn > 0:
        return part("balance", 0.0, BALANCE, filled("balance_none", true=percent(ratio), tallest=tallest))
    share = closeness(abs(drawn - ratio), TOLERANCE * ratio)
    said = filled("balance", yours=percent(drawn), true=percent(ratio), tallest=tallest)
    return part("balance", share, BALANCE, said)
