"""The suite of pairs: records before and after a change, and whether what it did is told rightly."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.interventions.pairs import Pair, pair, true_effects
from benchmarks.table import Row, row
from plantwright.calibrate.effect_scale import in_percent
from plantwright.calibrate.own_pace import Demand
from plantwright.events.held import HeldLog
from plantwright.improve.sides import Recorded
from plantwright.improve.verify import Line, Verification, verify
from plantwright.twin.replicate import METRICS

SEED = 6
WEEKS, LONGEST = 26, 78
"""Records before and at first after, and after at the most [weeks]."""
PAIRS, SMOKE_PAIRS, SMOKE_WEEKS = 40, 2, 8
PROCESSES = 2


@dataclass(frozen=True)
class Told:
    """What was told of one pair, beside the truth."""

    name: str
    change: str
    works: bool
    verification: Verification
    weeks: int
    """Records after that it took."""
    truth: dict[str, float]
    """By metric [%, points]."""

    def objective(self) -> Line:
        """Return the line that the verdict speaks of."""
        return self.verification.line(self.verification.objective)

    def covered(self, metric: str) -> bool:
        """Tell whether the interval of the realized effect holds the truth."""
        one = self.verification.line(metric).realized
        assert one.low is not None
        assert one.high is not None
        # what cannot move, such as the WIP of a CONWIP plant, differs in the last digit
        return one.low - 1e-9 <= self.truth[metric] <= one.high + 1e-9


def figures(smoke: bool) -> list[Row]:
    """Return how often intervals hold the truth and verdicts are right."""
    asked = [(number, SMOKE_WEEKS if smoke else WEEKS) for number in range(SMOKE_PAIRS if smoke else PAIRS)]
    if smoke:
        told = [tell(*one) for one in asked]
    else:
        with ProcessPoolExecutor(PROCESSES) as pool:
            told = list(pool.map(tell, *zip(*asked, strict=True)))
    Console(width=150).print(table(told))
    return _rows(told)


def tell(number: int, weeks: int) -> Told:
    """Verify one pair; where it cannot be told yet, once more with as many weeks after as the verdict asks for."""
    asked = pair(SEED, number, weeks)
    with tempfile.TemporaryDirectory() as place:
        before = asked.records_before(Path(place))
        longer, found, after = weeks, *_verified(asked, before, Path(place), weeks)
        if found.outcome == "cannot tell yet" and found.days_more is not None:
            longer = min(weeks + int(np.ceil(1.1 * found.days_more / 7)) + 1, LONGEST * weeks // WEEKS)
            found, after = _verified(asked, before, Path(place), longer)
        truth = true_effects(asked, Demand(HeldLog.of(after.log), *found.after))
    effects = {name: in_percent(name, one) for name, one in truth.items()}
    told = Told(asked.name, asked.change.edits[0].key, asked.works, found, longer, effects)
    line = told.objective()
    said = f"{asked.name} after {longer} weeks: {found.outcome}; true {effects[line.metric]:.2f}, told {line.realized}"
    print(said, file=sys.stderr, flush=True)
    return told


def _verified(asked: Pair, before: Recorded, place: Path, weeks: int) -> tuple[Verification, Recorded]:
    after = asked.records_after(place, weeks)
    return verify(before, after, asked.change), after


def table(told: Sequence[Told]) -> Table:
    """Return one line a pair."""
    shown = Table(title="pairs: true and realized effect on the objective", box=box.SIMPLE_HEAD)
    for name in ("pair", "change", "done", "weeks", "objective", "true %", "realized %", "90 %", "foretold %", "held",
                 "verdict"):  # fmt: skip
        shown.add_column(name, justify="left" if name in ("pair", "change", "verdict") else "right")
    for one in told:
        line = one.objective()
        realized, foretold = line.realized, line.foretold.value
        shown.add_row(
            one.name, one.change, "yes" if one.works else "no", str(one.weeks), line.metric,
            f"{one.truth[line.metric]:.1f}", f"{realized.value:.1f}", f"{realized.low:.1f} to {realized.high:.1f}",
            "-" if foretold is None else f"{foretold:.1f}", "yes" if one.covered(line.metric) else "no",
            one.verification.outcome,
        )  # fmt: skip
    return shown


def _rows(told: Sequence[Told]) -> list[Row]:
    objective = [one.covered(one.objective().metric) for one in told]
    idle = [one.verification.outcome == "no effect seen" for one in told if not one.works]
    wrong = [one.verification.outcome in _WRONG for one in told if not one.works]
    every = {name: [one.covered(name) for one in told if _known(one, name)] for name in METRICS}
    moved = [one for one in told if one.works and abs(one.truth[one.objective().metric]) >= 5]
    right = [one.verification.outcome.startswith("worked") == _helps(one) for one in moved]
    aims = [row("pairs: coverage of 90 % intervals, objective", _share(objective), "1", "0.85 to 0.95")]
    aims += [row("pairs: change without effect called one", _share(idle), "1", ">= 0.9")]
    plain = [row("pairs: change without effect said to work or harm", _share(wrong), "1", "<= 0.1")]
    plain += [row("pairs: true effect of 5 % or more told in its direction", _share(right), "1")]
    plain += [row(f"pairs: coverage of 90 % intervals, {name}", _share(one), "1") for name, one in every.items()]
    widths = [_half(one.objective()) for one in told]
    return [*aims, *plain, row("pairs: half width on the objective, median", float(np.median(widths)), "%")]


_WRONG = ("worked as foretold", "worked better", "worked less", "worked", "harmed")


def _known(one: Told, name: str) -> bool:
    return any(line.metric == name for line in one.verification.lines)


def _helps(one: Told) -> bool:
    line = one.objective()
    return (one.truth[line.metric] > 0) == (line.metric == "throughput")


def _half(line: Line) -> float:
    one = line.realized
    return 0.0 if one.low is None or one.high is None else (one.high - one.low) / 2


def _share(found: Sequence[bool]) -> float | None:
    return float(np.mean(found)) if found else None
