"""The house's limits: short functions, short files, and a sentence on everything."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from house.limits import function_lengths, summary

LONGEST_FUNCTION = 60
LONGEST_FILE = 450


def modules(folder: Path) -> list[Path]:
    """Return every Python file under a folder."""
    return sorted(folder.rglob("*.py"))


def test_no_function_is_longer_than_a_screen(project: Path, record_property: Callable[[str, object], None]) -> None:
    """No function of the source has more than 60 lines of code."""
    lengths = function_lengths(project / "src")
    print(summary(lengths))  # noqa: T201
    record_property("function lengths", summary(lengths))
    assert [one for one in lengths if one.lines > LONGEST_FUNCTION] == []


def test_half_of_the_functions_are_a_few_lines(project: Path) -> None:
    """The median function has at most 7 lines of code, and nineteen of twenty at most 30."""
    lines = sorted(one.lines for one in function_lengths(project / "src"))
    assert lines[len(lines) // 2] <= 7
    assert lines[int(len(lines) * 0.95)] <= 30


def test_no_file_is_too_long_to_read(project: Path) -> None:
    """No file of the source, the tests or the benchmarks is too long to read at a sitting."""
    files = [path for name in ("src", "tests", "benchmarks", "examples") for path in modules(project / name)]
    lengths = {str(path.relative_to(project)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_module_says_what_it_is(project: Path) -> None:
    """Every module of the package opens with a docstring."""
    silent = [
        str(path.relative_to(project))
        for path in modules(project / "src")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_test_says_which_truth_it_defends(project: Path) -> None:
    """Every test function carries a docstring of one sentence or two."""
    silent = [
        f"{path.relative_to(project)}:{node.lineno} {node.name}"
        for path in modules(project / "tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_nothing_is_named_utils(project: Path) -> None:
    """A module is named after its idea: there is no ``utils``, ``helpers``, ``common``, ``core`` or ``base``."""
    empty = {"utils", "util", "helpers", "common", "core", "base", "misc"}
    parts = {part.removesuffix(".py") for path in modules(project / "src") for part in path.parts}
    assert parts & empty == set()


@pytest.mark.parametrize("name", ["src", "docs", "examples", "tests", "benchmarks"])
def test_nothing_names_the_machine_it_was_written_on(project: Path, name: str) -> None:
    """No text of the project holds a path of the machine it was written on."""
    suffixes = {".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".csv", ".json"}
    places = ["/" + "work/", "/" + "home/", "/" + "root/"]
    found = [
        str(path.relative_to(project))
        for path in sorted((project / name).rglob("*"))
        if path.suffix in suffixes and any(place in path.read_text(encoding="utf-8") for place in places)
    ]
    assert found == []
