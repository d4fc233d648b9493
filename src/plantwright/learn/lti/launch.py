"""The second step of a launch: the learner comes back with a signed word on who they are and what they may."""

from __future__ import annotations

import hmac
import math
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from plantwright.errors import LaunchError, Problems
from plantwright.learn.lti.fetch import Fetch
from plantwright.learn.lti.login import Login, Pending
from plantwright.learn.lti.platform import Platform, platform_of
from plantwright.learn.lti.signature import opened
from plantwright.model.quantity import Name, Noun

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
MESSAGES = {"LtiResourceLinkRequest": "work", "LtiDeepLinkingRequest": "choose"}
TEACHERS = ("Instructor", "ContentDeveloper", "Mentor", "Administrator")
LONGEST_ID = 255
"""Letters of a name of a person or a course, at most, as LTI 1.3 has it."""
SKEW, OLDEST = timedelta(minutes=1), timedelta(hours=1)
"""How far two clocks may be apart, and how old a launch may be."""


class GradeBook(Noun):
    """Where grades of this launch may be sent."""

    line: str = ""
    """The column of the grade book that belongs to the link."""
    scopes: tuple[str, ...] = ()

    @property
    def takes_scores(self) -> bool:
        """Whether the launch gave leave to send scores, and a column to send them to."""
        return SCORE in self.scopes and self.line.startswith("https://")


class Choosing(Noun):
    """A teacher is to choose what a link shall lead to."""

    return_url: str
    data: str | None = None
    """What must be given back as it came."""


class Launch(Noun):
    """Somebody came from a learning system, and is known."""

    purpose: Literal["work", "choose"]
    issuer: str
    client_id: str
    deployment: str
    learner: Name
    """A pseudonym that the system gives: the same person has the same one there."""
    teacher: bool
    course: str = ""
    course_title: str = ""
    link: str = ""
    """The link that was followed."""
    target: str
    """The page of ours that was asked for."""
    grade_book: GradeBook | None = None
    choosing: Choosing | None = None


def launch(
    form: Mapping[str, str], cookie: str, platforms: Iterable[Platform], pending: Pending, fetch: Fetch, now: datetime
) -> Launch:
    """Return who came from where and for what.

    Parameters
    ----------
    form:
        The fields that were posted.
    cookie:
        The state that this browser was given when it began; empty: none.

    Raises
    ------
    LaunchError
        It is no launch that began here, is not signed by the registered system, is for others, is too old, or was
        used before.

    References
    ----------
    1EdTech, Learning Tools Interoperability 1.3; Security Framework 1.0, section 5.1.3, Authentication response.
    """
    login = _begun(form, cookie, pending, now)
    platform = platform_of(platforms, login.issuer, login.client_id)
    told = opened(form.get("id_token", ""), platform, fetch)
    problems = Problems("the launch", LaunchError)
    _check_token(told, login, platform, now, problems)
    _check_message(told, login, platform, problems)
    problems.raise_any()
    return _launch(told, platform)


def _begun(form: Mapping[str, str], cookie: str, pending: Pending, now: datetime) -> Login:
    state = form.get("state", "")
    login = pending.take(state) if state else None
    if "error" in form:
        raise LaunchError(f"the learning system refused: {form['error'][:100]}; log in there, then start again")
    if login is None:
        raise LaunchError("this launch did not begin here, or was used already; start again from the learning system")
    if not hmac.compare_digest(cookie.encode(), state.encode()):
        raise LaunchError(
            "this launch began in another browser; start again, and let the browser keep cookies of this page"
        )
    if now > login.until:
        raise LaunchError("this launch began too long ago; start again from the learning system")
    return login


def _check_token(told: dict[str, Any], login: Login, platform: Platform, now: datetime, problems: Problems) -> None:
    audience = told.get("aud")
    heard = audience if isinstance(audience, list) else [audience]
    if told.get("iss") != platform.issuer:
        problems.add("iss", f"found {told.get('iss')!r}", f"{platform.issuer} was asked")
    if platform.client_id not in heard:
        problems.add("aud", f"found {audience!r}", f"{platform.client_id} is asked for")
    if (len(heard) > 1 or "azp" in told) and told.get("azp") != platform.client_id:
        problems.add("azp", f"found {told.get('azp')!r}", f"{platform.client_id}, as it is for several")
    if not isinstance(told.get("nonce"), str) or not hmac.compare_digest(told["nonce"].encode(), login.nonce.encode()):
        problems.add("nonce", "is not that of this launch", "each launch has its own", "start again")
    _check_times(told, now, problems)


