"""The change vocabulary: what each edit does to a plant, and what it says of bad input."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml

from plantwright.errors import PlantError
from plantwright.model.change import EDITS, Change, parse_changes
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import RULES, Failures, Maintenance
from plantwright.model.orders import Arrival
from plantwright.model.plant import Plant, Release
from plantwright.model.product import LotSize, Operation, Product, Routing

CENTER_KEYS = sorted(key for key, edit in EDITS.items() if "work_center" in edit.model_fields)
VALID: dict[str, dict[str, Any]] = {
    "add_stations": {"work_center": "mill", "count": 1},
    "scale_process_time": {"work_center": "mill", "factor": 0.9},
    "scale_setup_time": {"work_center": "mill", "factor": 0.5},
    "scale_failures": {"work_center": "mill", "mtbf_factor": 2.0, "mttr_factor": 0.5},
    "scale_rework": {"work_center": "mill", "factor": 0.5},
    "set_buffer": {"work_center": "mill", "capacity": 3},
    "add_workers": {"skill": "milling", "count": 1},
    "cross_train": {"from_skill": "sawing", "to_skill": "milling", "count": 1},
    "set_wip_limit": {"limit": 8},
    "set_dispatch": {"work_center": "mill", "rule": "spt"},
    "scale_demand": {"factor": 1.1},
    "scale_lot_size": {"product": "A", "factor": 0.5},
    "set_shift": {"work_center": "mill", "calendar": "always"},
}


def change(key: str, **arguments: object) -> Change:
    """Return a change of one edit."""
    return parse_changes([{"name": "c", key: arguments}])[0]


def after(plant: Plant, key: str, **arguments: object) -> Plant:
    """Return the plant after one edit."""
    return change(key, **arguments).apply(plant)


def refused(entry: object) -> tuple[str, ...]:
    """Return what is said of changes that cannot be read."""
    with pytest.raises(PlantError) as caught:
        parse_changes(entry)
    return caught.value.problems


def without(plant: Plant, *fields: str) -> dict[str, object]:
    """Return all of a plant but these fields, to show that an edit left the rest alone."""
    return {name: value for name, value in dict(plant).items() if name not in fields}


def test_the_vocabulary_is_what_the_design_says() -> None:
    """These thirteen keys and no others may stand in a change."""
    assert set(EDITS) == set(VALID)


@pytest.mark.parametrize("key", sorted(EDITS))
def test_an_edit_leaves_the_plant_it_was_given_alone(shop: Plant, key: str) -> None:
    """An edit returns another plant; the one it was applied to is as before."""
    before = shop.model_dump_json()
    assert after(shop, key, **VALID[key]) != shop
    assert shop.model_dump_json() == before


@pytest.mark.parametrize("key", sorted(EDITS))
def test_a_change_survives_being_written_down(key: str) -> None:
    """What ``as_fields`` writes as YAML is read back as the same change."""
    one = change(key, **VALID[key])
    text = yaml.safe_dump({"changes": [one.as_fields()]})
    assert parse_changes(yaml.safe_load(text)) == (one,)


def test_added_stations_bring_nobody_to_staff_them(shop: Plant) -> None:
    """Two more mills are two more mills: the workers stay the same."""
    more = after(shop, "add_stations", work_center="mill", count=2)
    assert more.work_center("mill").stations == 4
    assert without(more, "work_centers") == without(shop, "work_centers")


def test_process_times_are_scaled_at_every_step_of_the_work_center(shop: Plant) -> None:
    """Both the fixed time and the time per piece shrink, for every product; setups and other steps stay."""
    faster = after(shop, "scale_process_time", work_center="mill", factor=0.5)
    times = {(p.id, o.id): (o.per_lot, o.per_piece) for p, o in faster.operations()}
    assert times == {("A", "10-saw"): (60, 30), ("A", "20-mill"): (60, 45), ("B", "20-mill"): (60, 45)}
    assert without(faster, "products") == without(shop, "products")


def test_setups_are_scaled_in_every_pair_of_families(shop: Plant) -> None:
    """The default and the listed times are halved; process times stay."""
    setup = after(shop, "scale_setup_time", work_center="mill", factor=0.5).work_center("mill").setup
    assert setup is not None
    assert (setup.default, setup.times[0].time) == (300, 450)


def test_setups_may_vanish(shop: Plant) -> None:
    """A factor of zero is a quick-change device: setups then take no time."""
    setup = after(shop, "scale_setup_time", work_center="mill", factor=0).work_center("mill").setup
    assert setup is not None
    assert (setup.default, setup.times[0].time) == (0, 0)


def test_failures_are_made_rarer_and_repairs_shorter_each_by_its_factor(shop: Plant) -> None:
    """The two factors act apart; the one left out is one."""
    failures = after(shop, "scale_failures", work_center="mill", mtbf_factor=2).work_center("mill").failures
    assert failures is not None
    assert (failures.time_to_failure.mean, failures.time_to_repair.mean) == (72_000, 1800)


def test_every_way_to_fail_is_scaled_and_maintenance_is_not(fields: dict[str, Any]) -> None:
    """Further failures become rarer and shorter as the first does; planned work stays as planned."""
    hours = Distribution.constant(3600.0)
    jam = Failures(time_to_failure=hours, time_to_repair=hours, reason="jam", clock="pieces")
    weekly = Maintenance(every=hours, duration=hours)
    saw, mill = fields["work_centers"]
    stops = {"further_failures": (jam,), "maintenance": (weekly,)}
    plant = Plant(**fields | {"work_centers": (saw, mill.model_copy(update=stops))})
    edited = after(plant, "scale_failures", work_center="mill", mtbf_factor=2.0, mttr_factor=0.5).work_center("mill")
    assert [(one.time_to_failure.mean, one.time_to_repair.mean) for one in edited.failure_modes()] == [
        (72_000, 900), (7200, 1800),
    ]  # fmt: skip
    assert edited.further_failures[0].clock == "pieces"
    assert edited.maintenance == (weekly,)


def test_a_rate_is_scaled_as_a_time_is(fields: dict[str, Any]) -> None:
    """Half the process time is twice the rate; a step without a rate gets none."""
    steps = (Operation(id="10", work_center="mill", rate=0.5), Operation(id="20", work_center="mill", per_piece=4.0))
    plant = Plant(**fields | {"products": (Product(id="A", routings=(Routing(operations=steps),)),)})
    faster = after(plant, "scale_process_time", work_center="mill", factor=0.5)
    assert [(one.rate, one.per_piece, one.mean_time(10)) for _, one in faster.operations()] == [
        (1.0, 0, 10), (None, 2.0, 20),
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["scale_setup_time", "scale_failures"])
def test_what_is_not_there_stays_not_there(shop: Plant, key: str) -> None:
    """Scaling the setups or failures of a work center that has none leaves the plant as it is."""
    assert after(shop, key, **VALID[key] | {"work_center": "saw"}) == shop


@pytest.mark.parametrize(("factor", "rework"), [(0.5, 0.05), (0, 0), (50, 0.999)])
def test_rework_is_scaled_and_stays_a_chance_below_one(shop: Plant, factor: float, rework: float) -> None:
    """However large the factor, a lot leaves some day."""
    edited = after(shop, "scale_rework", work_center="mill", factor=factor)
    assert [o.rework for _, o in edited.operations()] == pytest.approx([0, rework, rework])


@pytest.mark.parametrize("capacity", [0, 3, None])
def test_a_buffer_is_set_to_places_or_freed(shop: Plant, capacity: int | None) -> None:
    """A number of places, zero too, or no limit."""
    assert after(shop, "set_buffer", work_center="saw", capacity=capacity).work_center("saw").buffer == capacity


def test_added_workers_have_just_the_one_skill_and_new_names(shop: Plant) -> None:
    """Two hires who can mill; hiring again never reuses a name."""
    twice = after(after(shop, "add_workers", skill="milling", count=2), "add_workers", skill="milling", count=1)
    assert [one.id for one in twice.workers[3:]] == ["new-milling-1", "new-milling-2", "new-milling-3"]
    assert {one.skills for one in twice.workers[3:]} == {("milling",)}


def test_those_with_the_fewest_skills_are_trained_first(shop: Plant) -> None:
    """Of the two who can saw and not mill, the one with a single skill learns."""
    trained = after(shop, "cross_train", from_skill="sawing", to_skill="milling", count=1)
    assert [one.skills for one in trained.workers] == [
        ("milling", "sawing"), ("sawing", "milling"), ("sawing", "packing"),
    ]  # fmt: skip


def test_no_more_can_be_trained_than_lack_the_skill(shop: Plant) -> None:
    """Three for training where two lack the skill is refused with the number that would do."""
    found = change("cross_train", from_skill="sawing", to_skill="milling", count=3).problems(shop)
    assert found == ["changes.c.cross_train: only 2 workers have 'sawing' and not 'milling'; count may be at most that"]


def test_a_wip_limit_makes_an_open_plant_conwip(shop: Plant) -> None:
    """An open plant under a limit releases one order for each that leaves."""
    release = after(shop, "set_wip_limit", limit=8).release
    assert (release.policy, release.wip_limit) == ("conwip", 8)


def test_a_dispatch_rule_goes_to_one_work_center_or_to_all(shop: Plant) -> None:
    """``all`` reaches every queue; a name only its own."""
    one = after(shop, "set_dispatch", work_center="mill", rule="edd")
    assert [center.dispatch for center in one.work_centers] == ["fifo", "edd"]
    every = after(shop, "set_dispatch", work_center="all", rule="spt")
    assert [center.dispatch for center in every.work_centers] == ["spt", "spt"]


@pytest.mark.parametrize("rule", [*RULES, "plugin:ours"])
def test_every_rule_can_be_set(shop: Plant, rule: str) -> None:
    """Each rule that a plant knows, and one that a package brings, is taken by name."""
    assert after(shop, "set_dispatch", work_center="mill", rule=rule).work_center("mill").dispatch == rule


def test_more_demand_is_less_time_between_orders(shop: Plant) -> None:
    """A quarter more orders come at four fifths of the time between them, at the same variability."""
    interarrival = after(shop, "scale_demand", factor=1.25).release.interarrival
    assert interarrival is not None
    assert (interarrival.mean, interarrival.scv) == (2880, 1)


def test_more_demand_is_more_of_every_stream(fields: dict[str, Any]) -> None:
    """Streams of their own come more often too, each with as many orders at a time as before."""
    streams = tuple(Arrival(product=one, interarrival=Distribution.exponential(900.0), orders=2) for one in "AB")
    plant = Plant(**fields | {"release": Release(arrivals=streams)})
    arrivals = after(plant, "scale_demand", factor=1.5).release.arrivals
    assert [(one.interarrival.mean, one.orders) for one in arrivals] == [(600, 2), (600, 2)]


def test_a_conwip_plant_has_no_demand_to_scale(fields: dict[str, Any]) -> None:
    """Where each order waits for another to leave, demand is not what limits, and nothing changes."""
    plant = Plant(**fields | {"release": Release(policy="conwip", wip_limit=5)})
    assert after(plant, "scale_demand", factor=1.5) == plant


def pieces(plant: Plant) -> dict[str, float]:
    """Return the pieces each product is asked for per working hour."""
    whole = sum(one.share for one in plant.products)
    assert plant.release.interarrival is not None
    per_hour = 3600 / plant.release.interarrival.mean

    def size(lots: tuple[LotSize, ...]) -> float:
        return sum(one.quantity * one.weight for one in lots) / sum(one.weight for one in lots)

    return {one.id: per_hour * one.share / whole * size(one.lot_sizes) for one in plant.products}


@pytest.mark.parametrize("factor", [0.1, 0.5, 2.0])
def test_smaller_lots_are_more_orders_for_the_same_pieces(shop: Plant, factor: float) -> None:
    """Whatever the lot size, each product is asked for the same pieces per hour as before."""
    edited = after(shop, "scale_lot_size", product="A", factor=factor)
    assert [one.quantity for one in edited.products[0].lot_sizes] == [10 * factor, 20 * factor]
    assert pieces(edited) == pytest.approx(pieces(shop))


def test_a_lot_holds_a_whole_piece_at_least(shop: Plant) -> None:
    """Lots cannot shrink below one piece; the pieces asked for stay all the same."""
    edited = after(shop, "scale_lot_size", product="A", factor=0.001)
    assert [one.quantity for one in edited.products[0].lot_sizes] == [1, 1]
    assert pieces(edited) == pytest.approx(pieces(shop))


def test_a_longer_shift_for_the_plant_brings_no_more_orders(shop: Plant) -> None:
    """Working 168 h instead of 40 h, orders keep coming at the same rate per calendar time."""
    edited = after(shop, "set_shift", work_center="all", calendar="always")
    assert edited.calendar == "always"
    assert edited.release.interarrival is not None
    assert edited.release.interarrival.mean == pytest.approx(3600 * 168 / 40)


def test_a_shift_for_one_work_center_leaves_the_others(shop: Plant) -> None:
    """One work center goes on the other calendar, orders come as before."""
    edited = after(shop, "set_shift", work_center="mill", calendar="always")
    assert [one.calendar for one in edited.work_centers] == [None, "always"]
    assert without(edited, "work_centers") == without(shop, "work_centers")


def test_edits_of_one_change_are_made_in_order(shop: Plant) -> None:
    """Two halvings in one change quarter the setups."""
    halve = {"scale_setup_time": {"work_center": "mill", "factor": 0.5}}
    both = parse_changes([{"name": "twice", "edits": [halve, halve], "cost": {"once": 100}}])[0]
    setup = both.apply(shop).work_center("mill").setup
    assert setup is not None
    assert setup.default == 150
    assert (both.cost.once, both.cost.per_year) == (100, None)


@pytest.mark.parametrize("key", CENTER_KEYS)
def test_an_unknown_work_center_is_named_with_those_known(shop: Plant, key: str) -> None:
    """A misspelt work center is refused with the list to choose from."""
    found = change(key, **VALID[key] | {"work_center": "mil"}).problems(shop)
    assert len(found) == 1
    assert found[0].startswith(f"changes.c.{key}: unknown work center 'mil'; known are saw, mill")


@pytest.mark.parametrize(
    ("key", "arguments", "said"),
    [
        ("add_workers", {"skill": "weld", "count": 1}, "unknown skill 'weld'; known are milling, packing, sawing"),
        ("cross_train", {"from_skill": "x", "to_skill": "sawing", "count": 1}, "unknown skill 'x'"),
        ("scale_lot_size", {"product": "C", "factor": 2}, "unknown product 'C'; known are A, B"),
        ("set_shift", {"work_center": "mill", "calendar": "night"}, "unknown calendar 'night'; known are always, days"),
    ],
)  # fmt: skip
def test_what_the_plant_does_not_know_is_named_with_what_it_does(
    shop: Plant, key: str, arguments: dict[str, object], said: str
) -> None:
    """Skills, products and calendars of a change must be the plant's; nothing is applied otherwise."""
    one = change(key, **arguments)
    assert any(said in problem for problem in one.problems(shop)), one.problems(shop)
    with pytest.raises(PlantError, match="change 'c'"):
        one.apply(shop)


