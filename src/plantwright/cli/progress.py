"""What is being done, step by step, on standard error; answers go to standard output."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from plantwright.cli.signals import raise_caught

errors = Console(stderr=True, highlight=False)
answers = Console(highlight=False)


class Steps:
    """A running list of steps, each with the second it began; on a terminal the last one counts seconds and runs."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or errors
        self.began = time.perf_counter()
        self.step = ""
        self.since = 0.0
        self.runs = 0
        self._lock = threading.Lock()
        self._live: Live | None = None

    def __call__(self, step: str) -> None:
        """Say what is being done now."""
        raise_caught()
        self._end_step()
        self.step, self.since, self.runs = step, self._elapsed(), 0
        if self.console.is_terminal:
            self._live = Live(self, console=self.console, refresh_per_second=5, transient=True)
            self._live.start()
        else:
            self.console.print(self._line(self.since, "…"), soft_wrap=True)

    def done(self) -> None:
        """Count one run of the twin; called from its threads."""
        with self._lock:
            self.runs += 1

    def pause(self) -> None:
        """Let others write to the terminal until the next step."""
        self._end_step()

    def close(self) -> None:
        """End the last step."""
        self._end_step()
        self.step = ""

    def __rich__(self) -> Text:
        return self._line(self._elapsed(), f"… {self.runs:,} runs" if self.runs else "…")

    def _end_step(self) -> None:
        if self._live:
            self._live.stop()
            self._live = None
            self.console.print(self._line(self.since, f"({self.runs:,} runs)" if self.runs else ""), soft_wrap=True)

    def _elapsed(self) -> float:
        return time.perf_counter() - self.began

    def _line(self, seconds: float, more: str) -> Text:
        return Text.assemble((f"{seconds:6.1f} s", "dim"), f"  {self.step} {more}".rstrip())


_SHOWN: list[Steps] = []
"""The steps being shown, the innermost last."""


@contextmanager
def steps() -> Iterator[Steps]:
    """Show steps until the block ends, however it ends."""
    shown = Steps()
    _SHOWN.append(shown)
    try:
        yield shown
    finally:
        _SHOWN.remove(shown)
        shown.close()


def pause() -> None:
    """Leave the terminal to a question until the next step is told."""
    if _SHOWN:
        _SHOWN[-1].pause()


def compile_if_needed(tell: Steps) -> None:
    """Compile the twin and say so, if no earlier run has."""
    from plantwright.twin.ready import compile_twin, is_compiled

    if not is_compiled():
        tell("compiling the twin with numba: on a first run only, up to a minute")
    compile_twin()
