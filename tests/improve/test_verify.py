"""Did it work? Verdicts on shops of which it is known."""

from __future__ import annotations

from datetime import timedelta

import pytest

from improve.changed_shop import AFTER, BEFORE, FASTER, recorded, shop
from plantwright.errors import PlantError, RecordsError
from plantwright.improve.sides import Recorded
from plantwright.improve.verify import verify
from plantwright.model.change import Change, ScaleProcessTime
from plantwright.model.plant import Plant


@pytest.fixture(scope="module")
def before() -> Recorded:
    """Return sixteen weeks before."""
    return recorded(shop(), BEFORE, seed=1, days=112)


def test_a_change_that_works_is_told_so_though_demand_grew(before: Recorded) -> None:
    """A mill 30 % faster is told as one that works, though orders came 12 % more often."""
    after = recorded(FASTER.apply(shop(pace=1.12)), AFTER, seed=2, days=112)
    found = verify(before, after, FASTER)
    line = found.line("flow_mean")
    assert found.outcome == "worked as foretold"
    assert line.realized.high is not None
    assert line.realized.high < 0
    assert line.control > line.after
    assert line.control > line.before


def test_a_change_that_did_nothing_is_not_praised_though_demand_fell(before: Recorded) -> None:
    """Where orders come a quarter less often and nothing else changed, the shorter flow time is not the change's."""
    after = recorded(shop(pace=0.75), AFTER, seed=3, days=112)
    found = verify(before, after, FASTER)
    line = found.line("flow_mean")
    assert line.after < 0.85 * line.before
    assert found.outcome == "no effect seen"


def test_another_mix_is_no_effect(before: Recorded) -> None:
    """Fewer big orders shorten the flow time; the interval of the effect holds zero all the same."""
    after = recorded(shop(share=0.4), AFTER, seed=4, days=112)
    one = verify(before, after).line("flow_mean").realized
    assert one.low is not None
    assert one.high is not None
    assert one.low < 0 < one.high


def test_harm_is_called_harm(before: Recorded) -> None:
    """A mill that became 25 % slower, announced as faster, is harm."""
    slower = Change(name="slower", edits=(ScaleProcessTime(work_center="mill", factor=1.25),))
    found = verify(before, recorded(slower.apply(shop(pace=0.8)), AFTER, seed=5, days=112), FASTER)
    assert found.outcome == "harmed"


def test_few_days_cannot_tell_and_say_how_many_can(before: Recorded) -> None:
    """Of three single weeks after a change of 3 % no more than one is said to tell; the others say when they will."""
    small = Change(name="a bit", edits=(ScaleProcessTime(work_center="mill", factor=0.97),))
    weeks = [recorded(small.apply(shop()), AFTER, seed=seed, days=7) for seed in (6, 7, 8)]
    untold = [one for one in (verify(before, week, small) for week in weeks) if one.outcome == "cannot tell yet"]
    assert len(untold) >= 2
    assert all("cannot tell yet" in one.sentence().lower() for one in untold)
    assert all(one.days_more is None or one.days_more > 1 for one in untold)


def test_where_the_floor_sets_the_pace_throughput_is_verified() -> None:
    """In a CONWIP shop the verdict speaks of throughput: a mill 30 % faster gives 1 / 0.7 − 1 = 43 % more."""
    limit = {"policy": "conwip", "wip_limit": 6}
    before = recorded(shop(**limit), BEFORE, seed=1)
    after = recorded(FASTER.apply(shop(share=1.5, **limit)), AFTER, seed=2)
    found = verify(before, after, FASTER)
    one = found.line("throughput").realized
    assert found.objective == "throughput"
    assert found.outcome.startswith("worked")
    assert one.low is not None
    assert one.high is not None
    assert one.low < 100 * (1 / 0.7 - 1) < one.high


def test_a_product_that_is_new_is_named(before: Recorded) -> None:
    """What came only after the change has its process times from there, and the notes say so."""
    plant = shop()
    new = plant.products[0].model_copy(update={"id": "new"})
    after = recorded(plant.model_copy(update={"products": (*plant.products, new)}), AFTER, seed=7)
    assert any("new" in note for note in verify(before, after).notes)


def test_another_plant_is_refused_by_its_work_centers(before: Recorded) -> None:
    """Records of a plant with a work center that was never seen are refused, and the work center is named."""
    strange = Plant.model_validate_json(shop().model_dump_json().replace('"mill"', '"lathe"'))
    with pytest.raises(RecordsError, match="lathe not in BEFORE, which has mill, saw"):
        verify(before, recorded(strange, AFTER, seed=8))


def test_a_change_that_does_not_fit_is_refused(before: Recorded) -> None:
    """A change of a work center that the plant does not have is a PlantError."""
    strange = Change(name="x", edits=(ScaleProcessTime(work_center="oven", factor=0.9),))
    with pytest.raises(PlantError, match="oven"):
        verify(before, recorded(shop(), AFTER, seed=9, days=21), strange)


def test_a_begin_outside_the_records_is_refused(before: Recorded) -> None:
    """Days that count from after the end of the records are refused, with what is allowed."""
    after = recorded(shop(), AFTER, seed=9, days=21)
    with pytest.raises(RecordsError, match="--from"):
        verify(before, after, start=after.log.meta.end + timedelta(days=1))


def test_the_days_of_transition_are_left_out(before: Recorded) -> None:
    """The stretch after begins once the orders of before have left, and at the day that was told."""
    after = recorded(shop(), AFTER, seed=9, days=28)
    assert verify(before, after).after[0] > after.log.meta.start
    told = after.log.meta.start + timedelta(days=14)
    assert verify(before, after, start=told).after[0] == told


def test_without_due_dates_the_share_on_time_is_left_out() -> None:
    """What the records do not know has no line: silence is said by absence, not by a zero."""
    plant = shop()
    bare = plant.model_copy(
        update={"products": tuple(one.model_copy(update={"lead_time": None}) for one in plant.products)}
    )
    found = verify(recorded(bare, BEFORE, seed=1, days=28), recorded(bare, AFTER, seed=2, days=28))
    assert "on_time" not in [one.metric for one in found.lines]
