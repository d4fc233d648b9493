"""What was believed of a change, what was tried, and what came out: the memory of a plant."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from plantwright.model.estimate import Estimate
from plantwright.model.quantity import Name, Noun


class Believed(Noun):
    """What was foretold of a change before it was made."""

    made: str = ""
    """When it was foretold, as ISO date and time; empty: only when it was verified."""
    run: str = ""
    """Which run foretold it: version and seed."""
    effects: dict[str, Estimate] = Field(default_factory=dict)
    """As foretold then, by metric [%, points]."""
    expected: dict[str, Estimate] = Field(default_factory=dict)
    """The same for the orders that came, which is what the truth is held against [%, points]."""


class Tried(Noun):
    """What was done, and which records tell of it."""

    change: dict[str, Any] | None = None
    """As written in ``changes.yaml``; None: nobody said what."""
    before: tuple[str, str]
    """Stretch of the records before, ISO, UTC."""
    after: tuple[str, str]
    """Stretch of the records after, ISO, UTC."""

    def name(self) -> str:
        """Return what the change is called."""
        return str(self.change["name"]) if self.change else "not told"

    def keys(self) -> frozenset[str]:
        """Return the keys of the vocabulary that the change uses."""
        fields = self.change or {}
        edits = fields.get("edits") or [{k: v for k, v in fields.items() if k not in ("name", "cost", "edits")}]
        return frozenset(key for edit in edits for key in edit)


class Found(Noun):
    """What the change did."""

    outcome: Name
    effects: dict[str, Estimate]
    """Realized, adjusted for demand and mix, by metric [%, points]."""
    run: str = ""
    """Which run found it: version and seed."""


class Entry(Noun):
    """One change: believed, tried, true. Entries are added and never changed."""

    written: str
    """When it was written, ISO, UTC."""
    objective: str
    """The metric that the outcome speaks of."""
    believed: Believed
    tried: Tried
    found: Found

    def expected(self) -> Estimate | None:
        """Return what was foretold of the objective for the orders that came, else what was foretold then."""
        made = self.believed.expected.get(self.objective) or self.believed.effects.get(self.objective)
        return made if made is not None and made.value is not None else None

    def realized(self) -> Estimate | None:
        """Return what became of the objective."""
        return self.found.effects.get(self.objective)


class History(Noun):
    """All entries of a plant, the oldest first, and what could not be read."""

    entries: tuple[Entry, ...] = ()
    broken: tuple[str, ...] = ()
    """Lines that are no entry, each with its place and why; they stay in the file as they are."""


NO_HISTORY = History()
"""Nothing was tried yet, or nobody wrote it down."""
