"""The parts of the page, each from what it needs to safe HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plantwright.calibrate.check import Check, CheckLine
from plantwright.events.log import EventLog, Finding
from plantwright.events.meanings import meaning_of
from plantwright.improve.study import Study
from plantwright.messages.told import later, number, said, say, told
from plantwright.model.estimate import Estimate, Measures
from plantwright.model.plant import Evidence, Plant
from plantwright.plot.digits import rounded
from plantwright.report.markup import Content, Markup, bullets, folded, joined, noted, table, tag
from plantwright.report.terms import finding_term, in_order, measured, stacked, term

EVIDENCE_SHOWN = 15


def section(name: str, heading: str, *content: Content) -> Markup:
    """Return a part of the page with its heading."""
    return tag("section", tag("h2", heading), joined(content), id=name)


def numbers_section(measures: Measures | None) -> Markup:
    """Return every measured value with unit, interval, number of observations and method."""
    heading = say("The plant in numbers")
    if measures is None:
        return section("numbers", heading, tag("p", say("Nothing was recorded, so nothing was measured.")))
    rows = [_number_row(name, one) for name, one in in_order(measures.values).items()]
    headers = (say("Measure"), say("Value (interval)"), say("Rests on"))
    return section("numbers", heading, folded(headers, rows, EVIDENCE_SHOWN, more=later("{n:,} more measures")))


def _number_row(name: str, one: Estimate) -> list[Content]:
    return [term(name), measured(name, one), noted(said(one.method or one.evidence), _seen(one.n))]


def _seen(n: int | None) -> str:
    return "" if n is None else f"n = {number(n, ',')}"


def check_table(check: Check) -> Markup:
    """Return recorded and foretold values side by side, with what they say."""
    headers = (say("Measure"), say("Recorded"), say("Twin"), say("Agrees"), say("In words"))
    return table(headers, [_check_row(line) for line in check.lines]) if check.lines else Markup("")


def _check_row(line: CheckLine) -> list[Content]:
    verdict = "yes" if line.agrees else "no"
    recorded, twin = measured(line.measure, line.recorded), measured(line.measure, line.twin)
    return [
        term(line.measure),
        recorded,
        twin,
        tag("b", say("yes") if line.agrees else say("no"), css=verdict),
        said(line.sentence),
    ]


def check_window(check: Check) -> str:
    """Return which weeks were held out."""
    if check.split is None:
        return ""
    if check.end is None:
        return say("Fitted on the records before {split}; compared on those after it (UTC).", split=check.split)
    return say(
        "Fitted on the records before {split}; compared on {split} to {end} (UTC).", split=check.split, end=check.end
    )


def findings_section(log: EventLog | None) -> Markup:
    """Return what was odd in the records and what was done about it; and how the columns were read."""
    heading = say("Findings in the records")
    if log is None:
        return section("findings", heading, tag("p", say("There are no records.")))
    rows = [_finding_row(one) for one in sorted(log.findings, key=lambda one: -one.count)]
    headers = (say("Finding"), say("Count"), say("What was found"), say("What was done"))
    found = table(headers, rows) if rows else tag("p", say("Nothing odd was found."))
    return section("findings", heading, found, _columns(log.columns))


def _finding_row(one: Finding) -> list[Content]:
    examples = say("for example {examples}", examples=", ".join(one.examples[:3])) if one.examples else ""
    found = noted(said(one.detail), examples)
    return [finding_term(one.name), str(number(one.count, ",")), found, noted(said(one.action), _meaning(one))]


def _meaning(one: Finding) -> str:
    """Return where a finding mostly comes from, what it does to the answers, and what cures it."""
    found = meaning_of(one.name)
    cause, effect, cure = said(found.cause), said(found.effect), said(found.cure)
    return say("Cause: {cause}. Effect: {effect}. Cure: {cure}.", cause=cause, effect=effect, cure=cure)


def _columns(columns: Mapping[str, str]) -> Markup:
    if not columns:
        return Markup("")
    rows: list[list[Content]] = [[tag("code", name), tag("code", how)] for name, how in columns.items()]
    found = table((say("Meaning"), say("Column of the records")), rows)
    return tag("details", tag("summary", say("How the columns were read")), found)


def evidence_section(plant: Plant) -> Markup:
    """Return every number of the plant that says where it came from."""
    heading = say("Assumptions")
    intro = tag("p", say("What the twin takes for true. Correct a number in the folder plant and run again."))
    if not plant.evidence:
        return section("assumptions", heading, tag("p", say("The plant says of no number where it came from.")))
    rows = [_evidence_row(one) for one in plant.evidence]
    headers = (say("Number"), say("Value (interval)"), say("Rests on"))
    table_of_all = folded(headers, rows, EVIDENCE_SHOWN, more=later("{n:,} more assumptions"))
    return section("assumptions", heading, intro, table_of_all)


def _evidence_row(one: Evidence) -> list[Content]:
    return [tag("code", one.path), _evidence_value(one), noted(said(one.method), _seen(one.n))]


def _evidence_value(one: Evidence) -> Content:
    if isinstance(one.value, str):
        return tag("code", " ".join(f"{one.value} {one.unit}".split()))
    return stacked(Estimate(value=one.value, unit=one.unit, low=one.low, high=one.high))


def manifest_section(study: Study, manifest: Mapping[str, object]) -> Markup:
    """Return what is needed to run the study again."""
    facts: dict[str, object] = {}
    if study.ranking is not None:
        one = study.ranking
        facts = {
            str(told("seed of the ranking")): one.seed,
            str(told("warm-up [d]")): one.warm_up / 86_400,
            str(told("horizon [d]")): one.horizon / 86_400,
        }
    rows: list[list[Content]] = [
        [tag("code", name), tag("code", value)] for name, value in _flat({**manifest, **facts})
    ]
    body = table((say("What"), say("Value")), rows) if rows else tag("p", say("No manifest was given."))
    return section("run", say("How this was made"), body)


def _flat(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        elif value not in (None, "", [], ()):
            yield f"{above}{name}", rounded(value) if isinstance(value, float) else _listed(value)


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def reasons(check: Check) -> Markup:
    """Return the reasons of the verdict."""
    return bullets(said(one) for one in check.reasons) if check.reasons else Markup("")
