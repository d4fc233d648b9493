"""Grades go back to the learning system: leave is asked for with our key, then the score is posted."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from pydantic import Field

from plantwright.errors import LaunchError
from plantwright.learn.lti.fetch import Fetch
from plantwright.learn.lti.launch import SCORE, Launch
from plantwright.learn.lti.platform import Platform
from plantwright.model.quantity import Noun

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_MINUTES = 5


class Score(Noun):
    """What a learner got."""

    given: float = Field(ge=0, allow_inf_nan=False, json_schema_extra={"unit": "points"})
    most: float = Field(gt=0, allow_inf_nan=False, json_schema_extra={"unit": "points"})
    finished: bool = True
    """Whether the learner is done; else they may still better it."""
    graded: bool = True
    """Whether it counts; an open explanation that a teacher has yet to read does not."""
    comment: str = ""


class Cell(Noun):
    """Where a grade stands in the grade book."""

    line: str
    """The address of its column."""
    learner: str


def send_score(launch: Launch, score: Score, platform: Platform, key: RSAKey, fetch: Fetch, now: datetime) -> None:
    """Post the score of who launched to the column of the link.

    Raises
    ------
    LaunchError
        The launch gave no leave to grade, or the learning system refused.

    References
    ----------
    1EdTech, Assignment and Grade Services 2.0, section 3.4, Score publish service.
    """
    book = launch.grade_book
    if book is None or not book.takes_scores:
        raise LaunchError("the link takes no grades: in the learning system, let the tool send grades for it")
    if (launch.issuer, launch.client_id) != (platform.issuer, platform.client_id):
        raise LaunchError(f"the launch came from {launch.issuer}, not from {platform.issuer}")
    post_score(Cell(line=book.line, learner=launch.learner), score, platform, key, fetch, now)


def post_score(cell: Cell, score: Score, platform: Platform, key: RSAKey, fetch: Fetch, now: datetime) -> None:
    """Post a score into a cell of the grade book that a launch named.

    Raises
    ------
    LaunchError
        The learning system refused.
    """
    token = access_token(platform, key, fetch, now)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/vnd.ims.lis.v1.score+json"}
    answer = fetch(_scores(cell.line), headers, json.dumps(_body(cell.learner, score, now)).encode())
    if not 200 <= answer.status < 300:
        raise LaunchError(f"{platform.issuer} did not take the grade (status {answer.status}); try again, or ask there")


def access_token(platform: Platform, key: RSAKey, fetch: Fetch, now: datetime) -> str:
    """Return the leave to send scores.

    Raises
    ------
    LaunchError
        The learning system does not give it.

    References
    ----------
    1EdTech Security Framework 1.0, section 4.1.1, Using JWTs with OAuth 2.0 client credentials grant.
    """
    claims = {"iss": platform.client_id, "sub": platform.client_id, "aud": platform.audience or platform.token_url}
    told = {
        "grant_type": "client_credentials", "client_assertion_type": ASSERTION, "scope": SCORE,
        "client_assertion": signed_for(claims, key, now),
    }  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = fetch(platform.token_url, headers, urlencode(told).encode())
    body: Any = answer.body if answer.status == 200 and isinstance(answer.body, dict) else {}
    token = body.get("access_token")
    if not isinstance(token, str) or not token.isprintable() or str(body.get("token_type", "")).lower() != "bearer":
        raise LaunchError(
            f"{platform.token_url} gives no leave to send grades (status {answer.status}); "
            "register our public key and the client id there"
        )
    return token


def signed_for(claims: Mapping[str, object], key: RSAKey, now: datetime) -> str:
    """Return claims signed by us, good for a few minutes and for one use."""
    from joserfc import jwt  # noqa: PLC0415

    begins = int(now.timestamp())
    times = {"iat": begins, "exp": begins + 60 * _MINUTES, "jti": secrets.token_urlsafe(24)}
    return jwt.encode({"alg": "RS256", "typ": "JWT", "kid": key.thumbprint()}, {**claims, **times}, key)


def public_keys(key: RSAKey) -> dict[str, object]:
    """Return what to show at our own address of keys, for learning systems to read."""
    told = key.as_dict(private=False)
    return {"keys": [{**told, "kid": key.thumbprint(), "use": "sig", "alg": "RS256"}]}


def _scores(line: str) -> str:
    """Return the address of scores of a column: its path goes on, what is asked of it stays."""
    parts = urlsplit(line)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/scores"))


def _body(learner: str, score: Score, now: datetime) -> dict[str, object]:
    comment = {"comment": score.comment} if score.comment else {}
    return {
        "userId": learner, "scoreGiven": score.given, "scoreMaximum": score.most, **comment,
        "timestamp": now.astimezone(UTC).isoformat(timespec="milliseconds"),
        "activityProgress": _activity(score),
        # what counts is always "fully" graded, even on the way: systems leave out of their grade book what is not
        "gradingProgress": "FullyGraded" if score.graded else "PendingManual",
    }  # fmt: skip


def _activity(score: Score) -> str:
    if not score.graded:
        return "Submitted"
    return "Completed" if score.finished else "InProgress"
