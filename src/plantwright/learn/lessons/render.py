"""Showing a lesson on a plant: its marks become the plant's numbers, figures, changes and questions."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plantwright.learn.bank.case import Case
from plantwright.learn.lessons.figures import FIGURES
from plantwright.learn.lessons.lesson import Ask, Block, Figure, Lacking, Lesson, Prose, Section, Shown, Try
from plantwright.learn.lessons.look import Look
from plantwright.learn.lessons.marks import Mark, markdown
from plantwright.learn.lessons.parts import Part, parts_of
from plantwright.learn.lessons.tries import NO_TWIN, TRIES, change_of
from plantwright.learn.lessons.values import NOT_KNOWN, told

if TYPE_CHECKING:
    from markdown_it.token import Token


def show(lesson: Lesson, case: Case) -> Shown:
    """Return a lesson as it is shown on a plant; the lesson must have been read, and so checked, before."""
    scene = _Scene(Look(case))
    sections = tuple(scene.section(part, lesson) for part in parts_of(lesson.body))
    return Shown(
        id=lesson.id,
        title=lesson.title,
        skills=lesson.skills,
        minutes=lesson.minutes,
        plant=case.name,
        sections=sections,
        unknown=tuple(dict.fromkeys(scene.unknown)),
    )


@dataclass
class _Scene:
    """A lesson being shown, and what the plant could not tell so far."""

    look: Look
    unknown: list[str] = field(default_factory=list)

    def section(self, part: Part, lesson: Lesson) -> Section:
        blocks = tuple(self.text(one) if not isinstance(one, Mark) else self.block(one) for one in part.pieces)
        return Section.model_validate(
            {"name": part.heading, "minutes": lesson.tasks.get(part.heading, 0), "blocks": blocks}  # type: ignore[call-overload]
        )

    def text(self, tokens: tuple[Token, ...]) -> Prose:
        reader = markdown()
        return Prose(html=reader.renderer.render(list(tokens), reader.options, {"said": self.value}))

    def value(self, mark: Mark) -> str:
        said = told(mark.name, self.look)
        if said == NOT_KNOWN:
            self.unknown.append(mark.name)
        look = "value unknown" if said == NOT_KNOWN else "value"
        return f'<span class="{look}" data-value="{html.escape(mark.name)}">{html.escape(said)}</span>'

    def block(self, mark: Mark) -> Block:
        match mark.kind:
            case "figure":
                return self.figure(mark.name)
            case "try":
                return self.attempt(mark.name)
            case "predict":
                return Ask(use="predict", skill=mark.name)
            case _:
                return Ask(use="practice", skill=mark.name)

    def figure(self, name: str) -> Figure | Lacking:
        picture = FIGURES[name]
        drawn = picture.draw(self.look)
        if drawn is None:
            says = f"This plant's records cannot draw that figure. It needs {picture.needs}."
            return Lacking(name=name, says=says)
        meta = drawn.layout.meta if isinstance(drawn.layout.meta, dict) else {}
        title, note = (html.unescape(str(meta.get(one, ""))) for one in ("title", "note"))
        if title:  # the page says it, in lines that fit
            drawn.layout.title = None
            drawn.layout.margin.t = 34 if sum(trace.showlegend is not False for trace in drawn.data) > 1 else 12
        read = " ".join(one for one in (picture.read, note) if one)
        return Figure(name=name, title=title, read=read, plotly=drawn.to_json())

    def attempt(self, name: str) -> Try | Lacking:
        if self.look.case.plant is None:
            return Lacking(name=name, says=NO_TWIN)
        made = change_of(name, self.look)
        if made is None:
            says = f"This plant has nothing to try that on. It needs {TRIES[name].needs}."
            return Lacking(name=name, says=says)
        change, says = made
        return Try(name=name, says=says, change=change.as_fields())
