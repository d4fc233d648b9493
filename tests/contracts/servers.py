"""Servers that tests start: skipped with a reason where they are not installed, but never in CI."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import pytest
from benchmarks.servers import ServerMissingError

Made = TypeVar("Made")


def demanded(make: Callable[[], Made]) -> Made:
    """Return what is made of a server; without one the tests are skipped, but never in CI."""
    try:
        return make()
    except ServerMissingError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI is set and {error}: live sources would go untested; .ci/run installs it")
        pytest.skip(str(error))
