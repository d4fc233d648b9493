"""The standard-work combination table: times and order of the elements, and the takt line."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.grade.arithmetic import closeness, percent, span, total
from plantwright.grade.graded import Grade, Part, blank, graded, part, ungraded
from plantwright.grade.sheet_truth import SheetTruth, WorkElement
from plantwright.grade.sheets import ElementSeen, StandardWork
from plantwright.grade.takt_line import takt_part
from plantwright.grade.words import filled

TIMES, ORDER, TAKT = 6.0, 2.0, 2.0
"""Points for each part."""
TOLERANCE = 0.1
"""Share of an element's time that it may be off without loss [1]."""
Key = tuple[str, str]
"""Work center and kind of an element."""
Times = dict[Key, float]
"""Seconds of each element, in the order in which they come."""


def grade_standard_work(sheet: StandardWork, truth: SheetTruth) -> Grade:
    """Return the grade of a combination table: times 6, order 2, takt 2 points."""
    takt = takt_part(sheet.takt, truth, TAKT)
    if not sheet.elements and sheet.takt is None:
        said = filled("work_blank")
        nothing = (part("elements", 0.0, TIMES, said), part("order", 0.0, ORDER, said), takt)
        return blank(sheet.sheet, sheet.visitor, said, nothing)
    products = list(dict.fromkeys(one.product for one in truth.elements))
    product = products[0] if sheet.product is None and len(products) == 1 else sheet.product
    if product is None:
        why = filled("work_unnamed", products=", ".join(products))
        return graded(
            sheet.sheet, sheet.visitor, (part("elements", 0.0, TIMES, why), part("order", 0.0, ORDER, why), takt)
        )
    if product not in products:
        return ungraded(sheet.sheet, sheet.visitor, filled("work_unknown", product=product))
    true = true_times([one for one in truth.elements if one.product == product])
    yours = seen_times(sheet.elements, true)
    return graded(sheet.sheet, sheet.visitor, (_elements(yours, true), _order(yours, true), takt))


def true_times(elements: Sequence[WorkElement]) -> Times:
    """Return the true seconds of each element; steps that come twice are added up."""
    found: Times = {}
    for one in elements:
        key = (one.work_center, one.kind)
        found[key] = found.get(key, 0.0) + one.seconds
    return found


def seen_times(elements: Sequence[ElementSeen], true: Times) -> Times:
    """Return the noted seconds of each element; hands and machine are one where the records do not tell them apart."""
    found: Times = {}
    for one in elements:
        undivided = one.kind in ("manual", "machine") and (one.work_center, "work") in true
        key = (one.work_center, "work" if undivided else one.kind)
        found[key] = found.get(key, 0.0) + one.seconds
    return found


def _elements(yours: Times, true: Times) -> Part:
    """Return the points for the times: the mean closeness of each element that is there or was noted."""
    matched = [key for key in true if key in yours]
    false = [key for key in yours if key not in true]
    shares = [closeness(abs(yours[key] - true[key]), TOLERANCE * true[key]) if key in yours else 0.0 for key in true]
    worst = list(true)[shares.index(min(shares))]
    said = filled(
        "elements", matched=str(len(matched)), all=str(len(true)), false=str(len(false)),
        worst=filled("element", kind=filled(worst[1]), work_center=worst[0]), yours=span(yours.get(worst, 0.0)),
        true=span(true[worst]), tolerance=percent(TOLERANCE),
    )  # fmt: skip
    return part("elements", total(shares) / (len(shares) + len(false)), TIMES, said)


def _order(yours: Times, true: Times) -> Part:
    """Return the points for the order: the share of true pairs that were noted, the earlier one first."""
    place = {key: index for index, key in enumerate(yours)}
    keys = list(true)
    if len(keys) < 2:
        return part("order", 1.0 if keys[0] in place else 0.0, ORDER, filled("order_one"))
    pairs = [(one, two) for index, one in enumerate(keys) for two in keys[index + 1 :]]
    right = [pair for pair in pairs if pair[0] in place and pair[1] in place and place[pair[0]] < place[pair[1]]]
    share = len(right) / len(pairs)
    return part("order", share, ORDER, filled("order", right=str(len(right)), pairs=str(len(pairs))))
