"""What the twin gets wrong, on the page and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

from plantwright.calibrate.check import Check
from plantwright.calibrate.criticism import Criticism, Misfit
from plantwright.model.estimate import Estimate
from plantwright.report.criticism import check_json, criticism_part

TWIN = Estimate(value=2.0, unit="lots", low=1.5, high=2.5)
QUEUE = Misfit("queue_length", "oven", "", 4.0, TWIN, 8.0, 1e-6, True, 0.21, "Queue at <oven>: too little")
LATER = replace(QUEUE, where="mill", share=0.06, sentence="Queue at mill: too much")


def test_the_page_shows_what_matters_most_first() -> None:
    """Each misfit is a row with its share, the largest first, in whatever order they were found; names are escaped."""
    text = criticism_part(Criticism.of((LATER, QUEUE, replace(LATER, beyond_chance=False)), 24, "a warm-up")).text
    assert text.index("Queue at &lt;oven&gt;") < text.index("Queue at mill")
    assert "21.0 %" in text.replace("&nbsp;", " ")
    assert "2 of 3 comparisons lie beyond chance; 24 windows" in text
    assert "They began with a warm-up." in text


def test_the_page_says_that_nothing_was_found_or_compared() -> None:
    """Nothing beyond chance, a twin that did not get through, and no criticism at all are three different things."""
    assert "Nothing beyond chance." in criticism_part(Criticism.of((replace(QUEUE, beyond_chance=False),), 24, "")).text
    refused = criticism_part(Criticism(refusal="it deadlocks")).text
    assert "it deadlocks" in refused
    assert "Nothing beyond chance" not in refused
    assert criticism_part(None).text == ""


def test_the_file_holds_all_that_was_compared() -> None:
    """The JSON has the verdict, every comparison with the twin's interval, and those beyond chance."""
    criticism = Criticism.of((QUEUE, replace(LATER, beyond_chance=False)), 24, "a warm-up")
    found = json.loads(check_json(Check("usable with care", ("queues",), criticism=criticism)))
    assert found["verdict"] == "usable with care"
    assert [one["where"] for one in found["criticism"]["misfits"]] == ["oven"]
    assert [one["where"] for one in found["criticism"]["compared"]] == ["oven", "mill"]
    assert found["criticism"]["compared"][1]["twin"]["high"] == 2.5
