"""The page in a real browser, without a screen and without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

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
PHONE = '<!DOCTYPE html><body style="margin:0"><iframe id="phone" width="390" height="3000" src="report.html"></iframe>'
MEASURE = """<script>addEventListener("load", () => setTimeout(() => {
const inside = document.getElementById("phone").contentDocument;
document.body.dataset.wide = inside ? inside.documentElement.scrollWidth : "closed";
}, 3000));</script>"""


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


@pytest.mark.parametrize("kind", ["study", "hostile_study"])
def test_all_figures_are_drawn_and_nothing_complains(fabricated, browser, tmp_path, kind):
    """Five figures are drawn, the console is silent, and hostile names run nothing."""
    page = tmp_path / "report.html"
    write_report(getattr(fabricated, kind)(), page)
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


def test_the_page_fits_a_phone(fabricated, browser, tmp_path):
    """At 390 px nothing sticks out to the right, so nobody has to scroll sideways."""
    write_report(fabricated.study(), tmp_path / "report.html")
    phone = tmp_path / "phone.html"
    phone.write_text(PHONE + MEASURE, encoding="utf-8")
    dom, _ = _opened(browser, phone, tmp_path / "profile", "--allow-file-access-from-files")
    assert int(re.search(r'data-wide="(\d+)"', dom)[1]) <= 390
