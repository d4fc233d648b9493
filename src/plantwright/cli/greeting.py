"""What a server says when it is up, and how the browser comes to it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plantwright.cli.progress import answers

if TYPE_CHECKING:
    from plantwright.web.settings import Settings

_PAGE = '<!doctype html><meta charset="utf-8"><title>Plantwright</title><meta http-equiv="refresh" content="0;url={}">'


@dataclass(frozen=True)
class Greeting:
    """The words, and the opening of the browser."""

    settings: Settings
    host: str
    folder: Path
    opened: bool

    def tell(self) -> None:
        """Say where the server is reached, and open the browser there if asked to."""
        if self.settings.start_token is None:
            self._tell_people()
            return
        address = f"http://127.0.0.1:{self.settings.port}/enter?token={self.settings.start_token}"
        if ":" in self.host:
            address = address.replace("127.0.0.1", "[::1]")
        _say(f"Plantwright is open at {address}")
        _say("It answers this machine alone. Ctrl-C stops it; nothing that is done is lost.")
        if self.opened:
            _open(address, self.folder)

    def _tell_people(self) -> None:
        _say(f"Plantwright answers at {self.host}, port {self.settings.port}; people log in.")
        _say(f"Names it may be called by: {', '.join(self.settings.hosts)}; --allow-host NAME adds one.")
        if not self.settings.secure:
            _say("Passwords go over the net readable: put a proxy that speaks HTTPS before it, and start with --https.")
        _say("Ctrl-C stops it; nothing that is done is lost.")


def _open(address: str, folder: Path) -> None:
    """Open the browser by a file that only its owner may read: everybody may read the arguments of a program."""
    import webbrowser

    page = folder.resolve() / "open.html"
    page.unlink(missing_ok=True)
    with os.fdopen(os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(_PAGE.format(address))
    webbrowser.open(page.as_uri())


def _say(text: str) -> None:
    answers.print(text, soft_wrap=True, markup=False, highlight=False)
