"""From records to a graded visitor, by what the pages show; and every page for people who see or move otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from web.hindered import hindrances
from web.real import Served, opened, served

pytestmark = pytest.mark.usefixtures("project")
PATIENCE = 180_000
"""How long a study of a small log may take [ms]."""
PAGES = ("", "floor", "flow", "losses", "time", "quality", "twin", "changes", "visits", "evidence", "andon")
LOOKS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
)
NOT_REACHED = """[...document.querySelectorAll("main :is(button, a[href], input, select, textarea, summary)")]
  .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex < 0)
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield a server on which the example is studied, as a person does it."""
    with served(tmp_path_factory.mktemp("way") / "store") as server:
        with opened(server) as page:
            page.click("#example")
            page.locator("#study").wait_for(timeout=PATIENCE)
            page.click("#study button")
            page.locator(".run", has_text="Study").and_(page.locator("[data-state=done]")).wait_for(timeout=PATIENCE)
        yield server


def plant(server: Served) -> str:
    """Return the address of the only plant."""
    return f"{server.home}/plants/{server.ask.get('/api/plants').json()[0]['id']}"


def test_a_change_is_tried_and_a_visit_taken_and_graded(shop: Served, tmp_path: Path) -> None:
    """A slider shows its effect with an interval; a visit is made, saved, opened from the disk, filled and graded."""
    with opened(shop) as page:
        page.goto(f"{plant(shop)}/changes")
        page.select_option("#center", "mill")
        slider = page.locator("#levers input[type=range]").first
        slider.focus()
        page.keyboard.press("ArrowRight")
        page.locator("#effects tbody tr").first.wait_for(timeout=PATIENCE)
        assert "to" in page.locator("#effects tbody tr").first.inner_text()
        page.goto(f"{plant(shop)}/visits")
        page.get_by_role("button", name="Make the page").click()
        page.locator("text=Save the visit").wait_for(timeout=PATIENCE)
        with page.expect_download() as saved:
            page.click("text=Save the visit")
        file = tmp_path / "visit.html"
        saved.value.save_as(file)
        alone = page.context.browser.new_page()
        asked: list[str] = []
        alone.on("request", lambda one: asked.append(one.url))
        alone.goto(file.as_uri())
        alone.locator("#visit").wait_for(timeout=PATIENCE)
        alone.click("#tab-sheets")
        alone.fill("#visitor", "Ana")
        alone.get_by_label("The bottleneck is").first.select_option("mill")
        alone.click("#tab-result")
        assert "mill" in alone.locator("[data-grade=bottleneck_walk]").inner_text()
        assert [one for one in asked if not one.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize("look", LOOKS, ids=["desk, light", "phone, dark"])
def test_no_page_hinders_anybody_seriously(shop: Served, axe: str, look: dict[str, Any]) -> None:
    """Of each page axe-core finds no serious violation, nothing sticks out of the screen, and one heading is first."""
    found = []
    with opened(shop, **look) as page:
        for name in ("/", *(f"{plant(shop)}/{one}".rstrip("/") for one in PAGES), "/new-floor"):
            page.goto(name if name.startswith("http") else f"{shop.home}{name}")
            page.wait_for_timeout(600)
            found += hindrances(page, axe, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= look["viewport"]["width"], name
            assert page.locator("h1").count() == 1, name
    assert found == []


def test_the_keyboard_alone_suffices(shop: Served) -> None:
    """Everything that can be pressed on a page is reached with Tab, visibly, and the content with one step."""
    with opened(shop) as page:
        for name in PAGES:
            page.goto(f"{plant(shop)}/{name}".rstrip("/"))
            page.wait_for_timeout(400)
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip", name
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main", name
            missed = page.evaluate(NOT_REACHED)
            assert missed == [], name
