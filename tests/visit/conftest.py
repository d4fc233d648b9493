"""Inputs of the visits: logs to replay, node and Chromium where they are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from plantwright.events.log import EventLog
from plantwright.events.read import read_log

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def shop_log(project: Path) -> EventLog:
    """Return the example's log."""
    return read_log(project / "examples" / "machine-shop")


@pytest.fixture(scope="session")
def static(project: Path) -> Path:
    """Return the folder of the scripts."""
    return project / "src" / "plantwright" / "visit" / "static"


@pytest.fixture(scope="session")
def node() -> str:
    """Return node; without it the tests are skipped, but never in CI."""
    return _there(("node",), "node")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return a Chromium; without one the tests are skipped, but never in CI."""
    return _there(BROWSERS, "Chromium")


def _there(names: tuple[str, ...], what: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"CI is set and there is no {what}: the scripts would go untested; install it")
    if found is None:
        pytest.skip(f"there is no {what} here, so its tests are not run")
    return found
