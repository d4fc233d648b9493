"""What questions on quality and leading are made of: charts that can be read, and data that decide the answer."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from benchmarks.learn.cases import own

from plantwright.learn.bank.agree import key_of
from plantwright.learn.bank.case import Case
from plantwright.learn.bank.catalog import TEMPLATES
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.leading.cycles import _split
from plantwright.learn.bank.leading.stretches import Stretch, _merged
from plantwright.learn.bank.leading.suspects import Suspect, _by_apart, _by_slopes
from plantwright.learn.bank.quality.beats import pauses, slow_ones
from plantwright.learn.bank.quality.reworked import Repeats, _largest
from plantwright.learn.bank.quality.series import Times
from plantwright.learn.bank.quality.shapes import Histogram
from plantwright.learn.bank.quality.shares import Samples
from plantwright.learn.bank.quality.signals import Signals, _earliest
from plantwright.learn.bank.quality.turns import ALONE, _best_split, _readable, _turn, _with_a_turn
from plantwright.learn.bank.question import Question, Rubric
from plantwright.learn.bank.template import pose
from plantwright.learn.bank.view import Chart, Lanes

CHARTS = (
    "quality.first_signal_of_both_charts",
    "quality.turn_of_a_cusum",
    "quality.class_of_the_median",
    "lead.gap_in_time",
    "lead.mean_without_the_rare",
    "lead.people_to_train_for_absence",
)


@lru_cache(1)
def shop() -> Case:
    """Return the machine shop."""
    return next(own())


def _asked(name: str, seed: int = 1) -> Question:
    return pose(TEMPLATES[name], shop(), seed).question


@pytest.mark.parametrize("track", ["quality", "lead"])
def test_each_track_asks_in_every_way(track: str) -> None:
    """Each of the two tracks holds numbers, choices, orders, changes and explanations."""
    kinds = {one.kind for one in TEMPLATES.values() if one.id.startswith(f"{track}.")}
    assert kinds == {"number", "choice", "order", "change", "explain"}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_all_that_is_shown(name: str) -> None:
    """These questions show charts and no table, whatever the seed, so that they are read and not looked up."""
    for seed in range(8):
        views = _asked(name, seed).views
        assert views
        assert all(isinstance(one, Chart | Lanes) for one in views)


@pytest.mark.parametrize(
    "name", [*CHARTS, "quality.rework_that_leaves_room", "quality.samples_by_how_far_they_stand_out"]
)
def test_the_key_follows_the_data(name: str) -> None:
    """No single answer is right for half of the seeds: one cannot answer without looking."""
    keys = [str(key_of(_asked(name, seed).answer)) for seed in range(24)]
    assert max(keys.count(one) for one in keys) <= 12


def test_the_first_signal_comes_from_moving_ranges() -> None:
    """A jump is a signal by the mean moving range although the standard deviation of all values would hide it."""
    values = (10.0, 10.1, 9.9, 10.0, 10.1, 10.0, 9.9, 13.0, 12.9, 13.1, 13.0, 12.9, 13.0, 13.1, 13.0)
    ranges = tuple(abs(b - a) for a, b in pairwise(values))
    seen = Signals(Times("times", values, "min"), ranges, float(np.mean(values)), float(np.mean(ranges)))
    assert seen.reach == pytest.approx(3 * float(np.mean(ranges)) / 1.128, rel=1e-3)
    assert seen.first(seen.reach, seen.highest) == _earliest(seen) == 1
    assert seen.first(None, seen.highest) == 8
    assert seen.first(3 * seen.found.spread) is None


def test_the_median_of_a_histogram_is_where_half_is_passed() -> None:
    """The class of the median is found by adding bars, not by the tallest one, and a close call is not clear."""
    seen = Histogram("times at saw", "min", (0.0, 5.0, 10.0, 15.0), (40, 30, 20, 10), 7.0)
    assert (seen.median, seen.tallest, seen.told(3)) == (1, 0, "15 min or more")
    assert seen.clear()
    assert not Histogram("times at saw", "min", (0.0, 5.0, 10.0, 15.0), (48, 30, 12, 10), 7.0).clear()


def test_a_large_sample_stands_out_with_a_smaller_share() -> None:
    """Shares of unlike samples are ordered by their own deviations: 30 % of 200 lies farther out than 40 % of 10."""
    seen = Samples("steps", (10, 200, 200), (4, 60, 20))
    assert seen.ranked(seen.distances()) == ["sample 2", "sample 1", "sample 3"]
    assert seen.by_share() == ["sample 1", "sample 2", "sample 3"]


def test_less_rework_makes_room_for_the_plan() -> None:
    """The largest share of rework for which hours are enough fills them, and one percent more overfills them."""
    one = Repeats("mill", "By the log,", 30.0, 20.0, 100, 55.0)
    right = _largest(one)
    assert 50 / (1 - 0.2 * right / 100) <= 55 < 50 / (1 - 0.2 * (right + 1) / 100)
    assert right == int(one.factor)


def test_steps_of_one_length_are_slow_by_their_start() -> None:
    """Where every step takes the same time, those are slow that began long after the one before."""
    gaps = np.where(np.arange(40) % 5 == 0, 300.0, 60.0) + np.arange(40)
    rows = pd.DataFrame({"station": "A", "start": np.cumsum(gaps), "seconds": 50.0})
    slow = slow_ones(rows["seconds"].to_numpy(), pauses(rows), 0.18)
    assert slow is not None
    assert slow.by_start
    assert slow.flags.tolist() == [k > 0 and k % 5 == 0 for k in range(40)]


def test_suspects_are_ordered_by_shares_and_not_by_counts() -> None:
    """A small group that is slow half of the time is suspected more than a large one with more slow steps."""
    slow = np.array([True] * 5 + [False] * 5 + [True] * 20 + [False] * 70)
    small, large = np.arange(100) < 10, np.arange(100) % 2 == 0
    some = [Suspect("large", ("a", "b"), large, slow), Suspect("small", ("a", "b"), small, slow)]
    assert [one.name for one in _by_apart(some)] == _by_slopes(some) == ["small", "large"]
    assert some[1].count(0) == (5, 10)


def test_a_batch_keeps_one_station_busy() -> None:
    """Steps that overlap at one station count as one that runs, and stations count once each."""
    bars = _merged([("A", 0, 10), ("A", 0, 10), ("A", 5, 12), ("B", 8, 20), ("C", 12, 20), ("A", 12, 14)])
    assert bars == (("A", 0, 12), ("A", 12, 14), ("B", 8, 20), ("C", 12, 20))
    assert Stretch("here", bars, "min").most == 3


def test_rare_cycles_are_set_apart_by_a_clear_gap_only() -> None:
    """A line is drawn below a few cycles that are clearly longer; none is where times rise without a gap."""
    usual = (5.0, 5.2, 5.4, 5.1, 5.3, 5.5, 5.6, 5.2, 5.0, 5.3)
    seen = _split("times", "min", (*usual, 9.0, 8.5))
    assert seen is not None
    assert seen.usual == list(usual)
    assert _split("times", "min", tuple(5 + 0.3 * k for k in range(12))) is None


def test_an_explanation_is_judged_by_this_very_plant() -> None:
    """What a model answer names is what the question shows: points of the chart, stations of the table."""
    chart = _asked("quality.what_a_chart_asks_for", 4)
    assert isinstance(chart.answer, Rubric)
    view = chart.views[0]
    assert isinstance(view, Chart)
    above = [k for k, y in enumerate(view.series[0].y, 1) if y > view.levels[1].y]
    assert all(str(k) in chart.answer.criteria[0].text for k in above)
    assert above or "no point" in chart.answer.criteria[0].text
    table = _asked("lead.handover_from_the_log", 2)
    assert isinstance(table.answer, Rubric)
    assert table.views
    assert all(str(row[0]) in table.answer.model for row in table.views[0].rows)  # type: ignore[union-attr]


def test_the_stretch_of_a_board_is_of_the_log() -> None:
    """The actual of the board ends at what the log completed in twelve of its periods in a row."""
    view = _asked("lead.gap_in_time", 5).views[0]
    assert isinstance(view, Chart)
    steps = np.diff(view.series[1].y).astype(int).tolist()
    size = {"h": 3600.0, "d": 86_400.0, "week": 604_800.0}[view.x.unit]
    done = shop().orders["completed"].to_numpy()
    counts = np.bincount(np.floor((done - done.min()) / size).astype(int)).tolist()
    assert any(counts[k : k + len(steps)] == steps for k in range(len(counts)))


def test_luck_draws_the_same_samples_again() -> None:
    """The same draw cuts the same samples, another one others."""
    first, again, other = (_asked("quality.samples_by_how_far_they_stand_out", k) for k in (3, 3, 4))
    assert first == again
    assert first.views != other.views
    assert Draw.of(3).whole(0, 9) == Draw.of(3).whole(0, 9)


def test_the_sum_turns_where_the_parts_differ_most() -> None:
    """A level that changes after the tenth value turns the sum there; one value alone makes no turn of a level."""
    values = (*[5.0, 5.2] * 5, *[6.0, 6.2] * 6)
    sums = np.cumsum(np.array(values) - np.mean(values)).round(9)
    assert _turn(sums) == _best_split(values) == 10
    assert _readable(sums)
    off, sums = _with_a_turn(shop(), Draw.of(2))
    assert np.max(np.abs(np.array(off.values) - off.mean)) < ALONE * np.max(np.abs(sums))
