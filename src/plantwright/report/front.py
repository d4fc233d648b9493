"""The first page: the answer alone, for who reads nothing else."""

from __future__ import annotations

from plantwright.improve.ranking import RankedChange
from plantwright.improve.study import Study
from plantwright.messages.told import said, say, told
from plantwright.plot.digits import UNKNOWN, interval_text, known, value_text
from plantwright.report.answer import answer, first_change
from plantwright.report.changes_table import cost_words
from plantwright.report.markup import Content, Markup, joined, noted, tag
from plantwright.report.monday import monday
from plantwright.report.picture import gain_picture

QUESTIONS = (told("Where is output lost?"), told("Is the twin to be believed?"), told("What to change first?"))
EFFECTS = {"throughput": told("Throughput gained"), "flow_mean": told("Flow time saved")}


def front_page(study: Study) -> Markup:
    """Return the three sentences, each under its question, what the first change brings, and what to do on Monday."""
    pairs = [
        joined([tag("dt", question), tag("dd", sentence)])
        for question, sentence in zip(QUESTIONS, answer(study), strict=True)
    ]
    verdict = study.check.verdict.replace(" ", "-")
    return tag(
        "section",
        tag("h2", say("The answer")),
        tag("dl", joined(pairs), css=f"answer {verdict}"),
        _facts(study),
        gain_picture(study.ranking),
        _monday(study),
        id="answer",
    )


def _facts(study: Study) -> Markup:
    top = first_change(study)
    if top is None or study.ranking is None:
        return Markup("")
    facts: list[tuple[str, Content]] = [
        (EFFECTS[study.ranking.objective], noted(value_text(top.gain, sign=True), _interval(top))),
        (told("Cost"), cost_words(top.change, study.plant) or say("not told")),
        (told("Pays back in"), _payback(top)),
        (told("Chance to be best"), say("{share:.0f} %", share=100 * top.probability_best)),
    ]
    cells = [tag("div", tag("dt", name), tag("dd", value)) for name, value in facts]
    return tag("dl", joined(cells), css="facts", aria_label=say("“{text}”", text=str(top.change.name)))


def _interval(top: RankedChange) -> str:
    interval = interval_text(top.gain, sign=True)
    return say("{level:.0f} % interval {interval}", level=100 * top.gain.level, interval=interval) if interval else ""


def _payback(top: RankedChange) -> Content:
    if known(top.payback):
        return noted(value_text(top.payback), interval_text(top.payback))
    why = said(top.payback.method)
    return noted(str(UNKNOWN), why.removeprefix(str(UNKNOWN)).lstrip(":： ")) if why else str(UNKNOWN)


def _monday(study: Study) -> Markup:
    steps = monday(study)
    if not steps:
        return Markup("")
    return joined([tag("h3", say("What to do on Monday")), tag("ol", *(tag("li", one) for one in steps), css="monday")])
