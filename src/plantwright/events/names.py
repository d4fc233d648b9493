"""What plants call their columns, and how well a name fits a column of the schema."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """A thing a column may be: the phrases it goes by, the words that speak against it, the content it needs."""

    phrases: tuple[str, ...]
    against: frozenset[str] = frozenset()
    content: str = "text"
    """``text``, ``number``, ``time``, ``flag``, ``kind``, ``life``, ``span`` or ``any``."""


def _role(phrases: str, against: str = "", content: str = "text") -> Role:
    return Role(tuple(one.strip() for one in phrases.split("|")), frozenset(against.split()), content)


_TIMES = "date time timestamp datum zeit fecha heure start end begin due released"
_AMOUNTS = "qty quantity menge amount count number pieces size cantidad quantite scrap rejected duration min hours"

ROLES: dict[str, Role] = {
    "order": _role(
        "order|order id|order no|work order|production order|manufacturing order|job|job id|case|case id|"
        "case concept name|caseid|orderid|mo|wo|auftrag|auftragsnummer|fertigungsauftrag|commande|ordre|orden|ordine",
        f"{_TIMES} {_AMOUNTS} type status desc description unit priority center operation",
    ),
    "lot": _role("lot|lot id|lot no|charge|serial|serial no|sublot|traveler", f"{_TIMES} {_AMOUNTS} type"),
    "product": _role(
        "product|product id|part|part desc|part no|part number|item|item no|material|article|sku|product name|"
        "artikel|teil|teilenummer|materialnummer|produit|producto|pieza|prodotto",
        f"{_TIMES} {_AMOUNTS} family group type order",
    ),
    "operation": _role(
        "operation|operation name|activity|activity name|concept name|task|step|process step|op|op no|routing step|"
        "arbeitsgang|vorgang|aktivitat|tatigkeit|operacion|tache|operazione|fase",
        f"{_TIMES} {_AMOUNTS} type case instance",
    ),
    "work_center": _role(
        "work center|workcenter|work centre|workcentre|machine group|station group|cell|department|resource group|"
        "arbeitsplatz|kostenstelle|maschinengruppe|centro de trabajo|poste de charge|area|process area|stage",
        f"{_TIMES} {_AMOUNTS}",
    ),
    "station": _role(
        "station|machine|machine id|machine no|resource|resource id|org resource|equipment|equipment id|tool|"
        "workstation|asset|line|maschine|anlage|maquina|recurso|macchina|ressource",
        f"{_TIMES} {_AMOUNTS} group type status",
    ),
    "worker": _role(
        "worker|worker id|operator|operator id|employee|employee id|user|person|personnel|staff|badge|"
        "mitarbeiter|bediener|personalnummer|operario|operateur|operaio|org role",
        f"{_TIMES} {_AMOUNTS} type",
    ),
    "kind": _role(
        "kind|report type|entry type|event type|record type|row type|type|activity type|booking type|status|state|"
        "category|meldeart|satzart|art|zustand|vorgangsart|tipo",
        "product part order",
        "kind",
    ),
    "life": _role(
        "lifecycle|lifecycle transition|transition|event|event type|action|status|ereignis|type|state", "", "life"
    ),
    "reason": _role("reason|stop reason|downtime reason|cause|failure code|error code|grund|ursache|motivo|raison"),
    "ready": _role("ready|queued|queue start|arrived|arrival|arrival time|bereit|eingetroffen", "", "time"),
    "start": _role(
        "start|start time|start timestamp|start date|begin|begin time|started|started at|actual start|time in|"
        "startzeit|beginn|anfang|von|inicio|debut|inizio|from|track in",
        "planned scheduled plan soll end",
        "time",
    ),
    "end": _role(
        "end|end time|end timestamp|end date|complete|complete timestamp|completed|completed at|completion|finish|"
        "finished|finish time|stop|stop time|actual end|time out|endzeit|ende|bis|fin|fine|to|track out",
        "planned scheduled plan soll start",
        "time",
    ),
    "left": _role("left|left at|moved out|departed|departure|unloaded|abtransport", "", "time"),
    "time": _role("timestamp|time|time timestamp|date|datetime|event time|zeitstempel|fecha|datum", "due", "time"),
    "quantity": _role(
        "quantity|qty|pieces|quantity in|qty in|input qty|amount|units|menge|stuckzahl|cantidad|quantite|quantita",
        "order planned target rejected scrap scrapped mrb good completed ok unit type",
        "number",
    ),
    "good": _role(
        "qty completed|quantity completed|completed qty|good|good qty|good quantity|good pieces|qty good|yield qty|"
        "quantity good|ok qty|gutmenge|gut|completed pieces|buenas|bonnes|output qty",
        "rejected scrap",
        "number",
    ),
    "scrapped": _role(
        "scrapped|scrap|qty rejected|rejected|rejected qty|scrap qty|qty scrapped|reject|rejects|defects|defect qty|"
        "defective|ausschuss|ausschussmenge|schrott|rebut|rebuts|rechazos|scarti|bad qty|ng qty",
        "reason code type share rate",
        "number",
    ),
    "order_quantity": _role(
        "work order qty|order qty|order quantity|lot size|batch size|target qty|planned qty|auftragsmenge|losgrosse",
        "",
        "number",
    ),
    "unit": _role("unit|uom|unit of measure|einheit|mengeneinheit|unidad|unite", "cost price time"),
    "rework": _role("rework|is rework|reworked|nacharbeit|retouche|retrabajo|rilavorazione", "reason qty code", "flag"),
    "priority": _role("priority|prio|urgency|prioritat|prioridad|priorite", "", "any"),
    "released": _role("released|release|release date|release time|released at|freigabe|order date", "", "time"),
    "due": _role("due|due date|due time|deadline|promised|promise date|liefertermin|soll ende|vencimiento", "", "time"),
    "span": _role("span|duration|elapsed|elapsed time|run time|dauer|laufzeit|duree|duracion", "planned", "span"),
    "done": _role("completed|completed at|completion|completion date|finished|closed|end|fertig|complete", "", "time"),
}
"""Everything a column may be."""

LOG_ROLES = tuple(name for name in ROLES if name != "done")
"""What the columns of a log may be."""
ORDER_ROLES = ("order", "product", "quantity", "order_quantity", "unit", "priority", "released", "due", "done")
"""What the columns of a table of orders may be."""
DOWN_ROLES = ("station", "work_center", "start", "end", "reason")
"""What the columns of a table of downtime may be."""

CLEAR = 60.0
"""The score from which a name counts."""


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a column's name: lower case, no accents, camel case taken apart."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return tuple(re.sub(r"[^a-z0-9]+", " ", parted.lower()).split())


def name_score(name: str, role: Role) -> float:
    """Return how well a name fits a role: 100 when it is one of its phrases, 60 to 90 when it holds one, else 0."""
    words = words_of(name)
    if " ".join(words) in role.phrases:
        return 100.0
    if role.against & set(words):
        return 0.0
    held = [len(phrase.split()) for phrase in role.phrases if _holds(words, tuple(phrase.split()))]
    return CLEAR + 30.0 * max(held) / len(words) if held else 0.0


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    width = len(phrase)
    return any(words[k : k + width] == phrase for k in range(len(words) - width + 1))
