"""The answer in three plain sentences."""

from __future__ import annotations

from plantwright.calibrate.check import Check, Verdict
from plantwright.improve.ranking import RankedChange, Ranking
from plantwright.improve.study import Study
from plantwright.model.estimate import Estimate
from plantwright.plot.bottleneck import find_bottleneck
from plantwright.plot.digits import interval_text, known, value_text
from plantwright.report.loss import loss_sentence
from plantwright.report.measure_first import what
from plantwright.report.told_loss import busiest_sentence
from plantwright.report.words import count_word, listed, sentence

VERDICTS: dict[Verdict, str] = {
    "believable": "The twin is believable",
    "usable with care": "The twin is usable with care",
    "not to be believed": "The twin is not to be believed",
    "unchecked": "The twin is unchecked",
}
TRUST: dict[Verdict, str] = {
    "believable": "",
    "usable with care": "",
    "not to be believed": "The twin failed its check, so take this as a question, not as advice: ",
    "unchecked": "If the unchecked twin is right: ",
}
"""What goes before a promise, so that no verdict is forgotten on the way to the gain."""
GAINED = {"throughput": "throughput", "flow_mean": "shorter mean flow time"}


def answer(study: Study) -> tuple[str, str, str]:
    """Return where output is lost, whether to believe the twin, and what to change first, a sentence each."""
    return loss(study), belief(study.check), advice(study)


def loss(study: Study) -> str:
    """Return where output is lost; from the twin, and said so, where nothing was recorded."""
    if study.measures is not None:
        return loss_sentence(study.measures)
    if study.ranking is not None and find_bottleneck(study.ranking.base) is not None:
        return f"No records, so this is the unchecked twin's view: {loss_sentence(study.ranking.base)}"
    unknown = "Where output is lost is not known: there are no records of this plant."
    told = study.plant is not None and study.ranking is not None and study.ranking.first_facts is not None
    return f"{unknown} {busiest_sentence(study.plant)}" if told and study.plant else unknown


def belief(check: Check) -> str:
    """Return the verdict with its reasons, as they are."""
    verdict = VERDICTS[check.verdict]
    echo = f": {verdict[:1].lower()}{verdict[1:]}"
    reasons = [reason.rstrip(". ").removesuffix(echo) for reason in check.reasons]
    return sentence(verdict + (f": {'; '.join(reasons)}" if reasons else ""))


def advice(study: Study) -> str:
    """Return what to change first, its gain and how sure it is; or why nothing can be ranked."""
    ranking = study.ranking
    if ranking is None:
        return sentence(f"No change is ranked: {study.refusal or 'the data cannot support it'}")
    best = [one for one in ranking.changes if known(one.gain)]
    if not best:
        return sentence(f"No change is ranked: {study.refusal or ranking.sentence or 'none was tried'}")
    words = f"{_first(ranking, best)}{_measure_before(ranking)}"
    trust = TRUST[study.check.verdict]
    return sentence(trust + words if trust else words)


def _measure_before(ranking: Ranking) -> str:
    """Return what is worth measuring before anything is changed, where a plant was told; else nothing."""
    first = ranking.first_facts.shown()[:1] if ranking.first_facts else ()
    return f"; before that measure {what(first[0].source)}" if first and first[0].matters() else ""


def _first(ranking: Ranking, changes: list[RankedChange]) -> str:
    top = changes[0]
    if not _is_sure(top.gain):
        return (
            f"no change shows a gain that can be told from zero; the best guess is {_quoted(top)} "
            f"with {_gain(ranking, top)}"
        )
    tied = [one for one in changes if one.tie_group == top.tie_group]
    if len(tied) == 1:
        return f"change first: {_quoted(top)}, which gains {_gain(ranking, top)}"
    names = listed([f"{_quoted(one)} ({value_text(one.gain, sign=True)})" for one in tied])
    many = count_word(len(tied))
    apart = f"these {many} cannot be told apart yet, and the first gains {_gain(ranking, top)}"
    return f"change first one of {many}: {names}; {apart}"


def _is_sure(gain: Estimate) -> bool:
    return gain.low is not None and gain.low > 0


def _quoted(one: RankedChange) -> str:
    return f"“{' '.join(one.change.name.split())}”"


def _gain(ranking: Ranking, one: RankedChange) -> str:
    interval = interval_text(one.gain, sign=True)
    sure = f" ({100 * one.gain.level:.0f} % interval {interval})" if interval else " (no interval)"
    return f"{value_text(one.gain, sign=True)} {GAINED[ranking.objective]}{sure}"
