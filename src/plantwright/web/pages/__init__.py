"""The pages, each one question."""

from __future__ import annotations

from fastapi import APIRouter

from plantwright.web.pages import (
    account,
    capstone,
    cards,
    changes,
    enter,
    floor,
    games,
    learn,
    lessons,
    lti,
    people,
    plants,
    platforms,
    record,
    sharing,
    teach,
    time,
    visits,
)

PAGES: tuple[APIRouter, ...] = (
    enter.router, plants.router, account.router, people.router, sharing.router, cards.router, changes.router,
    time.router, record.router, floor.router, visits.router, learn.router, lessons.router,
    capstone.router, games.router, teach.router, platforms.router, lti.router,
)  # fmt: skip
