"""The pages, each one question."""

from __future__ import annotations

from fastapi import APIRouter

from plantwright.web.pages import enter, plants, record

PAGES: tuple[APIRouter, ...] = (enter.router, plants.router, record.router)
