"""The tables of a plant's folder as an engineer with a spreadsheet writes them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.any_plant import NAME, plants
from plantwright.errors import OutputError, PlantError
from plantwright.files.cells import read_names, written_names
from plantwright.files.layout import LAYOUTS
from plantwright.files.plant import read_plant, write_plant
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance
from plantwright.model.plant import Plant

TABLES = {
    "plant.yaml": "name: shop\n"
    "calendars: [{id: early, shifts: [{days: mon-fri, start: 6:00, end: 14:00}],\n"
    "  breaks: [{days: mon-fri, start: 9:00, end: 9:15}]}]\n"
    "release: {policy: open, when_full: lost}\ncarriers: {count: 2, speed: 1.5}\n",
    "work_centers.csv": "id,stations,skill,team,failure_clock,time_to_failure,time_to_repair\n"
    'saw,1,,,,,\nmill,2,milling,"lifting ""crane, big""",pieces,constant 500,constant 60\n',
    "stops.csv": "work_center,kind,clock,every [s or pieces or lots],duration [s],reason\n"
    "mill,failure,calendar,exponential 90000,constant 600,coolant\n"
    "mill,maintenance,lots,constant 20,constant 300,new tool\nmill,maintenance,,constant 604800,constant 3600,\n",
    "products.csv": "id,priority,divisible\nbolt,1,\noil,,yes\n",
    "operations.csv": "product,operation,work_center,per_piece,rate,stations,queue_limit,queue_limit_consequence,"
    "split,join\n"
    "bolt,10,saw,5,,,,,4,\nbolt,20,mill,9,,mill-2,3600,rework,,\nbolt,20,mill,9,,,,,,yes\noil,10,saw,,0.5,,,,,\n",
    "components.csv": "product,operation,step,component,quantity,ordered\n"
    "bolt,20,3,oil,0.1,no\nbolt,10,,oil,2,\n",
    "yields.csv": "product,operation,step,yielded,quantity\nbolt,20,2,oil,0.5\nbolt,20,2,oil,\nbolt,10,,oil,3\n",
    "workers.csv": "worker,skill,calendar\nAnn,milling,early\nAnn,lifting,\nBo,\"crane, big\",\nBo,lifting,\n",
    "arrivals.csv": "product,interarrival,orders\nbolt,trace 60 of week,3\noil,exponential 900,\n",
    "samples.csv": "sample,value\nweek,30\nweek,90\n",
    "orders.csv": "order,product,quantity,released,operation,station,remaining\nO1,bolt,5,-60,20,mill-1,0.5\n",
    "distances.csv": "from_center,to_center,distance [m]\nsaw,mill,40\n",
}  # fmt: skip


def folder(path: Path, **spoiled: str) -> Path:
    """Write a plant's folder by hand, some of its tables another than usual."""
    for name, text in (TABLES | {f"{table}.csv": text for table, text in spoiled.items()}).items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    """Return what is said of a folder that cannot be read."""
    with pytest.raises(PlantError) as caught:
        read_plant(path)
    return "\n".join(caught.value.problems)


@pytest.fixture
def shop(tmp_path: Path) -> Plant:
    """Return the plant of the tables above."""
    return read_plant(folder(tmp_path))


def test_stops_of_either_kind_go_to_their_work_center(shop: Plant) -> None:
    """A failure row is a further failure, a maintenance row maintenance, each by its clock or the usual one."""
    mill = shop.work_center("mill")
    assert mill.failures is not None
    assert mill.failures.clock == "pieces"
    assert mill.further_failures == (
        Failures(
            time_to_failure=Distribution.exponential(90_000),
            time_to_repair=Distribution.constant(600),
            reason="coolant",
            clock="calendar",
        ),
    )
    tool, weekly = mill.maintenance
    assert (tool.clock, tool.every.mean, tool.duration.mean, tool.reason) == ("lots", 20, 300, "new tool")
    assert weekly == Maintenance(every=Distribution.constant(604_800), duration=Distribution.constant(3600))


def test_people_have_calendars_and_teams_have_names(shop: Plant) -> None:
    """A calendar told in one row of a worker holds for all; a skill with a blank and a comma in it stays one."""
    assert [one.calendar for one in shop.workers] == ["early", None]
    assert shop.work_center("mill").team == ("lifting", "crane, big")
    assert shop.find_calendar("early").hours_per_week() == 5 * 7.75


def test_steps_hold_what_their_cells_say(shop: Plant) -> None:
    """A queue limit has its usual parts where only the time is told; a rate stands in place of a time."""
    saw, twice, joined = shop.products[0].routings[0].operations
    assert (saw.split, joined.join, twice.stations) == (4, True, ("mill-2",))
    assert twice.queue_limit is not None
    assert (twice.queue_limit.time, twice.queue_limit.consequence, twice.queue_limit.back) == (3600, "rework", 1)
    assert shop.products[1].routings[0].operations[0].mean_time(10) == 20
    assert [(one.priority, one.divisible) for one in shop.products] == [(1, False), (2, True)]


def test_components_go_to_the_step_of_their_name_or_number(shop: Plant) -> None:
    """Where two steps have one name, the number says which of them takes the component."""
    steps = shop.products[0].routings[0].operations
    assert [[(part.quantity, part.ordered) for part in one.components] for one in steps] == [
        [(2, True)], [], [(0.1, False)],
    ]  # fmt: skip


def test_yields_come_off_the_step_of_their_name_or_number(shop: Plant) -> None:
    """A step gives off what its rows say, in their order; one piece where none is told."""
    steps = shop.products[0].routings[0].operations
    assert [[(one.product, one.quantity) for one in step.yields] for step in steps] == [
        [("oil", 3)], [("oil", 0.5), ("oil", 1)], [],
    ]  # fmt: skip


def test_orders_arrivals_and_distances_are_rows(shop: Plant) -> None:
    """Streams, orders told beforehand and distances come from their tables, joined with what plant.yaml says."""
    bolt, oil = shop.release.arrivals
    assert (shop.release.when_full, bolt.orders, oil.orders) == ("lost", 3, 1)
    assert bolt.interarrival == Distribution(kind="trace", mean=60, values=(30, 90))
    (order,) = shop.orders
    assert (order.id, order.released, order.routing, order.station, order.remaining) == ("O1", -60, 0, "mill-1", 0.5)
    assert shop.carriers is not None
    assert (shop.carriers.speed, shop.carriers.distances[0].metres) == (1.5, 40)


def test_orders_name_their_routing_as_the_tables_do(tmp_path: Path) -> None:
    """A routing in the orders is what the operations call it; an unknown one is told with those known."""
    steps = "product,routing,operation,work_center\nbolt,old,10,saw\nbolt,new,10,mill\noil,,10,saw\n"
    parts = "product,routing,operation,component\nbolt,new,10,oil\n"
    others = "product,routing,operation,yielded\n"
    table = "order,product,quantity,released,routing\nO1,bolt,5,0,new\nO2,bolt,5,0,\n"
    plant = read_plant(folder(tmp_path, operations=steps, components=parts, yields=others, orders=table))
    assert [one.routing for one in plant.orders] == [1, 0]
    told = refused(
        folder(tmp_path, operations=steps, components=parts, yields=others, orders=table.replace("new", "newer"))
    )
    assert told == "orders.csv row 2, column routing: unknown 'newer'; operations.csv has old, new"


def test_a_folder_of_before_reads_as_before(tmp_path: Path) -> None:
    """A folder without the newer columns and tables reads, and each of them takes its default."""
    write_plant(read_plant(folder(tmp_path)), tmp_path)
    before = {
        "work_centers": "id stations buffer calendar skill dispatch setup_default time_to_failure time_to_repair",
        "operations": "product routing operation work_center per_lot per_piece noise scrap rework rework_back",
        "products": "id family share unit lead_time",
        "workers": "worker skill",
    }
    for name in LAYOUTS:
        file = tmp_path / f"{name}.csv"
        if name in before:
            _keep_columns(file, before[name].split())
        elif name not in ("lot_sizes", "routings"):
            file.unlink(missing_ok=True)
    (tmp_path / "plant.yaml").write_text("name: shop\nrelease: {policy: open, interarrival: exponential 60}\n")
    plant = read_plant(tmp_path)
    saw, mill = plant.work_centers
    assert (saw.at_close, saw.blocking, mill.team, mill.maintenance, mill.kanban) == ("pause", "after", (), (), None)
    assert mill.failures is not None
    assert mill.failures.clock == "busy"
    assert {(one.sampling, one.attendance, one.join, one.split) for _, one in plant.operations()} == {
        (1, 1, False, None)
    }


def _keep_columns(file: Path, names: list[str]) -> None:
    with file.open(newline="") as stream:
        rows = [{key.split(" [")[0]: cell for key, cell in row.items()} for row in csv.DictReader(stream)]
    with file.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def test_every_wrong_cell_of_every_table_is_told_at_once(tmp_path: Path) -> None:
    """Unknown kinds, clocks, steps and calendars come in one message, each with its file, row and column."""
    spoiled = folder(
        tmp_path,
        work_centers='id,team,failure_clock,at_close,kanban,time_to_failure,time_to_repair,batch_max_lots\n'
        'saw,"""open",,,,,,0\nmill,,moon,stop,0,constant 5,constant 5,\n',
        stops="work_center,kind,clock,every,duration\nmill,strike,,constant 5,constant 5\n"
        "mill,failure,lots,constant 5,constant 5\nlathe,maintenance,,often,constant 5\nmill,failure,,,constant 5\n",
        operations="product,operation,work_center,per_piece,rate,queue_limit_back,join,stations\n"
        'bolt,10,saw,5,1,,,\nbolt,20,mill,,,1,perhaps,"""mill"\noil,10,saw,,,,,\n',
        components="product,operation,step,component,quantity\nbolt,30,,oil,1\nbolt,10,2,oil,1\nbolt,10,,oil,0\n",
        yields="product,operation,step,yielded,quantity\nbolt,20,3,oil,1\nbolt,20,,,-1\n",
        workers="worker,skill,calendar\nAnn,milling,early\nAnn,lifting,late\n",
        arrivals="product,interarrival,orders\nbolt,,0\n",
        orders="order,product,quantity,released,remaining\nO1,bolt,0,soon,2\n",
        distances="from_center,to_center,distance\nsaw,mill,-1\n",
    )  # fmt: skip
    told = refused(spoiled)
    for part in (
        "work_centers.csv row 2, column team: '\"open': the double quotes do not match",
        "work_centers.csv row 2, column batch_max_lots: '0'; ",
        "work_centers.csv row 3, column failure_clock: 'moon'; input should be 'busy', 'calendar' or 'pieces'",
        "work_centers.csv row 3, column at_close: 'stop'; ",
        "work_centers.csv row 3, column kanban: '0'; ",
        "stops.csv row 2, column kind: unknown 'strike'; allowed are failure, maintenance",
        "stops.csv row 3, column clock: 'lots'; ",
        "stops.csv row 4, column work_center: unknown 'lathe'; work_centers.csv has mill, saw",
        "stops.csv row 4, column every: 'often' is no distribution",
        "stops.csv row 5, column every: field required",
        "operations.csv row 2: both rate and per_piece are told; give one of them",
        "operations.csv row 3, column queue_limit: field required",
        "operations.csv row 3, column join: 'perhaps'; ",
        "operations.csv row 3, column stations: '\"mill': the double quotes",
        "components.csv row 2, column operation: unknown '30' of 'bolt'; operations.csv has there 10 as step 1, 20 as",
        "components.csv row 3, column operation: unknown '10' as step 2 of 'bolt'; operations.csv has there 10",
        "components.csv row 4, column quantity: '0'; ",
        "yields.csv row 2, column operation: unknown '20' as step 3 of 'bolt'; operations.csv has there 10 as step 1",
        "yields.csv row 3, column yielded: field required",
        "yields.csv row 3, column quantity: '-1'; ",
        "workers.csv row 3, column calendar: 'late', and 'early' in another row of worker 'Ann'; all rows",
        "arrivals.csv row 2, column interarrival: field required",
        "arrivals.csv row 2, column orders: '0'; ",
        "orders.csv row 2, column quantity: '0'; ",
        "orders.csv row 2, column released: 'soon'; ",
        "orders.csv row 2, column remaining: '2'; ",
        "distances.csv row 2, column distance: '-1'; ",
    ):  # fmt: skip
        assert part in told, told
    assert "row 4, column every: field required" not in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("release: {}", "plant.yaml, carriers: missing; distances.csv needs someone who drives them; give count"),
        ("carriers: {count: 1, speed: 1, distances: []}", "plant.yaml, carriers.distances: does not stand here; one"),
        ("release: {arrivals: []}", "plant.yaml, release.arrivals: does not stand here; one row each in arrivals.csv"),
    ],
)
def test_what_stands_in_a_table_does_not_stand_in_the_text(tmp_path: Path, text: str, said: str) -> None:
    """Streams and distances have one place each, and distances need carriers."""
    (folder(tmp_path) / "plant.yaml").write_text(f"name: shop\n{text}\n")
    assert said in refused(tmp_path)


def test_streams_alone_are_a_release(tmp_path: Path) -> None:
    """Where arrivals.csv tells how orders come, plant.yaml need not."""
    text = TABLES["plant.yaml"].replace("release: {policy: open, when_full: lost}\n", "")
    (folder(tmp_path) / "plant.yaml").write_text(text)
    assert [one.product for one in read_plant(tmp_path).release.arrivals] == ["bolt", "oil"]


def test_orders_beside_a_log_are_the_logs(tmp_path: Path) -> None:
    """A plant in a folder of records leaves their orders alone, and is refused where it has orders of its own."""
    records = "order,product,due\nO1,bolt,2025-01-01\n"
    plant = read_plant(folder(tmp_path))
    (tmp_path / "log.csv").write_text("")
    (tmp_path / "orders.csv").write_text(records)
    assert read_plant(tmp_path).orders == ()
    with pytest.raises(OutputError, match=r"orders\.csv beside a log is the log's; give another folder"):
        write_plant(plant, tmp_path)
    write_plant(plant.model_copy(update={"orders": ()}), tmp_path)
    assert (tmp_path / "orders.csv").read_text() == records


@given(st.lists(NAME, max_size=4))
def test_any_names_share_a_cell(names: list[str]) -> None:
    """Names with blanks, commas and quotes in them come back from one cell as they were."""
    assert read_names(written_names(names)) == names


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(plants())
def test_rows_have_a_cell_for_each_column(tmp_path_factory: pytest.TempPathFactory, plant: Plant) -> None:
    """Every row of every table is as long as its header."""
    place = tmp_path_factory.mktemp("plants")
    write_plant(plant, place)
    for file in place.glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as stream:
            assert {len(row) for row in csv.reader(stream)} == {len(LAYOUTS[file.stem])}
