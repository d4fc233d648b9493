"""The pages of a studied plant in a browser: drawn, moved, asked, and kept in the address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from fabricated import study as made_up
from plantwright.model.calendar import ALWAYS
from plantwright.observe.measures import measure
from plantwright.report.folder import write_results
from plantwright.store.accounts import local_account
from plantwright.store.opened import Store, open_store
from plantwright.store.tables import KeptPlant, KeptRun, now
from plantwright.twin.log import simulate
from plantwright.web.app import make_app
from plantwright.web.cards.write import write_pages
from plantwright.web.gantt.kept import index_of, keep_index
from plantwright.web.settings import Settings
from web.beside import answering

TOKEN = "a-token-for-tests"
PAGES = ("flow", "losses", "quality", "twin", "evidence", "changes", "time")
ANY_LOOK = re.compile(r"\d+-\d+-\d+")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Served:
    """A server with a studied plant."""

    address: str
    plant: str
    run: str

    def at(self, page: str) -> str:
        """Return the address of a page of the plant."""
        return f"{self.address}/plants/{self.plant}/{page}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Yield a server whose plant is made up, with a log that its twin wrote."""
    store = open_store(tmp_path_factory.mktemp("served"))
    plant, run = _studied(store)
    app = make_app(store, Settings(start_token=TOKEN))
    with answering(lambda _: app) as port:
        yield Served(f"http://127.0.0.1:{port}", plant, run)


def _studied(store: Store) -> tuple[str, str]:
    with store.session() as session:
        plant = KeptPlant(owner=local_account(session).id, name="Gear works & <b>sons</b>")
        session.add(plant)
        session.flush()
        run = KeptRun(plant=plant.id, kind="study", state="done", begun=now(), ended=now())
        session.add(run)
    made = made_up()
    assert made.plant is not None
    log = simulate(made.plant, horizon=14 * 86_400.0, warm_up=7 * 86_400.0, seed=1)
    found = replace(made, log=log, measures=measure(log, ALWAYS))
    folder = store.run_folder(plant.id, run.id)
    folder.parent.mkdir(parents=True)

    def more(place: Path) -> None:
        keep_index(log, place)
        write_pages(found, place, manifest={"seed": 1}, index=index_of(place))

    write_results(found, folder, manifest={"seed": 1}, more=more)
    return plant.id, run.id


@pytest.fixture
def wrong() -> list[str]:
    """Return a list for what goes wrong in a page."""
    return []


def opened(browser: Browser, served: Served, wrong: list[str], *, scheme: str = "light", size: dict = DESK) -> Page:
    """Return a page of a browser that came by the start address, which notes errors and foreign requests."""
    page = browser.new_context(color_scheme=scheme, viewport=size, has_touch=size is PHONE).new_page()
    page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if _own(asked.url, served) else wrong.append(f"asked {asked.url[:200]}"))
    page.goto(f"{served.address}/enter?token={TOKEN}")
    return page


def _own(address: str, served: Served) -> bool:
    return address.startswith((served.address, "data:", "blob:"))


@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", PHONE)])
def test_every_page_is_drawn_without_an_error(
    browser: Browser, served: Served, wrong: list[str], scheme: str, size: dict
) -> None:
    """All figures are drawn in the colors of the page, nothing is wider than the screen, no error is told."""
    page = opened(browser, served, wrong, scheme=scheme, size=size)
    for name in PAGES:
        page.goto(served.at(name))
        expect(page.locator("h1")).to_be_visible()
        plots = page.locator(".plot")
        for k in range(plots.count()):
            plots.nth(k).scroll_into_view_if_needed()
            expect(plots.nth(k)).to_have_attribute("data-drawn", scheme, timeout=20_000)
        if name == "time":
            expect(page.locator("#gantt")).to_have_attribute("data-drawn", ANY_LOOK)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
    page.context.close()
    assert wrong == []


def test_figures_wait_until_they_are_seen(browser: Browser, served: Served, wrong: list[str]) -> None:
    """A figure far below the screen is not fetched before somebody comes near it."""
    page = opened(browser, served, wrong, size=PHONE)
    page.goto(served.at("losses"))
    expect(page.locator(".plot").first).to_have_attribute("data-drawn", "light", timeout=20_000)
    assert page.locator(".plot").last.get_attribute("data-drawn") is None
    page.context.close()
    assert wrong == []


