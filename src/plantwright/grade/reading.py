"""Reading a filled sheet back from JSON, with everything wrong in it said at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from plantwright.errors import PlantError, RecordsError
from plantwright.grade.sheets import SHEETS, Sheet
from plantwright.model.checked import checked


def read_sheet(source: str | bytes | Mapping[str, Any]) -> Sheet:
    """Return a filled sheet from its JSON, or from the fields of it.

    Raises
    ------
    RecordsError
        It is no JSON, no such sheet, or of another version; all problems at once.
    """
    fields = _fields(source)
    kind = fields.get("sheet")
    if kind not in SHEETS:
        allowed = f"allowed are {', '.join(SHEETS)}"
        raise RecordsError("the sheet", [f"sheet: {kind!r}; {allowed}; say which sheet was filled"])
    try:
        return checked(SHEETS[kind], fields, f"the sheet {kind}")
    except PlantError as error:
        raise RecordsError(error.subject, error.problems) from None


def _fields(source: str | bytes | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(source, Mapping):
        return dict(source)
    try:
        found = json.loads(source)
    except ValueError as error:
        raise RecordsError("the sheet", [f"the whole: no JSON ({error}); give what the page saved"]) from None
    if not isinstance(found, dict):
        raise RecordsError("the sheet", [f"the whole: a {type(found).__name__}; an object with named fields is needed"])
    return found
