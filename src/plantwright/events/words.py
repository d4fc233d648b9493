"""Words and codes that plants write for the kind of an interval, and for the beginning and end of one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

KIND_WORDS: dict[str, str] = {
    "setup": r"set[ -]?up|change ?over|r(ü|u|ue)st|preparation|prepara|r[ée]glage",
    "down": r"break ?down|\bdown|failure|fault|st(ö|o|oe)rung|panne|aver[ií]a|fermo|outage",
    "maintenance": r"maint|wartung|instandhaltung|\bpm\b",
    "transport": r"transport|\bmove|transfer",
    "off": r"\boff\b|\bidle|\bbreak\b|pause|no ?shift",
    "process": r"proc|prod|\brun|running|work|operat|bearbeit|execut|\bjob|machin|direct|value",
}
"""Patterns by kind, tried in this order."""

LETTERS = {"s": "setup", "b": "down", "m": "maintenance", "t": "transport", "p": "process", "r": "process"}
"""Single letters and the kinds they mostly stand for; the most frequent letter is processing."""

PLAIN = {
    "breakdown": "down", "down": "down", "downtime": "down", "failure": "down", "repair": "down",
    "maintenance": "maintenance", "transport": "transport", "move": "transport", "idle": "off", "break": "off",
}  # fmt: skip
"""Operations that are no processing, by their whole name."""

BEGINS = {
    "start", "started", "starting", "starts", "begin", "began", "begins", "beginning", "in", "on", "login", "logon",
    "opened", "resume", "resumed", "beginn", "beginnt", "begonnen", "anfang", "gestartet", "anmelden", "anmeldung",
    "angemeldet", "kommen", "inicio", "iniciar", "iniciado", "comienzo", "entrada", "debut", "commence", "arrivee",
    "inizio", "iniziato", "avvio", "entrata", "track_in", "开始", "开工", "上机", "启动",
}  # fmt: skip
"""Words for the beginning of an interval."""
ENDS = {
    "complete", "completed", "completing", "end", "ended", "ending", "ends", "finish", "finished", "finishing", "stop",
    "stopped", "stopping", "out", "off", "logout", "logoff", "closed", "done", "ende", "beendet", "fertig", "abmelden",
    "abmeldung", "abgemeldet", "gehen", "fin", "terminar", "terminado", "finalizado", "salida", "termine", "depart",
    "fine", "finito", "terminato", "uscita", "fim", "termino", "encerrado", "concluido", "saida", "track_out",
    "结束", "完工", "完成", "下机",
}  # fmt: skip
"""Words for its end."""

TRUE = ("1", "1.0", "y", "yes", "true", "t", "x", "j", "ja", "oui", "si", "sí", "rework")
"""Words for yes."""


def kind_of_word(text: str) -> str | None:
    """Return the kind that a word names; None where it names none."""
    low = text.strip().lower()
    return next((kind for kind, pattern in KIND_WORDS.items() if re.search(pattern, low)), None)


def kinds_of_codes(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the kind of each value of a coded column, given how often each stands; empty where it is no such column.

    All values must be words for kinds, or all single letters among which the most frequent is taken as processing.
    """
    if not 2 <= len(counts) <= 12:
        return {}
    if all(len(value.strip()) == 1 for value in counts):
        return _letter_kinds(counts)
    found = {value: kind_of_word(value) for value in counts}
    named = {value: kind for value, kind in found.items() if kind}
    return named if len(named) == len(counts) and len(set(named.values())) > 1 else {}


def _letter_kinds(counts: Mapping[str, int]) -> dict[str, str]:
    most = max(counts, key=lambda value: counts[value])
    kinds = {value: LETTERS.get(value.strip().lower()) for value in counts if value != most}
    named = {value: kind for value, kind in kinds.items() if kind}
    letters_known = len(named) == len(kinds) and "setup" in named.values()
    return {most: "process", **named} if letters_known else {}


def kind_of_operation(name: str) -> str:
    """Return the kind of interval that an operation's name alone tells; processing unless it plainly says otherwise."""
    low = name.strip().lower()
    if re.match(KIND_WORDS["setup"], low):
        return "setup"
    return PLAIN.get(low, "process")


def kinds_said(kinds: Mapping[str, str]) -> str:
    """Return in words which codes stand for which kind."""
    return ", ".join(f"{code} = {kind}" for code, kind in kinds.items())


def lives(values: Iterable[str]) -> dict[str, str]:
    """Return which values say that something begins, ``begin``, and which that it ends, ``finish``.

    A value may be one such word, or hold one beside what it is about: of ``Program start``, ``Program end``, ``Program
    abort`` and ``Feedhold`` the first three, as one thing both begins and ends.
    """
    whole = {one: phase for one in values if (phase := _phase(one.strip().lower()))}
    if {"begin", "finish"} <= set(whole.values()):
        return whole
    parted: dict[str, dict[str, str]] = defaultdict(dict)
    for one in values:
        words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", one).lower())
        for place in (0, -1):
            if len(words) > 1 and (phase := _phase(words[place]) or _STOPPED.get(words[place])):
                parted[" ".join(words[:-1] if place else words[1:])][one] = phase
    both = [one for one in parted.values() if {"begin", "finish"} <= set(one.values())]
    return both[0] if len(both) == 1 else _two_of(parted)


def _two_of(parted: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return the phases of the only two values, whatever else they say, as ``Starting a job``, ``Finished the job``."""
    found = {value: phase for one in parted.values() for value, phase in one.items()}
    return found if sorted(found.values()) == ["begin", "finish"] else {}


_STOPPED = {"abort": "finish", "aborted": "finish", "cancel": "finish"}


def _phase(word: str) -> str | None:
    return "begin" if word in BEGINS else "finish" if word in ENDS else None


def is_life(counts: Mapping[str, int]) -> bool:
    """Tell whether a column says which rows begin an interval and which end it."""
    return len(counts) <= 40 and bool(lives(counts))
