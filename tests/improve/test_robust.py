"""Other demands and mixes: what they are, and which gains last."""

from __future__ import annotations

import pytest

from improve.shops import DAY, HOUR, SHORT, bottleneck, everything, twins
from plantwright.improve.experiment import Experiment
from plantwright.improve.rank import rank
from plantwright.improve.robust import cases, order_shares, robustness, with_share
from plantwright.model.change import AddStations, Change, ScaleProcessTime, SetDispatch
from plantwright.model.distribution import Distribution
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release

TRIAL = {"warm_up": 5 * DAY, "horizon": 20 * DAY}
MORE = Change(name="more", edits=(AddStations(work_center="left", count=1),))


def test_the_cases_of_an_open_plant() -> None:
    """Demand a tenth lower and higher, and each of two products a fifth more and less."""
    found = {one.name: one.plant for one in cases(twins())}
    assert list(found) == [
        "demand −10 %", "demand +10 %", "20 % more left", "20 % less left", "20 % more right", "20 % less right",
    ]  # fmt: skip
    rate = 1 / twins().release.interarrival.mean  # type: ignore[union-attr]
    assert 1 / found["demand +10 %"].release.interarrival.mean == pytest.approx(1.1 * rate)  # type: ignore[union-attr]
    assert order_shares(found["20 % more left"]) == {"left": pytest.approx(0.6), "right": pytest.approx(0.4)}


def test_the_cases_of_a_conwip_line() -> None:
    """Where the floor sets the pace the WIP limit is another, and one product has no mix."""
    assert [one.name for one in cases(bottleneck())] == ["WIP limit 5", "WIP limit 7"]
    assert {one.name for one in cases(everything())} >= {"WIP limit 9", "WIP limit 11", "20 % less A"}


def test_a_mix_leaves_the_number_of_orders() -> None:
    """Streams of orders are paced so that one product has its share and all have as many as before."""
    streams = tuple(
        Arrival(product=name, interarrival=Distribution.exponential(hours * HOUR))
        for name, hours in (("left", 2.0), ("right", 4.0))
    )
    plant = twins().model_copy(update={"release": Release(arrivals=streams)})
    other = with_share(plant, "left", 1.2)
    rates = [1 / one.interarrival.mean for one in other.release.arrivals]
    assert sum(rates) == pytest.approx(0.75 / HOUR)
    assert order_shares(other) == {"left": pytest.approx(0.8), "right": pytest.approx(0.2)}
    most = with_share(other, "left", 1.2)
    assert order_shares(most)["left"] == pytest.approx(0.9)


def test_a_gain_at_the_bottleneck_lasts() -> None:
    """More stations at a busy work center gain under every demand and mix that the plant can keep up with."""
    (first, *_) = rank(twins(), [MORE], vary=True, **TRIAL).changes  # type: ignore[arg-type]
    assert first.robust is not None
    assert (first.robust.cases, first.robust.kept, first.robust.first) == (6, 6, 6)
    assert first.robust.worst in {"20 % less left", "demand −10 %"}
    assert "Keeps a gain in 6 of 6" in first.robust.sentence()


def test_a_demand_that_the_plant_cannot_meet_is_told() -> None:
    """A plant at 95 % of its capacity cannot keep up with a tenth more: the case is named, and nothing fails."""
    (first,) = rank(twins(load=0.95), [MORE], vary=True, **TRIAL).changes  # type: ignore[arg-type]
    assert first.robust is not None
    assert "demand +10 %" in first.robust.unable
    assert first.robust.cases == 6 - len(first.robust.unable)
    assert "cannot keep up with demand +10 %" in first.robust.sentence()


def test_what_does_nothing_keeps_nothing() -> None:
    """A change without a gain keeps none, and one that cannot run in a case has none there."""
    same = Change(name="same", edits=(SetDispatch(work_center="all", rule="fifo"),))
    never = Change(
        name="never", edits=tuple(ScaleProcessTime(work_center=one, factor=9.0) for one in ("left", "right"))
    )
    experiment = Experiment(twins(), {one.name: one for one in (same, never)}, SHORT)
    found = robustness(experiment, ["same"], lambda _: None)
    assert (found["same"].kept, found["same"].cases) == (0, 6)
    assert robustness(experiment, [], lambda _: None) == {}


def test_a_plant_of_told_orders_has_no_other_demand() -> None:
    """Where neither demand nor mix can be another nothing is tried."""
    plant: Plant = bottleneck(release=Release(policy="conwip", wip_limit=1))
    assert list(cases(plant)) == []
