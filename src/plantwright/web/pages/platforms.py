"""Learning systems: which may send learners here, and what they must be told of this server; for admins."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from plantwright.errors import LaunchError
from plantwright.store.lti import forget, platform_kept, platforms, register
from plantwright.web.forms import Fields, texts
from plantwright.web.look import page
from plantwright.web.lti.registered import as_kept
from plantwright.web.pages.account import demand_admin
from plantwright.web.visitor import Acting, Seeing, Visitor

NOTHING: Mapping[str, str] = {}
router = APIRouter(prefix="/platforms", include_in_schema=False)


@router.get("")
def show_platforms(request: Request, who: Seeing) -> Response:
    """Show the learning systems, and what they must be told."""
    demand_admin(who)
    return _shown(request, who)


@router.post("")
def add_platform(request: Request, who: Acting, form: Fields) -> Response:
    """Register a learning system."""
    demand_admin(who)
    told = texts(form, 5000)
    try:
        register(who.session, as_kept(told))
    except LaunchError as error:
        return _shown(request, who, error.said, told, 422)
    return RedirectResponse("/platforms", 303)


@router.post("/{platform}/delete")
def delete_platform(who: Acting, platform: str, form: Fields) -> Response:
    """Forget a learning system."""
    demand_admin(who)
    found = platform_kept(who.session, platform)
    if form.get("sure") == "yes":
        forget(who.session, found)
    return RedirectResponse("/platforms", 303)


def _shown(
    request: Request,
    who: Visitor,
    problems: tuple[str, ...] = (),
    told: Mapping[str, str] = NOTHING,
    status: int = 200,
) -> Response:
    return page(
        request, "platforms.html", status=status, who=who, title="Learning systems", problems=problems,
        told=told, platforms=platforms(who.session), home=f"https://{request.headers['host']}",
        secure=who.settings.secure,
    )  # fmt: skip
