"""What a held-out check found: is this model of the plant to be believed?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from plantwright.calibrate.criticism import Criticism
from plantwright.messages.told import told
from plantwright.model.estimate import Estimate

Verdict = Literal["believable", "usable with care", "not to be believed", "unchecked"]


@dataclass(frozen=True)
class CheckLine:
    """One measure of the held-out weeks: as recorded, and as the twin foretold it."""

    measure: str
    """A reserved word, such as ``throughput``."""
    recorded: Estimate
    twin: Estimate
    """Its interval spans the twin's replications: what chance alone may do to a window this long."""
    agrees: bool
    """The recorded value lies inside the twin's interval, widened by the plant's own noise."""
    sentence: str
    """The difference in plain words."""


@dataclass(frozen=True)
class Check:
    """The held-out check: fitted on the first part of the window, compared on the rest."""

    verdict: Verdict
    reasons: tuple[str, ...]
    lines: tuple[CheckLine, ...] = ()
    split: datetime | None = None
    """Where the fitted part ends and the held-out part begins, UTC."""
    end: datetime | None = None
    criticism: Criticism | None = None
    """What the twin of the whole log gets wrong, work center by work center; None: not asked."""


UNCHECKED = Check("unchecked", (told("there is no log to hold a part of it out"),))
"""The verdict on a plant without a log."""
