"""How many learners or classes a study needs, and how likely it finds a difference that is there."""

from __future__ import annotations

import math
from collections.abc import Callable

from scipy import stats

from plantwright.errors import LearnError
from plantwright.learn.study_kit.settings import Settings
from plantwright.model.quantity import Noun

MOST = 1_000_000


class Need(Noun):
    """What a study needs, to be likely enough to find the difference."""

    each: int
    """Learners or classes to draw for each group, before any is lost."""
    analyzed: int
    """Learners or classes of each group at the posttest."""
    unit: str
    learners: int
    """Learners in all."""
    power: float
    """What so many give [1]."""
    says: str


def power_of_learners(effect: float, each: float, *, level: float = 0.95, correlation: float = 0.0) -> float:
    """Return the chance that a two-sided comparison of two groups of drawn learners finds a difference [1].

    Parameters
    ----------
    effect
        The difference over the standard deviation [1].
    each
        Learners of each group.
    level
        Of the interval [1].
    correlation
        Of pretest and posttest; 0: no pretest [1].

    Notes
    -----
    Noncentral t with ``2 n − 2`` degrees of freedom, less one for a pretest; noncentrality ``d √(n / 2) / √(1 − r²)``.

    References
    ----------
    Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd edition (1988), chapter 2.
    Borm, Fransen and Lemmens, A simple sample size formula for analysis of covariance, J. Clin. Epidemiology 60 (2007).
    """
    freedom = 2 * each - 2 - (correlation > 0)
    return _power(effect / math.sqrt(1 - correlation**2) * math.sqrt(each / 2), freedom, level)


def power_of_classes(
    effect: float, each: float, size: float, icc: float, *, level: float = 0.95, correlation: float = 0.0
) -> float:
    """Return the chance that a two-sided comparison of drawn classes finds a difference [1].

    Parameters
    ----------
    effect, level, correlation
        As in `power_of_learners`; the pretest is supposed to explain as much between classes as within them.
    each
        Classes of each group.
    size
        Learners of a class.
    icc
        Share of the variance between classes [1].

    Notes
    -----
    A class counts as one observation: noncentral t with ``2 k − 2`` degrees of freedom, less one for a pretest, and
    noncentrality ``d √(k m / (2 (1 + (m − 1) ρ))) / √(1 − r²)``.

    References
    ----------
    Donner and Klar, Design and Analysis of Cluster Randomization Trials in Health Research (2000), chapter 5.
    """
    learners = each * size / (1 + (size - 1) * icc)
    freedom = 2 * each - 2 - (correlation > 0)
    return _power(effect / math.sqrt(1 - correlation**2) * math.sqrt(learners / 2), freedom, level)


def _power(noncentrality: float, freedom: float, level: float) -> float:
    if freedom < 1:
        return 0.0
    edge = stats.t.isf((1 - level) / 2, freedom)
    found = stats.nct.sf(edge, freedom, noncentrality) + stats.nct.cdf(-edge, freedom, noncentrality)
    # far out the noncentral t has no number, and the chance is 1
    return float(found) if math.isfinite(found) else 1.0


def least(power: Callable[[int], float], wanted: float) -> int:
    """Return the least number of each group whose power is as wanted.

    Raises
    ------
    LearnError
        Not even a million of each group are enough.
    """
    high = 2
    while power(high) < wanted:
        high *= 2
        if high > MOST:
            raise LearnError(
                f"power {wanted:g} needs more than {MOST:,} of each group; the worthwhile difference is too small "
                "for the spread; raise worthwhile, or find a test with less spread"
            )
    low = high // 2
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if power(middle) >= wanted else (middle + 1, high)
    return low


def need(settings: Settings) -> Need:
    """Return what a study needs."""
    drawn = _power_of(settings)
    found = least(drawn, settings.power)
    by_class = settings.unit == "class"
    each = found if by_class else math.ceil(found / (1 - settings.lost))
    learners = 2 * each * (settings.class_size if by_class else 1)
    says = _says(settings, each, found, learners)
    return Need(each=each, analyzed=found, unit=settings.unit, learners=learners, power=drawn(found), says=says)


def _power_of(settings: Settings) -> Callable[[int], float]:
    told = {"level": settings.level, "correlation": settings.pretest_correlation}
    if settings.unit == "learner":
        return lambda each: power_of_learners(settings.effect, each, **told)
    stay = settings.class_size * (1 - settings.lost)
    return lambda each: power_of_classes(settings.effect, each, stay, settings.icc, **told)


def _says(settings: Settings, each: int, found: int, learners: int) -> str:
    chance = (
        f"a difference of {settings.worthwhile:g} points (d = {settings.effect:.2f}) is found with chance "
        f"{settings.power:.2f} at level {settings.level:.2f}"
    )
    lost = f"{settings.lost:.0%} expected to miss the posttest"
    if settings.unit == "class":
        size = settings.class_size
        return f"{each} classes of {size} in each group, {learners} learners in all: {chance}; {lost}."
    return f"{each} learners in each group, {learners} in all: {chance} by {found} of each at the posttest; {lost}."
