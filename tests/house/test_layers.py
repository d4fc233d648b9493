"""The layers: imports point down, and every folder has its place."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest


def contracts(project: Path) -> list[dict[str, object]]:
    """Return the import contracts of the project."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["importlinter"]["contracts"]


def ranks(project: Path) -> dict[str, int]:
    """Return the height of each folder; folders on one line share it."""
    lines = next(one for one in contracts(project) if one["type"] == "layers")["layers"]
    return {name.strip(): -k for k, line in enumerate(lines) for name in line.split("|")}


def imports(path: Path) -> set[str]:
    """Return the folders of the package that a file imports from, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("plantwright.")}
    return found


def test_every_folder_has_its_layer(project: Path) -> None:
    """A new folder must be placed among the layers before it can be used."""
    package = project / "src" / "plantwright"
    folders = {path.parent.name for path in package.glob("*/__init__.py")} | {"errors"}
    assert folders == set(ranks(project))


def test_imports_point_down(project: Path) -> None:
    """No file imports from a higher folder or from a sibling, not even late or for types only."""
    package, height = project / "src" / "plantwright", ranks(project)
    upward = [
        f"{path.relative_to(package)} imports {name}"
        for path in sorted(package.glob("*/**/*.py"))
        for name in sorted(imports(path) & set(height))
        if name != (own := path.relative_to(package).parts[0]) and height[name] >= height[own]
    ]
    assert upward == []


def test_the_contracts_hold(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """import-linter finds every contract of the project kept."""
    pytest.importorskip("importlinter", reason="import-linter comes with the extra dev; .ci/run runs it")
    from importlinter import cli  # noqa: PLC0415

    monkeypatch.chdir(project)
    assert cli.lint_imports(cache_dir=None, is_debug_mode=False) == 0
