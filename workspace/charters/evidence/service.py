"""Writing down what a charter is built on, and reviewing it."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import set_committed_value

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.charters.evidence.models import CharterEvidence
from workspace.charters.models import CharterVersion
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.venues.queries import people_to_name

NAMING = ("title", "source", "words", "teller")


def add(version: CharterVersion, *, actor: Person, facts: dict[str, Any]) -> CharterEvidence:
    """Write a piece of evidence down. Recorded, without the words."""
    row = CharterEvidence(space_id=version.space_id, charter_id=version.charter_id)
    set_committed_value(row, "charter", version.charter)
    row.written_by_id = actor.id
    _write(row, facts)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.EVIDENCE_WRITTEN, row)
    return row


def change(row: CharterEvidence, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what it says. It is reviewed anew: who reviewed it read other words. Recorded, without the words. Refused:
    a story that was taken back, and one with new words to which whoever told it has not said yes anew."""
    _hold(row)
    new = to_references(facts["words"], people_to_name(row.space_id))
    if facts["teller"] and new != row.words and facts["agreed_on"] == row.agreed_on != i18n.today():
        raise DomainError(_("They agreed to other words. Read them the new ones, and write when"), "agreed_on")
    _write(row, facts)
    row.changed_by_id = actor.id
    row.lived_by_id = row.lived_at = row.professional_by_id = row.professional_at = None
    db.session.flush()
    audit.record(actor, Event.EVIDENCE_WRITTEN, row)


def review(row: CharterEvidence, *, actor: Person) -> None:
    """Say that it is told rightly, as somebody with lived experience or as a professional: whichever they are here.
    Recorded. Refused: to whoever wrote it, and where one of theirs has reviewed it."""
    _hold(row)
    if not row.may_be_reviewed_by(actor):
        raise DomainError(_("It is reviewed by one with lived experience and one professional, who did not write it"))
    place = actor.membership_in(row.space_id)
    if place and place.has_lived_experience:
        row.lived_by_id, row.lived_at = actor.id, db.now()
    else:
        row.professional_by_id, row.professional_at = actor.id, db.now()
    db.session.flush()
    audit.record(actor, Event.EVIDENCE_REVIEWED, row)


def take_back(row: CharterEvidence, *, actor: Person) -> None:
    """Forget all words and the name of a story whose teller wants it back. Recorded."""
    _hold(row)
    row.words, row.teller, row.title, row.source = "", "", "", ""
    row.people, row.asks = None, []
    row.taken_back_at = db.now()
    db.session.flush()
    audit.record(actor, Event.EVIDENCE_TAKEN_BACK, row)


def _hold(row: CharterEvidence) -> None:
    db.session.flush()
    db.session.refresh(row, ["taken_back_at", "lived_at", "professional_at"], with_for_update=True)
    if row.taken_back_at:
        raise DomainError(_("Whoever told this has taken it back"))


def _write(row: CharterEvidence, facts: dict[str, Any]) -> None:
    people = people_to_name(row.space_id)
    for name, value in facts.items():
        setattr(row, name, to_references(value, people) if name in NAMING else value)
    row.asks = [[to_references(what, people), number, to_references(why, people)] for what, number, why in row.asks]
    row.written_at = db.now()
