"""Figures as inert data."""

from __future__ import annotations

import json

from plantwright.report.figures import inert


def test_escaped_json_reads_back_the_same(fabricated):
    """No sign that could end a script is left, and the JSON still says the same."""
    text = json.dumps({"name": fabricated.EVIL, "line": "\u2028\u2029", "back": "\\u003c\\"}, ensure_ascii=False)
    safe = inert(text)
    assert not set(safe) & set("<>&\u2028\u2029")
    assert json.loads(safe) == json.loads(text)
