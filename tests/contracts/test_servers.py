"""A server that is missing is told of, and nowhere passes for tested."""

from __future__ import annotations

from typing import NoReturn

import pytest
from benchmarks.servers import SEARCHED, ServerMissingError, program

from contracts.servers import demanded


def missing() -> NoReturn:
    """Miss a server."""
    raise ServerMissingError("mosquitto is not installed")


def test_a_missing_server_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where CI is set, a source whose server is not installed fails its tests; elsewhere they are skipped."""
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="mosquitto is not installed"):
        demanded(missing)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"live sources would go untested; \.ci/run installs it"):
        demanded(missing)


def test_a_server_that_nobody_has_is_named() -> None:
    """The message says which program was looked for, and what to install."""
    assert SEARCHED
    with pytest.raises(ServerMissingError, match="no-such-server is not installed; Debian's packages are"):
        program("no-such-server")
