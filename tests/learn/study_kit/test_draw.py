"""The draw is fair, blocked, concealed, and made again by anybody who has the secret."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from learn.study_kit.studies import settings
from plantwright.errors import LearnError
from plantwright.learn.study_kit.draw import Enrolled, draw, fingerprint, groups_csv, new_secret, read_groups, read_list
from plantwright.learn.study_kit.registration import check_registered, registration

SECRET = "5" * 64


def enrolled(*sizes: int) -> list[Enrolled]:
    """Return classes of these sizes."""
    return [Enrolled(learner=f"p{k}-{n}", class_name=f"c{k}") for k, size in enumerate(sizes) for n in range(size)]


def test_each_class_is_halved() -> None:
    """Within each class the groups differ by one learner at most, and everybody has one."""
    found = draw(settings(), enrolled(20, 7, 2, 33), SECRET)
    assert len(found) == 62
    for name in ("c0", "c1", "c2", "c3"):
        counts = Counter(one.group for one in found if one.class_name == name)
        assert set(counts) == {"school", "usual"}
        assert max(counts.values()) - min(counts.values()) <= 1


def test_the_same_secret_draws_the_same_in_any_order() -> None:
    """The list's order does not matter, the secret does."""
    listed = enrolled(20, 20)
    assert draw(settings(), listed, SECRET) == draw(settings(), listed[::-1], SECRET)
    assert draw(settings(), listed, SECRET) == draw(settings(), listed, SECRET + "\n")
    assert draw(settings(), listed, SECRET) != draw(settings(), listed, "6" * 64)


def test_a_draw_that_was_written_down() -> None:
    """One draw is kept here, so that no later version draws otherwise from a registered secret."""
    found = draw(settings(), enrolled(6), SECRET)
    assert "".join(one.group[0] for one in found) == "sussuu"


def test_everybody_has_an_even_chance() -> None:
    """Over 600 secrets each of seven learners, the odd one too, is in the first group 300 times, within 4.5σ."""
    counts: Counter[str] = Counter()
    for number in range(600):
        counts.update(one.learner for one in draw(settings(), enrolled(7), f"{number:064x}") if one.group == "school")
    assert len(counts) == 7
    assert all(abs(count - 300) < 4.5 * (600 / 4) ** 0.5 for count in counts.values())


def test_whole_classes_are_drawn_whole() -> None:
    """Where classes are drawn, each is in one group, and the groups have as many, plus or minus one."""
    found = draw(settings(unit="class"), enrolled(20, 18, 22, 20, 19), SECRET)
    groups = {one.class_name: one.group for one in found}
    assert all(groups[one.class_name] == one.group for one in found)
    assert sorted(Counter(groups.values()).values()) == [2, 3]


def test_what_cannot_be_drawn_is_told_at_once() -> None:
    """A learner twice and a class of one are named together; three classes are too few to draw whole."""
    listed = [*enrolled(3, 1), Enrolled(learner="p0-0", class_name="c0")]
    with pytest.raises(LearnError, match=r"2 problems[\s\S]*p0-0[\s\S]*class c1"):
        draw(settings(), listed, SECRET)
    with pytest.raises(LearnError, match="at least 4"):
        draw(settings(unit="class"), enrolled(9, 9, 9), SECRET)
    with pytest.raises(LearnError, match="found none"):
        draw(settings(), [], SECRET)


def test_the_table_of_groups_is_read_as_written() -> None:
    """Groups written and read are equal; a list needs its columns and no empty cell."""
    found = draw(settings(), enrolled(4, 5), SECRET)
    assert read_groups(groups_csv(found)) == found
    assert read_list("\ufefflearner,class\na,1\n") == [Enrolled(learner="a", class_name="1")]
    with pytest.raises(LearnError, match="no column class"):
        read_list("learner\na\n")
    with pytest.raises(LearnError, match="line 3, class"):
        read_list("learner,class\na,1\nb,\n")


def test_the_registration_holds_the_settings_and_the_secret_closed() -> None:
    """The registration names the fingerprint, never the secret; changed settings or another secret are refused."""
    secret, told = new_secret(), settings()
    page = registration(told, secret, date(2026, 3, 2))
    assert secret not in page
    assert fingerprint(secret) in page
    check_registered(told, page, secret)
    with pytest.raises(LearnError, match=r"2 problems[\s\S]*settings[\s\S]*secret"):
        check_registered(settings(worthwhile=3), page, new_secret())


@pytest.mark.parametrize(
    "more", [{}, {"unit": "class", "icc": 0.1, "pretest_correlation": 0.6, "excluded": ["a", "b"]}]
)
def test_the_registration_tells_every_setting(more: dict[str, object]) -> None:
    """Question, outcome, groups, numbers, exclusions and analysis stand in the page, with no gap left."""
    told = settings(**more)
    page = registration(told, SECRET, date(2026, 3, 2))
    assert "{" not in page
    for part in (told.title, told.question, told.outcome, *told.groups, told.spread_from, *told.excluded, "2026-03-02"):
        assert part in page
    assert ("given the pretest" in page) == bool(told.pretest_correlation)
    assert ("CR2" in page) == (told.unit == "class")
