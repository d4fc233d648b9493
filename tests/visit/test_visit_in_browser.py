"""The visit in a real browser: it plays, follows, is filled and grades, without a network and without a mouse."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from plantwright.calibrate.extract import calendar_of
from plantwright.grade.reading import read_sheet
from plantwright.grade.score import grade
from plantwright.grade.truth import truth_of
from plantwright.model.facts import NO_FACTS
from plantwright.visit.collect import collect
from plantwright.visit.handed import read_handed
from plantwright.visit.made import Visit, Wishes, make_visit, said_window
from plantwright.visit.page import visit_page
from plantwright.visit.rows import Window
from plantwright.visit.windows import Windows, held_back
from visit.browsing import SWITCHES, opened
from visit.test_track import ODD, made_log

PHONE = {"width": 390, "height": 844}
NO_STORE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
COLORS = """(() => {
  const canvas = document.getElementById("floor");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let at = 0; at < data.length; at += 64) {
    seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  }
  return seen.size;
})()"""


@pytest.fixture(scope="module")
def browser(chromium):
    """Return a Chromium that playwright drives."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright comes with the extra test")
    with api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture(scope="module")
def calendar(shop_log):
    """Return when the shop works."""
    return calendar_of(shop_log, NO_FACTS)


@pytest.fixture(scope="module")
def two_weeks(shop_log) -> Window:
    """Return the first two weeks of the example."""
    return Window(shop_log.meta.start, shop_log.meta.start + timedelta(days=14))


@pytest.fixture(scope="module")
def visit(shop_log, calendar, two_weeks) -> Visit:
    """Return a visit of two weeks."""
    return make_visit(shop_log, Windows(two_weeks), Wishes(), calendar)


@pytest.fixture(scope="module")
def page(visit, tmp_path_factory) -> Path:
    """Return the page of the visit."""
    return _written(visit, tmp_path_factory.mktemp("visit") / "visit.html")


def _written(visit: Visit, path: Path) -> Path:
    path.write_text(visit_page(visit), encoding="utf-8")
    return path


def test_it_plays_without_a_network_or_a_complaint(browser, page):
    """The page asks for itself alone, says nothing on the console, and its clock and pictures move on."""
    with opened(browser, page) as one:
        before, drawn = one.now(), one.page.evaluate("plantwright.frames().count")
        one.page.click("#play")
        one.until(f"plantwright.clock.time * plantwright.clock.tick > {before + 600}")
        one.until(f"plantwright.frames().count > {drawn + 20}")
        assert one.asked == [page.as_uri()]
        assert one.said == []


def test_the_browser_itself_refuses_the_network(browser, page):
    """Whatever a script tried, the page's policy lets nothing out and runs no script that is not its own."""
    with opened(browser, page) as one:
        tried = "fetch('http://127.0.0.1:9/').then(() => 'out', () => 'refused')"
        assert one.page.evaluate(tried) == "refused"
        one.page.evaluate(
            "const s = document.createElement('script'); s.textContent = 'window.hurt = 1'; document.body.append(s)"
        )
        assert one.page.evaluate("window.hurt") is None
        assert any("Content Security Policy" in line for line in one.said)


def test_a_station_is_chosen_on_the_picture(browser, page):
    """A click on the box of a station shows its state and queue in words."""
    with opened(browser, page) as one:
        box = one.page.evaluate("plantwright.floor.layout.cards.flatMap((card) => card.boxes)[3]")
        one.page.click("#floor", position={"x": box["x"] + 10, "y": box["y"] + 10})
        name = one.page.evaluate(f"plantwright.replay.track.stations[{box['station']}][0]")
        one.until(f"document.querySelector('#station h2')?.textContent === '{name}'")
        assert "since" in one.page.inner_text("#station")


