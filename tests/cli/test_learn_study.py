"""The commands of a study go from settings to a report, and refuse what was not registered."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from plantwright.cli.app import app


def run(*words: str | Path) -> Result:
    """Run ``plantwright learn study``."""
    return CliRunner().invoke(app, ["learn", "study", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with settings, a registration, a secret and a list of learners."""
    assert run("plan", tmp_path / "study.yaml", "--example").exit_code == 0
    assert run("plan", tmp_path / "study.yaml", "-o", tmp_path / "registration.md").exit_code == 0
    rows = [f"p{k}-{n},class {k}" for k in range(4) for n in range(20)]
    (tmp_path / "list.csv").write_text("\n".join(["learner,class", *rows]) + "\n")
    return tmp_path


def draw(folder: Path, name: str = "groups.csv") -> Result:
    """Draw the groups."""
    told = ("--registration", folder / "registration.md", "--secret", folder / "registration.secret")
    return run("randomize", folder / "study.yaml", folder / "list.csv", *told, "-o", folder / name)


def take_tests(folder: Path) -> None:
    """Write a table of tests."""
    chance = random.Random(3)
    with (folder / "groups.csv").open() as file:
        rows = [
            f"{one['learner']},{chance.uniform(10, 20):.1f},{chance.uniform(15, 35):.1f}"
            for one in csv.DictReader(file)
        ]
    (folder / "tests.csv").write_text("\n".join(["learner,pretest,posttest", *rows]) + "\n")


def test_planning_says_how_many(folder: Path) -> None:
    """Planning prints the number of learners; the secret is for its owner alone and not in the registration."""
    done = run("plan", folder / "study.yaml")
    assert "58 learners in each group, 116 in all" in " ".join(done.output.split())
    secret = folder / "registration.secret"
    assert secret.stat().st_mode & 0o077 == 0
    assert secret.read_text().strip() not in (folder / "registration.md").read_text()


def test_from_the_list_to_the_report(folder: Path) -> None:
    """Groups are drawn, tests analyzed, and the report holds the sentence that the command printed."""
    done = draw(folder)
    assert done.exit_code == 0, done.output
    assert "school: 40 learners" in done.output
    take_tests(folder)
    tables = (folder / "study.yaml", folder / "groups.csv", folder / "tests.csv")
    done = run("analyze", *tables, "--registration", folder / "registration.md", "-o", folder / "report.md")
    assert done.exit_code == 0, done.output
    said = done.output.splitlines()[0]
    assert said.startswith("The difference in the posttest, school less usual course, lies from")
    assert said in (folder / "report.md").read_text()


def test_a_draw_can_be_made_again(folder: Path) -> None:
    """The same list and secret give the same table; an existing one is not replaced."""
    assert draw(folder).exit_code == draw(folder, "again.csv").exit_code == 0
    assert (folder / "groups.csv").read_text() == (folder / "again.csv").read_text()
    done = draw(folder)
    assert (done.exit_code, "--force" in done.output) == (2, True)


def test_settings_changed_after_the_registration_are_refused(folder: Path) -> None:
    """Whoever changes the worthwhile difference later can neither draw nor analyze, and nothing is written."""
    path = folder / "study.yaml"
    path.write_text(path.read_text().replace("worthwhile: 4", "worthwhile: 1"))
    done = draw(folder)
    assert (done.exit_code, "as registered" in done.output) == (2, True)
    assert not (folder / "groups.csv").exists()


def test_a_missing_file_is_told(folder: Path) -> None:
    """A list that is not there ends with its name and no traceback."""
    (folder / "list.csv").unlink()
    done = draw(folder)
    assert (done.exit_code, "list.csv: cannot be read" in done.output) == (2, True)
