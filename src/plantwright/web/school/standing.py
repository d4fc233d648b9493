"""Where a learner stands on a plant: what is mastered, what is ready, what is due, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from plantwright.errors import NotThereError
from plantwright.store.school import asked_of, learner_of
from plantwright.store.school_tables import Asked
from plantwright.store.tables import KeptPlant
from plantwright.web.school.cases import can_be_shown, case_of, run_to_learn_on
from plantwright.web.school.practice import askable_templates, chosen, progress, skill_graph
from plantwright.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plantwright.learn.learner.progress import Progress


@dataclass(frozen=True)
class Standing:
    """Where a learner stands."""

    asked: tuple[Asked, ...]
    """What they were asked on the plant, oldest first."""
    known: Progress
    askable: Mapping[str, list[str]]
    """By skill, the templates that can ask something of the plant; empty where its records are not read yet."""
    open: Asked | None
    """The newest question that is not answered yet and can still be shown."""

    @property
    def mastered(self) -> set[str]:
        """The skills that count as mastered."""
        return {name for name in self.known.mastery if self.known.mastered(name) and name in skill_graph()}

    @property
    def ready(self) -> set[str]:
        """The skills that are not mastered, and all that comes before them is."""
        return set(skill_graph().ready(self.mastered))

    def due(self) -> list[str]:
        """Return the skills whose review is due now, the longest due first."""
        moment, kept = datetime.now(UTC), self.known.retained
        return sorted((one for one in kept if self.known.is_due(one, moment)), key=lambda one: kept[one].due)

    def next(self) -> tuple[str, str] | None:
        """Return the skill to practise now, and why; None where nothing can be asked."""
        try:
            return chosen(self.known, self.askable)
        except NotThereError:
            return None


def standing(who: Visitor, plant: KeptPlant) -> Standing:
    """Return where whoever asks stands on a plant; nobody else's standing is to be had."""
    learner, run = learner_of(who.session, who.account), run_to_learn_on(who, plant)
    asked = asked_of(who.session, learner, plant.id)
    askable = {} if run is None else askable_templates(case_of(who, plant, run.id))
    waiting = (one for one in reversed(asked) if one.state == "open" and can_be_shown(who, plant, one))
    return Standing(tuple(asked), progress(who.session, learner, asked), askable, next(waiting, None))
