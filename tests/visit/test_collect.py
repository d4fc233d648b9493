"""The sheets of a class become a table, whatever is wrong with them is said at once."""

from __future__ import annotations

import csv
import json
from datetime import timedelta

import pytest

from grade.observers import Observer
from plantwright.calibrate.extract import calendar_of
from plantwright.errors import RecordsError
from plantwright.grade.reading import read_sheet
from plantwright.grade.truth import truth_of
from plantwright.model.facts import NO_FACTS
from plantwright.visit.collect import ClassTable, Graded, Mark, collect, write_class
from plantwright.visit.handed import FORM, read_handed
from plantwright.visit.made import id_of, said_window
from plantwright.visit.par import best_sheet
from plantwright.visit.rows import Window
from plantwright.visit.windows import Windows, held_back


@pytest.fixture(scope="module")
def calendar(shop_log):
    """Return when the shop works."""
    return calendar_of(shop_log, NO_FACTS)


@pytest.fixture(scope="module")
def windows(shop_log) -> Windows:
    """Return three weeks that are shown, and one that is held back."""
    return held_back(Window(shop_log.meta.start, shop_log.meta.start + timedelta(days=28)))


@pytest.fixture(scope="module")
def visit_id(shop_log, windows, calendar) -> str:
    """Return the name of the visit of these windows."""
    return id_of(shop_log, windows, calendar)


def file_of(folder, visitor: str, sheets: list[dict], visit_id: str, windows: Windows, name: str = "", **more):
    """Write a file of sheets as the page does."""
    shown = said_window(windows.shown)
    held = said_window(windows.held) if windows.held else None
    common = {"version": 1, "visitor": visitor, "window": shown}
    told = {
        "form": FORM,
        "visit": {"id": visit_id, "credit": held is not None, "window": shown, "held": held},
        "visitor": visitor,
        "sheets": [{**common, **one} for one in sheets],
        **more,
    }
    path = folder / f"{name or visitor}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


SKILL = (0.0, 0.3, 1.0)
"""Errors of observers: everything they see is so much too long."""


@pytest.mark.parametrize("kind", ["waste_walk", "standard_work", "yamazumi"])
def test_for_credit_who_saw_all_gets_all(kind, shop_log, calendar, windows, visit_id, tmp_path):
    """Graded on the held-back week, a sheet that misses nothing of the shown weeks is worth all, a worse one less."""
    truth = truth_of(shop_log, (windows.shown.start, windows.shown.end), calendar)
    for error in SKILL:
        sheet = Observer(bias=error).sheet(kind, truth).model_dump(mode="json")
        file_of(tmp_path, f"off by {error}", [sheet], visit_id, windows)
    table = collect(read_handed([tmp_path]), shop_log, calendar)
    best, worse, worst = (one.score(kind) for one in table.visitors)
    assert best == pytest.approx(1.0)
    assert best > worse > worst


def test_a_true_time_study_and_walk_are_worth_all(shop_log, calendar, windows, visit_id, tmp_path):
    """Who names the true bottleneck and times true cycles gets all, whatever chance did in the held-back week."""
    truth = truth_of(shop_log, (windows.shown.start, windows.shown.end), calendar)
    study = {"sheet": "time_study", "visitor": "Ana", "window": said_window(windows.shown), "station": "mill-1"}
    sheets = [Observer().sheet("bottleneck_walk", truth), best_sheet(read_sheet(study), truth)]
    sheets = [one.model_dump(mode="json") for one in sheets]
    file = file_of(tmp_path, "Ana", sheets, visit_id, windows)
    found = collect(read_handed([file]), shop_log, calendar).visitors[0]
    assert [one.score for one in found.marks] == pytest.approx([1.0, 1.0], abs=0.02)
    empty = [{"sheet": "bottleneck_walk"}, {"sheet": "time_study"}]
    file = file_of(tmp_path, "Bo", empty, visit_id, windows)
    assert collect(read_handed([file]), shop_log, calendar).visitors[0].mean() in (None, 0.0)


def test_what_hardly_happened_judges_nobody(shop_log, calendar, windows, visit_id, tmp_path):
    """A product that was made once in the held-back week, unlike before, gives no mark rather than a bad one."""
    truth = truth_of(shop_log, (windows.shown.start, windows.shown.end), calendar)
    sheet = Observer().sheet("time_study", truth)
    held = truth_of(shop_log, (windows.held.start, windows.held.end), calendar)
    assert [one.n for one in held.cycles if (one.station, one.product) == (sheet.station, sheet.product)] == [1]
    file = file_of(tmp_path, "Ana", [sheet.model_dump(mode="json")], visit_id, windows)
    assert collect(read_handed([file]), shop_log, calendar).visitors[0].score("time_study") is None


