"""Every template of the bank, by its id: all that the modules of the tracks' folders hold."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from plantwright.learn.bank import flow, improve, leading, quality, supply
from plantwright.learn.bank.template import Template

TRACKS: tuple[ModuleType, ...] = (flow, quality, supply, improve, leading)
"""The folders of templates, one a track; a module that is put into one of them is found."""


def _modules() -> Iterator[ModuleType]:
    for track in TRACKS:
        for found in sorted(iter_modules(track.__path__), key=lambda one: one.name):
            yield import_module(f"{track.__name__}.{found.name}")


def _found() -> dict[str, Template]:
    found: dict[str, Template] = {}
    for one in (value for module in _modules() for value in vars(module).values() if isinstance(value, Template)):
        if found.setdefault(one.id, one) is not one:
            raise ValueError(f"two templates are called {one.id}")
    return found


TEMPLATES: dict[str, Template] = _found()
