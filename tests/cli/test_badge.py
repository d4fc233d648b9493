"""``plantwright badge``: keys, a badge with its certificate, and what does not verify."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openbadgeslib.ob3 import OB3Verifier
from typer.testing import CliRunner

from plantwright.cli.app import app

AWARD = """
learner: {id: "mailto:ada@lakeside.example", name: Ada}
title: Flow on my own line
about: Sees where a line loses output.
skills: [flow.wip, flow.throughput]
hours: 46
run: 2026-1a2b
answers: 214
evidence: answers.csv
given: 2026-01-05
"""


def run(*told: object) -> tuple[int, str]:
    """Return the exit code of a command and all that it said."""
    done = CliRunner().invoke(app, ["badge", *map(str, told)])
    return done.exit_code, " ".join(done.output.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an award, its evidence and the keys of a school."""
    (tmp_path / "ada.yaml").write_text(AWARD)
    (tmp_path / "answers.csv").write_text("question,answer\n")
    assert run("keys", tmp_path / "school", "--name", "Lakeside", "--id", "https://lakeside.example")[0] == 0
    return tmp_path


def issue(folder: Path, out: str, *more: object) -> tuple[int, str]:
    """Issue the badge of the award."""
    return run("issue", folder / "ada.yaml", "--keys", folder / "school", "-o", folder / out, *more)


@pytest.mark.parametrize("name", ["ada.jwt", "ada.svg"])
def test_a_badge_is_given_and_verified(name: str, folder: Path) -> None:
    """Text or picture: the badge verifies with the public key alone and says whose it is, what for and on what."""
    assert issue(folder, name, "--certificate", folder / "ada.pdf")[0] == 0
    key = folder / "school" / "issuer.pub"
    code, said = run("verify", folder / name, "--key", key, "--evidence", folder / "answers.csv")
    assert code == 0
    for wanted in ("verified: Flow on my own line", "Ada", "Lakeside", "average WIP over a window", "214 answers"):
        assert wanted in said
    assert (folder / "ada.pdf").read_bytes().startswith(b"%PDF-")


def test_the_picture_is_read_by_openbadgeslib(folder: Path) -> None:
    """The independent library finds the badge inside the picture and verifies it."""
    issue(folder, "ada.svg")
    token = OB3Verifier.extract_token_from_svg((folder / "ada.svg").read_bytes())
    found = OB3Verifier((folder / "school" / "issuer.pub").read_bytes()).verify(token)
    assert found.achievement.name == "Flow on my own line"


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX")
def test_the_secret_key_is_for_its_owner(folder: Path) -> None:
    """The secret key is readable by its owner alone, and is not used once others may read it."""
    secret = folder / "school" / "issuer.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    secret.chmod(0o644)
    code, said = issue(folder, "ada.jwt")
    assert (code, "chmod 600" in said, (folder / "ada.jwt").exists()) == (2, True, False)


def test_keys_are_never_replaced(folder: Path) -> None:
    """A second call for keys leaves the first ones as they are."""
    before = (folder / "school" / "issuer.key").read_bytes()
    code, said = run("keys", folder / "school", "--name", "Other", "--id", "https://other.example")
    assert (code, "a lost key cannot be had again" in said) == (2, True)
    assert (folder / "school" / "issuer.key").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no badge"),
        (b"\xff\xfe\x00", "is no badge"),
        (b"hello", "this is no badge"),
        (b"<svg", "broken picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "without one signed badge"),
        (b"<!DOCTYPE s [<!ENTITY a 'b'>]><s>&a;</s>", "broken picture"),
    ],
)
def test_a_broken_file_is_told_kindly(content: bytes, said: str, folder: Path) -> None:
    """Whatever a file holds that is no badge, a sentence says so."""
    (folder / "x.svg").write_bytes(content)
    code, told = run("verify", folder / "x.svg", "--key", folder / "school" / "issuer.pub")
    assert (code, said in told, "Traceback" in told) == (2, True, False)


def test_what_does_not_verify_is_told(folder: Path) -> None:
    """Another key, another issuer, other evidence, no file, and a secret key in place of the public one are refused."""
    issue(folder, "ada.jwt")
    run("keys", folder / "other", "--name", "Other", "--id", "https://other.example")
    badge, key = folder / "ada.jwt", folder / "school" / "issuer.pub"
    assert "another key signed it" in run("verify", badge, "--key", folder / "other" / "issuer.pub")[1]
    assert "was asked for" in run("verify", badge, "--key", key, "--issuer", "https://other.example")[1]
    assert "does not rest on it" in run("verify", badge, "--key", key, "--evidence", folder / "ada.yaml")[1]
    assert "cannot be read" in run("verify", folder / "none.jwt", "--key", key)[1]
    assert "is no public key" in run("verify", badge, "--key", folder / "school" / "issuer.key")[1]
    assert run("verify", badge, "--key", folder / "other" / "issuer.pub")[0] == 2


def test_all_that_is_wrong_with_an_award_is_told(folder: Path) -> None:
    """Unknown skills, missing evidence, odd numbers and unknown words are told together, and nothing is written."""
    wrong = AWARD.replace("flow.wip", "flow.magic").replace("46", "-1").replace("answers.csv", "none.csv")
    (folder / "ada.yaml").write_text(wrong + "color: blue\nexpires: 2025-01-01\n")
    code, said = issue(folder, "ada.jwt")
    assert code == 2
    for wanted in ("'flow.magic' is no skill", "hours", "none.csv", "color: is not known"):
        assert wanted in said
    assert not (folder / "ada.jwt").exists()


@pytest.mark.parametrize(("out", "said"), [("ada.png", ".jwt or .svg"), ("no/ada.jwt", "is no folder")])
def test_places_that_cannot_be_are_told(out: str, said: str, folder: Path) -> None:
    """A badge is written as text or picture, into a folder that is there."""
    assert said in issue(folder, out)[1]
    issue(folder, "ada.jwt")
    assert "--force" in issue(folder, "ada.jwt")[1]
    assert issue(folder, "ada.jwt", "--force")[0] == 0
