"""Groups are sent to sites: never against a rule, and nobody could be sent better."""

from __future__ import annotations

import csv
import itertools
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from plantwright.errors import PlantError, RecordsError
from plantwright.model.checked import checked
from plantwright.visit.program.gathered import Attended, by_group, gather, read_attendance, read_scores
from plantwright.visit.program.nouns import Program, read_program
from plantwright.visit.program.plan import Placed, VisitPlan, hindrances, plan_visits, worth
from plantwright.visit.program.written import write_plan

EXAMPLE = Path(__file__).parents[3] / "examples" / "visit-program" / "program.yaml"
NINE = datetime.fromisoformat("2027-03-01T09:00")


def drawn(seed: int) -> Program:
    """Return a small program by chance."""
    draw = random.Random(seed)
    needs, names = ["shoes", "glasses"], [f"S{n}" for n in range(draw.randint(1, 3))]
    sites = [
        {
            "name": name, "room": draw.randint(3, 9), "least": draw.randint(1, 3),
            "signed_off_by": draw.choice(["", "V", "V"]),
            "dates": [{"start": NINE + timedelta(hours=draw.randrange(5))} for _ in range(draw.randint(1, 2))],
            "safety": draw.sample(needs, draw.randint(0, 1)), "skills": draw.sample(["a", "b"], draw.randint(0, 2)),
        }
        for name in names
    ]  # fmt: skip
    groups = [
        {"name": f"G{n}", "students": draw.randint(1, 6), "wishes": draw.sample(names, draw.randint(0, len(names))),
         "seeks": draw.sample(["a", "b"], draw.randint(0, 2)), "has": draw.sample(needs, draw.randint(0, 2))}
        for n in range(draw.randint(1, 3))
    ]  # fmt: skip
    return checked(Program, {"name": "p", "visits": draw.randint(1, 2), "sites": sites, "groups": groups}, "p")


def broken(placed: tuple[Placed, ...], program: Program) -> bool:
    """Tell whether visits break any rule, by looking at each rule alone."""
    if any(hindrances(one.group, one.site) or one.date.start.date() in one.group.away for one in placed):
        return True
    for site in program.sites:
        for day in site.dates:
            heads = sum(one.group.students for one in placed if one.site is site and one.date is day)
            if heads and not site.least <= heads <= site.room:
                return True
    for group in program.groups:
        own = [one for one in placed if one.group is group]
        if len(own) > program.visits:
            return True
        if any(
            one.site is other.site or one.date.overlaps(other.date) for one, other in itertools.combinations(own, 2)
        ):
            return True
    return False


def aims(placed: tuple[Placed, ...], program: Program) -> tuple[int, int, int]:
    """Return visits, worth to the group served worst of those that may go anywhere, and worth in all."""
    able = [one for one in program.groups if any(not hindrances(one, site) for site in program.sites)]
    served = [sum(worth(one.group, one.site) for one in placed if one.group is group) for group in able]
    return len(placed), min(served, default=0), sum(served)


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_is_better_than_the_one_found(seed: int) -> None:
    """Of all sets of visits that break no rule, tried one by one, none serves the three aims better, in their order."""
    program = drawn(seed)
    plan = plan_visits(program)
    every = [Placed(group, site, day) for group in program.groups for site in program.sites for day in site.dates]
    every = [one for one in every if not hindrances(one.group, one.site)]
    best = (0, 0, 0)
    for many in range(min(len(every), len(program.groups) * program.visits) + 1):
        for some in itertools.combinations(every, many):
            if not broken(some, program):
                best = max(best, aims(some, program))
    assert not broken(plan.placed, program)
    assert (plan.proven, aims(plan.placed, program)) == (True, best)


def test_who_cannot_be_sent_is_told_why() -> None:
    """A group with too few visits is named with a reason for each site."""
    program = checked(Program, {
        "name": "p", "groups": [{"name": "G", "students": 9, "has": []}],
        "sites": [
            {"name": "shut", "room": 20, "dates": [{"start": NINE}]},
            {"name": "small", "room": 5, "dates": [{"start": NINE}], "safety": ["shoes"], "signed_off_by": "V"},
        ],
    }, "p")  # fmt: skip
    plan = plan_visits(program)
    assert plan.placed == ()
    assert plan.short == {
        "G": ("shut: nobody of the site has signed off", "small: the group lacks shoes; 9 students, room for 5")
    }


def test_the_example_is_planned_as_its_readme_says() -> None:
    """The Evening class goes to the axle works first, the Tuesday class second, and nobody to the clean room."""
    plan = plan_visits(read_program(EXAMPLE))
    sent = {one.group.name: (one.site.name, one.date.start.day) for one in plan.placed}
    assert sent == {
        "Evening class": ("Axle works", 4),
        "Tuesday class": ("Axle works", 11),
        "Apprentices": ("Harbor bakery", 4),
    }
    assert plan.short == {}


