"""Which column of a table is which of the schema, by name and content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantwright.errors import Problems
from plantwright.events.names import CLEAR, ROLES, name_score
from plantwright.events.profile import Profile


@dataclass(frozen=True)
class Matched:
    """A column of the records taken for one of the schema, and why."""

    profile: Profile
    how: str

    @property
    def sql(self) -> str:
        """The column's name as SQL."""
        return quoted(self.profile.name)


Match = dict[str, Matched]
"""The columns found, by role."""


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def match_columns(
    profiles: Sequence[Profile], roles: Sequence[str], told: Mapping[str, str], problems: Problems
) -> Match:
    """Return the columns by role: those told, then by name and content, the best fit first."""
    match = _told(profiles, roles, told, problems)
    scored = sorted(_scores(profiles, roles), key=lambda one: (-one[0], one[1]))
    for score, _, role, profile in scored:
        if role not in match and all(one.profile is not profile for one in match.values()):
            match[role] = Matched(profile, "by name" if score >= 100 else "by name and content")
    _add_by_content(profiles, roles, match)
    return _settled(match)


def _add_by_content(profiles: Sequence[Profile], roles: Sequence[str], match: Match) -> None:
    """Add what no name told: times by their form in the order they stand, an order by how often it comes back."""
    taken = [one.profile for one in match.values()]
    free = [one for one in profiles if one.values and one not in taken]
    dated = [one for one in free if one.time and one.time.shape not in ("epoch", "compact")]
    named = {"start", "end", "time"} & set(match)
    if not named and "start" in roles and dated:
        for role, profile in zip(("start", "end") if len(dated) > 1 else ("time",), dated, strict=False):
            match[role] = Matched(profile, "by content")
    if "order" not in match and "operation" in roles:
        coming_back = [one for one in free if one.time is None and _comes_back(one)]
        if coming_back:
            most = max(coming_back, key=lambda one: len(one.counts))
            match["order"] = Matched(most, "by content, the most values that come back")


def _comes_back(profile: Profile) -> bool:
    each = len(profile.values) / len(profile.counts)
    return not profile.is_number and 1.5 < each < max(0.2 * profile.rows, 10)


def _told(profiles: Sequence[Profile], roles: Sequence[str], told: Mapping[str, str], problems: Problems) -> Match:
    known = {one.name: one for one in profiles}
    match: Match = {}
    for role, name in told.items():
        if role not in roles:
            problems.add(f"columns.{role}", "no such column in the schema", f"allowed are {', '.join(roles)}")
        elif name not in known:
            problems.add(f"columns.{role}", f"the table has no {name!r}", f"it has {', '.join(known)}")
        else:
            match[role] = Matched(known[name], "as told")
    return match


def _scores(profiles: Sequence[Profile], roles: Sequence[str]) -> list[tuple[float, int, str, Profile]]:
    found = []
    for place, profile in enumerate(profiles):
        for role in roles:
            score = name_score(profile.name, ROLES[role])
            if score >= CLEAR and profile.values and profile.fits(ROLES[role].content):
                filled = 9.0 * len(profile.values) / max(profile.rows, 1)
                found.append((score + filled if score < 100 else score, place, role, profile))
    return found


def _settled(match: Match) -> Match:
    """Return the match with a lone time column put where it belongs, and no amount counted twice."""
    made = dict(match)
    if "time" in made and "life" not in made:
        lone = made.pop("time")
        free = next((role for role in ("end", "start") if role not in made), None)
        if free:
            made[free] = Matched(lone.profile, f"{lone.how}: the only other time")
    if "good" in made and "quantity" in made and made["quantity"].how != "as told":
        del made["quantity"]
    if "life" in made and "time" not in made:
        del made["life"]
    return made
