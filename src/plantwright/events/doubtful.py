"""What the columns of a log leave open, turned into questions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyarrow as pa

from plantwright.errors import Question
from plantwright.events.columns import LONE, NONE, Match, rivals
from plantwright.events.profile import Profile
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.sheet import NAMELESS
from plantwright.events.sheets.wide import which_end
from plantwright.events.table import Table

NEEDED = ("order", "operation", "station", "work_center", "start", "end", "product", "quantity")
"""The roles of which a wrong column would make the answers wrong."""


def ask_about(
    table: Table, profiles: Sequence[Profile], match: Match, told: Mapping[str, str], questions: Questions
) -> None:
    """Note a question for each thing that two columns may be, or that no column is for certain."""
    for role in NEEDED:
        found = match.get(role)
        if role in told or found is None or found.how.startswith("as told"):
            continue
        taken = found.profile.name
        others = [one for one in rivals(profiles, role, match) if not _same(table.data, taken, one.name, role)]
        if others:
            names = (taken, *(one.name for one in others[:3]))
            questions.add(Question(role, f"{_listed(table, names)} may each be the {_word(role)}; which is?", names))
    _ask_times(table, profiles, match, told, questions)
    _ask_place(table, profiles, match, told, questions)
    _ask_order(table, profiles, match, told, questions)
    _ask_nameless(table, profiles, match, told, questions)


def _ask_nameless(
    table: Table, profiles: Sequence[Profile], match: Match, told: Mapping[str, str], questions: Questions
) -> None:
    """Note a question for each thing that columns without names may hold and no other column does."""
    left = [one for one in profiles if one.name.startswith(NAMELESS) and one.values and one.name not in told.values()]
    left = [one for one in left if all(one.name != other.profile.name for other in match.values())]
    texts = [one.name for one in _free(left, match) if _could_be_places(one)]
    known = {*match, *told}
    others = {"order", "station", "operation"} - known
    said = (("operation", "what was done", texts), ("product", "what was made", texts[len(others) :] and texts))
    for role, words, names in (*said, ("quantity", "how many", [one.name for one in left if one.is_number])):
        if names and role not in known and not (role == "quantity" and "good" in known):
            text = f"no column is named as {words}; is it {_listed(table, names[:4])}?"
            questions.add(Question(role, text, (*names[:4], NONE)))


def _ask_place(
    table: Table, profiles: Sequence[Profile], match: Match, told: Mapping[str, str], questions: Questions
) -> None:
    if {"operation", "station", "work_center"} & set(match) or {"station", "operation"} & set(told):
        return
    names = tuple(one.name for one in _free(profiles, match) if _could_be_places(one))[:4]
    text = f"nothing says at which machine; a column of {_listed(table, names)}, or one machine for all rows?"
    questions.add(
        Question("station", text if names else "nothing says at which machine; which is it?", (*names, "=NAME"))
    )


def _could_be_places(profile: Profile) -> bool:
    return 1 < len(profile.counts) <= 200 and len(profile.values) > 0.5 * profile.rows


def _ask_order(
    table: Table, profiles: Sequence[Profile], match: Match, told: Mapping[str, str], questions: Questions
) -> None:
    if "order" in match or "order" in told:
        return
    free = [one for one in _free(profiles, match) if len(one.values) > 0.9 * one.rows and len(one.counts) > 20]
    if free:
        names = tuple(one.name for one in sorted(free, key=lambda one: not _numbers(one.name)))[:4]
        text = f"no column is named as one of orders; is it {_listed(table, names)}?"
        questions.add(Question("order", text, (*names, NONE)))


def _numbers(name: str) -> bool:
    """Tell whether a name says that a column numbers something."""
    return bool(re.search(r"#|\b(no|nr|id|number|code)\b", name, re.IGNORECASE))


def _ask_times(
    table: Table, profiles: Sequence[Profile], match: Match, told: Mapping[str, str], questions: Questions
) -> None:
    """Note a question for each end of the work, where columns hold times and none is named as one of them."""
    sure = {
        role for role in ("start", "end", "time") if role in told or (role in match and LONE not in match[role].how)
    }
    lone = next((one.profile.name for one in match.values() if LONE in one.how), None)
    if sure or "stamps" in told:
        return
    taken = [one.profile.name for one in match.values() if one.profile.name != lone]
    names = tuple(one.name for one in profiles if one.values and one.time and one.name not in taken)
    if lone and len(names) == 1:
        questions.add(which_end(repr(lone)))
    elif len(names) > 2 or (lone and len(names) > 1):
        for role, word in (("start", "began"), ("end", "ended")):
            questions.add(Question(role, f"which of {_listed(table, names)} says when work {word}?", (*names, NONE)))


def _free(profiles: Sequence[Profile], match: Match) -> list[Profile]:
    taken = [one.profile.name for one in match.values()]
    free = [one for one in profiles if one.values and one.name not in taken]
    return [one for one in free if one.time is None and not one.is_number and not one.is_flag and not _is_clock(one)]


def _is_clock(profile: Profile) -> bool:
    return all(re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", one) for one in profile.values[:100])


def _same(data: pa.Table, taken: str, other: str, role: str) -> bool:
    """Tell whether a column says nothing beside the one taken: each value of that goes with one of its own.

    A product must be told by either as well as by the other, as else each order seems a product of its own.
    """
    pairs = data.select([taken, other]).group_by([taken, other]).aggregate([])
    distinct = [len(data[name].unique()) for name in (taken, other)]
    return len(pairs) == (distinct[0] if role != "product" else min(distinct)) and min(distinct) > 1


def _listed(table: Table, names: Sequence[str]) -> str:
    shown = []
    for name in names:
        value = next((one for one in table.data[name].to_pylist()[:50] if one), "")
        shown.append(f"{name!r} ({str(value)[:24]} …)")
    return " or ".join(shown)


def _word(role: str) -> str:
    return {"work_center": "work center", "start": "beginning", "end": "end"}.get(role, role)
