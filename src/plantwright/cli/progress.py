"""What is being done, step by step, on standard error; answers go to standard output."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

errors = Console(stderr=True, highlight=False)
answers = Console(highlight=False)


class Steps:
    """A running list of steps, each with the seconds it took."""

    def __init__(self) -> None:
        self.began = time.perf_counter()

    def __call__(self, step: str) -> None:
        """Say what is being done now."""
        errors.print(f"[dim]{time.perf_counter() - self.began:6.1f} s[/dim]  {step} …", markup=True)


@contextmanager
def steps() -> Iterator[Steps]:
    """Show steps; a first run says that it compiles."""
    yield Steps()


def compile_if_needed(tell: Steps) -> None:
    """Compile the twin and say so, if no earlier run has."""
    from plantwright.twin.ready import compile_twin, is_compiled

    if not is_compiled():
        tell("compiling the twin (numba; on a first run only, up to a minute)")
    compile_twin()
