"""The page for phones in a browser: pressed without a network, sent when there is one, nothing doubled."""

from __future__ import annotations

from typing import Any

import httpx
from playwright.sync_api import Browser, Page, expect

from web.conftest import BEARER

PHONE = {"width": 390, "height": 844}


def made(address: str) -> dict[str, Any]:
    """Return a floor that phones may record."""
    asked = {"name": "Our shop", "stations": ["Saw", "Drill"], "products": ["leg"]}
    told: dict[str, Any] = httpx.post(f"{address}/api/floors", json=asked, headers=BEARER).json()
    return told


def stations(address: str, floor: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the board shows."""
    said = httpx.get(f"{address}/api/plants/{floor['plant']}/stations", headers=BEARER).json()
    return {one["station"]: one for one in said}


def phone(browser: Browser, wrong: list[str], **more: Any) -> Page:
    """Return a page of a phone's size that notes what goes wrong."""
    page = browser.new_context(viewport=PHONE, has_touch=True, **more).new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    return page


def work(page: Page, order: str, pieces: int) -> None:
    """Start an order at the saw, count pieces, and finish."""
    page.get_by_label("Order").fill(order)
    page.get_by_role("button", name="Start", exact=True).click()
    for _ in range(pieces):
        page.get_by_role("button", name="One good piece more").click()
    page.get_by_role("button", name="Finish").click()


def test_what_is_pressed_without_a_network_is_sent_later_and_once(address: str, browser: Browser) -> None:
    """Presses made offline, over a reload of the page, are all kept once the network is back."""
    floor, wrong = made(address), []
    page = phone(browser, wrong)
    page.goto(address + floor["address"])
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match(location.href)")
    page.get_by_role("button", name="Saw").click()
    work(page, "A1", 3)
    expect(page.get_by_text("All is kept.")).to_be_visible()
    assert wrong == []
    page.context.set_offline(True)
    work(page, "A2", 2)
    page.get_by_role("button", name="broken").click()
    expect(page.get_by_text("3 presses wait to be sent; no connection, nothing is lost.")).to_be_visible()
    assert stations(address, floor)["Saw"]["quantity"] == 3
    page.reload()
    expect(page.get_by_role("button", name="Saw")).to_contain_text("stands still: broken")
    page.context.set_offline(False)
    expect(page.get_by_text("All is kept.")).to_be_visible(timeout=40_000)
    saw = stations(address, floor)["Saw"]
    assert (saw["quantity"], saw["state"], saw["reason"]) == (5, "down", "broken")


def test_buttons_fit_a_gloved_hand_and_the_page_fits_a_phone(address: str, browser: Browser) -> None:
    """What is pressed at a station is at least 48 pixels high, and nothing sticks out of a phone's screen."""
    floor = made(address)
    page = phone(browser, [])
    page.goto(address + floor["address"])
    page.get_by_role("button", name="Saw").click()
    page.get_by_role("button", name="Start", exact=True).click()
    heights = page.eval_on_selector_all(
        "button", "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width).map(one => one.height)"
    )
    assert min(heights) >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_floor_is_made_recorded_and_read_in_the_browser(address: str, browser: Browser) -> None:
    """From naming stations to a plant that is read, by what the pages show."""
    wrong: list[str] = []
    page = phone(browser, wrong)
    page.goto(f"{address}/enter?token={BEARER['Authorization'].removeprefix('Bearer ')}")
    page.goto(f"{address}/new-floor")
    page.get_by_label("Stations, one a line").fill("Saw\nDrill")
    page.get_by_role("button", name="Make the page for phones").click()
    record = page.get_by_role("link", name="/record/").get_attribute("href")
    page.get_by_role("link", name="The board of stations now").click()
    expect(page.get_by_text("not recorded yet")).to_have_count(2)
    other = page.context.new_page()
    other.goto(str(record))
    other.get_by_role("button", name="Saw").click()
    work(other, "A1", 2)
    expect(page.get_by_text("2 good in 24 h")).to_be_visible()
    page.get_by_role("button", name="Read what was recorded so far").click()
    expect(page.get_by_role("heading", name="Our floor")).to_be_visible()
    assert wrong == []
