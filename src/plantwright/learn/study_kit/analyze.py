"""Analyzing a study as it was registered: the difference between the groups, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from plantwright.errors import LearnError, Problems
from plantwright.learn.study_kit.draw import Assigned
from plantwright.learn.study_kit.least_squares import coefficient
from plantwright.learn.study_kit.settings import Settings
from plantwright.learn.study_kit.tests_taken import Taken
from plantwright.model.estimate import Estimate
from plantwright.model.quantity import Noun, ZeroCount


class Counted(Noun):
    """What became of the learners of one group."""

    group: str
    drawn: ZeroCount
    analyzed: ZeroCount
    mean: float | None
    """Mean of the posttest, not adjusted [points]."""


class Result(Noun):
    """What a study found."""

    difference: Estimate
    """First group less second, adjusted as registered [points]."""
    standardized: Estimate
    """The same over the standard deviation of the posttest within groups [1]; that deviation is taken as known."""
    counted: tuple[Counted, Counted]
    clusters: ZeroCount
    """Learners or classes that were drawn and analyzed."""


def analyze(settings: Settings, assigned: Sequence[Assigned], taken: Mapping[str, Taken]) -> Result:
    """Return the difference between the groups with its interval, as it was registered.

    Parameters
    ----------
    assigned
        Every learner with the group that was drawn; all count in it.
    taken
        Points by learner; who has no posttest is counted and left out.

    Notes
    -----
    Least squares of the posttest on group and, where registered, pretest. Where learners were drawn, with a constant
    for each class; where classes were, with errors robust within classes. CR2 standard errors,
    Satterthwaite's degrees of freedom.

    Raises
    ------
    LearnError
        Lists what does not fit together, or a group that is too small.
    """
    _check(settings, assigned, taken)
    kept = [one for one in assigned if _complete(settings, taken.get(one.learner))]
    _enough(settings, kept)
    outcome = np.array([taken[one.learner].posttest for one in kept], float)
    design = _design(settings, kept, taken)
    names = [one.class_name if settings.unit == "class" else one.learner for one in kept]
    clusters = np.unique(names, return_inverse=True)[1]
    found = coefficient(design, outcome, clusters, 0)
    low, high = found.interval(settings.level)
    method = f"least squares, CR2, t with {found.freedom:.1f} degrees of freedom"
    told = {"level": settings.level, "n": len(kept), "method": method}
    spread = _within(settings, kept, outcome)
    return Result(
        difference=Estimate(value=found.value, unit="points", low=low, high=high, **told),
        standardized=Estimate(value=found.value / spread, unit="1", low=low / spread, high=high / spread, **told),
        counted=(_counted(settings, 0, assigned, kept, outcome), _counted(settings, 1, assigned, kept, outcome)),
        clusters=len(set(names)),
    )


def _complete(settings: Settings, taken: Taken | None) -> bool:
    if taken is None or taken.posttest is None:
        return False
    return taken.pretest is not None or not settings.pretest_correlation


def _design(settings: Settings, kept: Sequence[Assigned], taken: Mapping[str, Taken]) -> NDArray[np.float64]:
    columns = [np.array([one.group == settings.groups[0] for one in kept], float)]
    if settings.pretest_correlation:
        columns.append(np.array([taken[one.learner].pretest for one in kept], float))
    if settings.unit == "learner":
        names = np.array([one.class_name for one in kept])
        columns += [(names == name).astype(float) for name in np.unique(names)]
    else:
        columns.append(np.ones(len(kept)))
    return np.column_stack(columns)


def _within(settings: Settings, kept: Sequence[Assigned], outcome: NDArray[np.float64]) -> float:
    first = np.array([one.group == settings.groups[0] for one in kept])
    squares = sum(float(((part - part.mean()) ** 2).sum()) for part in (outcome[first], outcome[~first]))
    spread = float(np.sqrt(squares / (len(outcome) - 2)))
    if spread > 0:
        return spread
    raise LearnError(
        "the posttest has the same points for all of a group; nothing can be told from it; check the table"
    )


def _counted(
    settings: Settings, which: int, assigned: Sequence[Assigned], kept: Sequence[Assigned], outcome: NDArray[np.float64]
) -> Counted:
    group = settings.groups[which]
    own = np.array([one.group == group for one in kept])
    drawn = sum(one.group == group for one in assigned)
    mean = float(outcome[own].mean()) if own.any() else None
    return Counted(group=group, drawn=drawn, analyzed=int(own.sum()), mean=mean)


def _check(settings: Settings, assigned: Sequence[Assigned], taken: Mapping[str, Taken]) -> None:
    problems = Problems("the study's tables", LearnError)
    known = {one.learner for one in assigned}
    for name in sorted(set(taken) - known):
        problems.add(
            name, "has points and no group", "only drawn learners count", "take the line out, or find the name"
        )
    for group in sorted({one.group for one in assigned} - set(settings.groups)):
        problems.add(f"group {group}", "is none of the study", " or ".join(settings.groups), "use the groups as drawn")
    for name, one in sorted(taken.items()):
        for test, points in (("pretest", one.pretest), ("posttest", one.posttest)):
            if test == "posttest" and points is not None and not 0 <= points <= settings.points:
                problems.add(f"{name}, {test}", f"found {points:g}", f"0 to {settings.points:g} points", "correct it")
    problems.raise_any()


def _enough(settings: Settings, kept: Sequence[Assigned]) -> None:
    by_class = settings.unit == "class"
    for group in settings.groups:
        units = {one.class_name if by_class else one.learner for one in kept if one.group == group}
        if len(units) < 2:
            what = "classes" if by_class else "learners"
            raise LearnError(
                f"group {group} has {len(units)} {what} with all tests; at least 2 are needed; no interval"
            )
