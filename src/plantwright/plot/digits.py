"""Numbers as a reader wants them: no more digits than are known."""

from __future__ import annotations

import math
import re

from plantwright.messages.numerals import numeral
from plantwright.messages.told import say, told
from plantwright.messages.units import unit_words
from plantwright.model.estimate import Estimate

UNKNOWN = told("not known")
NOTHING = 1e-9
"""What adding and dividing leave of a difference that is zero; no plant knows a number to that."""
_UNSURE = re.compile(r"\bno interval(?=$|[:;]| from)")
SMALLEST, LARGEST = 1e-9, 1e15
"""Between them a number is written out; beyond, by a power of ten."""
COUNTS = frozenset({"orders", "pieces", "rows", "lots", "stations"})
"""Units that are counted, not estimated: shown whole."""


def rounded(value: float, spread: float | None = None) -> str:
    """Return a number with as many digits as its half-width ``spread`` allows, or else three; whole ones stay whole.

    Notes
    -----
    Two digits of the half-width are kept where it begins with 1, 2 or 3, else one: no digit is shown that chance moves.
    """
    return numeral(_english(value, spread)) if math.isfinite(value) else str(UNKNOWN)


def _english(value: float, spread: float | None) -> str:
    if abs(value) >= LARGEST or (spread is None and 0 < abs(value) < SMALLEST):
        return _by_powers(value)
    text = f"{value:,.{_decimals(value, spread)}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")


def _by_powers(value: float) -> str:
    mantissa, _, power = f"{value:.2e}".partition("e")
    return f"{mantissa} × 10^{int(power)}".replace("-", "−")


def _decimals(value: float, spread: float | None) -> int:
    if abs(value) < NOTHING and (spread or 0.0) < NOTHING:
        return 0
    if spread and math.isfinite(spread):
        leading = spread / 10 ** _order(spread)
        return min(max((1 if leading < 3.55 else 0) - _order(spread), 0), max(5 - _order(value), 0))
    return 0 if float(value).is_integer() else max(2 - _order(value), 0)


def _order(value: float) -> int:
    return math.floor(math.log10(abs(value))) if value else 0


def signed(value: float, spread: float | None = None) -> str:
    """Return a number with its sign, a plus too."""
    if not math.isfinite(value):
        return str(UNKNOWN)
    text = _english(value, spread)
    return numeral(f"+{text}" if value > 0 and text.strip("0.,") else text)


def with_unit(text: str, unit: str) -> str:
    """Return a number with its unit; shares and ratios have none, percent stands close."""
    if unit in ("", "1") or text == str(UNKNOWN):
        return text
    return say("{number} %", number=text) if unit == "%" else f"{text} {unit_words(unit, one=text.lstrip('+−') == '1')}"


def half_width(estimate: Estimate) -> float | None:
    """Return half of the interval; None where there is none."""
    if estimate.low is None or estimate.high is None:
        return None
    half = (estimate.high - estimate.low) / 2
    return half if math.isfinite(half) and half > 0 else None


def unsure(estimate: Estimate) -> bool:
    """Return whether a value was estimated from too little for an interval; counts and sums are known as they are."""
    return known(estimate) and estimate.low is None and bool(_UNSURE.search(estimate.method))


def spread_of(estimate: Estimate) -> float | None:
    """Return how far the digits of a value go: its half-width, or two digits where it was estimated without one."""
    if estimate.value and unsure(estimate):
        return 0.5 * 10.0 ** _order(estimate.value)
    return half_width(estimate)


def known(estimate: Estimate) -> bool:
    """Return whether there is a finite value."""
    return estimate.value is not None and math.isfinite(estimate.value)


def in_percent(estimate: Estimate) -> Estimate:
    """Return a share of 1 as a percentage; other estimates as they are."""
    if estimate.unit not in ("1", "") or estimate.value is None:
        return estimate
    low, high = (None if end is None else 100 * end for end in (estimate.low, estimate.high))
    return estimate.model_copy(update={"value": 100 * estimate.value, "low": low, "high": high, "unit": "%"})


def value_text(estimate: Estimate, *, sign: bool = False) -> str:
    """Return the value with its unit."""
    if estimate.value is None or not math.isfinite(estimate.value):
        return str(UNKNOWN)
    if estimate.unit in COUNTS and float(estimate.value).is_integer() and estimate.low is None:
        return with_unit(numeral(f"{estimate.value:,.0f}"), estimate.unit)
    form = signed if sign else rounded
    return with_unit(form(estimate.value, spread_of(estimate)), estimate.unit)


def interval_text(estimate: Estimate, *, sign: bool = False) -> str:
    """Return ``low to high``, or nothing where there is no interval."""
    if not known(estimate) or estimate.low is None or estimate.high is None:
        return ""
    form, half = signed if sign else rounded, half_width(estimate)
    low, high = (_end(one) or form(one, half) for one in (estimate.low, estimate.high))
    return say("{low} to {high}", low=low, high=high)


def _end(value: float) -> str:
    """Return an end of an interval that is open; nothing where it is a number."""
    return {math.inf: "∞", -math.inf: "−∞"}.get(value, "")


def estimate_text(estimate: Estimate, *, sign: bool = False) -> str:
    """Return value, unit and, in brackets, the interval."""
    interval = interval_text(estimate, sign=sign)
    return value_text(estimate, sign=sign) + (f" ({interval})" if interval else "")


def share_text(share: float) -> str:
    """Return a share as a percentage of two digits, or one where it is small; below one in a thousand as such."""
    if not math.isfinite(share):
        return str(UNKNOWN)
    if share and abs(share) < 0.001:
        return with_unit(numeral("&lt;0.1") if share > 0 else "−0", "%")
    digits = 0 if abs(share) >= 0.095 or not share else 1
    return with_unit(numeral(f"{100 * share:.{digits}f}".replace("-", "−")), "%")
