"""Replays: the track of a window, recorded, or of the twin as it is or with a change."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response

from plantwright.store.accounts import run_for
from plantwright.web.replay.sides import Side, track_text
from plantwright.web.studied import folder_of
from plantwright.web.visitor import Seeing

router = APIRouter(prefix="/api/runs", tags=["replay"])
Moment = Annotated[str, Query(max_length=32, pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$")]
"""In the plant's own time."""


@router.get("/{run}/track")
def get_track(
    who: Seeing,
    run: str,
    side: Side = "recorded",
    start: Annotated[Moment | None, Query(alias="from")] = None,
    end: Annotated[Moment | None, Query(alias="to")] = None,
    change: Annotated[int, Query(ge=0, lt=10_000)] = 0,
) -> Response:
    """Return a window of the floor, packed for the replay: names no worker."""
    found = run_for(who.session, who.account, run)
    return PlainTextResponse(track_text(folder_of(who, found), side, start, end, change))
