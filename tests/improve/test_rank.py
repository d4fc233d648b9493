"""The ranking: what is plainly best is first, what is alike is tied, what does nothing gains nothing."""

from __future__ import annotations

import pytest

from improve.shops import DAY, bottleneck, everything, twins
from plantwright.errors import PlantError, TwinError
from plantwright.improve.allocate import FIRST_RUNS
from plantwright.improve.rank import rank
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.model.change import (
    AddStations,
    AddWorkers,
    Change,
    CrossTrain,
    Edit,
    ScaleProcessTime,
    ScaleSetupTime,
    SetBuffer,
    SetDispatch,
    SetWipLimit,
)
from plantwright.model.distribution import Distribution

TRIAL = {"warm_up": 5 * DAY, "horizon": 20 * DAY}


def change(name: str, *edits: Edit) -> Change:
    """Return a change without a cost."""
    return Change(name=name, edits=edits)


def by_name(ranking: Ranking) -> dict[str, RankedChange]:
    """Return the ranked changes by name."""
    return {one.change.name: one for one in ranking.changes}


@pytest.fixture(scope="module")
def found() -> Ranking:
    """Return the ranking of a line with one plain bottleneck, and of a change that does nothing."""
    faster = [change(name, ScaleProcessTime(work_center=name, factor=0.85)) for name in ("saw", "mill", "pack")]
    idle = change("nothing", ScaleSetupTime(work_center="mill", factor=0.5))
    room = change("room", SetBuffer(work_center="saw", capacity=50))
    return rank(bottleneck(), [*faster, idle, room], seed=1, **TRIAL)  # type: ignore[arg-type]


def test_the_bottleneck_is_first(found: Ranking) -> None:
    """In a CONWIP line the step that takes twice as long is the one to make faster, alone and surely."""
    best, *others = found.changes
    assert found.objective == "throughput"
    assert best.change.name == "mill"
    assert best.tie_group == 1
    assert all(one.tie_group > 1 for one in others)
    assert best.probability_best > 0.99
    assert "mill" in found.sentence


def test_the_gain_is_what_a_bottleneck_gives(found: Ranking) -> None:
    """A bottleneck 15 % faster makes up to 1/0.85 of what was made, and more than half of that where it starves."""
    best = found.changes[0]
    assert best.gain.value is not None
    assert best.gain.low is not None
    assert 9 < best.gain.low < best.gain.value < 100 / 0.85 - 100 + 0.5
    assert best.throughput == best.gain.model_copy(update={"method": best.throughput.method})
    assert best.flow_time.value is not None
    # under CONWIP Little's law ties flow time to throughput
    assert best.flow_time.value == pytest.approx(100 / (1 + best.gain.value / 100) - 100, abs=1.0)
    assert best.wip.value == pytest.approx(0.0, abs=1e-6)


def test_a_change_that_does_nothing_gains_nothing(found: Ranking) -> None:
    """On common random numbers what cannot matter differs by nothing at all, and its interval holds zero."""
    for name in ("nothing", "room"):
        gain = by_name(found)[name].gain
        assert gain.value == pytest.approx(0.0, abs=1e-9)
        assert gain.low is not None
        assert gain.high is not None
        assert gain.low <= 0 <= gain.high


def test_runs_are_spent_where_the_order_is_open(found: Ranking) -> None:
    """What is plainly not the best gets the first runs only."""
    assert all(one.replications == FIRST_RUNS for one in found.changes[1:])


def test_what_is_alike_is_tied() -> None:
    """The same improvement of two like work centers in parallel cannot be told apart: one group, even chances."""
    same = [change(name, ScaleProcessTime(work_center=name, factor=0.8)) for name in ("left", "right")]
    ranking = rank(twins(), [*same, change("again", *same[0].edits)], **TRIAL)  # type: ignore[arg-type]
    assert ranking.objective == "flow_mean"
    assert {one.tie_group for one in ranking.changes} == {1}
    assert "cannot be told apart" in ranking.sentence
    assert all(0.02 < one.probability_best < 0.9 for one in ranking.changes)
    gains = by_name(ranking)
    assert gains["left"].gain.value == gains["again"].gain.value


def test_chances_to_be_best_sum_to_one(found: Ranking) -> None:
    """One change is the best, so that the chances sum to one."""
    assert sum(one.probability_best for one in found.changes) == pytest.approx(1.0)


def test_groups_count_up_from_one(found: Ranking) -> None:
    """Groups are numbered from the best on, without a gap, and gains never rise down the list."""
    groups = [one.tie_group for one in found.changes]
    assert groups == sorted(groups)
    assert set(groups) == set(range(1, max(groups) + 1))
    gains = [one.gain.value for one in found.changes]
    assert gains == sorted(gains, reverse=True)  # type: ignore[type-var]


