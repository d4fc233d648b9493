"""The page of all lessons and marks, as the reference shows it."""

from __future__ import annotations

from plantwright.learn.lessons.figures import FIGURES
from plantwright.learn.lessons.lesson import Lesson
from plantwright.learn.lessons.read import school_lessons
from plantwright.learn.lessons.tries import TRIES
from plantwright.learn.lessons.values import NOT_KNOWN, VALUES

HEAD = """# Lessons

<!-- Written by `python -m plantwright.learn.lessons`; a test holds it equal. -->

{count} lessons of 20 minutes at most: reading at 200 words a minute, and doing. Each has five parts: see, predict, try
in the twin, explain, practice. Together they serve every skill of the [skill graph](skills.md). Their numbers, figures
and changes are those of the learner's own plant.

| | lesson | min | skills |
|---|---|---|---|
"""
MARKS = """
## Marks

A lesson is a Markdown file with a head (`id`, `title`, `skills`, `tasks`: minutes of doing by part) and marks that
stand for something of the plant. `show(lesson, case)` returns the lesson as plain data: sections of text (HTML, in
which all that the plant says is escaped), figures (JSON for plotly), changes to try, and places for questions of the
bank. A mark that is not listed here is refused when lessons are read, with all others that are wrong. What a plant's
records do not tell is "{not_known}"; a figure or a change that it cannot have says what it would need.

| mark | stands | for |
|---|---|---|
| `{{{{value: name}}}}` | in a sentence | a number or a name |
| `{{{{figure: name}}}}` | alone | a figure |
| `{{{{try: name}}}}` | alone | a change to run in the twin |
| `{{{{predict: skill}}}}` | alone | a question about a skill, before the explanation |
| `{{{{practice: skill}}}}` | alone | a question about a skill, after it |
"""


def lessons_page() -> str:
    """Return the reference's page of lessons and marks, in Markdown."""
    lessons = school_lessons()
    parts = [
        HEAD.format(count=len(lessons)),
        *map(_row, lessons),
        MARKS.format(not_known=NOT_KNOWN),
        "\n## Values\n\n| name | what it tells |\n|---|---|\n",
        *(f"| `{name}` | {one.means} |\n" for name, one in VALUES.items()),
        "\n## Figures\n\n| name | how to read it | needs |\n|---|---|---|\n",
        *(f"| `{name}` | {one.read} | {one.needs} |\n" for name, one in FIGURES.items()),
        "\n## Changes\n\n| name | what it does | needs |\n|---|---|---|\n",
        *(f"| `{name}` | {one.means} | {one.needs} |\n" for name, one in TRIES.items()),
    ]
    return "".join(parts)


def _row(one: Lesson) -> str:
    skills = ", ".join(f"`{name}`" for name in one.skills)
    return f"| {one.place + 1} | {one.title} (`{one.id}`) | {one.minutes} | {skills} |\n"
