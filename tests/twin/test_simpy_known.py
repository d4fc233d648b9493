"""What the SimPy export refuses: every field that it does not know, by name, at once."""

from __future__ import annotations

import pytest

from plantwright.errors import PlantError
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance, Power, Setup, WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Costs, Evidence, Plant, Release, Worker
from plantwright.model.product import Component, Operation, Product, QueueLimit, Routing, Yielded
from plantwright.model.transport import Carriers, Distance
from plantwright.twin.simpy_known import KNOWN, KNOWS, MOST_CENTERS, MOST_STEPS
from plantwright.twin.simpy_script import simpy_script
from twin.shops import one_station

GAP = Distribution.exponential(9000.0)
FAILURES = Failures(time_to_failure=GAP, time_to_repair=GAP, clock="calendar")


def refused(plant: Plant) -> tuple[str, ...]:
    """Return the problems of a plant that the export refuses."""
    with pytest.raises(PlantError, match="for the SimPy export, which knows parallel stations") as caught:
        simpy_script(plant)
    return caught.value.problems


def paths(plant: Plant) -> list[str]:
    """Return the fields that the export refuses."""
    return [one.partition(":")[0] for one in refused(plant)]


def everything() -> Plant:
    """Return a plant that uses all that the export does not know."""
    mill = WorkCenter(
        id="mill",
        skill="milling",
        team=("milling",),
        dispatch="cr",
        setup=Setup(min_run=3),
        failures=FAILURES,
        further_failures=(FAILURES,),
        maintenance=(Maintenance(every=GAP, duration=GAP),),
        at_close="finish",
        blocking="before",
        kanban=4,
    )
    first = Operation(
        id="first",
        work_center="mill",
        noise=Distribution.trace([0.5, 1.5]),
        rework_limit=2,
        sampling=0.5,
        family="red",
        stations=("mill-1",),
        attendance=0.5,
        hold=GAP,
        components=(Component(product="screw"),),
        yields=(Yielded(product="screw"),),
        split=2.0,
    )
    last = Operation(id="last", work_center="mill", queue_limit=QueueLimit(time=9000.0), join=True)
    screw = Product(
        id="screw", divisible=True, routings=(Routing(operations=(Operation(id="x", work_center="mill"),)),)
    )
    return Plant(
        name="everything",
        calendars=(Calendar(id="day", shifts=(Shift(days="mon-fri", start="06:00", end="14:00"),)),),
        work_centers=(mill,),
        products=(Product(id="part", routings=(Routing(operations=(first, last)),)), screw),
        workers=(Worker(id="w1", skills=("milling",), calendar="day"), Worker(id="w2", skills=("milling",))),
        release=Release(
            policy="drum",
            wip_limit=3,
            drum="mill",
            arrivals=(Arrival(product="part", interarrival=GAP),),
            when_full="lost",
        ),
        carriers=Carriers(count=1, speed=1.0, distances=()),
        orders=(Order(id="O1", product="part", quantity=1.0, released=0.0),),
    )


def test_every_unknown_field_is_named_at_once() -> None:
    """A plant that uses everything is told of each field by its path, in one error, and of nothing else."""
    of_mill = "team dispatch setup.min_run failures.clock further_failures maintenance at_close blocking kanban"
    of_first = "noise.kind rework_limit sampling family stations attendance hold components yields split"
    assert sorted(paths(everything())) == sorted(
        [f"work_centers.mill.{name}" for name in of_mill.split()]
        + [f"products.part.first.{name}" for name in of_first.split()]
        + ["products.part.last.queue_limit", "products.part.last.join", "products.screw.divisible"]
        + ["workers.w1.calendar", "release.policy", "release.arrivals", "release.when_full", "carriers", "orders"]
    )


def test_a_problem_says_what_was_found_and_what_is_known() -> None:
    """Each line has the field, its value, and what the export can do instead."""
    told = refused(everything())
    assert "work_centers.mill.dispatch: 'cr'; known to the export are fifo, edd, spt" in told
    assert "work_centers.mill.at_close: 'finish'; not known to the export, which needs 'pause'" in told
    assert "products.part.last.queue_limit: something told; not known to the export, which needs none" in told


@pytest.mark.parametrize("policy", ["drum", "kanban", "orders"])
def test_other_release_policies_are_refused(policy: str) -> None:
    """Orders by a drum, by cards or by a list are not exported as if they came by themselves."""
    plant = one_station()
    plant = plant.model_copy(update={"release": plant.release.model_copy(update={"policy": policy})})
    assert refused(plant) == (f"release.policy: {policy!r}; known to the export are open, conwip",)


@pytest.mark.parametrize("rule", ["cr", "slack", "atc", "atcs", "fewest_setups", "next_queue", "plugin:mine"])
def test_other_dispatch_rules_are_refused(rule: str) -> None:
    """A rule that the script does not know is not replaced by one that it does."""
    center = WorkCenter(id="a", dispatch=rule)
    assert paths(one_station(work_centers=(center,))) == ["work_centers.a.dispatch"]


def test_carriers_with_distances_are_one_problem() -> None:
    """What is not known as a whole is not taken apart."""
    carriers = Carriers(count=1, speed=1.0, distances=(Distance(from_center="a", to_center="a", metres=1.0),))
    assert paths(one_station(carriers=carriers)) == ["carriers"]


def test_what_does_not_bear_on_a_run_is_no_obstacle() -> None:
    """Power, costs, evidence, reasons and station names change nothing on the floor."""
    failures = FAILURES.model_copy(update={"clock": "busy", "reason": "jam"})
    center = WorkCenter(id="a", station_ids=("anna",), power=Power(process=3.0), failures=failures)
    evidence = (Evidence(path="work_centers.a.stations", method="told by the user"),)
    plant = one_station(work_centers=(center,), costs=Costs(margin_per_piece=3.0), evidence=evidence, currency="EUR")
    assert "jam" not in simpy_script(plant)


def test_a_plant_that_nobody_would_read_is_refused() -> None:
    """More work centers or steps than a reader can take in are refused with their number and the most allowed."""
    steps = tuple(Operation(id=f"{number}", work_center="a") for number in range(MOST_STEPS + 1))
    plant = one_station(
        work_centers=tuple(WorkCenter(id=name) for name in ("a", *map(str, range(MOST_CENTERS)))),
        products=(Product(id="part", routings=(Routing(operations=steps),)),),
    )
    assert [one.partition(";")[0] for one in refused(plant)] == ["work_centers: 41", "products: 501 steps in all"]


def test_what_is_said_to_be_known_exists() -> None:
    """Every field that the export says it knows is a field of its noun."""
    assert {
        noun: names - set(noun.model_fields) for noun, names in KNOWN.items() if names - set(noun.model_fields)
    } == {}
    assert KNOWS.count(", ") > 10