@pytest.fixture
def example() -> VisitPlan:
    """Return the example's plan."""
    return plan_visits(read_program(EXAMPLE))


def test_calendars_hold_each_visit_at_its_time(example: VisitPlan, tmp_path: Path) -> None:
    """A group's calendar holds its visits in UTC, with place and needs, as a calendar program reads it."""
    write_plan(example, tmp_path / "visits")
    calendar = icalendar.Calendar.from_ical((tmp_path / "visits" / "group-Evening-class.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event["dtstart"].dt == datetime(2027, 3, 4, 14, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2027, 3, 4, 16, tzinfo=UTC)
    assert str(event["location"]) == "12 Mill Road"
    assert "safety shoes" in str(event["description"])


def test_names_that_look_alike_keep_calendars_of_their_own(tmp_path: Path) -> None:
    """Two groups whose names differ in signs alone do not share a calendar, and no name is a path or a formula."""
    groups = [{"name": name, "students": 1} for name in ("a/b", "a b", "../x", "=1+1")]
    site: dict[str, Any] = {"name": "S", "room": 9, "dates": [{"start": NINE}], "signed_off_by": "V"}
    plan = plan_visits(checked(Program, {"name": "p", "sites": [site], "groups": groups}, "p"))
    files = write_plan(plan, tmp_path / "visits")
    assert len({*files}) == 2 + 4 + 1
    assert all(one.parent == tmp_path / "visits" and one.is_file() for one in files)
    rows = list(csv.DictReader((tmp_path / "visits" / "plan.csv").read_text().splitlines()))
    assert sorted(one["group"] for one in rows) == ["'=1+1", "../x", "a b", "a/b"]


def test_a_wrong_program_is_told_with_all_its_problems(tmp_path: Path) -> None:
    """Unknown wishes, doubled names and rooms that are too small come in one error."""
    path = tmp_path / "program.yaml"
    path.write_text(
        "name: p\nsites:\n- {name: S, room: 2, least: 3, dates: [{start: 2027-03-01 09:00}]}\n"
        "groups:\n- {name: G, students: 1, wishes: [T]}\n- {name: G, students: 1}\n"
    )
    with pytest.raises(PlantError) as caught:
        read_program(path)
    assert [where.split(":")[0] for where in caught.value.problems] == ["groups.G", "sites.S.least", "groups.G.wishes"]


def test_attendance_sheets_and_transfer_are_gathered(example: VisitPlan, tmp_path: Path) -> None:
    """The filled table gives the share who came with Wilson's interval, and the means of sheets and of the exercise."""
    write_plan(example, tmp_path / "visits")
    path = tmp_path / "visits" / "attendance.csv"
    rows = list(csv.DictReader(path.read_text().splitlines()))
    for row, came, transfer in zip(rows, (8, 4, 9), (60, 70, 80), strict=True):
        row |= {"came": str(came), "transfer": f"{transfer} %"}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "class.csv").write_text("visitor,time_study [%],mean [%],stuck_at\na,80,80,\nb,90,90,\n(all),85,85,\n")
    found = gather(read_attendance(path), {"Evening class": read_scores(tmp_path / "class.csv")})
    assert (found.attendance.value, found.attendance.n) == (pytest.approx(100 * 21 / 23), 23)
    # Wilson's interval of 21 of 23, worked by hand: center 0.8517, half width 0.1233
    assert (found.attendance.low, found.attendance.high) == (
        pytest.approx(73.2, abs=0.05),
        pytest.approx(97.6, abs=0.05),
    )
    assert found.transfer.value == pytest.approx(70)
    assert found.groups[0].sheets.value == pytest.approx(85)


def test_wrong_tables_are_told_with_all_their_problems(tmp_path: Path) -> None:
    """Numbers that are none, shares beyond 100 % and groups that nobody knows are refused with their place."""
    path = tmp_path / "attendance.csv"
    path.write_text("group,site,start,expected,came,transfer\nG,S,x,5,many,101\n")
    with pytest.raises(RecordsError) as caught:
        read_attendance(path)
    assert [one.split(":")[0] for one in caught.value.problems] == ["line 2, came", "line 2, transfer"]
    with pytest.raises(RecordsError, match="groups are G"):
        gather([Attended("G", "S", "x", 5, None, None)], {"H": [1.0]})
    with pytest.raises(RecordsError, match="GROUP=FILE"):
        list(by_group(["G"]))
    with pytest.raises(RecordsError, match="no table of a class"):
        read_scores(path)
