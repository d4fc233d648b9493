"""Questions as folders of PrairieLearn: one folder for each template, its variants drawn beforehand.

Only the documented form of the folder is used: ``info.json``, ``question.html``, ``server.py``, pictures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from plantwright.errors import LearnError, Problems
from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.exports.key import key
from plantwright.learn.exports.package import check_names
from plantwright.learn.exports.page import Picture, paragraphs, pictures, pieces, said, solution

_SERVER = '''import json
import random

VARIANTS = json.loads({variants})


def generate(data):
    """Take the variant that the seed falls on."""
    data["params"].update(random.Random(data["variant_seed"]).choice(VARIANTS))
    if "value" in data["params"]:
        data["correct_answers"]["answer"] = data["params"]["value"]


def grade(data):
    """Say what a known misconception led to."""
    try:
        given = float(data["raw_submitted_answers"].get("answer"))
    except (TypeError, ValueError):
        return
    for one in data["params"].get("mistakes", []) if data["score"] < 1 else []:
        if abs(given - one["value"]) <= data["params"]["near"]:
            data["feedback"]["mistake"] = one["feedback"]
            return
'''
_ELEMENTS = {
    "number": '<pl-number-input answers-name="answer" comparison="relabs" rtol="0" atol="{{params.within}}" '
    'suffix="{{params.unit}}"></pl-number-input>',
    "choice": '<pl-multiple-choice answers-name="answer" order="fixed">{{#params.options}}'
    '<pl-answer correct="{{right}}" feedback="{{feedback}}">{{text}}</pl-answer>{{/params.options}}'
    "</pl-multiple-choice>",
    "order": '<pl-order-blocks answers-name="answer" grading-method="ordered">{{#params.options}}'
    '<pl-answer correct="true">{{text}}</pl-answer>{{/params.options}}</pl-order-blocks>',
    "explain": '<pl-rich-text-editor file-name="answer.html"></pl-rich-text-editor>',
}


def prairielearn(questions: Sequence[Question]) -> dict[str, str]:
    """Return the files of a course's folder ``questions``: their text by path.

    Raises
    ------
    LearnError
        There is no question, one stands twice, or a template answers in two ways.

    References
    ----------
    PrairieLearn documentation, Questions: info.json, question.html, server.py, clientFilesQuestion.
    """
    check_names(questions)
    by: dict[str, list[Question]] = defaultdict(list)
    for one in questions:
        by[one.template].append(one)
    problems = Problems("the questions", LearnError)
    for name, ones in by.items():
        if len({one.answer.kind for one in ones}) > 1:
            problems.add(name, "is answered in two ways", "a folder holds one kind of answer", "export them apart")
    problems.raise_any()
    return {path: text for name, ones in by.items() for path, text in _folder(name, ones).items()}


def _folder(template: str, questions: Sequence[Question]) -> dict[str, str]:
    place, kind = template.replace(".", "/"), questions[0].answer.kind
    variants = json.dumps([_variant(one) for one in questions], ensure_ascii=True, sort_keys=True)
    files = {
        f"{place}/info.json": json.dumps(_info(template, questions[0]), indent=2) + "\n",
        f"{place}/question.html": _html("number" if kind == "change" else kind),
        f"{place}/server.py": _SERVER.replace("{variants}", repr(variants)),
    }
    for one in questions:
        files |= {f"{place}/clientFilesQuestion/{name}": svg for name, svg in pictures(one).items()}
    return files


def _info(template: str, question: Question) -> Mapping[str, object]:
    by_hand = {"gradingMethod": "Manual"} if isinstance(question.answer, Rubric) else {}
    return {
        "uuid": str(uuid5(NAMESPACE_URL, f"plantwright {template} {question.plant}")),
        "title": template, "topic": question.skill.partition(".")[0], "tags": [question.skill], "type": "v3", **by_hand,
    }  # fmt: skip


def _html(kind: str) -> str:
    return (
        "<pl-question-panel>{{#params.asked}}{{{html}}}{{#picture}}"
        '<pl-figure file-name="{{picture}}" alt="{{alt}}"></pl-figure>'
        "{{/picture}}{{/params.asked}}</pl-question-panel>\n"
        f"{_ELEMENTS[kind]}\n"
        "<pl-submission-panel>{{#feedback.mistake}}<p>{{feedback.mistake}}</p>{{/feedback.mistake}}"
        "</pl-submission-panel>\n"
        "<pl-answer-panel>{{{params.solution}}}</pl-answer-panel>\n"
    )


def _variant(question: Question) -> dict[str, Any]:
    asked = [_piece(one) for one in pieces(question)]
    return {"asked": asked, "solution": solution(question), **_key(question)}


def _piece(one: str | Picture) -> dict[str, str]:
    return {"html": one} if isinstance(one, str) else {"picture": one.name, "alt": one.alt}


def _key(question: Question) -> dict[str, Any]:
    match question.answer:
        case Number() | Setting() as answer:
            told = key(answer)
            mistakes = [{"value": one.value, "feedback": one.feedback} for one in told.mistakes]
            return {
                "value": told.value, "within": told.within, "unit": told.unit, "near": told.near, "mistakes": mistakes,
            }  # fmt: skip
        case Choice() as answer:
            kept = [(one.text, str(one.right).lower(), one.feedback) for one in answer.options]
            return {"options": [{"text": text, "right": right, "feedback": says} for text, right, says in kept]}
        case Ordering() as answer:
            texts = {one.key: one.text for one in answer.items}
            return {"options": [{"text": texts[name]} for name in answer.right]}
        case Rubric() as answer:
            points = "".join(f"<li>{said(one.text)} ({one.points:g})</li>" for one in answer.criteria)
            return {"solution": f"{paragraphs(answer.model)}<ul>{points}</ul>"}
