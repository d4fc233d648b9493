"""A question's chart as SVG: the same picture on a page, on paper and in other systems, without a script."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from plantwright.learn.bank.view import Axis, Bar, Chart, Lanes, Series
from plantwright.learn.bank.words import text

WIDTH, LANE, LOW = 640.0, 34.0, 320.0
LEFT, RIGHT, TOP, BOTTOM = 74.0, 16.0, 34.0, 52.0
STATES = {"process": "#2f6fab", "setup": "#d98e04", "down": "#b3261e", "other": "#7a7a7a"}
LINES = ("#2f6fab", "#b3541e", "#2a7f4f", "#7b4fa3", "#555555")
_LONGEST_NAME = 16
_LONGEST_LANE = 14
_LETTER = 7.6
"""How wide a letter of a label is [px]."""


@dataclass(frozen=True)
class Scale:
    """From numbers to places along an axis."""

    low: float
    high: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        """Return the place of a number [px]."""
        return self.first + (value - self.low) / ((self.high - self.low) or 1.0) * (self.last - self.first)

    def ticks(self) -> list[float]:
        """Return about five round numbers within."""
        rough = ((self.high - self.low) or 1.0) / 5
        size = 10.0 ** math.floor(math.log10(rough))
        step = next(one * size for one in (1, 2, 5, 10) if one * size >= rough)
        first = math.ceil(self.low / step - 1e-9)
        return [round(k * step, 12) for k in range(first, math.floor(self.high / step + 1e-9) + 1)]


def picture(view: Chart | Lanes) -> str:
    """Return a chart as SVG that takes the color of the text around it, with its title and how to read it."""
    return _lanes(view) if isinstance(view, Lanes) else _chart(view)


def _chart(chart: Chart) -> str:
    names = list(dict.fromkeys(x for one in chart.series for x in one.x if isinstance(x, str)))
    across = _across(chart.series, names, chart.mark)
    down = _down(chart)
    parts = [*_grid(across, down, chart.x, chart.y, names), *_levels(chart, down)]
    for k, one in enumerate(chart.series):
        parts += _drawn(chart, one, names, (across, down), (k, len(chart.series)))
    parts += _legend([one.name for one in chart.series])
    return _svg(chart.title, chart.read, LOW, parts)


def _across(series: Sequence[Series], names: list[str], mark: str) -> Scale:
    if names:
        return Scale(-0.5, len(names) - 0.5, LEFT, WIDTH - RIGHT)
    xs = [float(x) for one in series for x in one.x] or [0.0]
    room = 0.5 if mark == "bars" else 0.0
    return Scale(min(xs) - room, max(xs) + room, LEFT, WIDTH - RIGHT)


def _down(chart: Chart) -> Scale:
    ys = [y for one in chart.series for y in one.y] + [one.y for one in chart.levels]
    low, high = min(ys, default=0.0), max(ys, default=1.0)
    if chart.mark == "bars" or (low > 0 and low < 0.5 * high):
        low = min(low, 0.0)
    room = 0.06 * ((high - low) or abs(high) or 1.0)
    return Scale(low - (room if low else 0.0), high + room, LOW - BOTTOM, TOP)


def _grid(across: Scale, down: Scale, x: Axis, y: Axis, names: list[str]) -> Iterator[str]:
    for value in down.ticks():
        place = down(value)
        yield f'<path class="g" d="M{LEFT:g} {place:.1f}H{WIDTH - RIGHT:g}"/>'
        yield _label(LEFT - 8, place + 4, text(value), "end")
    if names:
        shown = range(0, len(names), math.ceil(len(names) / 8))
        room = int((WIDTH - LEFT - RIGHT) / len(shown) / _LETTER)
        yield from (_label(across(k), LOW - BOTTOM + 18, _short(names[k], room), "middle") for k in shown)
    else:
        yield from (_label(across(value), LOW - BOTTOM + 18, text(value), "middle") for value in across.ticks())
    yield _label((LEFT + WIDTH - RIGHT) / 2, LOW - 10, _axis(x), "middle")
    yield _label(LEFT - 66, 16, _axis(y), "start")


def _levels(chart: Chart, down: Scale) -> Iterator[str]:
    for one in chart.levels:
        yield f'<path class="l" d="M{LEFT:g} {down(one.y):.1f}H{WIDTH - RIGHT:g}"/>'
        yield _label(WIDTH - RIGHT, down(one.y) - 5, one.name, "end")


def _drawn(
    chart: Chart, one: Series, names: list[str], scales: tuple[Scale, Scale], place: tuple[int, int]
) -> Iterator[str]:
    across, down = scales
    number, count = place
    color = LINES[number % len(LINES)]
    xs = [across(names.index(x) if isinstance(x, str) else x) for x in one.x]
    points = list(zip(xs, map(down, one.y), strict=True))
    if chart.mark == "bars":
        wide = 0.7 * abs(across(1) - across(0)) / count
        for x, y in points:
            left = x + (number - count / 2) * wide
            yield _rect(left, min(y, down(0)), wide, abs(y - down(0)), color)
        return
    if chart.mark != "points":
        yield f'<path fill="none" stroke="{color}" stroke-width="1.8" d="{_path(points, chart.mark)}"/>'
    if chart.mark != "steps":
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"/>' for x, y in points)


def _path(points: Sequence[tuple[float, float]], mark: str) -> str:
    parts = [f"{'L' if k else 'M'}{x:.1f} {y:.1f}" for k, (x, y) in enumerate(points)]
    if mark == "steps":
        parts = [f"H{x:.1f}V{y:.1f}" if k else parts[0] for k, (x, y) in enumerate(points)]
    return "".join(parts)


def _legend(names: Sequence[str]) -> Iterator[str]:
    if len(names) < 2:
        return
    place = WIDTH - RIGHT
    for k, name in reversed(list(enumerate(names))):
        place -= 7.2 * len(_short(name)) + 26
        yield _rect(place, 8, 10, 10, LINES[k % len(LINES)])
        yield _label(place + 15, 17, _short(name), "start")


def _lanes(view: Lanes) -> str:
    lanes = list(dict.fromkeys(one.lane for one in view.bars))
    tall = TOP + LANE * len(lanes) + BOTTOM
    ends = [one.end for one in view.bars] or [1.0]
    across = Scale(min((one.start for one in view.bars), default=0.0), max(ends), LEFT + 40, WIDTH - RIGHT)
    parts = [part for value in across.ticks() for part in _hour(across(value), text(value), tall)]
    parts += [
        _label(LEFT + 32, TOP + LANE * k + 21, _short(name, _LONGEST_LANE), "end") for k, name in enumerate(lanes)
    ]
    parts += [part for one in view.bars for part in _bar(one, across, TOP + LANE * lanes.index(one.lane))]
    parts.append(_label((LEFT + 40 + WIDTH - RIGHT) / 2, tall - 10, _axis(view.x), "middle"))
    return _svg(view.title, view.read, tall, parts)


def _hour(place: float, said: str, tall: float) -> list[str]:
    return [
        f'<path class="g" d="M{place:.1f} {TOP - 4:g}V{tall - BOTTOM:g}"/>',
        _label(place, tall - BOTTOM + 18, said, "middle"),
    ]


def _bar(one: Bar, across: Scale, top: float) -> Iterator[str]:
    left, right = across(one.start), across(one.end)
    yield _rect(left, top + 5, max(right - left - 1, 1), LANE - 10, STATES[one.state], one.text or one.state)
    if one.text and right - left > 7.5 * len(one.text) + 4:
        yield _label((left + right) / 2, top + 21, one.text, "middle").replace("currentColor", "#fff", 1)


def _rect(x: float, y: float, wide: float, tall: float, color: str, title: str = "") -> str:
    said = f"<title>{escape(title)}</title>" if title else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{color}">{said}</rect>'


def _label(x: float, y: float, said: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{escape(said)}</text>'


def _axis(axis: Axis) -> str:
    return f"{axis.title} [{axis.unit}]" if axis.unit else axis.title


def _short(name: str, most: int = _LONGEST_NAME) -> str:
    return name if len(name) <= most else f"{name[: max(most - 1, 1)]}…"


def _svg(title: str, read: str, tall: float, parts: Sequence[str]) -> str:
    """Return the drawing; its lines are styled by attributes, since pages forbid styles written into them."""
    body = "".join(parts)
    body = body.replace('class="g"', 'fill="none" stroke="currentColor" stroke-opacity="0.18"')
    body = body.replace('class="l"', 'fill="none" stroke="currentColor" stroke-dasharray="6 4"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {tall:g}" role="img" '
        f'aria-label={quoteattr(f"{title}. {read}")} font-family="system-ui, sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )
