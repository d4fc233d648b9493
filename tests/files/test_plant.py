"""A plant's folder."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings

from files.any_plant import plants
from plantwright.errors import OutputError, PlantError
from plantwright.files.layout import LAYOUTS
from plantwright.files.plant import KEYS, is_plant_folder, read_plant, write_plant
from plantwright.model.calendar import Calendar
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Failures, Maintenance, Setup, WorkCenter
from plantwright.model.orders import Arrival, Order
from plantwright.model.plant import Evidence, Plant, Release, Worker
from plantwright.model.product import Component, Operation, Product, QueueLimit, Routing, Yielded
from plantwright.model.transport import Carriers, Distance


def small_plant() -> Plant:
    """Return a plant with one of everything."""
    return Plant(
        name="shop",
        work_centers=(WorkCenter(id="mill", stations=2, skill="milling"), WorkCenter(id="pack")),
        products=(
            Product(id="A", routings=(Routing(operations=(Operation(id="10", work_center="mill", per_piece=30.0),)),)),
        ),
        workers=(Worker(id="W1", skills=("milling",)),),
        release=Release(interarrival=Distribution.exponential(3600.0)),
    )


@pytest.mark.parametrize("name", ["Müller & Söhne", "line\x85end", "two\u2028lines", "a: b # c", " ", "1e3", "no"])
def test_any_name_comes_back(tmp_path, name):
    """A plant's name is read back as it was, line ends of other scripts and words of YAML included."""
    plant = small_plant().model_copy(update={"name": name})
    write_plant(plant, tmp_path)
    assert read_plant(tmp_path) == plant


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plants())
def test_any_plant_comes_back(tmp_path_factory, plant):
    """Any plant written to a folder is read back the same, to the last digit."""
    folder = tmp_path_factory.mktemp("plants")
    write_plant(plant, folder)
    assert read_plant(folder) == plant


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plants(), plants())
def test_written_over_another(tmp_path_factory, one, other):
    """A plant written over another leaves nothing of the other behind."""
    folder = tmp_path_factory.mktemp("plants")
    write_plant(one, folder)
    write_plant(other, folder)
    assert read_plant(folder / "plant.yaml") == other


_TABLES = {"work_centers", "products", "workers", "orders", "evidence"}
_CENTER = {
    *("id", "stations", "station_ids", "buffer", "calendar", "skill", "team", "dispatch", "setup", "failures"),
    *("further_failures", "maintenance", "batch", "power", "at_close", "blocking", "kanban"),
}
_STEP = {
    *("id", "work_center", "per_lot", "per_piece", "rate", "noise", "scrap", "rework", "rework_back", "rework_limit"),
    *("ideal_per_piece", "sampling", "family", "stations", "attendance", "queue_limit", "hold", "components"),
    *("yields", "split", "join"),
}
_PRODUCT = {"id", "routings", "family", "share", "lot_sizes", "lead_time", "unit", "priority", "divisible"}
_RELEASE = {"policy", "interarrival", "arrivals", "wip_limit", "drum", "urgent_share", "when_full"}


@pytest.mark.parametrize(
    ("noun", "kept"),
    [
        (Plant, {*KEYS, *_TABLES}),
        (WorkCenter, _CENTER),
        (Setup, {"default", "noise", "times", "min_run"}),
        (Failures, {"time_to_failure", "time_to_repair", "reason", "clock"}),
        (Maintenance, {"every", "duration", "reason", "clock"}),
        (Product, _PRODUCT),
        (Operation, _STEP),
        (QueueLimit, {"time", "consequence", "back"}),
        (Component, {"product", "quantity", "ordered"}),
        (Yielded, {"product", "quantity"}),
        (Worker, {"id", "skills", "calendar"}),
        (Calendar, {"id", "shifts", "breaks"}),
        (Release, _RELEASE),
        (Arrival, set(LAYOUTS["arrivals"])),
        (Order, {*LAYOUTS["orders"], "id"} - {"order"}),
        (Carriers, {"count", "speed", "handling", "distances"}),
        (Distance, {"from_center", "to_center", "metres"}),
        (Evidence, set(LAYOUTS["evidence"])),
        (Distribution, {"kind", "mean", "scv", "values"}),
    ],
)
def test_every_field_is_kept(noun, kept):
    """No field of a plant is without a place in the folder."""
    assert set(noun.model_fields) == kept


def test_folder_is_recognized(tmp_path):
    """A folder with plant.yaml is a plant's folder, and so is that file; another folder is none."""
    write_plant(small_plant(), tmp_path / "shop")
    assert is_plant_folder(tmp_path / "shop")
    assert is_plant_folder(tmp_path / "shop" / "plant.yaml")
    assert not is_plant_folder(tmp_path)


def test_spreadsheet_semicolons(tmp_path):
    """Tables that a spreadsheet saved with semicolons and a byte order mark are read."""
    write_plant(small_plant(), tmp_path)
    for file in tmp_path.glob("*.csv"):
        rows = list(csv.reader(file.read_text().splitlines()))
        file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8-sig")
    assert read_plant(tmp_path) == small_plant()


def test_hand_written_minimum(tmp_path):
    """A plant of the fewest cells is read; what is left out takes its default."""
    (tmp_path / "plant.yaml").write_text("name: tiny\nrelease: {policy: conwip, wip_limit: 4}\n")
    (tmp_path / "work_centers.csv").write_text("id\nsaw\n")
    (tmp_path / "products.csv").write_text("id\nA\n")
    (tmp_path / "operations.csv").write_text("product,operation,work_center,per_piece [s]\nA,10,saw,5\n")
    plant = read_plant(tmp_path)
    assert plant.products[0].routings[0].operations[0].mean_time(2) == 10.0
    assert plant.products[0].lot_sizes[0].quantity == 1


def test_all_problems_at_once(tmp_path):
    """Every wrong cell is told with its file, row and column, in one message."""
    write_plant(small_plant(), tmp_path)
    (tmp_path / "plant.yaml").write_text("name: x\nrelase: {}\nrelease: {interarrival: often 3}\n")
    (tmp_path / "work_centers.csv").write_text("id,stations,color\nmill,none,red\npack,0,blue\n")
    (tmp_path / "operations.csv").write_text("product,operation,work_center,per_lot,noise\nB,10,mill,5,gamma\n")
    with pytest.raises(PlantError) as error:
        read_plant(tmp_path)
    told = str(error.value)
    for part in (
        "plant.yaml, relase", "release.interarrival", "work_centers.csv row 2, column stations: 'none'",
        "work_centers.csv row 3, column stations", "column 'color'",
        "operations.csv row 2, column product: unknown 'B'",
        "operations.csv row 2, column noise: 'gamma' is no distribution",
    ):  # fmt: skip
        assert part in told


@pytest.mark.parametrize("text", ["often 3", "gamma x", "gamma 3 scv", "empirical 3 of nothing", "gamma 3 size 2"])
def test_wrong_distributions_are_told(tmp_path, text):
    """A distribution that is none is refused with its place."""
    write_plant(small_plant(), tmp_path)
    (tmp_path / "plant.yaml").write_text(f"name: x\nrelease: {{policy: conwip, wip_limit: 2}}\ntransport: {text}\n")
    with pytest.raises(PlantError, match="transport"):
        read_plant(tmp_path)


def test_missing_folder_is_told(tmp_path):
    """A folder that is not there is named."""
    with pytest.raises(PlantError, match=r"plant\.yaml"):
        read_plant(tmp_path / "nowhere")


def test_unwritable_folder(tmp_path):
    """A place where no folder can be made is refused as an output error."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_plant(small_plant(), tmp_path / "file" / "plant")
