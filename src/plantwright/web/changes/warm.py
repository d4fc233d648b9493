"""Making ready before somebody asks: the twin compiled, and the plant as it is run."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from plantwright.errors import PlantwrightError

_AFTER = 1.0
"""How long after the start the twin is made ready: the first page goes first [s]."""
_log = logging.getLogger("plantwright.web")


def warm(folder: Path) -> threading.Thread:
    """Make a plant's runs ready beside what else is done."""
    return _beside(lambda: _ready(folder))


def warm_twin(stopped: threading.Event) -> threading.Thread:
    """Load the compiled twin a while after the start, unless the server is stopped before."""

    def later() -> None:
        if not stopped.wait(_AFTER):
            from plantwright.twin.ready import compile_twin

            compile_twin()

    return _beside(later)


def _ready(folder: Path) -> None:
    from plantwright.web.changes.ask import ready

    ready(folder)


def _beside(work: Callable[[], None]) -> threading.Thread:
    def done() -> None:
        try:
            work()
        except PlantwrightError as error:  # whoever asks hears it then
            _log.debug("%s", error)

    thread = threading.Thread(target=done, daemon=True)
    thread.start()
    return thread
