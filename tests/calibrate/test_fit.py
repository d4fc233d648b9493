"""What a fit finds in the records of a line that is known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from calibrate.line import HOUR, Line, Step
from plantwright.calibrate.extract import sample_of
from plantwright.calibrate.fit import estimate, fit
from plantwright.calibrate.sample import Sample
from plantwright.events.cut import known_at
from plantwright.model.facts import CenterFact, Facts
from plantwright.model.plant import Plant


@pytest.fixture(scope="module")
def sample(line: Line, facts: Facts) -> Sample:
    """Return the sample of the line."""
    return sample_of(line.log(), facts)


@pytest.fixture(scope="module")
def plant(sample: Sample) -> Plant:
    """Return what was learned of the line."""
    return estimate(sample)


def test_routings_are_the_way_of_the_lots(plant: Plant) -> None:
    """Each product has one routing: the three steps in order."""
    for product in plant.products:
        (routing,) = product.routings
        assert [step.id for step in routing.operations] == ["10-cut", "20-mill", "30-pack"]


def test_process_times_are_found(plant: Plant) -> None:
    """The time of a mean lot is within four standard errors of the truth, at each work center and product."""
    truth = {"cut": (0.0, 120.0, 0.3), "mill": (900.0, 150.0, 0.3), "pack": (0.0, 60.0, 0.1)}
    for _, step in plant.operations():
        per_lot, per_piece, noise = truth[step.work_center]
        expected = per_lot + per_piece * 23.3
        assert step.mean_time(23.3) == pytest.approx(expected, rel=4 * noise / np.sqrt(130))


def test_noise_is_found(plant: Plant) -> None:
    """Noise has a mean of 1 and the spread of its work center, whatever setups and repairs lie between."""
    for _, step in plant.operations():
        assert step.noise.mean == pytest.approx(1)
        assert np.sqrt(step.noise.scv) == pytest.approx(0.1 if step.work_center == "pack" else 0.3, rel=0.15)


def test_setups_are_those_between_families(plant: Plant) -> None:
    """Setups are found where they are, between families only, with their spread."""
    setup = plant.work_center("cut").setup
    assert setup is not None
    assert {(one.from_family, one.to_family) for one in setup.times} == {("red", "blue"), ("blue", "red")}
    assert [one.time for one in setup.times] == pytest.approx([0.5 * HOUR] * 2, rel=0.1)
    assert np.sqrt(setup.noise.scv) == pytest.approx(0.2, rel=0.3)
    assert plant.work_center("mill").setup is None


def test_failures_are_found(plant: Plant) -> None:
    """Time to failure is processing time, and time to repair working time; who never failed has none."""
    failures = plant.work_center("mill").failures
    assert failures is not None
    assert failures.time_to_failure.mean == pytest.approx(20 * HOUR, rel=0.4)
    assert failures.time_to_repair.mean == pytest.approx(2 * HOUR, rel=0.5)
    assert plant.work_center("pack").failures is None


def test_release_moves_and_promises_are_found(plant: Plant) -> None:
    """The rate of release, the time of a move and the promised time are those of the records."""
    assert plant.release.policy == "open"
    assert plant.release.interarrival is not None
    assert plant.release.interarrival.mean == pytest.approx(3 * HOUR, rel=0.15)
    assert plant.transport.mean == pytest.approx(300, abs=2)
    assert {product.lead_time.mean for product in plant.products if product.lead_time} == {48 * HOUR}


def test_people_are_found(plant: Plant) -> None:
    """A work center whose rows name a worker needs a skill, and that worker has it; the others need nobody."""
    skill = plant.work_center("cut").skill
    assert skill is not None
    assert [worker.skills for worker in plant.workers] == [(skill,)]
    assert plant.work_center("pack").skill is None


def test_setups_inside_the_intervals_are_found(line: Line, facts: Facts) -> None:
    """Where setups have no rows of their own, they are found as what intervals after a change take longer."""
    setup = fit(line.but(setup_rows=False).log(), facts).work_center("cut").setup
    assert setup is not None
    assert [one.time for one in setup.times] == pytest.approx([0.5 * HOUR] * 2, rel=0.25)


def test_families_are_learned_from_the_setups(line: Line, facts: Facts) -> None:
    """Products that follow each other without a setup are one family, even if nobody says so."""
    for rows in (True, False):
        plant = fit(line.but(setup_rows=rows).log(), facts.model_copy(update={"families": {}}))
        family = {product.id: product.family_name() for product in plant.products}
        assert family["A"] == family["B"] != family["C"]


def test_facts_overrule(line: Line, facts: Facts) -> None:
    """What a person told stands, whatever the records suggest, and is marked as told."""
    told = CenterFact(id="mill", stations=5, buffer=3, dispatch="spt")
    plant = fit(line.log(), facts.model_copy(update={"work_centers": (told,), "release": "conwip: 7"}))
    mill = plant.work_center("mill")
    assert (mill.stations, mill.buffer, mill.dispatch) == (5, 3, "spt")
    assert (plant.release.policy, plant.release.wip_limit) == ("conwip", 7)
    methods = {note.path: note.method for note in plant.evidence}
    assert methods["work_centers.mill.stations"] == methods["release.wip_limit"] == "told by the user"


def test_every_time_has_evidence(plant: Plant) -> None:
    """Each operation, failure and setup says on how many observations it rests, with an interval around it."""
    notes = {note.path: note for note in plant.evidence}
    for path in ("products.A.20-mill.per_piece", "work_centers.mill.failures.time_to_repair.mean"):
        assert notes[path].n is not None
        assert notes[path].n > 10
        assert notes[path].low < notes[path].value < notes[path].high


def test_resampling_spreads_as_the_estimates_are_uncertain(sample: Sample) -> None:
    """Over bootstrap samples the mean of a process time scatters by about its standard error."""
    rng = np.random.default_rng(5)
    plants = [estimate(sample.resampled(rng)) for _ in range(40)]
    times = [step.mean_time(20) for plant in plants for product, step in plant.operations() if _is(product.id, step.id)]
    assert np.std(times) / np.mean(times) == pytest.approx(0.3 / np.sqrt(133), rel=0.5)


def _is(product: str, step: str) -> bool:
    return (product, step) == ("A", "10-cut")


def test_a_fit_is_repeatable(sample: Sample, plant: Plant) -> None:
    """The same sample gives the same plant."""
    assert estimate(sample) == plant


def test_the_rule_of_the_queues_is_seen(facts: Facts) -> None:
    """Where lots wait, the order in which they are taken tells the rule."""
    line = Line(steps=(Step("cut", per_piece=120.0), Step("pack", per_piece=150.0)), gap=1.2 * HOUR)
    plant = fit(line.log(), facts)
    assert {one.dispatch for one in plant.work_centers} == {"fifo"}
    method = next(note.method for note in plant.evidence if note.path == "work_centers.pack.dispatch")
    assert method.startswith("likeliest")


def test_what_lies_beyond_the_window_is_not_seen(line: Line, facts: Facts) -> None:
    """A log said to end earlier is fitted as if nothing had come later."""
    log = line.log()
    middle = log.meta.start + (log.meta.end - log.meta.start) / 2
    assert fit(log.within(log.meta.start, middle), facts) == fit(known_at(log, middle), facts)


def test_a_station_that_holds_several_lots_counts_as_several(facts: Facts) -> None:
    """One recorded name for three stations does not make one station of them."""
    line = Line(steps=(Step("cure", stations=3, per_piece=900.0), Step("pack")), families={"A": "A"}, gap=2 * HOUR)
    log = line.log()
    joined = log.intervals.mutate(station=log.intervals.work_center)
    plant = fit(type(log)(joined, log.orders, log.meta), facts)
    assert plant.work_center("cure").stations == 3
