"""The pages of a studied plant: what the worker writes, and how the server shows it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pytest

from fabricated import study as made_up
from plantwright.events.log import EventLog, LogMeta
from plantwright.model.calendar import ALWAYS, Calendar, Shift
from plantwright.model.estimate import Estimate
from plantwright.plot.style import empty_figure
from plantwright.store.tables import KeptPlant, KeptRun
from plantwright.web.cards.card import Table, card_of, table_of
from plantwright.web.cards.shifts import _spans, shift_rows
from plantwright.web.cards.write import write_pages
from plantwright.web.gantt.index import GanttIndex
from plantwright.web.gantt.write import write_index
from plantwright.web.look import _templates, chance, shown
from served import HOSTILE, World

NAMES = ("flow", "losses", "quality", "twin", "evidence")
PAGES = (*NAMES, "changes", "time")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of pages of a made-up study."""
    folder = tmp_path_factory.mktemp("study")
    write_pages(made_up(), folder, manifest={"seed": 7, "nested": {"one": 1}}, index=None)
    return folder / "pages"


def _cards(pages: Path, name: str) -> list[dict]:
    return json.loads((pages / f"{name}.json").read_text(encoding="utf-8"))["cards"]


@pytest.mark.parametrize("name", [*NAMES, "changes"])
def test_every_card_can_be_read(pages: Path, name: str) -> None:
    """Each card has a title, a line on how to read it, and rows as wide as its columns; its id is its own."""
    cards = _cards(pages, name)
    assert cards
    assert len({one["id"] for one in cards}) == len(cards)
    for one in cards:
        assert one["title"], one["id"]
        assert one["read"], one["id"]
        assert all(len(row) == len(one["table"]["columns"]) for row in one["table"]["rows"]), one["id"]


def test_every_figure_with_data_has_its_numbers_beside_it(pages: Path) -> None:
    """What is drawn can be read and downloaded as a table too."""
    for name in NAMES:
        for one in _cards(pages, name):
            if one["figure"]:
                assert one["table"]["rows"], f"{name}: {one['id']}"


def test_titles_are_text_not_markup(pages: Path) -> None:
    """A title is what people read: no escape sign stands in it, whatever plot wrote for Plotly."""
    titles = [one["title"] for name in NAMES for one in _cards(pages, name)]
    assert not [one for one in titles if "&amp;" in one or "&lt;" in one or "<br>" in one]


def test_the_numbers_of_a_card_are_those_that_were_measured(pages: Path) -> None:
    """The flow map's table holds the moves of the measures, the mean waits with their intervals."""
    table = next(one for one in _cards(pages, "flow") if one["id"] == "flow-map")["table"]
    heads = [one["name"] for one in table["columns"]]
    first = dict(zip(heads, table["rows"][1], strict=True))
    moved = made_up().measures.tables["flow_map"][1]
    assert (first["From"], first["To"]) == (moved["from"], moved["to"])
    assert first["Mean wait before"] == moved["wait"].value
    assert first["Mean wait before, low"] == moved["wait"].low


def test_evidence_names_every_number_of_the_plant(pages: Path) -> None:
    """Each number that says where it came from has a row with its method; so has every entry of the manifest."""
    cards = {one["id"]: one for one in _cards(pages, "evidence")}
    plant = made_up().plant
    assert plant is not None
    assert [row[0] for row in cards["plant"]["table"]["rows"]] == [one.path for one in plant.evidence]
    assert ["nested.one", "1"] in cards["run"]["table"]["rows"]


def test_a_plant_without_measurements_is_told_what_to_bring(pages: Path) -> None:
    """The page of quality says kindly what a table of measurements looks like, and shows scrap all the same."""
    first, *rest = _cards(pages, "quality")
    assert "measurements.csv" in " ".join(first["lines"])
    assert [one["id"] for one in rest] == ["scrap"]


def test_an_empty_figure_gives_its_reason() -> None:
    """A figure with nothing to draw becomes a sentence that says why; how to read it is left out."""
    card = card_of(
        empty_figure("Why", "Not known: the records <hold> no stops."), "stops", "the longest first", Table()
    )
    assert (card.figure, card.lines) == (None, ("Not known: the records <hold> no stops.",))
    said = _templates().env.get_template("card.html").render(card=card, shown=5)
    assert "the records &lt;hold&gt; no stops." in said
    assert "How to read it" not in said


