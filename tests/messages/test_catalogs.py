"""The catalogs: up to date, complete, and no placeholder lost."""

from __future__ import annotations

import ast

import pytest

from plantwright.messages import __main__ as command
from plantwright.messages.catalogs import (
    KEYWORDS,
    PACKAGE,
    completeness,
    fields,
    misfits,
    path_of,
    read,
    template,
    translations,
    update,
)
from plantwright.messages.language import speaking
from plantwright.messages.told import say

LEAST = 0.9
"""Share of the messages that each language says; what is missing is said in English and counted by the command."""


@pytest.fixture(scope="module")
def source():
    """Return every message of the source."""
    return template()


@pytest.mark.parametrize("language", translations())
def test_no_entry_is_missing(source, language):
    """Every message of the source stands in the catalog; if not: python -m plantwright.messages."""
    catalog = read(language)
    assert [one.id for one in source if one.id and one.id not in catalog] == []
    assert [one.id for one in catalog if one.id and one.id not in source] == []


@pytest.mark.parametrize("language", translations())
def test_each_language_is_nearly_complete(source, language):
    """At least nine of ten messages are translated, and the sentence of the command counts the rest."""
    found = completeness(language, source)
    assert found.translated >= LEAST * found.messages, found.sentence()
    assert f"{found.translated} of {found.messages}" in found.sentence()


@pytest.mark.parametrize("language", translations())
def test_placeholders_and_plurals_agree(language):
    """No translation loses or invents a placeholder, and each has as many plural forms as its language."""
    assert list(misfits(language)) == []


def test_a_misfit_is_really_seen(monkeypatch):
    """A translation with a placeholder too many is found: the silence in the other test is no deafness."""
    catalog = read("de")
    catalog.get("{share:.0f} %").string = "{anteil:.0f} %"
    monkeypatch.setattr("plantwright.messages.catalogs.read", lambda _: catalog)
    assert len(list(misfits("de"))) == 1
    assert fields("{a} {b:,} {c!r}") == {"a", "b", "c"}


def test_messages_are_written_out_where_they_are_said():
    """Nobody says a text that is made just then, or inside of another: extraction finds only what stands by itself."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                made = [one for one in node.args[:1] if isinstance(one, ast.JoinedStr | ast.BinOp)]
                wrong += [f"{path.name}:{node.lineno}" for _ in made]
            if isinstance(node, ast.JoinedStr):
                calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
                wrong += [f"{path.name}:{node.lineno}" for one in calls if one.func.id in KEYWORDS]
    assert wrong == []


def test_the_command_counts_and_changes_nothing_that_is_up_to_date(capsys, tmp_path, monkeypatch):
    """Run on catalogs that are up to date it leaves them byte for byte, and prints a line for each."""
    copies = {language: tmp_path / f"{language}.po" for language in translations()}
    before = {language: path_of(language).read_bytes() for language in copies}
    for language, path in copies.items():
        path.write_bytes(before[language])
    monkeypatch.setattr("plantwright.messages.catalogs.path_of", copies.__getitem__)
    assert command.main() == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in printed] == list(translations())
    # names alone: a comparison of whole catalogs takes the better part of an hour to be printed
    assert [language for language, path in copies.items() if path.read_bytes() != before[language]] == []


def test_a_new_message_is_empty_and_said_in_english(tmp_path, monkeypatch):
    """A message that no catalog has is added without a translation, counted as missing, and said in English."""
    path = tmp_path / "de.po"
    path.write_bytes(path_of("de").read_bytes())
    monkeypatch.setattr("plantwright.messages.catalogs.path_of", lambda _: path)
    source = template()
    source.add("a message of tomorrow")
    found = update("de", source)
    assert found.messages - found.translated == 1
    assert "1 are said in English" in found.sentence()
    assert read("de").get("a message of tomorrow").string == ""
    with speaking("de"):
        assert say("a message of tomorrow") == "a message of tomorrow"
