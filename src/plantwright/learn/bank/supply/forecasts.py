"""Forecasts of demand, and by how much they miss."""

from __future__ import annotations

import itertools
from statistics import mean

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
