"""What findings mean: each has a cause, an effect and a cure, and the page of findings lists them."""

import re
from pathlib import Path

from plantwright.events.meanings import MEANINGS, meaning_of

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r'(?:Finding|found_where|_found)\(\s*(?:database|self\.database)?,?\s*"([a-z_]+)"')


def test_each_finding_has_a_meaning() -> None:
    """Every finding that the reader can make has a cause, an effect on the answers and a cure."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/plantwright/events").rglob("*.py"))
    named = set(NAMED.findall(text))
    assert len(named) > 25
    assert named - set(MEANINGS) == set()


def test_nothing_is_left_unsaid() -> None:
    """No cause, effect or cure is empty, and an unknown finding is called so."""
    assert all(one.cause and one.effect and one.cure for one in MEANINGS.values())
    assert meaning_of("no such finding").cause == "not known"


def test_the_page_lists_them_all() -> None:
    """The page of findings holds a row for each, word for word."""
    page = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")
    rows = [f"| `{name}` | {one.cause} | {one.effect} | {one.cure} |" for name, one in MEANINGS.items()]
    assert [row for row in rows if row not in page] == []
