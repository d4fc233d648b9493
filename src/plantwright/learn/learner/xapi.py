"""Attempts as statements of the Experience API (xAPI 1.0.3), which learning record stores read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from plantwright.learn.learner.attempt import Attempt, in_order

NOWHERE = "https://school.invalid"
"""Where the school is, if nobody says; .invalid never resolves."""
ANSWERED = {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en-US": "answered"}}
QUESTION = "http://adlnet.gov/expapi/activities/question"
OBJECTIVE = "http://adlnet.gov/expapi/activities/objective"


def statements(attempts: Iterable[Attempt], home: str = NOWHERE) -> list[dict[str, Any]]:
    """Return a statement for each attempt, by time.

    Parameters
    ----------
    home
        The address of the school, which the ids of questions and skills begin with.

    Notes
    -----
    The actor is an account with the pseudonym for a name: no mail address, no person's name. The id of a statement
    follows from the attempt, so that sending it twice stores it once.
    """
    return [_statement(one, home.rstrip("/")) for one in in_order(attempts)]


def _statement(one: Attempt, home: str) -> dict[str, Any]:
    return {
        "id": str(uuid5(NAMESPACE_URL, f"{home}/{one.model_dump_json()}")),
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": one.learner}},
        "verb": ANSWERED,
        "object": _activity(f"{home}/templates/{one.template}", one.template, QUESTION),
        "result": _result(one, home),
        "context": {
            "contextActivities": {"parent": [_activity(f"{home}/skills/{one.skill}", one.skill, OBJECTIVE)]},
            "extensions": {f"{home}/xapi/seed": one.seed, f"{home}/xapi/kind": one.kind},
        },
        "timestamp": one.answered_at.isoformat().replace("+00:00", "Z"),
    }


def _activity(name: str, shown: str, kind: str) -> dict[str, Any]:
    return {"objectType": "Activity", "id": name, "definition": {"type": kind, "name": {"en-US": shown}}}


def _result(one: Attempt, home: str) -> dict[str, Any]:
    extensions: dict[str, Any] = {f"{home}/xapi/hints": one.hints}
    if one.misconception:
        extensions[f"{home}/xapi/misconception"] = one.misconception
    return {"success": one.right, "completion": True, "duration": f"PT{one.seconds:.2f}S", "extensions": extensions}
