"""Right answers are right, known mistakes are named, and no feedback tells the answer."""

from __future__ import annotations

import pytest

from plantwright.learn.bank.agree import key_of
from plantwright.learn.bank.check import check
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number, ordering, setting
from plantwright.learn.bank.question import Answer, Criterion, Question, Rubric, Setting, shown


def question(answer: Answer) -> Question:
    """Return a question with an answer."""
    return Question(
        template="flow.test", skill="flow.test", seed=1, plant="p", stem="How long?", answer=answer,
        solution=("so",), hints=("a", "b", "c"),
    )  # fmt: skip


HALF_HOUR = question(number(30.0, "min", ("forgot_setup", 25.0, "The setup takes time too.")))


@pytest.mark.parametrize("given", ["30", "30 min", "0.5 h", "0,5 h", "1800 s", "30.2"])
def test_the_answer_in_any_unit_that_fits_is_right(given: str) -> None:
    """Thirty minutes are half an hour and 1800 seconds."""
    assert check(HALF_HOUR, given).right


@pytest.mark.parametrize(
    ("given", "mistake"),
    [("25", "forgot_setup"), ("0.5", "unit"), ("1800", "unit"), ("30 h", "unit"), ("30 pieces", "unit"),
     ("x", "unreadable"), ("1e9999999", "unreadable"), ("0.0333", "inverse"), ("17", "")],
)  # fmt: skip
def test_known_mistakes_are_named(given: str, mistake: str) -> None:
    """Each recognizable mistake gets its own name and words, and the words do not hold the answer."""
    heard = check(HALF_HOUR, given)
    assert (heard.right, heard.mistake) == (False, mistake)
    assert heard.says
    assert "30" not in heard.says.replace(given, "")


def test_a_mistake_that_cannot_be_told_from_the_answer_is_left_out() -> None:
    """A misconception that leads to the right number, or to that of another one, is not listed."""
    answer = number(10.0, "h", ("near", 10.1, "x"), ("far", 20.0, "y"), ("also_far", 20.05, "z"))
    assert [one.name for one in answer.mistakes] == ["far"]


def test_a_choice_tells_why_an_option_is_wrong() -> None:
    """Each option has its own feedback, and the right one is praised."""
    answer = choice(
        Draw.of(1), "mill", "Yes, it is.", ("lathe", "busiest_looking", "Look again."), ("mill", "same", "x")
    )
    said = {one.text: check(question(answer), one.key) for one in answer.options}
    assert said["mill"].right
    assert "Yes" in said["mill"].says
    assert (said["lathe"].mistake, len(said)) == ("busiest_looking", 2)
    assert check(question(answer), "z").mistake == "unreadable"


def test_an_order_counts_what_is_in_place() -> None:
    """A known wrong order is named, another tells how many are in place, and a broken one what is asked."""
    answer = ordering(Draw.of(1), ["a1", "b2", "c3"], ("reversed", ["c3", "b2", "a1"], "The other way round."))
    asked = question(answer)
    keys = {one.text: one.key for one in answer.items}
    assert check(asked, tuple(keys[one] for one in ("a1", "b2", "c3"))).right
    assert check(asked, tuple(keys[one] for one in ("c3", "b2", "a1"))).mistake == "reversed"
    assert "1 of 3" in check(asked, tuple(keys[one] for one in ("a1", "c3", "b2"))).says
    assert check(asked, ("a",)).mistake == "unreadable"


def test_a_setting_is_right_within_its_bounds() -> None:
    """A change of the plant is right at the number asked for, and a known mistake is named."""
    asked = question(setting(("add_stations", "mill", "count", "stations"), (0, 9), 2, ("in_all", 5, "Added only.")))
    assert check(asked, "2").right
    assert check(asked, "5").mistake == "in_all"
    assert not check(asked, "3").right


def test_an_explanation_earns_the_points_of_what_it_met() -> None:
    """A self-graded explanation scores the share of its points; criteria that do not exist are refused."""
    asked = question(Rubric(model="m", criteria=(Criterion(text="x", points=3), Criterion(text="y", points=1))))
    assert check(asked, ("1",)).score == pytest.approx(0.75)
    assert check(asked, ("1", "1", "2")).score == pytest.approx(1.0)
    assert check(asked, ("9",)).mistake == "unreadable"


def test_what_is_shown_holds_no_key() -> None:
    """A question as shown to a learner holds neither answer, solution, hints, feedback nor seed."""
    told = shown(HALF_HOUR).model_dump_json()
    for secret in ("30.0", "forgot_setup", "solution", "hints", "seed", "tolerance"):
        assert secret not in told


def test_a_setting_may_be_a_decimal_with_a_unit() -> None:
    """A setup of 12.5 min to the half minute is right within a step, in seconds too, and a mistake beside it is not."""
    slow, near = ("before", 20.0, "That is how long it takes today."), ("near", 12.9, "Too near to be told apart.")
    where = ("shorten_setup", "mill", "time", "min")
    asked = question(setting(where, (0.0, 30.0), 12.5, slow, near, step=0.5, off=0.5))
    assert [check(asked, one).right for one in ("12.5", "13", "750 s", "13.5 min", "12")] == [
        True, True, True, False, True,
    ]  # fmt: skip
    assert check(asked, "20.1 min").mistake == "before"
    assert shown(asked).step == 0.5
    assert key_of(asked.answer) == 12.5
    assert isinstance(asked.answer, Setting)
    assert [one.name for one in asked.answer.mistakes] == ["before"]
