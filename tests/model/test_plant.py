"""Plants: frozen values that list all that contradicts itself at once."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from plantwright.errors import PlantError
from plantwright.model.calendar import ALWAYS, Calendar
from plantwright.model.checked import checked
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, WorkCenter
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Operation, Product, Routing


def problems(fields: dict[str, Any]) -> tuple[str, ...]:
    """Return what is said of a plant with these fields."""
    with pytest.raises(PlantError) as caught:
        checked(Plant, fields, "the plant")
    return caught.value.problems


def test_a_plant_never_changes(shop: Plant) -> None:
    """A plant is a value: assigning to a field is refused."""
    with pytest.raises(ValidationError):
        shop.name = "another"  # type: ignore[misc]


def test_everything_that_contradicts_itself_is_said_at_once(fields: dict[str, Any]) -> None:
    """Seven different contradictions come as seven sentences of one error."""
    lathe = Operation(id="30-lathe", work_center="lathe", rework=1.0, rework_back=2)
    fields |= {
        "work_centers": (*fields["work_centers"], WorkCenter(id="saw", skill="welding", calendar="nights")),
        "products": (Product(id="A", share=0.0, routings=(Routing(operations=(lathe,)),)),),
        "release": Release(policy="conwip"),
    }
    found = problems(fields)
    for said in (
        "work_centers: 'saw' stands 2 times; each must be named once",
        "work_centers.saw.calendar: 'nights' is not defined; known are always, days",
        "products.A.30-lathe: unknown work center 'lathe'; known are mill, saw",
        "products.A.30-lathe.rework: 1; must be below 1, or the lot never leaves",
        "products.A.30-lathe.rework_back: 2; at most 0",
        "work_centers.saw.skill: nobody has 'welding'; held are milling, packing, sawing; add a worker with it",
        "release.wip_limit: missing; conwip needs the number of orders on the floor",
        "products: every share is 0; at least one must be above 0",
    ):
        assert said in found, found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"work_centers": ()}, "work_centers: (); tuple should have at least 1 item"),
        ({"products": ()}, "products: (); tuple should have at least 1 item"),
        ({"name": ""}, "name: ''; string should have at least 1 character"),
        ({"colour": "red"}, "colour: extra inputs are not permitted"),
        ({"calendar": "nights"}, "calendar: 'nights' is not defined"),
        ({"calendars": (Calendar(id="days", shifts=()),)}, "calendars.days: it has no working time"),
        ({"release": Release()}, "release.interarrival: missing or 0; open release needs"),
        ({"release": Release(interarrival=Distribution.constant(0.0))}, "release.interarrival: missing or 0"),
        ({"workers": ()}, "work_centers.mill.skill: nobody has 'milling'; held are none; add a worker with it"),
        ({"workers": (Worker(id="w", skills=("milling",)),) * 2}, "workers: 'w' stands 2 times"),
    ],
)
def test_each_contradiction_has_its_sentence(fields: dict[str, Any], change: dict[str, Any], said: str) -> None:
    """A plant spoiled in one place is refused with where, what was found and what is allowed."""
    assert any(problem.startswith(said) for problem in problems(fields | change)), problems(fields | change)


def test_two_work_centers_may_not_share_a_station_name(fields: dict[str, Any]) -> None:
    """Stations are told apart by name alone in a log, so no two may have the same."""
    centers = (*fields["work_centers"], WorkCenter(id="drill", station_ids=("mill-1",)))
    assert problems(fields | {"work_centers": centers}) == (
        "stations: 'mill-1' stands 2 times; each must be named once",
    )


def test_stations_without_a_recorded_name_are_numbered() -> None:
    """A work center of three with one name known numbers the others, and ignores names beyond its count."""
    named = WorkCenter(id="mill", stations=3, station_ids=("Big Bertha",))
    assert named.station_names() == ("Big Bertha", "mill-2", "mill-3")
    assert WorkCenter(id="mill", station_ids=("a", "b")).station_names() == ("a",)


def test_a_work_center_works_by_its_own_calendar_or_the_plants(fields: dict[str, Any]) -> None:
    """A work center's own calendar comes before the plant's."""
    saw, mill = fields["work_centers"]
    plant = Plant(**fields | {"work_centers": (saw.model_copy(update={"calendar": "always"}), mill)})
    assert plant.calendar_of(plant.work_center("saw")) == ALWAYS
    assert plant.calendar_of(plant.work_center("mill")).id == "days"


def test_skills_are_those_needed_and_those_held(shop: Plant) -> None:
    """Every skill is listed once, whether a station needs it or a worker has it."""
    assert shop.skills() == ("milling", "packing", "sawing")


def test_a_lot_takes_its_fixed_time_and_a_time_for_each_piece() -> None:
    """A lot of 10 at 60 s and 30 s a piece takes 360 s."""
    assert Operation(id="saw", work_center="saw", per_lot=60.0, per_piece=30.0).mean_time(10) == 360


def test_a_step_with_a_rate_takes_its_quantity_over_it() -> None:
    """100 kg at half a kilogram per second, after 60 s of filling, take 260 s."""
    fill = Operation(id="fill", work_center="mixer", per_lot=60.0, rate=0.5)
    assert (fill.time_per_piece(), fill.mean_time(100)) == (2, 260)


def test_a_step_has_one_pace() -> None:
    """A rate and a time per piece at once are refused, a rate of zero too."""
    with pytest.raises(PlantError, match="both rate and per_piece are told; give one of them"):
        checked(Operation, {"id": "fill", "work_center": "mixer", "rate": 0.5, "per_piece": 1.0}, "a step")
    with pytest.raises(PlantError, match="rate: 0; input should be greater than 0"):
        checked(Operation, {"id": "fill", "work_center": "mixer", "rate": 0}, "a step")


def test_orders_that_come_twice_as_often_come_in_half_the_time() -> None:
    """Each stream and the common one are paced alike, their variability and lot counts kept."""
    stream = Arrival(product="A", interarrival=Distribution.trace([60.0, 180.0]), orders=3)
    release = Release(interarrival=Distribution.gamma(3600.0, 0.5), arrivals=(stream,), urgent_share=0.2)
    paced = release.paced(2.0)
    assert paced.interarrival == Distribution.gamma(1800.0, 0.5)
    assert paced.arrivals[0].interarrival == Distribution.trace([30.0, 90.0])
    assert (paced.arrivals[0].orders, paced.urgent_share) == (3, 0.2)
    assert Release(policy="kanban").paced(2.0) == Release(policy="kanban")


def test_a_worker_is_there_by_his_own_calendar_or_always(fields: dict[str, Any]) -> None:
    """Without a calendar of its own a crew position is staffed whenever the work center is open."""
    workers = (Worker(id="w1", skills=("milling",), calendar="days"), *fields["workers"][1:])
    plant = Plant(**fields | {"workers": workers})
    assert plant.hours_of(plant.workers[0]) == plant.find_calendar("days").open_spans()
    assert plant.hours_of(plant.workers[1]) == ALWAYS.open_spans()


def test_a_product_is_its_own_family_unless_told() -> None:
    """Without a setup family each product is set up for by itself."""
    routings = (Routing(operations=(Operation(id="saw", work_center="saw"),)),)
    assert Product(id="A", routings=routings).family_name() == "A"
    assert Product(id="A", routings=routings, family="shafts").family_name() == "shafts"


def test_an_oven_may_not_wait_for_more_than_it_holds() -> None:
    """A batch of at least five in an oven for four could never start."""
    with pytest.raises(ValueError, match="min_lots 5 is above max_lots 4; it may be at most that"):
        Batch(max_lots=4, min_lots=5)


def test_a_plant_survives_its_own_text(shop: Plant) -> None:
    """Written as JSON and read back, a plant is equal to itself."""
    assert Plant.model_validate_json(shop.model_dump_json()) == shop
