"""Forecasts of demand, and by how much they miss."""

from __future__ import annotations

import itertools
from statistics import mean
from typing import TypeAlias

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.supply.history import History, history
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Axis, Chart, Series
from plantwright.learn.bank.words import rounded, text


@template("supply.forecast", "number")
def smoothed_forecast(case: Case, draw: Draw) -> Draft:
    """Ask for the next period's forecast by exponential smoothing."""
    past, weight = history(case, draw, 5), draw.one((0.2, 0.3, 0.4))
    forecasts = _smoothed(past.values, weight)
    return Draft(
        stem=f"Forecast the demand of {past.period} 6 by exponential smoothing with the weight {weight} for the newest "
        f"value. Begin with the demand of {past.period} 1 as the forecast of {past.period} 2.\n\nWhat is the forecast "
        f"of {past.period} 6?",
        views=(past.table(),),
        answer=number(
            forecasts[-1],
            past.unit,
            ("weights_swapped", _smoothed(past.values, 1 - weight)[-1], "The weight goes to the newest demand."),
            ("mean_for_smoothing", mean(past.values), "That is the plain mean: it gives all values the same weight."),
            ("last_value", past.values[-1], "That is the newest demand alone."),
            ("one_step_short", forecasts[-2], "That is the forecast before the newest demand was known."),
            share=0.004,
        ),
        solution=tuple(
            f"{past.period} {k + 2}: {text(weight)} × {past.values[k]} + {text(1 - weight)} × "
            f"{text(forecasts[k - 1], digits=5)}"
            f" = {text(forecasts[k], digits=5)}" for k in range(1, 5)
        ),
        hints=(
            "Each forecast mixes the newest demand with the forecast that was made for it.",
            "New forecast = weight × demand + what is left of the weight × old forecast.",
            "Do it row by row, from the second row to the last.",
        ),
        again=lambda: Exactly(_weighted(past.values, weight)),
    )  # fmt: skip


def _smoothed(values: tuple[int, ...], weight: float) -> list[float]:
    """Return the forecast after each value; the first is the first value itself."""
    made = [float(values[0])]
    for one in values[1:]:
        made.append(weight * one + (1 - weight) * made[-1])
    return made


def _weighted(values: tuple[int, ...], weight: float) -> float:
    """Return the last forecast as one sum of all values with the weights that smoothing leaves them."""
    n = len(values)
    weights = [(1 - weight) ** (n - 1), *(weight * (1 - weight) ** (n - 1 - k) for k in range(1, n))]
    return sum(w * v for w, v in zip(weights, values, strict=True))


@template("supply.forecast", "choice")
def which_window_is_longer(case: Case, draw: Draw) -> Draft:
    """Ask which of two forecasts in a chart uses the longer window, and what it gives up."""
    past, long, lines = _calmer(case, draw)
    first = long + 1
    names = dict(zip(("A", "B"), draw.shuffled((2, long)), strict=True))
    right = next(name for name, k in names.items() if k == long)
    other = "B" if right == "A" else "A"
    xs = tuple(float(at) for at in range(first, 11))
    chart = Chart(
        title=f"Demand: {past.told}", mark="line", x=Axis(title=past.period), y=Axis(title="demand", unit=past.unit),
        series=(Series(name="demand", x=tuple(float(k) for k in range(1, 10)), y=past.values),
                *(Series(name=f"forecast {name}", x=xs, y=lines[k]) for name, k in names.items())),
        read="Each forecast is the mean of the last few demands before it.",
    )  # fmt: skip
    return Draft(
        stem="The chart shows demand and two forecasts by moving average, A and B, each with another window.\n\nWhich "
        "one has the longer window, and what does it give up for it?",
        views=(chart,),
        answer=choice(
            draw,
            _said(right, "calmer, but slower to follow a change"),
            "A long window averages luck away, and old demand with it.",
            (_said(other, "calmer, but slower to follow a change"), "mixed_up_lines", "Which line swings less?"),
            (_said(right, "quicker to follow a change, but restless"), "long_is_quick", "Much old demand is in it."),
            (_said(other, "quicker to follow a change, but restless"), "long_is_restless", "Think of a mean of many."),
        ),
        solution=(
            (f"From dot to dot, forecast {right} moves by {text(_roughness(lines[long]), past.unit, 3)} on average, "
            f"{other} by {text(_roughness(lines[2]), past.unit, 3)}."),
            f"{right} has the longer window: a single demand weighs less in it.",
            "For the same reason a lasting change needs longer to show in it.",
        ),
        hints=("Look which of the two lines swings less.", "In a mean of many values a single one weighs little.",
               "What weighs little now, will it show quickly when demand changes for good?"),
        again=lambda: Exactly(_said(*_calm(chart))),
    )  # fmt: skip


def _calmer(case: Case, draw: Draw) -> tuple[History, int, dict[int, tuple[float, ...]]]:
    """Return another stretch in which the longer window is clearly calmer."""
    for _ in range(60):
        past, long = history(case, draw, 9), draw.whole(4, 5)
        lines = {k: tuple(_moving(past.values, at, k) for at in range(long + 1, 11)) for k in (2, long)}
        if _roughness(lines[long]) < 0.8 * _roughness(lines[2]):
            return past, long, lines
    raise NotHereError("no stretch of demand shows the windows apart")


def _calm(chart: Chart) -> tuple[str, str]:
    """Return the forecast line of the chart with the least variance about its mean step."""
    lines = {one.name[-1]: one.y for one in chart.series[1:]}
    swings = {name: sum(abs(b - a) for a, b in itertools.pairwise(y)) for name, y in lines.items()}
    return min(swings, key=lambda name: swings[name]), "calmer, but slower to follow a change"


def _said(name: str, gives: str) -> str:
    return f"{name}: it is {gives}"


def _moving(values: tuple[int, ...], at: int, window: int) -> float:
    """Return the forecast of period ``at``, counted from 1."""
    return rounded(mean(values[at - 1 - window : at - 1]))


def _roughness(line: tuple[float, ...]) -> float:
    return sum(abs(b - a) for a, b in itertools.pairwise(line)) / max(len(line) - 1, 1)


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
        again=lambda: Exactly(sum(max(a, f) - min(a, f) for a, f in zip(past.values, forecast, strict=True)) / n),
    )


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
