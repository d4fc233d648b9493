"""Many ES modules as one script, without a tool: each becomes a function that returns what it exports.

Only three forms are understood, ``import { a, b } from "./x.js";``, ``export function|class|const|let NAME`` and
``export async function NAME``; anything else that imports or exports is refused, so that nothing is bundled wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

from plantwright.errors import OutputError

IMPORT = re.compile(r'^import \{ ?(?P<names>[\w, \n]+?),? ?\} from "\./(?P<file>[\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?P<said>(?:async )?(?:function|class|const|let) (?P<name>\w+))", re.MULTILINE)
LEFT = re.compile(r"^\s*(import|export)\b|\bimport\s*\(", re.MULTILINE)


def script(name: str) -> str:
    """Return the text of a script of the package."""
    return files("plantwright.visit").joinpath("static", name).read_text(encoding="utf-8")


def bundle(entry: str, read: Callable[[str], str] = script) -> str:
    """Return one script that does what ``entry`` and all it imports do."""
    parts: dict[str, str] = {}
    _add(entry, read, parts, ())
    return '"use strict";\n' + "".join(parts.values())


def _add(name: str, read: Callable[[str], str], parts: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise OutputError(
            f"{name}: imports itself by way of {', '.join(above)}; a bundle needs an order; break the circle"
        )
    if name in parts:
        return
    text = read(name)
    for one in IMPORT.finditer(text):
        _add(one["file"], read, parts, (*above, name))
    parts[name] = _wrapped(name, text)


def _wrapped(name: str, text: str) -> str:
    body = IMPORT.sub(lambda one: f"const {{ {_spaced(one['names'])} }} = {_variable(one['file'])};\n", text)
    exported = [one["name"] for one in EXPORT.finditer(body)]
    body = EXPORT.sub(lambda one: one["said"], body)
    if left := LEFT.search(body):
        line = body[: left.start()].count("\n") + 1
        found = body.splitlines()[line if body[left.start()] == "\n" else line - 1].strip()
        raise OutputError(
            f"{name}: {found!r} cannot be bundled; import names in braces from ./x.js, export declarations"
        )
    if "</script" in body.lower() or "<!--" in body:
        raise OutputError(
            f"{name}: holds </script or <!--, which would end the script within a page; write it in parts"
        )
    return f"const {_variable(name)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n"


def _spaced(names: str) -> str:
    return ", ".join(one.strip() for one in names.split(",") if one.strip())


def _variable(name: str) -> str:
    return "m_" + re.sub(r"\W", "_", name.removesuffix(".js"))
