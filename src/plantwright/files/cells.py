"""How values stand in the cells of a plant's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from plantwright.errors import PlantError
from plantwright.model.checked import checked
from plantwright.model.distribution import Distribution

Samples = dict[str, tuple[float, ...]]
"""Observed values that distributions take, by the name that stands in their cells."""

_NAME = re.compile(r'"((?:[^"]|"")*)"(?!\S)|([^\s"]\S*)|(\S+)')
"""A name in quotes, a bare name, or what is neither."""

_SCV = {"constant": 0.0, "exponential": 1.0}
"""The squared coefficient of variation of kinds that need none said."""


def written(value: object) -> str:
    """Return the text of a cell: nothing for None, floats exactly, texts that would mislead in double quotes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value)
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and (not text or text[0] == '"') else text


def read_text(cell: str) -> str | None:
    """Return the text in a cell, None where it is empty."""
    if cell == "":
        return None
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def written_names(names: Iterable[str]) -> str:
    """Return several names in one cell, a blank between them; those with blanks or quotes in them in double quotes."""
    return " ".join(_quoted(name) if re.search(r'[\s"]', name) else name for name in names)


def read_names(cell: str) -> list[str]:
    """Return the names in a cell; raise PlantError where a quote is left open."""
    found = list(_NAME.finditer(cell))
    if any(one[3] for one in found):
        cure = "put a name that holds a blank in double quotes, with a blank before and after, and double those in it"
        raise PlantError(cell, [f"{cell!r}: the double quotes do not match; {cure}"])
    return [one[2] or one[1].replace('""', '"') for one in found]


def written_value(value: float | str | None) -> str:
    """Return the cell of a value that may be a number or a text; a text that looks like a number stands in quotes."""
    if isinstance(value, str) and (_number(value) is not None):
        return f'"{value}"'
    return written(value)


def read_value(cell: str) -> float | str | None:
    """Return the number or text in a cell that may hold either."""
    number = _number(cell)
    return read_text(cell) if number is None else number


def read_flag(cell: str) -> bool | str | None:
    """Return yes or no; another text as it stands, for the model to refuse."""
    if cell == "":
        return None
    return {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(cell.lower(), cell)


def written_distribution(value: Distribution | None, samples: Samples) -> str:
    """Return a distribution in words, such as ``gamma 3600.0 scv 0.25``; values it lists go into ``samples``."""
    if value is None:
        return ""
    words = [value.kind, repr(value.mean)]
    if value.scv != _SCV.get(value.kind):
        words += ["scv", repr(value.scv)]
    if value.values:
        name = f"sample-{len(samples) + 1}"
        samples[name] = value.values
        words += ["of", name]
    return " ".join(words)


def read_distribution(cell: str, samples: Mapping[str, tuple[float, ...]]) -> Distribution | None:
    """Return the distribution that a cell says; raise PlantError where it says none."""
    words = cell.split()
    if not words:
        return None
    kind, rest = words[0], words[1:]
    if not rest or len(rest) % 2 == 0:
        raise PlantError(cell, [f"{cell!r} is no distribution; write for example gamma 3600 scv 0.25"])
    said = dict(zip(rest[1::2], rest[2::2], strict=True))
    unknown = sorted(set(said) - {"scv", "of"})
    if unknown or ("of" in said and said["of"] not in samples):
        wrong = f"unknown {', '.join(unknown)}" if unknown else f"samples.csv has no sample {said['of']!r}"
        raise PlantError(cell, [f"{cell!r}: {wrong}; write for example gamma 3600 scv 0.25"])
    fields: dict[str, object] = {"kind": kind, "mean": rest[0], "scv": said.get("scv", _SCV.get(kind, 0.0))}
    if "of" in said:
        fields["values"] = samples[said["of"]]
    return checked(Distribution, fields, cell)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
