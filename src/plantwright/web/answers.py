"""What becomes of errors: a page for people, JSON for programs, each with its problems and their cures."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from plantwright.errors import NotAllowedError, NotThereError, PlantwrightError, StoreError, TooMuchError
from plantwright.web.look import page
from plantwright.web.visitor import NotLoggedInError, settings_of

_STATUS: tuple[tuple[type[PlantwrightError], int], ...] = (
    (NotThereError, 404),
    (NotAllowedError, 403),
    (TooMuchError, 429),
    (StoreError, 500),
    (PlantwrightError, 422),
)
_MOST_SAID = 20
"""Problems of a request that are said at once."""


class Refusal(BaseModel):
    """What the API answers instead of what was asked."""

    error: str
    problems: list[str]
    """All that is wrong: where, what was found, what is allowed, the cure."""


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refusal, "description": "The body cannot be read"},
    401: {"model": Refusal, "description": "Nobody is logged in"},
    403: {
        "model": Refusal,
        "description": "The account's role does not go that far, or the proof of the form is missing",
    },
    404: {
        "model": Refusal,
        "description": "Nothing of that name, or not for this account: the two are never told apart",
    },
    413: {"model": Refusal, "description": "The body is larger than the server takes"},
    422: {"model": Refusal, "description": "What was sent is not what the operation takes; all problems are told"},
    429: {"model": Refusal, "description": "More than the server takes at once; come back later"},
}
"""How every operation of the API may refuse."""


def add_answers(app: FastAPI) -> None:
    """Tell an app how errors are answered."""
    app.add_exception_handler(PlantwrightError, _told)
    app.add_exception_handler(NotLoggedInError, _not_logged_in)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _refused)


def for_programs(request: Request) -> bool:
    """Tell whether a program asks, not a person."""
    return request.url.path.startswith(("/api/", "/mcp"))


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, PlantwrightError)
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    return _answer(request, status, error.subject, list(error.problems))


def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    problems = [f"{'.'.join(map(str, one['loc']))[:100]}: {one['msg']}" for one in found[:_MOST_SAID]]
    return _answer(request, 422, "the request is not what is taken here", problems)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {404: "there is no page of that address", 405: "this address takes no such request"}
    return _answer(request, error.status_code, said.get(error.status_code, error.detail), [], error.headers)


def _answer(request: Request, status: int, error: str, problems: list[str], headers: Any = None) -> Response:
    if for_programs(request):
        return JSONResponse({"error": error, "problems": problems}, status, headers)
    back = ways_back(request.url.path)
    answer = page(request, "error.html", status=status, error=error, problems=problems, back=back)
    answer.headers.update(headers or {})
    return answer


def ways_back(path: str) -> list[tuple[str, str]]:
    """Return the pages that an address of the school lies under, nearest first, each with its name."""
    found = re.match(r"/plants/\w+(?=/(learn|teach)/)", path)
    if found is None:
        return []
    plant, part = found[0], found[1]
    within = next((one for one in _WITHIN if path.startswith(f"{plant}/{part}/{one}/")), None)
    nearest = [(f"{plant}/{part}/{within}", within.capitalize())] if within else []
    return [*nearest, (f"{plant}/{part}", part.capitalize())]


_WITHIN = ("lessons", "games", "capstone")


def _not_logged_in(request: Request, _: Exception) -> Response:
    if for_programs(request):
        return JSONResponse({"error": "nobody is logged in", "problems": []}, 401, {"www-authenticate": "Bearer"})
    if settings_of(request).single:
        return page(request, "closed.html", status=401)
    if request.method not in ("GET", "HEAD"):
        return RedirectResponse("/enter", 303)
    asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return RedirectResponse(f"/enter?to={quote(asked, safe='')}", 303)
