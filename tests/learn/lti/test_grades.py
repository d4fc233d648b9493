"""Grades go to the column of the link, with leave that our key gets, and links go back to the teacher's course."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from learn.lti.conftest import COLLEGE, NOW, OURS, Begun, posted
from learn.lti.test_launch import come
from plantwright.errors import LaunchError
from plantwright.learn.lti.fetch import Answer
from plantwright.learn.lti.grades import SCORE, Score, public_keys, send_score
from plantwright.learn.lti.launch import CLAIM, GRADES
from plantwright.learn.lti.linking import DEEP, Link, chosen

GOOD = Score(given=8, most=10, comment="Two hints.")


def claims_of(token: str) -> dict[str, Any]:
    """Return what we signed, checked as the learning system does: with the keys that we show."""
    return jwt.decode(token, KeySet.import_key_set(public_keys(OURS)), algorithms=["RS256"]).claims  # type: ignore[arg-type]


def test_a_score_reaches_the_column(begun: Begun) -> None:
    """Leave is asked with a signed word of ours, and the score is posted with it where the launch said."""
    found = come(begun)
    send_score(found, GOOD, COLLEGE, OURS, begun.college, NOW)
    _, leave, score = begun.college.asked
    told = {name: values[0] for name, values in parse_qs((leave[2] or b"").decode()).items()}
    assert (leave[0], told["grant_type"], told["scope"]) == (COLLEGE.token_url, "client_credentials", SCORE)
    word = claims_of(told["client_assertion"])
    assert (word["iss"], word["sub"], word["aud"]) == ("plantwright-1", "plantwright-1", COLLEGE.token_url)
    assert word["exp"] - word["iat"] == 300
    assert score[0] == "https://college.example/lines/5/scores?type=a"
    assert score[1]["Authorization"] == "Bearer leave-1"
    assert score[1]["Content-Type"] == "application/vnd.ims.lis.v1.score+json"
    assert posted(score) == {
        "userId": "learner-7", "scoreGiven": 8, "scoreMaximum": 10, "comment": "Two hints.",
        "timestamp": "2026-03-02T09:00:00.000+00:00", "activityProgress": "Completed", "gradingProgress": "FullyGraded",
    }  # fmt: skip


def test_what_a_teacher_has_yet_to_read_is_not_final(begun: Begun) -> None:
    """A score that somebody has yet to give says so, and is handed in."""
    send_score(come(begun), Score(given=0, most=1, graded=False), COLLEGE, OURS, begun.college, NOW)
    told = posted(begun.college.asked[-1])
    assert (told["activityProgress"], told["gradingProgress"]) == ("Submitted", "PendingManual")


def test_a_score_on_the_way_counts_already(begun: Begun) -> None:
    """A learner who is not done has the grade so far, and is said to be working still."""
    send_score(come(begun), Score(given=3, most=10, finished=False), COLLEGE, OURS, begun.college, NOW)
    told = posted(begun.college.asked[-1])
    assert (told["activityProgress"], told["gradingProgress"]) == ("InProgress", "FullyGraded")


def test_no_word_is_used_twice(begun: Begun) -> None:
    """Each signed word has an id of its own."""
    found = come(begun)
    for _ in range(2):
        send_score(found, GOOD, COLLEGE, OURS, begun.college, NOW)
    words = [parse_qs((one[2] or b"").decode())["client_assertion"][0] for one in begun.college.asked[1::2]]
    assert claims_of(words[0])["jti"] != claims_of(words[1])["jti"]


@pytest.mark.parametrize(
    "book",
    [None, {}, {"lineitem": "https://college.example/5", "scope": []}, {"scope": [SCORE]},
     {"lineitem": "http://college.example/5", "scope": [SCORE]}],
)  # fmt: skip
def test_without_leave_nothing_is_sent(book: object, begun: Begun) -> None:
    """A link without a column, without leave, or without TLS gets no grade, and the system is not asked."""
    found = come(begun, begun.claims(**{GRADES: book}))
    asked = len(begun.college.asked)
    with pytest.raises(LaunchError, match="takes no grades"):
        send_score(found, GOOD, COLLEGE, OURS, begun.college, NOW)
    assert len(begun.college.asked) == asked


@pytest.mark.parametrize(
    ("status", "body"),
    [(401, None), (200, {}), (200, {"access_token": 5}), (200, {"access_token": "x", "token_type": "mac"}),
     (200, {"access_token": "a\r\nHost: b", "token_type": "bearer"})],
)  # fmt: skip
def test_no_leave_is_told(status: int, body: object, begun: Begun) -> None:
    """Where the system gives no leave that can be used, the error says what to register."""
    found = come(begun)
    begun.college.status, begun.college.body = status, body
    with pytest.raises(LaunchError, match="gives no leave"):
        send_score(found, GOOD, COLLEGE, OURS, begun.college, NOW)


def test_a_grade_that_is_not_taken_is_told(begun: Begun) -> None:
    """A refusal of the column is an error, not silence."""
    found = come(begun)

    def refuses(url: str, headers: object, body: bytes | None = None) -> Answer:
        return begun.college(url, {}, body) if url == COLLEGE.token_url else Answer(403, None)

    with pytest.raises(LaunchError, match="status 403"):
        send_score(found, GOOD, COLLEGE, OURS, refuses, NOW)


def test_a_grade_goes_to_the_system_it_came_from(begun: Begun) -> None:
    """A launch of one system is not graded at another."""
    other = COLLEGE.model_copy(update={"issuer": "https://other.example"})
    with pytest.raises(LaunchError, match="not from"):
        send_score(come(begun), GOOD, other, OURS, begun.college, NOW)


def test_our_secret_is_not_shown() -> None:
    """What we show at our address of keys holds the public part alone."""
    (key,) = public_keys(OURS)["keys"]  # type: ignore[misc]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}


def test_a_choice_goes_back_to_the_course(begun: Begun) -> None:
    """The answer is signed, names the deployment, gives back what came, and lists the links with their points."""
    found = come(begun, begun.choosing())
    links = (Link(title="Count WIP", url="https://plant.example/learn/flow.wip", most=10),)
    address, token = chosen(found, links, OURS, NOW)
    told = claims_of(token)
    assert address == "https://college.example/chosen"
    assert (told["iss"], told["aud"], told[f"{CLAIM}deployment_id"]) == ("plantwright-1", COLLEGE.issuer, "d1")
    assert (told[f"{CLAIM}message_type"], told[f"{DEEP}data"]) == ("LtiDeepLinkingResponse", "d-ata")
    assert told[f"{DEEP}content_items"] == [
        {"type": "ltiResourceLink", "title": "Count WIP", "url": "https://plant.example/learn/flow.wip",
         "lineItem": {"scoreMaximum": 10, "label": "Count WIP"}}
    ]  # fmt: skip


def test_only_a_teacher_who_came_to_choose_chooses(begun: Begun) -> None:
    """Learners, and teachers who came to work, choose nothing."""
    with pytest.raises(LaunchError, match="nothing is to be chosen"):
        chosen(come(begun), (), OURS, NOW)
