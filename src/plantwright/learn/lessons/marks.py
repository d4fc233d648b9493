"""Marks in a lesson's text: what they look like, and what Markdown makes of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from plantwright.errors import MissingExtraError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

WRITTEN = re.compile(r"\{\{\s*([a-z]+)\s*:\s*([A-Za-z0-9_.]+)\s*\}\}")
OPENED = "{{"
IN_TEXT = frozenset({"value"})
"""Kinds that stand inside a sentence."""
ALONE = frozenset({"figure", "try", "predict", "practice"})
"""Kinds that stand in a paragraph of their own."""


class Mark(NamedTuple):
    """Something of the learner's plant that a lesson shows: ``{{kind: name}}``."""

    kind: str
    name: str


BROKEN = "broken"
"""The kind of a mark that is not written as one."""


def _rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(OPENED, state.pos):
        return False
    found = WRITTEN.match(state.src, state.pos, state.posMax)
    end = found.end() if found else min(state.pos + 40, state.posMax)
    if not silent:
        token = state.push("mark_of_plant", "", 0)
        token.meta["mark"] = Mark(*found.groups()) if found else Mark(BROKEN, state.src[state.pos : end].strip())
    state.pos = end
    return True


def _shown(_self: object, tokens: list[Any], index: int, _options: object, env: dict[str, Any]) -> str:
    text: str = env["said"](tokens[index].meta["mark"])
    return text


@cache
def markdown() -> MarkdownIt:
    """Return the reader of lessons: plain Markdown with tables and marks, in which HTML is text.

    Raises
    ------
    MissingExtraError
        ``markdown-it-py`` is not installed.
    """
    try:
        from markdown_it import MarkdownIt  # noqa: PLC0415  # an extra
    except ImportError:
        raise MissingExtraError("markdown-it-py is not installed; pip install 'plantwright[learn]'") from None
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.inline.ruler.before("emphasis", "mark_of_plant", _rule)
    made.add_render_rule("mark_of_plant", _shown)
    return made
