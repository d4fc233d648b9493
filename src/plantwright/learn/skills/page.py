"""The page of all skills, as the reference shows it."""

from __future__ import annotations

from plantwright.learn.skills.graph import SkillGraph
from plantwright.learn.skills.skill import TRACKS, Framework, Skill

HEAD = """# Skills: what a person can do on a plant

<!-- Written by `python -m plantwright.learn.skills`; a test holds it equal. -->

{count} skills in {tracks} tracks. Each says what a person *does* on the plant that they work in. The skills named under
"after" come first; what those ask for themselves is not repeated. The level says who is asked for it: a technician, an
engineer, or who stands between them (bridge). Minutes are a guess of the authors; nobody measured them.

`plantwright.learn.skills.read.school_skills()` returns the graph: `order`, `before(skill)`, `after(skill)`,
`ready(mastered)` and `path(goal, mastered)`. A graph with a circle, an unknown prerequisite, an unknown code or a
double is refused, with all of its problems at once.
"""
CODES = """
## Where the codes come from

Codes point to public frameworks that name the like. The wording is ours, and pointing there says nothing about approval
by, or equality with, any of them.
"""


def skills_page(graph: SkillGraph) -> str:
    """Return the reference's page of a graph, in Markdown."""
    tracks = [track for track in TRACKS if graph.track(track)]
    parts = [HEAD.format(count=len(graph), tracks=len(tracks)), *(_track(graph, track) for track in tracks), CODES]
    return "".join([*parts, *(_framework(name, one) for name, one in graph.frameworks.items())])


def _track(graph: SkillGraph, track: str) -> str:
    skills = graph.track(track)
    minutes = sum(one.minutes for one in skills)
    head = f"\n## {TRACKS[track]}\n\n{len(skills)} skills, {minutes} minutes.\n\n"
    table = "| skill | who masters it can | after | level | min | codes |\n|---|---|---|---|---|---|\n"
    return head + table + "".join(map(_row, skills))


def _row(one: Skill) -> str:
    after, codes = ", ".join(f"`{name}`" for name in one.prerequisites), ", ".join(one.references)
    can = f"**{one.name}.** {one.can}"
    return f"| `{one.id}` | {can} | {after or '–'} | {one.level} | {one.minutes} | {codes or '–'} |\n"


def _framework(name: str, one: Framework) -> str:
    rows = "".join(f"| `{name}.{code}` | {part.says} |\n" for code, part in one.parts.items())
    kept = "verified" if one.verified == "codes" else "**not verified**, only the names are"
    return f"\n### {one.name}\n\nCodes: {kept}. {one.seen}\n\n| code | about, in our words |\n|---|---|\n{rows}"
