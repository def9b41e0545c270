"""Copying a charter."""

from flask_babel import gettext as _

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.charters import queries, service
from workspace.charters.copying.models import CharterCopy
from workspace.charters.copying.parts import kept
from workspace.charters.models import CharterVersion
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.spaces.models import Space
from workspace.spaces.venues.queries import people_to_name


def copy(source: CharterVersion, space: Space, *, actor: Person) -> CharterVersion:
    """Begin a charter with the words of another. It says whose words they are, and keeps them as they came.

    To another space goes neither who answers for a promise nor the name of anybody who does not belong there. Recorded.
    Refused: words of another space that do not say how others may use them.
    """
    same = source.space_id == space.id
    if not (same or source.licence):
        raise DomainError(_("“%(title)s” does not say how others may use its words", title=source.title))
    names = {person.id: person.preferred_name for person in people_to_name(space.id)}
    with i18n.speaking(space.language, space):
        credit = "\n\n".join(filter(None, [_credit(source), to_names(source.credit, names)]))
    facts = {"title": source.title, "kind": source.kind, "credit": credit, "licence": source.licence}
    facts |= {"language": source.language or source.space.language}
    made = service.begin(space, actor=actor, facts=facts)
    parts = []
    for part in queries.all_parts(source):
        if not part.is_out:
            said = {name: getattr(part, name) for name in service.SAID}
            said |= {name: to_names(words, names) for name, words in said.items() if name in service.NAMING}
            said |= {"copied_number": part.number, "body_id": part.body_id if same else None}
            shares = part.shares if same else []
            said["shares"] = [(one.body.name, to_names(one.words, names)) for one in shares]
            parts.append(said)
    service.fill(made, parts)
    db.session.flush()
    now = kept(queries.all_parts(made))
    said_of = {name: getattr(source, name) for name in ("title", "number", "publisher", "licence")}
    whose = {"space_id": space.id, "charter_id": made.charter_id, "from_id": source.id, "of_space": source.space.name}
    db.session.add(CharterCopy(parts=now, made_at=db.now(), **whose, **said_of))
    db.session.flush()
    audit.record(actor, Event.CHARTER_COPIED, made.charter, {"version": source.id})
    return made


def _credit(source: CharterVersion) -> str:
    said = {"title": source.title, "number": source.number, "space": source.space.name}
    day = i18n.day(i18n.local(db.now()), weekday=False)
    words: str = _("It began with “%(title)s”, version %(number)s, of %(space)s, copied on %(day)s.", day=day, **said)
    return words
