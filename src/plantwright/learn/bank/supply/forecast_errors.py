"""By how much forecasts miss, and which one to keep."""

from __future__ import annotations

from statistics import mean
from typing import TypeAlias

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.supply.history import History, history
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.words import text


@template("supply.forecast_error", "number")
def mean_absolute_error(case: Case, draw: Draw) -> Draft:
    """Ask for the mean absolute error of a forecast."""
    past, forecast = _forecast(case, draw)
    errors = [a - f for a, f in zip(past.values, forecast, strict=True)]
    n, miss = len(errors), sum(abs(one) for one in errors) / len(errors)
    return Draft(
        stem="The table shows demand and what a moving average had forecast, in whole numbers.\n\nWhat is the mean "
        "absolute error of the forecast?",
        views=(past.table(("forecast", forecast)),),
        answer=number(
            miss,
            past.unit,
            ("bias_for_error", sum(errors) / n, "That is the bias: misses to both sides cancel out in it."),
            ("root_mean_square", (sum(one**2 for one in errors) / n) ** 0.5, "You squared the misses first."),
            ("sum_for_mean", sum(abs(one) for one in errors), "That is the sum of all misses."),
            ("worst_for_mean", max(abs(one) for one in errors), "That is the largest miss alone."),
        ),
        solution=(
            f"Demand less forecast: {', '.join(text(one) for one in errors)}.",
            f"Without signs they add up to {text(sum(abs(one) for one in errors))}.",
            f"Divided by {n}: {text(miss, past.unit)}.",
        ),
        hints=(
            "A miss counts the same whether the forecast was too high or too low.",
            "Subtract forecast from demand in each row and drop the sign.",
            "Take the mean of that column.",
        ),
        again=lambda: Exactly(_pieces_between(past.values, forecast) / n),
    )


def _pieces_between(actual: tuple[int, ...], forecast: tuple[int, ...]) -> int:
    """Return what all forecasts miss, level by level: how many rows have just one of the two above the level."""
    pairs = list(zip(actual, forecast, strict=True))
    return sum(sum((a > level) != (f > level) for a, f in pairs) for level in range(max(*actual, *forecast)))


@template("supply.forecast_error", "choice")
def forecast_to_keep(case: Case, draw: Draw) -> Draft:
    """Ask which of two forecasts to keep: a moving average or the last value."""
    past, shown, misses, biases = _duel(case, draw)
    n, better = len(shown[0]), int(misses[1] < misses[0])
    names = ("the moving average", "the last value")
    table = History(past.period, past.unit, past.word, shown[0]).table(
        ("moving average", shown[1]), ("last value", shown[2])
    )
    return Draft(
        stem="The table shows demand, what a moving average had forecast, and the simplest forecast: the last value "
        "before.\n\nBy the mean absolute error, which forecast would you keep, and why?",
        views=(table,),
        answer=choice(
            draw,
            _kept(names[better], "its mean absolute error is the smaller one"),
            "Misses to both sides count in it.",
            (_kept(names[1 - better], "its mean absolute error is the smaller one"), "wrong_error", "Reckon both."),
            (_kept(names[biases[1] < biases[0]], "its errors add up to less"), "bias_for_error",
             "Misses to both sides cancel out in a sum with signs."),
            (_kept(names[0], "a method is always better than none"), "never_compared", "Compare it with the simplest."),
        ),
        solution=(
            f"Moving average: {misses[0]} / {n} = {text(misses[0] / n, past.unit)}.",
            f"Last value: {misses[1]} / {n} = {text(misses[1] / n, past.unit)}.",
            f"Keep {names[better]}, as far as {n} {past.period}s can tell.",
        ),
        hints=("A forecast has to beat the simplest one to be worth its trouble.",
               "Reckon the misses of both forecasts in each row, without sign.",
               "Compare the two means."),
        again=lambda: Exactly(_kept(_by_the_row(shown, names), "its mean absolute error is the smaller one")),
    )  # fmt: skip


Shown: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Demand, the moving average before it, and the value before it."""


def _duel(case: Case, draw: Draw) -> tuple[History, Shown, list[int], list[int]]:
    """Return a stretch on which two forecasts miss by unlike sums, with these and with the sums that keep the sign."""
    for _ in range(60):
        past, forecast = _forecast(case, draw)
        shown = past.values[1:], forecast[1:], past.values[:-1]
        errors = [[a - f for a, f in zip(shown[0], one, strict=True)] for one in shown[1:]]
        misses, biases = [sum(map(abs, one)) for one in errors], [abs(sum(one)) for one in errors]
        if misses[0] != misses[1]:
            return past, shown, misses, biases
    raise NotHereError("both forecasts miss by the same")


def _kept(name: str, why: str) -> str:
    return f"{name[0].upper()}{name[1:]}: {why}"


def _by_the_row(shown: Shown, names: tuple[str, str]) -> str:
    """Return the forecast with less to miss, counting row by row how much closer one of them is."""
    lead = 0
    for actual, first, second in zip(*shown, strict=True):
        lead += max(actual - second, second - actual) - max(actual - first, first - actual)
    return names[0] if lead > 0 else names[1]


def _forecast(case: Case, draw: Draw) -> tuple[History, tuple[int, ...]]:
    """Return six or fewer periods with the mean of the three before each as its forecast."""
    past = history(case, draw, 9)
    made = tuple(round(mean(past.values[k - 3 : k])) for k in range(3, 9))
    return History(past.period, past.unit, past.word, past.values[3:]), made
