"""The evidence beside each number of a fitted plant."""

from __future__ import annotations

from math import sqrt

from plantwright.messages.told import told
from plantwright.model.plant import Evidence

TOLD = told("told by the user")


class Notes:
    """Evidence, gathered while a plant is put together."""

    def __init__(self) -> None:
        self.found: list[Evidence] = []

    def put(self, path: str, value: float | str | None, method: str, unit: str = "", n: int | None = None) -> None:
        """Note a number without an interval."""
        self.found.append(Evidence(path=path, value=value, unit=unit, n=n, method=method))

    def mean(self, path: str, value: float, scv: float, n: int, method: str, unit: str = "s") -> None:
        """Note a mean of n independent observations with its 95 % interval."""
        half = 1.96 * value * sqrt(scv / n) if n > 1 else None
        low, high = (None, None) if half is None else (max(value - half, 0.0), value + half)
        self.found.append(Evidence(path=path, value=value, unit=unit, low=low, high=high, n=n, method=method))

    def share(self, path: str, value: float, n: int, method: str) -> None:
        """Note a share of n observations with Wilson's 95 % interval."""
        if n < 1:
            self.put(path, value, method, "1", n)
            return
        z = 1.96
        middle, scale = value + z**2 / (2 * n), 1 + z**2 / n
        half = z * sqrt(max(value * (1 - value), 0.0) / n + z**2 / (4 * n**2))
        low, high = max((middle - half) / scale, 0.0), min((middle + half) / scale, 1.0)
        self.found.append(Evidence(path=path, value=value, unit="1", low=low, high=high, n=n, method=method))
