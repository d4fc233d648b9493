"""The learner model, on simulated learners, beside rivals; and on public answers where a user has them.

Simulated learners obey the model that is fitted to them. So these figures bound what the model can do from above; they
say nothing of people, and nothing of whether anybody learns more.
"""

from __future__ import annotations

from benchmarks.learn.calibration import calibration_rows
from benchmarks.learn.policies import policy_rows
from benchmarks.learn.public import public_rows
from benchmarks.learn.recovery import recovery_rows
from benchmarks.learn.tracing_rival import rival_rows
from benchmarks.table import Row


def figures(smoke: bool) -> list[Row]:
    """Return all figures of the learner model."""
    parts = (recovery_rows, calibration_rows, policy_rows, rival_rows, public_rows)
    return [made for part in parts for made in part(smoke)]
