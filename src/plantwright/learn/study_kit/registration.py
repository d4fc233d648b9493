"""The registration: what was decided before anybody was taught, in Markdown, to be put where it cannot be changed."""

from __future__ import annotations

from datetime import date

from plantwright.errors import LearnError, Problems
from plantwright.learn.study_kit.draw import fingerprint
from plantwright.learn.study_kit.power import need
from plantwright.learn.study_kit.settings import Settings

DRAWN = {
    "learner": "Each learner, within their class: so a class, its teacher and its hours are the same for both groups.",
    "class": "Whole classes: learners of one class are in one group, and a class counts about as one observation.",
}
ANALYZED = {
    "learner": "with a constant for each class, and standard errors that allow a spread of its own for each learner",
    "class": "with standard errors that are robust within classes and corrected for few of them (CR2, Satterthwaite)",
}
PAGE = """# {title}

Registered on {day}, before the groups were drawn and before anybody was taught. Put this page where it cannot be
changed unseen, such as a public registry, before drawing.

- Settings: `{digest}`
- Fingerprint of the secret to draw from (SHA-256): `{mark}`

## Question

{question}

## Groups

- **{first}**: uses the school.
- **{second}**: does not.

Drawn: {drawn} The draw is concealed: nobody sees a group before all learners are listed, as the secret stays closed.

## Outcome

{outcome}; 0 to {points:g} points. This test alone decides. {pretest}

## How many

{needed} Spread: {spread:g} points, from: {spread_from}.{classes}

## Who is left out

{excluded}

Everybody else is analyzed in the group that was drawn, whether or not they used the school. Who misses the posttest is
counted by group and told.

## When it ends

{stopping}. Nobody looks at outcomes by group before.

## Analysis

Points at the posttest by group{given}, least squares {analyzed}. The result is the difference with its {level:.0%}
interval. No other outcome, subgroup or model decides; others are told as looked at afterward.

## What will be said

The interval, whatever it is. If it holds zero: that this study does not tell which group scores higher. If it does not:
between which two numbers the difference lies, in this test and these classes. Nothing of other tests, places or times.

## Consent and data

Learners agree to take part, may leave at any time, and lose nothing by it. Tables hold pseudonyms. The group without
the school gets it after the posttest.
"""


def registration(settings: Settings, secret: str, day: date) -> str:
    """Return the registration of a study, in Markdown."""
    return PAGE.format(
        title=settings.title,
        day=day.isoformat(),
        digest=settings.digest,
        mark=fingerprint(secret),
        question=settings.question,
        first=settings.groups[0],
        second=settings.groups[1],
        drawn=DRAWN[settings.unit],
        outcome=settings.outcome,
        points=settings.points,
        pretest=_pretest(settings),
        needed=need(settings).says,
        spread=settings.spread,
        spread_from=settings.spread_from,
        classes=_classes(settings),
        excluded="\n".join(f"- {one}" for one in settings.excluded) or "Nobody.",
        stopping=settings.stopping[:1].upper() + settings.stopping[1:],
        given=" given the pretest" if settings.pretest_correlation else "",
        analyzed=ANALYZED[settings.unit],
        level=settings.level,
    )


def _pretest(settings: Settings) -> str:
    if not settings.pretest_correlation:
        return "There is no pretest."
    return f"A pretest is taken before the draw; its expected correlation is {settings.pretest_correlation:g}."


def _classes(settings: Settings) -> str:
    if settings.unit == "learner":
        return ""
    return f" Share of the variance between classes: {settings.icc:g}."


def check_registered(settings: Settings, page: str, secret: str | None = None) -> None:
    """Check that a registration speaks of these settings and, where given, of this secret.

    Raises
    ------
    LearnError
        One was changed after the registration, or it is of another study.
    """
    problems = Problems("the registration", LearnError)
    if f"`{settings.digest}`" not in page:
        problems.add("settings", f"{settings.digest} is not in it", "they stay as registered", "undo what was changed")
    if secret is not None and f"`{fingerprint(secret)}`" not in page:
        problems.add("the secret", "its fingerprint is not in it", "the registered one draws", "use that secret")
    problems.raise_any()