def _fill_walk(one) -> None:
    one.page.click("#tab-sheets")
    one.page.fill("#visitor", "Ana")
    one.page.evaluate("document.querySelector('[data-station=\"grind-1\"]').click()")
    for state in ("busy", "busy", "starved"):
        one.page.click(f"[data-look={state}]")
    one.page.get_by_label("The bottleneck is").first.select_option("grind")


def _handed(one, folder: Path) -> Path:
    one.page.click("#tab-result")
    with one.page.expect_download() as waiting:
        one.page.click("#download")
    path = folder / "ana.json"
    waiting.value.save_as(path)
    return path


def test_a_filled_sheet_is_graded_as_python_grades_it(browser, page, shop_log, two_weeks, calendar, tmp_path):
    """The score on the page is that of the downloaded sheet graded in Python against the same window of the log."""
    with opened(browser, page, accept_downloads=True) as one:
        _fill_walk(one)
        file = _handed(one, tmp_path)
        shown = one.page.locator("[data-grade=bottleneck_walk]")
        told = json.loads(file.read_text(encoding="utf-8"))
        assert [sheet["sheet"] for sheet in told["sheets"]] == ["bottleneck_walk"]
        truth = truth_of(shop_log, (two_weeks.start, two_weeks.end), calendar)
        found = grade(read_sheet(told["sheets"][0]), truth)
        assert float(shown.get_attribute("data-score")) == pytest.approx(found.score)
        assert 0 < found.score < 1
        assert all(part.explanation in shown.inner_text() for part in found.parts)
        assert one.said == []
    table = collect(read_handed([file]), shop_log, calendar)
    assert table.visitors[0].score("bottleneck_walk") == pytest.approx(found.score)


def test_cycles_are_timed_on_the_floors_own_clock(browser, page):
    """The stopwatch counts the floor's seconds, whatever the speed, and notes the pieces of the lot."""
    with opened(browser, page) as one:
        one.page.click("#tab-sheets")
        one.page.click("[data-sheet=time_study]")
        one.page.locator("#panel-sheets select").first.select_option("mill-1")
        one.page.click("[data-watch-button=start]")
        for seconds in (1800, 2400):
            one.page.evaluate(f"plantwright.clock.step({seconds})")
            one.page.click("[data-watch-button=lap]")
        values = one.page.eval_on_selector_all(
            "#panel-sheets td:nth-child(2) input", "all => all.map((e) => Number(e.value))"
        )
        assert values == [1800, 2400]
        assert "over 2 cycles" in one.page.inner_text("#panel-sheets")


def test_every_sheet_can_be_filled_and_graded(browser, page):
    """All five sheets take a line, and each has a grade of its own on the result page."""
    with opened(browser, page) as one:
        _fill_walk(one)
        for kind, what in (
            ("waste_walk", "waste"),
            ("time_study", "cycle"),
            ("standard_work", "element"),
            ("yamazumi", "bar"),
        ):
            one.page.click(f"[data-sheet={kind}]")
            one.page.click(f"[data-add={what}]")
        one.page.click("#tab-result")
        kinds = one.page.eval_on_selector_all("[data-grade]", "all => all.map((one) => one.dataset.grade)")
        assert kinds == ["bottleneck_walk", "waste_walk", "time_study", "standard_work", "yamazumi"]
        assert one.said == []


def test_an_order_is_followed_from_release_to_finish(browser, page, shop_log):
    """Its steps are those of the log in their order, and going on leads through them to its end."""
    rows = shop_log.frame()
    rows = rows[(rows["order"] == "S000300") & rows["start"].notna()].sort_values("start")
    with opened(browser, page) as one:
        one.page.click("#tab-follow")
        one.page.fill("#panel-follow input", "S000300")
        one.page.keyboard.press("Enter")
        shown = one.page.eval_on_selector_all("ol.steps li button", "all => all.map((one) => one.textContent)")
        assert shown == list(rows["station"])
        one.page.get_by_text("Go to its release").click()
        times = [one.now()]
        for _ in shown:
            one.page.get_by_text("Go to its next step").click()
            times.append(one.now())
        begun = [(time - shop_log.meta.start).total_seconds() for time in rows["start"]]
        later = [one for one in begun if one > times[0] + 5]
        assert len(later) >= len(shown) - 1
        assert times[1 : len(later) + 1] == pytest.approx(later, abs=10)


