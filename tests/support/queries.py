"""Counting the statements that a page sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

seen: list[str] = []


def watch(engine: Engine) -> None:
    """Write down every statement that this engine is asked for, transactions' own words left out."""

    def note(_c: object, _cursor: object, statement: str, _p: object, _context: object, _many: bool) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give the statements that were sent inside the block."""
    start = len(seen)
    inside: list[str] = []
    yield inside
    inside.extend(seen[start:])
