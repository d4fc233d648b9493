"""The API under ``/api``: the verbs of the Python API, long ones as runs."""

from __future__ import annotations

from fastapi import APIRouter

from plantwright.web.api import (
    accounts,
    cards,
    changes,
    classes,
    facts,
    gantt,
    learning,
    plants,
    presses,
    questions,
    replay,
    runs,
    visits,
)

ROUTERS: tuple[APIRouter, ...] = (
    plants.router,
    runs.router,
    accounts.router,
    facts.router,
    cards.router,
    changes.router,
    gantt.router,
    presses.router,
    replay.router,
    visits.router,
    learning.router,
    questions.router,
    classes.router,
)
