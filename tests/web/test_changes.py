"""What a change would do, asked while a person waits."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest
from pydantic import TypeAdapter

from plantwright.errors import NotThereError, PlantError, TooMuchError
from plantwright.files.plant import write_plant
from plantwright.improve.study import trial_length
from plantwright.model.change import EDITS, AddStations, parse_changes
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Costs, Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing
from plantwright.twin.replicate import replicate
from plantwright.web.changes import ask
from plantwright.web.changes.ask import answer, change_of, ready
from plantwright.web.changes.budget import paid_for
from plantwright.web.changes.draws import NAME as DRAWS
from plantwright.web.changes.draws import kept_draws
from plantwright.web.changes.levers import levers
from served import World

EDIT = {"add_stations": {"work_center": "mill", "count": 1}}


def plant(pace: float = 1.0) -> Plant:
    """Return two work centers in line, the first nearly full."""
    steps = (
        Operation(id="mill", work_center="mill", per_lot=800.0 * pace),
        Operation(id="wash", work_center="wash", per_lot=300.0),
    )
    return Plant(
        name="line", work_centers=(WorkCenter(id="mill", skill="turner"), WorkCenter(id="wash")),
        workers=tuple(Worker(id=f"w{k}", skills=("turner",)) for k in range(2)),
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
        release=Release(interarrival=Distribution.exponential(1_000.0)),
        costs=Costs(station_once={"mill": 50_000.0, "wash": 20_000.0}),
    )  # fmt: skip


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study: a plant, four plants that it might also be, and a ranking."""
    folder = tmp_path_factory.mktemp("study")
    write_plant(plant(), folder / "plant")
    draws = tuple(plant(pace) for pace in (0.97, 0.99, 1.01, 1.03))
    (folder / DRAWS).write_bytes(TypeAdapter(tuple[Plant, ...]).dump_json(draws))
    names = ("mill: one more station", "wash: one more station", "mill faster")
    edits = (
        EDIT,
        {"add_stations": {"work_center": "wash", "count": 1}},
        {"scale_process_time": {"work_center": "mill", "factor": 0.9}},
    )
    changes = [{"change": {"name": name, **edit}, "gain": {"value": 2.0, "low": 1.0, "high": 3.0, "unit": "%"}}
               for name, edit in zip(names, edits, strict=True)]  # fmt: skip
    (folder / "ranking.json").write_text(json.dumps({"changes": changes}))
    return folder


def test_the_answer_is_that_of_paired_runs(studied: Path) -> None:
    """The effect is the mean difference of runs on the same random numbers, in percent of the plant as it is."""
    found = answer(studied, [EDIT])
    warm_up, horizon = trial_length(plant())
    count = found["runs"]
    base, changed = (
        replicate(one, warm_up=warm_up, horizon=horizon, replications=count, seed=0).metric("flow_mean")
        for one in (plant(), AddStations(work_center="mill", count=1).apply(plant()))
    )
    expected = 100 * (changed.mean() - base.mean()) / base.mean()
    one = found["effects"]["flow_time"]
    assert one["value"] == pytest.approx(expected, rel=1e-9)
    assert one["low"] < expected < one["high"] < 0
    assert found["refits"] == 4
    assert found["price"] == 50_000
    assert "4 refits" in one["evidence"]


def test_what_the_records_leave_open_widens_the_interval(studied: Path, tmp_path: Path) -> None:
    """Without the plants that this one might also be the interval is narrower, and the answer says that it is."""
    write_plant(plant(), tmp_path / "plant")
    edit = {"scale_process_time": {"work_center": "mill", "factor": 0.95}}
    wide, narrow = answer(studied, [edit]), answer(tmp_path, [edit])
    width = [np.ptp([one["effects"]["flow_time"][end] for end in ("low", "high")]) for one in (wide, narrow)]
    assert width[0] > width[1]
    assert any("chance alone" in one for one in narrow["doubts"])
    assert not any("chance alone" in one for one in wide["doubts"])


def test_an_answer_comes_in_time(studied: Path) -> None:
    """Once the plant's runs are at hand, a question is answered within two seconds; the same question alike."""
    ready(studied)
    first, second = answer(studied, [EDIT]), answer(studied, [EDIT])
    assert min(first["seconds"], second["seconds"]) <= 2
    assert first["effects"] == second["effects"]