def test_a_figure_is_kept_as_picture_and_numbers(browser: Browser, served: Served, wrong: list[str]) -> None:
    """CSV, PNG and SVG of a card come as files with contents of their kind."""
    page = opened(browser, served, wrong)
    page.goto(served.at("flow"))
    card = page.locator("#flow-parts")
    expect(card.locator(".plot")).to_have_attribute("data-drawn", "light", timeout=20_000)
    for press, begin in (("CSV", b"Part of the flow time"), ("PNG", b"\x89PNG"), ("SVG", b"<svg")):
        with page.expect_download() as told:
            card.get_by_text(press).first.click()
        assert Path(told.value.path()).read_bytes().startswith(begin), press
    page.context.close()
    assert wrong == []


def test_the_floor_is_moved_with_keys_and_kept_in_the_address(
    browser: Browser, served: Served, wrong: list[str]
) -> None:
    """Plus halves what is seen, an arrow moves it, Home shows all; another browser sees the same by the address."""
    page = opened(browser, served, wrong)
    page.goto(served.at("time"))
    canvas = page.locator("#gantt")
    expect(canvas).to_have_attribute("data-drawn", ANY_LOOK)
    start, end = (int(page.locator("#time").get_attribute(f"data-{one}")) for one in ("start", "end"))
    canvas.focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("new URL(location).searchParams.get('from') !== null")
    shown = {
        name: int(values[0]) for name, values in parse_qs(urlsplit(page.url).query).items() if name in ("from", "to")
    }
    assert shown["to"] - shown["from"] == pytest.approx((end - start) / 4, rel=1e-6)
    assert shown["from"] > start + 0.4 * (end - start)
    expect(canvas).to_have_attribute("data-drawn", f"{shown['from']}-{shown['to']}-0")
    other = opened(browser, served, wrong)
    other.goto(page.url)
    expect(other.locator("#gantt")).to_have_attribute("data-drawn", f"{shown['from']}-{shown['to']}-0")
    canvas.focus()
    page.keyboard.press("Home")
    expect(canvas).to_have_attribute("data-drawn", f"{start}-{end}-0")
    page.context.close()
    other.context.close()
    assert wrong == []


def test_a_click_shows_the_order_and_its_way(browser: Browser, served: Served, wrong: list[str]) -> None:
    """Clicked far in, a place tells its rows; the order's way is shown, named in the address, and can be searched."""
    page = opened(browser, served, wrong)
    row = page.request.get(f"{served.address}/api/runs/{served.run}/gantt/orders?like=S").json()[0]
    page.goto(f"{served.at('time')}?order={row}")
    expect(page.locator("#way strong").first).to_contain_text("process")
    assert f"order={row}" in page.url
    page.locator("#order").fill("no such order")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#way")).to_contain_text("No order is called")
    box = page.locator("#gantt").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 40)
    expect(page.locator("#there p").first).to_be_visible()
    page.context.close()
    assert wrong == []


def test_a_slider_is_answered_and_kept_in_the_address(browser: Browser, served: Served, wrong: list[str]) -> None:
    """A station more is tried on the twin; the address reproduces it; taken back, the plant is as it is."""
    page = opened(browser, served, wrong)
    page.goto(served.at("changes"))
    expect(page.locator("#try")).to_have_attribute("data-ready", "yes")
    page.locator("#center").select_option("Gear hobbing")
    page.get_by_label("Stations (now 1)").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#effects tr").nth(1)).to_contain_text("Throughput", timeout=60_000)
    expect(page.locator("#chosen")).to_contain_text("1 more station at Gear hobbing")
    edits = json.loads(parse_qs(urlsplit(page.url).query)["edits"][0])
    assert edits == [{"add_stations": {"work_center": "Gear hobbing", "count": 1}}]
    flow = page.locator("#effects tr", has_text="Mean flow time").inner_text()
    other = opened(browser, served, wrong)
    other.goto(page.url)
    expect(other.locator("#effects tr", has_text="Mean flow time")).to_have_text(flow.replace("\t", ""), timeout=60_000)
    page.get_by_role("button", name="Take back: 1 more station").click()
    expect(page.locator("#told")).to_contain_text("the plant as it is")
    assert "edits" not in page.url
    page.context.close()
    other.context.close()
    assert wrong == []


def test_an_address_that_holds_rubbish_is_told(browser: Browser, served: Served, wrong: list[str]) -> None:
    """Edits and looks that nobody can read leave the page as it is without them."""
    page = opened(browser, served, wrong)
    page.goto(f"{served.at('changes')}?edits=%7Bno")
    expect(page.locator("#try")).to_have_attribute("data-ready", "yes")
    expect(page.locator("#told")).to_contain_text("choose anew")
    page.goto(f"{served.at('time')}?from=9999999999999999999&to=x&first=99")
    expect(page.locator("#gantt")).to_have_attribute("data-drawn", ANY_LOOK)
    page.context.close()
    assert wrong == []
