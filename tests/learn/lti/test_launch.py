"""A launch is believed if the registered system signed it for us, now, for this browser, once; else it is refused."""

from __future__ import annotations

import base64
import json
import math
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey
from pydantic import ValidationError

from learn.lti.conftest import COLLEGE, LAUNCH, NOW, TARGET, Begun, College, began
from plantwright.errors import LaunchError
from plantwright.learn.lti.fetch import fetch
from plantwright.learn.lti.launch import CLAIM, LINKING, Launch, launch
from plantwright.learn.lti.login import Remembered, begin
from plantwright.learn.lti.platform import Platform

HINTS = {"iss": COLLEGE.issuer, "login_hint": "u7", "target_link_uri": TARGET}


def come(begun: Begun, claims: dict[str, Any] | None = None, **header: Any) -> Launch:
    """Come back from the learning system with claims."""
    form = begun.form(begun.claims() if claims is None else claims, header)
    return launch(form, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


def test_the_browser_is_sent_to_be_known() -> None:
    """The address is that of the system, with all that its specification asks, and a new state and nonce each time."""
    pending = Remembered()
    address, state = begin(HINTS | {"lti_message_hint": "m"}, [COLLEGE], LAUNCH, pending, NOW)
    told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith("https://college.example/auth?")
    assert told.pop("nonce") == pending.kept[state].nonce
    assert told == {
        "scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none",
        "client_id": "plantwright-1", "redirect_uri": LAUNCH, "login_hint": "u7", "state": state,
        "lti_message_hint": "m",
    }  # fmt: skip
    assert begin(HINTS, [COLLEGE], LAUNCH, pending, NOW)[1] != state


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"iss": "https://other.example"}, "registered 0 times"),
        ({"client_id": "other"}, "registered 0 times"),
        ({"lti_deployment_id": "d9"}, "'d9'"),
        ({"iss": ""}, "iss"),
        ({"login_hint": ""}, "login_hint"),
        ({"target_link_uri": "x" * 3000}, "target_link_uri"),
    ],
)
def test_who_is_not_registered_is_not_sent_anywhere(change: dict[str, str], said: str) -> None:
    """Unknown systems, clients and deployments, and requests without their fields, begin nothing."""
    pending = Remembered()
    with pytest.raises(LaunchError, match=said):
        begin(HINTS | change, [COLLEGE], LAUNCH, pending, NOW)
    assert pending.kept == {}


def test_a_system_registered_twice_must_say_as_whom() -> None:
    """With two client ids at one system, a request that names none is refused, and one that names one is taken."""
    two = [COLLEGE, COLLEGE.model_copy(update={"client_id": "plantwright-2"})]
    with pytest.raises(LaunchError, match="registered 2 times"):
        begin(HINTS, two, LAUNCH, Remembered(), NOW)
    address, _ = begin(HINTS | {"client_id": "plantwright-2"}, two, LAUNCH, Remembered(), NOW)
    assert "client_id=plantwright-2" in address


def test_a_learner_comes_in(begun: Begun) -> None:
    """The launch says who came, from where, to which link, and where grades may go."""
    found = come(begun)
    assert (found.purpose, found.learner, found.teacher) == ("work", "learner-7", False)
    assert (found.course, found.link, found.deployment, found.target) == ("course-9", "link-3", "d1", TARGET)
    assert found.grade_book is not None
    assert found.grade_book.line == "https://college.example/lines/5?type=a"


def test_a_teacher_is_known_by_the_role(begun: Begun) -> None:
    """Instructors and administrators are teachers; a role that only ends alike is not."""
    lis = "http://purl.imsglobal.org/vocab/lis/v2/membership"
    assert come(begun, begun.claims(**{f"{CLAIM}roles": [f"{lis}#Instructor"]})).teacher
    again = began(begun.college)
    assert not come(again, again.claims(**{f"{CLAIM}roles": [f"{lis}#NotInstructor", 7]})).teacher


MOMENT = NOW.timestamp()