def test_columns_have_units_and_intervals_where_there_are_any() -> None:
    """An estimate with an interval takes three columns, one without a single one; a share is told in percent."""
    one = Estimate(value=0.5, unit="1", low=0.4, high=0.6)
    table = table_of({"a": "A", "b": "B", "c": "C"}, [{"a": one, "b": Estimate(value=2.0, unit="h"), "c": "text"}])
    assert [(one.name, one.unit) for one in table.columns] == [
        ("A", "%"), ("A, low", "%"), ("A, high", "%"), ("B", "h"), ("C", "")
    ]  # fmt: skip
    assert table.rows == ((50.0, 40.0, 60.0, 2.0, "text"),)


def test_cells_are_shown_with_few_digits() -> None:
    """A number keeps four digits, a whole one all of them, None is empty."""
    assert [shown(one) for one in (None, 3, 1234567.0, 0.123456, 12345.6, 1582.3, "x")] == [
        "", "3", "1,234,567", "0.1235", "12,346", "1,582", "x"
    ]  # fmt: skip


def test_nothing_is_told_as_certain_that_is_not() -> None:
    """A chance is told in whole percent; only what is certain is told as 0 % or 100 %."""
    told = ["0 %", "< 1 %", "50 %", "99 %", "> 99 %", "100 %"]
    assert [chance(one) for one in (0.0, 0.0004, 0.5, 0.994, 0.9996, 1.0)] == told


def _index(folder: Path, days: int, zone: str) -> GanttIndex:
    begin = datetime(2026, 3, 23)  # noqa: DTZ001 - a Monday; the clocks change on the 29th
    row = {"station": "s", "work_center": "c", "kind": "process", "start": begin + timedelta(hours=6),
           "end": begin + timedelta(hours=10)}  # fmt: skip
    meta = LogMeta("small", "recorded", begin, begin + timedelta(days=days), time_zone=zone)
    write_index(EventLog.from_arrow(pa.Table.from_pylist([row]), pa.table({"order": ["a"]}), meta), folder / "gantt")
    return GanttIndex(folder / "gantt")


def test_a_shift_is_counted_by_the_clock_on_the_wall(tmp_path: Path) -> None:
    """Of a shift from 6:00 UTC half is processed; an hour ahead too; in Tokyo that shift began before the window."""
    calendar = Calendar(id="early", shifts=(Shift(days="mon-fri", start="06:00", end="14:00"),))
    for zone, first in (("UTC", ("Mon", 50.0)), ("Europe/Berlin", ("Mon", 50.0)), ("Asia/Tokyo", ("Tue", 100.0))):
        rows = shift_rows(_index(tmp_path / zone, 7, zone), calendar)
        assert (str(rows[0]["when"])[:3], rows[0]["lost"]) == first, zone


def test_a_shift_keeps_its_hours_when_the_clocks_change(tmp_path: Path) -> None:
    """The night in which the clocks go forward is an hour shorter: its edges are those of the wall."""
    calendar = Calendar(id="night", shifts=(Shift(days="sat", start="22:00", end="06:00"),))
    index = _index(tmp_path, 8, "Europe/Berlin")
    (row,) = shift_rows(index, calendar)
    assert row["lost"] == 100.0
    ((_, begin, end),) = _spans(index, calendar)
    assert (end - begin) / 3.6e9 == 7


def test_a_plant_that_never_closes_is_cut_into_thirds(tmp_path: Path) -> None:
    """Without shifts the day has three parts from six o'clock, the one that runs past midnight whole."""
    rows = shift_rows(_index(tmp_path, 8, "UTC"), ALWAYS)
    assert len(rows) == 21
    assert {row["when"][4:] for row in rows} == {"06:00–14:00", "14:00–22:00", "22:00–06:00"}
    assert date(2026, 3, 23).weekday() == 0


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("name", PAGES)
def test_hostile_texts_stay_texts(world: World, name: str) -> None:
    """Cards, ranked changes and stations whose every text is markup add no element, and are shown as they are."""
    answer = world.client("owner").get(f"/plants/{world.ids['plant']}/{name}")
    assert answer.status_code == 200
    tags = _Tags()
    tags.feed(answer.text)
    assert not [one for one in tags.found if one[0] == "img" or any(key.startswith("on") for key in one[1])]
    assert "onerror" in answer.text
    assert all(one[1].get("src", "").startswith("/static/") for one in tags.found if one[0] == "script")


