"""A package of QTI 2.1: items, their pictures, a test that holds them all, and the manifest that lists them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from plantwright.errors import LearnError, Problems
from plantwright.learn.bank.question import Question
from plantwright.learn.exports.page import attribute, name_of, pictures
from plantwright.learn.exports.qti import NAMESPACE, item

PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
_WHEN = (1980, 1, 1, 0, 0, 0)


def qti_package(questions: Sequence[Question], title: str = "Plantwright") -> bytes:
    """Return questions as a package, a zip file; the same questions give the same file.

    Raises
    ------
    LearnError
        There is none, or one stands twice.
    """
    check_names(questions)
    items = {f"{name_of(one)}.xml": item(one) for one in questions}
    drawn = {f"images/{name}": svg for one in questions for name, svg in pictures(one).items()}
    files = {"imsmanifest.xml": _manifest(questions), "test.xml": _test(questions, title), **items, **drawn}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _WHEN), content.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def check_names(questions: Sequence[Question]) -> None:
    """Raise where there is no question, or one stands twice."""
    names = [name_of(one) for one in questions]
    problems = Problems("the questions", LearnError)
    if not names:
        problems.add("the questions", "there is none", "one or more", "draw some")
    for name in sorted({one for one in names if names.count(one) > 1}):
        problems.add(name, "stands twice", "each once", "draw it with another seed")
    problems.raise_any()


def _manifest(questions: Sequence[Question]) -> str:
    items = "".join(_resource(one) for one in questions)
    needs = "".join(f'<dependency identifierref="{name_of(one)}"/>' for one in questions)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{PACKAGING}" identifier="MANIFEST">'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata><organizations/>"
        '<resources><resource identifier="TEST" type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/>'
        f"{needs}</resource>{items}</resources></manifest>\n"
    )


def _resource(question: Question) -> str:
    name = name_of(question)
    drawn = "".join(f'<file href="images/{one}"/>' for one in pictures(question))
    start = f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="{name}.xml">'
    return f'{start}<file href="{name}.xml"/>{drawn}</resource>'


def _test(questions: Sequence[Question], title: str) -> str:
    names = [name_of(one) for one in questions]
    items = "".join(f'<assessmentItemRef identifier="{one}" href="{one}.xml"/>' for one in names)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentTest xmlns="{NAMESPACE}" identifier="TEST" '
        f"title={attribute(title)}>"
        '<testPart identifier="PART" navigationMode="nonlinear" submissionMode="individual">'
        f'<itemSessionControl maxAttempts="0" showFeedback="true"/><assessmentSection identifier="SECTION" '
        f'title={attribute(title)} visible="true">{items}</assessmentSection></testPart>'
        "</assessmentTest>\n"
    )
