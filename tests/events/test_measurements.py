"""Measurements and specifications: tables of many shapes, read alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plantwright.errors import Problems, RecordsError
from plantwright.events.counted import holds_counts, read_counts
from plantwright.events.gauge_readings import read_gauge
from plantwright.events.log import EventLog
from plantwright.events.measurements import Measured, read_measurements
from plantwright.events.read import read_log
from plantwright.events.write import write_log

LONG = """time,characteristic,value,unit
2025-03-03 08:00,bore,62.011,mm
2025-03-03 09:00,bore,62.012,mm
2025-03-03 08:30,hardness,204,HB
"""
LOG = """order,operation,station,start,end
1,cut,saw-1,2025-03-03 07:00,2025-03-03 07:30
2,cut,saw-1,2025-03-03 08:00,2025-03-03 08:30
3,cut,saw-1,2025-03-03 09:00,2025-03-03 09:30
"""


def read(folder: Path, text: str, zone: str = "UTC", **told: str) -> Measured:
    """Return the measurements that a text is; raise what is wrong with it."""
    (folder / "measurements.csv").write_text(text, encoding="utf-8")
    problems = Problems("the table", RecordsError)
    found = read_measurements(folder / "measurements.csv", zone, problems, told)
    problems.raise_any()
    assert found is not None
    return found


def column(found: Measured, name: str) -> list[object]:
    """Return a column of measurements."""
    return found.table[name].to_pylist()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of records with measurements and a specification."""
    (tmp_path / "log.csv").write_text(LOG)
    (tmp_path / "measurements.csv").write_text(LONG)
    (tmp_path / "specifications.csv").write_text("characteristic,lower,upper,unit\nbore,61.99,62.03,mm\n")
    return tmp_path


def test_a_log_takes_the_measurements_beside_it(folder: Path) -> None:
    """A folder with measurements.csv is read as a log with measurements, columns and run said."""
    log = read_log(folder)
    assert log.measurements is not None
    rows = log.measurements.to_pyarrow().to_pylist()
    assert [row["value"] for row in rows] == [62.011, 62.012, 204]
    assert (rows[0]["lower_limit"], rows[0]["upper_limit"], rows[2]["upper_limit"]) == (61.99, 62.03, None)
    assert log.columns["measurements.value"] == "'value' by name"
    assert "of the measurements" in log.meta.run


def test_times_are_of_the_told_zone(folder: Path) -> None:
    """Times of measurements without a zone are of the zone told, as those of the log."""
    measured: Callable[[EventLog], object] = lambda log: log.measurements.to_pyarrow()["time"][0].as_py()  # noqa: E731
    assert str(measured(read_log(folder, time_zone="Europe/Berlin"))) == "2025-03-03 07:00:00"
    assert str(measured(read_log(folder))) == "2025-03-03 08:00:00"


def test_a_log_with_measurements_is_written_and_read_back(folder: Path, tmp_path: Path) -> None:
    """Measurements with their limits outlive writing, into a file and into a folder."""
    log = read_log(folder)
    wanted = log.measurements.to_pyarrow().to_pylist()
    for place in (tmp_path / "one.parquet", tmp_path / "whole"):
        write_log(log, place)
        assert read_log(place).measurements.to_pyarrow().to_pylist() == wanted


def test_measurements_without_a_value_column_stop_the_reading_with_the_cure(folder: Path) -> None:
    """What is wrong with the measurements is told with all else, and nothing is silently left out."""
    (folder / "measurements.csv").write_text("time,result text\n2025-03-03 08:00,good\n")
    with pytest.raises(RecordsError, match="no column of numbers"):
        read_log(folder)


def test_german_headings_and_decimal_commas_are_read(tmp_path: Path) -> None:
    """A table with German headings, semicolons and decimal commas is understood."""
    text = "Datum;Merkmal;Messwert;Einheit\n03.03.2025 08:00;Bohrung;62,011;mm\n04.03.2025 08:00;Bohrung;62,013;mm\n"
    found = read(tmp_path, text)
    assert column(found, "value") == [62.011, 62.013]
    assert column(found, "characteristic") == ["Bohrung", "Bohrung"]
    assert [one.name for one in found.findings] == ["ambiguous_numbers"]


def test_numbered_columns_are_a_subgroup(tmp_path: Path) -> None:
    """Columns x1 to x3 are values of one characteristic, taken together row by row; a count of hours is none."""
    found = read(tmp_path, "hour,x1,x2,x3\n1,10,11,12\n2,13,14,15\n")
    assert column(found, "value") == [10, 11, 12, 13, 14, 15]
    assert column(found, "subgroup") == ["1", "1", "1", "2", "2", "2"]
    assert set(column(found, "characteristic")) == {"x"}
    assert "taken together" in found.columns["measurements.characteristic"]


def test_columns_of_other_names_are_a_characteristic_each(tmp_path: Path) -> None:
    """Numbers under names of their own are characteristics of those names."""
    found = read(tmp_path, "time,bore,hardness\n2025-03-03 08:00,62.01,204\n2025-03-03 09:00,62.02,206\n")
    assert column(found, "characteristic") == ["bore", "bore", "hardness", "hardness"]


