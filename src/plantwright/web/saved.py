"""Answers that a browser saves as a file."""

from __future__ import annotations

from fastapi.responses import Response


def saved(content: bytes | str, name: str, media_type: str) -> Response:
    """Return content as a file to keep, under a name of plain letters."""
    told = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=told)
