"""What a budget pays for, as the commands tell it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Command

SHORT = ("--replications", 4, "--warm-up", "1d", "--horizon", "14d")
COSTED = """
- {name: saw, scale_process_time: {work_center: saw, factor: 0.7}, cost: {once: 1000}}
- {name: mill, scale_process_time: {work_center: mill, factor: 0.7}, cost: {once: 1500}}
- {name: free, scale_process_time: {work_center: mill, factor: 0.9}}
"""


def test_what_if_tries_what_can_be_paid_for_together(here: Path, run: Command, plant: Path) -> None:
    """With a budget the unions of what gains are foretold too, and the first group is named with its promise."""
    (here / "costed.yaml").write_text(COSTED)
    done = run("what-if", plant, "--changes", "costed.yaml", "--budget", 2500, "--json", "o.json", *SHORT)
    assert done.exit_code == 0, done.output
    assert list(json.loads((here / "o.json").read_text())["line"]["changes"]) == ["saw", "mill", "free", "mill + saw"]
    said = " ".join(done.stdout.split())
    assert "Group 1, what is first: mill + saw" in said
    assert "With a probability of at least 95 % group 1 holds the best" in said


@pytest.mark.parametrize(
    ("budget", "wanted"),
    [(500, "'saw', costs 1,000"), (-1, "above 0"), ("nan", "above 0")],
)
def test_a_budget_that_pays_for_nothing_is_refused(
    here: Path, run: Command, plant: Path, budget: object, wanted: str
) -> None:
    """A budget below the cheapest change, or that is no amount, ends with exit code 2 and its cure."""
    (here / "costed.yaml").write_text(COSTED)
    done = run("what-if", plant, "--changes", "costed.yaml", "--budget", budget, *SHORT)
    assert done.exit_code == 2
    assert wanted in " ".join(done.stderr.split())


def test_a_study_needs_a_cost_to_spend(run: Command, plant: Path, changes: Path) -> None:
    """A study of changes without any cost refuses a budget, says where to write one, and leaves nothing."""
    done = run("study", plant, "--changes", changes, "--budget", 1000)
    assert done.exit_code == 2
    assert "none of 1 changes has a cost" in " ".join(done.stderr.split())
