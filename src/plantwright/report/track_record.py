"""What became of earlier predictions, and what follows for those of today."""

from __future__ import annotations

from plantwright.improve.study import Study
from plantwright.improve.track_record import TrackRecord, track_record
from plantwright.model.estimate import Estimate
from plantwright.model.history import Entry, History
from plantwright.plot.digits import UNKNOWN, estimate_text, known
from plantwright.report.markup import Content, Markup, bullets, table, tag
from plantwright.report.sections import section

_HEADERS = ("Tried", "Change", "Believed then", "Expected for the orders that came", "True", "Outcome")


def record_sentence(history: History) -> str:
    """Return how foretold effects held so far."""
    found = track_record(history)
    if not found.tried:
        return "No foretold effect has been verified yet."
    times = "effect was" if found.tried == 1 else "effects were"
    return (
        f"{found.tried} foretold {times} verified, {found.covered} agreed within the intervals; of the next, "
        f"{100 * found.part:.0f} % ± {100 * found.spread:.0f} % is to be expected."
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
        parts += [tag("h3", "Gains as the track record lets expect them"), bullets(lines)]
    if history.broken:
        parts.append(bullets([f"Not read: {one}" for one in history.broken]))
    return section("track-record", "Track record", *parts)


def calibrated_lines(study: Study) -> list[str]:
    """Return the first changes' gains, calibrated by what became of changes like them."""
    if study.ranking is None:
        return []
    pairs = [(one, track_record(study.history, one.change)) for one in study.ranking.changes if known(one.gain)]
    return [_line(one.change.name, one.gain, record) for one, record in pairs if record.tried][:5]


def _line(name: str, gain: Estimate, record: TrackRecord) -> str:
    like = "1 change" if record.tried == 1 else f"{record.tried} changes"
    calibrated = record.calibrated(gain)
    return (
        f"“{name}”: {estimate_text(calibrated, sign=True)} instead of {estimate_text(gain, sign=True)}, after {like} "
        f"like it, {record.covered} as foretold"
    )


def _row(one: Entry) -> list[Content]:
    effects = (one.believed.effects.get(one.objective), one.believed.expected.get(one.objective), one.realized())
    cells = [estimate_text(each, sign=True) if each is not None and known(each) else UNKNOWN for each in effects]
    return [one.tried.after[0][:10], f"{one.tried.name()} ({one.objective})", *cells, one.found.outcome]
