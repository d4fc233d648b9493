"""The school's own skills: five tracks, no needless arrow, codes that exist."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from plantwright.errors import LearnError
from plantwright.learn.skills.page import skills_page
from plantwright.learn.skills.read import read_skills, school_skills
from plantwright.learn.skills.skill import TRACKS


def test_there_are_about_eighty_skills_in_five_tracks() -> None:
    """Every track has between ten and twenty-five skills, eighty or more together."""
    counts = {track: len(school_skills().track(track)) for track in TRACKS}
    assert len(counts) == 5
    assert all(10 <= count <= 25 for count in counts.values())
    assert 80 <= sum(counts.values()) == len(school_skills()) <= 90


def test_no_prerequisite_is_implied_by_another() -> None:
    """No arrow of the graph could be left out without losing what must come before what."""
    graph = school_skills()
    needless = [
        (one.id, first)
        for one in graph
        for first in one.prerequisites
        if any(first in graph.before(other) for other in set(one.prerequisites) - {first})
    ]
    assert needless == []


def test_every_skill_is_worded_as_something_done() -> None:
    """Each says what a person does in one sentence of up to 40 words, and names a framework that has the like."""
    for one in school_skills():
        assert one.can[0].isupper(), one.id
        assert one.can.count(". ") == 0, one.id
        assert one.can.endswith("."), one.id
        assert len(one.can.split()) <= 40, one.id
        assert one.references, one.id


def test_no_skill_rests_on_one_of_a_higher_level() -> None:
    """What is asked of a technician rests on technicians' skills alone, and nothing rests on a higher level's."""
    rank = {"technician": 0, "bridge": 1, "engineer": 2}
    graph = school_skills()
    above = [
        (one.id, first) for one in graph for first in one.prerequisites if rank[graph[first].level] > rank[one.level]
    ]
    assert above == []


def test_every_code_listed_is_used() -> None:
    """The list of codes holds none that no skill points to."""
    graph = school_skills()
    listed = {f"{name}.{code}" for name, one in graph.frameworks.items() for code in one.parts}
    assert listed == {code for one in graph for code in one.references}


def test_tasks_of_onet_exist(shared_data: Path) -> None:
    """Each O*NET code is a task of that occupation in the release that the page names."""
    path = shared_data / "onet18_manufacturing" / "Task Statements.tsv"
    if not path.is_file():
        pytest.skip("the release of O*NET is not among the data sets")
    with path.open(encoding="utf-8", newline="") as file:
        known = {
            f"{row['O*NET-SOC Code'].removesuffix('.00')}.{row['Task ID']}"
            for row in csv.DictReader(file, delimiter="\t")
        }
    assert set(school_skills().frameworks["onet"].parts) - known == set()


def test_skills_of_esco_exist(shared_data: Path) -> None:
    """Each ESCO code begins exactly one identifier of the part of ESCO that is known."""
    path = shared_data / "esco_skills_subset" / "skills_en.csv"
    if not path.is_file():
        pytest.skip("the part of ESCO is not among the data sets")
    with path.open(encoding="utf-8", newline="") as file:
        known = [row["conceptUri"].rpartition("/")[2] for row in csv.DictReader(file)]
    codes = school_skills().frameworks["esco"].parts
    assert {code: sum(one.startswith(code) for one in known) for code in codes} == dict.fromkeys(codes, 1)


def test_the_reference_shows_the_skills_as_they_are(project: Path) -> None:
    """The page of skills is what ``python -m plantwright.learn.skills`` prints."""
    page = (project / "docs" / "reference" / "skills.md").read_text(encoding="utf-8")
    assert page == skills_page(school_skills())


def test_all_that_files_say_wrong_is_said_at_once(tmp_path: Path) -> None:
    """A track that is none, a skill under another's track, a missing field and a bad framework come in one error."""
    (tmp_path / "skills.yaml").write_text(
        "cooking: []\nflow:\n  - {id: quality.one, name: n, can: c, level: technician, minutes: 5}\n"
        "  - {id: flow.two, name: n, level: expert, minutes: 5}\n  - nonsense\n"
    )
    (tmp_path / "references.yaml").write_text("list: {name: A list}\n")
    with pytest.raises(LearnError) as caught:
        read_skills(tmp_path)
    said = "\n".join(caught.value.problems)
    for one in (
        "cooking",
        "quality.one: stands under flow",
        "flow.two.can",
        "flow.two.level",
        "flow.[3]",
        "list.parts",
    ):
        assert one in said


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    """A file of skills that holds one word is refused with what is needed."""
    (tmp_path / "skills.yaml").write_text("flow\n")
    (tmp_path / "references.yaml").write_text("{}\n")
    with pytest.raises(LearnError, match="a mapping of blocks is needed"):
        read_skills(tmp_path)
