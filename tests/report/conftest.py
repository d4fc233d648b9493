"""Inputs of the reports: a made-up study."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from plantwright.events.read import read_log
from plantwright.model.estimate import Measures
from plantwright.observe.measures import measure


@pytest.fixture(scope="session")
def fabricated() -> ModuleType:
    """Return the module of made-up results, whatever pytest's import mode."""
    spec = importlib.util.spec_from_file_location("fabricated", Path(__file__).parents[1] / "fabricated.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def measured(project: Path) -> Measures:
    """Return the measures of the example's log."""
    return measure(read_log(project / "examples" / "machine-shop"))
