"""``plantwright account`` and what ``plantwright serve`` demands where others could reach it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from plantwright.cli.app import app
from plantwright.cli.serve import is_loopback

PASSWORD = "correct horse battery staple\n"


def _run(*told: str, typed: str | None = None) -> tuple[int, str]:
    answer = CliRunner().invoke(app, ["account", *told], input=typed)
    return answer.exit_code, answer.output


def test_accounts_are_added_listed_and_closed(tmp_path: Path) -> None:
    """An account is made with a password from a pipe, gets another role, and is closed; the list says so."""
    store = str(tmp_path / "store")
    assert _run("add", store, "ada", "--role", "admin", typed=PASSWORD)[0] == 0
    assert _run("add", store, "bob", typed=PASSWORD)[0] == 0
    assert _run("role", store, "bob", "--role", "teacher")[0] == 0
    assert _run("list", store)[1] == "ada\tadmin\nbob\tteacher\n".expandtabs()
    assert _run("close", store, "bob")[0] == 0
    assert "closed" in _run("list", store)[1]


@pytest.mark.parametrize(
    ("told", "typed", "said"),
    [
        (["add", "ada", "--role", "admin"], PASSWORD, "there is an account of that name"),
        (["add", "ADA"], PASSWORD, "there is an account of that name"),
        (["add", "bob"], "short\n", "12 to 256 are allowed"),
        (["add", "bob"], "aaaaaaaaaaaaaaaa\n", "repeats few letters"),
        (["add", "bob", "--role", "king"], PASSWORD, "viewer, teacher, engineer, admin"),
        (["add", "local"], PASSWORD, "is no name of an account"),
        (["add", "<b>"], PASSWORD, "is no name of an account"),
        (["close", "ada"], None, "is the last admin"),
        (["role", "ada", "--role", "viewer"], None, "is the last admin"),
        (["close", "eve"], None, "is not here"),
    ],
)
def test_what_no_account_can_have_is_refused(tmp_path: Path, told: list[str], typed: str | None, said: str) -> None:
    """Names twice, weak passwords, unknown roles, and a store without an admin are refused with the cure."""
    store = str(tmp_path / "store")
    assert _run("add", store, "ada", "--role", "admin", typed=PASSWORD)[0] == 0
    code, output = _run(told[0], store, *told[1:], typed=typed)
    assert code == 2
    assert said in output


@pytest.mark.parametrize("option", [["--host", "0.0.0.0"], ["--https"], ["--allow-host", "plant.example"]])
def test_what_others_can_reach_demands_an_admin(tmp_path: Path, option: list[str]) -> None:
    """Whatever opens the server to others does not start while nobody can log in."""
    answer = CliRunner().invoke(app, ["serve", str(tmp_path / "store"), "--port", "0", "--no-open", *option])
    assert answer.exit_code == 2
    assert "plantwright account add" in answer.output


def test_only_addresses_of_this_machine_are_loopback() -> None:
    """What might be reached from elsewhere is never taken for this machine alone."""
    assert all(is_loopback(one) for one in ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"))
    assert not any(is_loopback(one) for one in ("0.0.0.0", "::", "192.168.1.2", "plant.example", "", "127.0.0.1.evil"))
