"""Showing a lesson: the plant's numbers are those of its log, and its words can do no harm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from learn.lessons.plants import examples
from plantwright.learn.bank.case import Case
from plantwright.learn.lessons.figures import FIGURES
from plantwright.learn.lessons.lesson import Lesson
from plantwright.learn.lessons.look import Look
from plantwright.learn.lessons.render import show
from plantwright.learn.lessons.tries import NO_TWIN, TRIES, change_of
from plantwright.learn.lessons.values import NOT_KNOWN, VALUES, told


def case_of(name: str) -> Case:
    """Return the case of an example plant."""
    return next(one for one in examples() if one.name == name)


def shop() -> Case:
    """Return the case of the machine shop, which has a log and no twin."""
    return examples()[0]


def lesson(see: str) -> Lesson:
    """Return a lesson with something to see."""
    body = f"## See\n\n{see}\n\n## Predict\n\n## Try in the twin\n\n## Explain\n\n## Practice\n"
    return Lesson(id="one", title="One", skills=("flow.wip",), tasks={}, body=body)


def number(text: str) -> float:
    """Return the number that a text begins with."""
    return float(text.split(maxsplit=1)[0].replace(",", ""))


@pytest.mark.parametrize("name", VALUES)
def test_every_value_is_told_or_kindly_not(name: str) -> None:
    """Each value is a short text on every example plant, never empty and never a bare ``not known``."""
    for case in examples():
        said = told(name, Look(case))
        assert said
        assert said != "not known"
        assert "None" not in said
        assert "nan" not in said
        assert len(said) < 120


def test_every_value_is_known_somewhere() -> None:
    """Each value but those of power and design times, which no example records, is known on an example plant."""
    looks = [Look(case) for case in examples()]
    never = {name for name in VALUES if all(told(name, look) == NOT_KNOWN for look in looks)}
    assert never <= {"energy_per_good"}


def test_numbers_are_those_of_the_log() -> None:
    """Values that lessons compute themselves equal what a plain count over the log's rows gives."""
    case = shop()
    look, orders, steps = Look(case), case.orders, case.steps
    assert number(told("flow_80", look)) == pytest.approx(np.quantile(orders["flow_time"] / 3600, 0.8), rel=0.01)
    pace, mean = case.measures["order_throughput"].value, case.measures["flow_mean"].value
    assert number(told("little_wip", look)) == pytest.approx(pace * mean / 24, rel=0.01)
    most = case.measures.tables["products"]
    made = max(most, key=lambda row: row["orders"].value)["product"]
    assert told("made_most", look) == made
    passed = 1.0
    for _, rows in steps[steps["product"] == made].groupby("operation"):
        kept = rows[(rows["quantity"] > 0) & rows["scrapped"].notna()]
        passed *= 1 - kept["scrapped"].sum() / kept["quantity"].sum()
    assert number(told("rolled_yield", look)) == pytest.approx(100 * passed, rel=0.01)


def test_the_job_is_the_operation_done_most() -> None:
    """The job charted is the most frequent pair of product and operation within a day, its last times in order."""
    case = shop()
    job = Look(case).job
    steps = case.steps[case.steps["seconds"] > 0]
    steps = steps[case.days(steps["start"]) == case.days(steps["end"])]
    counts = steps.groupby(["product", "operation"]).size()
    assert job is not None
    assert counts[(job.product, job.operation)] == counts.max()
    rows = steps[(steps["product"] == job.product) & (steps["operation"] == job.operation)]
    assert job.seconds.tolist() == rows["seconds"].tolist()[-200:]


def test_control_limits_in_the_text_are_those_of_the_chart() -> None:
    """The upper limit that the text tells is the line that the chart draws."""
    look = Look(shop())
    figure = FIGURES["job_chart"].draw(look)
    assert figure is not None
    line = next(one for one in figure.data if one.name == "limits")
    said = told("job_upper", look)
    assert said.split()[1] in figure.layout.yaxis.title.text
    assert number(said) == pytest.approx(line.y[0], rel=0.01)


def test_the_text_names_the_bottleneck_that_the_change_helps() -> None:
    """Where the plant allows it, the change to try is at the work center that the text names."""
    for case in (one for one in examples() if one.plant):
        look = Look(case)
        made = change_of("scale_process_time", look)
        assert made is not None
        assert made[0].edits[0].model_dump()["work_center"] == told("bottleneck", look)


@pytest.mark.parametrize("name", TRIES)
def test_every_change_fits_the_plant_or_is_not_offered(name: str) -> None:
    """Each change to try either changes the plant without a problem, or says what the plant would need."""
    offered = 0
    for case in (one for one in examples() if one.plant):
        made = change_of(name, Look(case))
        if made is None:
            continue
        offered += 1
        assert made[0].problems(case.plant) == []
        assert made[0].apply(case.plant) != case.plant
        assert made[1].endswith(".")
    assert offered, f"{name} fits none of our plants"


def test_without_a_twin_a_change_waits() -> None:
    """A plant of which there is a log alone shows where a twin comes from, and no change."""
    (block,) = show(lesson("{{try: add_stations}}"), shop()).sections[0].blocks
    assert (block.block, block.says) == ("lacking", NO_TWIN)


def test_what_a_plant_lacks_is_said_kindly() -> None:
    """A change to something that the plant does not have is told with what it would need."""
    (block,) = show(lesson("{{try: scale_setup_time}}"), case_of("axle-line")).sections[0].blocks
    assert block.says == "This plant has nothing to try that on. It needs setups."


def test_unknown_values_are_listed_once() -> None:
    """What the plant does not tell is marked in the text and listed once."""
    shown = show(lesson("{{value: energy_per_good}} and {{value: energy_per_good}}"), shop())
    assert shown.unknown == ("energy_per_good",)
    assert shown.sections[0].blocks[0].html.count(NOT_KNOWN) == 2


def test_names_of_the_plant_can_do_no_harm() -> None:
    """A name that looks like markup is text, in prose and in the value's mark."""
    case = replace(shop(), name="<script>alert(1)</script> & **bold** {{value: wip}}")
    html = show(lesson("The plant {{value: plant}}. <b>raw</b>"), case).sections[0].blocks[0].html
    assert "<script" not in html
    assert "<b>" not in html
    assert "<strong>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; **bold** {{value: wip}}" in html


def test_minutes_of_doing_stand_at_their_section() -> None:
    """Each section shows the minutes that its tasks take."""
    one = lesson("text").model_copy(update={"tasks": {"See": 2, "Practice": 5}})
    shown = show(one, shop())
    assert [section.minutes for section in shown.sections] == [2, 0, 0, 0, 5]
    assert shown.minutes == 8