def _tab_to(one, wanted: str, most: int = 80) -> None:
    for _ in range(most):
        if one.focused() == wanted:
            return
        one.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached by Tab")


def test_the_keyboard_alone_suffices(browser, page):
    """Without a mouse: play and pause, step, change the speed, choose a station, fill a sheet and see its grade."""
    with opened(browser, page) as one:
        keys = one.page.keyboard
        keys.press("Space")
        assert one.page.evaluate("plantwright.clock.playing")
        keys.press("Space")
        assert not one.page.evaluate("plantwright.clock.playing")
        before, speed = one.now(), one.page.evaluate("plantwright.clock.speed")
        keys.press("ArrowRight")
        assert one.now() == pytest.approx(before + speed / 2)
        keys.press("+")
        assert one.page.evaluate("plantwright.clock.speed") > speed
        _tab_to(one, "play")
        _tab_to(one, "tab-watch")
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        assert one.focused() == "tab-sheets"
        _tab_to(one, "visitor")
        keys.type("Bo")
        assert one.page.evaluate("plantwright.clock.playing") is False
        _tab_to(one, "Bottleneck walk")
        for _ in range(9):
            keys.press("Tab")
            if one.page.evaluate("document.activeElement.getAttribute('aria-label')") == "The bottleneck is":
                break
        keys.type("grind")
        assert one.page.evaluate("document.activeElement.value") == "grind"
        for _ in range(12):
            keys.press("Shift+Tab")
            if one.focused() == "tab-sheets":
                break
        keys.press("ArrowRight")
        assert one.focused() == "tab-result"
        assert one.page.locator("[data-grade=bottleneck_walk]").count() == 1
        keys.press("Home")
        _tab_to_station(one, "saw-1")
        keys.press("Enter")
        assert one.page.inner_text("#station h2") == "saw-1"
        assert "saw-1" in one.page.inner_text("#said")


def _tab_to_station(one, name: str) -> None:
    for _ in range(80):
        if one.page.evaluate("document.activeElement.dataset.station") == name:
            return
        one.page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by Tab")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(browser, page, scheme):
    """At 390 px nothing sticks out, in light and in dark, whichever part is open; and the picture is not blank."""
    with opened(browser, page, viewport=PHONE, color_scheme=scheme, is_mobile=True, has_touch=True) as one:
        for tab in ("follow", "sheets", "result", "how", "watch"):
            one.page.tap(f"#tab-{tab}")
            assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
        colors = one.page.evaluate(COLORS)
        assert colors > 5
        assert one.said == []


def test_without_storage_it_still_works(browser, page):
    """Where a browser keeps nothing for a file, the visit works and says that nothing is kept."""
    with opened(browser, page, before=NO_STORE) as one:
        _fill_walk(one)
        one.page.click("#tab-result")
        assert "keeps nothing" in one.page.inner_text("#panel-result")
        assert one.said == []


def test_what_was_noted_is_there_again(browser, page):
    """A page that is loaded anew has the visitor's name, sheets and time."""
    with opened(browser, page) as one:
        _fill_walk(one)
        one.page.evaluate("plantwright.clock.seek(40000)")
        one.page.reload()
        one.until("window.plantwright && window.plantwright.ready")
        assert one.page.evaluate("plantwright.clock.time") == 40000
        one.page.click("#tab-result")
        assert one.page.locator("[data-grade=bottleneck_walk]").count() == 1


