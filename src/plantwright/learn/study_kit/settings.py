"""The settings of a study: what is asked, of whom, and what was decided before anybody was taught."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from plantwright.errors import LearnError, Problems
from plantwright.files.yaml_text import load_yaml
from plantwright.model.quantity import Factor, Name, Noun

Unit = Literal["learner", "class"]
"""What is drawn: each learner within their class, or whole classes."""
Correlation = Annotated[float, Field(ge=0, lt=1, allow_inf_nan=False)]


class Settings(Noun):
    """What ``study.yaml`` holds."""

    title: Name
    question: Name
    """What the study asks, in a sentence."""
    groups: tuple[Name, Name]
    """What the two groups are called: the one that uses the school first."""
    unit: Unit
    outcome: Name
    """The test that decides: which, when, written by whom, graded blind or not."""
    points: Factor
    """The most that the test gives [points]."""
    spread: Factor
    """Standard deviation of its points that is expected [points]."""
    spread_from: Name
    """Where that comes from."""
    worthwhile: Factor
    """The smallest difference worth finding [points]."""
    pretest_correlation: Correlation
    """Expected correlation of pretest and posttest [1]; 0: no pretest."""
    icc: Correlation = 0.0
    """Share of the variance that lies between classes [1]; counts where classes are drawn."""
    class_size: int = Field(default=20, ge=2)
    """Learners of a class, on average."""
    power: float = Field(default=0.8, gt=0.5, lt=1)
    """Chance to find the difference, if it is there [1]."""
    level: float = Field(default=0.95, gt=0.5, lt=1)
    """Level of the interval [1]."""
    lost: float = Field(default=0.0, ge=0, lt=1)
    """Share of learners expected to miss the posttest [1]."""
    excluded: tuple[Name, ...] = ()
    """Who will be left out, by rules that can be checked before the posttest."""
    stopping: Name = "when every drawn learner was asked for the posttest"

    @model_validator(mode="after")
    def _two_groups(self) -> Settings:
        if self.groups[0] == self.groups[1]:
            raise ValueError("groups: both have one name; give each its own")
        return self

    @property
    def effect(self) -> float:
        """The smallest difference worth finding over the spread [1]."""
        return self.worthwhile / self.spread

    @property
    def digest(self) -> str:
        """What shows that nothing was changed: SHA-256 of all settings, 16 hexadecimal digits."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:16]


def read_settings(path: Path) -> Settings:
    """Return the settings of a study.

    Raises
    ------
    LearnError
        Lists all that is wrong with them.
    """
    told = load_yaml(path)
    problems = Problems(str(path), LearnError)
    try:
        return Settings.model_validate(told)
    except ValidationError as error:
        for one in error.errors():
            where = ".".join(map(str, one["loc"])) or "the whole"
            problems.add(
                where, f"found {str(one['input'])[:60]!r}", one["msg"], "see docs/how-to/study-whether-it-teaches"
            )
        problems.fail()


EXAMPLE = """\
# Settings of a study. Change every line; then: plantwright learn study plan study.yaml -o registration.md
title: Does the school inside the plant teach flow?
question: Do learners who practice with the school score differently in an unassisted test of flow than others?
groups: [school, usual course]
# learner: each learner is drawn within their class; class: whole classes are drawn
unit: learner
outcome: Paper test of 20 questions in week 8, without any help, graded by a person who does not know the groups
points: 40
spread: 8
spread_from: the same test in last year's class
worthwhile: 4
pretest_correlation: 0.5
# only where whole classes are drawn: share of the variance between classes, and learners of a class
icc: 0.1
class_size: 20
power: 0.8
level: 0.95
lost: 0.15
excluded:
  - learners who were absent at the pretest
stopping: when every drawn learner was asked for the posttest
"""
