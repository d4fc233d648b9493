"""``python -m benchmarks.interventions.make DIR``: a set of invented plants with their truth apart.

A judge who takes a seed of his own, and tells nobody, gets plants that no entrant has seen.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.interventions.invent import Invented, invented, shortened
from benchmarks.interventions.judge import is_steady
from benchmarks.interventions.plants import KnownPlant, plants_in
from benchmarks.interventions.publish import publish
from plantwright.errors import PlantwrightError
from plantwright.model.checked import checked
from plantwright.model.plant import Plant
from plantwright.twin.load import overload_problems

MOST = 10_000
"""Plants of one seed, at the most."""
_TRIES = 20


def make(place: Path, count: int, seed: int = 0, weeks: float = 1.0) -> tuple[KnownPlant, ...]:
    """Write ``count`` plants of a seed into ``place/plants`` and their truth into ``place/truth``.

    Parameters
    ----------
    weeks
        Share of the usual length of the records [1].
    """
    for number in range(count):
        print(f"inventing plant {number + 1} of {count} …", file=sys.stderr, flush=True)
        one = shortened(steady(seed, number), weeks)
        publish(one, seed * MOST + number, place / "plants" / one.plant.name, place / "truth" / one.plant.name)
    return plants_in(place)


def steady(seed: int, number: int) -> Invented:
    """Return plant ``number`` of a seed: the first that is drawn whose queues do not grow."""
    for attempt in range(_TRIES):
        one = invented((seed * MOST + number) * _TRIES + attempt)
        plant = checked(Plant, {**dict(one.plant), "name": f"i{number:04d}"}, "invented")
        if _can_be_asked(plant):
            return replace(one, plant=plant)
    raise RuntimeError(f"seed {seed}, plant {number}: none of {_TRIES} drawn is steady")


def _can_be_asked(plant: Plant) -> bool:
    try:
        return not overload_problems(plant) and is_steady(plant)
    except PlantwrightError:
        return False


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description="Invent plants: DIR/plants to learn from, DIR/truth to score by.")
    parser.add_argument("place", type=Path, metavar="DIR")
    parser.add_argument("--plants", type=int, default=100, help="how many (default: 100)")
    parser.add_argument("--seed", type=int, default=0, help="which plants; a judge keeps it hidden (default: 0)")
    options = parser.parse_args()
    if options.place.exists() and any(options.place.iterdir()):
        parser.error(f"{options.place}: is not empty; name a new folder")
    if not 1 <= options.plants <= MOST:
        parser.error(f"--plants {options.plants}: 1 to {MOST}")
    make(options.place, options.plants, options.seed)


if __name__ == "__main__":
    main()
