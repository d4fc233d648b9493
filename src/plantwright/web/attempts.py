"""Guessing at passwords made slow: failures are counted by account and by address, and too many are refused a while."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from plantwright.errors import TooMuchError

WINDOW = 900.0
"""How long a failure counts [s]."""
OF_PAIR, OF_ACCOUNT, OF_ADDRESS = 5, 50, 30
"""Failures that may count at once: of an account from one address, of an account, and from one address."""
_MOST_KNOWN = 10_000
"""Names that are remembered; the oldest is forgotten first, so that guessing fills no memory."""


class Attempts:
    """Failed log-ins of the last quarter of an hour, in this server's memory: a new start forgets them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[tuple[str, str], list[float]] = OrderedDict()

    def begin(self, account: str, address: str) -> None:
        """Count a try as failed until it succeeds, so that many at once are counted too.

        Raises
        ------
        TooMuchError
            Too many failed lately; this one is not tried.
        """
        with self._lock:
            waits = [self._wait(key, most) for key, most in _keys(account, address)]
            if max(waits) > 0:
                minutes = math.ceil(max(waits) / 60)
                raise TooMuchError(f"too many log-ins failed; wait {minutes} min, then try again, or ask an admin")
            for key, _ in _keys(account, address):
                self._failures.setdefault(key, []).append(self._clock())
                self._failures.move_to_end(key)
            while len(self._failures) > _MOST_KNOWN:
                self._failures.popitem(last=False)

    def succeeded(self, account: str, address: str) -> None:
        """Take back what ``begin`` counted; the account's failures from this address are forgotten."""
        with self._lock:
            (pair, _), *others = _keys(account, address)
            self._failures.pop(pair, None)
            for key, _ in others:
                if self._failures.get(key):
                    self._failures[key].pop()

    def _wait(self, key: tuple[str, str], most: int) -> float:
        """Return how long until one more may fail [s]."""
        moment = self._clock()
        lately = [one for one in self._failures.get(key, ()) if moment - one < WINDOW]
        if key in self._failures:
            self._failures[key] = lately
        return 0.0 if len(lately) < most else WINDOW - (moment - lately[-most])


def _keys(account: str, address: str) -> list[tuple[tuple[str, str], int]]:
    name = account.casefold()[:80]
    return [((name, address), OF_PAIR), ((name, ""), OF_ACCOUNT), (("", address), OF_ADDRESS)]
