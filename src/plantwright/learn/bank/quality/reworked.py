"""How far rework must fall so that a work center keeps up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import centers
from plantwright.learn.bank.make import setting
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.words import rounded, text


@dataclass(frozen=True)
class Repeats:
    """A work center with rework and a week's plan, in shown figures."""

    name: str
    said: str
    """How a question says where the share of repeats comes from."""
    minutes: float
    """Mean process time of a pass [min]."""
    share: float
    """Passes that fail and are done again [%]."""
    lots: int
    hours: float
    """Hours that the work center has for them [h]."""

    @property
    def first(self) -> float:
        """Hours of the first passes alone [h]."""
        return self.lots * self.minutes / 60

    @property
    def factor(self) -> float:
        """What today's share may be multiplied by at most [%]."""
        return 100 * (1 - self.first / self.hours) / (self.share / 100)

    @property
    def once(self) -> float:
        """The same if nothing that is done again could fail again [%]."""
        return 100 * (self.hours / self.first - 1) / (self.share / 100)


@template("quality.rework", "change")
def rework_that_leaves_room(case: Case, draw: Draw) -> Draft:
    """Ask by which factor the share of rework must fall so that the hours of a work center do."""
    one = _some(case, draw)
    right, most = floor(one.factor), one.share * one.factor / 100
    today = one.first / (1 - one.share / 100)
    return Draft(
        stem=f"A pass at {one.name} takes {text(one.minutes, 'min')} on average, by the log. {one.said} "
        f"{text(one.share, '%')} of all passes fail and are done again there, as often as it takes. Suppose that "
        f"{one.lots} lots a week must come out good, and that {one.name} has {text(one.hours, 'h')} a week for them."
        "\n\nSet the share of rework, in whole percent of today's share: what is the most for which the hours are "
        "enough?",
        answer=setting(
            ("scale_rework", one.name, "factor", "%"),
            (0, 100),
            right,
            ("share_for_factor", round(most), "That is the new share of passes; it is asked in percent of today's."),
            ("cut_for_rest", 100 - right, "That is how much must go; what may stay is asked for."),
            ("reworked_once", floor(one.once), "What is done again fails again with the same chance."),
            ("rounded_up", right + 1, "With so much the hours are not quite enough."),
        ),
        solution=(
            (
                f"First passes: {one.lots} × {text(one.minutes, 'min')} = {text(one.first, 'h')}; with today's rework "
                f"{text(one.first)} / (1 − {one.share / 100:g}) = {text(today, 'h')}, and {text(one.hours, 'h')} "
                "are there."
            ),
            (
                f"Wanted: {text(one.first)} / (1 − share) ≤ {text(one.hours)}, so the share may be at most "
                f"1 − {text(one.first)} / {text(one.hours)} = {text(most, '%')}."
            ),
            f"{text(most, '%')} / {text(one.share, '%')} = {text(one.factor, '%')} of today's; whole percent: {right}.",
        ),
        hints=(
            "How many hours would the first passes alone take, and how many are there?",
            "Each lot passes 1 / (1 − share) times on average; find the largest share for which the hours are enough.",
            "Divide that share by today's, and round down to whole percent.",
        ),
        again=lambda: Exactly(float(_largest(one))),
    )


def _largest(one: Repeats) -> int:
    """Return the factor by trying each from today's share down, with passes added up round by round."""
    return next(k for k in range(100, -1, -1) if _worked(one, k) <= one.hours)


def _worked(one: Repeats, percent: int) -> float:
    left, hours = float(one.lots), 0.0
    while left > 1e-12:
        hours += left * one.minutes / 60
        left *= percent / 100 * one.share / 100
    return hours


def _some(case: Case, draw: Draw) -> Repeats:
    """Return a week in which rework must fall; the factor is no whole number, so that rounding does not decide it."""
    told = _told(case)
    for _ in range(60):
        center = draw.one(centers(case))
        share = told.get(center.name, draw.step(8, 30, 0.5))
        said = "By the log," if center.name in told else "Suppose that"
        lots = max(round(draw.whole(20, 60) * 60 / max(center.minutes, 1.0)), draw.whole(8, 30))
        wanted = (draw.whole(15, 85) + 0.5) / 100 * share / 100
        hours = rounded(lots * center.minutes / 60 / (1 - wanted), 2)
        one = Repeats(center.name, said, center.minutes, share, lots, hours)
        if 10 < one.factor < 92 and 0.2 < one.factor % 1 < 0.8:
            return one
    raise NotHereError("no work center has a plan that less rework would make room for")


@lru_cache(KEPT)
def _told(case: Case) -> dict[str, float]:
    """Return the share of passes [%] that are repeats where the log has enough of them to ask about."""
    groups = case.steps.assign(again=case.steps["rework"].fillna(0).astype(bool)).groupby("work_center", sort=True)
    shares = {str(name): rounded(100 * float(some["again"].mean())) for name, some in groups if len(some) >= 20}
    return {name: share for name, share in shares.items() if 5 <= share <= 40}
