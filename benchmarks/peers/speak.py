"""How a peer's script is asked and answers: a JSON request on standard input, one JSON line on standard output."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any


def answer(
    run: Callable[[dict[str, Any], int], dict[str, float]], prepare: Callable[[dict[str, Any]], None] | None = None
) -> None:
    """Run what the request asks for, once for each of its seeds, and write the CPU seconds and measures of each run.

    Parameters
    ----------
    run
        Takes the request and a seed, runs the model once and returns its measures.
    prepare
        Does what is done once in a process, such as compiling; timed apart.
    """
    request = json.load(sys.stdin)
    begun = time.process_time()
    if prepare:
        prepare(request)
    prepared = time.process_time() - begun
    runs = []
    for seed in request["seeds"]:
        begun = time.process_time()
        measures = run(request, seed)
        runs.append({"cpu": time.process_time() - begun, **measures})
    print(json.dumps({"prepare": prepared, "runs": runs}))
