"""A PrairieLearn folder follows the documented rules of its files, and its own code draws and grades as we do.

PrairieLearn cannot be had as a package: its templates are rendered here by chevron, which it renders them with, and its
code is run by a stand-in for its server.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from learn.exports.conftest import NUMBER, every, question
from plantwright.errors import LearnError
from plantwright.learn.exports.prairielearn import prairielearn

chevron = pytest.importorskip("chevron", reason="chevron comes with the extra test")
TAGS = {"number": "pl-number-input", "change": "pl-number-input", "choice": "pl-multiple-choice",
        "order": "pl-order-blocks", "explain": "pl-rich-text-editor"}  # fmt: skip


class Tags(HTMLParser):
    """The elements of a page with their attributes; fails where one is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        assert self.open.pop() == tag

    def named(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for tag, attributes in self.found if tag == name]


def functions(files: dict[str, str], folder: str) -> dict[str, Callable[[dict[str, Any]], None]]:
    """Return what ``server.py`` of a folder defines."""
    known: dict[str, Any] = {}
    exec(compile(files[f"{folder}/server.py"], "server.py", "exec"), known)
    return known


def drawn(files: dict[str, str], folder: str, seed: int = 1) -> dict[str, Any]:
    """Return the data of a variant, as the server hands it on."""
    data: dict[str, Any] = {"params": {}, "correct_answers": {}, "variant_seed": seed, "feedback": {}, "score": 0.0}
    functions(files, folder)["generate"](data)
    json.dumps(data)
    return data


@pytest.mark.parametrize("kind", list(TAGS))
def test_a_folder_has_the_files_that_are_asked(kind: str) -> None:
    """Each question has its page, code and pictures, and the fields that PrairieLearn's schema asks for and knows."""
    files = prairielearn([question(kind)])
    folder = f"flow/{kind}"
    info = json.loads(files[f"{folder}/info.json"])
    UUID(info["uuid"])
    asked_for = {"uuid", "title", "topic", "tags", "type"}
    assert asked_for <= set(info) <= asked_for | {"gradingMethod"}
    assert (info["type"], info["topic"]) == ("v3", "flow")
    assert (info.get("gradingMethod") == "Manual") is (kind == "explain")
    places = {path.removeprefix(f"{folder}/").partition("/")[0] for path in files}
    assert places == {"info.json", "question.html", "server.py", "clientFilesQuestion"}


@pytest.mark.parametrize("kind", list(TAGS))
def test_the_page_renders(kind: str) -> None:
    """Rendered with a variant's data, the page holds its one answer element, its pictures and its solution."""
    files = prairielearn([question(kind)])
    data = drawn(files, f"flow/{kind}")
    html = chevron.render(files[f"flow/{kind}/question.html"], data)
    tags = Tags(html)
    assert len(tags.named(TAGS[kind])) == 1
    shown = [one["file-name"] for one in tags.named("pl-figure")]
    held = [path.rpartition("/")[2] for path in files if "clientFilesQuestion" in path]
    assert shown == held
    assert all(ET.fromstring(text).tag.endswith("svg") for path, text in files.items() if path.endswith(".svg"))
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert len(tags.named("pl-answer-panel")) == 1


def test_a_number_is_graded_within_its_tolerance() -> None:
    """The element gets the tolerance and the unit, the right value is the key."""
    files = prairielearn([question("number")])
    data = drawn(files, "flow/number")
    (field,) = Tags(chevron.render(files["flow/number/question.html"], data)).named("pl-number-input")
    assert field["answers-name"] == "answer"
    assert (float(field["atol"] or ""), field["suffix"], field["rtol"]) == (0.1, "min", "0")
    assert data["correct_answers"] == {"answer": 12.5}


@pytest.mark.parametrize(
    ("given", "score", "says"),
    [
        ("10.05", 0.0, "Setups & more <1>."),
        ("12.5", 1.0, None),
        ("3", 0.0, None),
        ("ten", 0.0, None),
        (None, 0.0, None),
    ],
)
def test_a_misconception_is_told(given: str | None, score: float, says: str | None) -> None:
    """What a known misconception leads to gets its own words, escaped on the page; nothing else does."""
    files = prairielearn([question("number")])
    data = drawn(files, "flow/number") | {"raw_submitted_answers": {"answer": given}, "score": score}
    functions(files, "flow/number")["grade"](data)
    assert data["feedback"].get("mistake") == says
    html = chevron.render(files["flow/number/question.html"], data)
    assert ("Setups &amp; more &lt;1&gt;." in html) is (says is not None)


def test_choices_and_orders_hold_their_key() -> None:
    """One option is right, each wrong one has its feedback; the blocks of an order stand from first to last."""
    files = prairielearn([question("choice"), question("order")])
    options = Tags(chevron.render(files["flow/choice/question.html"], drawn(files, "flow/choice"))).named("pl-answer")
    assert [(one["correct"], one["feedback"]) for one in options] == [
        ("false", "Busy is not <slow>."), ("true", "It starves the rest."),
    ]  # fmt: skip
    data = drawn(files, "flow/order")
    assert [one["text"] for one in data["params"]["options"]] == ["mill & turn", "pack", "saw"]


def test_variants_of_a_template_share_a_folder() -> None:
    """Three questions of one template are three variants; seeds fall on each of them, the same seed on the same."""
    made = [
        question("number", seed, answer=NUMBER.model_copy(update={"value": float(seed), "mistakes": ()}))
        for seed in (1, 2, 3)
    ]
    files = prairielearn(made)
    assert len([path for path in files if path.endswith("info.json")]) == 1
    values = [drawn(files, "flow/number", seed)["correct_answers"]["answer"] for seed in range(60)]
    assert set(values) == {1.0, 2.0, 3.0}
    assert values[7] == drawn(files, "flow/number", 7)["correct_answers"]["answer"]


def test_all_kinds_are_exported_together() -> None:
    """Five kinds make five folders."""
    assert len([path for path in prairielearn(every()) if path.endswith("server.py")]) == 5


def test_a_template_of_two_kinds_is_refused() -> None:
    """A folder holds one kind of answer; a template that gives two is told."""
    with pytest.raises(LearnError, match="answered in two ways"):
        prairielearn([question("number", template="x"), question("choice", seed=2, template="x")])
