"""What the records leave open, asked by name rather than guessed."""

from __future__ import annotations

from dataclasses import dataclass, field

from plantwright.errors import RecordsError

SETTINGS = ("year", "dates", "stamps", "duration_unit")
"""What may be told beside columns: the year of dates without one, whether days or months come first, whether a lone
time is when work began or ended, and the unit of durations."""


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


class QuestionsError(RecordsError):
    """The records can be read once questions are answered."""

    def __init__(self, subject: str, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        super().__init__(subject, [one.said() for one in questions])

    def __reduce__(self) -> tuple[type[QuestionsError], tuple[str, tuple[Question, ...]]]:  # type: ignore[override]
        return type(self), (self.subject, self.questions)


@dataclass
class Questions:
    """A list of what is open, asked once."""

    found: list[Question] = field(default_factory=list)

    def add(self, question: Question) -> None:
        """Note a question, unless one of that name is noted already."""
        if all(one.name != question.name for one in self.found):
            self.found.append(question)

    def raise_any(self, subject: str) -> None:
        """Raise QuestionsError if anything is open."""
        if self.found:
            raise QuestionsError(subject, tuple(self.found))
