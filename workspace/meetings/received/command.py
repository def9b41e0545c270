"""`workspace mail-in`: from a mail server's pipe, or from a mailbox file. How it ended is said as mail servers
understand it (sysexits.h): they give a refused message back to its sender with our words, and try again later when
the database cannot be reached."""

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from workspace import db, libraries
from workspace.errors import DomainError
from workspace.meetings.received.service import LARGEST, take_in

REFUSED, TRY_LATER = 65, 75


def read_mail(file: Path | None) -> int:
    """Take in each message in a transaction of its own, and print a line for it. The mailbox stays as it is: what was
    taken in before changes nothing. Returns 0, or the gravest of what came up: 65 refused, 75 try again later."""
    return max((_take(raw) for raw in _messages(file)), default=0)


def _take(raw: bytes) -> int:
    try:
        with db.transaction():
            print(take_in(raw))
    except DomainError as refused:
        print(f"Refused. {refused}")
        return REFUSED
    except DBAPIError:
        print("The database cannot be used now. Try again later.")
        return TRY_LATER
    return 0


def _messages(file: Path | None) -> Iterator[bytes]:
    if file is None:
        yield sys.stdin.buffer.read(LARGEST + 1)
        return
    if not file.is_file():
        raise DomainError(f"There is no file {file}.")
    with file.open("rb") as opened:
        is_mailbox = opened.read(5) == b"From "
    if not is_mailbox:
        yield file.read_bytes()
        return
    box = libraries.mailbox.mbox(file, create=False)
    try:
        yield from (box.get_bytes(key) for key in box.iterkeys())
    finally:
        box.close()
