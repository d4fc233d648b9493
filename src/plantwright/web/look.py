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
    made = Jinja2Templates(directory=HERE / "templates")
    made.env.filters |= {"shown": shown, "headed": headed, "chance": chance}
    return made


def page(request: Request, template: str, *, status: int = 200, **told: Any) -> HTMLResponse:
    """Return a page; every value is escaped, whatever it holds."""
    answer: HTMLResponse = _templates().TemplateResponse(request, template, told, status_code=status)
    answer.headers["cache-control"] = "no-store"
    return answer


def headed(column: Any) -> str:
    """Return the heading of a column with its unit, as a phone shows it beside each cell."""
    name, unit = (column["name"], column["unit"]) if isinstance(column, dict) else (column.name, column.unit)
    return f"{name} [{unit}]" if unit else str(name)


def shown(value: object) -> str:
    """Return a cell of a table as people read it: four digits of a number, whole ones whole, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.0f}" if abs(value) >= 1e3 else f"{value:.4g}"


def chance(share: float) -> str:
    """Return a chance in whole percent; what is nearly certain is not told as if it were."""
    percent = round(100 * share)
    if percent >= 100 and share < 1:
        return "> 99 %"
    return "< 1 %" if percent <= 0 < share else f"{percent} %"
