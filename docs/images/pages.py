"""Makes the pictures of the pages that the documents show: python docs/images/pages.py.

Serves the machine shop of the examples from a new store, studies it, opens each page in Chromium without a screen and
keeps what it sees. Needs the extras dev and web, Chromium, and Pillow, which writes the pictures small.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
RECORDS = [
    *(EXAMPLES / "machine-shop" / name for name in ("log.csv", "orders.csv", "downtime.csv", "facts.yaml")),
    *(EXAMPLES / "bearing-bores" / name for name in ("measurements.csv", "specifications.csv")),
]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
COLORS = 64
PATIENCE = 600.0
"""How long a study may take [s]."""


@dataclass(frozen=True)
class Look:
    """One picture: of which page, how wide and high, light or dark."""

    file: str
    page: str
    width: int = 1280
    height: int = 900
    scheme: str = "light"
    press: str = ""
    """What to press first."""
    wait: str = ""
    """What to wait for then: a replay takes longer than a look."""
    begin: str = ""
    """What stands on top of the picture."""


LOOKS = (
    Look("page-floor.png", "floor?t=225000", height=720, wait="#floors canvas"),
    Look("page-losses.png", "losses", begin="#time-account"),
    Look("page-time.png", "time", height=800),
    Look("page-changes.png", "changes", height=760, press="[data-edits] >> nth=0", wait="#effects tbody tr"),
    Look("page-quality.png", "quality", begin="article >> nth=1"),
    Look("page-twin-dark.png", "twin", scheme="dark"),
    Look("page-flow-phone.png", "flow", width=390, begin="#flow-map"),
    Look("page-records-phone-dark.png", "", width=390, scheme="dark", begin="#columns-head"),
)


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store; give the address that logs in."""
    log = store.parent / "serve.log"
    start = "from plantwright.cli.main import main; main()"
    command = [sys.executable, "-c", start, "serve", str(store), "--port", "0", "--no-open"]
    with log.open("w") as kept:
        process = subprocess.Popen(command, stdout=kept, stderr=kept)
    try:
        while not (found := re.search(r"http://\S+", log.read_text())):
            if process.poll() is not None:
                raise SystemExit(f"the server did not open:\n{log.read_text()}")
            time.sleep(0.1)
        yield found[0]
    finally:
        process.terminate()
        process.wait(30)


def studied(address: str) -> str:
    """Bring the records, study them, and return the plant's id."""
    home, _, token = address.partition("/enter?token=")
    with httpx.Client(base_url=home, headers={"authorization": f"Bearer {token}"}, timeout=60) as ask:
        files = [("files", (one.name, one.read_bytes())) for one in RECORDS]
        plant = str(ask.post("/api/plants", files=files, data={"name": "machine-shop"}).raise_for_status().json()["id"])
        _wait(ask, plant)
        ask.post(f"/api/plants/{plant}/runs", json={"kind": "study"}).raise_for_status()
        _wait(ask, plant)
    return plant


def _wait(ask: httpx.Client, plant: str) -> None:
    end = time.monotonic() + PATIENCE
    while any(one["state"] != "done" for one in ask.get(f"/api/plants/{plant}").json()["runs"]):
        if time.monotonic() > end:
            raise SystemExit("the study takes too long")
        time.sleep(1)


def look(browser: Any, address: str, plant: str, one: Look) -> None:
    """Keep one picture."""
    shape = {"width": one.width, "height": one.height}
    context = browser.new_context(viewport=shape, color_scheme=one.scheme, reduced_motion="no-preference")
    page: Page = context.new_page()
    page.goto(address)
    page.goto(f"{address.partition('/enter')[0]}/plants/{plant}/{one.page}".rstrip("/"))
    page.wait_for_timeout(2500)
    if one.press:
        page.click(one.press)
    if one.wait:
        page.locator(one.wait).first.wait_for(timeout=60_000)
        page.wait_for_timeout(1000)
    if one.begin:
        page.locator(one.begin).evaluate("(part) => part.scrollIntoView()")
        page.wait_for_timeout(1500)
    page.screenshot(path=HERE / one.file)
    context.close()
    small(HERE / one.file)


def small(file: Path) -> None:
    """Write a picture with few colors, which is a quarter of its size and looks the same."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(file, optimize=True)


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "store") as address, sync_playwright() as play:
        plant = studied(address)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        for one in LOOKS:
            look(browser, address, plant, one)
            sys.stdout.write(f"{one.file}: {(HERE / one.file).stat().st_size / 1e3:.0f} kB\n")
        browser.close()


if __name__ == "__main__":
    main()
