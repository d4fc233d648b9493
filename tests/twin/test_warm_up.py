"""The warm-up of a plant: pilot runs watch it come up, and say how long that takes or that it does not end."""

from __future__ import annotations

import numpy as np
import pytest

from laws.plants import line
from plantwright.errors import TwinError
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.equipment import WorkCenter
from plantwright.model.plant import Plant
from plantwright.twin.lengths import length_text
from plantwright.twin.pilot import FIRST, Pilot, run_pilot
from plantwright.twin.replicate import replicate
from plantwright.twin.stretches import cycle
from plantwright.twin.warm_up import find_warm_up, raise_unsettled, told_or_found

WEEK = 604_800.0


def queue(load: float = 0.8) -> Plant:
    """Return an M/M/1 of mean process time 1 s."""
    return line([WorkCenter(id="a")], [1.0], interarrival=1 / load)


def day_shift() -> Plant:
    """Return a line that works from 8 to 16 on weekdays, an order in 4 h of them."""
    day = Calendar(id="day", shifts=(Shift(days="mon-fri", start="08:00", end="16:00"),))
    return line(
        [WorkCenter(id="a"), WorkCenter(id="b")], [7200.0, 9000.0], interarrival=14_400.0,
        calendars=(day,), calendar="day",
    )  # fmt: skip


def test_the_pilot_is_what_the_twin_does() -> None:
    """WIP and flow time over all stretches are those that the twin's own account has of the same runs."""
    pilot = run_pilot(queue(), bucket=20.0, buckets=100, runs=3, seed=4)
    same = replicate(queue(), warm_up=0.0, horizon=2000.0, replications=3, seed=4, first=FIRST)
    assert pilot.length() == 2000.0
    assert pilot.series["wip"].mean() == pytest.approx(same.metric("wip").mean(), rel=1e-9)
    one = run_pilot(queue(), bucket=2000.0, buckets=1, runs=1, seed=4)
    assert one.series["flow_time"][0] == pytest.approx(same.metric("flow_mean")[0], rel=1e-9)
    assert one.orders == pytest.approx(same.metric("throughput")[0] * 2000 / 86_400)


def test_pilots_share_no_luck_with_the_runs_measured() -> None:
    """Run 0 of the pilot is another one than run 0 that is measured."""
    pilot = run_pilot(queue(), bucket=500.0, buckets=1, runs=1)
    measured = replicate(queue(), warm_up=0.0, horizon=500.0, replications=1)
    assert pilot.series["wip"][0] != measured.metric("wip")[0]


def test_a_stretch_without_completion_is_filled() -> None:
    """Nights and the empty begin have the flow time of the nearest stretch that knows one; nothing is not a number."""
    pilot = run_pilot(day_shift(), bucket=3600.0, buckets=21 * 24, runs=2)
    assert np.isfinite(pilot.series["flow_time"]).all()
    assert pilot.series["flow_time"].min() > 0
    silent = run_pilot(day_shift(), bucket=10.0, buckets=3, runs=1)
    assert silent.series["flow_time"].tolist() == [0, 0, 0]


def test_a_queue_settles_within_its_relaxation_time_or_so() -> None:
    """An M/M/1 of load 0.9 relaxes in 1 / (1 − √0.9)² = 380 s: every second warm-up found is of that order."""
    found = [find_warm_up(queue(0.9), seed=seed) for seed in range(12)]
    times = [one.time if one.time is not None else np.inf for one in found]
    assert 380 / 5 < np.median(times) < 380 * 4
    assert all("by MSER-5 on 30 pilot runs" in one.sentence() for one in found)


def test_the_warm_up_found_takes_the_bias_away() -> None:
    """An M/M/1 of load 0.9 measured from the empty floor has too low a WIP; after the warm-up found, not so."""
    found = find_warm_up(queue(0.9)).time
    assert found is not None
    told = {"horizon": 600.0, "replications": 800, "seed": 5}
    empty, warm = (replicate(queue(0.9), warm_up=time, **told).metric("wip") for time in (0.0, found))  # type: ignore[arg-type]
    assert empty.mean() < 9 - 5 * empty.std() / 800**0.5
    assert 9 - warm.mean() < 0.5 * (9 - empty.mean())


def test_a_closed_plant_is_judged_by_flow_time_too() -> None:
    """Under CONWIP the WIP never changes and would need no warm-up; flow time rises until the queues have formed."""
    plant = line([WorkCenter(id="a"), WorkCenter(id="b")], [1.0, 2.0], wip_limit=60)
    found = find_warm_up(plant)
    assert found.cuts["wip"].drop == 0
    assert found.time is not None
    assert found.time > 60


def test_a_plant_that_closes_is_judged_by_whole_weeks() -> None:
    """Nights and weekends are in every batch alike: the warm-up is a whole number of weeks."""
    found = find_warm_up(day_shift())
    assert found.pilot.bucket * 5 == cycle(day_shift()) == WEEK
    assert found.time is not None
    assert found.time % WEEK == 0
    assert found.time <= 8 * WEEK
    assert cycle(queue()) is None


def test_a_plant_that_cannot_keep_up_has_no_warm_up() -> None:
    """Where WIP grows for ever that is said, with the series that shows it; who needs a time gets an error."""
    found = find_warm_up(queue(1.1), runs=4)
    assert found.time is None
    assert "no warm-up found" in found.sentence()
    assert "wip: it still changes" in found.sentence()
    with pytest.raises(TwinError, match="may not keep up"):
        raise_unsettled(found, queue(1.1))


def test_a_warm_up_is_told_or_found() -> None:
    """A time is taken as it is; a word is mser5 or a mistake."""
    assert told_or_found(queue(), 70.0) == (70.0, None)
    time, found = told_or_found(queue(), "mser5")
    assert found is not None
    assert time == found.time
    for wrong in (-1.0, float("nan"), "soon"):
        with pytest.raises(ValueError, match="or 'mser5'"):
            told_or_found(queue(), wrong)


def test_pilots_are_repeatable() -> None:
    """The same seed watches the same runs, however many threads make them."""
    one, two = (run_pilot(queue(), bucket=50.0, buckets=20, runs=4, seed=1, threads=k) for k in (1, 3))
    assert isinstance(one, Pilot)
    for name, series in one.series.items():
        assert series.tolist() == two.series[name].tolist()


@pytest.mark.parametrize(
    ("seconds", "said"), [(30 * 86_400, "30 d"), (36 * 3600, "36 h"), (90, "90 s"), (600, "10 min"), (0, "0 s")]
)
def test_lengths_are_said_as_people_say_them(seconds: float, said: str) -> None:
    """A length is in the largest unit of which it holds two."""
    assert length_text(seconds) == said