def test_every_edit_can_be_asked(studied: Path) -> None:
    """The whole vocabulary reaches the twin: each edit fits, or is refused with words."""
    mill = {"work_center": "mill"}
    asked = {
        "add_stations": {**mill, "count": 1}, "scale_process_time": {**mill, "factor": 0.9},
        "scale_setup_time": {**mill, "factor": 0.5}, "scale_failures": {**mill, "mttr_factor": 0.5},
        "scale_rework": {**mill, "factor": 0.5}, "set_buffer": {"work_center": "wash", "capacity": 5},
        "add_workers": {"skill": "turner", "count": 1}, "set_wip_limit": {"limit": 9},
        "cross_train": {"from_skill": "turner", "to_skill": "turner", "count": 1},
        "set_dispatch": {"work_center": "all", "rule": "spt"}, "scale_demand": {"factor": 0.9},
        "scale_lot_size": {"product": "part", "factor": 2}, "set_shift": {"work_center": "all", "calendar": "always"},
    }  # fmt: skip
    assert set(asked) == set(EDITS)
    for key, arguments in asked.items():
        if key == "cross_train":
            with pytest.raises(PlantError, match="only 0 workers"):
                answer(studied, [{key: arguments}])
        else:
            assert answer(studied, [{key: arguments}])["words"], key


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([{"add_stations": {"work_center": "mill", "count": 10**9}}], "1 to 50"),
        ([{"scale_demand": {"factor": 1e9}}], "0.05 to 5"),
        ([{"scale_demand": {"factor": float("nan")}}], "0.05 to 5"),
        ([{"set_buffer": {"work_center": "mill", "capacity": "many"}}], "0 to 10000"),
        ([{"add_stations": {"work_center": "mill", "count": True}}], "1 to 50"),
        ([{"burn": {}}], "unknown key"),
        ([{"add_stations": ["mill"]}], "add_stations"),
        ([{}], "no edit"),
    ],
)
def test_what_cannot_be_answered_in_time_is_refused(edits: list, words: str) -> None:
    """Numbers out of bounds, kinds that are none and what is no number are refused, with what is allowed."""
    with pytest.raises(PlantError) as refused:
        change_of(edits)
    assert words in "; ".join(refused.value.problems)


def test_an_unknown_work_center_is_told(studied: Path) -> None:
    """An edit of a work center that the plant does not have is refused with those that it has."""
    with pytest.raises(PlantError) as refused:
        answer(studied, [{"add_stations": {"work_center": "oven", "count": 1}}])
    assert "known are mill, wash" in refused.value.problems[0]


def test_a_change_that_overloads_the_plant_is_doubted(studied: Path) -> None:
    """Where a work center cannot keep up, the answer says that there is no steady state."""
    found = answer(studied, [{"scale_demand": {"factor": 1.5}}])
    assert any("no steady state" in one for one in found["doubts"])


def test_too_many_at_once_are_asked_to_wait(studied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While all turns are taken, a further question is refused with words, and answered once one is free."""
    turns = threading.BoundedSemaphore(1)
    monkeypatch.setattr(ask, "_turns", turns)
    monkeypatch.setattr(ask, "_PATIENCE", 0.01)
    turns.acquire()
    with pytest.raises(TooMuchError, match="wait a moment"):
        answer(studied, [EDIT])
    turns.release()
    assert answer(studied, [EDIT])["runs"] >= ask.LEAST_RUNS


def test_a_study_without_a_twin_tries_nothing(tmp_path: Path) -> None:
    """Where the records made no plant, a question is refused, with the page that says why."""
    with pytest.raises(NotThereError, match="the page Twin says why"):
        answer(tmp_path, [EDIT])
    assert kept_draws(tmp_path) == ()


def test_a_budget_pays_for_what_has_a_price(studied: Path) -> None:
    """20,000 buys the second washer; 70,000 both stations, also together; what has no price is counted as left out."""
    small, large = paid_for(studied, 20_000), paid_for(studied, 70_000)
    assert [one["name"] for one in small["paid"]] == ["wash: one more station"]
    assert (small["together"], small["left_out"]) == ([], 2)
    assert len(large["paid"]) == 2
    (both,) = large["together"]
    assert both["price"] == 70_000
    assert parse_changes([{"name": "both", "edits": both["edits"]}])[0].apply(plant()).work_center("mill").stations == 2


def test_a_told_cost_goes_before_the_plants_prices(studied: Path) -> None:
    """What a person says that it costs, once and for a year, is the price; else the plant's own prices are."""
    assert answer(studied, [EDIT], {"once": 1_000.0, "per_year": 200.0})["price"] == 1_200
    assert answer(studied, [EDIT])["price"] == 50_000
    assert answer(studied, [{"scale_demand": {"factor": 0.9}}])["price"] is None


def test_levers_say_what_stands_there(studied: Path) -> None:
    """Every work center is there with its stations, every skill with its people, every product with its lot."""
    found = levers(plant())
    assert [(one["id"], one["stations"]) for one in found["work_centers"]] == [("mill", 1), ("wash", 1)]
    assert found["skills"] == [{"id": "turner", "workers": 2}]
    assert found["open"]
    assert not found["work_centers"][0]["failures"]


def test_the_api_answers_and_refuses(world: World, studied: Path) -> None:
    """Through the API an answer carries its seed; bad edits are 422 with problems, and so are bodies with more."""
    with world.store.session() as session:
        from plantwright.store.runs import latest_done  # noqa: PLC0415

        run = latest_done(session, world.ids["plant"], "study")
    folder = world.store.run_folder(world.ids["plant"], run.id)
    write_plant(plant(), folder / "plant")
    client, path = world.client("owner"), f"/api/plants/{world.ids['plant']}"
    found = client.post(f"{path}/what-if", json={"edits": [EDIT]})
    assert (found.status_code, found.json()["seed"]) == (200, 0)
    assert client.post(f"{path}/what-if", json={"edits": [{"burn": {}}]}).json()["problems"]
    for body in ({"edits": []}, {"edits": [EDIT], "more": 1}, {"edits": [EDIT] * 41}, {"edits": [EDIT], "run": "../x"}):
        assert client.post(f"{path}/what-if", json=body).status_code == 422, body
    assert client.get(f"{path}/levers").json()["calendars"] == ["always"]
    assert client.post(f"{path}/within-budget", json={"budget": -1}).status_code == 422
