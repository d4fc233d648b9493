"""What becomes of errors: a page for people, JSON for programs, each with its problems and their cures."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

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


def add_answers(app: FastAPI) -> None:
    """Tell an app how errors are answered."""
    app.add_exception_handler(PlantwrightError, _told)
    app.add_exception_handler(NotLoggedInError, _not_logged_in)


def for_programs(request: Request) -> bool:
    """Tell whether a program asks, not a person."""
    return request.url.path.startswith(("/api/", "/mcp"))


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, PlantwrightError)
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    told = {"error": error.subject, "problems": list(error.problems)}
    if for_programs(request):
        return JSONResponse(told, status)
    return page(request, "error.html", status=status, **told)


def _not_logged_in(request: Request, _: Exception) -> Response:
    if for_programs(request):
        return JSONResponse({"error": "nobody is logged in", "problems": []}, 401, {"www-authenticate": "Bearer"})
    if settings_of(request).single:
        return page(request, "closed.html", status=401)
    return RedirectResponse(f"/enter?to={quote(request.url.path)}", 303)
