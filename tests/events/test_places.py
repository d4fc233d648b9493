"""Names of places and columns."""

import pytest

from plantwright.events.names import ROLES, name_score
from plantwright.events.places import look_like_people, stem, without_number, work_centers
from plantwright.events.words import kind_of_operation, kinds_of_codes


@pytest.mark.parametrize(
    ("station", "center"),
    [
        ("mill-2", "mill"), ("Machine 4 - Turning & Milling", "Turning & Milling"),
        ("Quality Check 1", "Quality Check"),
        ("Machine 7- Laser Marking", "Laser Marking"), ("Manual Milling - Machine 28", "Manual Milling"),
        ("Press_03", "Press"), ("Kiln II", "Kiln"), ("Lathe 3a", "Lathe"), ("Packing", "Packing"),
        ("Machine 4", "Machine 4"), ("M4", "M4"), ("WC10", "WC10"), ("12", "12"), ("A", "A"),
        ("Fräse №3", "Fräse"), ("Fräse № 3", "Fräse"), ("Fresadora n.º 2", "Fresadora"), ("Perceuse n°12", "Perceuse"),
        ("Drehbank (3)", "Drehbank"), ("Presse (Nr. 3)", "Presse"), ("铣床#2", "铣床"), ("Kiln (old)", "Kiln (old)"),
        ("№3", "№3"), ("(3)", "(3)"),
    ],
)  # fmt: skip
def test_work_center_of_a_station(station, center):
    """A station's work center is its name without its number, unless the name says only a number."""
    assert stem(station) == center


def test_work_centers_agree_in_case():
    """Stations whose stems differ only in case are of one work center."""
    assert len(set(work_centers(["Mill 1", "MILL 2", "mill-3"]).values())) == 1


def test_machine_numbers_leave_operations():
    """An operation is the same wherever it is done."""
    assert without_number("Turning & Milling - Machine 4") == "Turning & Milling"
    assert without_number("SETUP     Turning") == "SETUP Turning"
    assert without_number("Machine 4") == "Machine 4"


def test_people_are_no_stations():
    """Numbered people are told from numbered machines."""
    assert look_like_people(["ID4932", "ID4167"])
    assert not look_like_people(["mill-1", "ID4167"])
    assert not look_like_people([])


def test_kinds_of_codes():
    """Codes are kinds only where all are understood."""
    assert kinds_of_codes({"Setup": 3, "Run": 9}) == {"Setup": "setup", "Run": "process"}
    assert kinds_of_codes({"X": 5, "Y": 3}) == {}
    assert kinds_of_codes({"D": 5, "S": 3, "Q": 1}) == {}
    assert kinds_of_codes({"red": 5, "Run": 3}) == {}
    assert kinds_of_codes({"Run": 5}) == {}


def test_kinds_of_operations():
    """An operation is no processing only where its name plainly says so."""
    assert [kind_of_operation(one) for one in ("setup", "Rüsten Fräse", "Downdraft booth", "move", "drill")] == [
        "setup", "setup", "process", "transport", "process",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Case ID", "order"), ("Work Order Qty", "order_quantity"), ("Part Desc.", "product"), ("StartTime", "start"),
        ("case:concept:name", "order"), ("org:resource", "station"), ("time:timestamp", "time"), ("Due Date", "due"),
        ("Qty Rejected", "scrapped"), ("Qty Completed", "good"), ("Arbeitsplatz", "work_center"), ("Menge", "quantity"),
    ],
)  # fmt: skip
def test_common_names(name, role):
    """A common name of a column speaks for its role more than for any other."""
    assert max(ROLES, key=lambda one: name_score(name, ROLES[one])) == role
