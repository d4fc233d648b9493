"""Presses of buttons become intervals of a log."""

from __future__ import annotations

import csv
import random
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from plantwright.events.pressed import BUTTONS, Pressed, followed, log_rows
from plantwright.events.read import read_log

SIX = datetime.fromisoformat("2026-03-02T06:00")


def at(minute: float) -> datetime:
    """Return so many minutes after six."""
    return SIX + timedelta(minutes=minute)


def test_a_start_and_a_stop_are_work_with_its_pieces() -> None:
    """Work lasts from its start to its stop, with what was counted between."""
    presses = [
        Pressed("saw", "start", at(0), order="A", product="leg"),
        Pressed("saw", "count", at(5), quantity=3),
        Pressed("saw", "stop", at(9), quantity=2, scrapped=1),
    ]
    (span,) = followed(presses)["saw"].spans()
    assert (span.start, span.end, span.order, span.quantity, span.scrapped) == (at(0), at(9), "A", 5, 1)


def test_a_stop_inside_work_is_down_and_the_work_goes_on() -> None:
    """A reason makes a stop of its own inside the work, which ends when it is pressed away."""
    presses = [
        Pressed("saw", "start", at(0)),
        Pressed("saw", "down", at(2), reason="broken"),
        Pressed("saw", "up", at(6)),
    ]
    station = followed(presses)["saw"]
    assert station.state() == "busy"
    kinds = {one.kind: (one.start, one.end) for one in station.spans()}
    assert kinds == {"down": (at(2), at(6)), "process": (at(0), None)}


@pytest.mark.parametrize(
    ("pressed", "state"),
    [([], "unknown"), (["start"], "busy"), (["start", "stop"], "idle"), (["start", "down"], "down"),
     (["down", "up"], "idle"), (["stop"], "idle"), (["down", "start"], "busy"), (["start", "count"], "busy")],
)  # fmt: skip
def test_the_state_follows_the_last_press(pressed: list[str], state: str) -> None:
    """A station is in the state that its presses lead to."""
    presses = [Pressed("saw", what, at(n)) for n, what in enumerate(pressed)]  # type: ignore[arg-type]
    assert followed(presses, ["saw"])["saw"].state() == state


def test_no_presses_however_odd_make_intervals_that_overlap_or_run_backwards() -> None:
    """Of each kind, intervals of a station follow each other, whatever is pressed in whatever order."""
    draw = random.Random(1)
    for _ in range(300):
        presses = [Pressed("saw", draw.choice(BUTTONS), at(draw.randrange(60))) for _ in range(draw.randrange(30))]
        for kind in ("process", "down"):
            spans = [one for one in followed(presses, ["saw"])["saw"].spans() if one.kind == kind]
            ends = [one.end for one in spans]
            assert all(end is not None for end in ends[:-1])
            assert all(one.end is None or one.start <= one.end for one in spans)
            assert all(one.end <= other.start for one, other in pairwise(spans) if one.end)


def test_what_was_pressed_is_read_as_a_log(tmp_path: Path) -> None:
    """A day of presses is read without a question, and the log holds each piece of work and each stop."""
    presses = []
    for number in range(12):
        begun = at(30 * number)
        for shift, station in ((0, "saw"), (15, "drill")):
            order = f"A{number}"
            presses.append(Pressed(station, "start", begun + timedelta(minutes=shift), order=order, product="leg"))
            presses.append(Pressed(station, "stop", begun + timedelta(minutes=shift + 12), quantity=4))
    presses += [Pressed("drill", "down", at(400), reason="broken"), Pressed("drill", "up", at(420))]
    with (tmp_path / "log.csv").open("w", newline="") as file:
        csv.writer(file).writerows(log_rows(presses))
    frame = read_log(tmp_path).frame()
    assert len(frame[frame.kind == "process"]) == 24
    assert frame[frame.kind == "process"].quantity.sum() == 96
    assert list(frame[frame.kind == "down"].reason) == ["broken"]
