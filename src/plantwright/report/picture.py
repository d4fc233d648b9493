"""The one small picture of the first page: the gains of the first changes, drawn without a script."""

from __future__ import annotations

from collections.abc import Sequence

from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.messages.told import later, say
from plantwright.plot.digits import estimate_text, known
from plantwright.report.markup import Markup, joined, tag

SHOWN = 4
WIDTH, HEIGHT = 400, 22
"""Of one bar in units of the drawing."""
TITLES = {
    "throughput": later("Throughput gained by the first changes"),
    "flow_mean": later("Mean flow time saved by the first changes"),
}


def gain_picture(ranking: Ranking | None) -> Markup:
    """Return the first changes as bars, each with its interval as a line; nothing where none is ranked."""
    shown = [one for one in ranking.changes if known(one.gain)][:SHOWN] if ranking else []
    if ranking is None or not shown:
        return Markup("")
    scale = _Scale.of(shown)
    reading = say(
        "each bar is the expected gain, its line the {level:.0f} % interval; a line that reaches zero may be no gain.",
        level=100 * shown[0].gain.level,
    )
    caption = tag("figcaption", tag("b", say("How to read it:")), f" {reading}", id="picture-reading")
    bars = tag("ol", joined(_row(one, scale) for one in shown), css="bars")
    title = tag("h3", say(TITLES[ranking.objective]), id="picture-title")
    return tag(
        "figure",
        title,
        bars,
        caption,
        css="picture",
        aria_labelledby="picture-title",
        aria_describedby="picture-reading",
    )


class _Scale:
    """From gains to places in the drawing."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.size = low, max(high - low, 1e-9)

    @classmethod
    def of(cls, changes: Sequence[RankedChange]) -> _Scale:
        ends = [0.0, *(end for one in changes for end in _span(one))]
        return cls(min(ends), max(ends))

    def __call__(self, gain: float) -> float:
        return round(4 + (WIDTH - 8) * (gain - self.low) / self.size, 1)


def _span(one: RankedChange) -> tuple[float, float, float]:
    value = one.gain.value or 0.0
    low = value if one.gain.low is None else one.gain.low
    return low, value, value if one.gain.high is None else one.gain.high


def _row(one: RankedChange, scale: _Scale) -> Markup:
    name = tag("span", str(one.change.name), css="name")
    return tag("li", name, _bar(one, scale), tag("span", estimate_text(one.gain, sign=True), css="gain"))


def _bar(one: RankedChange, scale: _Scale) -> Markup:
    zero, (low, value, high) = scale(0.0), (scale(end) for end in _span(one))
    middle = HEIGHT / 2
    drawn = [
        f'<rect class="bar" x="{min(zero, value)}" y="4" width="{round(abs(value - zero), 1)}" height="{HEIGHT - 8}"/>',
        f'<path class="span" d="M{low} {middle}H{high}M{low} 6V{HEIGHT - 6}M{high} 6V{HEIGHT - 6}"/>',
        f'<path class="zero" d="M{zero} 0V{HEIGHT}"/>',
    ]
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false"'
    return Markup(f"<svg {box}>{''.join(drawn)}</svg>")
