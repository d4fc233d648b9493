"""``answers.yaml``: what was answered when a plant was told, as it was written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from plantwright.errors import OutputError, PlantError, Problems
from plantwright.files.yaml_text import load_yaml

NAME = "answers.yaml"
Raw = dict[tuple[str, ...], str]
_HEADER = "# What was answered to plantwright start, as it was written. Edit it, and run start again with --answers.\n"


def read_answers(path: Path) -> Raw:
    """Return the answers in a file by key; raise PlantError with every one that is no text."""
    told = load_yaml(path)
    problems = Problems(str(path), PlantError)
    if told is not None and not isinstance(told, dict):
        problems.add(str(path), "no keys", "a question a line is needed", "write products: table, chair")
        problems.fail()
    found: Raw = {}
    for key, value in (told or {}).items():
        parts = value.items() if isinstance(value, dict) else [(None, value)]
        for name, answer in parts:
            place = (str(key),) if name is None else (str(key), str(name))
            if isinstance(answer, (dict, list)):
                problems.add(".".join(place), "a list or block", "one line of text is needed", "put it in quotes")
            found[place] = "?" if answer is None else str(answer)
    problems.raise_any()
    return found


def write_answers(raw: Mapping[tuple[str, ...], str], path: Path) -> None:
    """Write answers; the file is replaced as a whole, so that nothing is lost whenever the process ends."""
    tree: dict[str, Any] = {}
    for key, answer in raw.items():
        if len(key) == 1:
            tree[key[0]] = answer
        else:
            tree.setdefault(key[0], {})[key[1]] = answer
    text = _HEADER + yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=110)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); name another folder") from error
    finally:
        beside.unlink(missing_ok=True)
