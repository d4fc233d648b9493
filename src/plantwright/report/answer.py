"""The answer in three plain sentences."""

from __future__ import annotations

from plantwright.calibrate.check import Check, Verdict
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.study import Study
from plantwright.messages.told import later, said, say, told
from plantwright.model.estimate import Estimate
from plantwright.plot.bottleneck import find_bottleneck
from plantwright.plot.digits import interval_text, known, value_text
from plantwright.report.loss import loss_sentence
from plantwright.report.measure_first import what
from plantwright.report.told_loss import busiest_sentence
from plantwright.report.words import count_word, listed, sentence

VERDICTS: dict[Verdict, str] = {
    "believable": told("The twin is believable"),
    "usable with care": told("The twin is usable with care"),
    "not to be believed": told("The twin is not to be believed"),
    "unchecked": told("The twin is unchecked"),
}
TRUST: dict[Verdict, str] = {
    "believable": "",
    "usable with care": "",
    "not to be believed": later("The twin failed its check, so take this as a question, not as advice: {advice}"),
    "unchecked": later("If the unchecked twin is right: {advice}"),
}
"""What goes before a promise, so that no verdict is forgotten on the way to the gain."""
GAINED = {
    "throughput": later("{gain} throughput{interval}"),
    "flow_mean": later("{gain} shorter mean flow time{interval}"),
}


def answer(study: Study) -> tuple[str, str, str]:
    """Return where output is lost, whether to believe the twin, and what to change first, a sentence each."""
    return loss(study), belief(study.check), advice(study)


def loss(study: Study) -> str:
    """Return where output is lost; from the twin, and said so, where nothing was recorded."""
    if study.measures is not None:
        return loss_sentence(study.measures)
    if study.ranking is not None and find_bottleneck(study.ranking.base) is not None:
        lost = loss_sentence(study.ranking.base)
        return say("No records, so this is the unchecked twin's view: {loss}", loss=lost)
    unknown = say("Where output is lost is not known: there are no records of this plant.")
    told_plant = study.plant is not None and study.ranking is not None and study.ranking.first_facts is not None
    return f"{unknown} {busiest_sentence(study.plant)}" if told_plant and study.plant else unknown


def belief(check: Check) -> str:
    """Return the verdict with its reasons, as they are."""
    verdict = str(VERDICTS[check.verdict])
    if not check.reasons:
        return sentence(verdict)
    reasons = "; ".join(said(reason).rstrip(".。 ") for reason in check.reasons)
    return sentence(say("{verdict}: {reasons}", verdict=verdict, reasons=reasons))


def advice(study: Study) -> str:
    """Return what to change first, its gain and how sure it is; or why nothing can be ranked."""
    ranking = study.ranking
    if ranking is None:
        return _no_advice(study.refusal or told("the data cannot support it"))
    best = [one for one in ranking.changes if known(one.gain)]
    if not best:
        return _no_advice(study.refusal or ranking.sentence or told("none was tried"))
    words, trust = f"{_first(ranking, best)}{_measure_before(ranking)}", TRUST[study.check.verdict]
    return sentence(say(trust, advice=words) if trust else words)


def first_change(study: Study) -> RankedChange | None:
    """Return the change to make first; None where none is ranked, or none can be told from nothing."""
    best = [one for one in study.ranking.changes if known(one.gain)] if study.ranking else []
    return best[0] if best and is_sure(best[0].gain) else None


def is_sure(gain: Estimate) -> bool:
    """Return whether a gain can be told from nothing."""
    return gain.low is not None and gain.low > 0


def _no_advice(why: str) -> str:
    return sentence(say("No change is ranked: {why}", why=said(why)))


def _measure_before(ranking: Ranking) -> str:
    """Return what is worth measuring before anything is changed, where a plant was told; else nothing."""
    first = ranking.first_facts.shown()[:1] if ranking.first_facts else ()
    return say("; before that measure {what}", what=what(first[0].source)) if first and first[0].matters() else ""


def _first(ranking: Ranking, changes: list[RankedChange]) -> str:
    top = changes[0]
    facts = {"change": _quoted(top), "gain": _gain(ranking, top)}
    if not is_sure(top.gain):
        return say("no change shows a gain that can be told from zero; the best guess is {change} with {gain}", **facts)
    tied = [one for one in changes if one.tie_group == top.tie_group]
    if len(tied) == 1:
        return say("change first: {change}, which gains {gain}", **facts)
    return say(
        "change first one of {many}: {names}; these {many} cannot be told apart yet, and the first gains {gain}",
        many=count_word(len(tied)),
        names=listed([f"{_quoted(one)} ({value_text(one.gain, sign=True)})" for one in tied]),
        gain=facts["gain"],
    )


def _quoted(one: RankedChange) -> str:
    return say("“{text}”", text=" ".join(str(one.change.name).split()))


def _gain(ranking: Ranking, one: RankedChange) -> str:
    interval = interval_text(one.gain, sign=True)
    if interval:
        sure = say(" ({level:.0f} % interval {interval})", level=100 * one.gain.level, interval=interval)
    else:
        sure = say(" (no interval)")
    return say(GAINED[ranking.objective], gain=value_text(one.gain, sign=True), interval=sure)
