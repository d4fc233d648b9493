"""``facts.yaml``: what any manager knows of a plant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from plantwright.errors import PlantError
from plantwright.files.yaml_text import load_yaml
from plantwright.model.checked import checked
from plantwright.model.facts import NO_FACTS, Facts

NAMES = ("facts.yaml", "facts.yml")


def read_facts(path: str | Path) -> Facts:
    """Return the facts in a file, or in a folder that may have none; raise PlantError with every problem."""
    path = Path(path)
    if path.is_dir():
        found = next((path / name for name in NAMES if (path / name).is_file()), None)
        return read_facts(found) if found else NO_FACTS
    facts = checked(Facts, load_yaml(path) or {}, str(path))
    problems = list(contradictions(facts))
    if problems:
        raise PlantError(str(path), problems)
    return facts


def write_facts(facts: Facts, folder: Path) -> None:
    """Write facts into a folder, so that ``read_facts`` gives them back; nothing where nothing was told."""
    if facts == NO_FACTS:
        return
    fields = facts.model_dump(mode="json", exclude_defaults=True)
    text = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)
    (folder / NAMES[0]).write_text(text, encoding="utf-8")


def contradictions(facts: Facts) -> Iterator[str]:
    """Iterate over what contradicts itself in the facts."""
    for name, times in Counter(one.id for one in facts.work_centers).items():
        if times > 1:
            yield f"work_centers: {name!r} stands {times} times; each must be told once"
    yield from _batch_problems(facts)
    yield from _zone_problems(facts)
    yield from _window_problems(facts)
    yield from _cost_problems(facts)


def _batch_problems(facts: Facts) -> Iterator[str]:
    for one in facts.work_centers:
        if one.batch and one.batch.min_lots > one.batch.max_lots:
            yield (
                f"work_centers.{one.id}.batch: min_lots {one.batch.min_lots} is above max_lots "
                f"{one.batch.max_lots}; it may be at most that"
            )


def _zone_problems(facts: Facts) -> Iterator[str]:
    if facts.time_zone is None:
        return
    try:
        ZoneInfo(facts.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"time_zone: {facts.time_zone!r} is unknown; write a name such as Europe/Paris or UTC"


def _window_problems(facts: Facts) -> Iterator[str]:
    window = facts.log_window
    if window is None:
        return
    moments = [_moment(text) for text in (window.start, window.end)]
    for name, text, moment in zip(("from", "to"), (window.start, window.end), moments, strict=True):
        if moment is None:
            yield f"log_window.{name}: {text!r} is no time; write 2025-04-28T00:00:00 in the plant's local time"
    start, end = moments
    if start and end and not start.replace(tzinfo=None) < end.replace(tzinfo=None):
        yield f"log_window: from {window.start} is not before to {window.end}; swap or mend them"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _cost_problems(facts: Facts) -> Iterator[str]:
    known = [one.id for one in facts.work_centers]
    for name in facts.costs.station_once if facts.costs and known else ():
        if name not in known:
            yield f"costs.station_once.{name}: unknown work center; told are {', '.join(known)}"
