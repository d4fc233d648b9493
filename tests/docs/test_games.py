"""The pages on games miss no game, setting or decision, and do what they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from docs.pages import blocks, words
from plantwright.cli.app import app
from plantwright.learn.games import game as games


def test_every_game_setting_and_decision_is_explained(project: Path) -> None:
    """The reference names each game, each of its settings and each number of a decision."""
    told = words(project / "docs" / "reference" / "games.md")
    for name, one in games.GAMES.items():
        state = games.start(name)
        asked = {each.name for each in games.asked(state, one.seats[0])}
        if name == "balance":
            asked = {"task_1"}
        assert {name, *one.settings.model_fields, *asked} - told == set()


def test_the_settings_that_stand_are_those_of_the_page(project: Path) -> None:
    """What the page says is taken if nothing is told is what the games take."""
    rows = [line for line in (project / "docs" / "reference" / "games.md").read_text().splitlines() if "| `" in line]
    for name, one in games.GAMES.items():
        for field, value in games.start(name).settings.items():
            if field == "rounds":
                continue
            shown = f"{value:g}" if isinstance(value, int | float) else value
            of_field = [row for row in rows if f"`{field}`" in row and row.count("|") == 5]
            assert any(shown in row.split("|")[4] for row in of_field), (one.name, field)


def test_the_page_runs(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python shown runs, and every line shown after a command is printed by it."""
    monkeypatch.setenv("COLUMNS", "100")
    shown = 0
    for block in blocks(project / "docs" / "how-to" / "play-a-game.md"):
        if block.info == "python":
            exec(compile(block.body, "play-a-game.md", "exec"), {})
        for command in block.commands():
            done = CliRunner().invoke(app, command.split()[1:])
            assert done.exit_code == 0, done.output
            printed = " ".join(done.stdout.split())
            for line in block.output():
                shown += 1
                assert " ".join(line.split()) in printed
    assert shown > 3
    said = capsys.readouterr().out
    assert "still thinking: Bo" in said
    assert "throughput at 2 pennies 0.25 0.25 pennies/h closed form" in said