def test_a_class_is_graded_and_shows_who_is_stuck_where(shop_log, calendar, windows, visit_id, tmp_path):
    """One row a visitor with scores, mean and where each is stuck; a last row of means and of what most find hard."""
    walk = {"sheet": "bottleneck_walk", "first": "grind", "second": "mill"}
    study = {"sheet": "time_study", "station": "mill-1", "cycles": [{"seconds": 1, "pieces": 1}] * 3}
    for name, sheets in (("=Ana", [walk, study]), ("Bo", [walk])):
        file_of(tmp_path, name, sheets, visit_id, windows, name=name.strip("="))
    table = collect(read_handed([tmp_path]), shop_log, calendar)
    write_class(table, tmp_path / "class.csv")
    rows = list(csv.DictReader((tmp_path / "class.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["visitor"] for row in rows] == ["'=Ana", "Bo", "(all)"]
    ana, bo, everyone = rows
    assert ana["time_study [%]"] != ""
    assert bo["time_study [%]"] == ""
    assert "time_study: " in ana["stuck_at"]
    assert everyone["time_study [%]"] == ana["time_study [%]"]
    assert float(everyone["bottleneck_walk [%]"]) == pytest.approx(float(bo["bottleneck_walk [%]"]), abs=1)
    assert "(1 of 1)" in everyone["stuck_at"]


def test_a_changed_window_is_found_out(shop_log, calendar, windows, visit_id, tmp_path):
    """Who writes another held window into the file gets no grade: the visit's id is of what the file lacks, too."""
    easier = Windows(windows.shown, Window(windows.held.start, windows.held.end - timedelta(days=3)))
    file = file_of(tmp_path, "Ana", [{"sheet": "bottleneck_walk"}], visit_id, easier)
    with pytest.raises(RecordsError, match="this log makes"):
        collect(read_handed([file]), shop_log, calendar)
    beyond = Windows(windows.shown, Window(windows.held.start, shop_log.meta.end + timedelta(days=3)))
    file = file_of(tmp_path, "Ana", [{"sheet": "bottleneck_walk"}], visit_id, beyond)
    with pytest.raises(RecordsError, match="the log covers"):
        collect(read_handed([file]), shop_log, calendar)


def test_the_id_is_of_what_is_shown_and_held_back(shop_log, calendar, windows, visit_id):
    """The same log and windows make the same id again; any other window another."""
    assert id_of(shop_log, windows, calendar) == visit_id
    assert id_of(shop_log, Windows(windows.shown), calendar) != visit_id


def test_all_that_is_wrong_is_said_at_once(windows, tmp_path):
    """Files that are no sheets, sheets that are none, and visitors who come twice stand in one list."""
    (tmp_path / "text.json").write_text("{", encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    file_of(tmp_path, "Ana", [{"sheet": "bottleneck_walk", "first": 3}, {"sheet": "dance"}], "x", windows)
    file_of(tmp_path, "", [], "x", windows, name="nobody")
    file_of(tmp_path, "Cy", [], "x", windows, name="lost", visit={"id": 3})
    file_of(tmp_path, "Cy", [{"sheet": "yamazumi"}, {"sheet": "yamazumi"}], "x", windows, name="twin")
    for name in ("one", "two"):
        file_of(tmp_path, "Bo", [], "x", windows, name=name)
    with pytest.raises(RecordsError) as caught:
        read_handed([tmp_path, tmp_path / "missing.json"])
    said = str(caught.value)
    for part in (
        "text.json: no JSON", "other.json: no filled sheets", "binary.json: no JSON", "first", "'dance'",
        "nobody.json, visitor", "lost.json, visit", "twin.json, sheets", "handed in twice",
        "missing.json: cannot be read",
    ):  # fmt: skip
        assert part in said, part


def test_means_leave_out_what_cannot_be_graded():
    """A sheet that nothing can judge counts for nobody, neither as a failure nor in a mean."""
    one = Graded("a", "v", (Mark("time_study", 0.4, "mean"), Mark("yamazumi", None, "bars")))
    two = Graded("b", "v", (Mark("time_study", 0.8, "scatter"),))
    table = ClassTable((one, two))
    assert one.mean() == pytest.approx(0.4)
    assert table.mean("time_study") == pytest.approx(0.6)
    assert table.mean("yamazumi") is None
    assert one.stuck() == "time_study: mean"
    assert table.hardest("time_study") == "mean (1 of 2)"
