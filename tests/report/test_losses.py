"""The sections of the page that say where output is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantwright.model.estimate import Measures
from plantwright.report.losses import LOSSES, loss_sections
from plantwright.report.page import page


def test_every_loss_has_its_section_and_reading(measured):
    """Eight sections, each with a figure, one line on how to read it, and its numbers where it has a table."""
    sections = loss_sections(measured)
    assert len(sections) == len(LOSSES) == 8
    for loss, one in zip(LOSSES, sections, strict=True):
        assert f'<section id="{loss.name}">' in one.text
        assert one.text.count("How to read it:") == 1
        assert ("<details>" in one.text) == bool(loss.columns)


def test_columns_shown_exist(measured):
    """Each column that a section shows is one of its table."""
    for loss in LOSSES:
        if loss.columns:
            assert set(loss.columns) <= set(measured.table(loss.table)[0])


def test_ratios_that_are_no_shares_stay_ratios(measured):
    """V and U of the queues are numbers, utilization is a percentage."""
    queues = next(one.text for one in loss_sections(measured) if 'id="queues"' in one.text)
    cells = [line.split("<span>")[1] for line in queues.split("<td ") if 'data-label="U"' in line]
    assert cells
    assert not any("%" in cell.split("<br>")[0] for cell in cells)


def test_the_sections_are_on_the_page(fabricated, measured):
    """A study with these measures shows all of them; one without them shows none and still reads."""
    text = page(replace(fabricated.study(), measures=measured), {})
    assert all(f'<section id="{loss.name}">' in text for loss in LOSSES)
    assert 'id="oee"' not in page(fabricated.study(), {})
    assert loss_sections(None) == []


def test_an_empty_log_still_has_its_sections():
    """Where a table is empty the figure says why, and nothing fails."""
    empty = loss_sections(Measures(tables={"time_model": ()}))
    assert len(empty) == len(LOSSES)
    assert all("<details>" not in one.text for one in empty)


@pytest.mark.parametrize("loss", LOSSES, ids=lambda one: one.name)
def test_how_to_read_it_is_one_short_paragraph(loss):
    """A reading is at most 250 letters, so that it is read."""
    assert len(loss.reading) <= 250


def test_names_stay_text(measured):
    """Work centers, reasons, steps and products with markup in their names add no element to any section."""
    evil = "<img src=x onerror=alert(1)><b>x</b>"
    named = {"work_center", "reason", "step", "product", "skill"}
    tables = {
        table: tuple({key: evil if key in named else cell for key, cell in row.items()} for row in rows)
        for table, rows in measured.tables.items()
        if table != "oee_waterfall"
    }
    tables["oee_waterfall"] = measured.tables["oee_waterfall"]
    for one in loss_sections(Measures(values=measured.values, tables=tables)):
        outside = one.text.split("<script")[0] + one.text.split("</script>")[-1]
        assert "<img" not in outside
        assert "<b>x" not in outside
        assert "<img" not in one.text


def test_names_of_the_plant_keep_their_underscores(measured):
    """A work center called mill_big is called so on the page too."""
    row = {**measured.table("time_model")[0], "work_center": "mill_big"}
    tables = {**measured.tables, "time_model": (*measured.table("time_model"), row)}
    oee = next(
        one.text for one in loss_sections(Measures(values=measured.values, tables=tables)) if 'id="oee"' in one.text
    )
    assert "mill_big" in oee
    assert "mill big" not in oee
