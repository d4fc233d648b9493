"""The server as one ASGI app."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from plantwright.store.opened import Store
from plantwright.web.answers import REFUSALS, add_answers
from plantwright.web.api import ROUTERS
from plantwright.web.assistant.server import Assistant
from plantwright.web.attempts import Attempts
from plantwright.web.bodies import Bodies
from plantwright.web.changes.warm import warm_twin
from plantwright.web.guard import Guard
from plantwright.web.look import HERE
from plantwright.web.lti.grades import Messenger
from plantwright.web.lti.hall import Hall
from plantwright.web.pages import PAGES
from plantwright.web.runner import Runner
from plantwright.web.settings import Settings

_A_DAY = {"cache-control": "private, max-age=86400"}


def make_app(store: Store, settings: Settings) -> FastAPI:
    """Return the server of a store."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        runner = Runner(store, settings.most_memory)
        messenger = Messenger(store, app.state.hall.fetch)
        runner.start()
        messenger.start()
        warm_twin(runner.stopped)
        yield
        messenger.stop()
        runner.stop()
        store.close()

    app = FastAPI(
        title="Plantwright", version=version("plantwright"), lifespan=running, docs_url=None, redoc_url=None,
        openapi_url="/api/openapi.json",
    )  # fmt: skip
    app.state.store, app.state.settings, app.state.attempts = store, settings, Attempts()
    app.state.hall = Hall()
    app.add_middleware(Assistant, store=store, settings=settings)
    app.add_middleware(Bodies, store=store, settings=settings)
    app.add_middleware(Guard, settings=settings)
    add_answers(app)
    for router in ROUTERS:
        app.include_router(router, responses=REFUSALS)
    for router in PAGES:
        app.include_router(router)
    app.add_api_route("/static/plotly.min.js", _plotly, include_in_schema=False)
    app.mount("/static/visit", StaticFiles(directory=HERE.parent / "visit" / "static"))
    app.mount("/static", StaticFiles(directory=HERE / "static"))
    return app


def _plotly() -> FileResponse:
    """Answer with the script that Plotly's wheel ships; the package itself is not loaded."""
    found = find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    script = Path(found.origin).parent / "package_data" / "plotly.min.js"
    return FileResponse(script, media_type="text/javascript", headers=_A_DAY)
