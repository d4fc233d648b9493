"""Settings are checked whole before anything is planned."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from learn.study_kit.studies import TOLD, settings
from plantwright.errors import LearnError
from plantwright.learn.study_kit.power import need
from plantwright.learn.study_kit.settings import EXAMPLE, read_settings


def test_the_example_is_a_study(tmp_path: Path) -> None:
    """The example settings are read as they are, and ask for half a standard deviation."""
    (tmp_path / "study.yaml").write_text(EXAMPLE)
    assert read_settings(tmp_path / "study.yaml").effect == 0.5


def test_the_page_shows_what_the_example_needs(tmp_path: Path, project: Path) -> None:
    """The how-to shows the very sentence that planning the example prints."""
    (tmp_path / "study.yaml").write_text(EXAMPLE)
    page = (project / "docs" / "how-to" / "study-whether-it-teaches.md").read_text(encoding="utf-8")
    assert need(read_settings(tmp_path / "study.yaml")).says in page.splitlines()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """A wrong unit, a negative spread and an unknown line stand in one error."""
    told = {**TOLD, "unit": "school", "spread": -1, "luck": 7}
    (tmp_path / "study.yaml").write_text(yaml.safe_dump(told))
    with pytest.raises(LearnError, match=r"3 problems[\s\S]*unit[\s\S]*spread[\s\S]*luck"):
        read_settings(tmp_path / "study.yaml")


def test_two_groups_have_two_names(tmp_path: Path) -> None:
    """Groups of one name are refused."""
    (tmp_path / "study.yaml").write_text(yaml.safe_dump({**TOLD, "groups": ["a", "a"]}))
    with pytest.raises(LearnError, match="both have one name"):
        read_settings(tmp_path / "study.yaml")


def test_any_change_changes_the_digest() -> None:
    """The digest differs as soon as one setting does."""
    assert settings().digest == settings().digest
    assert len({settings().digest, settings(worthwhile=5).digest, settings(stopping="at the end of May").digest}) == 3
