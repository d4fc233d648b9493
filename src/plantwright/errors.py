"""Every error and warning of Plantwright.

PlantwrightError
├── RecordsError(ValueError)      the recorded data cannot be read, or contradicts itself
│   └── QuestionsError            it can be read once questions are answered
├── PlantError(ValueError)        the plant, its facts or a change contradicts itself
├── FitError(ValueError)          the data cannot support the model asked for
├── TheoryError(ValueError)       no formula holds: a queue without steady state, or numbers that none has
├── LearnError(ValueError)        a skill, a lesson or a question of the school contradicts itself
│   └── GameError                 a decision, setting or state that a game does not take
├── BadgeError(ValueError)        a badge cannot be given, or does not verify
├── LaunchError(ValueError)       another learning system asks for what it may not, or not as LTI 1.3 asks
├── TwinError(RuntimeError)       the twin cannot finish: deadlock, or work that outgrows the plant
├── LanguageError(ValueError)     no catalog of messages has the language asked for
├── OutputError(OSError)          a result cannot be written where it was asked for
├── SourceAwayError(ConnectionError) a live source does not answer now; what is recorded stays
├── AccountError(ValueError)      a name, role or password that no account can have
├── StoreError(RuntimeError)      the store of plants and runs cannot be opened, or does not hold what was asked for
│   ├── NotThereError             nothing of that name, or not for this account: the two are never told apart
│   ├── NotAllowedError           the account's role does not go that far
│   └── TooMuchError              more than the store takes at once
└── MissingExtraError(ImportError) an optional part is not installed; gives the install line
PlantwrightWarning                an answer exists, trust it less
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn, Self


@dataclass(frozen=True)
class Question:
    """One thing that the records do not tell."""

    name: str
    """The column of the schema, or the setting, that the answer is for: what stands left of = in ``--map``."""
    text: str
    """What is asked."""
    choices: tuple[str, ...] = ()
    """What may be answered; empty: anything."""
    example: str = ""

    def said(self) -> str:
        """Return the question with the ways to answer it."""
        ways = [f'--map {self.name}="{one}"' for one in self.choices] or [f"--map {self.name}={self.example}"]
        return f"{self.name}: {self.text}; answer by {' or '.join(ways[:8])}"


class PlantwrightError(Exception):
    """What every error of Plantwright is; ``problems`` lists all that is wrong, in the user's words."""

    def __init__(self, subject: str, problems: Iterable[str] = ()) -> None:
        self.subject = subject
        self.problems = tuple(problems)
        super().__init__(self.__str__())

    def __str__(self) -> str:
        if not self.problems:
            return self.subject
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        return "\n".join([f"{count} in {self.subject}:", *(f"  - {problem}" for problem in self.problems)])

    @property
    def said(self) -> tuple[str, ...]:
        """All that is wrong, one by one; the subject where it says all."""
        return self.problems or (self.subject,)

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[str, ...]]]:
        return type(self), (self.subject, self.problems)


class RecordsError(PlantwrightError, ValueError):
    """The recorded data cannot be read, or contradicts itself."""


class QuestionsError(RecordsError):
    """The records can be read once questions are answered."""

    def __init__(self, subject: str, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        super().__init__(subject, [one.said() for one in questions])

    def __reduce__(self) -> tuple[type[QuestionsError], tuple[str, tuple[Question, ...]]]:  # type: ignore[override]
        return type(self), (self.subject, self.questions)


class PlantError(PlantwrightError, ValueError):
    """The plant, its facts or a change contradicts itself."""


class FitError(PlantwrightError, ValueError):
    """The data cannot support the model asked for."""


class TheoryError(PlantwrightError, ValueError):
    """No formula holds: a queue without a steady state, or numbers that no queue has."""


class LearnError(PlantwrightError, ValueError):
    """A skill, a lesson or a question of the school contradicts itself."""


class BadgeError(PlantwrightError, ValueError):
    """A badge cannot be given, or does not verify."""


class LaunchError(PlantwrightError, ValueError):
    """Another learning system asks for what it may not, or not as LTI 1.3 asks."""


class GameError(LearnError):
    """A decision, setting or state that a game does not take."""


class TwinError(PlantwrightError, RuntimeError):
    """The twin cannot finish: a deadlock, or work that outgrows the plant."""


class LanguageError(PlantwrightError, ValueError):
    """No catalog of messages has the language asked for."""


class OutputError(PlantwrightError, OSError):
    """A result cannot be written where it was asked for."""


class SourceAwayError(PlantwrightError, ConnectionError):
    """A live source does not answer now; what is recorded stays, and reading may be tried again."""


class AccountError(PlantwrightError, ValueError):
    """A name, role or password that no account can have."""


class StoreError(PlantwrightError, RuntimeError):
    """The store of plants and runs cannot be opened, or does not hold what was asked for."""


class NotThereError(StoreError):
    """Nothing of that name, or not for this account: the two are never told apart."""


class NotAllowedError(StoreError):
    """The account's role does not go that far."""


class TooMuchError(StoreError):
    """More than the store takes at once."""


class MissingExtraError(PlantwrightError, ImportError):
    """An optional part is not installed."""


class PlantwrightWarning(UserWarning):
    """An answer exists; trust it less."""


class Problems:
    """A list of all that is wrong in one phase, raised once at its end."""

    def __init__(self, subject: str, error: type[PlantwrightError] = RecordsError) -> None:
        self.subject = subject
        self.error = error
        self.found: list[str] = []

    def add(self, where: str, found: str, allowed: str, cure: str = "") -> None:
        """Note one problem: where it is, what was found, what is allowed, and the cure."""
        self.found.append(f"{where}: {found}; {allowed}" + (f"; {cure}" if cure else ""))

    def fail(self) -> NoReturn:
        """Raise what was found."""
        raise self.error(self.subject, self.found)

    def raise_any(self) -> None:
        """Raise if anything was found."""
        if self.found:
            self.fail()
