"""Takt time of a demand, and what cannot keep up with it."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.times import Center, centers, unit_of
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import listed, rounded, text


@dataclass(frozen=True)
class Week:
    """The shifts of a week and what is asked of it."""

    shifts: int
    pause: int
    """Breaks of a shift [min]."""
    demand: int
    """Pieces that are asked for."""

    @property
    def minutes(self) -> float:
        """Time to work in [min]."""
        return float(self.shifts * (480 - self.pause))

    @property
    def takt(self) -> float:
        """Time for each piece [min]."""
        return self.minutes / self.demand

    @property
    def said(self) -> str:
        """The week in words."""
        return (
            f"Suppose a week of {self.shifts} shifts of 8 h, each with {self.pause} min of breaks, in which "
            f"{text(self.demand, 'pieces', 6)} are asked for."
        )


@template("flow.takt_time", "number")
def takt_of_a_demand(case: Case, draw: Draw) -> Draft:
    """Ask for the takt time of a week's demand."""
    one = draw.one(centers(case))
    week = _week(draw, one.minutes_a_piece / one.stations * draw.step(0.7, 2.0, 0.1))
    size, unit = unit_of(60 * week.takt)
    scale = 60 / size
    return Draft(
        stem=f"The plant has {one.name}, among other work centers. {week.said}\n\nWhat is the takt time of a piece?",
        answer=number(
            week.takt * scale,
            unit,
            ("forgot_breaks", 480 * week.shifts / week.demand * scale, "Nothing is made in the breaks."),
            ("calendar_time", 7 * 1440 / week.demand * scale, "Only the time of the shifts is there to work in."),
            ("one_shift", (480 - week.pause) / week.demand * scale, "There is more than one shift a week."),
            ("rate", 1 / (week.takt * scale), "That is how many pieces are asked for in a unit of time."),
        ),
        solution=(
            f"Time: {week.shifts} × (480 − {week.pause}) min = {text(week.minutes, 'min', 6)}.",
            f"Takt time = {text(week.minutes, 'min', 6)} / {week.demand} = {text(week.takt * scale, unit)}.",
        ),
        hints=(
            "Takt time is the time that the customers leave for each piece.",
            "How much time is there to work in, without the breaks?",
            "Divide that time by the pieces that are asked for in it.",
        ),
        again=lambda: Exactly(_dealt_out(week) * scale),
    )


@template("flow.takt_time", "choice")
def work_beyond_takt(case: Case, draw: Draw) -> Draft:
    """Ask which work centers could not keep up with takt time on one station."""
    some, week = _around_takt(case, draw)
    slow = [one.name for one in some if one.minutes_a_piece > week.takt]
    fast = [one.name for one in some if one.minutes_a_piece <= week.takt]
    slowest = max(some, key=lambda one: one.minutes_a_piece).name
    too_many = [one.name for one in some if one.minutes_a_piece > 0.5 * week.takt]
    return Draft(
        stem=f"The table shows the process time of a piece, by the log. {week.said}\n\nSuppose that each of these had "
        "a single station. Which of them could not keep up with takt time?",
        views=(
            Table(title="Process times", columns=(Column(name="work center"), Column(name="piece", unit="min")),
                  rows=tuple((one.name, one.minutes_a_piece) for one in some)),
        ),
        answer=choice(
            draw,
            listed(slow),
            "Their pieces take longer than takt time.",
            (listed(fast), "beyond_is_below", "A piece there takes less than takt time: one station keeps up."),
            (slowest, "slowest_only", "That one cannot; compare each of the others with takt time too."),
            (listed([one.name for one in some]), "all_of_them", "Reckon takt time and compare it with each line."),
            (listed(too_many), "half_of_takt", "A time below takt time is short enough, even if it is close to it."),
        ),
        solution=(
            f"Takt time = {text(week.minutes, 'min', 6)} / {week.demand} = {text(week.takt, 'min')}.",
            f"Longer than that: {listed(slow)}.",
        ),
        hints=(
            "A station that makes a piece in less than takt time keeps up.",
            "Takt time = time to work in over pieces asked for.",
            "Take the breaks off the shifts, divide by the demand, and compare with each line.",
        ),
        again=lambda: Exactly(listed([one.name for one in some if _made(one, week) < week.demand])),
    )  # fmt: skip


def _week(draw: Draw, takt: float) -> Week:
    """Return a week whose takt time [min] is about the given one."""
    shifts, pause = draw.one((5, 10, 15)), draw.one((20, 30, 45, 60))
    return Week(shifts, pause, max(int(rounded(shifts * (480 - pause) / takt, 2)), 3))


def _around_takt(case: Case, draw: Draw) -> tuple[list[Center], Week]:
    """Return three to five work centers and a week whose takt time parts them, clear of each of them."""
    known = [one for one in centers(case) if one.minutes_a_piece > 0]
    if len(known) < 3:
        raise NotHereError("fewer than three work centers have times")
    for _ in range(60):
        some = draw.some(known, draw.whole(3, min(5, len(known))))
        times = sorted(one.minutes_a_piece for one in some)
        k = draw.whole(1, len(times) - 1)
        week = _week(draw, (times[k - 1] * times[k]) ** 0.5)
        apart = all(abs(week.takt / time - 1) > 0.03 for time in times)
        if apart and times[0] < week.takt < times[-1]:
            return some, week
    raise NotHereError("the work centers' times are too much alike to part them")


def _made(one: Center, week: Week) -> int:
    """Return the pieces that one station finishes in a week."""
    return int(week.minutes / one.minutes_a_piece)


def _dealt_out(week: Week) -> float:
    """Return the minutes that a piece gets when a clock runs through the shifts and deals each minute out in turn.

    What is left of the last round is cut into tenths and dealt out again, as in long division by hand.
    """
    left = sum(minute >= week.pause for _ in range(week.shifts) for minute in range(480))
    share, size = 0.0, 1.0
    for _ in range(16):
        rounds = 0
        while left >= week.demand:
            rounds, left = rounds + 1, left - week.demand
        share, size, left = share + rounds * size, size / 10, left * 10
    return share
