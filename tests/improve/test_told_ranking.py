"""A plant that was told: intervals as wide as what was told, and what to measure first by what it is worth."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from improve.shops import DAY, HOUR, bottleneck
from plantwright.calibrate.told import told_plants
from plantwright.improve.first_facts import Fact, readings_of
from plantwright.improve.guarantee import Guarantee
from plantwright.improve.rank import rank
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.study import study_plant
from plantwright.improve.told_ranking import TOLD_PROMISE, WORST, best_group
from plantwright.model.change import Change, ScaleProcessTime, SetDispatch
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Costs, Evidence, Plant, Release
from plantwright.report.answer import answer
from plantwright.report.folder import write_results
from plantwright.report.measure_first import first_lines
from plantwright.report.monday import monday
from plantwright.report.page import page

TRIAL = {"warm_up": 2 * DAY, "horizon": 10 * DAY}
FASTER = tuple(
    Change(name=f"{name} faster", edits=(ScaleProcessTime(work_center=name, factor=0.9),))
    for name in ("saw", "mill", "pack")
)


def told(mill: float = 1.6, pack: float = 2.5, saw: float = 1.0) -> Plant:
    """Return a line whose times were told, each up to so many times more or less."""
    hours = {"saw": (1.0, saw), "mill": (2.0, mill), "pack": (1.0, pack)}
    evidence = tuple(
        Evidence(path=f"products.*.{name}.per_lot", value=time * HOUR, unit="s", low=time * HOUR / factor,
                 high=time * HOUR * factor, method="told by the user")
        for name, (time, factor) in hours.items()
    )  # fmt: skip
    return bottleneck(evidence=evidence, costs=Costs(margin_per_piece=100.0), currency="EUR")


@cache
def ranked(mill: float = 1.6, pack: float = 2.5, saw: float = 1.0) -> Ranking:
    """Return the ranking of such a line."""
    plant = told(mill, pack, saw)
    return rank(plant, FASTER, told=told_plants(plant), **TRIAL)


def named(ranking: Ranking, name: str) -> RankedChange:
    """Return a change by name."""
    return next(one for one in ranking.changes if one.change.name == name)


def fact(ranking: Ranking, source: str) -> Fact:
    """Return what is said of a source."""
    assert ranking.first_facts
    return next(one for one in ranking.first_facts.facts if one.source == source)


def width(ranking: Ranking, name: str) -> float:
    """Return how wide the interval of a gain is [points]."""
    gain = named(ranking, name).gain
    assert gain.low is not None
    assert gain.high is not None
    return gain.high - gain.low


def test_told_for_sure_is_a_plain_plant() -> None:
    """Intervals of no width give the very ranking of a plant without evidence, and nothing to measure."""
    sure = told(1.0, 1.0)
    plain = rank(sure.model_copy(update={"evidence": ()}), FASTER, **TRIAL)
    found = rank(sure, FASTER, told=told_plants(sure), **TRIAL)
    assert found == plain
    assert found.first_facts is None


def test_wider_told_is_wider_found() -> None:
    """The interval of the first gain is the wider, the wider its own time was told."""
    widths = [width(ranked(factor, 1.0), "mill faster") for factor in (1.0001, 1.8, 3.0)]
    assert widths[0] < widths[1] < widths[2]


def test_what_nobody_doubts_is_not_to_be_measured() -> None:
    """A time told for sure is not among the things to look at; those that were not are."""
    ranking = ranked()
    assert ranking.first_facts
    assert {one.source for one in ranking.first_facts.facts} == {"step mill", "step pack"}


def test_the_time_that_may_turn_the_choice_is_worth_most() -> None:
    """Only the time of the pack station may make another machine the bottleneck: it is worth most by far."""
    ranking = ranked()
    assert ranking.first_facts
    assert ranking.first_facts.facts[0].source == "step pack"
    assert fact(ranking, "step pack").worth.value > 4 * (fact(ranking, "step mill").worth.value or 0)


def test_the_worth_is_that_of_brute_force() -> None:
    """With one unknown time, no noise and a full floor, its worth is that of the formula 1 / slowest, a fifth less."""
    routing = bottleneck().products[0].routings[0]
    hours = {"saw": 0.1, "mill": 1.0, "pack": 1.0}
    steps = tuple(
        one.model_copy(update={"per_lot": hours[one.id] * HOUR, "noise": one.noise.model_copy(update={"scv": 0.0})})
        for one in routing.operations
    )
    product = (
        bottleneck().products[0].model_copy(update={"routings": (routing.model_copy(update={"operations": steps}),)})
    )
    evidence = Evidence(path="products.*.pack.per_lot", value=HOUR, unit="s", low=HOUR / 2, high=2 * HOUR,
                        method="told by the user")  # fmt: skip
    plant = bottleneck(products=(product,), evidence=(evidence,), release=Release(policy="conwip", wip_limit=12))
    found = rank(plant, FASTER, told=told_plants(plant), **TRIAL)
    many = np.exp(np.log(2) / 1.96 * np.random.default_rng(5).standard_normal(200_000))
    slowest = np.maximum(1.0, many)
    gains = 100 * np.stack([slowest / np.maximum(0.9, many) - 1, slowest / np.maximum(1.0, 0.9 * many) - 1])
    right = gains.max(axis=0).mean() - gains.mean(axis=1).max()
    assert 0.75 * right <= (fact(found, "step pack").worth.value or 0) <= 1.05 * right


def test_worth_is_told_in_the_unit_of_the_ranking_and_in_money() -> None:
    """Where the floor sets the pace and a margin is known the worth is money a year, else pieces a day."""
    one = fact(ranked(), "step pack")
    level = ranked().base["throughput"].value
    assert one.in_units.unit == "EUR/year"
    assert one.in_units.value == pytest.approx((one.worth.value or 0) / 100 * (level or 0) * 365.25 * 100, rel=0.05)
    assert one.in_units.value == round(one.in_units.value)


def test_readings_halve_the_interval() -> None:
    """So many readings as are asked for give a mean whose interval is half as wide as the one told."""
    for belief in told_plants(told()).beliefs:
        reading = readings_of(belief)
        assert np.log(reading.aim_high / reading.aim_low) == pytest.approx(np.log(reading.high / reading.low) / 2)
        half = 1.96 * belief.reading_cv / np.sqrt(reading.readings)
        assert half <= belief.half_width() / 2 + 1e-9
        assert (
            reading.readings == 5 or 1.96 * belief.reading_cv / np.sqrt(reading.readings - 1) > belief.half_width() / 2
        )


def test_the_first_group_holds_the_best_of_nearly_all_plants() -> None:
    """The group is found one by one: who is best, or as good, in most draws not yet held; the leader is always in."""
    gains = np.zeros((100, 4))
    gains[:60, 0], gains[60:97, 1], gains[97:, 2] = 10, 8, 30
    assert best_group(gains, [0, 1, 2, 3], Guarantee()) == {0, 1}
    assert best_group(gains, [2, 0, 1, 3], Guarantee()) == {0, 1, 2}
    assert best_group(np.zeros((10, 3)), [1, 0, 2], Guarantee()) == {1}


def test_the_promise_says_on_what_it_rests() -> None:
    """The ranking says that it holds as far as what was told is right, and its gains that they are not measured."""
    ranking = ranked()
    assert ranking.guarantee == TOLD_PROMISE
    assert TOLD_PROMISE.sentence().startswith("As far as what was told is right within its intervals: with a prob")
    for one in ranking.changes:
        assert "told, not measured" in one.gain.evidence
        assert one.gain.low is not None
        assert one.gain.low >= WORST - 10


def test_a_change_of_what_was_not_told_is_not_known() -> None:
    """A rule that changes nothing in any plant drawn has a gain that is not known, rather than zero."""
    rule = Change(name="edd", edits=(SetDispatch(work_center="all", rule="edd"),))
    plant = told()
    found = rank(plant, (*FASTER, rule), told=told_plants(plant, count=12), **TRIAL)
    gain = named(found, "edd").gain
    assert gain.value is None
    assert gain.method.startswith("not known: it changes nothing")
    assert named(found, "edd").tie_group == 2
    study = study_plant(told(1.01, 1.01), changes=FASTER[:1])
    assert "edd" in page(replace(study, ranking=found), {})


def test_a_study_says_that_it_was_told(tmp_path: Path) -> None:
    """Verdict, screen, page and ranking.json say that the twin rests on what was told, and what to measure first."""
    ranking = ranked()
    found = replace(study_plant(told(1.01, 1.01), changes=FASTER[:1]), ranking=ranking)
    assert found.check.verdict == "unchecked"
    assert "2 numbers that were told, not measured" in answer(found)[1]
    assert "By what was told mill has most to do" in answer(found)[0]
    lines = list(first_lines(ranking))
    assert "Measure how long step pack takes, before any money is spent" in monday(found)[1]
    assert lines[0].startswith("Measure these two first")
    assert "how long step pack takes" in lines[1]
    assert "EUR/year" in lines[1]
    write_results(found, tmp_path / "out", manifest={})
    shown = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "What to measure first" in shown
    written = json.loads((tmp_path / "out" / "ranking.json").read_text(encoding="utf-8"))["first_facts"]
    assert written["facts"][0]["source"] == "step pack"
    assert written["facts"][0]["reading"]["readings"] >= 5


def test_a_changed_plant_that_cannot_run_is_left_out() -> None:
    """Plants that deadlock or overload under a change leave no hole: they are left out and counted."""
    plant = told().model_copy(update={"work_centers": tuple(WorkCenter(id=one) for one in ("saw", "mill", "pack"))})
    found = rank(plant, FASTER, told=told_plants(plant, count=8, keeps=lambda _: True), **TRIAL)
    assert found.first_facts
    assert found.first_facts.plants + found.first_facts.left_out == 8
