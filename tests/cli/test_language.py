"""The language of the report and of the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Command, names, refused


def test_an_unknown_language_is_refused_before_anything_is_done(run: Command, plant: Path, here: Path) -> None:
    """The message names the languages there are, and nothing is written."""
    message = refused(run("study", plant, "--language", "tlh", "--out", "found"))
    assert "'tlh'" in message
    assert "en, de, es, zh are known" in message
    assert "found" not in names(here)


@pytest.mark.parametrize("asked", [("--language", "de"), ()])
def test_only_the_report_and_the_answer_change_language(
    run: Command, plant: Path, changes: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    """Asked by option or by the environment, page and answer are German; every file for programs stays English."""
    if not asked:
        monkeypatch.setenv("PLANTWRIGHT_LANGUAGE", "de_DE.UTF-8")
    done = run("study", plant, "--changes", changes, "--out", "found", *asked)
    assert done.exit_code == 0, done.output
    assert "Die Antwort" in done.output
    page = Path("found/report.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Was zuerst ändern?" in page
    assert "95&nbsp;%-Intervall" in page
    ranking = json.loads(Path("found/ranking.json").read_text(encoding="utf-8"))
    assert "group 1 holds the best" in ranking["sentence"] or "No change helps" in ranking["sentence"]
    assert json.loads(Path("found/check.json").read_text(encoding="utf-8"))["reasons"][0].startswith("there is no log")
    assert json.loads(Path("found/run.json").read_text(encoding="utf-8"))["language"]
