"""A college's learning system that signs, gives leave and takes grades, as a function in this process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from plantwright.learn.lti.fetch import Answer
from plantwright.learn.lti.grades import SCORE
from plantwright.learn.lti.launch import CLAIM, GRADES, LINKING
from plantwright.learn.lti.login import Remembered, begin
from plantwright.learn.lti.platform import Platform

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LAUNCH, TARGET = "https://plant.example/lti/launch", "https://plant.example/learn/flow.wip"
COLLEGE = Platform(
    issuer="https://college.example", client_id="plantwright-1", deployments=("d1", "d2"),
    authorize_url="https://college.example/auth", token_url="https://college.example/token",
    keys_url="https://college.example/keys",
)  # fmt: skip
OURS = RSAKey.generate_key(2048)


@dataclass
class College:
    """The learning system: its keys, what it was asked, and what it says."""

    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    status: int = 200
    body: Any = None
    asked: list[tuple[str, Mapping[str, str], bytes | None]] = field(default_factory=list)

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Answer as its three addresses do."""
        self.asked.append((url, headers, body))
        if self.body is not None or self.status != 200:
            return Answer(self.status, self.body)
        if url == COLLEGE.keys_url:
            return Answer(200, {"keys": [self.key.as_dict(private=False)]})
        return Answer(200, {"access_token": "leave-1", "token_type": "Bearer"} if url == COLLEGE.token_url else None)

    def signed(self, claims: Mapping[str, Any], header: Mapping[str, Any] | None = None) -> str:
        """Return a token of the learning system."""
        return jwt.encode({"alg": "RS256", "kid": "k1", **(header or {})}, dict(claims), self.key)


@dataclass
class Begun:
    """A launch that has begun."""

    college: College
    pending: Remembered
    state: str
    nonce: str

    def claims(self, **other: Any) -> dict[str, Any]:
        """Return what the learning system says of a learner."""
        moment = int(NOW.timestamp())
        told = {
            "iss": COLLEGE.issuer, "aud": COLLEGE.client_id, "sub": "learner-7", "nonce": self.nonce,
            "iat": moment, "exp": moment + 300, f"{CLAIM}deployment_id": "d1", f"{CLAIM}version": "1.3.0",
            f"{CLAIM}message_type": "LtiResourceLinkRequest", f"{CLAIM}target_link_uri": TARGET,
            f"{CLAIM}resource_link": {"id": "link-3"}, f"{CLAIM}context": {"id": "course-9"},
            f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
            GRADES: {"lineitem": "https://college.example/lines/5?type=a", "scope": [SCORE]},
        }  # fmt: skip
        return told | other

    def choosing(self, **other: Any) -> dict[str, Any]:
        """Return what the learning system says of a teacher who chooses."""
        told = self.claims() | {
            f"{CLAIM}message_type": "LtiDeepLinkingRequest",
            f"{CLAIM}roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"],
            LINKING: {"deep_link_return_url": "https://college.example/chosen", "data": "d-ata"},
        }
        return told | other

    def form(self, claims: Mapping[str, Any], header: Mapping[str, Any] | None = None) -> dict[str, str]:
        """Return what the learner's browser posts."""
        return {"state": self.state, "id_token": self.college.signed(claims, header)}


@pytest.fixture(scope="module")
def college() -> College:
    """Return the learning system; its keys are made once."""
    return College()


@pytest.fixture
def begun(college: College) -> Begun:
    """Return a launch that has begun."""
    college.status, college.body, college.asked = 200, None, []
    return began(college)


def began(college: College) -> Begun:
    """Begin a launch."""
    pending = Remembered()
    asked = {"iss": COLLEGE.issuer, "login_hint": "u7", "target_link_uri": TARGET, "lti_message_hint": "m"}
    address, state = begin(asked, [COLLEGE], LAUNCH, pending, NOW)
    told = parse_qs(urlsplit(address).query)
    return Begun(college, pending, state, told["nonce"][0])


def posted(asked: tuple[str, Mapping[str, str], bytes | None]) -> Any:
    """Return the JSON of what was posted."""
    return json.loads(asked[2] or b"")
