"""Evidence: where every number came from, what was odd in the records, and how this was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plantwright.events.log import EventLog
from plantwright.events.meanings import meaning_of
from plantwright.improve.study import Study
from plantwright.messages.told import said
from plantwright.model.plant import Plant
from plantwright.plot.digits import in_percent
from plantwright.report.glossary import ENTRIES
from plantwright.report.terms import PERCENT, finding_term, in_order, term
from plantwright.web.cards.card import Card, Column, Table, Value


def evidence_cards(study: Study, manifest: Mapping[str, object]) -> list[Card]:
    """Return the plant's numbers, the measures, the findings, the columns, the manifest and the words."""
    cards = [_plant(study.plant)] if study.plant else []
    cards += [_measures(study)] if study.measures else []
    cards += [_findings(study.log), _columns(study.log)] if study.log is not None else []
    return [*cards, _manifest(manifest), _words()]


def _heads(*names: str) -> tuple[Column, ...]:
    return tuple(Column(one) for one in names)


def _plant(plant: Plant) -> Card:
    rows = tuple(
        (one.path, one.value if isinstance(one.value, str) else _finite(one.value), one.low, one.high, one.unit,
         one.n, said(one.method))
        for one in plant.evidence
    )  # fmt: skip
    return Card(
        "plant", f"What the twin takes for true: {len(rows):,} numbers", "one row a number of the plant; n counts the "
        "rows of the records that it rests on. Correct one in the folder plant, and study that.",
        table=Table(_heads("Number", "Value", "Low", "High", "Unit", "n", "Method"), rows),
    )  # fmt: skip


def _finite(value: float | None) -> Value:
    return value


def _measures(study: Study) -> Card:
    assert study.measures is not None
    rows = []
    for name, found in in_order(study.measures.values).items():
        one = in_percent(found) if name in PERCENT else found
        unit = "" if one.unit == "1" else one.unit
        rows.append((term(name), one.value, one.low, one.high, unit, one.n, said(one.method), said(one.evidence)))
    columns = _heads("Measure", "Value", "Low", "High", "Unit", "n", "Method", "Rests on")
    return Card("measures", "The plant in numbers", "one row a measure, with its 95 % interval where it is estimated.",
                table=Table(columns, tuple(rows)))  # fmt: skip


def _findings(log: EventLog) -> Card:
    rows = []
    for one in sorted(log.findings, key=lambda found: -found.count):
        meaning = meaning_of(one.name)
        rows.append((
            finding_term(one.name), one.count, said(one.detail), said(one.action), said(meaning.cause),
            said(meaning.effect), said(meaning.cure), ", ".join(one.examples[:3]),
        ))  # fmt: skip
    columns = _heads("Finding", "Rows", "What was found", "What was done", "Cause", "Effect", "Cure", "Examples")
    title = f"{len(rows)} findings in the records" if rows else "Nothing odd was found in the records"
    return Card("findings", title, "one row a finding, the one that touches most rows first.",
                table=Table(columns, tuple(rows)))  # fmt: skip


def _columns(log: EventLog) -> Card:
    rows = tuple((name, how) for name, how in log.columns.items())
    return Card("columns", "How the columns were read", "what each column of the records was taken for.",
                table=Table(_heads("Meaning", "Column of the records"), rows))  # fmt: skip


def _manifest(manifest: Mapping[str, object]) -> Card:
    rows: tuple[tuple[Value, ...], ...] = tuple(_flat(manifest))
    return Card(
        "run", "How this was made", "what is needed to make it again.", table=Table(_heads("What", "Value"), rows)
    )


def _flat(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        elif value not in (None, "", [], ()):
            yield f"{above}{name}", str(value)


def _words() -> Card:
    rows = sorted((one.words()[0], str(one.meaning)) for one in ENTRIES.values())
    return Card("words", "What the words mean", "each word means one thing on all pages.",
                table=Table(_heads("Word", "Meaning"), tuple(rows)))  # fmt: skip