def test_less_motion_where_less_is_wished(browser, page):
    """With reduced motion the picture changes at most a few times a second, and no dots travel."""
    with opened(browser, page, reduced_motion="reduce") as one:
        assert one.page.evaluate("plantwright.floor.options.still")
        one.page.evaluate("plantwright.clock.play(true)")
        one.page.wait_for_timeout(2000)
        assert one.page.evaluate("plantwright.frames().count") < 14


def test_hostile_names_are_text(browser, tmp_path, calendar):
    """Names with markup, quotes and script ends are shown as they are and run nothing."""
    nasty = "</script><img src=x onerror=alert(1)>"
    rows = [{**row, "order": f"{nasty}{row['order']}", "reason": nasty} if row.get("order") else row for row in ODD]
    rows += [{"order": "5", "station": f"{nasty}&'\"", "kind": "process", "start": 1.0, "end": 2.0, "ready": 0.5}]
    visit = make_visit(made_log(rows, name=nasty), Windows(Window(*_whole(rows))), Wishes(), calendar)
    with opened(browser, _written(visit, tmp_path / "nasty.html")) as one:
        one.page.click("#stations button >> nth=0")
        one.page.click("#tab-follow")
        one.page.fill("#panel-follow input", "img")
        one.page.keyboard.press("Enter")
        assert nasty in one.page.inner_text("#panel-follow h2")
        assert one.page.locator("img").count() == 0
        assert one.said == []
        assert one.asked == [(tmp_path / "nasty.html").as_uri()]


def _whole(rows) -> tuple:
    log = made_log(rows)
    return log.meta.start, log.meta.end


def test_for_credit_the_file_holds_no_truth(browser, shop_log, calendar, tmp_path):
    """The page of a visit for credit grades nothing, tells no answer and no time after its window; collecting does."""
    windows = held_back(Window(shop_log.meta.start, shop_log.meta.start + timedelta(days=28)))
    visit = make_visit(shop_log, windows, Wishes(), calendar)
    assert visit.truth is None
    with opened(browser, _written(visit, tmp_path / "credit.html"), accept_downloads=True) as one:
        latest = one.page.evaluate("Math.max(...plantwright.replay.track.left)")
        assert latest <= one.page.evaluate("plantwright.clock.span")
        _fill_walk(one)
        file = _handed(one, tmp_path)
        assert one.page.locator("[data-grade]").count() == 0
        assert one.said == []
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["visit"]["held"] == said_window(windows.held)
    assert 0 < collect(read_handed([file]), shop_log, calendar).visitors[0].score("bottleneck_walk") < 1


def test_teachers_choose(browser, shop_log, calendar, two_weeks, tmp_path):
    """Without hints and answers, and with two sheets, the page offers these two, no hint, and points alone."""
    wishes = Wishes(("bottleneck_walk", "yamazumi"), hints=False, answers=False)
    visit = make_visit(shop_log, Windows(two_weeks), wishes, calendar)
    with opened(browser, _written(visit, tmp_path / "short.html")) as one:
        _fill_walk(one)
        assert one.page.locator("#panel-sheets [data-sheet]").count() == 2
        assert one.page.locator("#panel-sheets details").count() == 0
        one.page.click("#tab-result")
        said = one.page.inner_text("#panel-result")
        assert "points" in said
        assert "the records" not in said


def test_a_page_that_was_changed_does_not_run(browser, page, tmp_path):
    """A script that is not the one whose hash stands in the policy is refused, and that is heard on the console."""
    file = tmp_path / "changed.html"
    changed = page.read_text(encoding="utf-8").replace('"use strict";', '"use strict";;', 1)
    file.write_text(changed, encoding="utf-8")
    heard: list[str] = []
    context = browser.new_context()
    one = context.new_page()
    one.on("console", lambda message: heard.append(message.text))
    one.goto(file.as_uri())
    assert one.evaluate("window.plantwright") is None
    assert any("Content Security Policy" in line for line in heard)
    context.close()
