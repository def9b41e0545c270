"""The two servers that are measured, each in a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench.sample import COOKIE, Sample
from workspace.config import ROOT, Settings

STARTS = 30  # seconds in which a server has to answer
COMMANDS = {
    "product": [str(Path(sys.executable).with_name("workspace")), "serve"],
    "minimal": [sys.executable, "-m", "bench.serve"],
}


@dataclass
class Answer:
    """What a server sent back."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage


@dataclass
class Server:
    """A server of the benchmark."""

    process: psutil.Process
    port: int

    def cpu(self) -> float:
        """Return the seconds of CPU, user and system, that it has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> tuple[float, float]:
        """Return its own memory in MiB, and its resident memory: that with the pages of files that others share."""
        found = self.process.memory_full_info()
        return found.uss / 2**20, found.rss / 2**20

    def visit(self, key: str) -> "Visit":
        """Return a connection of somebody who is signed in."""
        return Visit(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30), key)


class Visit:
    """One browser on one kept-open connection, with its cookies."""

    def __init__(self, connection: http.client.HTTPConnection, key: str) -> None:
        self.connection = connection
        self.headers = {"Cookie": f"{COOKIE}={key}", "Accept-Encoding": "gzip", "Accept-Language": "en-GB"}

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a page and keep its page cookie."""
        answer = self._ask("GET", path, more=headers)
        if given := answer.headers.get("Set-Cookie"):
            self.headers["Cookie"] += f"; {given.partition(';')[0]}"
        return answer

    def send(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str | None = None, more: dict[str, str] | None = None) -> Answer:
        self.connection.request(method, path, body, {**self.headers, **(more or {})})
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.read(), answer.headers)


@contextmanager
def serving(kind: str, settings: Settings, sample: Sample) -> Iterator[Server]:
    """Start the product as people do, or the minimal pages by the same server, and wait for the first answer."""
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("WORKSPACE_")},
        "WORKSPACE_DATA": settings.data,
        "WORKSPACE_SECRET_KEY": settings.secret_key,
        "WORKSPACE_WORKER": "0",
        "PORT": str(port),
    }
    child = subprocess.Popen(COMMANDS[kind], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        server = Server(psutil.Process(child.pid), port)
        _wait(server, sample)
        yield server
    finally:
        child.terminate()
        child.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait(server: Server, sample: Sample) -> None:
    begun = time.perf_counter()
    while time.perf_counter() - begun < STARTS:
        try:
            if server.visit(sample.key).get(sample.pages["home"]).status == 200:
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"no answer in {STARTS} seconds")
