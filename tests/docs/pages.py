"""The documents as tests read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: what stands after the fence, and what stands inside."""

    info: str
    body: str

    def commands(self) -> list[str]:
        """Return the lines after a prompt."""
        return [line.removeprefix("$ ") for line in self.body.splitlines() if line.startswith("$ ")]

    def output(self) -> list[str]:
        """Return the lines that show output."""
        return [line for line in self.body.splitlines() if line.strip() and not line.startswith("$ ")]


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [Block(one["info"].strip(), one["body"]) for one in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def words(page: Path) -> set[str]:
    """Return everything a page sets in code: the words in backquotes and in its fenced blocks."""
    text = page.read_text(encoding="utf-8")
    code = re.findall(r"`([^`\n]+)`", BLOCK.sub("", text)) + [one["body"] for one in BLOCK.finditer(text)]
    return {word for piece in code for word in re.findall(r"-{0,2}\w[\w-]*", piece)}


def pages(project: Path) -> list[Path]:
    """Return every document of the project."""
    found = [*project.glob("*.md"), *(project / "docs").rglob("*.md"), *(project / "examples").rglob("*.md")]
    return sorted(found)
