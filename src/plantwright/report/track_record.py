"""What became of earlier predictions, and what follows for those of today."""

from __future__ import annotations

from plantwright.improve.study import Study
from plantwright.improve.track_record import TrackRecord, track_record
from plantwright.messages.told import Told, say, say_many, told
from plantwright.model.estimate import Estimate
from plantwright.model.history import Entry, History
from plantwright.plot.digits import UNKNOWN, estimate_text, known
from plantwright.report.markup import Content, Markup, bullets, table, tag
from plantwright.report.sections import section
from plantwright.report.trial_cards import NAMES

_HEADERS = (
    told("Tried"),
    told("Change"),
    told("Believed then"),
    told("Expected for the orders that came"),
    told("True"),
    told("Outcome"),
)
OUTCOMES: dict[str, Told] = {
    "worked as foretold": told("worked as foretold"),
    "worked better": told("worked better"),
    "worked less": told("worked less"),
    "worked": told("worked"),
    "no effect seen": told("no effect seen"),
    "harmed": told("harmed"),
    "cannot tell yet": told("cannot tell yet"),
}
"""What may be said of a change, in the language spoken."""


def record_sentence(history: History) -> str:
    """Return how foretold effects held so far."""
    found = track_record(history)
    if not found.tried:
        return say("No foretold effect has been verified yet.")
    return say_many(
        "{count} foretold effect was verified, {agreed} agreed within the intervals; of the next, {part:.0f} % ± "
        "{spread:.0f} % is to be expected.",
        "{count} foretold effects were verified, {agreed} agreed within the intervals; of the next, {part:.0f} % ± "
        "{spread:.0f} % is to be expected.",
        found.tried,
        agreed=found.covered,
        part=100 * found.part,
        spread=100 * found.spread,
    )


def track_record_section(study: Study) -> Markup:
    """Return the history of the plant and the gains that it lets expect; nothing where nothing was tried."""
    history = study.history
    if not history.entries and not history.broken:
        return Markup("")
    parts: list[Content] = [tag("p", record_sentence(history))]
    if history.entries:
        parts.append(table(_HEADERS, [_row(one) for one in history.entries]))
    if lines := calibrated_lines(study):
        parts += [tag("h3", say("Gains as the track record lets expect them")), bullets(lines)]
    if history.broken:
        parts.append(bullets([say("Not read: {line}", line=one) for one in history.broken]))
    return section("track-record", say("Track record"), *parts)


def calibrated_lines(study: Study) -> list[str]:
    """Return the first changes' gains, calibrated by what became of changes like them."""
    if study.ranking is None:
        return []
    pairs = [(one, track_record(study.history, one.change)) for one in study.ranking.changes if known(one.gain)]
    return [_line(one.change.name, one.gain, record) for one, record in pairs if record.tried][:5]


def _line(name: str, gain: Estimate, record: TrackRecord) -> str:
    return say_many(
        "“{change}”: {calibrated} instead of {gain}, after {count} change like it, {covered} as foretold",
        "“{change}”: {calibrated} instead of {gain}, after {count} changes like it, {covered} as foretold",
        record.tried,
        change=name,
        calibrated=estimate_text(record.calibrated(gain), sign=True),
        gain=estimate_text(gain, sign=True),
        covered=record.covered,
    )


def _row(one: Entry) -> list[Content]:
    effects = (one.believed.effects.get(one.objective), one.believed.expected.get(one.objective), one.realized())
    cells = [estimate_text(each, sign=True) if each is not None and known(each) else UNKNOWN for each in effects]
    name = one.tried.name() if one.tried.change else say("not told")
    what = f"{name} ({NAMES.get(one.objective, one.objective)})"
    return [one.tried.after[0][:10], what, *cells, OUTCOMES.get(one.found.outcome, one.found.outcome)]
