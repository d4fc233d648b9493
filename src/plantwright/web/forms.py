"""Forms whose fields no route can name beforehand: read before the route, which then works beside the others."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

MOST_FIELDS = 40


async def form_of(request: Request) -> FormData:
    """Return the fields of a form; files are refused."""
    return await request.form(max_fields=MOST_FIELDS, max_files=0)


# a route that waits for a form itself would do its work where every other request waits for it
Fields = Annotated[FormData, Depends(form_of)]


def texts(form: FormData, most: int | None = None) -> dict[str, str]:
    """Return the fields of a form as texts of at most so many letters; of a name that stands twice, the last."""
    return {name: str(value)[:most] for name, value in form.multi_items()}


def shown_at(path: str, place: str = "") -> RedirectResponse:
    """Return the answer to a form that was taken: the page to see it on, at a place of it."""
    return RedirectResponse(f"{path}#{place}" if place else path, 303)
