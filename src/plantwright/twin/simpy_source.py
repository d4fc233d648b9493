"""Values as Python source that people can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_WIDTH = 110


def written(value: object, *, lead: int = 0, indent: int = 0) -> str:
    """Return a value as Python source: on one line if it fits, else its parts on lines of their own.

    Parameters
    ----------
    lead
        Characters that stand before it on its first line.
    indent
        Spaces before each of its further lines.
    """
    flat = _flat(value)
    if not isinstance(value, dict | list | tuple) or lead + len(flat) <= _WIDTH:
        return flat
    opening, closing = _brackets(value)
    lines = (f"{' ' * (indent + 4)}{line}" for line in _lines(value, indent + 4))
    return "\n".join([opening, *lines, " " * indent + closing])


def _lines(value: dict[object, object] | list[object] | tuple[object, ...], indent: int) -> Iterator[str]:
    """Iterate over the parts of a value, each ended by a comma: plain ones share lines, others stand alone."""
    keys = [f"{_flat(key)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    parts = list(value.values() if isinstance(value, dict) else value)
    written_parts = [
        f"{key}{written(part, lead=indent + len(key), indent=indent)}," for key, part in zip(keys, parts, strict=True)
    ]
    plain = not any(isinstance(part, dict | list) and part for part in parts)
    return _filled(written_parts, _WIDTH - indent) if plain else iter(written_parts)


def _filled(words: Iterable[str], width: int) -> Iterator[str]:
    """Iterate over lines with as many words as fit."""
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line


def _flat(value: object) -> str:
    """Return a value as source on one line."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flat(key)}: {_flat(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        opening, closing = _brackets(value)
        end = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return opening + ", ".join(map(_flat, value)) + end + closing
    return repr(value)


def _quoted(text: str) -> str:
    plain = text.isprintable() and not set(text) & {'"', "\\"}
    return f'"{text}"' if plain else repr(text)


def _brackets(value: object) -> tuple[str, str]:
    if isinstance(value, dict):
        return "{", "}"
    return ("[", "]") if isinstance(value, list) else ("(", ")")
