"""Differential runs: the same models in other simulators, every measure within a joint 99 % interval."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.engine import agreement, ours
from benchmarks.engine.models import JobShop, Line, Window, single, tandem, unreliable, weeks
from benchmarks.environments import PeerMissingError, Reply, ask
from benchmarks.table import Row

SCRIPTS = {"simpy": "simpy_line.py", "ciw": "ciw_line.py", "cimba": "cimba_line.py"}
"""How each rival runs a line."""

MEASURES = tuple(agreement.NAMES)
"""What is compared."""

OURS = 4
"""Runs of ours for each of a rival's: they cost little, and narrow every interval by a fifth."""


@dataclass(frozen=True)
class Case:
    """A model, the rivals that can run it, and how it is run."""

    name: str
    model: Line | JobShop
    peers: tuple[str, ...]
    window: Window
    replications: int
    """Runs of each rival."""

    def script(self, peer: str) -> str:
        """Return the script of a rival that runs the model."""
        return "simpy_job_shop.py" if isinstance(self.model, JobShop) else SCRIPTS[peer]


CASES = (
    Case("M/M/1, load 0.8", single(0.8), ("simpy", "ciw", "cimba"), Window(500, 10_000), 150),
    Case("M/M/3, load 0.8", single(0.8, servers=3), ("simpy", "ciw"), Window(500, 5_000), 100),
    Case("5 stations, buffers of 2", tandem(5, 0.5, buffer=2), ("simpy", "ciw", "cimba"), Window(500, 5_000), 100),
    Case("4 stations, no buffers", tandem(4, 0.35, buffer=0), ("ciw",), Window(500, 5_000), 100),
    Case("20 unreliable stations, buffers of 10", unreliable(0.5), ("simpy", "cimba"), Window(1_000, 4_000), 150),
    Case("job shop", JobShop(), ("simpy",), weeks(4, 13), 400),
)


def figures(smoke: bool) -> list[Row]:
    """Return whether each rival agrees, case by case and measure by measure."""
    level = agreement.joint_level(comparisons(CASES))
    return [row for case in CASES for row in case_rows(case, level, 3 if smoke else case.replications)]


def comparisons(cases: Sequence[Case]) -> int:
    """Return how many means are compared."""
    return sum(len(case.peers) for case in cases) * len(MEASURES)


def case_rows(case: Case, level: float, replications: int) -> list[Row]:
    """Return a row for each rival and measure of a case."""
    print(f"{case.name} …", file=sys.stderr, flush=True)
    found = ours.reply(case.model, case.window, range(OURS * replications))
    return [row for peer in case.peers for row in peer_rows(case, peer, found, level, replications)]


def peer_rows(case: Case, peer: str, found: Reply, level: float, replications: int) -> list[Row]:
    """Return a row for each measure of a rival."""
    name = f"{case.name}, {peer}"
    request = {**case.model.told(), "warm_up": case.window.warm_up, "horizon": case.window.horizon}
    try:
        # seeds apart from ours: a rival that mixed them alike would not be independent
        theirs = ask(peer, case.script(peer), request, range(1_000_001, 1_000_001 + replications))
    except PeerMissingError as problem:
        return [agreement.missing_row(name, measure, str(problem)) for measure in MEASURES]
    return [
        agreement.agreement_row(name, measure, found.measures[measure], theirs.measures[measure], level)
        for measure in MEASURES
    ]
