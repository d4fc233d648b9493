"""The ranked changes as CSV."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from plantwright.model.change import parse_changes
from plantwright.report.changes_csv import guarded, header, write_changes


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_a_change_best_first(fabricated, tmp_path):
    """Seven changes give seven rows with rank, group, gain with interval and what is not known left empty."""
    path = tmp_path / "changes.csv"
    write_changes(fabricated.ranking(), path)
    rows = _rows(path)
    assert [row["rank"] for row in rows] == [str(k) for k in range(1, 8)]
    first = rows[0]
    assert (first["tie_group"], first["gain [%]"], first["gain_low [%]"], first["gain_high [%]"]) == (
        "1",
        "8.1",
        "7",
        "9.2",
    )
    assert first["energy [%]"] == ""
    assert json.loads(first["edits"]) == [{"scale_setup_time": {"work_center": "Gear hobbing", "factor": 0.5}}]


def test_nothing_ranked_is_a_header_alone(tmp_path):
    """Without a ranking the file has the names of its columns and no row."""
    path = tmp_path / "changes.csv"
    write_changes(None, path)
    assert path.read_text(encoding="utf-8").strip() == ",".join(header())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1"])
def test_no_name_becomes_a_formula(fabricated, tmp_path, text):
    """A change named like a formula starts with an apostrophe in the file, and stays on its line."""
    change = parse_changes([{"name": text, "scale_demand": {"factor": 2}}])[0]
    one = replace(fabricated.ranking().changes[0], change=change)
    path = tmp_path / "changes.csv"
    write_changes(replace(fabricated.ranking(), changes=(one,)), path)
    assert _rows(path)[0]["name"].startswith("'")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_ordinary_names_stay_as_they_are():
    """Names with signs inside are untouched, also in other scripts."""
    assert guarded("Fräse 2 – halbe Rüstzeit = gut") == "Fräse 2 – halbe Rüstzeit = gut"
