"""A browser grades as Python does: the same points, and the same words."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from grade.any_sheets import WINDOW, Draw, any_sheet, any_truth
from grade.observers import KINDS, Observer
from plantwright.grade.arithmetic import mean_of, scatter_of, t_point
from plantwright.grade.reading import read_sheet
from plantwright.grade.score import grade
from plantwright.grade.sheets import Sheet
from plantwright.grade.words import WORDS

TRUTHS = 200
"""Truths that are drawn, each with a random and an observed sheet of every kind."""
RUN = """
const fs = require("fs"), vm = require("vm");
const source = fs.readFileSync(process.argv[1], "utf8");
const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const inlined = vm.createContext({ structuredClone });
vm.runInContext(source, inlined);
const { grade, meanInterval, blank } = inlined.plantwrightGrade;
const told = asked.cases.map(({ sheet, truth }) => grade(sheet, asked.truths[truth], asked.words));
const blanks = asked.kinds.map((kind) => blank(kind, "heron", asked.window));
process.stdout.write(JSON.stringify({ told, blanks, intervals: asked.cycles.map(meanInterval) }));
"""
LINES = ("seen", "found", "cycles", "elements", "bars")
CYCLES = [[], [61.5], [61.5, 60.0], [50.0 + (7 * k) % 11 for k in range(10)], [40.0 + (13 * k) % 29 for k in range(45)]]


@pytest.fixture(scope="module")
def node() -> str:
    """Return Node; without it the tests are skipped, but never in CI."""
    found = shutil.which("node")
    if found is None and os.environ.get("CI"):
        pytest.fail("CI is set and no Node is installed: the page's grades would go unseen; install nodejs")
    if found is None:
        pytest.skip("no Node is installed, so the page's script is not run")
    return found


@pytest.fixture(scope="module")
def script(project: Path) -> Path:
    """Return the script that grades in the browser."""
    return project / "src" / "plantwright" / "visit" / "static" / "grade.js"


@pytest.fixture(scope="module")
def both(node: str, script: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the grades of hundreds of sheets as Python gives them, and all that the script gives."""
    truths, cases, ours = [], [], []
    for seed in range(TRUTHS):
        draw = Draw(seed)
        truth = any_truth(draw)
        truths.append(truth.model_dump(mode="json"))
        observer = Observer(bias=0.05 * (seed % 5 - 2), noise=0.1 * (seed % 4), seed=seed)
        sheets = [any_sheet(draw, kind, truth) for kind in KINDS] + [observer.sheet(kind, truth) for kind in KINDS]
        cases += [{"sheet": _written(one, brief=seed % 2 == 0), "truth": seed} for one in sheets]
        ours += [grade(one, truth).model_dump(mode="json") for one in sheets]
    asked = {"truths": truths, "cases": cases, "words": WORDS, "kinds": KINDS, "window": WINDOW, "cycles": CYCLES}
    return ours, _run(node, script, asked)


def _written(sheet: Sheet, *, brief: bool) -> dict[str, Any]:
    """Return a sheet as JSON; briefly, its lines leave out what is as it would be anyway."""
    fields = sheet.model_dump(mode="json")
    lines = {name: lines for name, lines in fields.items() if name in LINES}
    if brief:
        short = sheet.model_dump(mode="json", exclude_defaults=True)
        lines = {name: short.get(name, []) for name in lines}
    return {**fields, **lines}


def _run(node: str, script: Path, asked: dict[str, Any]) -> dict[str, Any]:
    command = [node, "-e", RUN, str(script)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _words(grade: dict[str, Any]) -> Any:
    parts = [(one["criterion"], one["explanation"]) for one in grade["parts"]]
    return grade["version"], grade["sheet"], grade["visitor"], grade["gradable"], grade["summary"], parts


def _numbers(grade: dict[str, Any]) -> list[float]:
    return [
        grade["score"],
        grade["points"],
        grade["of"],
        *(one[key] for one in grade["parts"] for key in ("points", "of")),
    ]


def test_scores_are_the_same(both: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """Every score and every part of more than a thousand sheets agrees to 1e-9."""
    ours, theirs = both[0], both[1]["told"]
    assert len(ours) == len(theirs) == TRUTHS * 2 * len(KINDS)
    for one, other in zip(ours, theirs, strict=True):
        assert _numbers(other) == pytest.approx(_numbers(one), abs=1e-9), one


def test_explanations_are_the_same_word_for_word(both: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """Every sentence of every grade is the same, numbers, units and signs included."""
    for one, other in zip(both[0], both[1]["told"], strict=True):
        assert _words(other) == _words(one)


def test_the_sheets_cover_what_can_be_said(both: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """The sheets compared are of every kind, of every quality, and make every sentence there is."""
    scores = [one["score"] for one in both[0] if one["gradable"]]
    assert min(scores) == 0.0
    assert max(scores) == pytest.approx(1.0)
    assert sum(0.05 < one < 0.95 for one in scores) > 300
    said = " ".join(one["summary"] + " ".join(part["explanation"] for part in one["parts"]) for one in both[0])
    unsaid = [name for name, words in WORDS.items() if not all(piece in said for piece in _pieces(words))]
    assert unsaid == []


def _pieces(words: str) -> list[str]:
    return [piece.partition("}")[2] if index else piece for index, piece in enumerate(words.split("{"))]


def test_a_blank_sheet_of_the_page_is_a_sheet(both: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """What the script gives as an empty sheet is read back in Python as one in which nothing stands."""
    for kind, fields in zip(KINDS, both[1]["blanks"], strict=True):
        assert read_sheet(fields).model_dump(mode="json") == fields
        assert fields["sheet"] == kind


def test_the_stopwatch_shows_the_interval_that_is_graded(both: tuple[list[dict[str, Any]], dict[str, Any]]) -> None:
    """Mean and interval shown while cycles come in are those of the grade; too few cycles have none."""
    for cycles, shown in zip(CYCLES, both[1]["intervals"], strict=True):
        if len(cycles) < 2:
            assert (shown["n"], shown["mean"], shown["low"]) == (len(cycles), cycles[0] if cycles else None, None)
            continue
        half = t_point(len(cycles) - 1) * scatter_of(cycles) / len(cycles) ** 0.5
        assert shown["mean"] == pytest.approx(mean_of(cycles), abs=1e-9)
        assert shown["high"] - shown["low"] == pytest.approx(2 * half, abs=1e-9)


def test_the_script_is_a_module_too(node: str, script: Path, tmp_path: Path) -> None:
    """Loaded as a module, as a page of several scripts would, it gives the same functions."""
    module = tmp_path / "grade.mjs"
    module.write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    code = (
        f"await import({json.dumps(module.as_uri())}); console.log(Object.keys(globalThis.plantwrightGrade).join(' '))"
    )
    done = subprocess.run(
        [node, "--input-type=module", "-e", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["version", "grade", "blank", "meanInterval"]


def test_the_script_touches_no_page_and_no_network(script: Path) -> None:
    """It names no document, storage or request, and cannot end the script element that holds it."""
    source = script.read_text(encoding="utf-8")
    forbidden = ("document", "fetch(", "XMLHttp", "localStorage", "http:", "https:", "</script", "<!--")
    assert [one for one in forbidden if one in source] == []
