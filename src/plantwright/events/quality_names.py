"""What plants call the columns of their measurements, counts and gauge studies."""

from __future__ import annotations

from plantwright.events.names import ROLES, Role


def _role(phrases: str, against: str = "", content: str = "number") -> Role:
    return Role(tuple(one.strip() for one in phrases.split("|")), frozenset(against.split()), content)


_LIMITS = "lower upper limit min max target"

QUALITY_ROLES: dict[str, Role] = {
    "time": _role(
        "time|timestamp|date|datetime|measured at|time measured|zeit|zeitstempel|datum|fecha|hora|heure", "", "time"
    ),
    "station": ROLES["station"],
    "order": ROLES["order"],
    "unit": ROLES["unit"],
    "characteristic": _role(
        "characteristic|feature|parameter|measure|variable|property|merkmal|prufmerkmal|caracteristica|caracteristique",
        "value limit",
        "text",
    ),
    "value": _role("value|reading|measurement|measured value|result|measured|wert|messwert|valor|valeur", _LIMITS),
    "subgroup": _role(
        "subgroup|sample|sample no|sample id|group|batch|batch no|stichprobe|muestra|echantillon", "size count", "any"
    ),
    "lower_limit": _role(
        "lower limit|lower|lsl|lower spec|lower specification limit|lower tolerance|untere grenze|ugw|usg"
    ),
    "upper_limit": _role(
        "upper limit|upper|usl|upper spec|upper specification limit|upper tolerance|obere grenze|ogw|osg"
    ),
    "target": _role("target|nominal|nominal value|sollwert|zielwert|objetivo|cible"),
    "defective": _role(
        "defective|defectives|defective pieces|nonconforming|rejected|rejects|scrapped|scrap|bad|faulty|d|ausschuss|"
        "fehlerhafte|rechazos|rebuts"
    ),
    "defects": _role("defects|flaws|nonconformities|faults|fehler|defectos|defauts"),
    "inspected": _role(
        "inspected|inspected pieces|checked|sample size|size|n|pieces|quantity|gepruft|stichprobenumfang|inspeccionadas"
    ),
    "subgroup_size": _role("subgroup size|group size|n|size"),
    "part": _role("part|part no|part id|piece|item|prototype|teil|pieza|piece no", "", "any"),
    "operator": _role("operator|appraiser|inspector|person|prufer|bediener|operario|operateur", "", "any"),
    "trial": _role("trial|run|repeat|replicate|wiederholung|repeticion|essai", "", "any"),
}
"""Everything a column of a table of quality may be."""

MEASURED_ROLES = (
    "time", "station", "order", "unit", "characteristic", "value", "subgroup", "lower_limit", "upper_limit", "target",
)  # fmt: skip
"""What the columns of measurements may be."""
COUNTED_ROLES = ("time", "station", "characteristic", "subgroup", "defective", "defects", "inspected")
"""What the columns of counts may be."""
SPECIFIED_ROLES = ("characteristic", "lower_limit", "upper_limit", "target", "unit", "subgroup_size")
"""What the columns of specifications may be."""
GAUGE_ROLES = ("part", "operator", "trial", "value", "unit", "characteristic")
"""What the columns of a gauge study may be."""
