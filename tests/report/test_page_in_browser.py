"""The page in a real browser, without a screen and without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from plantwright.messages.language import LANGUAGES, speaking
from plantwright.messages.told import say
from plantwright.report.answer import answer
from plantwright.report.front import QUESTIONS
from plantwright.report.monday import monday
from plantwright.report.page import write_report

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=20000",
)
PHONES = """<!DOCTYPE html><body style="margin:0">{frames}<script>
addEventListener("load", () => setTimeout(() => {{
for (const frame of document.querySelectorAll("iframe")) {{
const inside = frame.contentDocument;
frame.dataset.wide = inside.documentElement.scrollWidth;
frame.dataset.tall = inside.documentElement.scrollHeight;
frame.dataset.folded = inside.querySelectorAll("main > section > details.evidence:not([open])").length;
frame.dataset.answered = Math.ceil(inside.getElementById("answer").getBoundingClientRect().bottom);
}}
}}, 3000));</script>"""
FRAME = '<iframe id="{language}" width="390" height="3000" style="border:0" src="{language}.html"></iframe>'
SCREENS = 1.5 * 844
"""Height of a phone's screen and a half [px]."""


@pytest.fixture(scope="module")
def browser() -> str:
    """Return a Chromium; without one the tests are skipped, but never in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("CI is set and no Chromium is installed: the page would go unseen; install chromium")
    if found is None:
        pytest.skip("no Chromium is installed, so the page is not opened")
    return found


def _opened(browser: str, page: Path, profile: Path, *more: str) -> tuple[str, list[str]]:
    """Return the page as the browser left it, and what stood on its console."""
    command = [browser, *SWITCHES, *more, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.parametrize(
    ("kind", "language"), [*(("study", language) for language in LANGUAGES), ("hostile_study", "en")]
)
def test_all_figures_are_drawn_and_nothing_complains(fabricated, browser, tmp_path, kind, language):
    """Five figures are drawn in every language, the console is silent, and hostile names run nothing."""
    page = tmp_path / "report.html"
    write_report(getattr(fabricated, kind)(), page, language=language)
    dom, console = _opened(browser, page, tmp_path / "profile")
    assert console == []
    assert len(re.findall(r'data-drawn="yes"', dom)) == 5
    drawn = dom.split("<script>")[0]
    assert len(re.findall(r'class="main-svg"', dom)) >= 5
    assert "<img" not in drawn
    assert "http://x.test" not in re.findall(r'xlink:href="([^"]*)"', dom)


def test_the_console_is_really_heard(browser, tmp_path):
    """A page that fails is noticed: the silence in the other test is no deafness."""
    page = tmp_path / "bad.html"
    page.write_text("<script>undefined_name()</script><img src='http://127.0.0.1:9/x.png'>", encoding="utf-8")
    _, console = _opened(browser, page, tmp_path / "profile")
    assert any("undefined_name" in line for line in console)


def _languages(fabricated, folder: Path) -> None:
    for language in LANGUAGES:
        write_report(fabricated.study(), folder / f"{language}.html", language=language)


def test_the_page_fits_a_phone_in_every_language(fabricated, browser, tmp_path):
    """At 390 px nothing sticks out, the answer ends within a screen and a half, and what is folded within four."""
    _languages(fabricated, tmp_path)
    frames = "".join(FRAME.format(language=language) for language in LANGUAGES)
    (tmp_path / "phones.html").write_text(PHONES.format(frames=frames), encoding="utf-8")
    dom, console = _opened(browser, tmp_path / "phones.html", tmp_path / "profile", "--allow-file-access-from-files")
    assert console == []
    wide = [int(one) for one in re.findall(r'data-wide="(\d+)"', dom)]
    answered = [int(one) for one in re.findall(r'data-answered="(\d+)"', dom)]
    assert len(wide) == len(answered) == len(LANGUAGES)
    assert max(wide) <= 390
    assert max(answered) <= SCREENS
    assert max(int(one) for one in re.findall(r'data-tall="(\d+)"', dom)) <= 4 * 844
    assert min(int(one) for one in re.findall(r'data-folded="(\d+)"', dom)) >= 10


def test_evidence_that_is_asked_for_opens_on_a_phone(fabricated, browser, tmp_path):
    """A link to a folded part opens it there, and only then is its figure drawn."""
    write_report(fabricated.study(), tmp_path / "en.html")
    frame = '<iframe id="one" width="390" height="800" style="border:0" src="en.html#flow-map"></iframe>'
    script = "frame.dataset.drawn = inside.querySelectorAll('[data-drawn]').length;\nframe.dataset.wide ="
    phone = PHONES.replace("frame.dataset.wide =", script).replace("{frames}", "FRAMES")
    text = phone.replace("{{", "{").replace("}}", "}").replace("FRAMES", frame)
    (tmp_path / "phone.html").write_text(text, encoding="utf-8")
    dom, console = _opened(browser, tmp_path / "phone.html", tmp_path / "profile", "--allow-file-access-from-files")
    assert console == []
    assert 'data-drawn="1"' in dom


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_answer_on_its_first_page(fabricated, browser, tmp_path, language):
    """Printed, the first page holds the whole answer and nothing else, the contents come next, pages are numbered."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed, so the paper is not read")
    _languages(fabricated, tmp_path)
    paper = tmp_path / "report.pdf"
    page = tmp_path / f"{language}.html"
    command = [browser, *SWITCHES, f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={paper}", page.as_uri()], capture_output=True, timeout=120, check=True)
    pages = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    first, second, *others = [_tight(one) for one in pages.split("\f")]
    study = fabricated.study()
    with speaking(language):
        wanted = [*answer(study), *monday(study), *map(str, QUESTIONS), say("What to do on Monday")]
        missing = [one for one in wanted if _tight(one) not in first]
        assert missing == []
        assert _tight(say("Contents")) in second
        assert _tight(say("Contents")) not in first
        folded = say("{n:,} more assumptions", n=2)
    assert f"1/{len(others) + 1}" in first
    assert _tight(folded) not in "".join(others)
    assert _tight(study.plant.evidence[-1].path) in "".join(others)


def _tight(text: str) -> str:
    return re.sub(r"\s|\xa0", "", text)


def test_figures_are_dark_on_a_dark_page(fabricated, browser, tmp_path):
    """Where a dark page is wished, each figure is drawn in dark neutral colors, and none keeps its white paper."""
    page = tmp_path / "report.html"
    write_report(fabricated.study(), page)
    dom, console = _opened(browser, page, tmp_path / "profile", "--force-dark-mode")
    if 'data-drawn="yes"' in dom:
        pytest.skip("this Chromium does not wish a dark page when told to")
    assert console == []
    assert len(re.findall(r'data-drawn="dark"', dom)) == 5
    drawn = "".join(re.findall(r"<svg class=\"main-svg\".*?</svg>", dom, re.DOTALL))
    assert "rgb(29, 33, 37)" in drawn
    assert "fill: rgb(255, 255, 255)" not in drawn
