"""A teacher chose what a link shall lead to: the answer that takes the choice back to the learning system."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field

from plantwright.errors import LaunchError
from plantwright.learn.lti.grades import signed_for
from plantwright.learn.lti.launch import CLAIM, Launch
from plantwright.learn.lti.platform import SecureUrl
from plantwright.model.quantity import Name, Noun

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"


class Link(Noun):
    """A page of ours that a course shall link to."""

    title: Name
    url: SecureUrl
    most: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    """Points of its column in the grade book; None: no column."""


def chosen(launch: Launch, links: tuple[Link, ...], key: RSAKey, now: datetime) -> tuple[str, str]:
    """Return where the teacher's browser posts its field ``JWT``, and what is in it.

    Raises
    ------
    LaunchError
        Nobody is asked to choose.

    References
    ----------
    1EdTech, LTI Deep Linking 2.0, section 4, Deep linking response.
    """
    if launch.choosing is None or not launch.teacher:
        raise LaunchError("nothing is to be chosen: only a teacher who came to choose chooses")
    claims: dict[str, object] = {
        "iss": launch.client_id,
        "aud": launch.issuer,
        "nonce": secrets.token_urlsafe(24),
        f"{CLAIM}deployment_id": launch.deployment,
        f"{CLAIM}message_type": "LtiDeepLinkingResponse",
        f"{CLAIM}version": "1.3.0",
        f"{DEEP}content_items": [_item(one) for one in links],
    }
    if launch.choosing.data is not None:
        claims[f"{DEEP}data"] = launch.choosing.data
    return launch.choosing.return_url, signed_for(claims, key, now)


def _item(link: Link) -> dict[str, object]:
    line = {"lineItem": {"scoreMaximum": link.most, "label": link.title}} if link.most is not None else {}
    return {"type": "ltiResourceLink", "title": link.title, "url": link.url, **line}
