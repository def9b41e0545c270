"""Programs of ours that run in a process of their own: what they read cannot hurt the server, and the memory that they
take goes with them."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

PATIENCE = 30  # seconds
_at_once = threading.BoundedSemaphore(2)  # more would take the memory of the pages


class NotDoneError(Exception):
    """A program failed or took too long. `code` is what it ended with, 0 where it was stopped."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(f"it ended with {code}")
        self.code = code


def run(program: Path, *asked: str, given: IO[bytes] | bytes, patience: int = PATIENCE) -> bytes:
    """Return what a program of ours puts out for these words, with what is `given` as its input: a file, or bytes.
    Raises NotDoneError."""
    source: dict[str, Any] = {"input": given} if isinstance(given, bytes) else {"stdin": given.fileno()}
    with _turn(patience):
        try:
            done = subprocess.run(  # noqa: S603  (our own program; what is given is its input and no part of the command)
                [sys.executable, "-I", str(program), *asked],
                capture_output=True, timeout=patience, env={}, cwd="/", check=True, **source,
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            raise NotDoneError(error.returncode) from error
        except subprocess.TimeoutExpired as error:
            raise NotDoneError from error
    out: bytes = done.stdout
    return out


@contextmanager
def _turn(patience: int) -> Iterator[None]:
    if not _at_once.acquire(timeout=patience):
        raise NotDoneError
    try:
        yield
    finally:
        _at_once.release()
