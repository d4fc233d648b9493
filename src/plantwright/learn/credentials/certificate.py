"""A certificate on paper: whose it is, what the holder can do, and how anybody checks it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plantwright.errors import MissingExtraError
from plantwright.learn.credentials.award import Award, Issuer, award_id
from plantwright.learn.credentials.letters import Letters, cut

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

INK, GOLD, SOFT, PAPER = "#12395b", "#b7791f", "#4a5568", "#fbfaf5"
MARGIN = 62.0
_COLUMNS, _LEAST, _MOST, _ANNEX = 2, 7.5, 11.5, 10.0
_PITCH, _GAP = 1.32, 0.5
Column = list[tuple[bool, str]]


@dataclass(frozen=True)
class Sheet:
    """A page being drawn: A4 across, lengths in points from its lower left."""

    canvas: Canvas
    letters: Letters
    wide: float
    high: float

    def line(self, text: str, y: float, size: float, color: str = INK, face: str = "plain") -> None:
        """Write a line in the middle, smaller where it would not fit."""
        font = self.letters.font(text, face)
        size = min(size, size * (self.wide - 2 * MARGIN) / max(self.letters.width(text, font, size), 1.0))
        self.canvas.setFillColor(color)
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(self.wide / 2, y, text)


def certificate(
    award: Award, issuer: Issuer, badge: str = "badge.jwt", key: str = "issuer.pub", font: Path | None = None
) -> bytes:
    """Return a certificate as PDF: one page of A4, and more behind it where the skills do not fit.

    Parameters
    ----------
    badge, key:
        What the files of the badge and of the issuer's public key are called in the line that verifies.
    font:
        A TrueType font to write with, for names in letters that the fonts at hand lack; it is embedded.

    Raises
    ------
    BadgeError
        A name has letters that no font at hand shows.
    """
    canvas, letters = _canvas(award, issuer, font)
    wide, high = canvas._pagesize
    sheet = Sheet(canvas, letters, wide, high)
    _frame(sheet)
    _head(sheet, award, issuer)
    behind = _skills(sheet, award.can)
    _foot(sheet, award, issuer, f"plantwright badge verify {badge} --key {key}")
    canvas.showPage()
    if behind:
        _annex(sheet, award)
    canvas.save()
    return bytes(canvas._buffer.getvalue())


def _canvas(award: Award, issuer: Issuer, font: Path | None) -> tuple[Any, Letters]:
    try:
        from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("reportlab is not installed; pip install 'plantwright[learn]'") from error
    letters = Letters(font)
    letters.check(award.learner.name, award.title, issuer.name, award.about, *award.can)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=landscape(A4), invariant=1, lang="en")
    canvas._buffer = buffer
    canvas.setTitle(f"{award.title}: {award.learner.name}")
    canvas.setAuthor(issuer.name)
    canvas.setSubject(award.about)
    return canvas, letters


def _frame(sheet: Sheet) -> None:
    canvas = sheet.canvas
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, sheet.wide, sheet.high, stroke=0, fill=1)
    for inset, color, line in ((22, INK, 2.4), (28, GOLD, 0.8)):
        canvas.setStrokeColor(color)
        canvas.setLineWidth(line)
        canvas.rect(inset, inset, sheet.wide - 2 * inset, sheet.high - 2 * inset, stroke=1, fill=0)


def _head(sheet: Sheet, award: Award, issuer: Issuer) -> None:
    top = sheet.high
    _mark(sheet.canvas, sheet.wide / 2, top - 58)
    sheet.line(issuer.name, top - 92, 13, SOFT)
    sheet.line("CERTIFICATE OF PROFESSIONAL EDUCATION", top - 114, 10, GOLD, "bold")
    sheet.line(award.learner.name, top - 160, 34, INK, "bold")
    sheet.canvas.setStrokeColor(GOLD)
    sheet.canvas.setLineWidth(0.8)
    sheet.canvas.line(sheet.wide / 2 - 150, top - 174, sheet.wide / 2 + 150, top - 174)
    sheet.line(award.title, top - 200, 18, INK)
    sheet.line(f"{award.hours:g} hours · given {award.given:%d %B %Y}{_until(award)}", top - 218, 10, SOFT)
    sheet.line(award.about, top - 235, 10, SOFT, "italic")


def _until(award: Award) -> str:
    return f" · holds until {award.expires:%d %B %Y}" if award.expires else ""


def _mark(canvas: Canvas, x: float, y: float) -> None:
    """Draw a small plant: two saw-tooth roofs and a chimney."""
    path = canvas.beginPath()
    path.moveTo(x - 24, y - 12)
    for dx, dy in ((-24, 6), (-9, -3), (-9, 6), (6, -3), (6, 14), (22, 14), (22, -12)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(1.8)
    canvas.setLineJoin(1)
    canvas.drawPath(path, stroke=1, fill=0)


def _skills(sheet: Sheet, can: Sequence[str]) -> bool:
    """Write the skills, or tell that they need pages of their own."""
    top, bottom = sheet.high - 262, 122.0
    fitted = _fitted(sheet, can, top - 20 - bottom)
    if fitted is None:
        sheet.line(f"THE {len(can)} SKILLS OF THE HOLDER STAND ON THE NEXT PAGE", top - 40, 11, GOLD, "bold")
        return True
    sheet.line("THE HOLDER CAN", top, 9, GOLD, "bold")
    size, columns = fitted
    for k, lines in enumerate(columns):
        _write_column(sheet, lines, (MARGIN + k * (_column(sheet) + 28), top - 20 + size * _GAP), size)
    return False


def _annex(sheet: Sheet, award: Award) -> None:
    """Write the skills on pages of their own, column after column."""
    room = (sheet.high - 160) / _ANNEX
    columns: list[Column] = [[]]
    for block in (_block(sheet, one, _ANNEX) for one in award.can):
        if _height(columns[-1]) + _height(block) > room:
            columns.append([])
        columns[-1] += block
    for first in range(0, len(columns), _COLUMNS):
        _frame(sheet)
        sheet.line(f"{award.learner.name} · {award.title}", sheet.high - 62, 12, SOFT)
        sheet.line("THE HOLDER CAN", sheet.high - 84, 9, GOLD, "bold")
        for k, lines in enumerate(columns[first : first + _COLUMNS]):
            _write_column(sheet, lines, (MARGIN + k * (_column(sheet) + 28), sheet.high - 106), _ANNEX)
        sheet.canvas.showPage()


def _write_column(sheet: Sheet, lines: Column, place: tuple[float, float], size: float) -> None:
    x, y = place
    for first, text in lines:
        if first:
            y -= size * _GAP
            sheet.canvas.setFillColor(GOLD)
            sheet.canvas.circle(x + 2, y + size * 0.3, 1.6, stroke=0, fill=1)
        sheet.canvas.setFillColor(INK)
        sheet.canvas.setFont(sheet.letters.font(text, "plain"), size)
        sheet.canvas.drawString(x + 10, y, text)
        y -= size * _PITCH


def _column(sheet: Sheet) -> float:
    return (sheet.wide - 2 * MARGIN - 28 * (_COLUMNS - 1)) / _COLUMNS


def _fitted(sheet: Sheet, can: Sequence[str], room: float) -> tuple[float, list[Column]] | None:
    """Return the largest size in which all fits, and the lines of each column; a sentence stays in one."""
    size = _MOST
    while size >= _LEAST:
        columns = _spread([_block(sheet, one, size) for one in can])
        if max(map(_height, columns)) * size <= room:
            return size, columns
        size -= 0.25
    return None


def _block(sheet: Sheet, text: str, size: float) -> Column:
    font = sheet.letters.font(text, "plain")
    lines = cut(text, _column(sheet) - 10, lambda one: sheet.letters.width(one, font, size))
    return [(k == 0, line) for k, line in enumerate(lines)]


def _height(column: Column) -> float:
    """Return how high lines are, in sizes of their letters."""
    return len(column) * _PITCH + sum(first for first, _ in column) * _GAP


def _spread(blocks: list[Column]) -> list[Column]:
    """Return two columns whose higher one is as low as can be, in the order of the blocks."""
    ways = ([list(chain(*blocks[:k])), list(chain(*blocks[k:]))] for k in range(1, len(blocks) + 1))
    return min(ways, key=lambda way: max(map(_height, way)))


def _foot(sheet: Sheet, award: Award, issuer: Issuer, command: str) -> None:
    told = award.evidence
    sheet.canvas.setStrokeColor(GOLD)
    sheet.canvas.setLineWidth(0.5)
    sheet.canvas.line(MARGIN, 108, sheet.wide - MARGIN, 108)
    skills = f"{len(award.skills)} skill{'s' if len(award.skills) > 1 else ''}"
    sheet.line(f"Evidence: {skills} mastered in {told.answers} answers on the plant of run {told.run}", 92, 8, SOFT)
    sheet.line(f"SHA-256 of the answers: {told.sha256}", 79, 7.5, SOFT, "fixed")
    sheet.line(f"Credential {award_id(award, issuer)} · {issuer.id}", 66, 7.5, SOFT)
    sheet.line("This sheet proves nothing by itself. The signed badge does; anybody checks it with:", 53, 8, SOFT)
    sheet.line(command, 40, 9, INK, "fixed")
