"""What holds for every request: called by a known name, sent from our own pages, and answered under a strict policy."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plantwright.web.settings import Settings

SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Plotly writes styles of its own; scripts come from files of ours alone."""
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors https:").replace(
    "form-action 'self'", "form-action 'self' https:"
)
"""Learning systems show a tool in a frame of theirs, and a choice goes back to them as a form."""
FROM_ELSEWHERE = ("/lti/login", "/lti/launch")
"""What pages of other sites may send: a signed word, and what begins it."""
IN_FRAMES = (*FROM_ELSEWHERE, "/lti/choose")
"""What they may show in a frame: nothing there is done by a cookie of a log-in."""
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_HTTPS = {"strict-transport-security": "max-age=31536000"}


class Guard:
    """Refuses requests by an unknown name or from another origin, and adds the headers of safety to every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":  # none of ours: nothing would check where it comes from
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = _HEADERS | (_HTTPS if self.settings.secure else {})
        if not scope["path"].startswith("/static/"):
            added |= {"cache-control": "no-store"}
        if scope["path"] in IN_FRAMES:
            added = {name: one for name, one in added.items() if name != "x-frame-options"}
            added["content-security-policy"] = FRAMED

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        await (PlainTextResponse(refusal, 403) if refusal else self.app)(scope, receive, guarded)

    def _refusal(self, method: str, path: str, headers: Headers) -> str:
        host = headers.get("host", "")
        if not self._is_ours(host_name(host)):
            return (
                f"Called by an unknown name; allowed: {', '.join(self.settings.hosts)}. Start with --allow-host NAME."
            )
        if path not in FROM_ELSEWHERE and _from_elsewhere(method, host, headers):
            return "Sent from a page of another site, so it is refused. Use this server's own pages."
        return ""

    def _is_ours(self, name: str) -> bool:
        return name in self.settings.hosts or (self.settings.any_address and _is_address(name))


def host_name(host: str) -> str:
    """Return a host without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _from_elsewhere(method: str, host: str, headers: Headers) -> bool:
    """Tell whether a page of another site sent a request: only links from there to pages of ours are followed."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if method not in SAFE and origin is not None and urlsplit(origin).netloc != host:
        return True
    link = method in SAFE and headers.get("sec-fetch-mode") == "navigate"
    return site in ("cross-site", "same-site") and not link


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
