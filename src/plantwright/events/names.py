"""What plants call their columns, and how well a name fits a column of the schema."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Role:
    """A thing a column may be: the phrases it goes by, the words that speak against it, the content it needs."""

    phrases: tuple[str, ...]
    """Those that begin with = count as the whole name only."""
    against: frozenset[str] = frozenset()
    content: str = "text"
    """``text``, ``number``, ``time``, ``flag``, ``kind``, ``life``, ``span``, ``state``, ``tag`` or ``any``."""


_TIMES = "date time timestamp datum zeit fecha heure start end begin due released sent"
_AMOUNTS = "qty quantity menge amount count number pieces size cantidad quantite scrap rejected duration min hours"
_QUALITIES = "gut gute bonnes bonne buenas boa boas buoni ausschuss rebut rechazo scarto scarti refugo"

_RULES: dict[str, tuple[str, str]] = {
    "order": (f"{_TIMES} {_AMOUNTS} type status desc description unit priority center operation", "text"),
    "lot": (f"{_TIMES} {_AMOUNTS} type", "text"),
    "product": (f"{_TIMES} {_AMOUNTS} family group type order", "text"),
    "operation": (f"{_TIMES} {_AMOUNTS} type case instance", "text"),
    "work_center": (f"{_TIMES} {_AMOUNTS}", "text"),
    "station": (f"{_TIMES} {_AMOUNTS} group type status", "text"),
    "worker": (f"{_TIMES} {_AMOUNTS} type", "text"),
    "kind": ("product part order", "kind"),
    "life": ("", "life"),
    "reason": ("", "text"),
    "ready": ("", "time"),
    "start": ("planned scheduled plan soll end", "time"),
    "end": ("planned scheduled plan soll start", "time"),
    "left": ("", "time"),
    "time": ("due", "time"),
    "quantity": (
        f"{_QUALITIES} order planned target rejected scrap scrapped mrb good completed ok unit type",
        "number",
    ),
    "good": ("rejected scrap", "number"),
    "scrapped": ("reason code type share rate", "number"),
    "order_quantity": ("", "number"),
    "unit": ("cost price time", "text"),
    "rework": ("reason qty code", "flag"),
    "priority": ("", "any"),
    "released": ("", "time"),
    "due": ("", "time"),
    "span": ("planned expected estimated target soll plan stop start end scan", "span"),
    "date": ("due order release delivery", "time"),
    "clock": ("", "time"),
    "year": ("", "number"),
    "state": ("order", "state"),
    "counter": ("", "number"),
    "tag": ("", "tag"),
    "done": ("", "time"),
}
"""The words that speak against a role, and the content that it needs."""


def _read_roles() -> dict[str, Role]:
    text = files("plantwright.events").joinpath("phrases.yaml").read_text(encoding="utf-8")
    phrases = {
        role: tuple(one.strip() for line in lines.values() for one in line.split("|"))
        for role, lines in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)).items()
    }
    return {name: Role(phrases[name], frozenset(against.split()), need) for name, (against, need) in _RULES.items()}


ROLES = _read_roles()
"""Everything a column may be."""

_FORMS = ("date", "clock", "year", "state", "counter", "tag")
"""What only the form of a sheet asks for; they are gone when its table is plain."""
LOG_ROLES = tuple(name for name in ROLES if name != "done" and name not in _FORMS)
"""What the columns of a log may be."""
ORDER_ROLES = ("order", "product", "quantity", "order_quantity", "unit", "priority", "released", "due", "done")
"""What the columns of a table of orders may be."""
DOWN_ROLES = ("station", "work_center", "start", "end", "reason")
"""What the columns of a table of downtime may be."""

CLEAR = 60.0
"""The score from which a name counts."""


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a column's name: lower case, no accents, camel case taken apart, Chinese as it is."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[\u4e00-\u9fff])(?=[A-Za-z])", " ", plain.replace("ß", "ss"))
    return tuple(re.sub(r"[^a-z0-9\u4e00-\u9fff]+", " ", parted.lower()).split())


@lru_cache(maxsize=65_536)
def name_score(name: str, role: Role) -> float:
    """Return how well a name fits a role: 100 when it is one of its phrases, 60 to 90 when it holds one, else 0.

    Notes
    -----
    What stands in brackets is left out at first: a unit or a remark. A word of German may begin with a phrase of five
    letters or more (``Maschinenbezeichnung``); a word of Chinese may hold one anywhere.
    """
    words = words_of(re.sub(r"[\[(].*?[\])]", "", name)) or words_of(name)
    whole = " ".join(words)
    if whole in role.phrases or f"={whole}" in role.phrases:
        return 100.0
    if role.against & set(words):
        return 0.0
    held = [len(phrase.split()) for phrase in role.phrases if _holds(words, tuple(phrase.split()))]
    if held:
        return CLEAR + 30.0 * max(held) / len(words)
    return CLEAR if len(words) == 1 and any(_begins(words[0], phrase) for phrase in role.phrases) else 0.0


def _begins(word: str, phrase: str) -> bool:
    if phrase and "\u4e00" <= phrase[0] <= "\u9fff":
        return len(phrase) > 1 and phrase in word
    return len(phrase) > 4 and len(word) > len(phrase) + 3 and word.startswith(phrase)


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    width = len(phrase)
    return any(words[k : k + width] == phrase for k in range(len(words) - width + 1))
