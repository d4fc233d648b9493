"""The parts of the page, each from what it needs to safe HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plantwright.calibrate.check import Check, CheckLine
from plantwright.events.log import EventLog, Finding
from plantwright.improve.study import Study
from plantwright.model.estimate import Estimate, Measures
from plantwright.model.plant import Evidence, Plant
from plantwright.report.answer import answer
from plantwright.report.markup import Content, Markup, bullets, folded, joined, noted, table, tag
from plantwright.report.terms import in_order, measured, stacked, term

EVIDENCE_SHOWN = 15
QUESTIONS = ("Where is output lost?", "Is the twin to be believed?", "What to change first?")


def section(name: str, heading: str, *content: Content) -> Markup:
    """Return a part of the page with its heading."""
    return Markup(f'<section id="{name}">{tag("h2", heading).text}{joined(content).text}</section>')


def answer_section(study: Study) -> Markup:
    """Return the three sentences, each under its question."""
    pairs = [
        joined([tag("dt", question), tag("dd", sentence)])
        for question, sentence in zip(QUESTIONS, answer(study), strict=True)
    ]
    verdict = study.check.verdict.replace(" ", "-")
    return section("answer", "The answer", tag("dl", joined(pairs), css=f"answer {verdict}"))


def numbers_section(measures: Measures | None) -> Markup:
    """Return every measured value with unit, interval, number of observations and method."""
    if measures is None:
        return section("numbers", "The plant in numbers", tag("p", "Nothing was recorded, so nothing was measured."))
    rows = [_number_row(name, one) for name, one in in_order(measures.values).items()]
    headers = ("Measure", "Value (interval)", "Rests on")
    return section("numbers", "The plant in numbers", folded(headers, rows, EVIDENCE_SHOWN, "measures"))


def _number_row(name: str, one: Estimate) -> list[Content]:
    seen = "" if one.n is None else f"n = {one.n:,}"
    return [term(name), measured(name, one), noted(one.method or one.evidence, seen)]


def check_table(check: Check) -> Markup:
    """Return recorded and foretold values side by side, with what they say."""
    headers = ("Measure", "Recorded", "Twin", "Agrees", "In words")
    return table(headers, [_check_row(line) for line in check.lines]) if check.lines else Markup("")


def _check_row(line: CheckLine) -> list[Content]:
    verdict = "yes" if line.agrees else "no"
    recorded, twin = measured(line.measure, line.recorded), measured(line.measure, line.twin)
    return [term(line.measure), recorded, twin, tag("b", verdict, css=verdict), line.sentence]


def check_window(check: Check) -> str:
    """Return which weeks were held out."""
    if check.split is None:
        return ""
    end = f" to {check.end:%Y-%m-%d}" if check.end else ""
    return f"Fitted on the records before {check.split:%Y-%m-%d}; compared on {check.split:%Y-%m-%d}{end} (UTC)."


def findings_section(log: EventLog | None) -> Markup:
    """Return what was odd in the records and what was done about it; and how the columns were read."""
    if log is None:
        return section("findings", "Findings in the records", tag("p", "There are no records."))
    rows = [_finding_row(one) for one in sorted(log.findings, key=lambda one: -one.count)]
    headers = ("Finding", "Count", "What was found", "What was done")
    found = table(headers, rows) if rows else tag("p", "Nothing odd was found.")
    return section("findings", "Findings in the records", found, _columns(log.columns))


def _finding_row(one: Finding) -> list[Content]:
    examples = f"for example {', '.join(one.examples[:3])}" if one.examples else ""
    return [one.name.replace("_", " "), f"{one.count:,}", noted(one.detail, examples), one.action]


def _columns(columns: Mapping[str, str]) -> Markup:
    if not columns:
        return Markup("")
    rows = [[name, how] for name, how in columns.items()]
    return tag(
        "details", tag("summary", "How the columns were read"), table(("Meaning", "Column of the records"), rows)
    )


def evidence_section(plant: Plant) -> Markup:
    """Return every number of the plant that says where it came from."""
    intro = tag("p", "What the twin takes for true. Correct a number in the folder plant and run again.")
    if not plant.evidence:
        return section("assumptions", "Assumptions", tag("p", "The plant says of no number where it came from."))
    rows = [_evidence_row(one) for one in plant.evidence]
    headers = ("Number", "Value (interval)", "Rests on")
    return section("assumptions", "Assumptions", intro, folded(headers, rows, EVIDENCE_SHOWN, "assumptions"))


def _evidence_row(one: Evidence) -> list[Content]:
    return [tag("code", one.path), _evidence_value(one), noted(one.method, "" if one.n is None else f"n = {one.n:,}")]


def _evidence_value(one: Evidence) -> Content:
    if isinstance(one.value, str):
        return " ".join(f"{one.value} {one.unit}".split())
    return stacked(Estimate(value=one.value, unit=one.unit, low=one.low, high=one.high))


def manifest_section(study: Study, manifest: Mapping[str, object]) -> Markup:
    """Return what is needed to run the study again."""
    facts: dict[str, object] = {}
    if study.ranking is not None:
        one = study.ranking
        facts = {
            "seed of the ranking": one.seed,
            "warm-up [d]": one.warm_up / 86_400,
            "horizon [d]": one.horizon / 86_400,
        }
    rows: list[list[Content]] = [[tag("code", name), value] for name, value in _flat({**manifest, **facts})]
    body = table(("What", "Value"), rows) if rows else tag("p", "No manifest was given.")
    return section("run", "How this was made", body)


def _flat(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", f"{value:g}" if isinstance(value, float) else str(value)


def reasons(check: Check) -> Markup:
    """Return the reasons of the verdict."""
    return bullets(check.reasons) if check.reasons else Markup("")
