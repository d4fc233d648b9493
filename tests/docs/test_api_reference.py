"""The page on the REST API names every operation and no other, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.pages import blocks
from schooled import add_plant
from served import make_world


def test_every_operation_is_named_and_no_other(project: Path, tmp_path: Path) -> None:
    """The tables hold each method and path that the server documents, once."""
    paths = make_world(tmp_path / "store").app.openapi()["paths"]
    wanted = sorted(f"{method.upper()} {path}" for path, item in paths.items() for method in item)
    told = re.findall(r"^\| `([A-Z]+ /api[^`]*)` \|", _page(project).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(told) == wanted


def test_the_example_of_learning_runs(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that does what the page says gets a question, is told of its answer, and ends with the solution."""
    world = make_world(tmp_path / "store")
    plant = add_plant(world.store, "owner", "reader")
    (example,) = (one.body for one in blocks(_page(project)) if one.info == "python")
    exec(compile(example, "api.md", "exec"), {"ask": world.client("reader"), "plant": plant})
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) >= 3
    assert lines[-1].startswith("[")
    assert not lines[-1].endswith("[]")


def _page(project: Path) -> Path:
    return project / "docs" / "reference" / "api.md"
