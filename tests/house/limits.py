"""What the source measures: how long its functions are."""

from __future__ import annotations

import ast
import io
import math
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Length:
    """One function and its lines of code: not blank, no comment, no docstring."""

    where: str
    lines: int


def function_lengths(folder: Path) -> list[Length]:
    """Return every function under a folder with its length, longest first."""
    found = [one for path in sorted(folder.rglob("*.py")) for one in _lengths(path, path.relative_to(folder))]
    return sorted(found, key=lambda one: -one.lines)


def summary(lengths: list[Length]) -> str:
    """Return the median, the 95th percentile and the longest in a sentence."""
    lines = sorted(one.lines for one in lengths)
    p95 = lines[math.ceil(0.95 * len(lines)) - 1]
    return f"{len(lines)} functions: median {median(lines):g}, 95th percentile {p95}, longest {lines[-1]} lines of code"


def _lengths(path: Path, name: Path) -> Iterator[Length]:
    source = path.read_text(encoding="utf-8")
    code = _code_lines(source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = code & set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            yield Length(f"{name}:{node.lineno} {node.name}", len(lines - _docstring(node)))


def _code_lines(source: str) -> set[int]:
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in silent:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return lines


def _docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    first = node.body[0]
    if ast.get_docstring(node) is None or not isinstance(first, ast.Expr):
        return set()
    return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
