"""Drawing the groups: within each class, or class by class, from a secret whose fingerprint was registered before."""

from __future__ import annotations

import csv
import hmac
import io
import secrets
from collections.abc import Sequence
from hashlib import sha256

from plantwright.errors import LearnError, Problems
from plantwright.learn.study_kit.settings import Settings
from plantwright.model.quantity import Name, Noun


class Enrolled(Noun):
    """A learner on the list of a class, before anything is drawn."""

    learner: Name
    class_name: Name


class Assigned(Noun):
    """A learner with the group that was drawn."""

    learner: Name
    class_name: Name
    group: Name


def new_secret() -> str:
    """Return a secret to draw from, 64 hexadecimal digits: kept closed until the groups are drawn."""
    return secrets.token_hex(32)


def fingerprint(secret: str) -> str:
    """Return what is registered of a secret: it shows later that this one was used, and tells nothing before."""
    return sha256(secret.strip().encode()).hexdigest()


def draw(settings: Settings, enrolled: Sequence[Enrolled], secret: str) -> list[Assigned]:
    """Return the group of each learner, sorted by class and learner.

    Notes
    -----
    Whoever is drawn is put in the order of HMAC-SHA-256 of their name with the secret as key, and takes the groups in
    turn: within each class, or over all classes. So the groups differ by one at most; whose turn is first is drawn too.
    Neither the order of the list nor a version of any library changes the draw, and every language can check it.

    Raises
    ------
    LearnError
        Lists learners that stand twice, and classes or lists that are too small to draw.
    """
    _check(settings, enrolled)
    if settings.unit == "class":
        groups = _in_turn(settings, {one.class_name for one in enrolled}, secret, "classes")
        found = [(one, groups[one.class_name]) for one in enrolled]
    else:
        by_class: dict[str, set[str]] = {}
        for one in enrolled:
            by_class.setdefault(one.class_name, set()).add(one.learner)
        drawn = {name: _in_turn(settings, learners, secret, name) for name, learners in by_class.items()}
        found = [(one, drawn[one.class_name][one.learner]) for one in enrolled]
    made = [Assigned(learner=one.learner, class_name=one.class_name, group=group) for one, group in found]
    return sorted(made, key=lambda one: (one.class_name, one.learner))


def _in_turn(settings: Settings, names: set[str], secret: str, block: str) -> dict[str, str]:
    first = int(_order(secret, "first", block)[-1], 16) % 2
    ordered = sorted(names, key=lambda name: _order(secret, "drawn", block, name))
    return {name: settings.groups[(first + place) % 2] for place, name in enumerate(ordered)}


def _order(secret: str, *parts: str) -> str:
    return hmac.new(secret.strip().encode(), "\x1f".join(parts).encode(), "sha256").hexdigest()


def _check(settings: Settings, enrolled: Sequence[Enrolled]) -> None:
    problems = Problems("the list of learners", LearnError)
    names = [one.learner for one in enrolled]
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.add(name, "stands twice", "each learner once", "leave one line out")
    classes = [one.class_name for one in enrolled]
    if settings.unit == "class" and len(set(classes)) < 4:
        problems.add("classes", f"found {len(set(classes))}", "at least 4 to draw whole classes", "use unit: learner")
    if settings.unit == "learner":
        for name in sorted({name for name in classes if classes.count(name) < 2}):
            problems.add(f"class {name}", "has one learner", "at least 2 to draw within it", "join it with another")
    if not enrolled:
        problems.add("its rows", "found none", "a row for each learner", "write learner and class")
    problems.raise_any()


def read_list(text: str) -> list[Enrolled]:
    """Return the learners of a table with the columns ``learner`` and ``class``."""
    rows = _rows(text, ("learner", "class"), "the list of learners")
    return [Enrolled(learner=one["learner"], class_name=one["class"]) for one in rows]


def read_groups(text: str) -> list[Assigned]:
    """Return the learners of a table with the columns ``learner``, ``class`` and ``group``."""
    rows = _rows(text, ("learner", "class", "group"), "the table of groups")
    return [Assigned(learner=one["learner"], class_name=one["class"], group=one["group"]) for one in rows]


def groups_csv(assigned: Sequence[Assigned]) -> str:
    """Return the table of groups."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("learner", "class", "group"))
    writer.writerows((one.learner, one.class_name, one.group) for one in assigned)
    return text.getvalue()


def _rows(text: str, columns: Sequence[str], what: str) -> list[dict[str, str]]:
    """Return the rows of a table, or raise with every row that lacks something."""
    problems = Problems(what, LearnError)
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    for name in columns:
        if name not in (reader.fieldnames or ()):
            problems.add("its head", f"no column {name}", f"the columns are {', '.join(columns)}", "add it")
    problems.raise_any()
    rows = [{name: (one[name] or "").strip() for name in columns} for one in reader]
    for line, one in enumerate(rows, 2):
        for name in columns:
            if not one[name]:
                problems.add(f"line {line}, {name}", "is empty", "every row needs it", "fill it in")
    problems.raise_any()
    return rows
