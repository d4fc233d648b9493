"""What of a page hinders people, as axe-core finds it."""

from __future__ import annotations

from typing import Any

SERIOUS = ("serious", "critical")
_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


def hindrances(page: Any, axe: str, name: str) -> list[str]:
    """Return every serious violation of the page that is open, each with the first place where it was found."""
    page.evaluate(axe)
    found = (one for one in page.evaluate(_RUN) if one["impact"] in SERIOUS)
    return [f"{name}: {one['id']} {one['nodes'][0]['html'][:160]}" for one in found]
