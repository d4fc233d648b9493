"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of published data sets; they are read in place and are no part of the project."""
    folder = Path(os.environ.get("PLANTWRIGHT_DATA", BESIDE))
    if not folder.is_dir():
        pytest.skip("the published data sets are not here; name their folder in PLANTWRIGHT_DATA")
    return folder


@pytest.fixture(scope="session")
def known_plants(shared_data: Path) -> Path:
    """Return the folder of plants whose truth is known."""
    folder = shared_data / "known-plants"
    if not folder.is_dir():
        pytest.skip("the plants of known truth are not among the data sets")
    return folder
