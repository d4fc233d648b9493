"""A plant's folder."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plantwright.errors import OutputError, PlantError
from plantwright.files.layout import LAYOUTS
from plantwright.files.plant import _KEYS, is_plant_folder, read_plant, write_plant
from plantwright.model.calendar import Calendar, Shift
from plantwright.model.distribution import Distribution
from plantwright.model.equipment import Batch, Failures, Power, Setup, SetupTime, WorkCenter
from plantwright.model.plant import Costs, Evidence, Plant, Release, Worker
from plantwright.model.product import LotSize, Operation, Product, Routing

TEXT = st.text(min_size=1, max_size=8)
NAMES = st.one_of(
    TEXT, st.sampled_from(["", '"', '""', "12", "1e5", "yes", "a,b", "a;b", "null", " x ", "a\r\nb", "=1"])
)
NAME = NAMES.filter(bool)
NUMBER = st.floats(0, 1e12, allow_nan=False)
ABOVE = st.floats(1e-6, 1e12)
SHARE = st.floats(0, 0.99)
PLAIN = st.builds(Distribution, kind=st.sampled_from(["constant", "exponential", "gamma"]), mean=ABOVE, scv=NUMBER)
OBSERVED = st.builds(
    Distribution, kind=st.just("empirical"), mean=ABOVE, scv=NUMBER, values=st.lists(NUMBER, min_size=1, max_size=4)
)
SPREAD = st.one_of(PLAIN, OBSERVED)
SETUP = st.builds(
    Setup,
    default=NUMBER,
    noise=SPREAD,
    times=st.lists(st.builds(SetupTime, from_family=NAME, to_family=NAME, time=NUMBER), max_size=2),
)
BATCH = st.builds(Batch, max_lots=st.integers(3, 9), min_lots=st.integers(1, 3), max_wait=st.none() | NUMBER)
EVIDENCE = st.builds(
    Evidence,
    path=NAMES,
    value=st.none() | NAMES | NUMBER,
    unit=NAMES,
    low=st.none() | NUMBER,
    n=st.none() | st.integers(0, 9),
    method=NAMES,
)
CALENDAR = Calendar(id="two shifts", shifts=(Shift(days="mon-fri", start="06:00", end="22:00"),))


@st.composite
def plants(draw) -> Plant:
    """Return any valid plant."""
    ids = draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    skill = draw(NAME)
    calendar = st.sampled_from([None, "always", CALENDAR.id])
    centers = [draw(_center(one, k, skill, calendar)) for k, one in enumerate(ids)]
    products = draw(st.lists(NAME, min_size=1, max_size=3, unique=True))
    return Plant(
        name=draw(NAME),
        time_zone=draw(st.sampled_from(["UTC", "Europe/Paris"])),
        currency=draw(st.none() | NAMES),
        calendars=(CALENDAR,),
        calendar=draw(st.sampled_from(["always", CALENDAR.id])),
        work_centers=centers,
        products=[draw(_product(one, st.sampled_from(ids))) for one in products],
        workers=[
            Worker(id=one, skills=(skill, draw(NAME)))
            for one in draw(st.lists(NAME, min_size=1, unique=True, max_size=2))
        ],
        release=Release(interarrival=draw(SPREAD), urgent_share=draw(SHARE), wip_limit=draw(st.none() | st.just(3))),
        urgent_first=draw(st.booleans()),
        transport=draw(SPREAD),
        costs=Costs(margin_per_piece=draw(st.none() | NUMBER), station_once={ids[0]: draw(NUMBER)}),
        evidence=draw(st.lists(EVIDENCE, max_size=3)),
    )


def _center(name, number, skill, calendar):
    return st.builds(
        WorkCenter, id=st.just(name), stations=st.integers(1, 3),
        station_ids=st.sampled_from([(), (f"station {number}",)]), buffer=st.none() | st.integers(0, 3),
        calendar=calendar, skill=st.sampled_from([None, skill]), dispatch=st.sampled_from(["fifo", "edd", "spt"]),
        setup=st.none() | SETUP, batch=st.none() | BATCH,
        power=st.none() | st.builds(Power, process=NUMBER, idle=NUMBER),
        failures=st.none() | st.builds(Failures, time_to_failure=SPREAD, time_to_repair=SPREAD, reason=NAMES),
    )  # fmt: skip


def _product(name, centers):
    step = st.builds(
        Operation, id=NAME, work_center=centers, per_lot=NUMBER, per_piece=NUMBER, noise=SPREAD, scrap=SHARE,
        rework=SHARE, rework_back=st.just(0), ideal_per_piece=st.none() | NUMBER,
    )  # fmt: skip
    routing = st.builds(Routing, operations=st.lists(step, min_size=1, max_size=2), weight=NUMBER)
    return st.builds(
        Product, id=st.just(name), family=st.none() | NAME, share=st.floats(0.1, 5), unit=NAMES,
        routings=st.lists(routing, min_size=1, max_size=2),
        lot_sizes=st.lists(st.builds(LotSize, quantity=ABOVE, weight=NUMBER), min_size=1, max_size=2),
        lead_time=st.none() | SPREAD,
    )  # fmt: skip


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


_PARTS = ("setup", "failures", "batch", "power")


@pytest.mark.parametrize(
    ("noun", "kept"),
    [
        (Plant, {*_KEYS, "work_centers", "products", "workers", "evidence"}),
        (WorkCenter, {"id", "stations", "station_ids", "buffer", "calendar", "skill", "dispatch", *_PARTS}),
        (Setup, {"default", "noise", "times"}),
        (Failures, {"time_to_failure", "time_to_repair", "reason"}),
        (Product, {"id", "routings", "family", "share", "lot_sizes", "lead_time", "unit"}),
        (Operation, {*LAYOUTS["operations"], "id"} - {"product", "routing", "operation"}),
        (Evidence, set(LAYOUTS["evidence"])),
        (Distribution, {"kind", "mean", "scv", "values"}),
    ],
)  # fmt: skip
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