FACTOR = "input should be greater than"
BAD = [
    ("add_stations", {"work_center": "mill"}, "count: field required"),
    ("add_stations", {"work_center": "mill", "count": 0}, "count: 0; input should be greater than or equal to 1"),
    ("add_stations", {"work_center": "mill", "count": 1.5}, "count: 1.5; input should be a valid integer"),
    ("add_stations", {"work_center": "", "count": 1}, "work_center: ''; string should have at least 1 character"),
    ("scale_process_time", {"work_center": "mill", "factor": 0}, f"factor: 0; {FACTOR} 0"),
    ("scale_process_time", {"work_center": "mill", "factor": math.nan}, "factor: nan; input should be a finite number"),
    ("scale_process_time", {"work_center": "mill", "factor": "half"}, "factor: 'half'; input should be a valid number"),
    ("scale_setup_time", {"work_center": "mill", "factor": -1}, f"factor: -1; {FACTOR} or equal to 0"),
    ("scale_failures", {"work_center": "mill", "mtbf_factor": 0}, f"mtbf_factor: 0; {FACTOR} 0"),
    ("scale_failures", {"work_center": "mill", "mttr_factor": math.inf}, "mttr_factor: inf; input should be a finite"),
    ("scale_rework", {"work_center": "mill", "factor": -0.1}, f"factor: -0.1; {FACTOR} or equal to 0"),
    ("set_buffer", {"work_center": "mill"}, "capacity: field required"),
    ("set_buffer", {"work_center": "mill", "capacity": -1}, f"capacity: -1; {FACTOR} or equal to 0"),
    ("add_workers", {"skill": "milling", "count": -2}, f"count: -2; {FACTOR} or equal to 1"),
    ("cross_train", {"from_skill": "sawing", "count": 1}, "to_skill: field required"),
    ("set_wip_limit", {"limit": 0}, f"limit: 0; {FACTOR} or equal to 1"),
    (
        "set_dispatch",
        {"work_center": "mill", "rule": "lifo"},
        "rule: 'lifo' is no rule; allowed are fifo, edd, spt, cr",
    ),
    ("set_dispatch", {"work_center": "mill", "rule": "plugin:"}, "rule: 'plugin:' is no rule; allowed are fifo, edd"),
    ("scale_demand", {"factor": math.nan}, "factor: nan; input should be a finite number"),
    ("scale_lot_size", {"product": "A", "factor": 0}, f"factor: 0; {FACTOR} 0"),
    ("set_shift", {"work_center": "mill"}, "calendar: field required"),
    ("set_shift", {"work_center": "mill", "calendar": "x", "from": 1}, "from: extra inputs are not permitted"),
]


