"""A visit opened in Chromium, with all that it asks of the network and says on its console written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SWITCHES = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-quic"]
READY = "window.plantwright && window.plantwright.ready"


@dataclass
class Opened:
    """A page and what it did."""

    page: Any
    asked: list[str] = field(default_factory=list)
    """Addresses that it asked for."""
    said: list[str] = field(default_factory=list)
    """Lines on the console, and errors that nobody caught."""

    def until(self, expression: str, seconds: float = 60.0) -> None:
        """Wait until an expression holds; the page's policy forbids playwright to wait within the page."""
        for _ in range(int(seconds / 0.05)):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{expression} does not hold after {seconds} s; the page said {self.said}")

    def now(self) -> float:
        """Return the time of the clock [s] after the window's begin."""
        return float(self.page.evaluate("plantwright.clock.time * plantwright.clock.tick"))

    def focused(self) -> str:
        """Return what has the focus, by its id or its words."""
        return str(self.page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


@contextmanager
def opened(browser: Any, file: Path, before: str = "", **wishes: Any) -> Iterator[Opened]:
    """Open a visit in a browser of its own; ``before`` is a script that runs first."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **wishes})
    try:
        one = Opened(context.new_page())
        one.page.on("request", lambda request: one.asked.append(request.url))
        one.page.on("console", lambda message: one.said.append(message.text))
        one.page.on("pageerror", lambda error: one.said.append(str(error)))
        one.page.on("dialog", lambda dialog: (one.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        if before:
            one.page.add_init_script(before)
        one.page.goto(file.as_uri())
        one.until(READY)
        yield one
    finally:
        context.close()
