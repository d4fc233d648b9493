"""No page points to nowhere."""

from __future__ import annotations

import re
from pathlib import Path

from docs.pages import pages


def test_every_link_inside_the_project_leads_to_a_file(project: Path) -> None:
    """A relative link of a document names a file or folder that is there."""
    broken = [
        f"{page.relative_to(project)}: {link}"
        for page in pages(project)
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert broken == []


def test_every_document_is_in_the_index(project: Path) -> None:
    """A page of the documentation can be found from its index."""
    index = (project / "docs" / "README.md").read_text(encoding="utf-8")
    missing = [
        str(page.relative_to(project / "docs"))
        for page in (project / "docs").glob("*/*.md")
        if f"({page.relative_to(project / 'docs').as_posix()})" not in index
    ]
    assert missing == []
