"""How much a request may bring: counted while it comes, for what is too much must not lie on the disk first."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plantwright.store.opened import Store
from plantwright.web.settings import Settings
from plantwright.web.visitor import known


class Bodies:
    """Refuses what is too large, and files from nobody, before they are read."""

    def __init__(self, app: ASGIApp, store: Store, settings: Settings) -> None:
        self.app = app
        self.store = store
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        files = headers.get("content-type", "").lower().startswith("multipart/")
        most = self.settings.most_upload if files else self.settings.most_told
        if int(headers.get("content-length") or 0) > most:
            await _refused(413, too_large(most))(scope, receive, send)
        elif files and not await run_in_threadpool(self._is_known, headers):
            await _refused(401, "nobody is logged in")(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, most), send)

    def _is_known(self, headers: Headers) -> bool:
        try:
            sent = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        cookies = {name: one.value for name, one in sent.items()}
        return known(self.store, self.settings, headers, cookies) is not None


def too_large(most: int) -> str:
    """Return the sentence that refuses more than some bytes."""
    return f"the request is larger than {most / (1 << 20):g} MB; bring a part, or use the command line"


def _counted(receive: Receive, most: int) -> Receive:
    left = most

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, too_large(most))
        return message

    return counted


def _refused(status: int, said: str) -> JSONResponse:
    # the rest of the body is not read: the connection cannot be used again
    return JSONResponse({"error": said, "problems": []}, status, {"connection": "close"})
