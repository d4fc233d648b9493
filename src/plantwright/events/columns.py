"""Which column of a table is which of the schema, by name and content."""

from __future__ import annotations

from collections import Counter
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


NONE = "none"
"""What is told where no column is it."""

Match = dict[str, Matched]
"""The columns found, by role."""


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


NEAR = 8.0
"""How much less a column's name may fit for it to be a rival of the one taken."""
LONE = "the only time"
"""What is said of a time whose name does not tell whether work began or ended."""


def match_columns(
    profiles: Sequence[Profile], roles: Sequence[str], told: Mapping[str, str], problems: Problems, stamps: str = ""
) -> Match:
    """Return the columns by role: those told, then by name and content, the best fit first.

    Parameters
    ----------
    stamps
        ``start`` or ``end``: what a lone time was told to be.
    """
    match = _told(profiles, roles, told, problems)
    without = {role for role, name in told.items() if name == NONE}
    roles = [role for role in roles if role not in without]
    scored = _sure_first(_scores(profiles, roles))
    for score, _, role, profile in scored:
        if role not in match and all(one.profile is not profile for one in match.values()):
            match[role] = Matched(profile, "by name" if score >= 100 else "by name and content")
    _add_by_content(profiles, roles, match)
    return _settled(match, stamps)


def _sure_first(scores: list[tuple[float, int, str, Profile]]) -> list[tuple[float, int, str, Profile]]:
    """Return fits, the best first; of equals, first the column whose name means nothing else as well."""
    means = Counter((place, score) for score, place, _, _ in scores)
    return sorted(scores, key=lambda one: (-one[0], means[one[1], one[0]], one[1]))


def rivals(profiles: Sequence[Profile], role: str, match: Match) -> list[Profile]:
    """Return the columns taken for nothing that might as well be the role's, by their name and content."""
    if role not in match:
        return []
    fits = {one.name: score for score, _, _, one in _scores(profiles, [role])}
    taken = {one.profile.name for one in match.values()}
    least = fits.get(match[role].profile.name, 100.0) - NEAR
    return [one for one in profiles if one.name not in taken and fits.get(one.name, 0.0) >= max(least, CLEAR)]


def _add_by_content(profiles: Sequence[Profile], roles: Sequence[str], match: Match) -> None:
    """Add what no name told: times by their form in the order they stand, an order by how often it comes back."""
    taken = [one.profile for one in match.values()]
    free = [one for one in profiles if one.values and one not in taken]
    dated = [one for one in free if one.time and one.time.shape not in ("epoch", "compact")]
    named = {"start", "end", "time"} & set(match)
    if not named and "start" in roles and 0 < len(dated) < 3:
        for role, profile in zip(("start", "end") if len(dated) > 1 else ("time",), dated, strict=False):
            match[role] = Matched(profile, "by content")
    if "order" not in match and "operation" in roles:
        coming_back = [one for one in free if one.time is None and one.comes_back]
        if len(coming_back) == 1:
            match["order"] = Matched(coming_back[0], "by content, the only values that come back")


def _told(profiles: Sequence[Profile], roles: Sequence[str], told: Mapping[str, str], problems: Problems) -> Match:
    known = {one.name: one for one in profiles}
    match: Match = {}
    for role, name in told.items():
        if name == NONE:
            continue
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
            if score >= CLEAR and profile.values and profile.fits(ROLES[role].content) and not _is_step(profile, role):
                filled = 9.0 * len(profile.values) / max(profile.rows, 1)
                found.append((score + filled if score < 100 else score, place, role, profile))
    return found


def _is_step(profile: Profile, role: str) -> bool:
    """Tell whether a column that could be orders by its name is of operations, as a few values come again and again."""
    few = role == "order" and len(profile.counts) * 10 <= len(profile.values) and len(profile.values) >= 50
    return few and name_score(profile.name, ROLES["operation"]) >= 100


def _settled(match: Match, stamps: str) -> Match:
    """Return the match with a lone time column put where it belongs, and no amount counted twice."""
    made = dict(match)
    if "time" in made and "life" not in made:
        lone = made.pop("time")
        alone = not {"start", "end"} & set(made)
        free = next((role for role in (stamps, "end", "start") if role and role not in made), None)
        said = "told by stamps" if alone and stamps else LONE if alone else "the only other time"
        if free:
            made[free] = Matched(lone.profile, f"{lone.how}: {said}")
    if "good" in made and "quantity" in made and made["quantity"].how != "as told":
        del made["quantity"]
    if "life" in made and "time" not in made:
        del made["life"]
    return made
