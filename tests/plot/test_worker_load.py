"""The load of people."""

from __future__ import annotations

from plantwright.model.estimate import Estimate, Measures
from plantwright.plot.worker_load import worker_load


def row(skill, load, people=None):
    """Return a line of the table."""
    return {"skill": skill, "load": Estimate(value=load, unit="1"), "people": Estimate(value=people, unit="people")}


def test_hidden_groups_are_counted_not_shown():
    """Groups that are too small have no bar; the note counts them."""
    rows = (row("(all)", 0.6, 20), row("milling", 0.8, 15), row("turning", None), row("saw", None))
    figure = worker_load(Measures(tables={"worker_load": rows}))
    assert list(figure.data[0].x) == [60, 80]
    assert figure.layout.meta["note"].startswith("2 groups")
    assert "milling most, 80 %" in figure.layout.meta["title"]


def test_nobody_and_too_few_are_told_apart():
    """A log without people is not known; one with too few is too few to show."""
    assert "Not known" in worker_load(Measures()).layout.annotations[0].text
    few = worker_load(Measures(tables={"worker_load": (row("(all)", None), row("milling", None))}))
    assert "Too few to show" in few.layout.annotations[0].text
