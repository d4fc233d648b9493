"""Whether an investment is worth it."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.improve.losses import losses
from plantwright.learn.bank.improve.pieces import WEEK
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.words import rounded, text

WEEKS = 50


@dataclass(frozen=True)
class Idea:
    """An investment that prevents a share of a loss of the log."""

    told: str
    gain: float
    """Of a year, before its running cost [EUR]."""
    running: int
    """Of a year [EUR]."""
    price: int
    """[EUR]"""
    years: int
    rate: int
    """Interest of a year [%]."""

    @property
    def yearly(self) -> float:
        """Return the gain of a year less its running cost [EUR]."""
        return self.gain - self.running

    @property
    def factor(self) -> float:
        """Return what one EUR at the end of each year is worth today."""
        rate = self.rate / 100
        return (1 - (1 + rate) ** -self.years) / rate


def idea(case: Case, draw: Draw) -> Idea:
    """Return an investment against the stops of a reason or station."""
    seen = losses(case)
    span = max(float(case.steps["end"].max() - case.steps["start"].min()) / WEEK, 1e-6)
    sums = seen.rows.groupby("group", sort=True)["seconds"].sum() / 3600 / span
    name = draw.one([str(one) for one in sums.sort_values(ascending=False, kind="stable").index[:4]])
    hours = rounded(float(sums[name]), 2)
    share, worth = draw.whole(3, 8) * 10, draw.whole(2, 12) * 10
    gain = hours * WEEKS * share / 100 * worth
    running = max(round(gain * draw.step(0.1, 0.3, 0.05), -1), 1)
    price = max(round((gain - running) * draw.step(1.2, 3.6, 0.2), -2), 10)
    told = (
        f"By the log, {name} loses {text(hours, 'h')} a week ({seen.told}). Suppose that an investment of "
        f"{text(price, 'EUR', 7)} prevents {share} % of that, that an hour is worth {worth} EUR, a year has {WEEKS} "
        "weeks, "
        f"and running it costs {text(running, 'EUR', 7)} a year."
    )
    return Idea(told, gain, int(running), int(price), draw.whole(4, 8), draw.whole(5, 12))


@template("improve.payback", "number")
def payback_time(case: Case, draw: Draw) -> Draft:
    """Ask after which time an investment has paid for itself."""
    one = idea(case, draw)
    return Draft(
        stem=f"{one.told}\n\nAfter how many years has it paid for itself, without interest?",
        answer=number(
            one.price / one.yearly,
            "years",
            ("forgot_running_cost", one.price / one.gain, "Running it takes a part of the gain."),
            ("added_running_cost", one.price / (one.gain + one.running), "The running cost lowers the gain."),
            ("all_of_the_loss", one.price / max(one.yearly + one.gain * 0.5, 1), "A part of the loss remains."),
        ),
        solution=(
            f"Gain of a year: {text(one.gain, 'EUR', 6)}, less {text(one.running)} = {text(one.yearly, 'EUR', 6)}.",
            f"{text(one.price, digits=7)} / {text(one.yearly, digits=6)}.",
            f"= {text(one.price / one.yearly, 'years', 3)}.",
        ),
        hints=(
            "How much money does it bring in a year, after all that it costs in that year?",
            "Hours saved a week × weeks × what an hour is worth, less the running cost.",
            "Divide the price by that.",
        ),
        again=lambda: Exactly(_until_paid(one)),
    )


def _until_paid(one: Idea) -> float:
    """Return the time when what is owed reaches nothing, counting whole years and the part of the last one."""
    owed, years = float(one.price), 0
    while owed > one.yearly:
        owed, years = owed - one.yearly, years + 1
    return years + owed / one.yearly


@template("improve.payback", "number")
def net_present_value(case: Case, draw: Draw) -> Draft:
    """Ask for the net present value of an investment."""
    one = idea(case, draw)
    value = one.yearly * one.factor - one.price
    last = one.yearly * one.years / (1 + one.rate / 100) ** one.years - one.price
    return Draft(
        stem=f"{one.told} It lasts {one.years} years and is worth nothing after; gains come at the end of each year, "
        "and "
        f"interest is {one.rate} % a year.\n\nWhat is its net present value?",
        answer=number(
            value,
            "EUR",
            ("no_interest", one.yearly * one.years - one.price, "A gain in some years is worth less than one today."),
            ("forgot_the_price", one.yearly * one.factor, "The price is still to be paid."),
            ("all_at_the_end", last, "Gains come each year, not all in the last one."),
            (
                "gains_at_once",
                one.yearly * one.factor * (1 + one.rate / 100) - one.price,
                "The first comes after a year.",
            ),
            share=0.01,
            least=0.002 * one.price,
        ),
        solution=(
            f"Gain of a year less running cost: {text(one.yearly, 'EUR', 6)}.",
            (
                f"{one.years} such gains at {one.rate} % are worth {text(one.factor)} of one: "
                f"{text(one.yearly * one.factor, 'EUR', 6)}."
            ),
            f"Less the price of {text(one.price, digits=7)}: {text(value, 'EUR', 6)}.",
        ),
        hints=(
            "Money that comes later is worth less today.",
            "Divide each year's gain by one plus the interest, once for each year that passes.",
            "Add these up and subtract the price.",
        ),
        again=lambda: Exactly(sum(one.yearly / (1 + one.rate / 100) ** k for k in range(1, one.years + 1)) - one.price),
    )


@template("improve.payback", "number")
def least_yearly_gain(case: Case, draw: Draw) -> Draft:
    """Ask which yearly gain would make an investment just worth it."""
    one = idea(case, draw)
    least = one.price / one.factor + one.running
    return Draft(
        stem=f"{one.told} It lasts {one.years} years, gains come at the end of each year, and interest is {one.rate} "
        "% a "
        "year. The hours saved are uncertain.\n\nWhich gain a year, before the running cost, would make it just worth "
        "it?",
        answer=number(
            least,
            "EUR",
            ("forgot_running_cost", one.price / one.factor, "The running cost has to be earned too."),
            ("no_interest", one.price / one.years + one.running, "The money could bear interest elsewhere."),
            ("interest_on_all", one.price / one.years + one.price * one.rate / 100 + one.running,
             "Interest falls on what is not yet paid back, which shrinks."),
            ("expected_gain", one.gain, "That is the gain that is hoped for."),
        ),
        solution=(
            f"{one.years} yearly gains at {one.rate} % are worth {text(one.factor)} of one today.",
            (f"To earn {text(one.price, 'EUR', 7)}: {text(one.price, digits=7)} / {text(one.factor)} = "
            f"{text(one.price / one.factor, 'EUR', 6)}."),
            f"With the running cost: {text(least, 'EUR', 6)}.",
        ),
        hints=("Just worth it means a net present value of nothing.",
               "What is one EUR at the end of each year worth today, all years together?",
               "Divide the price by that, and add what running it costs."),
        again=lambda: Exactly(_owed(one) + one.running),
    )  # fmt: skip


def _owed(one: Idea) -> float:
    """Return the equal yearly payment that leaves nothing owed at the end, by trying two payments."""

    def left(payment: float) -> float:
        owed = float(one.price)
        for _ in range(one.years):
            owed = owed * (1 + one.rate / 100) - payment
        return owed

    return left(0.0) / (left(0.0) - left(1.0))
