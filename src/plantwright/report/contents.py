"""The table of contents, from the headings of the page itself: a new section needs nothing more to stand in it."""

from __future__ import annotations

import re

from plantwright.messages.told import say
from plantwright.report.markup import Markup, joined, tag

_SECTION = re.compile(r'<section id="([^"]+)"[^>]*>\s*<h2[^>]*>(.*?)</h2>', re.DOTALL)


def headings(page: Markup) -> dict[str, Markup]:
    """Return the heading of every section by its id, in the order of the page."""
    return {name: Markup(heading) for name, heading in _SECTION.findall(page.text)}


def contents(page: Markup) -> Markup:
    """Return links to every section of a page."""
    items = [tag("li", tag("a", heading, href=f"#{name}")) for name, heading in headings(page).items()]
    return tag("nav", tag("h2", say("Contents"), id="contents"), tag("ol", joined(items)), aria_labelledby="contents")
