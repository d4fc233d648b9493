"""A whole server in a thread of its own, beside a test."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI


@contextmanager
def answering(made: Callable[[int], FastAPI], **told: Any) -> Iterator[int]:
    """Yield the port at which an app answers, made for that very port; ``told`` is for uvicorn."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    port = bound.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(made(port), log_level="warning", timeout_graceful_shutdown=1, **told))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join(20)
