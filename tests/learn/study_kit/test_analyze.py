"""The analysis is that of textbooks where these give a number, and its intervals cover what they claim."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from learn.study_kit.studies import settings
from plantwright.errors import LearnError
from plantwright.learn.study_kit.analyze import analyze
from plantwright.learn.study_kit.draw import Assigned
from plantwright.learn.study_kit.least_squares import coefficient
from plantwright.learn.study_kit.tests_taken import Taken, read_tests

ONE_CLASS = "c"


def study(
    first: list[tuple[float, float]], second: list[tuple[float, float]]
) -> tuple[list[Assigned], dict[str, Taken]]:
    """Return learners of one class with (pretest, posttest), by group."""
    rows = [(f"s{k}", "school", one) for k, one in enumerate(first)]
    rows += [(f"u{k}", "usual", one) for k, one in enumerate(second)]
    assigned = [Assigned(learner=name, class_name=ONE_CLASS, group=group) for name, group, _ in rows]
    return assigned, {name: Taken(pretest=pre, posttest=post) for name, _, (pre, post) in rows}


def test_without_a_pretest_it_is_welch() -> None:
    """With one class and no pretest, difference and standard error are those of Welch's t, worked out here."""
    first, second = [21.0, 25.0, 30.0, 28.0, 24.0], [18.0, 27.0, 20.0, 22.0]
    found = analyze(settings(), *study([(0, one) for one in first], [(0, one) for one in second]))
    error = math.sqrt(12.3 / 5 + (14.0625 + 27.5625 + 3.0625 + 0.0625) / 3 / 4)
    assert found.difference.value == pytest.approx(25.6 - 21.75)
    design = np.column_stack([np.repeat([1.0, 0.0], [5, 4]), np.ones(9)])
    assert coefficient(design, np.array(first + second), np.arange(9), 0).error == pytest.approx(error)
    low, high = found.difference.low, found.difference.high
    assert low is not None
    assert high is not None
    freedom = float(found.difference.method.split()[-4])
    assert (high - low) / 2 == pytest.approx(error * stats.t.isf(0.025, freedom), rel=0.01)
    assert min(4, 5) - 1 <= freedom <= 7


def test_the_adjusted_difference_by_hand() -> None:
    """Slopes of 2 within both groups, equal means after and 1 less before: adjusted by 2 · 1 the difference is 2."""
    first, second = [(1, 13.5), (2, 14.0), (3, 17.5)], [(2, 13.5), (3, 14.0), (4, 17.5)]
    found = analyze(settings(pretest_correlation=0.5), *study(first, second))
    assert found.difference.value == pytest.approx(2.0)
    assert found.counted[0].mean == found.counted[1].mean == pytest.approx(15.0)


def test_equal_classes_are_compared_by_their_means() -> None:
    """Where equal classes were drawn, difference, error and degrees of freedom are those of a t test of class means."""
    random = np.random.default_rng(4)
    outcome = random.normal(20, 5, (8, 6)) + random.normal(0, 2, (8, 1))
    design = np.column_stack([np.repeat([1, 0], 24), np.ones(48)]).astype(float)
    found = coefficient(design, outcome.ravel(), np.repeat(np.arange(8), 6), 0)
    means = outcome.mean(axis=1)
    expected = stats.ttest_ind(means[:4], means[4:])
    assert found.value / found.error == pytest.approx(expected.statistic)
    assert found.freedom == pytest.approx(6)


def test_intervals_of_few_classes_cover_what_they_claim() -> None:
    """Of 400 simulated studies of 5 classes each with a pretest, the 95 % intervals of 363 to 394 hold the truth."""
    random, held = np.random.default_rng(8), 0
    group = np.repeat([1.0, 0.0], 5 * 12)
    clusters = np.repeat(np.arange(10), 12)
    for _ in range(400):
        pre = random.normal(0, 1, 120)
        post = 3 * group + 2 * pre + random.normal(0, 1, 10)[clusters] + random.normal(0, 3, 120)
        low, high = coefficient(np.column_stack([group, pre, np.ones(120)]), post, clusters, 0).interval(0.95)
        held += low <= 3 <= high
    assert 363 <= held <= 394


def test_a_constant_added_to_a_class_changes_nothing() -> None:
    """Where learners were drawn within classes, an easier class changes neither the difference nor its interval."""
    assigned = [
        Assigned(learner=f"{c}{k}", class_name=c, group=("school", "usual")[k % 2]) for c in "ab" for k in range(8)
    ]
    random = np.random.default_rng(2)
    points = {one.learner: float(random.uniform(10, 20)) for one in assigned}
    plain = analyze(settings(), assigned, {name: Taken(pretest=None, posttest=x) for name, x in points.items()})
    easier = {name: x + (15 if name[0] == "b" else 0) for name, x in points.items()}
    moved = analyze(settings(), assigned, {name: Taken(pretest=None, posttest=x) for name, x in easier.items()})
    assert moved.difference.low == pytest.approx(plain.difference.low)
    assert moved.difference.value == pytest.approx(plain.difference.value)


def test_who_misses_a_test_is_counted() -> None:
    """A learner without posttest is drawn and not analyzed; one without pretest too, where that was registered."""
    assigned, taken = study([(1, 10), (2, 14), (3, 12)], [(1, 9), (2, 10), (3, 14)])
    taken["s0"] = Taken(pretest=None, posttest=10)
    del taken["u0"]
    found = analyze(settings(), assigned, taken)
    assert [(one.drawn, one.analyzed) for one in found.counted] == [(3, 3), (3, 2)]
    adjusted = analyze(settings(pretest_correlation=0.5), assigned, taken)
    assert [(one.drawn, one.analyzed) for one in adjusted.counted] == [(3, 2), (3, 2)]


def test_tables_that_do_not_fit_are_told_at_once() -> None:
    """Points without a group, a group that is none, and more points than there are stand in one error."""
    assigned, taken = study([(1, 10), (2, 14)], [(1, 9), (2, 41)])
    taken["nobody"] = Taken(pretest=1, posttest=1)
    wrong = [*assigned, Assigned(learner="x", class_name="c", group="third")]
    with pytest.raises(LearnError, match=r"3 problems[\s\S]*nobody[\s\S]*third[\s\S]*found 41"):
        analyze(settings(), wrong, taken)


def test_too_few_give_no_interval() -> None:
    """One learner in a group, or points without any spread, are refused."""
    with pytest.raises(LearnError, match="at least 2"):
        analyze(settings(), *study([(1, 10)], [(1, 9), (2, 12)]))
    with pytest.raises(LearnError, match="same points"):
        analyze(settings(), *study([(1, 10), (2, 10)], [(1, 9), (2, 9)]))


def test_the_table_of_tests_is_read() -> None:
    """Empty cells are tests not taken; words and doubles are told with their lines."""
    assert read_tests("learner,pretest,posttest\na,1,2\nb,,\n") == {
        "a": Taken(pretest=1, posttest=2),
        "b": Taken(pretest=None, posttest=None),
    }
    with pytest.raises(LearnError, match=r"2 problems[\s\S]*line 2, posttest[\s\S]*line 3, learner"):
        read_tests("learner,posttest\na,ill\na,3\n")
    with pytest.raises(LearnError, match="no column posttest"):
        read_tests("learner,pretest\na,1\n")
