"""What contradicts itself in a plant: each is refused with where, what was found and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from plantwright.errors import PlantError
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.model.checked import checked
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance, WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Plant, Release, Worker
from plantwright.model.product import Component, Operation, Product, QueueLimit, Routing, Yielded
from plantwright.model.transport import Carriers, Distance

HOUR = Distribution.constant(3600.0)
NEVER = Distribution.constant(0.0)


def problems(fields: dict[str, Any]) -> tuple[str, ...]:
    """Return what is said of a plant with these fields; nothing where it is one."""
    try:
        checked(Plant, fields, "the plant")
    except PlantError as error:
        return error.problems
    return ()


def step(name: str, center: str = "saw", **fields: Any) -> Operation:
    """Return a step at the saw, or elsewhere."""
    return Operation(id=name, work_center=center, per_piece=1.0, **fields)


def product(name: str, *steps: Operation) -> Product:
    """Return a product of one routing."""
    return Product(id=name, routings=(Routing(operations=steps or (step("10"),)),))


def components(*names: str) -> tuple[Component, ...]:
    """Return one piece of each of these products."""
    return tuple(Component(product=name) for name in names)


def yields(*names: str) -> tuple[Yielded, ...]:
    """Return one piece of each of these products."""
    return tuple(Yielded(product=name) for name in names)


def open_on(name: str, days: str, start: str = "06:00", end: str = "14:00") -> Calendar:
    """Return a calendar of one shift."""
    return Calendar(id=name, shifts=(Shift(days=days, start=start, end=end),))


def test_a_plant_of_every_new_noun_has_nothing_against_it(fields: dict[str, Any]) -> None:
    """What the refusals below spoil is allowed where it fits."""
    wash = step("10", stations=("saw-1",), split=5.0)
    dry = step("20", "mill", queue_limit=QueueLimit(time=600, consequence="rework"), components=components("B"))
    pack = step("30", join=True, split=2.0, rework=1.0, rework_limit=3)
    saw, mill = fields["work_centers"]
    fields |= {
        "products": (product("A", wash, dry, pack), product("B")),
        "work_centers": (saw.model_copy(update={"kanban": 3}), mill.model_copy(update={"team": ("sawing", "sawing")})),
        "carriers": Carriers(count=1, speed=1.0, distances=(Distance(from_center="saw", to_center="mill", metres=9),)),
        "orders": (Order(id="O1", product="A", quantity=1, released=-5, operation="20", station="mill-2"),),
        "release": Release(policy="drum", wip_limit=3, drum="saw"),
    }
    assert problems(fields) == ()
    assert problems(fields | {"release": Release(policy="kanban")}) == ()
    assert problems(fields | {"release": Release(policy="orders")}) == ()
    assert problems(fields | {"release": Release(arrivals=(Arrival(product="A", interarrival=HOUR),))}) == ()


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((step("10", stations=("mill-1",)),), ".10.stations: unknown station of saw 'mill-1'; known are saw-1"),
        ((step("10", join=True),), ".10.join: nothing was split before it; split at an earlier step, or leave"),
        ((step("10", split=4), step("20", join=True), step("30", join=True)), ".30.join: nothing was split before"),
        ((step("10", split=4), step("20", split=2)), ".20.split: it was split already; join the parts before"),
        ((step("10", rework=1.0),), ".10.rework: 1; must be below 1, or the lot never leaves"),
        ((step("10", rework_back=1),), ".10.rework_back: 1; at most 0"),
        ((step("10", queue_limit=QueueLimit(time=60)),), ".10.queue_limit: there is no step before it; set it on"),
        (
            (step("10"), step("20", queue_limit=QueueLimit(time=60, consequence="rework", back=2))),
            ".20.queue_limit.back: 2; at most 1",
        ),
        ((step("10", components=components("C")),), ".10.components: unknown product 'C'; known are A, B"),
        ((step("10", components=components("A")),), ".10.components: 'A' is itself made from 'A'; no product may"),
        ((step("10", yields=yields("C")),), ".10.yields: unknown product 'C'; known are A, B"),
        ((step("10", yields=yields("A")), step("20")), ".10.yields: 'A' itself yields 'A' or is made from it; no"),
    ],
)
def test_each_step_that_cannot_be_has_its_sentence(
    fields: dict[str, Any], steps: tuple[Operation, ...], said: str
) -> None:
    """Unknown stations, parts joined or split out of turn, limits before the first step, unknown components."""
    (problem,) = problems(fields | {"products": (product("A", *steps), product("B"))})
    assert problem.startswith(f"products.A{said}"), problem


def test_no_product_contains_itself_by_way_of_others(fields: dict[str, Any]) -> None:
    """A loop of three products is found from each of its products; what leads into the loop is not blamed."""
    made = (
        product("A", step("10", components=components("B"))),
        product("B", step("10", components=components("C"))),
        product("C", step("10", components=components("A"))),
        product("D", step("10", components=components("A"))),
    )
    found = problems(fields | {"products": made})
    assert [problem.split(";")[0] for problem in found] == [
        "products.A.10.components: 'B' is itself made from 'A'",
        "products.B.10.components: 'C' is itself made from 'B'",
        "products.C.10.components: 'A' is itself made from 'C'",
    ]


def test_no_product_comes_out_of_itself_by_way_of_others(fields: dict[str, Any]) -> None:
    """A loop through yields and components is found from each of its steps; to take back what came off is none."""
    made = (
        product("A", step("10", yields=yields("B")), step("20")),
        product("B", step("10", components=components("C"))),
        product("C", step("10", yields=yields("A")), step("20")),
        product("D", step("10", yields=yields("E")), step("20", components=components("E"))),
        product("E"),
    )
    assert [problem.split(";")[0] for problem in problems(fields | {"products": made})] == [
        "products.A.10.yields: 'B' itself yields 'A' or is made from it",
        "products.B.10.components: 'C' itself yields 'B'",
        "products.C.10.yields: 'A' itself yields 'C' or is made from it",
    ]


def test_what_is_taken_apart_is_so_by_every_routing(fields: dict[str, Any]) -> None:
    """A product that only one of its routings takes apart at the end is refused, with a cure."""
    ways = tuple(Routing(operations=(one,)) for one in (step("10"), step("10", yields=yields("B"))))
    (problem,) = problems(fields | {"products": (Product(id="A", routings=ways), product("B"))})
    assert problem.startswith(
        "products.A: its last step takes it apart, but not on routing 1; let every routing end so"
    )


def test_what_is_taken_apart_goes_into_nothing(fields: dict[str, Any]) -> None:
    """A product that its last step takes apart cannot wait in stock for another."""
    made = (
        product("A", step("10", yields=yields("B"))),
        product("B"),
        product("C", step("10", components=components("A"))),
    )
    (problem,) = problems(fields | {"products": made})
    assert problem.startswith("products.A: its last step takes it apart, and it goes into C; nothing of it is left")


def test_two_products_may_take_the_same_component(fields: dict[str, Any]) -> None:
    """A component used twice, on two ways into one product, is no loop."""
    made = (
        product("A", step("10", components=components("B", "C"))),
        product("B", step("10", components=components("C"))),
        product("C"),
    )
    assert problems(fields | {"products": made}) == ()


def crewed(fields: dict[str, Any], *team: str, **center: Any) -> dict[str, Any]:
    """Return the plant with another crew at the mill."""
    saw, mill = fields["work_centers"]
    return fields | {"work_centers": (saw, mill.model_copy(update={"team": team, **center}))}


def test_a_team_is_no_larger_than_those_who_have_its_skills(fields: dict[str, Any]) -> None:
    """Two who can mill at once are one too many for a plant that has one."""
    (problem,) = problems(crewed(fields, "milling"))
    assert problem == (
        "work_centers.mill.skill: 2 with 'milling' are needed at once, 1 are ever there while it is open; "
        "add workers, or change their calendars"
    )


def test_a_team_needs_its_skills_held(fields: dict[str, Any]) -> None:
    """A skill in a team that nobody has is told with the skills held."""
    (problem,) = problems(crewed(fields, "welding"))
    assert problem.startswith("work_centers.mill.skill: nobody has 'welding'; held are milling, packing, sawing")


def test_a_worker_who_is_never_there_while_it_is_open_does_not_count(fields: dict[str, Any]) -> None:
    """Who has the skill on Saturdays cannot run what works from Monday to Friday; an hour in common is enough."""
    fields["calendars"] += (open_on("saturdays", "sat"), open_on("late", "fri", "13:00", "22:00"))
    others = fields["workers"][1:]
    weekend = Worker(id="w1", skills=("milling",), calendar="saturdays")
    (problem,) = problems(fields | {"workers": (weekend, *others)})
    assert problem.startswith("work_centers.mill.skill: 1 with 'milling' are needed at once, 0 are ever there while")
    late = Worker(id="w1", skills=("milling",), calendar="late")
    assert problems(fields | {"workers": (late, *others)}) == ()


def test_a_team_must_meet(fields: dict[str, Any]) -> None:
    """A miller of the morning and a packer of the afternoon never meet at the mill; an hour in common is enough."""
    fields["calendars"] += (open_on("early", "mon", "06:00", "12:00"), open_on("noon", "mon", "12:00", "20:00"))
    fields["calendars"] += (open_on("long", "mon", "11:00", "20:00"),)
    fields = crewed(fields, "packing", calendar=ALWAYS.id)

    def crew(hours: str) -> dict[str, Any]:
        miller = Worker(id="w1", skills=("milling",), calendar="early")
        packer = Worker(id="w2", skills=("packing",), calendar=hours)
        return fields | {"workers": (miller, packer, Worker(id="w3", skills=("sawing",)))}

    (problem,) = problems(crew("noon"))
    assert problem == (
        "work_centers.mill.team: 'milling', 'packing' are never there at once; give their workers hours in common"
    )
    assert problems(crew("long")) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"workers": (Worker(id="w1", skills=("milling",), calendar="nights"),)},
            "workers.w1.calendar: 'nights' is not defined; known are always, days",
        ),
        (
            {"calendars": (open_on("days", "mon").model_copy(update={"breaks": open_on("days", "mon-tue").shifts}),)},
            "calendars.days: it has no working time; give at least one shift outside its breaks",
        ),
    ],
)
def test_calendars_that_are_none_are_told_alone(fields: dict[str, Any], change: dict[str, Any], said: str) -> None:
    """Where a calendar is unknown or never open, nothing more is said of who is there when."""
    assert problems(fields | change) == (said,)


@pytest.mark.parametrize(
    ("center", "said"),
    [
        ({"failures": Failures(time_to_failure=NEVER, time_to_repair=HOUR)}, "failures: 'breakdown' has a time to"),
        (
            {"further_failures": (Failures(time_to_failure=NEVER, time_to_repair=HOUR, reason="jam"),)},
            "failures: 'jam' has a time to failure of 0; must be above 0",
        ),
        (
            {"maintenance": (Maintenance(every=NEVER, duration=HOUR),)},
            "maintenance: 'maintenance' is due every 0; must",
        ),
    ],
)
def test_a_station_must_run_between_its_stops(fields: dict[str, Any], center: dict[str, Any], said: str) -> None:
    """Failures and maintenance without any wear between them would never let a station work."""
    (problem,) = problems(crewed(fields, **center))
    assert problem.startswith(f"work_centers.mill.{said}"), problem


@pytest.mark.parametrize(
    ("release", "said"),
    [
        (Release(), "release.interarrival: missing or 0; open release needs a mean time above 0 s between orders"),
        (Release(policy="drum", drum="mill"), "release.wip_limit: missing; drum needs the number of orders on the"),
        (Release(policy="drum", wip_limit=3), "release.drum: unknown work center 'None'; known are mill, saw"),
        (Release(policy="drum", wip_limit=3, drum="lathe"), "release.drum: unknown work center 'lathe'; known are"),
        (Release(policy="drum", wip_limit=3, drum="saw"), "products.B: a routing never comes to the drum 'saw'; every"),
        (Release(policy="orders"), "orders: none; policy orders needs at least one, in orders.csv"),
        (
            Release(arrivals=(Arrival(product="C", interarrival=HOUR),)),
            "release.arrivals: unknown product 'C'; known are A, B",
        ),
        (
            Release(arrivals=(Arrival(product="A", interarrival=NEVER),)),
            "release.arrivals: 'A' comes every 0 s; must be above 0",
        ),
    ],
)
def test_each_release_that_cannot_be_has_its_sentence(fields: dict[str, Any], release: Release, said: str) -> None:
    """A policy without what it goes by is refused: a limit, a drum that all pass, orders, streams that come."""
    (problem,) = problems(fields | {"release": release})
    assert problem.startswith(said), problem


def test_kanban_needs_cards_where_routings_begin(fields: dict[str, Any]) -> None:
    """Each product whose first work center has no cards is named; cards further on are not asked for."""
    saw, mill = fields["work_centers"]
    centers = (saw.model_copy(update={"kanban": 2}), mill)
    found = problems(fields | {"work_centers": centers, "release": Release(policy="kanban")})
    assert found == ("work_centers.mill.kanban: missing; kanban release of 'B' waits for its cards",)


def test_distances_lie_between_work_centers_of_the_plant(fields: dict[str, Any]) -> None:
    """Both ends of a distance must be known."""
    distances = (
        Distance(from_center="saw", to_center="dock", metres=9),
        Distance(from_center="yard", to_center="mill", metres=9),
    )
    assert problems(fields | {"carriers": Carriers(count=1, speed=1.0, distances=distances)}) == (
        "carriers.distances: unknown work center 'dock'; known are mill, saw",
        "carriers.distances: unknown work center 'yard'; known are mill, saw",
    )


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ({"product": "C"}, "orders.O1: unknown product 'C'; known are A, B"),
        ({"routing": 1}, "orders.O1.routing: 1; at most 0"),
        ({"operation": "30"}, "orders.O1: unknown operation '30'; known are 10-saw, 20-mill"),
        ({"station": "mill-1"}, "orders.O1: unknown station of saw 'mill-1'; known are saw-1"),
        (
            {"operation": "20-mill", "station": "saw-1"},
            "orders.O1: unknown station of mill 'saw-1'; known are mill-1, mill-2",
        ),
    ],
)
def test_each_order_that_cannot_be_has_its_sentence(fields: dict[str, Any], order: dict[str, Any], said: str) -> None:
    """An order is of a product of the plant, on a routing of it, at a step of that, on a station where that is done."""
    one = Order(**{"id": "O1", "product": "A", "quantity": 1, "released": 0} | order)
    assert problems(fields | {"orders": (one,)}) == (said,)


def test_orders_are_told_apart_by_name(fields: dict[str, Any]) -> None:
    """Two orders may not share a name."""
    one = Order(id="O1", product="A", quantity=1, released=0)
    assert problems(fields | {"orders": (one, one)}) == ("orders: 'O1' stands 2 times; each must be named once",)


def test_a_work_center_that_is_not_known_is_told_once(fields: dict[str, Any]) -> None:
    """An unknown work center hides no other problem and brings none of its own."""
    steps = (step("10", "lathe", stations=("lathe-1",)), step("20", join=True))
    one = Order(id="O1", product="A", quantity=1, released=0, station="lathe-1")
    found = problems(fields | {"products": (product("A", *steps),), "orders": (one,)})
    assert [problem.split(":")[0] for problem in found] == ["products.A.10", "products.A.20.join"]


def test_a_crew_is_its_own_worker_and_its_team() -> None:
    """The skills of a work center name each worker it takes, its failure modes each way it breaks down."""
    jam = Failures(time_to_failure=HOUR, time_to_repair=HOUR, reason="jam")
    press = WorkCenter(id="press", skill="pressing", team=("lifting", "pressing"), further_failures=(jam,))
    assert press.skills() == ("pressing", "lifting", "pressing")
    assert press.failure_modes() == (jam,)
    assert WorkCenter(id="press", team=("lifting",), failures=jam).skills() == ("lifting",)


def test_work_that_fits_no_opening_is_refused(fields: dict[str, Any]) -> None:
    """Where only what ends before closing begins, a step longer than every opening would wait for ever."""
    saw, mill = fields["work_centers"]
    long = fields | {"products": (product("A", step("10", per_lot=9 * 3600.0)),)}
    said = "work_centers.saw.at_close: fit, but A.10 takes "
    (problem,) = problems(long | {"work_centers": (saw.model_copy(update={"at_close": "fit"}), mill)})
    assert problem.startswith(said)
    assert "open for 8 h at most" in problem
    assert problems(long | {"work_centers": (saw.model_copy(update={"at_close": "finish"}), mill)}) == ()


def test_a_station_stops_in_so_many_ways_at_most(fields: dict[str, Any]) -> None:
    """More failure modes than the twin can number are refused by work center."""
    saw, mill = fields["work_centers"]
    jams = (Failures(time_to_failure=HOUR, time_to_repair=HOUR),) * 33
    saw = saw.model_copy(update={"failures": None, "further_failures": jams})
    said = "work_centers.saw: 33 ways to stop; at most 32; leave the rarest out"
    assert problems(fields | {"work_centers": (saw, mill)}) == (said,)


def test_more_skills_than_a_word_has_bits_are_refused(fields: dict[str, Any]) -> None:
    """A skill for every one of seventy work centers is too many to tell apart; how many may be is told."""
    for number in range(70):
        fields["work_centers"] += (WorkCenter(id=f"c{number}", skill=f"skill {number}"),)
        fields["workers"] += (Worker(id=f"v{number}", skills=(f"skill {number}",)),)
    (problem,) = [one for one in problems(fields) if "skills;" in one]
    assert problem.endswith("skills; at most 62; give those of the same workers one name")
