"""What is taken for a time or a number of orders that nobody knows: what keeps stations busy as plants keep them."""

from __future__ import annotations

from plantwright.calibrate.told_answers import Answers

BUSY, BUSIEST = (0.6, 0.2, 0.9), (0.8, 0.5, 0.95)
"""Share of their time that stations work, usually and within limits; the same of the busiest ones [1]."""
_NOTHING = (600.0, 60.0, 6000.0)
"""A time of which nothing at all is known, with its interval [s]."""


def usual_time(step: str, answers: Answers, hours: float) -> tuple[float, float, float]:
    """Return the time of a step that is not known, for one piece, with its interval [s].

    Notes
    -----
    What the steps that are known leave of the hours of the stations is shared by those that are not, each visit alike.
    """
    center = answers.machines[step][0]
    open_steps = [one for one, (name, _) in answers.machines.items() if name == center and answers.times[one] is None]
    pieces, week = answers.lots(), answers.weekly()
    visits = sum(week[one] * pieces[one] * steps.count(other)
                 for one, steps in answers.steps.items() for other in open_steps)  # fmt: skip
    if answers.week is None or visits <= 0:
        return _NOTHING
    seconds = answers.machines[step][1] * hours * 3600
    known = work_of(answers).get(center, 0.0)
    middle, low, high = (max(share * seconds - known, 0.05 * share * seconds) / visits for share in BUSY)
    return middle, low, high


def usual_orders(answers: Answers, hours: float) -> tuple[float, float, float]:
    """Return the orders a week that keep the busiest stations as busy as those of plants are, with an interval."""
    stations, work = answers.stations(), work_of(answers, times=_NOTHING[0])
    busiest = max(work[one] / stations[one] for one in stations)
    middle, low, high = (share * hours * 3600 / busiest for share in BUSIEST)
    return middle, low, high


def work_of(answers: Answers, times: float | None = None) -> dict[str, float]:
    """Return the work of a week at each work center, by the times that are known, or ``times`` [s].

    Where the orders of a week are not known it is that of one order.
    """
    pieces, week, found = answers.lots(), answers.weekly(), dict.fromkeys(answers.stations(), 0.0)
    for product, steps in answers.steps.items():
        for step in steps:
            time = answers.times[step]
            mean = time.mean_and_scv()[0] if time else times or 0.0
            count = 1.0 if time and time.per == "lot" else pieces[product]
            found[answers.machines[step][0]] += week[product] * count * mean
    return found
