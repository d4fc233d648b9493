"""How a server is set up: who may reach it, and how much it takes."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Settings:
    """What is fixed when a server starts."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Names by which the server may be called, without port: a page of another name cannot reach it."""
    start_token: str | None = None
    """What stands in the opened address for a single person; None: people log in."""
    secure: bool = False
    """Cookies go over HTTPS only."""
    most_upload: int = 512 * MEGABYTE
    """The largest upload [bytes]."""

    @property
    def single(self) -> bool:
        """Tell whether one person at this machine uses it, without accounts."""
        return self.start_token is not None