@pytest.mark.parametrize(("key", "arguments", "said"), BAD)
def test_bad_arguments_are_refused_where_they_stand(key: str, arguments: dict[str, object], said: str) -> None:
    """Zero, negative, NaN, missing, of the wrong kind: the message says where, what was found, what is allowed."""
    (problem,) = refused([{"name": "c", key: arguments}])
    assert problem.startswith(f"changes.c.{key}.{said}"), problem


def test_every_edit_has_a_bad_input_tried() -> None:
    """No key of the vocabulary goes without a test of its refusal."""
    assert {key for key, _, _ in BAD} == set(EDITS)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("add_stations", "changes: str; a list of changes is needed; start it with 'changes:'"),
        (None, "changes: NoneType; a list of changes is needed"),
        ([{"add_stations": {"work_center": "mill", "count": 1}}], "changes[0]: no name"),
        (["faster"], "changes[0]: no name"),
        ([{"name": "c"}], "changes.c: no edit; one or more of add_stations, scale_process_time"),
        ([{"name": "c", "add_station": {}}], "changes.c.add_station: unknown key; allowed are add_stations"),
        ([{"name": "c", "edits": ["faster"]}], "changes.c.faster: unknown key"),
        ([{"name": "c", "set_wip_limit": 5}], "changes.c.set_wip_limit.the whole: 5; input should be"),
        ([{"name": "c", "scale_demand": {"factor": 2}, "cost": {"once": -1}}], "changes.c.cost.once: -1; "),
        ([{"name": "c", "scale_demand": {"factor": 2}}] * 2, "changes.c: stands 2 times; each name once"),
    ],
)
def test_what_is_no_change_is_refused_and_said_how_to_write_it(entry: object, said: str) -> None:
    """Not a list, no name, no edit, an unknown key, a negative cost, a name twice."""
    assert any(problem.startswith(said) for problem in refused(entry)), refused(entry)


def test_all_problems_of_all_changes_are_said_at_once() -> None:
    """Three faults in two changes come as three sentences of one error."""
    found = refused(
        [
            {"name": "a", "edits": [{"scale_demand": {"factor": 0}}, {"set_wip_limit": {"limit": "many"}}]},
            {"name": "b", "faster": {}},
        ]
    )
    assert [problem.split(":")[0] for problem in found] == [
        "changes.a.scale_demand.factor", "changes.a.set_wip_limit.limit", "changes.b.faster",
    ]  # fmt: skip
