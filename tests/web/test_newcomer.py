"""A newcomer's way through the pages, in a real browser, on a real server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from web.real import found_browser, opened, served

pytestmark = pytest.mark.usefixtures("browser")
PATIENCE = 120_000
"""How long a study of a small log may take [ms]."""


@pytest.fixture(scope="module")
def browser() -> str:
    """Return a Chromium."""
    return found_browser()


@pytest.fixture(scope="module")
def messy(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of our messy records."""
    folder = tmp_path_factory.mktemp("messy")
    make = project / "examples" / "messy-records" / "make.py"
    subprocess.run([sys.executable, str(make), str(folder)], check=True, capture_output=True, cwd=make.parent)
    return folder


def _seen(page: Any, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png", full_page=True)


def test_a_newcomer_comes_from_a_file_to_an_ended_study(messy: Path, tmp_path: Path) -> None:
    """A file is dropped, a question answered, a column corrected, findings are seen; a study outlives a reload."""
    with served(tmp_path / "store") as server, opened(server, viewport={"width": 1200, "height": 900}) as page:
        page.set_input_files("#files", messy / "two_candidates.csv")
        page.click("#bring button")
        page.locator("#questions").wait_for(timeout=PATIENCE)
        _seen(page, tmp_path, "1-asked")
        page.get_by_label("Job", exact=True).check()
        page.click("#questions button")
        page.locator("#study").wait_for(timeout=PATIENCE)
        assert page.locator("select[data-role=order]").input_value() == "Job"
        assert "as told" in page.locator("tr", has=page.locator("#r-order")).inner_text()
        page.select_option("select[data-role=quantity]", "none")
        page.click("#mapping > button")
        page.locator(".run[data-state=done]").nth(2).wait_for(timeout=PATIENCE)
        row = page.locator("tr", has=page.locator("#r-quantity"))
        assert row.locator("td").nth(1).inner_text() == "—"
        _seen(page, tmp_path, "2-corrected")
        page.click("#study button")
        page.locator(".run[data-state=running], .run[data-state=waiting]").wait_for()
        page.reload()
        assert page.locator(".run[data-state=running], .run[data-state=waiting]").count() == 1
        _seen(page, tmp_path, "3-running")
        page.locator(".run", has_text="Study").and_(page.locator("[data-state=done]")).wait_for(timeout=PATIENCE)
        _seen(page, tmp_path, "4-studied")
        with page.expect_download() as saved:
            page.click("text=Save a report")
        assert "<html" in Path(saved.value.path()).read_text(encoding="utf-8")[:300]


def test_the_example_is_read_and_its_plant_deleted_after_a_question(tmp_path: Path) -> None:
    """Who has no file gets an example in one click; a plant goes only after a person has said yes."""
    with served(tmp_path / "store") as server, opened(server, viewport={"width": 390, "height": 844}) as page:
        page.click("#example")
        page.locator("#study").wait_for(timeout=PATIENCE)
        assert "example works" in page.locator("h1").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        _seen(page, tmp_path, "example-phone")
        page.goto(server.home)
        page.click(".delete")
        page.get_by_role("button", name="Keep it").click()
        assert page.locator(".plants li").count() == 1
        page.click(".delete")
        page.get_by_role("button", name="Delete it").click()
        page.locator("#example").wait_for()
        assert server.ask.get("/api/plants").json() == []
        assert not any((tmp_path / "store" / "plants").iterdir())


def test_facts_that_contradict_themselves_are_told_beside_the_form(tmp_path: Path) -> None:
    """A wrong fact is refused with its problem where it was written, and nothing of it is kept."""
    with served(tmp_path / "store") as server, opened(server, refused=True) as page:
        page.click("#example")
        page.locator("#study").wait_for(timeout=PATIENCE)
        page.fill("#f-zone", "Mars/Crater")
        page.click("#facts > button")
        told = page.locator("#facts output")
        told.filter(has_text="Mars/Crater").wait_for()
        plant = server.ask.get("/api/plants").json()[0]["id"]
        assert "Mars" not in server.ask.get(f"/api/plants/{plant}/facts").json()["text"]
        page.fill("#f-zone", "Europe/Berlin")
        page.click("#facts > button")
        page.locator("text=(Europe/Berlin)").wait_for(timeout=PATIENCE)
