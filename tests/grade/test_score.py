"""What a sheet is worth: each criterion worked out by hand, and how it answers to accuracy."""

from __future__ import annotations

import math
from typing import Any

import pytest

from grade.any_sheets import Draw, any_sheet, any_truth
from grade.observers import KINDS, Observer
from plantwright.grade.graded import Grade
from plantwright.grade.reading import read_sheet
from plantwright.grade.score import grade
from plantwright.grade.sheet_truth import SheetTruth

MISSING_WINDOW = {"start": "2026-01-01T00:00:00", "end": "2026-01-02T00:00:00"}


def graded(truth: SheetTruth, kind: str, **filled: Any) -> Grade:
    """Return the grade of a sheet that is filled so."""
    window = truth.window.model_dump()
    return grade(read_sheet({"sheet": kind, "visitor": "heron", "window": window, **filled}), truth)


def points(found: Grade, criterion: str) -> float:
    """Return the points of one part."""
    return next(one.points for one in found.parts if one.criterion == criterion)


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_sheet_earns_nothing_and_a_kind_word(kind: str, line_truth: SheetTruth) -> None:
    """Nothing filled in is no points, no error and no reproach."""
    found = graded(line_truth, kind)
    assert (found.score, found.points, found.gradable) == (0.0, 0.0, True)
    assert found.summary.startswith("Nothing stands here yet.")
    assert found.of == pytest.approx(10.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_of_another_time_is_not_graded(kind: str, line_truth: SheetTruth) -> None:
    """What was seen on another day is compared with nothing, and both windows are named."""
    found = graded(line_truth, kind, window=MISSING_WINDOW)
    assert (found.gradable, found.score, found.parts) == (False, 0.0, ())
    assert "2026-01-01T00:00:00" in found.summary
    assert "2025-01-06T00:00:00" in found.summary


def test_no_sheet_of_any_shape_has_a_score_outside_zero_to_one() -> None:
    """On a thousand odd truths and sheets no number of a grade is NaN, infinite, or beyond its points."""
    for seed in range(200):
        draw = Draw(10_000 + seed)
        truth = any_truth(draw)
        for kind in KINDS:
            found = grade(any_sheet(draw, kind, truth), truth)
            assert 0 <= found.score <= 1
            assert all(math.isfinite(one.points) and 0 <= one.points <= one.of + 1e-12 for one in found.parts)
            assert found.gradable == (found.of > 0)


def test_the_time_study_is_judged_by_what_ten_cycles_can_tell(line_truth: SheetTruth) -> None:
    """a1 takes 720 s without scatter, in two cycles: reading explains 7.2 s; half of that is free, twice earns half."""
    exact = graded(line_truth, "time_study", station="a1", cycles=[{"seconds": 7200, "pieces": 10}] * 2)
    assert exact.score == pytest.approx(1.0)
    near = graded(line_truth, "time_study", station="a1", cycles=[{"seconds": 723.6}] * 2)
    assert points(near, "mean") == pytest.approx(6.0)
    off = graded(line_truth, "time_study", station="a1", cycles=[{"seconds": 720 + 2 * 7.2}] * 2)
    assert points(off, "mean") == pytest.approx(3.0)
    assert points(off, "interval") < 0.15
    assert "14.4 s away" in off.parts[0].explanation


def test_one_cycle_has_neither_interval_nor_scatter(line_truth: SheetTruth) -> None:
    """A single cycle may hit the mean, and earns nothing beyond it."""
    found = graded(line_truth, "time_study", station="a1", cycles=[{"seconds": 720}])
    assert [one.points for one in found.parts] == pytest.approx([6.0, 0.0, 0.0])


def test_a_station_that_made_nothing_cannot_be_timed(line_truth: SheetTruth) -> None:
    """A study of a station without cycles is not graded, and says so."""
    found = graded(line_truth, "time_study", station="c1", cycles=[{"seconds": 10}])
    assert not found.gradable
    assert "no finished cycle of any product at c1" in found.summary


def test_wastes_count_found_less_false(line_truth: SheetTruth) -> None:
    """Of 20 h and 20.5 h of waiting, 10 h at a1 and 25 h at b1 are 30.5 h found, 4.5 h false; defects make it 42 h."""
    noted = [("waiting", "a1", 10.0), ("waiting", "b1", 25.0)]
    found = [{"waste": waste, "station": place, "seconds": hours * 3600} for waste, place, hours in noted]
    judged = graded(line_truth, "waste_walk", found=found)
    assert points(judged, "station_seconds") == pytest.approx(4.0 * (30.5 - 4.5) / 42.0)
    assert points(judged, "lot_seconds") == 0.0
    assert points(judged, "kinds") == pytest.approx(3.0 * ((30.5 - 4.5) / 40.5) / 4)


def test_seconds_that_are_none_cost_what_they_claim(line_truth: SheetTruth) -> None:
    """Claiming twice the waste there is earns no more than claiming none."""
    double = [
        {"waste": one.waste, "station": place.station, "seconds": 2 * place.seconds}
        for one in line_truth.wastes
        for place in one.places
    ]
    assert points(graded(line_truth, "waste_walk", found=double), "station_seconds") == pytest.approx(0.0)


def test_a_waste_of_the_floor_needs_no_station(line_truth: SheetTruth) -> None:
    """Noted for the whole floor, a waste is compared with the whole of it."""
    found = [{"waste": "waiting", "station": None, "seconds": 40.5 * 3600}]
    judged = graded(line_truth, "waste_walk", found=found)
    assert points(judged, "station_seconds") == pytest.approx(4.0 * 40.5 / 42.0)


def test_what_no_row_tells_is_neither_praised_nor_punished(line_truth: SheetTruth) -> None:
    """Motion that a visitor saw changes no points, and is named as not graded."""
    base = [{"waste": "inventory", "station": "b1", "seconds": 9000}]
    more = [*base, {"waste": "motion", "station": "b1", "seconds": 500}]
    one, other = (graded(line_truth, "waste_walk", found=found) for found in (base, more))
    assert one.points == other.points
    assert "Not graded, since no row tells of it: motion." in other.parts[-1].explanation


def test_the_right_bottleneck_earns_all_and_another_by_its_likeness(line_truth: SheetTruth) -> None:
    """A earns five points; b the square of its likeness of them; an unknown name none."""
    like = line_truth.bottlenecks[1].likeness
    named = [points(graded(line_truth, "bottleneck_walk", first=name), "first") for name in ("a", "b", "moon")]
    assert named == pytest.approx([5.0, 5.0 * like**2, 0.0])
    assert points(graded(line_truth, "bottleneck_walk", first="a", second="a"), "second") == 0.0


def test_states_earn_the_overlap_of_their_shares(line_truth: SheetTruth) -> None:
    """b1 seen busy half of the looks and waiting the other overlaps by 3/24 and 1/2; a1, not looked at, by nothing."""
    seen = [{"station": "b1", "busy": 3, "starved": 3}]
    judged = graded(line_truth, "bottleneck_walk", seen=seen)
    assert points(judged, "seen") == pytest.approx(4.0 * (3 / 24 + 0.5) / 2)
    scoped = graded(line_truth, "bottleneck_walk", seen=seen, stations=["b1"])
    assert points(scoped, "seen") == pytest.approx(4.0 * (3 / 24 + 0.5))


def test_hands_and_machine_are_one_where_the_log_does_not_part_them(line_truth: SheetTruth) -> None:
    """500 s of handwork and 220 s of machine time at a are its 720 s of work."""
    elements = [("a", "manual", 500), ("a", "machine", 220), ("b", "setup", 1800), ("b", "work", 560)]
    filled = [{"work_center": place, "kind": kind, "seconds": seconds} for place, kind, seconds in elements]
    judged = graded(line_truth, "standard_work", elements=filled, takt=4320)
    assert judged.score == pytest.approx(1.0)
    backwards = graded(line_truth, "standard_work", elements=filled[::-1], takt=4320)
    assert (points(backwards, "elements"), points(backwards, "order")) == (pytest.approx(6.0), 0.0)


def test_an_invented_element_costs(line_truth: SheetTruth) -> None:
    """A way that no row tells of makes four elements of three, one of them wrong."""
    elements = [("a", "work", 720), ("b", "walk", 30), ("b", "setup", 1800), ("b", "work", 560)]
    filled = [{"work_center": place, "kind": kind, "seconds": seconds} for place, kind, seconds in elements]
    assert points(graded(line_truth, "standard_work", elements=filled), "elements") == pytest.approx(6.0 * 3 / 4)


def test_bars_stand_against_work_content_and_takt(line_truth: SheetTruth) -> None:
    """a1 drawn at 800 s and b1 at half of its 700 s: one right, one far off, balance 72 %, not 94 %."""
    bars = [{"station": "a1", "process": 800}, {"station": "b1", "process": 300, "setup": 50}]
    judged = graded(line_truth, "yamazumi", bars=bars, takt=4320)
    far = 1 / (1 + 3.0**2)
    assert points(judged, "bars") == pytest.approx(6.0 * (1 + far) / 2)
    ratio, true = (800 + 350) / 1600, 1500 / 1600
    beyond = ((true - ratio) / (0.05 * true) - 1) / 3
    assert points(judged, "balance") == pytest.approx(2.0 / (1 + beyond**2))
    assert points(judged, "takt") == pytest.approx(2.0)


@pytest.mark.parametrize("kind", ["waste_walk", "standard_work", "yamazumi"])
def test_a_larger_bias_never_earns_more(kind: str, line_truth: SheetTruth) -> None:
    """Without noise the score falls as everything is seen longer, step by step, and as it is seen shorter."""
    for sign in (1, -1):
        scores = [grade(Observer(bias=sign * 0.05 * k).sheet(kind, line_truth), line_truth).score for k in range(15)]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] == pytest.approx(1.0)
        assert scores[-1] < 0.75
