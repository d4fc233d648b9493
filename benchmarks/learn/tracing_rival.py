"""Our fit of knowledge tracing beside pyBKT's: CPU seconds, likelihood and parameters, on one file in one run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.environments import PeerMissingError, Reply, ask
from benchmarks.learn.answer_file import Given, by_skill, write_answers
from benchmarks.learn.simulated import MIDDLE, simulate
from benchmarks.table import Row, row
from plantwright.learn.learner.bkt_counts import paths_of
from plantwright.learn.learner.bkt_fit import Fitted, fit_tracing
from plantwright.learn.learner.bkt_intervals import NAMES

SKILLS, LEARNERS, STEPS, SEED = 6, 305, 12, 3
REPEATS = 5
STARTS = 5
"""pyBKT's default number of starts; ours is two, and more where these disagree."""


def rival_rows(smoke: bool) -> list[Row]:
    """Return how both fit a file of simulated answers, about 22,000 rows of six skills."""
    learners = 40 if smoke else LEARNERS
    truths = MIDDLE.skills(SKILLS, SEED)
    answers = [
        Given(f"u{learner}", f"skill{k}", bool(right))
        for k, truth in enumerate(truths)
        for learner, row_ in enumerate(simulate(truth, learners, STEPS, SEED, k).answers)
        for right in row_
    ]
    return compared(answers, "simulated", (1,) if smoke else (1, STARTS), wanted=True)


def compared(answers: Sequence[Given], where: str, tried: Sequence[int], *, wanted: bool) -> list[Row]:
    """Return CPU seconds, log likelihood and parameters of both; the rival once for each number of starts."""
    cpu, ours = _ours(answers)
    size = f"{len(answers):,} rows, {len(ours)} skills, {where}"
    rows = [row(f"CPU of our fit; {size}", cpu, "s")]
    for starts in tried:
        try:
            theirs = _theirs(answers, starts)
        except PeerMissingError as error:
            rows.append(Row(f"pyBKT: {error}", None, "s", "ratio <= 0.05" if wanted else None))
            continue
        rows += _beside(
            answers, ours, theirs, cpu, f"pyBKT of {starts} start{'s' if starts > 1 else ''}; {where}", wanted=wanted
        )
    return rows


def _beside(
    answers: Sequence[Given], ours: dict[str, Fitted], theirs: Reply, cpu: float, name: str, *, wanted: bool
) -> list[Row]:
    """Return both side by side; every likelihood is computed by one function."""
    found = {skill: np.array([theirs.measures[f"{skill}.{one}"][0] for one in NAMES]) for skill in ours}
    tables = {skill: paths_of(one) for skill, one in by_skill(answers).items()}
    heights = {skill: tables[skill].expected(np.clip(at, 1e-9, 1 - 1e-9))[1] for skill, at in found.items()}
    sound = [skill for skill, at in found.items() if max(at[2:]) < 0.5]
    apart = [float(np.abs(found[skill] - [getattr(ours[skill].model, one) for one in NAMES]).max()) for skill in sound]
    lead = [ours[skill].log_likelihood - heights[skill] for skill in ours]
    return [
        row(f"CPU beside {name}", cpu, "s", "ratio <= 0.05" if wanted else None, float(theirs.cpu[0])),
        row(f"  log likelihood, ours less {name}", sum(lead), "nat"),
        row(f"  least of a skill, ours less {name}", min(lead), "nat"),
        row(f"  skills without guess or slip above one half, {name}", len(sound), "1"),
        row(f"  largest difference of a parameter on these, {name}", max(apart, default=float("nan")), "1"),
    ]


def _ours(answers: Sequence[Given]) -> tuple[float, dict[str, Fitted]]:
    """Return the CPU seconds of one fit from the rows on, the mean of some, and what it found."""
    begun = time.process_time()
    for _ in range(REPEATS):
        found = {skill: fit_tracing(rows) for skill, rows in by_skill(answers).items()}
    return (time.process_time() - begun) / REPEATS, found


def _theirs(answers: Sequence[Given], starts: int) -> Reply:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        write_answers(answers, path)
        return ask("learn", "knowledge_tracing.py", {"file": str(path), "starts": starts}, seeds=[1])
