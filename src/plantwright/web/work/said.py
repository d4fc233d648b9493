"""Errors of reading as a page says them: files by their names, and cures that a person finds on the page."""

from __future__ import annotations

import re
from pathlib import Path

from plantwright.errors import PlantwrightError

_TOLD = r"""--map (\w+)=(?:'[^']*'|"[^"]*"|\S+)"""
_CURES = (
    (re.compile(rf"(?:name it by|use|perhaps|if wrong:) {_TOLD}"), r"choose \1 under Columns"),
    (re.compile(r"answer by --map (\w+)=.*$"), r"say \1 under Columns"),
    (re.compile(r"--time-zone(?: \S+)?"), "the time zone under Columns"),
)


def for_the_page(error: PlantwrightError, records: Path) -> tuple[str, list[str]]:
    """Return the subject and the problems of an error, without the server's folders and its command line."""
    texts = (error.subject, *error.problems)
    plain = [said(one.replace(f"{records}/", "").replace(str(records), "the records")) for one in texts]
    return plain[0], plain[1:]


def said(text: str) -> str:
    """Return a text whose cures are those of the page."""
    for pattern, cure in _CURES:
        text = pattern.sub(cure, text)
    return text
