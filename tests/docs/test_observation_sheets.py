"""The page on observation sheets misses no sheet, criterion, waste or element, and its points are those given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grade.any_sheets import Draw, any_truth
from grade.observers import KINDS, Observer
from plantwright.grade.graded import Grade
from plantwright.grade.score import grade
from plantwright.grade.sheet_truth import WASTES
from plantwright.grade.sheets import SHEETS


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    """Return the page."""
    return (project / "docs" / "reference" / "observation-sheets.md").read_text(encoding="utf-8")


def graded(kind: str) -> Grade:
    """Return the grade of a sheet of a kind whose every part can be judged."""
    for seed in range(1000):
        truth = any_truth(Draw(seed))
        found = grade(Observer().sheet(kind, truth), truth)
        if found.gradable and all(one.of > 0 for one in found.parts):
            return found
    raise AssertionError(kind)


def test_every_name_is_explained(page: str) -> None:
    """Each sheet, each of its own fields' kinds, and each waste stands in the page, in code."""
    names = [*SHEETS, *WASTES, "setup", "manual", "machine", "work", "walk"]
    assert [one for one in names if f"`{one}`" not in page] == []


def test_its_example_runs(page: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The code of the page grades a sheet of the machine shop."""
    code = page.split("```python\n")[1].split("```", maxsplit=1)[0].replace("examples/", f"{project}/examples/")
    exec(compile(code, "observation-sheets.md", "exec"), {})
    assert re.match(r"\d\.\d of 10\.0 points: ", capsys.readouterr().out)


@pytest.mark.parametrize("kind", KINDS)
def test_every_criterion_has_the_points_that_it_says(page: str, kind: str) -> None:
    """The tables give each criterion of each sheet with the points that it is worth."""
    section = re.split(r"^## ", page, flags=re.MULTILINE)[2 + KINDS.index(kind)]
    told = {name: float(points) for name, points in re.findall(r"^\| `(\w+)` \| (\d+) \|", section, flags=re.MULTILINE)}
    assert told == {one.criterion: one.of for one in graded(kind).parts}
