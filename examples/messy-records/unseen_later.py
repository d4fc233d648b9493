"""Four later ways to keep the invented shop's records, of kinds that none of the others is of.

They were written before the reader had been tried on any of their kind. What became of them on the first try is in
the readme.
"""

from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

from true_log import Row, orders_of, said
from unseen import case


@case("orders_api.json")
def answer(path: Path, log: list[Row]) -> None:
    """Save the answer of a system's interface: a document that wraps orders, each with the list of its operations."""
    orders = [
        {
            "order_no": own[0].order,
            "item": {"code": own[0].product, "revision": "B"},
            "quantity": own[0].quantity,
            "operations": [
                {
                    "seq": 10 * number,
                    "name": one.operation,
                    "machine": one.station,
                    "started_at": f"{one.start:%Y-%m-%dT%H:%M:%S}+00:00",
                    "finished_at": f"{one.end:%Y-%m-%dT%H:%M:%S}+00:00",
                }
                for number, one in enumerate(own, 1)
            ],
        }
        for own in orders_of(log)
    ]
    document = {"exported_at": "2025-04-01T05:58:11Z", "count": len(orders), "orders": orders}
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")


@case("rueckmeldungen.xml", language="de")
def elements(path: Path, log: list[Row]) -> None:
    """XML of an ERP's interface: a head, then an element a booking with an element a field, some with attributes."""
    text = [
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
        '<Export mandant="001">',
        "  <Kopf><Erstellt>2025-04-01T05:58:11</Erstellt><Werk>1000</Werk></Kopf>",
        "  <Rueckmeldungen>",
    ]
    for number, one in enumerate(log, 1):
        text.append(
            f'    <Rueckmeldung nr="{number}"><Auftrag>{one.order}</Auftrag><Artikel>{one.product}</Artikel>'
            f"<Arbeitsgang>{escape(said(one, 'de'))}</Arbeitsgang><Maschine>{one.station}</Maschine>"
            f"<Beginn>{one.start:%Y-%m-%dT%H:%M:%S}</Beginn><Ende>{one.end:%Y-%m-%dT%H:%M:%S}</Ende>"
            f'<Menge einheit="ST">{one.quantity}</Menge></Rueckmeldung>'
        )
    path.write_bytes("\n".join([*text, "  </Rueckmeldungen>", "</Export>", ""]).encode("latin-1"))


@case("gateway.log")
def service(path: Path, log: list[Row]) -> None:
    """Keep a gateway's own log: a stamp, a level, the machine in brackets, names and values after '=', other lines."""
    told = []
    for one in log:
        fields = f"wo={one.order} part={one.product} op={one.operation}"
        told.append((one.start, f"INFO  [{one.station}] order.start {fields}"))
        told.append((one.end, f"INFO  [{one.station}] order.complete {fields} qty={one.quantity}"))
    told.sort(key=lambda one: one[0])
    lines = []
    for number, (moment, line) in enumerate(told):
        lines.append(f"{moment:%Y-%m-%d %H:%M:%S},{number * 37 % 1000:03} {line}")
        if number % 9 == 4:
            lines.append(f"{moment:%Y-%m-%d %H:%M:%S},999 WARN  [gw] link lost, next attempt in 5 s")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@case("labor_hist.txt", dates="month-first")
def spool(path: Path, log: list[Row]) -> None:
    """Spool file of a host: fixed width, a header of two lines with groups, numbers to the right, a mark of pages."""
    lines = []
    for page, own in enumerate((log[first : first + 45] for first in range(0, len(log), 45)), 1):
        lines += [
            f"{chr(12) if page > 1 else ' '}5770SS1 V7R3M0          LABOR HISTORY     03/31/25 18:04:12  PAGE {page:3}",
            "",
            "  WORK    ITEM      OPER      MACH   ---- BEGIN -----  ----- END ------     QTY",
            "  ORDER   NUMBER    DESC      ID     DATE      TIME    DATE      TIME      COMP",
            "",
        ]
        lines += [
            f"  {one.order:8}{one.product:10}{one.operation:10}{one.station:7}{one.start:%m/%d/%y  %H:%M}"
            f"   {one.end:%m/%d/%y  %H:%M}   {one.quantity:6}"
            for one in own
        ]
        lines.append("")
    lines.append(" * * * * *   E N D   O F   L I S T I N G   * * * * *")
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
