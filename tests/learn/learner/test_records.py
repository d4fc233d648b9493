"""Records can be taken along and erased, and hold no name."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pydantic import ValidationError

from learn.learner.simulated import BEGUN, attempt, learner_of
from plantwright.errors import LearnError
from plantwright.learn.learner.attempt import Attempt, of_learner, sequences
from plantwright.learn.learner.attempt_table import COLUMNS, attempts_csv, read_attempts
from plantwright.learn.learner.pseudonym import new_salt, pseudonym
from plantwright.learn.learner.records import Records, learners, only, to_take_along, without
from plantwright.learn.learner.retention import reviewed
from plantwright.learn.learner.xapi import statements


@pytest.fixture
def records() -> Records:
    """Return attempts and reviews of three learners."""
    attempts = tuple(attempt(number, step, step % 2 == 0, hints=step % 3) for number in (1, 2, 3) for step in range(4))
    return Records(attempts=attempts, retained=tuple(reviewed(None, attempt(number, 0, True)) for number in (1, 2)))


def test_erasure_leaves_nothing(records: Records) -> None:
    """After erasing a learner no trace of the pseudonym is left anywhere, and of the others everything is."""
    left = without(records, learner_of(1))
    assert learner_of(1) in records.model_dump_json()
    assert learner_of(1) not in left.model_dump_json()
    assert learners(left) == {learner_of(2), learner_of(3)}
    assert only(left, learner_of(2)) == only(records, learner_of(2))
    assert without(left, learner_of(1)) == left


def test_what_is_kept_and_what_is_erased_are_everything(records: Records) -> None:
    """A learner's records and the rest together are all records: nothing is lost between the two."""
    own, rest = only(records, learner_of(2)), without(records, learner_of(2))
    for name in Records.model_fields:
        joined = {*getattr(own, name), *getattr(rest, name)}
        assert joined == set(getattr(records, name))


def test_every_list_of_records_can_be_erased() -> None:
    """Each list of the records holds nouns that say whose they are; a new list without that cannot hide."""
    for name, one in Records.model_fields.items():
        (noun, _) = one.annotation.__args__  # type: ignore[union-attr]
        assert "learner" in noun.model_fields, name


def test_all_of_one_learner_and_nobody_else_can_be_taken_along(records: Records) -> None:
    """The files hold every attempt and review of the learner, and no other pseudonym."""
    files = to_take_along(records, learner_of(1))
    told = json.loads(files["records.json"])
    assert (len(told["attempts"]), len(told["retained"])) == (4, 1)
    assert len(json.loads(files["xapi.json"])) == 4
    assert read_attempts(files["attempts.csv"]) == of_learner(records.attempts, learner_of(1))
    for other in (2, 3):
        assert all(learner_of(other) not in text for text in files.values())


def test_the_table_is_read_as_it_was_written(records: Records) -> None:
    """Written and read again, attempts are equal, and the head holds every field."""
    text = attempts_csv(records.attempts)
    assert next(csv.reader(io.StringIO(text))) == list(Attempt.model_fields) == list(COLUMNS)
    assert sorted(read_attempts(text), key=str) == sorted(records.attempts, key=str)


def test_all_wrong_rows_are_told_at_once(records: Records) -> None:
    """A table with two wrong rows names both, with line and column; one without a column names that."""
    lines = attempts_csv(records.attempts).splitlines()
    lines[2] = lines[2].replace("flow.count_wip", "")
    lines[4] = lines[4].replace(",number", ",song")
    with pytest.raises(LearnError, match=r"2 problems[\s\S]*line 3, template[\s\S]*line 5, kind"):
        read_attempts("\n".join(lines))
    with pytest.raises(LearnError, match="no column kind"):
        read_attempts("\n".join(line.rpartition(",")[0] for line in lines))


def test_a_statement_says_who_did_what() -> None:
    """An xAPI statement has the five parts that a store needs; its actor is an account without a name or mail."""
    one = attempt(7, 0, False, misconception="forgot_setups", hints=2)
    (said,) = statements([one], home="https://school.example/")
    assert said["actor"] == {
        "objectType": "Agent",
        "account": {"homePage": "https://school.example", "name": learner_of(7)},
    }
    assert said["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert said["object"]["id"] == "https://school.example/templates/flow.count_wip"
    assert said["result"]["success"] is False
    assert said["result"]["duration"] == "PT40.00S"
    assert said["result"]["extensions"]["https://school.example/xapi/misconception"] == "forgot_setups"
    assert said["timestamp"] == "2026-03-02T08:00:00Z"


def test_a_statement_sent_twice_is_one() -> None:
    """The same attempt has the same id in each export, and two attempts have two."""
    first, again = statements([attempt(1, 0, True)]), statements([attempt(1, 0, True)])
    assert first == again
    assert first[0]["id"] != statements([attempt(1, 1, True)])[0]["id"]


def test_a_pseudonym_needs_the_salt() -> None:
    """One salt gives one pseudonym for one person; another salt gives another, and none holds the name."""
    salt = new_salt()
    assert pseudonym("ana", salt) == pseudonym("ana", salt)
    assert len({pseudonym("ana", salt), pseudonym("ana", new_salt()), pseudonym("ben", salt)}) == 3
    assert "ana" not in pseudonym("ana", salt)
    with pytest.raises(LearnError, match="at least 32"):
        pseudonym("ana", b"short")
    with pytest.raises(LearnError, match="empty"):
        pseudonym("", salt)


def test_a_name_is_no_pseudonym() -> None:
    """An attempt refuses a learner that is not a pseudonym: no name gets into the records by mistake."""
    with pytest.raises(ValidationError, match="learner"):
        Attempt.model_validate({**attempt(1, 0, True).model_dump(), "learner": "ana@example.org"})


def test_a_moment_needs_its_zone_and_is_kept_in_utc() -> None:
    """An attempt refuses a time without a zone, and keeps any other in UTC."""
    with pytest.raises(ValidationError, match="timezone"):
        attempt(1, 0, True, answered_at=datetime(2026, 3, 2, 8))  # noqa: DTZ001
    east = attempt(1, 0, True, answered_at=datetime(2026, 3, 2, 8, tzinfo=timezone(timedelta(hours=2))))
    assert east.answered_at == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert str(east.answered_at.tzinfo) == "UTC"


def test_right_with_a_hint_does_not_count_as_right() -> None:
    """The learner model sees an answer that was right after a hint as not right, in order of time."""
    attempts = [attempt(1, 2, True), attempt(1, 0, True, hints=1), attempt(1, 1, False)]
    assert sequences(attempts) == {"flow.wip": {learner_of(1): [False, False, True]}}
    assert attempts[0].answered_at == BEGUN + timedelta(minutes=2)
