"""Several runs at a time: the compiled twin lets go of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")


def each(numbers: Iterable[int], make: Callable[[int], Made], threads: int) -> list[Made]:
    """Return what is made of each number, in order; whoever interrupts does not wait for runs that go on."""
    if threads < 2:
        return [make(number) for number in numbers]
    pool = ThreadPoolExecutor(threads)
    try:
        return list(pool.map(make, numbers))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