def _check_times(told: dict[str, Any], now: datetime, problems: Problems) -> None:
    moment, skew = now.timestamp(), SKEW.total_seconds()
    ends, begins = _seconds(told.get("exp")), _seconds(told.get("iat"))
    if not ends > moment - skew:
        problems.add("exp", f"found {told.get('exp')!r}", "a moment to come", "start again")
    if not moment - OLDEST.total_seconds() <= begins <= moment + skew:
        problems.add("iat", f"found {told.get('iat')!r}", "a moment of the last hour", "see whether clocks are right")


def _check_message(told: dict[str, Any], login: Login, platform: Platform, problems: Problems) -> None:
    deployment, kind = told.get(f"{CLAIM}deployment_id"), told.get(f"{CLAIM}message_type")
    if deployment not in platform.deployments:
        known = ", ".join(platform.deployments)
        problems.add("deployment_id", f"found {deployment!r}", f"one of {known}", "register it")
    if told.get(f"{CLAIM}version") != "1.3.0":
        problems.add("version", f"found {told.get(f'{CLAIM}version')!r}", "1.3.0")
    if not 0 < len(_text(told.get("sub"))) <= LONGEST_ID:
        problems.add("sub", f"found {str(told.get('sub'))[:80]!r}", "a learner who is known", "log in there")
    if len(_text(_of(told, f"{CLAIM}context").get("id"))) > LONGEST_ID:
        problems.add("context", "its id is too long", f"{LONGEST_ID} letters at most")
    if not isinstance(kind, str) or kind not in MESSAGES:
        problems.add("message_type", f"found {kind!r}", f"one of {', '.join(MESSAGES)}")
    elif kind == "LtiDeepLinkingRequest":
        url = _of(told, LINKING).get("deep_link_return_url")
        if not isinstance(url, str) or not url.startswith("https://"):
            problems.add("deep_link_return_url", f"found {url!r}", "an address of https")
    else:
        if not isinstance(_of(told, f"{CLAIM}resource_link").get("id"), str):
            problems.add("resource_link", "has no id", "the link that was followed")
        if told.get(f"{CLAIM}target_link_uri") != login.target:
            problems.add("target_link_uri", "is not what the launch began with", f"{login.target}", "start again")


def _launch(told: dict[str, Any], platform: Platform) -> Launch:
    purpose: Any = MESSAGES[told[f"{CLAIM}message_type"]]
    roles = told.get(f"{CLAIM}roles")
    names = [str(one).rpartition("#")[2].rpartition("/")[2] for one in roles] if isinstance(roles, list) else []
    linking, book, context = _of(told, LINKING), _of(told, GRADES), _of(told, f"{CLAIM}context")
    return Launch(
        purpose=purpose, issuer=platform.issuer, client_id=platform.client_id,
        deployment=told[f"{CLAIM}deployment_id"], learner=told["sub"], teacher=not set(TEACHERS).isdisjoint(names),
        course=_text(context.get("id")), course_title=_text(context.get("title")) or _text(context.get("label")),
        link=_text(_of(told, f"{CLAIM}resource_link").get("id")),
        target=_text(told.get(f"{CLAIM}target_link_uri")), grade_book=_book(book) if book else None,
        choosing=Choosing(return_url=linking["deep_link_return_url"], data=linking.get("data"))
        if purpose == "choose" else None,
    )  # fmt: skip


def _book(told: Mapping[str, Any]) -> GradeBook:
    scopes = told.get("scope")
    names = tuple(str(one) for one in scopes) if isinstance(scopes, list) else ()
    return GradeBook(line=_text(told.get("lineitem")), scopes=names)


def _of(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _seconds(value: object) -> float:
    """Return a moment, or what compares with no moment."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
