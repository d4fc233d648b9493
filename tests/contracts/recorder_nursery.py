"""A process that forks recorders when told to: each begins at once, and may be killed at any moment.

One line of JSON on its input starts one; it answers with the number of its process.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from plantwright.events.sources.contract import Source
from plantwright.events.sources.growing_log import GrowingLog
from plantwright.events.sources.opened import Told, open_source
from plantwright.events.sources.recorder import record


def opened(told: dict[str, Any]) -> Source:
    """Return the source that a test has told of."""
    options = {name: tuple(one) if isinstance(one, list) else one for name, one in told["told"].items()}
    return open_source(told["where"], Told(**options))


def warm(told: dict[str, Any]) -> None:
    """Load once what a database's source loads as late as it can; a broker would keep messages for us."""
    if "mqtt" not in told["where"]:
        source = opened(told)
        source.read(None)
        source.close()


def main() -> None:
    """Fork a recorder for each line."""
    for place, line in enumerate(sys.stdin):
        told = json.loads(line)
        if place == 0:
            warm(told)
        child = os.fork()
        if child == 0:
            record(opened(told), GrowingLog(Path(told["log"])), every=0.01)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        # the test kills it; another is started only after that
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
