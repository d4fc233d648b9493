"""Ten questions: each example is an answer, each may be left open, and what is missing is said at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from plantwright.calibrate.told import beliefs_of
from plantwright.calibrate.told_plant import told_plant
from plantwright.calibrate.told_questions import HURTS, TOPICS, Question, answers_of, money_of, questions
from plantwright.calibrate.told_words import Amount
from plantwright.errors import PlantError

TABLES = {
    ("products",): "table, chair",
    ("steps", "table"): "cut, weld, paint",
    ("steps", "chair"): "cut, bend, weld, paint",
    ("machines", "cut"): "saw 2",
    ("machines", "weld"): "welder",
    ("machines", "paint"): "?",
    ("machines", "bend"): "SAW",
    ("times", "cut"): "8 6 12 min, setup 20 min",
    ("times", "weld"): "?",
    ("times", "paint"): "2 1.5 4 h lot",
    ("times", "bend"): "90 s",
    ("shifts",): "mon-fri 06:00-14:00",
    ("orders", "week"): "table 8, chair 6-10",
    ("orders", "pieces"): "12",
    ("people",): "2 saw+welder, 1 paint",
    ("breaks",): "welder every 2 weeks for 4 h",
    ("hurts", "most"): "late, customers wait",
    ("hurts", "promised"): "10",
    ("money",): "EUR, margin 14, saw 80000",
}


def test_there_are_ten() -> None:
    """The questions are numbered from 1 to 10 in order, each with a topic."""
    numbers = [one.number for one in questions(TABLES)]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, len(TOPICS) + 1))
    assert len(TOPICS) == 10


def test_answers_are_gathered() -> None:
    """What was written is what was told."""
    told = answers_of(TABLES)
    assert told.steps == {"table": ("cut", "weld", "paint"), "chair": ("cut", "bend", "weld", "paint")}
    assert told.machines == {"cut": ("saw", 2), "weld": ("welder", 1), "paint": ("paint", 1), "bend": ("saw", 2)}
    assert told.stations() == {"saw": 2, "welder": 1, "paint": 1}
    assert told.times["weld"] is None
    assert told.lots() == {"table": 12, "chair": 12}
    assert told.hurt.kind == "late"
    assert told.promised == Amount(10)
    assert told.money.costs.station_once == {"saw": 80_000}


def test_nothing_known_is_a_plant_too() -> None:
    """Every question may be answered with a question mark."""
    raw: dict[tuple[str, ...], str] = {}
    while (one := next((one for one in questions(raw) if one.key not in raw), None)) is not None:
        raw[one.key] = "?"
    told = answers_of(raw)
    assert told.steps == {"part": ("make",)}
    assert told.machines == {"make": ("make", 1)}


@pytest.mark.parametrize("question", list(questions(TABLES)), ids=Question.name)
def test_every_example_is_an_answer(question: Question) -> None:
    """Each example that a question gives can be read, and each says what not knowing means."""
    for example in question.example.split("; or "):
        for one in example.split(", or ") if question.key in (("people",), ("orders", "week")) else (example,):
            question.read(one.removesuffix(", of a whole lot with its set-up").removesuffix(" where all can do all"))
    assert question.unknown
    assert question.read("?") is None


def test_all_that_is_missing_or_wrong_is_said_at_once() -> None:
    """A file of answers is refused with every answer that is missing or says nothing, by its key."""
    raw = {**TABLES, ("shifts",): "early", ("times", "cut"): "12"}
    del raw["money",], raw["orders", "week"]
    with pytest.raises(PlantError) as caught:
        answers_of(raw)
    assert [one.split(":")[0] for one in caught.value.problems] == ["times.cut", "shifts", "orders.week", "money"]


def test_a_work_center_has_one_number_of_stations() -> None:
    """Two steps at one work center may not say different numbers of stations."""
    with pytest.raises(PlantError, match=r"saw has 2 stations already"):
        answers_of({**TABLES, ("machines", "bend"): "saw 3"})


@pytest.mark.parametrize("kind", HURTS)
def test_what_hurts_is_a_choice_with_words(kind: str) -> None:
    """The first word is one of the choices, the rest is kept; too little output and being late ask one thing more."""
    raw = {**TABLES, ("hurts", "most"): f"{kind} every day"}
    further = [one.key for one in questions(raw) if one.key[0] == "hurts"][1:]
    assert further == {"output": [("hurts", "floor")], "late": [("hurts", "promised")]}.get(kind, [])


def test_money_that_is_none_is_refused() -> None:
    """An amount without a name, or of an unknown work center, is refused."""
    for text in ("14", "lathe 5000", "margin much"):
        with pytest.raises(PlantError, match="write"):
            money_of(text, ("saw",))


WORDS = some.sampled_from(
    ["table", "saw", "2", "1,5", "0", "1.000", "10-15", "-", ":", ",", ";", "every", "for", "weeks", "h", "min",
     "setup", "lot", "mon-fri", "06:00-14:00", "25:99", "late", "EUR", "margin", "+",
     "and", "*", "\u0663", "²", "(", "[", "nan"]
)  # fmt: skip


@given(text=some.one_of(some.text(max_size=40), some.lists(WORDS, max_size=8).map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_is_an_answer_or_refused_in_words(text: str) -> None:
    """No text ends in anything but an answer or a refusal that says what is allowed."""
    refusals: list[str] = []
    for one in questions(TABLES):
        try:
            one.read(text)
        except PlantError as error:
            refusals += error.problems
    assert all(";" in problem for problem in refusals)


@given(texts=some.lists(some.lists(WORDS, min_size=1, max_size=5).map(" ".join), min_size=25, max_size=25))
@settings(max_examples=100, deadline=None)
def test_what_can_be_read_makes_a_plant_or_is_refused(texts: list[str]) -> None:
    """Any answers that can be read make a valid plant, or are refused in words; nothing fails in between."""
    raw: dict[tuple[str, ...], str] = {}
    while (one := next((one for one in questions(raw) if one.key not in raw), None)) is not None:
        text = texts[len(raw) % len(texts)]
        try:
            one.read(text)
            raw[one.key] = text
        except PlantError:
            raw[one.key] = TABLES.get(one.key, "?") if one.number > 3 else "?"
        if len(raw) > 60:
            return
    try:
        made = told_plant(answers_of(raw), "any")
    except PlantError:
        return
    beliefs_of(made)
