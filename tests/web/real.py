"""A server as people start it, and a browser as they open it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DEADLINE = 60.0
"""After so long a server that does not open is an error [s]."""


class Served:
    """A process of ``plantwright serve`` for one person, with a program that may ask it."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self.start()

    def start(self) -> None:
        """Start it, and wait until it says where it is."""
        self.log = self.store.parent / "serve.log"
        start = "from plantwright.cli.main import main; main()"
        command = [sys.executable, "-c", start, "serve", str(self.store), "--port", "0", "--no-open"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + DEADLINE
        while not (found := re.search(r"http://\S+", self.said())):
            if self.process.poll() is not None or time.monotonic() > end:
                pytest.fail(f"the server did not open:\n{self.said()}")
            time.sleep(0.02)
        self.address = found[0]
        home, _, token = self.address.partition("/enter?token=")
        self.home = home
        self.ask = httpx.Client(base_url=home, headers={"authorization": f"Bearer {token}"}, timeout=30)

    def said(self) -> str:
        """Return what it printed."""
        return self.log.read_text()

    def kill(self) -> None:
        """Kill it without a word; its workers are left to themselves."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self._end(signal.SIGINT)

    def _end(self, number: int) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(30)
        self.ask.close()


@contextmanager
def served(store: Path) -> Iterator[Served]:
    """Serve a store, and stop at the end."""
    made = Served(store)
    try:
        yield made
    finally:
        made.stop()


def found_browser() -> str:
    """Return a Chromium; without one the test is skipped, but never in CI."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("CI is set and no Chromium is installed: the pages would go unseen; install chromium")
    if found is None:
        pytest.skip("no Chromium is installed, so the pages are not opened")
    return found


@contextmanager
def opened(served: Served, *, refused: bool = False, **told: Any) -> Iterator[Any]:
    """Give a page of a browser that is logged in; fail where it complains, or asks anybody but this server.

    Parameters
    ----------
    refused
        The server refuses something on purpose, of which the browser complains.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not where no browser is

    complaints: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found_browser(), args=SWITCHES)
        page = browser.new_page(**told)
        page.on("console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda one: complaints.append(str(one)))
        page.on("request", lambda one: None if one.url.startswith((served.home, "data:", "blob:")) else
                complaints.append(f"asked {one.url}"))  # fmt: skip
        page.goto(served.address)
        try:
            yield page
        finally:
            browser.close()
    assert [one for one in complaints if not (refused and "status of 422" in one)] == []
