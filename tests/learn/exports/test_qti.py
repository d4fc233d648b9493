"""A package of QTI is read, scored and converted by programs that share no code with ours."""

from __future__ import annotations

import io
import logging
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from learn.exports.conftest import every, question
from plantwright.errors import LearnError
from plantwright.learn.bank.check import check
from plantwright.learn.bank.question import Question
from plantwright.learn.exports.package import PACKAGING, qti_package
from plantwright.learn.exports.page import pictures
from plantwright.learn.exports.qti import NAMESPACE, item

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pyslet is of 2017 and speaks an older Python
    pyslet = pytest.importorskip("pyslet.imsqtiv2p1", reason="pyslet comes with the extra test")
    from pyslet.qtiv2.variables import ItemSessionState
reader = pytest.importorskip("onyx2moodle.parser", reason="onyx2moodle comes with the extra test")
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


def scored(text: str, given: object) -> tuple[float, str | None, str | None]:
    """Return score and feedback of an answer, as another engine of QTI reckons them by the rules in the item."""
    document = pyslet.QTIDocument()
    document.read(src=io.BytesIO(text.encode()))
    session = ItemSessionState(document.root)
    session.begin_session()
    if given is not None:
        session["RESPONSE"].set_value(given)
    session.end_attempt()
    return session["SCORE"].value, session["FEEDBACK"].value, session["SOLUTION"].value


def spoken(text: str, name: str | None) -> str:
    """Return the words of a feedback."""
    found = [one for one in ET.fromstring(text).iter(f"{{{NAMESPACE}}}modalFeedback") if one.get("identifier") == name]
    return "".join(found[0].itertext()) if found else ""


@pytest.mark.parametrize(
    ("kind", "given", "answer"),
    [
        ("number", 12.5, "12.5"),
        ("number", 12.59, "12.59"),
        ("number", 12.41, "12.41"),
        ("number", 12.7, "12.7"),
        ("number", 10.05, "10.05"),
        ("number", -3.0, "-3"),
        ("change", 2.0, "2"),
        ("change", 3.0, "3"),
        ("change", 1.0, "1"),
        ("change", 5.0, "5"),
        ("choice", "a", "a"),
        ("choice", "b", "b"),
        ("order", ["b", "c", "a"], ("b", "c", "a")),
        ("order", ["a", "c", "b"], ("a", "c", "b")),
        ("order", ["a", "b", "c"], ("a", "b", "c")),
    ],
)
def test_another_engine_scores_as_we_do(kind: str, given: object, answer: Any) -> None:
    """The rules of an item, run by another engine, give our own score, and our words on each known misconception."""
    asked = question(kind)
    ours, text = check(asked, answer), item(asked)
    score, feedback, solution = scored(text, given)
    assert (score, solution) == (ours.score, "worked")
    if ours.mistake or ours.right:
        assert spoken(text, feedback) == ours.says
    else:
        assert feedback is None


def test_no_answer_scores_nothing(one: Question) -> None:
    """Who answers nothing gets no point and no feedback but the worked solution."""
    assert scored(item(one), None)[1:] == (None, "worked")
    assert "Divide & round." in spoken(item(one), "worked")


def test_the_engine_finds_every_part(one: Question, caplog: pytest.LogCaptureFixture) -> None:
    """Read by another implementation of the standard, nothing in an item is of no class of it, or out of place."""
    with caplog.at_level(logging.WARNING):
        document = pyslet.QTIDocument()
        document.read(src=io.BytesIO(item(one).encode()))
    assert caplog.records == []
    unknown = [type(part).__name__ for part in parts(document.root) if type(part).__name__ == "NSElement"]
    assert unknown == []


def parts(element: Any) -> Iterator[Any]:
    """Yield an element and all below it."""
    yield element
    for child in element.get_children():
        if hasattr(child, "get_children"):
            yield from parts(child)


def test_the_package_lists_all_that_it_holds() -> None:
    """Each file but the manifest is listed in it, each listed one is there, and the test refers to every item."""
    package = zipfile.ZipFile(io.BytesIO(qti_package(every())))
    manifest = ET.fromstring(package.read("imsmanifest.xml"))
    listed = {one.get("href") for one in manifest.iter(f"{{{PACKAGING}}}file")}
    assert listed | {"imsmanifest.xml"} == set(package.namelist())
    kinds = {one.get("type") for one in manifest.iter(f"{{{PACKAGING}}}resource")}
    assert kinds == {"imsqti_test_xmlv2p1", "imsqti_item_xmlv2p1"}
    test = ET.fromstring(package.read("test.xml"))
    items = [one.get("href") for one in test.iter(f"{{{NAMESPACE}}}assessmentItemRef")]
    assert len(items) == 5
    assert set(items) < set(package.namelist())
    assert [name for name in package.namelist() if name.endswith(".svg")] != []


def test_pictures_are_where_the_items_look() -> None:
    """Every picture that an item shows is in the package, and is SVG."""
    package = zipfile.ZipFile(io.BytesIO(qti_package(every())))
    for one in every():
        shown = [part.get("src") for part in ET.fromstring(item(one)).iter(f"{{{NAMESPACE}}}img")]
        assert shown == [f"images/{name}" for name in pictures(one)]
        assert all(ET.fromstring(package.read(str(name))).tag.endswith("svg") for name in shown)


@pytest.mark.parametrize(
    ("kind", "seen", "base", "right"),
    [
        ("number", ["textEntry"], "float", ["12.5"]),
        ("change", ["textEntry"], "float", ["2.5"]),
        ("choice", ["choice"], "identifier", ["b"]),
        ("order", [], "identifier", ["b", "c", "a"]),
        ("explain", ["extendedText"], "string", []),
    ],
)
def test_a_converter_reads_the_items(kind: str, seen: list[str], base: str, right: list[str], tmp_path: Path) -> None:
    """A converter from QTI to Moodle finds title, key, kind of answer (it knows no orders) and feedback in the item."""
    (tmp_path / "item.xml").write_text(item(question(kind)), encoding="utf-8")
    found = reader.parse_item(tmp_path / "item.xml")
    assert found.title == f"flow.{kind} · axle & line · 1"
    assert [one.kind for one in found.interactions] == seen
    declared = found.response_decls["RESPONSE"]
    assert (declared.base_type, declared.correct_values) == (base, right)
    assert "Divide &amp; round." in found.feedback[-1].html


def test_the_same_questions_give_the_same_file() -> None:
    """No clock is in a package."""
    assert qti_package(every()) == qti_package(every())


def test_questions_that_stand_twice_are_refused() -> None:
    """None, and one twice, are told before anything is made."""
    with pytest.raises(LearnError, match="there is none"):
        qti_package([])
    with pytest.raises(LearnError, match="stands twice"):
        qti_package([question("number"), question("number")])
