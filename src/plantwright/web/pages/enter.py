"""Coming in: the start token of the opened address becomes a cookie."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.store.accounts import local_account
from plantwright.store.log_ins import log_in
from plantwright.web.look import page
from plantwright.web.visitor import COOKIE, settings_of, store_of

router = APIRouter(include_in_schema=False)


@router.get("/enter")
def enter(request: Request, token: Annotated[str, Query()] = "") -> Response:
    """Take the start token, and give a cookie for it."""
    settings = settings_of(request)
    if settings.start_token is None or not hmac.compare_digest(token.encode(), settings.start_token.encode()):
        return page(request, "closed.html", status=401)
    with store_of(request).session() as session:
        cookie = log_in(session, local_account(session))
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=settings.secure, max_age=12 * 3600)
    return answer