def test_open_plants_are_ranked_by_flow_time() -> None:
    """Under open release demand sets throughput, so a change is as good as the flow time it takes away."""
    plant = twins()
    ranking = rank(
        plant,
        [
            change("more", AddStations(work_center="left", count=1)),
            change("worse", ScaleProcessTime(work_center="right", factor=1.1)),
        ],
        **TRIAL,  # type: ignore[arg-type]
    )
    best, worst = ranking.changes
    assert best.change.name == "more"
    assert best.gain.low is not None
    assert best.gain.low > 0
    assert best.gain.value == pytest.approx(-best.flow_time.value)  # type: ignore[operator]
    assert worst.gain.high is not None
    assert worst.gain.high < 0


def test_refits_widen_what_is_not_known() -> None:
    """Plants that the data might also mean make the interval of a gain wider, never narrower."""
    plant = bottleneck()
    changes = [change("mill", ScaleProcessTime(work_center="mill", factor=0.85))]
    others = [ScaleProcessTime(work_center="mill", factor=factor).apply(plant) for factor in (0.5, 0.7, 1.2, 1.4)]
    sure, unsure = (rank(plant, changes, draws=draws, **TRIAL).changes[0].gain for draws in ((), others))  # type: ignore[arg-type]
    assert unsure.value == pytest.approx(sure.value)
    assert unsure.high - unsure.low > 1.5 * (sure.high - sure.low)  # type: ignore[operator]
    assert "4 refits" in unsure.evidence


def test_every_misfit_of_every_change_is_said_at_once() -> None:
    """Unknown work centers, skills and too few people of several changes are raised together, each with its name."""
    bad = [
        change("one", AddStations(work_center="lathe", count=1), AddWorkers(skill="weld", count=1)),
        change("two", CrossTrain(from_skill="cut", to_skill="heat", count=9)),
        change("three", SetDispatch(work_center="all", rule="spt")),
    ]
    with pytest.raises(PlantError) as raised:
        rank(everything(), bad)
    problems = raised.value.problems
    assert [problem.split(".")[1].split(":")[0] for problem in problems] == ["one", "one", "two"]
    assert "lathe" in problems[0]
    assert "weld" in problems[1]


def test_no_change_may_have_the_name_of_the_base() -> None:
    """``base`` is the plant as it is."""
    with pytest.raises(PlantError, match="base"):
        rank(bottleneck(), [change("base", SetWipLimit(limit=9))])


def test_nothing_to_compare_is_said() -> None:
    """An empty list of changes gives the plant as it is and a sentence."""
    ranking = rank(bottleneck(), [], **TRIAL)  # type: ignore[arg-type]
    assert ranking.changes == ()
    assert "no change" in ranking.sentence
    assert ranking.base["throughput"].value == pytest.approx(12, rel=0.15)


def test_a_change_that_was_asked_for_and_cannot_run_is_an_error() -> None:
    """A change under which no run ends is told to whoever asked for it, not left out in silence."""
    slow = change("no time", *(ScaleProcessTime(work_center=name, factor=1e-300) for name in ("saw", "mill", "pack")))
    with pytest.raises(TwinError, match="time"):
        rank(bottleneck(), [slow], **TRIAL)  # type: ignore[arg-type]


def test_noise_alone_is_no_reason_to_act() -> None:
    """Where no change helps beyond chance the sentence says so."""
    ranking = rank(bottleneck(), [change("room", SetBuffer(work_center="saw", capacity=50))], seed=1, **TRIAL)  # type: ignore[arg-type]
    assert ranking.sentence.startswith("No change helps")


def test_a_demand_that_never_varies_needs_no_luck() -> None:
    """Without chance every run is the same: the interval has no width and the order is certain."""
    plant = bottleneck()
    steps = tuple(
        one.model_copy(update={"noise": Distribution.constant(1.0)}) for one in plant.products[0].routings[0].operations
    )
    product = plant.products[0].model_copy(
        update={"routings": (plant.products[0].routings[0].model_copy(update={"operations": steps}),)}
    )
    sure = plant.model_copy(update={"products": (product,)})
    ranking = rank(sure, [change("mill", ScaleProcessTime(work_center="mill", factor=0.8)),
                          change("saw", ScaleProcessTime(work_center="saw", factor=0.8))], **TRIAL)  # type: ignore[arg-type]  # fmt: skip
    assert ranking.changes[0].gain.value == pytest.approx(25.0, abs=0.5)
    assert ranking.changes[0].gain.high == pytest.approx(ranking.changes[0].gain.low)
    assert ranking.changes[1].gain.value == pytest.approx(0.0, abs=0.5)
