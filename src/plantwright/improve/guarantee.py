"""What is promised of the first group of a ranking."""

from __future__ import annotations

from dataclasses import dataclass

from plantwright.messages.told import told

LEVEL, INDIFFERENCE = 0.95, 0.5
METHOD = told("subset screening on paired runs (Nelson et al. 2001), Bonferroni; refits by their joint t law")


@dataclass(frozen=True)
class Guarantee:
    """With which chance the first group holds the best of the changes compared, and within what it may err.

    Notes
    -----
    A change leaves the first group only if the leader's mean gain exceeds its own by more than the margin of the pair
    less the indifference. All margins hold at once with probability ``level``; the leader never leaves. So with that
    probability the group holds the best change or, where the best was left out, a leader that gains at most
    ``indifference`` less than it.

    References
    ----------
    Nelson, Swann, Goldsman and Song (2001), Simple procedures for selecting the best simulated system when the number
    of alternatives is large, Operations Research 49, 950-963.
    """

    level: float = LEVEL
    """Chance that the promise is kept [1]."""
    indifference: float = INDIFFERENCE
    """A difference in gain below this is not worth choosing on [% of the objective as it is]."""
    looks: int = 1
    """How often the runs may be looked at; each look has its share of the risk."""
    method: str = METHOD
    given: str = ""
    """What it is promised under, in words that go before it."""

    def risk(self, changes: int) -> float:
        """Return the risk that chance may take in one pair and look, so that all with the best take 1 − level."""
        return (1 - self.level) / max(changes - 1, 1) / self.looks

    def sentence(self) -> str:
        """Return the promise in plain words."""
        numbers = {"level": 100 * self.level, "indifference": self.indifference}
        if self.given:
            return told(
                "{given}with a probability of at least {level:.0f} % group 1 holds the best of the changes compared, "
                "or one that gains at most {indifference:g} % of the objective less.",
                given=self.given,
                **numbers,
            )
        return told(
            "With a probability of at least {level:.0f} % group 1 holds the best of the changes compared, "
            "or one that gains at most {indifference:g} % of the objective less.",
            **numbers,
        )


PROMISE = Guarantee(looks=4)
"""What a ranking promises: it looks at the first runs, and after each of up to three rounds of further ones."""
ONE_LOOK = Guarantee()
"""What may be promised where all changes get the same number of runs, told beforehand."""
