"""The skill graph refuses what contradicts itself, and knows what comes before what."""

from __future__ import annotations

import pytest

from plantwright.errors import LearnError
from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.read import school_skills
from plantwright.learn.skills.skill import Framework, Part, Skill


def skill(name: str, *before: str, references: tuple[str, ...] = ()) -> Skill:
    """Return a skill of the first track with what comes before it."""
    return Skill(
        id=f"flow.{name}",
        name=name,
        can=f"Do {name}.",
        prerequisites=tuple(f"flow.{one}" for one in before),
        level="technician",
        minutes=10,
        references=references,
    )


DIAMOND = (skill("top", "left", "right"), skill("left", "root"), skill("right", "root"), skill("root"))


def test_every_skill_stands_after_its_prerequisites() -> None:
    """In the order to learn the school's skills, none comes before something that it asks for."""
    graph = school_skills()
    place = {name: at for at, name in enumerate(graph.order)}
    assert len(place) == len(graph)
    assert all(place[first] < place[one.id] for one in graph for first in one.prerequisites)


def test_before_and_after_mirror_each_other() -> None:
    """One skill is before another exactly where that one is after it, however many steps lie between."""
    graph = SkillGraph(DIAMOND)
    assert graph.before("flow.top") == {"flow.left", "flow.right", "flow.root"}
    assert graph.after("flow.root") == {"flow.left", "flow.right", "flow.top"}
    school = school_skills()
    pairs = {(one, other) for one in school.order for other in school.before(one)}
    assert pairs == {(one, other) for other in school.order for one in school.after(other)}


def test_only_skills_whose_prerequisites_are_mastered_are_ready() -> None:
    """A skill is ready once all that it asks for is mastered, and no longer once it is mastered itself."""
    graph = SkillGraph(DIAMOND)
    assert graph.ready([]) == ("flow.root",)
    assert set(graph.ready(["flow.root"])) == {"flow.left", "flow.right"}
    assert graph.ready(["flow.root", "flow.left"]) == ("flow.right",)
    assert graph.ready([one.id for one in DIAMOND]) == ()


def test_whoever_learns_what_is_ready_masters_everything() -> None:
    """By learning one ready skill after the other, each skill of the school is reached."""
    graph, mastered = school_skills(), []
    while ready := graph.ready(mastered):
        mastered.append(ready[0])
    assert sorted(mastered) == sorted(graph.order)


def test_the_path_to_a_goal_leaves_out_what_is_mastered() -> None:
    """The path ends with the goal and holds what it asks for, less what is mastered."""
    graph = SkillGraph(DIAMOND)
    assert graph.path("flow.top", ["flow.root", "flow.left"]) == ("flow.right", "flow.top")
    assert graph.path("flow.root", ["flow.root"]) == ()


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Doubles, unknown prerequisites, unknown codes and two separate circles come in one error."""
    wrong = (
        skill("one", "two"),
        skill("two", "one"),
        skill("three", "four"),
        skill("four", "three"),
        skill("five", "nothing", references=("cpt.nowhere",)),
        skill("six", "five", "five"),
        skill("seven"),
        skill("seven"),
    )
    with pytest.raises(LearnError) as caught:
        SkillGraph(wrong)
    said = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 6
    assert "flow.seven: stands 2 times" in said
    assert "flow.six.prerequisites: flow.five stands 2 times" in said
    assert "flow.nothing is no skill" in said
    assert "cpt.nowhere is no code" in said
    assert said.count("a circle") == 2


def test_a_circle_is_told_as_the_way_around_it() -> None:
    """A circle of three names its skills in the order in which each comes after the next."""
    with pytest.raises(LearnError) as caught:
        SkillGraph((skill("one", "two"), skill("two", "three"), skill("three", "one")))
    (said,) = caught.value.problems
    ways = ("one after flow.two", "two after flow.three", "three after flow.one")
    assert sum(f"flow.{way}" in said for way in ways) == 3


def test_a_skill_that_does_not_exist_is_refused() -> None:
    """Asking for an unknown skill names it, wherever it is asked."""
    graph = SkillGraph(DIAMOND)
    with pytest.raises(LearnError, match=r"flow\.nothing"):
        graph.ready(["flow.nothing"])
    with pytest.raises(LearnError, match=r"flow\.nothing"):
        graph.path("flow.nothing")
    with pytest.raises(LearnError, match=r"flow\.nothing"):
        graph["flow.nothing"]
    assert "flow.nothing" not in graph


def test_codes_of_a_framework_are_known() -> None:
    """A code counts as known where its framework lists it."""
    framework = Framework(name="A list", verified="codes", seen="here", parts={"part": Part(says="Something")})
    graph = SkillGraph((skill("one", references=("list.part",)),), {"list": framework})
    assert graph["flow.one"].references == ("list.part",)
