"""Process time with the share of setups and of failures in it."""

from __future__ import annotations

import math

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.flow.luck import share_up
from plantwright.learn.bank.flow.times import a_setup, centers, some_stops
from plantwright.learn.bank.make import number
from plantwright.learn.bank.template import Draft, Exactly, Sampled, template
from plantwright.learn.bank.words import text


@template("flow.effective_process_time", "number")
def setup_shared_by_a_lot(case: Case, draw: Draw) -> Draft:
    """Ask for the time that a piece takes of a station when its lot shares a setup."""
    setup, lot = a_setup(case, draw), draw.whole(6, 50)
    piece, name = setup.center.minutes_a_piece, setup.center.name
    whole = piece + setup.minutes / lot
    return Draft(
        stem=f"{setup.said} {text(setup.minutes, 'min')} on average, and a piece takes {text(piece, 'min')} of "
        f"process. Suppose that {lot} pieces are made after each setup.\n\nHow much of a station's time at {name} "
        "does a piece take, with its share of the setup?",
        answer=number(
            whole,
            "min",
            ("forgot_setups", piece, "That is process alone; the setup takes the station's time as well."),
            ("setup_for_each_piece", piece + setup.minutes, "The setup is done once for the lot, not for each piece."),
            ("setup_alone", setup.minutes / lot, "That is the share of the setup; the process itself comes to it."),
        ),
        solution=(
            f"A lot takes {text(setup.minutes, 'min')} + {lot} × {text(piece, 'min')} = "
            + text(setup.minutes + lot * piece, "min"),
            f"For a piece: {text(setup.minutes + lot * piece, 'min')} / {lot} = {text(whole, 'min')}.",
        ),
        hints=(
            "A setup is work of the station that no single piece causes.",
            "How long does the station take for the whole lot, from the begin of its setup?",
            "Add the setup once to the process of all pieces, and divide by the pieces of the lot.",
        ),
        again=lambda: Exactly(_by_clock(setup.minutes, piece, lot)),
    )


@template("flow.effective_process_time", "number")
def failures_stretch_a_process_time(case: Case, draw: Draw) -> Draft:
    """Ask for the mean time between pieces of a station that works always and fails now and then."""
    stops, center = some_stops(case, draw), draw.one(centers(case))
    piece, share = center.minutes_a_piece, stops.up / (stops.up + stops.down)
    seed = draw.whole(0, 2**31)
    return Draft(
        stem=f"{stops.said} {text(stops.up, 'h')} on average until it fails, and is then down for "
        f"{text(stops.down, 'h')} on average. Suppose that it always has work, and makes pieces that take "
        f"{text(piece, 'min')} of process each.\n\nHow many minutes of its time, stops included, go by for a piece "
        "on average?",
        answer=number(
            piece / share,
            "min",
            ("forgot_failures", piece, "That holds only while it runs; its stops take time too."),
            ("times_availability", piece * share, "Stops make a piece take longer, not shorter."),
            ("a_stop_for_each_piece", piece + 60 * stops.down, "Not every piece meets a stop."),
            share=min(0.01, 0.2 * (1 / share - 1)),
        ),
        solution=(
            f"Availability = {text(stops.up)} / ({text(stops.up)} + {text(stops.down)}) = {text(share)}.",
            f"Effective process time = {text(piece, 'min')} / {text(share)} = {text(piece / share, 'min')}.",
        ),
        hints=(
            "The station works on pieces only in a share of its time. Which one?",
            "Reckon its availability from the two means.",
            "Divide the process time by the availability.",
        ),
        again=lambda: _stretched(piece, stops.up, stops.down, seed),
    )


def _by_clock(setup: float, piece: float, lot: int) -> float:
    """Return the time for a piece of three lots, by a clock that is moved on setup by setup, piece by piece."""
    moved = [setup if k == 0 else piece for _ in range(3) for k in range(lot + 1)]
    return math.fsum(moved) / (3 * lot)


def _stretched(piece: float, up: float, down: float, seed: int) -> Sampled:
    share, error = share_up(up, down, seed)
    return Sampled(piece / share, piece * error / share**2)
