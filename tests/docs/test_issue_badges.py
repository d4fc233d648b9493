"""The how-to on badges shows an award that can be given."""

from __future__ import annotations

from pathlib import Path

from docs.pages import blocks
from plantwright.learn.credentials.award_file import KEYS, read_award
from plantwright.learn.skills.read import school_skills


def test_the_award_shown_can_be_given(project: Path, tmp_path: Path) -> None:
    """The file of the page is read without a complaint, and every word that such a file may hold is on the page."""
    page = project / "docs" / "how-to" / "issue-badges.md"
    (shown,) = [one for one in blocks(page) if one.info == "yaml award"]
    (tmp_path / "ada.yaml").write_text(shown.body)
    (tmp_path / "answers.csv").write_text("")
    made = read_award(tmp_path / "ada.yaml", school_skills())
    assert (made.learner.name, len(made.can)) == ("Ada Lovelace", 3)
    assert [name for name in KEYS if name not in page.read_text()] == []
