"""OEE of a station, and which of its losses costs most."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.slices import KEPT
from plantwright.learn.bank.template import Draft, Exactly, NotHereError, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import rounded, text

STEPS = 30
"""Steps of a station that a question is about, at most."""


@dataclass(frozen=True)
class Run:
    """What a station did, in shown figures."""

    station: str
    hours: float
    """Time of process [h]."""
    pieces: int
    scrap: int
    planned: float
    """Time in which it was to run [h]."""
    best: float
    """Time of a piece when all goes well [min]."""
    said: str

    @property
    def factors(self) -> tuple[float, float, float]:
        """Availability, effectiveness and quality [1]."""
        made = self.best * self.pieces / 60 / self.hours
        return self.hours / self.planned, made, 1 - self.scrap / self.pieces

    @property
    def lost(self) -> dict[str, float]:
        """Hours lost to standing, to slow running and to scrap [h]."""
        best = self.best / 60
        slow = self.hours - best * self.pieces
        return {STANDING: self.planned - self.hours, SLOW: slow, SCRAP: best * self.scrap}


STANDING, SLOW, SCRAP = "standing while it was to run", "running slower than at its best", "making scrap"


@template("flow.oee", "number")
def oee_of_a_station(case: Case, draw: Draw) -> Draft:
    """Ask for OEE, from times and pieces."""
    run = _run(case, draw)
    a, e, q = run.factors
    return Draft(
        stem=f"{run.said}\n\nWhat was its OEE?",
        answer=number(
            100 * a * e * q,
            "%",
            ("mean_of_factors", 100 * (a + e + q) / 3, "The factors are multiplied: each takes its share of the rest."),
            ("forgot_quality", 100 * a * e, "Pieces that were scrapped do not count."),
            ("availability_only", 100 * a, "That is the first factor; how fast did it run, and how much was good?"),
            ("forgot_availability", 100 * e * q, "The time in which it stood counts as well."),
        ),
        solution=(
            f"Availability = {text(run.hours)} / {text(run.planned)} = {text(a)}.",
            f"Effectiveness = {text(run.best, 'min')} × {run.pieces} / {text(run.hours, 'h')} = {text(e)}.",
            f"Quality = {run.pieces - run.scrap} / {run.pieces} = {text(q)}.",
            f"OEE = {text(a)} × {text(e)} × {text(q)} = {text(100 * a * e * q, '%', 3)}.",
        ),
        hints=(
            "OEE has three factors: did it run, did it run at its best pace, was what it made good?",
            "Availability is run / planned time; effectiveness is best time × pieces / run time; quality good / all.",
            "Multiply the three.",
        ),
        again=lambda: Exactly(100 * run.best / 60 * (run.pieces - run.scrap) / run.planned),
    )


@template("flow.oee", "choice")
def costliest_part_of_oee(case: Case, draw: Draw) -> Draft:
    """Ask which of the three losses of OEE costs most time."""
    run = _with_one_largest(case, draw)
    lost = run.lost
    most = max(lost, key=lambda name: lost[name])
    told = {STANDING: "not_standing", SLOW: "not_speed", SCRAP: "not_scrap"}
    says = {
        STANDING: "Reckon how long it stood, and beside it how long its pieces took more than at their best.",
        SLOW: "Compare its run time with the time that its pieces take at their best; and how long did it stand?",
        SCRAP: "How long does it take to make the scrap, at its best pace? Compare that with the other losses.",
    }
    return Draft(
        stem=f"{run.said}\n\nWhich loss cost the most of the planned time?",
        views=(_table(run),),
        answer=choice(draw, most, "It costs the most hours.", *((n, told[n], says[n]) for n in lost if n != most)),
        solution=tuple(f"Lost by {name}: {text(hours, 'h', 3)}" for name, hours in lost.items()),
        hints=(
            "Make all three losses hours, so that they can be compared.",
            "Standing: planned − run time. Slow: run time − best time × pieces. Scrap: best time × scrap.",
            "Mind the units: best time is in minutes, the others are in hours. Then look for the largest.",
        ),
        again=lambda: Exactly(_most_pieces_lost(run)),
    )


@lru_cache(KEPT)
def _work(case: Case) -> dict[str, pd.DataFrame]:
    steps = case.steps[(case.steps["seconds"] > 0) & (case.steps["quantity"] >= 1)]
    return {str(name): rows for name, rows in steps.groupby("station", sort=True) if len(rows) >= 8}


def _run(case: Case, draw: Draw) -> Run:
    if not (work := _work(case)):
        raise NotHereError("no station has eight steps with pieces and times")
    station = draw.one(list(work))
    rows = work[station].iloc[draw.whole(0, max(len(work[station]) - STEPS, 0)) :].head(STEPS)
    hours, pieces = rounded(float(rows["seconds"].sum()) / 3600), max(round(float(rows["quantity"].sum())), 5)
    scrap = round(float(rows["scrapped"].fillna(0).sum()))
    seen = 0 < scrap < pieces / 2
    scrap = scrap if seen else max(round(pieces * draw.step(0.03, 0.12, 0.01)), 1)
    planned = rounded(hours / draw.step(0.55, 0.95, 0.05))
    best = rounded(60 * hours / pieces * draw.step(0.7, 0.95, 0.05))
    made = f"By the log, station {station} ran {text(hours, 'h')} and made {text(pieces, 'pieces', 6)}"
    scrapped = (
        f", {scrap} of them scrap. Suppose that it" if seen else f". Suppose that scrap was {scrap} of them, that it"
    )
    said = f"{made}{scrapped} was to run {text(planned, 'h')}, and that a piece takes {text(best, 'min')} at its best."
    return Run(station, hours, pieces, scrap, planned, best, said)


def _with_one_largest(case: Case, draw: Draw) -> Run:
    """Return a run one of whose losses is clearly the largest."""
    for _ in range(60):
        run = _run(case, draw)
        _, second, most = sorted(run.lost.values())
        if most > 1.05 * second:
            return run
    raise NotHereError("two losses of every station are alike")


def _table(run: Run) -> Table:
    rows = (("planned time", run.planned, "h"), ("run time", run.hours, "h"), ("best time of a piece", run.best, "min"),
            ("pieces", run.pieces, ""), ("scrap", run.scrap, "pieces"))  # fmt: skip
    return Table(title=run.station, columns=(Column(name="what"), Column(name="value"), Column(name="unit")), rows=rows)


def _most_pieces_lost(run: Run) -> str:
    """Return the loss that costs most pieces: what could have been made, against what was, loss by loss."""
    a, e, q = run.factors
    could = 60 * run.planned / run.best
    steps = {STANDING: could * (1 - a), SLOW: could * a * (1 - e), SCRAP: could * a * e * (1 - q)}
    return sorted(steps, key=lambda name: -steps[name])[0]
