"""How a server is set up: who may reach it, and how much it takes."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Settings:
    """What is fixed when a server starts."""

    hosts: tuple[str, ...] = LOOPBACK
    """Names by which the server may be called, without port: a page of another name cannot reach it."""
    any_address: bool = False
    """Numbers may call it as well: they cannot be made to point elsewhere, as names can."""
    start_token: str | None = None
    """What stands in the opened address for a single person; None: people log in."""
    secure: bool = False
    """Cookies go over HTTPS only."""
    port: int = 0
    """Browsers share cookies among the ports of a machine: its number makes the cookie's name this server's own."""
    most_upload: int = 512 * MEGABYTE
    """The largest upload [bytes]."""
    most_told: int = 2 * MEGABYTE
    """The largest body of any other request [bytes]."""

    most_memory: int | None = None
    """What the processes of a run may hold [bytes]; None: three quarters of the machine's memory."""

    @property
    def single(self) -> bool:
        """Tell whether one person at this machine uses it, without accounts."""
        return self.start_token is not None

    @property
    def cookie(self) -> str:
        """Return the name of the cookie of a log-in; its prefix lets no other host and no plain HTTP set it."""
        return f"{'__Host-' if self.secure else ''}plantwright{f'_{self.port}' if self.port else ''}"
