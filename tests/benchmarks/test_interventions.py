"""The interventional benchmark: invented plants are sound, and scored as the published scorer scores."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from benchmarks.interventions.foreman import answers
from benchmarks.interventions.formulas import Center
from benchmarks.interventions.invent import invented
from benchmarks.interventions.levers import ASKED
from benchmarks.interventions.make import make, steady
from benchmarks.interventions.pairs import pair
from benchmarks.interventions.plants import known_plants
from benchmarks.interventions.score import kendall, score

from plantwright.calibrate.told_plant import told_plant
from plantwright.calibrate.told_questions import answers_of
from plantwright.events.read import read_log
from plantwright.files.changes import read_changes
from plantwright.files.facts import read_facts
from plantwright.files.plant import read_plant
from plantwright.model.checked import checked
from plantwright.model.plant import Plant
from plantwright.twin.load import overload_problems

TRIPLES = {"throughput": [100.0, 98.0, 102.0], "flow_mean": [10.0, 9.0, 11.0], "flow_p95": [20.0, 18.0, 22.0],
           "on_time": [0.9, 0.8, 1.0], "wip": [5.0, 4.0, 6.0]}  # fmt: skip


def triples(throughput: float = 1.0, flow: float = 1.0) -> dict[str, list[float]]:
    """Return a prediction scaled in throughput and flow time."""
    scale = {"throughput": throughput, "flow_mean": flow, "flow_p95": flow}
    return {name: [value * scale.get(name, 1.0) for value in triple] for name, triple in TRIPLES.items()}


def truth(**flows: float) -> dict[str, Any]:
    """Return a truth of an open plant whose changes scale flow time."""

    def told(triple: list[float]) -> dict[str, Any]:
        return {"mean": triple[0], "half_width": 0.1, "delta": {"mean": 0.0, "half_width": 0.01}}

    def scenario(flow: float) -> dict[str, Any]:
        return {name: told(triple) for name, triple in triples(flow=flow).items()}

    return {
        "base": scenario(1.0),
        "changes": {name: scenario(flow) for name, flow in flows.items()},
        "parameters": {"release": {"mode": "open"}},
    }


@pytest.mark.parametrize("seed", range(30))
def test_invented_plants_contradict_nothing(seed: int) -> None:
    """What is drawn is a plant, and the same seed draws the same."""
    one = invented(seed)
    assert checked(Plant, dict(one.plant), "invented") == one.plant
    assert invented(seed) == one


def test_a_set_keeps_its_truth_apart(tmp_path: Path) -> None:
    """What entrants get can be read with its facts and changes, and holds neither the plant nor an answer."""
    (plant,) = make(tmp_path, 1, seed=3)
    names = {file.name for file in plant.folder.iterdir()}
    assert names <= {"log.csv", "orders.csv", "downtime.csv", "facts.yaml", "changes.yaml"}
    facts, changes = read_facts(plant.folder), read_changes(plant.folder)
    log = read_log(plant.folder, facts=facts)
    assert log.intervals.count().execute() > 1000
    true = read_plant(plant.answers / "plant")
    assert true == steady(3, 0).plant
    assert len(changes) == ASKED
    assert set(plant.truth()["changes"]) == {one.name for one in changes}
    assert not [problem for one in changes for problem in one.problems(true)]


def test_the_truth_scores_full_marks() -> None:
    """Who foretells the truth errs nowhere, is covered, and ranks right."""
    right = {"p": truth(a=0.8, b=0.9, c=1.1)}
    changes = {"a": triples(flow=0.8), "b": triples(flow=0.9), "c": triples(flow=1.1)}
    found = score({"p": {"base": triples(), "changes": changes, "best": ["a"]}}, right)
    perfect = {
        "base error, median": 0.0,
        "effect on flow time where ≥ 2 %, 90th percentile": pytest.approx(0.0, abs=1e-9),
        "false effects": 0.0,
        "coverage of 95 % intervals": 1.0,
        "first choice within the truth's noise": 1.0,
        "regret, median": 0.0,
        "best inside the tie group": 1.0,
        "tie group, median size": 1.0,
        "Kendall tau": 1.0,
    }
    assert {name: found[name] for name in perfect} == perfect


def test_silence_counts_against() -> None:
    """Who says nothing is 100 % wrong on levels, covers nothing, and picks blindly."""
    found = score({}, {"p": truth(a=0.8, b=0.9)})
    assert found["base error, median"] == 100.0
    assert found["coverage of 95 % intervals"] == 0.0
    assert found["first choice within the truth's noise"] == 0.5
    assert found["effect on flow time where ≥ 2 %, median error"] == pytest.approx(15.0)


def test_a_false_alarm_is_told() -> None:
    """An effect of 10 points foretold where there is none is one of the four that do not move."""
    said = {"p": {"base": triples(), "changes": {"a": triples(flow=1.1), "b": triples()}}}
    assert score(said, {"p": truth(a=1.0, b=1.0)})["false effects"] == 0.25


def test_kendall() -> None:
    """The same order is 1, the reverse −1, a flat one 0."""
    assert kendall([1, 2, 3], [10, 20, 30]) == 1.0
    assert kendall([1, 2, 3], [3, 2, 1]) == -1.0
    assert kendall([1, 2, 3], [5, 5, 5]) == 0.0


def test_scored_as_the_published_scorer_does(known_plants: Path) -> None:
    """The formulas' published predictions get the figures that the plants' own scorer gives them."""
    file = known_plants / "baseline-queueing-formulas.json"
    command = [sys.executable, str(known_plants / "score.py"), str(file)]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    folders = [one for one in sorted((known_plants / "plants").iterdir()) if (one / "truth.json").is_file()]
    truths = {one.name: json.loads((one / "truth.json").read_text()) for one in folders}
    ours = score(json.loads(file.read_text()), truths)
    moving = theirs["effect_error_points_where_it_moves_2_percent"]
    for figure, value in {
        "base error, median": theirs["base_error_percent_all"]["median"],
        "base error, 90th percentile": theirs["base_error_percent_all"]["p90"],
        "effect on throughput where ≥ 2 %, median error": moving["throughput"]["median"],
        "effect on flow time where ≥ 2 %, 90th percentile": moving["flow_mean"]["p90"],
        "coverage of 95 % intervals": theirs["coverage"],
        "interval half width, median": theirs["interval_half_width_percent"]["median"],
        "first choice within the truth's noise": theirs["ranking"]["top1_within_truth_noise"],
        "regret, median": theirs["ranking"]["regret_points"]["median"],
        "Kendall tau": theirs["ranking"]["kendall_tau"],
    }.items():
        assert ours[figure] == pytest.approx(value, abs=6e-4), figure


def test_formulas_queue_less_where_work_is_faster() -> None:
    """A work center with one server and factor 1 stays as M/M/1 does: t / (1 − ρ)."""
    one = Center(visits=1.0, time=1.0, stations=1.0, factor=1.0, failed=0.0, setup=0.0, rework=0.0)
    assert one.stay(0.8) == pytest.approx(5.0)
    assert replace(one, time=0.9).stay(0.8) == pytest.approx(0.9 / 0.28)
    assert 1.0 < replace(one, stations=2.0).stay(0.8) < one.stay(0.8)


def test_a_foreman_answers_every_question() -> None:
    """What a foreman of each known plant says makes a plant that keeps up, with the same work centers and products."""
    try:
        plants = known_plants()
    except SystemExit as error:
        pytest.skip(str(error))
    for known in plants:
        truth = known.truth()
        plant = told_plant(answers_of(answers(truth)), known.name)
        true = known.true_plant()
        assert overload_problems(plant) == []
        assert {one.id for one in plant.work_centers} == {one.id for one in true.work_centers}
        assert [one.id for one in plant.products] == [one.id for one in true.products]
        assert plant.release.policy == true.release.policy


def test_pairs_change_the_demand_and_only_every_second_one_works() -> None:
    """Between before and after demand or mix differ in every pair; the change is made in even pairs alone."""
    for number in (0, 1):
        found = pair(1, number, 4)
        assert found.unchanged != found.before.plant
        assert found.works == (number % 2 == 0)
        assert (found.changed() == found.unchanged) != found.works
        assert found.after.plant == found.changed()
