"""How pages are made from templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.templating import Jinja2Templates

HERE = Path(__file__).parent


@cache
def _templates() -> Jinja2Templates:
    return Jinja2Templates(directory=HERE / "templates")


def page(request: Request, template: str, *, status: int = 200, **told: Any) -> HTMLResponse:
    """Return a page; every value is escaped, whatever it holds."""
    answer: HTMLResponse = _templates().TemplateResponse(request, template, told, status_code=status)
    answer.headers["cache-control"] = "no-store"
    return answer
