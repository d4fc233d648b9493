"""Reading lessons: all that is wrong in any of them is said at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from plantwright.errors import LearnError, MissingExtraError
from plantwright.learn.lessons.marks import Mark, markdown
from plantwright.learn.lessons.parts import marks_in, parts_of
from plantwright.learn.lessons.read import read_lessons
from plantwright.learn.skills.read import school_skills

HEAD = "---\nid: {id}\ntitle: A lesson\nskills: [flow.wip]\ntasks: {{Practice: 5}}\n---\n"
BODY = "## See\n\none\n\n## Predict\n\n## Try in the twin\n\n## Explain\n\n## Practice\n\n{{practice: flow.wip}}\n"


def written(folder: Path, **texts: str) -> Path:
    """Return a folder with these lessons, each with a head if it has none."""
    for name, text in texts.items():
        whole = text if text.startswith("---") else HEAD.format(id=name) + text
        (folder / f"{name}.md").write_text(whole, encoding="utf-8")
    return folder


def problems_of(folder: Path) -> str:
    """Return all that reading a folder complains of."""
    with pytest.raises(LearnError) as caught:
        read_lessons(folder, school_skills())
    return "\n".join(caught.value.problems)


def test_lessons_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    """Lessons stand in the order of their files' names, each with its place."""
    found = read_lessons(written(tmp_path, b=BODY, a=BODY), school_skills())
    assert [(one.id, one.place) for one in found] == [("a", 0), ("b", 1)]
    assert found[0].minutes == 6


def test_marks_that_stand_for_nothing_are_all_said_at_once(tmp_path: Path) -> None:
    """Unknown names of every kind, an unknown kind and a broken mark come in one error, with what is known."""
    text = BODY.replace(
        "one",
        "{{value: nothing}} and {{weather: today}} and {{value throughput}}\n\n"
        "{{figure: nofigure}}\n\n{{try: notry}}\n\n{{predict: flow.noskill}}",
    )
    said = problems_of(written(tmp_path, a=text, b=BODY.replace("one", "{{value: nowhere}}")))
    for one in (
        "a: See: value: nothing is not known", "throughput", "{{weather: …}} is of no kind", "is no mark",
        "figure: nofigure is not known", "time_account", "try: notry is not known", "add_stations",
        "predict: flow.noskill is not known", "b: See: value: nowhere is not known",
    ):  # fmt: skip
        assert one in said


def test_a_figure_stands_alone(tmp_path: Path) -> None:
    """A figure, a change or a question inside a sentence is refused."""
    said = problems_of(written(tmp_path, a=BODY.replace("one", "see {{figure: gantt}} and {{predict: flow.wip}}")))
    assert "figure: gantt stands in a sentence" in said
    assert "predict: flow.wip stands in a sentence" in said


def test_a_value_may_stand_in_a_table_or_alone(tmp_path: Path) -> None:
    """A value is fine in a table, a list, in bold, and as all of a paragraph."""
    text = "|a|b|\n|---|---|\n|x|{{value: wip}}|\n\n- **{{value: wip}}**\n\n{{ value:wip }}"
    assert len(read_lessons(written(tmp_path, a=BODY.replace("one", text)), school_skills())) == 1


def test_sections_are_the_five_in_their_order(tmp_path: Path) -> None:
    """A missing section, one that is not known, and text before the first are refused with what is needed."""
    said = problems_of(
        written(tmp_path, a=BODY.replace("## Explain", "## Tell"), b="hello\n\n" + BODY, c=BODY.replace("## See", ""))
    )
    assert said.count("needed are See, Predict, Try in the twin, Explain, Practice") == 3
    assert "(text before the first)" in said


def test_a_lesson_of_more_than_twenty_minutes_is_refused(tmp_path: Path) -> None:
    """Words and tasks together stay within twenty minutes."""
    said = problems_of(written(tmp_path, a=BODY.replace("one", "word " * 3_001)))
    assert "21 minutes; 20 at most" in said


def test_heads_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    """No head, a head that is no mapping, a missing title, an unknown skill and a double id come in one error."""
    head = HEAD.format(id="e").replace("flow.wip", "flow.nothing")
    texts = {
        "a": "---\nnever closed",
        "b": "---\njust words\n---\n" + BODY,
        "c": HEAD.format(id="c").replace("title: A lesson\n", "") + BODY,
        "d": HEAD.format(id="same") + BODY,
        "e": head + BODY,
        "f": HEAD.format(id="same") + BODY,
    }
    said = problems_of(written(tmp_path, **texts))
    for one in ("a.md: no head", "b.md: its head cannot be read", "c.md: title", "flow.nothing is no skill",
                "same: two lessons have this id"):  # fmt: skip
        assert one in said


def test_a_folder_without_lessons_is_refused(tmp_path: Path) -> None:
    """An empty folder is an error, not an empty school."""
    assert "no lesson" in problems_of(tmp_path)


def test_marks_are_found_where_markdown_sees_text() -> None:
    """Marks in emphasis and tables are found; what stands in code is code."""
    part = parts_of("## See\n\n*{{value: a_b}}* `{{value: c}}`\n\n{{figure: d}}\n")[0]
    assert [one for piece in part.pieces if not isinstance(piece, Mark) for one in marks_in(piece)] == [
        Mark("value", "a_b")
    ]
    assert [piece for piece in part.pieces if isinstance(piece, Mark)] == [Mark("figure", "d")]


def test_without_the_reader_of_markdown_the_install_line_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ``markdown-it-py`` is missing, the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    markdown.cache_clear()
    with pytest.raises(MissingExtraError, match=r"plantwright\[learn\]"):
        markdown()
