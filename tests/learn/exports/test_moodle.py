"""Moodle XML holds what Moodle's documented format asks of each type, and another reader finds the choices in it.

No importer of Moodle can be had outside Moodle, so that the types that the reader does not know are checked against
the fields that Moodle's own export of them has.
"""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree as ET

import pytest

from learn.exports.conftest import every, question
from plantwright.learn.exports.moodle import moodle_xml

parser = pytest.importorskip("moodle_xml_parser.parser", reason="moodle-xml-parser comes with the extra test")
EVERY = {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "tags"}
FIELDS = {
    "numerical": {"answer", "units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft", "hint"},
    "multichoice": {"answer", "single", "shuffleanswers", "answernumbering", "hint"},
    "ordering": {
        "answer", "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "hint",
    },
    "essay": {
        "responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired", "graderinfo",
    },
}  # fmt: skip


def exported(kind: str) -> ET.Element:
    """Return the question of a kind as it was exported, read anew."""
    root = ET.fromstring(moodle_xml([question(kind)]))
    (found,) = [one for one in root.findall("question") if one.get("type") != "category"]
    return found


def text(element: ET.Element | None, path: str = "text") -> str:
    """Return the text at a path."""
    found = element.find(path) if element is not None else None
    assert found is not None
    return found.text or ""


def test_each_type_has_the_fields_of_its_type() -> None:
    """Every question has exactly the fields that Moodle writes for its type, with their text within ``text``."""
    root = ET.fromstring(moodle_xml(every()))
    kinds = [one.get("type") for one in root.findall("question")]
    assert kinds == ["category", "numerical", "multichoice", "ordering", "numerical", "essay"]
    for one in root.findall("question")[1:]:
        assert {part.tag for part in one} == EVERY | FIELDS[one.get("type") or ""]
        for part in one.iter():
            if part.get("format") and part.tag != "answer":
                assert part.find("text") is not None


def test_all_html_is_well_formed() -> None:
    """Every text of HTML can be read by a strict parser, whatever signs the plant's names hold."""
    root = ET.fromstring(moodle_xml(every()))
    texts = [text(part) for part in root.iter() if part.get("format") == "html"]
    assert len(texts) > 20
    for one in texts:
        ET.fromstring(f"<div>{one}</div>")


def test_a_number_has_tolerance_unit_and_feedback() -> None:
    """The right number comes first with its tolerance; the known wrong one scores nothing and says what was done."""
    right, wrong = exported("number").findall("answer")
    assert (right.get("fraction"), text(right), text(right, "tolerance")) == ("100", "12.5", "0.1")
    assert (wrong.get("fraction"), text(wrong)) == ("0", "10")
    assert "Setups &amp; more &lt;1&gt;." in text(wrong, "feedback/text")
    assert text(exported("number"), "units/unit/unit_name") == "min"
    assert "Divide &amp; round." in text(exported("number"), "generalfeedback/text")
    assert len(exported("number").findall("hint")) == 3


def test_a_change_takes_the_whole_span() -> None:
    """A setting of which 2 to 3 are right is 2.5 within 0.5."""
    right = exported("change").findall("answer")[0]
    assert float(text(right)) == pytest.approx(2.5)
    assert float(text(right, "tolerance")) == pytest.approx(0.5)


def test_another_reader_finds_the_choices() -> None:
    """A parser of Moodle XML that shares no code with us finds options, points and feedback, and no bad question."""
    (found,) = parser.parse_string(moodle_xml([question("choice")]))["multichoice"]
    assert found.single is True
    assert found.shuffle_answers is False
    assert [one.score_fraction for one in found.options] == [0, 100]
    assert "Busy is not" in found.options[0].feedback
    assert "the mill" in found.options[1].answer


def test_an_order_is_listed_from_first_to_last() -> None:
    """Answers stand in their right order, numbered."""
    answers = exported("order").findall("answer")
    assert [(one.get("fraction"), text(one)) for one in answers] == [
        ("1", "mill &amp; turn"), ("2", "pack"), ("3", "saw"),
    ]  # fmt: skip


def test_an_explanation_shows_its_rubric_to_graders_only() -> None:
    """Model answer and criteria are information for graders, and nowhere in what is asked."""
    essay = exported("explain")
    assert "names the mill (1)" in text(essay, "graderinfo/text")
    assert "starves" not in text(essay, "questiontext/text")


def test_pictures_are_files_of_the_question() -> None:
    """Each picture that the text shows is among the files of the question, whole."""
    told = exported("number").find("questiontext")
    assert told is not None
    shown = set(re.findall(r"@@PLUGINFILE@@/([\w.-]+)", text(told)))
    files = {one.get("name"): base64.b64decode(one.text or "") for one in told.findall("file")}
    assert shown == set(files)
    assert len(files) == 2
    assert all(ET.fromstring(one).tag.endswith("svg") for one in files.values())
