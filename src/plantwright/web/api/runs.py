"""Runs: ask for long work, follow it line by line, cancel it, fetch what it wrote."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from plantwright.errors import NotThereError, RecordsError
from plantwright.store.accounts import plant_for, run_for
from plantwright.store.opened import Store
from plantwright.store.runs import ahead, ask, end, latest, lines_after
from plantwright.store.tables import ENDED, KeptRun
from plantwright.web.api.moments import Moment
from plantwright.web.visitor import Acting, Seeing

router = APIRouter(prefix="/api", tags=["runs"])
_LOOK = 0.3
"""How often the store is asked for new lines [s]."""


class RunShown(BaseModel):
    """A run as the API shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    plant: str
    kind: str
    state: str
    said: str
    problems: list[str]
    made: Moment
    begun: Moment | None
    ended: Moment | None
    ahead: int = 0
    """Runs that come before it, where it waits."""


def shown(session: Session, run: KeptRun) -> RunShown:
    """Return a run as the API shows it, with its place in the line."""
    return RunShown.model_validate(run).model_copy(update={"ahead": ahead(session, run)})


class Asked(BaseModel):
    """What is asked of a run."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["study", "simulate"] = "study"
    """A study of the records, or a run of the twin that the latest study learned."""
    budget: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    language: Literal["en", "de", "es", "zh"] = "en"
    weeks: Annotated[int, Field(ge=1, le=104)] = 4
    """How long the twin is run; for ``simulate`` alone."""
    edits: Annotated[list[dict[Annotated[str, Field(max_length=40)], Any]], Field(max_length=40)] = []
    """What is changed before, as in a changes file; for ``simulate`` alone."""


@router.post("/plants/{plant}/runs", status_code=202)
def ask_run(who: Acting, plant: str, asked: Asked) -> RunShown:
    """Put a run in the line."""
    plant_for(who.session, who.account, plant, "change")
    _demand_reading(who.session, plant)
    return shown(who.session, ask(who.session, plant, asked.kind, asked.model_dump(exclude={"kind"})))


def _demand_reading(session: Session, plant: str) -> None:
    """Raise RecordsError where the records, as they are now, were not read: an older reading would pass for them."""
    read = latest(session, plant, "read")
    if read is None or read.state != "done":
        said = "could not be read" if read and read.state == "failed" else "are not read yet"
        raise RecordsError(f"the records {said}; the plant's page Records says what is open; mend that first")


@router.get("/runs/{run}")
def get_run(who: Seeing, run: str) -> RunShown:
    """Return where a run stands."""
    return shown(who.session, run_for(who.session, who.account, run))


@router.delete("/runs/{run}")
def cancel_run(who: Acting, run: str) -> RunShown:
    """Cancel a run; one that has ended stays as it is."""
    found = run_for(who.session, who.account, run, "change")
    end(who.session, run, "cancelled", "cancelled")
    who.session.refresh(found)
    return shown(who.session, found)


@router.get("/runs/{run}/events")
def follow_run(
    request: Request, who: Seeing, run: str, after: Annotated[int, Query(ge=0, lt=2**31)] = 0
) -> StreamingResponse:
    """Stream what a run says, as server-sent events that a browser takes up again where it was cut."""
    run_for(who.session, who.account, run)
    last = request.headers.get("last-event-id", "")
    number = int(last) if last.isdecimal() and len(last) < 10 else after
    return StreamingResponse(_events(who.store, run, number), media_type="text/event-stream")


@router.get("/runs/{run}/files/{name:path}")
def get_file(who: Seeing, run: str, name: str) -> FileResponse:
    """Return a file that a run wrote."""
    found = run_for(who.session, who.account, run)
    folder = who.store.run_folder(found.plant, run).resolve()
    try:
        path = (folder / name).resolve()
        there = found.state == "done" and path.is_relative_to(folder) and path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise NotThereError(f"file {name}: this run wrote none of that name")
    # as a file to keep, never as a page of this server: it could act for whoever looks at it
    return FileResponse(path, filename=path.name)


async def _events(store: Store, run: str, after: int) -> AsyncIterator[str]:
    place = 0
    while True:
        lines, state, before = await run_in_threadpool(_news, store, run, after)
        if before != place:
            place = before
            yield f"event: placed\ndata: {json.dumps({'ahead': place})}\n\n"
        for number, said in lines:
            after = number
            yield f"id: {number}\nevent: said\ndata: {json.dumps({'said': said})}\n\n"
        if state is None or state in ENDED:
            yield f"event: ended\ndata: {json.dumps({'state': state})}\n\n"
            return
        yield ": \n\n"
        await asyncio.sleep(_LOOK)


def _news(store: Store, run: str, after: int) -> tuple[list[tuple[int, str]], str | None, int]:
    with store.session() as session:
        found = session.get(KeptRun, run)
        lines = [(one.number, one.said) for one in lines_after(session, run, after)]
        return (lines, None, 0) if found is None else (lines, found.state, ahead(session, found))
