"""``plantwright visit``: made and collected from the command line, whole or not at all."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from cli.conftest import Command
from plantwright.visit.handed import FORM


@pytest.fixture
def shop(project: Path) -> Path:
    """Return the folder of the example."""
    return project / "examples" / "machine-shop"


def data_of(page: Path) -> dict:
    """Return what a page was told."""
    text = page.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="visit-data">(.*?)</script>', text)[1])


def test_a_visit_is_made_and_collected(run: Command, here: Path, shop: Path) -> None:
    """From a log to one page, and from sheets for that page to a class table."""
    done = run("visit", "make", shop, "-o", "visit.html", "--from", "2026-03-16", "--to", "2026-03-30", "--credit")
    assert done.exit_code == 0, done.output
    assert "intervals in 0." in done.stdout
    data = data_of(here / "visit.html")
    assert data["truth"] is None
    sheet = {"version": 1, "sheet": "bottleneck_walk", "visitor": "Ana", "window": data["window"], "first": "grind"}
    visit = {one: data[one] for one in ("id", "window", "held")}
    told = {"form": FORM, "visit": visit, "visitor": "Ana", "sheets": [sheet]}
    (here / "ana.json").write_text(json.dumps(told), encoding="utf-8")
    done = run("visit", "collect", "ana.json", "--log", shop, "--out", "class.csv")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader((here / "class.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["visitor"] for row in rows] == ["Ana", "(all)"]
    assert 0 < float(rows[0]["bottleneck_walk [%]"]) <= 100


def test_a_plant_is_simulated_first(run: Command, plant: Path, here: Path) -> None:
    """A plant folder gives a visit of weeks of its twin, and the same options the same visit again."""
    for name in ("one.html", "two.html"):
        done = run("visit", "make", plant, "-o", name, "--weeks", "1", "--sheets", "time-study,yamazumi", "--no-hints")
        assert done.exit_code == 0, done.output
    data = data_of(here / "one.html")
    assert data == data_of(here / "two.html")
    assert (data["sheets"], data["hints"], data["answers"]) == (["time_study", "yamazumi"], False, True)


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(run: Command, here: Path, shop: Path) -> None:
    """Names, times, sheets and languages that cannot be are one list; no page is left."""
    done = run("visit", "make", shop, "-o", "visit.txt", "--from", "monday", "--sheets", "dance", "--language", "tlh")
    assert done.exit_code == 2
    for part in ("4 problems", "visit.txt", "'monday'", "'dance'", "'tlh'"):
        assert part in done.stderr, part
    assert run("visit", "make", shop, "-o", "v.html", "--from", "2031-01-01").exit_code == 2
    (here / "ana.json").write_text("[]", encoding="utf-8")
    done = run("visit", "collect", "ana.json", "--log", shop, "--out", "class.html")
    assert done.exit_code == 2
    assert "class.html" in done.stderr
    assert "ana.json" in done.stderr
    assert [one.name for one in here.iterdir()] == ["ana.json"]


def test_a_page_is_not_replaced_unasked(run: Command, here: Path, shop: Path) -> None:
    """An existing page stays without --force."""
    (here / "visit.html").write_text("mine", encoding="utf-8")
    done = run("visit", "make", shop, "-o", "visit.html")
    assert done.exit_code == 2
    assert "--force" in done.stderr
    assert (here / "visit.html").read_text(encoding="utf-8") == "mine"


def test_both_commands_show_an_example(run: Command) -> None:
    """The help of each ends with a line to imitate."""
    assert "Example: plantwright visit make " in run("visit", "make", "--help").stdout
    assert "Example: plantwright visit collect " in run("visit", "collect", "--help").stdout
