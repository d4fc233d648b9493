"""What is taken for a time or a number of orders that nobody knows: what keeps stations busy as plants keep them."""

from __future__ import annotations

from plantwright.calibrate.told_answers import Answers
from plantwright.model.plant import Plant
from plantwright.twin.load import crew_load, utilization

BUSY, BUSIEST = (0.6, 0.2, 0.9), (0.8, 0.5, 0.95)
"""Share of their time that stations work, usually and within limits; the same of the busiest stations or people [1]."""
_GAP = "release.interarrival.mean"
_NOTHING = (600.0, 60.0, 6000.0)
"""A time of which nothing at all is known, with its interval [s]."""


def usual_time(step: str, answers: Answers, hours: float, ease: float) -> tuple[float, float, float]:
    """Return the time of a step that is not known, for one piece, with its interval [s].

    Notes
    -----
    What the steps that are known leave of the hours of the stations is shared by those that are not, each visit alike,
    times ``ease``.
    """
    center = answers.machines[step][0]
    open_steps = [one for one, (name, _) in answers.machines.items() if name == center and answers.times[one] is None]
    pieces, week = answers.lots(), answers.weekly()
    visits = sum(week[one] * pieces[one] * steps.count(other)
                 for one, steps in answers.steps.items() for other in open_steps)  # fmt: skip
    if answers.week is None or visits <= 0:
        middle, low, high = _NOTHING
        return middle * ease, low * ease, high * ease
    seconds = answers.machines[step][1] * hours * 3600
    known = work_of(answers).get(center, 0.0)
    middle, low, high = (max(share * seconds - known, 0.05 * share * seconds) * ease / visits for share in BUSY)
    return middle, low, high


def paced(plant: Plant) -> Plant:
    """Return the plant with as many orders as keep its busiest stations or people as busy as those of plants are.

    Nothing changes where the floor sets the pace.
    """
    loads = [*utilization(plant).values(), *crew_load(plant).values()]
    gap = plant.release.interarrival
    if not loads or gap is None:
        return plant
    middle, low, high = (gap.mean * max(loads) / share for share in BUSIEST)
    noted = tuple(
        one.model_copy(update={"value": middle, "low": high, "high": low}) if one.path == _GAP else one
        for one in plant.evidence
    )
    release = plant.release.model_copy(update={"interarrival": gap.scaled(middle / gap.mean)})
    return plant.model_copy(update={"release": release, "evidence": noted})


def work_of(answers: Answers) -> dict[str, float]:
    """Return the work of a week at each work center, by the times that are known [s]."""
    pieces, week, found = answers.lots(), answers.weekly(), dict.fromkeys(answers.stations(), 0.0)
    for product, steps in answers.steps.items():
        for step in steps:
            time = answers.times[step]
            mean = time.mean_and_scv()[0] if time else 0.0
            count = 1.0 if time and time.per == "lot" else pieces[product]
            found[answers.machines[step][0]] += week[product] * count * mean
    return found
