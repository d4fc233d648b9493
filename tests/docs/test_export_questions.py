"""The how-to on exports does what it says."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docs.pages import blocks
from plantwright.learn.lti import grades, launch, linking, login
from plantwright.learn.lti.platform import Platform


def test_the_lines_shown_export_a_plant(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as they stand, the lines make a file for Moodle, a package of QTI and folders for PrairieLearn."""
    page = project / "docs" / "how-to" / "export-questions.md"
    (code,) = [one.body for one in blocks(page) if one.info == "python export"]
    monkeypatch.chdir(tmp_path)
    exec(
        compile(code.replace("examples/machine-shop", str(project / "examples" / "machine-shop")), str(page), "exec"),
        {},
    )
    asked = len(ET.parse("shop.xml").getroot().findall("question")) - 1
    items = [name for name in zipfile.ZipFile("shop.zip").namelist() if name.startswith("q_")]
    folders = list((tmp_path / "questions").rglob("server.py"))
    assert asked == len(items) == len(folders) > 2


def test_the_page_on_learning_systems_names_what_there_is(project: Path) -> None:
    """Each function and each field of a registration on the page is there."""
    text = (project / "docs" / "reference" / "learning-systems.md").read_text()
    for one in (login.begin, launch.launch, grades.send_score, grades.public_keys, linking.chosen):
        assert f"`{one.__module__.rpartition('.')[2]}.{one.__name__}`" in text
    assert [name for name in Platform.model_fields if f"`{name}`" not in text] == []
