"""What limits and capability take for granted: values that are normal, and do not follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from scipy.special import log_ndtr

FEWEST = 8
"""Values below which neither can be judged."""
LEAST = 1e-150
"""A range as small has no square that a computer can tell from zero."""
STRONG = 0.3
"""The correlation of neighbors from which limits of single values give many false signals."""
RARE = 0.01
"""The chance below which values are not taken for normal."""


@dataclass(frozen=True)
class Assumptions:
    """How far values are from what charts and capability take for granted."""

    n: int
    anderson_darling: float | None
    """The statistic A², adjusted for the size of the sample [1]; None where there are too few values."""
    p_normal: float | None
    """The chance of one as large, were the values normal [1]."""
    autocorrelation: float | None
    """Of each value with the one before [1]."""

    def doubts(self) -> tuple[str, ...]:
        """Return what speaks against the values, each in a sentence."""
        found = []
        if self.n < FEWEST:
            found.append(f"{self.n} values are too few to tell whether they are normal, or follow each other")
        if self.p_normal is not None and self.p_normal < RARE:
            found.append(f"the values are not normal (Anderson-Darling {self.anderson_darling:.3g}, {self._chance()})")
        if self.follows():
            found.append(
                f"each value follows the one before (correlation {self.autocorrelation:.2f}): limits of single values "
                "are too narrow or too wide, and runs signal by themselves; chart fewer values, or means over a time"
            )
        return tuple(found)

    def follows(self) -> bool:
        """Tell whether neighbors are strongly correlated, beyond chance."""
        return self.autocorrelation is not None and abs(self.autocorrelation) > max(STRONG, 1.96 / sqrt(self.n))

    def _chance(self) -> str:
        return "p < 0.001" if self.p_normal is not None and self.p_normal < 0.001 else f"p = {self.p_normal:.3f}"


def assumptions(values: np.ndarray) -> Assumptions:
    """Return how far values are from normal and from independent.

    Parameters
    ----------
    values
        In time, shape (points,).
    """
    n = len(values)
    if n < FEWEST or not np.ptp(values) > LEAST:
        return Assumptions(n, None, None, None)
    adjusted, chance = anderson_darling(values)
    return Assumptions(n, adjusted, chance, autocorrelation(values))


def anderson_darling(values: np.ndarray) -> tuple[float, float]:
    """Return the adjusted Anderson-Darling statistic of a normal law with mean and spread unknown, and its p-value.

    Notes
    -----
    ``A² = −n − (1/n)·Σ(2i−1)·(ln Φ(y_i) + ln(1−Φ(y_(n+1−i))))``, times ``1 + 0.75/n + 2.25/n²``.

    References
    ----------
    Stephens in D'Agostino and Stephens (1986), Goodness-of-Fit Techniques, table 4.9.
    """
    n = len(values)
    ordered = np.sort((values - values.mean()) / values.std(ddof=1))
    weights = 2 * np.arange(1, n + 1) - 1
    plain = -n - float((weights * (log_ndtr(ordered) + log_ndtr(-ordered[::-1]))).sum()) / n
    adjusted = plain * (1 + 0.75 / n + 2.25 / n**2)
    return adjusted, _chance(adjusted)


def _chance(a: float) -> float:
    if a >= 13:
        return 0.0  # the fitted curve ends here, far below any chance worth a word
    if a >= 0.6:
        return exp(1.2937 - 5.709 * a + 0.0186 * a**2)
    if a > 0.34:
        return exp(0.9177 - 4.279 * a - 1.38 * a**2)
    if a > 0.2:
        return 1 - exp(-8.318 + 42.796 * a - 59.938 * a**2)
    return 1 - exp(-13.436 + 101.14 * a - 223.73 * a**2)


def autocorrelation(values: np.ndarray) -> float:
    """Return the correlation of each value with the one before [1]."""
    away = values - values.mean()
    return float((away[1:] * away[:-1]).sum() / (away**2).sum())
