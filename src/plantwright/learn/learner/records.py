"""Records of learners: everything of one of them to take along, and everything of one of them gone."""

from __future__ import annotations

import json
from typing import Any

from plantwright.learn.learner.attempt import Attempt, Pseudonym
from plantwright.learn.learner.attempt_table import attempts_csv
from plantwright.learn.learner.retention import Retained
from plantwright.learn.learner.xapi import NOWHERE, statements
from plantwright.model.quantity import Noun


class Records(Noun):
    """All that the learner model keeps of all learners; every list holds nouns with a ``learner``."""

    attempts: tuple[Attempt, ...] = ()
    retained: tuple[Retained, ...] = ()


def learners(records: Records) -> set[str]:
    """Return the pseudonyms of all learners of whom anything is kept."""
    return {one.learner for name in Records.model_fields for one in getattr(records, name)}


def only(records: Records, learner: Pseudonym) -> Records:
    """Return everything that is kept of one learner."""
    return _kept(records, learner, of_learner=True)


def without(records: Records, learner: Pseudonym) -> Records:
    """Return everything but what is kept of one learner.

    Notes
    -----
    A model fitted before still rests on the erased answers, as one learner of many. Fit it again, and it does not.
    """
    return _kept(records, learner, of_learner=False)


def _kept(records: Records, learner: str, *, of_learner: bool) -> Records:
    return Records(**{
        name: tuple(one for one in getattr(records, name) if (one.learner == learner) is of_learner)
        for name in Records.model_fields
    })  # fmt: skip


def to_take_along(records: Records, learner: Pseudonym, home: str = NOWHERE) -> dict[str, str]:
    """Return a learner's records as files, text by name: all of it, the attempts as a table and as xAPI statements."""
    own = only(records, learner)
    told: dict[str, Any] = {"learner": learner, **own.model_dump(mode="json")}
    return {
        "records.json": json.dumps(told, indent=1) + "\n",
        "attempts.csv": attempts_csv(own.attempts),
        "xapi.json": json.dumps(statements(own.attempts, home), indent=1) + "\n",
    }
