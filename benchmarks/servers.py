"""A database and a broker of our own: started on a free local port, ended as they should be or killed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SEARCHED = ("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/sbin")
DEADLINE = 20.0
"""After so long a server that does not answer is an error [s]."""


class ServerMissingError(RuntimeError):
    """A server is not installed on this machine."""


def program(name: str) -> str:
    """Return where a server is."""
    places = [os.environ.get("PATH", ""), *SEARCHED, *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        raise ServerMissingError(f"{name} is not installed; Debian's packages are mosquitto and postgresql")
    return str(Path(found).resolve())


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(done: Callable[[], object], what: str, deadline: float = DEADLINE) -> None:
    """Wait until something is so; raise TimeoutError where it never is."""
    end = time.monotonic() + deadline
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} took more than {deadline:g} s")
        time.sleep(0.01)


class Server:
    """A process that answers on a port, in a folder that goes with it."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="plantwright-server-"))
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        """Return what starts it."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Tell whether it is up."""
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def start(self) -> None:
        """Start it, and wait until it answers; one whose last life still lingers is tried again."""

        def up() -> bool:
            if self.process is None or self.process.poll() is not None:
                log = (self.folder / "log").open("ab")
                self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, start_new_session=True)
                log.close()
            return self.answers()

        until(up, f"starting {type(self).__name__}")

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End it by a signal and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(DEADLINE)
            self.process = None

    def remove(self) -> None:
        """End it and take its folder away."""
        self.stop(signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)


class Mosquitto(Server):
    """A broker that writes what it must not lose at each change."""

    def __init__(self, **settings: str) -> None:
        program("mosquitto")
        super().__init__()
        self.settings = settings

    def command(self) -> list[str]:
        """Return what starts it with its configuration."""
        told = {
            "listener": f"{self.port} 127.0.0.1", "allow_anonymous": "true", "persistence": "true",
            "persistence_location": f"{self.folder}/", "autosave_on_changes": "true", "autosave_interval": "1",
            "max_queued_messages": "0", "user": pwd.getpwuid(os.getuid()).pw_name, "log_dest": "stdout",
            **self.settings,
        }  # fmt: skip
        file = self.folder / "mosquitto.conf"
        file.write_text("".join(f"{name} {value}\n" for name, value in told.items()))
        return [program("mosquitto"), "-c", str(file)]


class Postgres(Server):
    """A database cluster of its own; killed, it starts again from its write-ahead log."""

    CRASH = signal.SIGQUIT
    """Ends it at once and leaves recovery to the next start, as a crash does."""

    def __init__(self) -> None:
        self.place = Path(program("postgres")).parent
        super().__init__()
        self.before = self._other_user()
        command = [str(self.place / "initdb"), "-D", str(self.folder / "data"), "-U", "plant", "-A", "trust", "-N"]
        subprocess.run([*self.before, *command], check=True, capture_output=True, cwd=self.folder)

    def _other_user(self) -> list[str]:
        """Return what runs a command as somebody else where we are root, which the server refuses to be."""
        if os.getuid() != 0:
            return []
        found = pwd.getpwnam("nobody")
        os.chown(self.folder, found.pw_uid, found.pw_gid)
        return ["setpriv", f"--reuid={found.pw_uid}", f"--regid={found.pw_gid}", "--clear-groups"]

    def command(self) -> list[str]:
        """Return what starts it, on this machine only."""
        told = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": self.folder,
                "shared_buffers": "16MB", "max_connections": "20", "fsync": "off"}  # fmt: skip
        # without fsync what a process leaves survives its death, only not that of the machine
        options = [word for name, value in told.items() for word in ("-c", f"{name}={value}")]
        return [*self.before, str(self.place / "postgres"), "-D", str(self.folder / "data"), *options]

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        if not super().answers():
            return False
        ready = [str(self.place / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    @property
    def url(self) -> str:
        """The database's URL."""
        return f"postgresql://plant@127.0.0.1:{self.port}/postgres"