@pytest.mark.parametrize("name", PAGES)
def test_a_plant_that_is_not_studied_says_what_to_do(world: World, name: str) -> None:
    """A page without a study is no error: it says what it will show, and where to begin."""
    with world.store.session() as session:
        owner = session.get_one(KeptPlant, world.ids["plant"]).owner
        session.merge(KeptPlant(id=f"new{name}", owner=owner, name="new"))
    answer = world.client("owner").get(f"/plants/new{name}/{name}")
    assert answer.status_code == 200
    assert "Nothing to see yet" in answer.text
    assert f'href="/plants/new{name}"' in answer.text


@pytest.mark.parametrize("name", PAGES)
def test_a_link_names_its_run(world: World, name: str) -> None:
    """A run of another plant, one that is not done and one that is none are each refused with words."""
    with world.store.session() as session:
        owner = session.get_one(KeptPlant, world.ids["plant"]).owner
        session.merge(KeptPlant(id="other", owner=owner, name="other"))
        session.flush()
        session.merge(KeptRun(id="otherrun", plant="other", kind="study", state="done"))
        session.merge(KeptRun(id="running", plant=world.ids["plant"], kind="study", state="running"))
    client, path = world.client("owner"), f"/plants/{world.ids['plant']}/{name}"
    assert client.get(path, params={"run": world.ids["run"]}).status_code == 200
    for run, words in (
        ("otherrun", "not of this plant"),
        ("running", "is running"),
        ("../x", "not here"),
        ("zz", "not here"),
    ):
        answer = client.get(path, params={"run": run})
        assert answer.status_code == 404, run
        assert words in answer.text, run


def test_a_download_holds_no_formula(world: World) -> None:
    """The CSV of a card has its units in the heads, and neither a head nor a cell that a spreadsheet would run."""
    answer = world.client("owner").get(f"/api/runs/{world.ids['run']}/pages/flow/hostile/table")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert rows[0][0].endswith("]")
    assert rows[1][1] == "1.5"
    assert rows[2][0] == "'=1+1"


def test_figures_come_one_by_one(world: World) -> None:
    """The figure of a card is asked for by its name; another name is refused with words."""
    client, path = world.client("owner"), f"/api/runs/{world.ids['run']}/pages/flow"
    assert client.get(f"{path}/hostile/figure").json()["data"][0]["y"] == [HOSTILE]
    assert client.get(f"{path}/nothing/figure").status_code == 404
    assert client.get(path).json()["cards"][0]["id"] == "hostile"
    assert client.get(f"/api/runs/{world.ids['run']}/pages/../../reading.json").status_code == 404


def test_the_floor_is_asked_through_the_api(world: World) -> None:
    """A look, a place, the orders and an order are answered with the names as they are; wide looks are bounded."""
    client, path = world.client("owner"), f"/api/runs/{world.ids['run']}/gantt"
    look = client.get(path, params={"width": 100}).json()
    assert look["stations"][0]["name"] == HOSTILE
    assert client.get(f"{path}/orders", params={"like": "script"}).json() == [HOSTILE]
    row = client.get(f"{path}/order", params={"name": HOSTILE}).json()[0]
    assert client.get(f"{path}/at", params={"place": 0, "moment": row["start"]}).json() == [row]
    assert client.get(f"{path}/at", params={"place": 9, "moment": row["start"]}).json() == []
    for wrong in ({"width": 0}, {"width": 10**6}, {"from": -1}, {"rows": 10**6}, {"from": "x"}):
        assert client.get(path, params=wrong).status_code == 422, wrong
    assert "[h]" in client.get(f"{path}/table").text
