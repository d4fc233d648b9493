"""Settings of small studies."""

from __future__ import annotations

from plantwright.learn.study_kit.settings import Settings

TOLD = {
    "title": "Does it teach?",
    "question": "Do the groups score differently?",
    "groups": ["school", "usual"],
    "unit": "learner",
    "outcome": "paper test",
    "points": 40,
    "spread": 8,
    "spread_from": "last year",
    "worthwhile": 4,
    "pretest_correlation": 0.0,
}


def settings(**more: object) -> Settings:
    """Return settings, some of them changed."""
    return Settings.model_validate({**TOLD, **more})