def test_a_messy_sheet_is_made_plain_first(tmp_path: Path) -> None:
    """A title above the header and a line of totals below do not reach the charts."""
    rows = "".join(f"2025-03-03 {8 + k:02d}:00,bore,62.01{k}\n" for k in range(6))
    found = read(tmp_path, f"Quality report,,\n,,\ntime,characteristic,value\n{rows}Total,,372.075\n")
    assert column(found, "value") == [62.01, 62.011, 62.012, 62.013, 62.014, 62.015]


def test_a_list_of_values_is_a_table(tmp_path: Path) -> None:
    """One column of numbers is enough: its heading is the characteristic."""
    found = read(tmp_path, "diameter\n10.1\n10.2\n10.3\n")
    assert (column(found, "value"), set(column(found, "characteristic"))) == ([10.1, 10.2, 10.3], {"diameter"})


def test_codes_beside_values_are_no_characteristics(tmp_path: Path) -> None:
    """Numbers of labs and runs beside a column with decimals are not charted."""
    found = read(tmp_path, "lab,run,comp\n1,1,0.26\n1,2,0.25\n2,1,0.28\n2,2,0.27\n")
    assert set(column(found, "characteristic")) == {"comp"}
    assert "not charted: 'lab', 'run'" in found.columns["measurements.characteristic"]


def test_values_beside_counts_are_said(tmp_path: Path) -> None:
    """A table of flaws that also has a thickness says that the thickness is not charted, and how it would be."""
    (tmp_path / "c.csv").write_text("flaws,thickness\n9,0.71\n8,0.77\n")
    found = read_counts(tmp_path / "c.csv", "UTC", Problems("the table", RecordsError))
    assert found is not None
    assert "--map value='thickness'" in found.findings[0].action


def test_a_told_size_makes_subgroups(tmp_path: Path) -> None:
    """Where the specification tells a subgroup size, values in a row are taken together."""
    (tmp_path / "specifications.csv").write_text("characteristic,upper,subgroup size\nbore,63,2\n")
    rows = "".join(f"bore,{62 + k / 100}\n" for k in range(5))
    assert column(read(tmp_path, f"characteristic,value\n{rows}"), "subgroup") == ["1", "1", "2", "2", "3"]


def test_values_that_are_no_numbers_are_a_finding(tmp_path: Path) -> None:
    """A value such as >99 is left out and said."""
    found = read(tmp_path, "characteristic,value\n" + "bore,62\n" * 20 + "bore,>99\n")
    assert len(found.table) == 20
    assert [(one.name, one.count) for one in found.findings] == [("unreadable_values", 1)]


def test_a_told_column_is_taken(tmp_path: Path) -> None:
    """What names mislead about is told."""
    assert column(read(tmp_path, "a,b\n1,5\n1,6\n", value="b"), "value") == [5, 6]
    with pytest.raises(RecordsError, match="has no 'c'"):
        read(tmp_path, "a,b\n1,5\n1,6\n", value="c")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("characteristic,lower,upper\nbore,63,62\n", "row 2: lower 63 and upper 62"),
        ("characteristic,upper\nbore,63\nbore,64\n", "row 3: 'bore' stands twice"),
        ("part,upper\nbore,63\nlength,64\n", "no column of characteristics"),
        ("characteristic,upper,subgroup size\nbore,63,0\nlength,9,2\n", "subgroups of 0"),
    ],
)
def test_a_specification_without_sense_is_refused(text: str, says: str, tmp_path: Path) -> None:
    """Contradictions in the specifications are told with their row."""
    (tmp_path / "specifications.csv").write_text(text)
    with pytest.raises(RecordsError, match=says):
        read(tmp_path, LONG)


def test_two_tables_of_measurements_are_refused(folder: Path) -> None:
    """Which of two tables is meant is not guessed."""
    (folder / "measurements.tsv").write_text(LONG.replace(",", "\t"))
    with pytest.raises(RecordsError, match=r"measurements.csv and measurements.tsv"):
        read_log(folder)


def test_counts_are_told_from_values(tmp_path: Path) -> None:
    """A table with defective pieces or defects holds counts, one with values does not."""
    (tmp_path / "c.csv").write_text("sample,defective,inspected\n1,2,50\n2,3,50\n")
    (tmp_path / "v.csv").write_text(LONG)
    assert holds_counts(tmp_path / "c.csv")
    assert not holds_counts(tmp_path / "v.csv")
    assert holds_counts(tmp_path / "v.csv", {"defects": "value"})


def test_two_kinds_of_counts_are_not_mixed(tmp_path: Path) -> None:
    """A table with defective pieces and defects asks which is meant."""
    (tmp_path / "c.csv").write_text("sample,defective,defects\n1,2,5\n2,3,5\n")
    problems = Problems("the table", RecordsError)
    assert read_counts(tmp_path / "c.csv", "UTC", problems) is None
    assert "one kind of counts" in problems.found[0]


def test_operators_of_a_gauge_study_get_numbers(tmp_path: Path) -> None:
    """Names of people in a gauge study are replaced; what is lacking is told by column."""
    (tmp_path / "g.csv").write_text("part,operator,value\n1,Ana,5.1\n1,Ben,5.2\n2,Ana,5.3\n2,Ben,5.4\n")
    problems = Problems("the table", RecordsError)
    found = read_gauge(tmp_path / "g.csv", problems)
    assert found is not None
    assert found.operators == ["operator 1", "operator 2"] * 2
    (tmp_path / "h.csv").write_text("thing,who\n1,Ana\n1,Ben\n")
    assert read_gauge(tmp_path / "h.csv", problems) is None
    assert len(problems.found) == 3
