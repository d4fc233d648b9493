"""Inputs of the reports: a made-up study."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def fabricated() -> ModuleType:
    """Return the module of made-up results, whatever pytest's import mode."""
    spec = importlib.util.spec_from_file_location("fabricated", Path(__file__).parents[1] / "fabricated.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