@pytest.mark.parametrize(
    ("claim", "value", "said"),
    [
        ("iss", "https://other.example", "iss"),
        ("iss", None, "iss"),
        ("aud", "other-tool", "aud"),
        ("aud", ["other-tool"], "aud"),
        ("aud", ["plantwright-1", "other-tool"], "azp"),
        ("azp", "other-tool", "azp"),
        ("nonce", "another", "nonce"),
        ("nonce", None, "nonce"),
        ("exp", MOMENT - 61, "exp"),
        ("exp", None, "exp"),
        ("exp", math.nan, "exp"),
        ("exp", True, "exp"),
        ("iat", MOMENT + 120, "iat"),
        ("iat", MOMENT - 7200, "iat"),
        ("iat", "now", "iat"),
        ("sub", "", "sub"),
        ("sub", None, "sub"),
        ("sub", "x" * 256, "sub"),
        (f"{CLAIM}context", {"id": "x" * 256}, "context"),
        (f"{CLAIM}deployment_id", "d9", "deployment_id"),
        (f"{CLAIM}deployment_id", None, "deployment_id"),
        (f"{CLAIM}version", "1.1", "version"),
        (f"{CLAIM}message_type", "Other", "message_type"),
        (f"{CLAIM}message_type", ["LtiResourceLinkRequest"], "message_type"),
        (f"{CLAIM}resource_link", {}, "resource_link"),
        (f"{CLAIM}target_link_uri", "https://evil.example", "target_link_uri"),
    ],
)
def test_claims_that_are_not_for_us_are_refused(claim: str, value: object, said: str, begun: Begun) -> None:
    """Rightly signed, but of another system, for another tool, place or page, too old, or of nobody: refused."""
    text = json.dumps(begun.claims(**{claim: value}))
    token = jws.serialize_compact({"alg": "RS256", "kid": "k1"}, text.encode(), begun.college.key, algorithms=["RS256"])
    with pytest.raises(LaunchError, match=rf"- {said}:"):
        launch({"state": begun.state, "id_token": token}, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


def test_all_that_is_wrong_is_said_at_once(begun: Begun) -> None:
    """Two wrong claims are two lines of one error."""
    with pytest.raises(LaunchError) as caught:
        come(begun, begun.claims(iss="https://other.example", aud="other"))
    assert len(caught.value.problems) == 2


def test_a_launch_is_good_once(begun: Begun) -> None:
    """The same token does not come in a second time, nor after a refusal."""
    form = begun.form(begun.claims())
    assert launch(form, begun.state, [COLLEGE], begun.pending, begun.college, NOW)
    with pytest.raises(LaunchError, match="used already"):
        launch(form, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


def test_another_launch_cannot_use_the_token(begun: Begun, college: College) -> None:
    """A token that was caught does not fit into a launch that somebody else began."""
    other = began(college)
    with pytest.raises(LaunchError, match="nonce"):
        come(other, begun.claims())


@pytest.mark.parametrize("cookie", ["", "another"])
def test_another_browser_is_refused(cookie: str, begun: Begun) -> None:
    """Without the cookie of the browser that began, nobody comes in."""
    with pytest.raises(LaunchError, match="another browser"):
        launch(begun.form(begun.claims()), cookie, [COLLEGE], begun.pending, begun.college, NOW)


def test_a_launch_that_waited_is_refused(begun: Begun) -> None:
    """Ten minutes after it began, a launch is over."""
    later = NOW + timedelta(minutes=10, seconds=1)
    with pytest.raises(LaunchError, match="too long ago"):
        launch(begun.form(begun.claims()), begun.state, [COLLEGE], begun.pending, begun.college, later)


def test_what_did_not_begin_here_is_refused(begun: Begun) -> None:
    """No state, an unknown one, or an error of the system: nobody comes in."""
    for form in ({}, {"state": "x"}, {"state": begun.state, "error": "login_required"}):
        with pytest.raises(LaunchError, match=r"begin here|refused"):
            launch(form, "x", [COLLEGE], begun.pending, begun.college, NOW)


def test_another_key_is_refused(begun: Begun) -> None:
    """Signed by a key that is not the system's, under the name of one that is: refused."""
    token = College(RSAKey.generate_key(2048)).signed(begun.claims())
    with pytest.raises(LaunchError, match="is not signed by"):
        launch({"state": begun.state, "id_token": token}, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


@pytest.mark.parametrize("kid", ["k2", None, ["k1"]])
def test_a_key_of_no_name_is_refused(kid: object, begun: Begun) -> None:
    """The header must name one of the system's keys."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "kid": kid}).encode()).decode().rstrip("=")
    token = f"{head}.{begun.form(begun.claims())['id_token'].partition('.')[2]}"
    with pytest.raises(LaunchError, match="has no key"):
        launch({"state": begun.state, "id_token": token}, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


@pytest.mark.parametrize("alg", ["none", "HS256", "ES256", "RS1", 5])
def test_only_public_key_signatures_are_believed(alg: object, begun: Begun) -> None:
    """Neither none nor a shared password, nor what fits another kind of key, whatever the signature is."""
    head = base64.urlsafe_b64encode(json.dumps({"alg": alg, "kid": "k1"}).encode()).decode().rstrip("=")
    _, middle, end = begun.form(begun.claims())["id_token"].split(".")
    for one in (end, ""):
        begun.pending.put(begun.pending.kept.get(begun.state) or began_again(begun))
        form = {"state": begun.state, "id_token": f"{head}.{middle}.{one}"}
        with pytest.raises(LaunchError, match="signed by"):
            launch(form, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


def began_again(begun: Begun) -> Any:
    """Begin anew in place of a launch that was used."""
    fresh = began(begun.college)
    begun.pending, begun.state, begun.nonce = fresh.pending, fresh.state, fresh.nonce
    return fresh.pending.kept[fresh.state]


def test_a_password_among_the_keys_is_no_key(begun: Begun) -> None:
    """A system that shows a shared password as its key is not believed."""
    password = OctKey.generate_key(256, {"kid": "k1"})
    begun.college.body = {"keys": [password.as_dict(private=True)]}
    with pytest.raises(LaunchError, match="has no key"):
        come(begun)


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, None), (200, []), (200, {"keys": 1}), (200, {"keys": [{"kid": "k1", "kty": "RSA", "n": "!", "e": ""}]})],
)
def test_a_system_without_readable_keys_is_told(status: int, body: object, begun: Begun) -> None:
    """No keys, odd keys or no answer end with a sentence that names the address."""
    begun.college.status, begun.college.body = status, body
    with pytest.raises(LaunchError, match=r"college\.example/keys"):
        come(begun)


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "e30.e30.x", "x" * 200_000])
def test_what_is_no_token_is_told(token: str, begun: Begun) -> None:
    """Whatever stands in place of the token, a sentence says so."""
    with pytest.raises(LaunchError, match=r"signed token|has no key"):
        launch({"state": begun.state, "id_token": token}, begun.state, [COLLEGE], begun.pending, begun.college, NOW)


def test_choosing_needs_an_address_to_go_back_to(begun: Begun) -> None:
    """A request to choose without an address of https to return to is refused."""
    with pytest.raises(LaunchError, match="deep_link_return_url"):
        come(begun, begun.choosing(**{LINKING: {"deep_link_return_url": "javascript:alert(1)"}}))


def test_a_system_is_asked_over_tls_only() -> None:
    """An address without TLS can neither be registered nor asked."""
    with pytest.raises(ValidationError):
        Platform.model_validate(COLLEGE.model_dump() | {"token_url": "http://college.example/token"})
    with pytest.raises(LaunchError, match="only https"):
        fetch("http://127.0.0.1/keys", {})


def test_memory_does_not_grow() -> None:
    """Of launches that nobody ends only the last are kept."""
    pending = Remembered(most=3)
    states = [begin(HINTS, [COLLEGE], LAUNCH, pending, NOW)[1] for _ in range(5)]
    assert list(pending.kept) == states[2:]
