"""What organisers do with a text on its way in."""

from collections.abc import Sequence
from dataclasses import astuple

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db
from workspace.audit import Event
from workspace.charters import service
from workspace.charters.bringing.rows import LEFT_OUT, MOST, Row, found_in
from workspace.charters.models import CharterKind, CharterReading, CharterVersion
from workspace.charters.reading.structure import Reading
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.spaces.models import Space

LONGEST_TITLE = 200


def begin(space: Space, reading: Reading, *, actor: Person) -> CharterReading:
    """Keep what was found in a text until it is saved or thrown away. Recorded. Refused: a text without words, and one
    of more rows than a person can look through."""
    rows = found_in(reading)
    if not rows:
        raise DomainError(_("There are no words in it"), "words")
    if len(rows) > MOST:
        raise DomainError(_("This is too long to look through at once. Bring it in in pieces"), "words")
    title = " ".join(reading.title.split())[:LONGEST_TITLE]
    made = CharterReading(space_id=space.id, title=title, rows=_kept(rows), made_at=db.now())
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.CHARTER_READ, made)
    return made


def keep(reading: CharterReading, *, title: str, body: str, rows: Sequence[Row]) -> None:
    """Keep the rows as they were mended, and what was written of them all."""
    reading.title, reading.body, reading.rows = title, body, _kept(rows)


def save(reading: CharterReading, *, actor: Person) -> CharterVersion:
    """Make a charter with a draft of the rows as they are kept; what was left out goes. The body that was named answers
    for all commitments. Recorded. Refused: nothing but left out."""
    rows = [Row(*one) for one in reading.rows]
    parts = [row.part for row in rows if row.what != LEFT_OUT]
    if not parts:
        raise DomainError(_("Everything is left out. Say of at least one row what it is"))
    version = service.begin(reading.space, actor=actor, facts={"title": reading.title, "kind": CharterKind.CHARTER})
    service.fill(version, parts, reading.body)
    _forget(reading)
    return version


def throw_away(reading: CharterReading, *, actor: Person) -> None:
    """Forget a text. Recorded."""
    audit.record(actor, Event.CHARTER_READING_LEFT, reading)
    _forget(reading)


def _forget(reading: CharterReading) -> None:
    db.session.execute(
        delete(CharterReading).where(CharterReading.id == reading.id, CharterReading.space_id == reading.space_id)
    )


def _kept(rows: Sequence[Row]) -> list[list[str]]:
    return [list(astuple(row)) for row in rows]
