"""Questions as items of QTI 2.1, with the rules by which any system of that standard scores them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plantwright.learn.bank.question import Choice, Number, Ordering, Question, Rubric, Setting
from plantwright.learn.exports.key import key
from plantwright.learn.exports.page import attribute, name_of, page, paragraphs, said, solution, title_of

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_SIGHT = "http://www.w3.org/2001/XMLSchema-instance"
GIVEN = '<variable identifier="RESPONSE"/>'


@dataclass(frozen=True)
class Case:
    """One answer that is known: by which test it is seen, what it scores, and what to say."""

    name: str
    test: str
    score: int
    says: str


def item(question: Question, folder: str = "images/") -> str:
    """Return a question as an item.

    Notes
    -----
    Feedback is modal: that of the answer, and always the worked solution. A system shows it as its test allows.

    References
    ----------
    IMS Global, Question and Test Interoperability 2.1, Information Model.
    """
    cases = list(_cases(question))
    declared, interaction = _asked(question)
    spoken = "".join(_feedback("FEEDBACK", one.name, paragraphs(one.says)) for one in cases if one.says)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{NAMESPACE}" xmlns:xsi="{_SIGHT}" '
        f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}" identifier="{name_of(question)}" '
        f'title={attribute(title_of(question))} adaptive="false" timeDependent="false" toolName="Plantwright">\n'
        f"{declared}\n{_outcomes()}\n<itemBody><div>{page(question, folder)}</div>{interaction}</itemBody>\n"
        f"{_processing(cases)}\n{spoken}{_feedback('SOLUTION', 'worked', solution(question))}\n</assessmentItem>\n"
    )


def _outcomes() -> str:
    return (
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="1">'
        "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
        '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>1</value></defaultValue></outcomeDeclaration>"
        '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
        '<outcomeDeclaration identifier="SOLUTION" cardinality="single" baseType="identifier"/>'
    )


def _asked(question: Question) -> tuple[str, str]:
    """Return how the answer is declared, and what the learner answers with."""
    match question.answer:
        case Number() | Setting() as answer:
            told = key(answer)
            unit = f" {said(told.unit)}" if told.unit else ""
            field = f'<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="12"/>{unit}</p>'
            return _declared("single", "float", [_number(told.value)]), field
        case Choice() as answer:
            right = [one.key for one in answer.options if one.right]
            options = "".join(_simple(one.key, one.text) for one in answer.options)
            start = '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1">'
            return _declared("single", "identifier", right), f"{start}{options}</choiceInteraction>"
        case Ordering() as answer:
            things = "".join(_simple(one.key, one.text) for one in answer.items)
            start = '<orderInteraction responseIdentifier="RESPONSE" shuffle="false">'
            return _declared("ordered", "identifier", answer.right), f"{start}{things}</orderInteraction>"
        case Rubric() as answer:
            return _declared("single", "string", ()), _essay(answer)


def _essay(answer: Rubric) -> str:
    points = "".join(f"<li>{said(one.text)} ({one.points:g})</li>" for one in answer.criteria)
    return (
        '<extendedTextInteraction responseIdentifier="RESPONSE" expectedLines="10"/>'
        f'<rubricBlock view="scorer"><div>{paragraphs(answer.model)}<ul>{points}</ul></div></rubricBlock>'
    )


def _declared(cardinality: str, kind: str, right: Sequence[str]) -> str:
    values = "".join(f"<value>{said(one)}</value>" for one in right)
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    start = f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{kind}">'
    return f"{start}{correct}</responseDeclaration>"


def _simple(name: str, told: str) -> str:
    return f"<simpleChoice identifier={attribute(name)}>{said(told)}</simpleChoice>"


def _cases(question: Question) -> Iterator[Case]:
    """Yield what is known of answers, the right one first; the first that fits is taken."""
    match question.answer:
        case Number() | Setting() as answer:
            told = key(answer)
            yield Case("right", _near(told.value, told.within), 1, "Right.")
            for k, one in enumerate(told.mistakes, 1):
                yield Case(f"wrong_{k}", _near(one.value, told.near), 0, one.feedback)
        case Choice() as answer:
            for way in sorted(answer.options, key=lambda option: not option.right):
                says = f"Right. {way.feedback}".strip() if way.right else way.feedback
                test = f'<match>{GIVEN}<baseValue baseType="identifier">{said(way.key)}</baseValue></match>'
                yield Case(f"chose_{way.key}", test, int(way.right), says)
        case Ordering() as answer:
            yield Case("right", _order(answer.right), 1, "Right.")
            for k, other in enumerate(answer.mistakes, 1):
                yield Case(f"wrong_{k}", _order(other.keys), 0, other.feedback)


def _near(value: float, within: float) -> str:
    """Return the test for a number near another: two bounds, as more systems read these than tolerances."""
    low, high = (f'<baseValue baseType="float">{_number(one)}</baseValue>' for one in (value - within, value + within))
    return f"<and><gte>{GIVEN}{low}</gte><lte>{GIVEN}{high}</lte></and>"


def _order(keys: Sequence[str]) -> str:
    values = "".join(f'<baseValue baseType="identifier">{said(one)}</baseValue>' for one in keys)
    return f"<match>{GIVEN}<ordered>{values}</ordered></match>"


def _processing(cases: Sequence[Case]) -> str:
    solved = (
        '<setOutcomeValue identifier="SOLUTION"><baseValue baseType="identifier">worked</baseValue></setOutcomeValue>'
    )
    tags = ["responseIf", *["responseElseIf"] * len(cases)]
    empty = Case("", f"<isNull>{GIVEN}</isNull>", 0, "")
    branches = [_branch(tag, one) for tag, one in zip(tags, [empty, *cases], strict=True)]
    rule = f"<responseCondition>{''.join(branches)}</responseCondition>" if cases else ""
    return f"<responseProcessing>{rule}{solved}</responseProcessing>"


def _branch(tag: str, case: Case) -> str:
    says = f'<baseValue baseType="identifier">{case.name}</baseValue>'
    feedback = f'<setOutcomeValue identifier="FEEDBACK">{says}</setOutcomeValue>' if case.says else ""
    score = f'<baseValue baseType="float">{case.score}</baseValue>'
    return f'<{tag}>{case.test}<setOutcomeValue identifier="SCORE">{score}</setOutcomeValue>{feedback}</{tag}>'


def _feedback(outcome: str, name: str, html: str) -> str:
    return (
        f'<modalFeedback outcomeIdentifier="{outcome}" showHide="show" identifier="{name}"><div>{html}</div>'
        "</modalFeedback>"
    )


def _number(value: float) -> str:
    return f"{value:.12g}"
