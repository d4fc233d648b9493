"""A certificate names its holder in their own letters, what they can do, and how to check it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import reportlab

from learn.credentials.conftest import SCHOOL, award
from plantwright.errors import BadgeError
from plantwright.learn.credentials.award import Learner, award_id
from plantwright.learn.credentials.certificate import certificate
from plantwright.learn.credentials.letters import cut
from plantwright.learn.skills.read import school_skills


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the words of a PDF, read by another program."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here; .ci/run installs poppler-utils")
    (folder / "sheet.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return " ".join(done.stdout.split())


def pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


def test_it_says_all_that_it_must(tmp_path: Path) -> None:
    """Name with accents, title, skills, hours, hash, the badge's id and the line that verifies it stand on one page."""
    made = certificate(award(), SCHOOL, "ada.jwt", "issuer.pub")
    said = text_of(made, tmp_path)
    for wanted in (
        "Zoë Ångström-Şahin", "Flow on my own line", "46 hours", "05 January 2026", "Lakeside College", "214 answers",
        "Average WIP over a window", "ab" * 32, award_id(award(), SCHOOL),
        "plantwright badge verify ada.jwt --key issuer.pub",
    ):  # fmt: skip
        assert wanted in said
    assert pages(made) == 1


@pytest.mark.parametrize("name", ["王小明", "Ольга"])
def test_chinese_names_are_written(name: str, tmp_path: Path) -> None:
    """A Chinese name is on the sheet as text, and so is a Cyrillic one."""
    made = certificate(award(learner=Learner(id="urn:uuid:1", name=name)), SCHOOL)
    assert name in text_of(made, tmp_path)
    assert b"STSong-Light" in made


@pytest.mark.parametrize("name", ["Dvořák", "محمد", "王 Zoë", "राम"])
def test_letters_that_no_font_has_are_told(name: str) -> None:
    """Where a name would come out as boxes, the certificate is refused and says which letters."""
    with pytest.raises(BadgeError, match="no font at hand shows"):
        certificate(award(learner=Learner(id="urn:uuid:1", name=name)), SCHOOL)


def test_more_skills_than_a_page_holds_get_pages_of_their_own(tmp_path: Path) -> None:
    """Sixteen skills of the school fit on the page; all of them are written out behind it, none cut off."""
    can = tuple(one.can for one in school_skills())
    assert pages(certificate(award(can=can[:16], skills=can[:16]), SCHOOL)) == 1
    made = certificate(award(can=can, skills=can), SCHOOL)
    assert pages(made) > 2
    said = text_of(made, tmp_path)
    assert [one for one in can if one.split()[-1] not in said] == []


def test_a_font_of_the_school_is_embedded(tmp_path: Path) -> None:
    """Who names a font gets it into the file; what is no font is refused."""
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    assert "Zoë" in text_of(certificate(award(), SCHOOL, font=vera), tmp_path)
    (tmp_path / "x.ttf").write_bytes(b"no font")
    with pytest.raises(BadgeError, match="is no TrueType font"):
        certificate(award(), SCHOOL, font=tmp_path / "x.ttf")


def test_the_same_award_gives_the_same_file() -> None:
    """No clock is in the file: printed again, it is the same to the byte."""
    assert certificate(award(), SCHOOL) == certificate(award(), SCHOOL)


def test_lines_are_cut_between_words() -> None:
    """Lines break at spaces, those of Chinese anywhere; no letter is lost."""
    assert list(cut("one two three", 8, len)) == ["one two", "three"]
    assert list(cut("测量一条线", 2, len)) == ["测量", "一条", "线"]
