"""A visit as one page that asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from plantwright.errors import OutputError
from plantwright.grade.words import words_said
from plantwright.messages.language import speaking, spoken
from plantwright.messages.told import say
from plantwright.plot.colors import DARK, PARTS
from plantwright.visit.bundle import bundle, script
from plantwright.visit.made import Visit
from plantwright.visit.words import HOW, KEYS, LETTERS, PAGE, texts

MOST_BYTES = 8_000_000
"""A page holds no more: it is handed on by mail and opened on phones."""


def visit_page(visit: Visit, language: str | None = None) -> str:
    """Return the page as HTML, in the language told or spoken."""
    with speaking(language or spoken()):
        return _page(visit)


def checked_page(visit: Visit, language: str | None = None) -> str:
    """Return the page, or raise OutputError where it would be too large to hand on."""
    text = visit_page(visit, language)
    size = len(text.encode())
    if size > MOST_BYTES:
        found = f"{visit.name}: the page would have {size / 1e6:.1f} MB for {visit.track.rows():,} intervals"
        raise OutputError(f"{found}; at most {MOST_BYTES / 1e6:g} MB are allowed; choose a shorter --from, --to")
    return text


def _page(visit: Visit) -> str:
    style, code = script("page.css"), _code()
    policy = _policy(code, style)
    data = {
        **visit.data(),
        "text": texts(),
        "words": words_said(),
        "letters": {key: str(one) for key, one in LETTERS.items()},
        "colors": {"light": PARTS, "dark": {**PARTS, "off": DARK[PARTS["off"]]}},
    }
    title = say("{plant}: a visit to the floor", plant=visit.name)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{spoken().tag()}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<link rel="icon" href="data:,">',
            f"<title>{html.escape(title)}</title><style>{style}</style></head><body>",
            _body(visit, title),
            f'<script type="application/json" id="visit-data">{_inert(data)}</script>',
            f'<script type="text/plain" id="track">{visit.track.text}</script>',
            f"<script>{code}</script>",
            "</body></html>",
            "",
        ]
    )


def _code() -> str:
    # grade.js is a script of its own, which defines one global name
    return f"{script('grade.js')}\n(() => {{\n{bundle('page.js')}}})();\n"


def _policy(code: str, style: str) -> str:
    """Return what a browser allows the page: its own script and style, told by their hashes, and nothing else."""
    allowed = f"script-src {_hashed(code)}; style-src {_hashed(style)}; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _inert(data: dict[str, Any]) -> str:
    """Return JSON that ends no script and opens no comment, whatever names it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


def _body(visit: Visit, title: str) -> str:
    words = {key: html.escape(str(one)) for key, one in PAGE.items()}
    words |= {"title": html.escape(title), "about": html.escape(_about(visit)), "how": _how()}
    return re.sub(r"\{\{(\w+)\}\}", lambda one: words[one[1]], script("page.html"))


def _about(visit: Visit) -> str:
    window, zone = visit.windows.shown, visit.track.header["zone"]
    return say(
        "{start} to {end} ({zone}) · {stations:,} stations · {rows:,} intervals",
        start=_local(window.start, zone), end=_local(window.end, zone), zone=zone,
        stations=len(visit.track.header["stations"]), rows=visit.track.rows(),
    )  # fmt: skip


def _local(time: datetime, zone: str) -> str:
    return f"{time.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _how() -> str:
    steps = "".join(f"<li>{html.escape(str(one))}</li>" for one in HOW)
    keys = "".join(
        f"<dt><kbd>{html.escape(key)}</kbd></dt><dd>{html.escape(str(one))}</dd>" for key, one in KEYS.items()
    )
    heading = html.escape(say("Keys"))
    return f'<ol>{steps}</ol><h3>{heading}</h3><dl class="facts">{keys}</dl>'
