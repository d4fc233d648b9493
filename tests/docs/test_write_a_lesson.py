"""The lesson that the how-to writes can be read, shown and tried as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.pages import blocks


def test_the_lesson_shown_can_be_read_shown_and_tried(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Head and parts shown are a lesson; the code shown reads it, shows it on an example and lets a change run."""
    shown = blocks(project / "docs" / "how-to" / "write-a-lesson.md")
    text = "\n".join(one.body for one in shown if one.info == "markdown")
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "waiting.md").write_text(text, encoding="utf-8")
    (tmp_path / "examples").symlink_to(project / "examples")
    monkeypatch.chdir(tmp_path)
    code = [one.body for one in shown if one.info == "python"]
    assert len(code) == 2
    for one in code:
        exec(compile(one, "write-a-lesson.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "['See', 'Predict', 'Try in the twin', 'Explain', 'Practice']" in printed
    assert "The direction is right, the size is not." in printed
