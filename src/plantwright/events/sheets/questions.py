"""What the records leave open, asked by name rather than guessed."""

from __future__ import annotations

from dataclasses import dataclass, field

from plantwright.errors import Question, QuestionsError

SETTINGS = ("year", "dates", "stamps", "duration_unit")
"""What may be told beside columns: the year of dates without one, whether days or months come first, whether a lone
time is when work began or ended, and the unit of durations."""


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
