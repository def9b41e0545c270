"""What organisers do with the draft of a charter. Numbers of clauses are given once, whatever happens meanwhile."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import set_committed_value

from workspace import audit, db
from workspace.actions.bodies.service import called
from workspace.audit import Event
from workspace.charters import queries
from workspace.charters.kinds import Kind
from workspace.charters.models import Charter, CharterPart, CharterVersion, VersionState
from workspace.charters.order import moved
from workspace.charters.shares import copy_shares, share
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Space
from workspace.spaces.venues.queries import people_to_name

FACTS = ("title", "kind", "made_by", "credit", "publisher", "licence", "contact", "language", "also_in")
SAID = (
    "kind",
    "words",
    "plain",
    "easy",
    "how_known",
    "legal",
    "legal_on",
    "involvement",
    "limits",
    "best_practice",
    "rung",
)
COPIED = ("position", "number", "body_id", "copied_number", *SAID)
# Texts in which names are kept as references.
NAMING = {"made_by", "credit", "words", "plain", "easy", "how_known", "legal", "involvement", "limits", "best_practice"}


def begin(space: Space, *, actor: Person, facts: dict[str, Any]) -> CharterVersion:
    """Make a charter with a draft that holds nothing yet. Recorded."""
    charter = Charter(space_id=space.id, made_at=db.now(), numbers_given=0)
    db.session.add(charter)
    db.session.flush()
    set_committed_value(charter, "space", space)
    people = people_to_name(space.id)
    kept = {name: to_references(value, people) if name in NAMING else value for name, value in facts.items()}
    version = _begun(charter, 1, kept)
    audit.record(actor, Event.CHARTER_BEGUN, charter)
    return version


def change_facts(version: CharterVersion, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what is said of the whole charter. Recorded."""
    _lock(version)
    _write(version, facts, people_to_name(version.space_id))
    _mark(version, actor, "facts")


def add(version: CharterVersion, *, actor: Person, facts: dict[str, Any], after: int = 0) -> CharterPart:
    """Put a part after the one with this id, or at the end. Recorded."""
    _lock(version)
    order = _kept(version)
    place = next((at for at, one in enumerate(order, 1) if one.id == after), len(order))
    made = _made(version, facts, people_to_name(version.space_id))
    _number([*order[:place], made, *order[place:]])
    _mark(version, actor, "added", made)
    return made


def begin_next(version: CharterVersion, *, actor: Person) -> CharterVersion:
    """Begin the next version with the words of this one, which the group agreed. Recorded. Return the draft that there
    is, where somebody has begun it meanwhile."""
    db.session.flush()
    db.session.refresh(version.charter, ["numbers_given"], with_for_update=True)
    last = queries.versions(version)[0]
    if last.state is not VersionState.AGREED:
        return last
    made = _begun(version.charter, last.number + 1, {name: getattr(last, name) for name in FACTS})
    for part in _kept(last):
        facts = {name: getattr(part, name) for name in COPIED}
        db.session.add(copied := CharterPart(space_id=made.space_id, version_id=made.id, **facts))
        copy_shares(part, to=copied)
    db.session.flush()
    audit.record(actor, Event.CHARTER_NEXT, version.charter, {"number": made.number})
    return made


def fill(version: CharterVersion, parts: Iterable[dict[str, Any]], body: str = "") -> None:
    """Put these parts into a draft that has none; this body, if one is named, answers for every commitment."""
    _lock(version)
    people = people_to_name(version.space_id)
    made = [_made(version, facts, people) for facts in parts]
    answers = called(version.space_id, body)
    for part in made:
        if answers and part.kind is Kind.COMMITMENT:
            part.body_id = answers.id
    _number(made)


def change(part: CharterPart, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what a part says. Recorded. It keeps its number; a heading that becomes a clause is given one."""
    _lock(part.version)
    people = people_to_name(part.space_id)
    _write(part, facts, people)
    _give_number(part.charter, part)
    if "shares" in facts:
        share(part, facts["shares"], people)
    _mark(part.version, actor, "changed", part)


def move(part: CharterPart, *, actor: Person, to: str) -> int:
    """Move a part up, down, or to a place; a heading takes its clauses along. Recorded. Return how many parts there
    are."""
    _lock(part.version)
    order = _kept(part.version)
    if part in order:
        _number(moved(order, part, to))
        _mark(part.version, actor, "moved", part)
    return len(order)


def take_out(part: CharterPart, *, actor: Person) -> None:
    """Take a part out; it can be put back. The clauses of a heading stay. Recorded."""
    _lock(part.version)
    part.is_out = True
    _number(_kept(part.version))
    _mark(part.version, actor, "taken_out", part)


def put_back(part: CharterPart, *, actor: Person) -> None:
    """Put a part back where it stood. Recorded."""
    _lock(part.version)
    order = [one for one in _kept(part.version) if one is not part]
    part.is_out = False
    place = part.position - 1
    _number([*order[:place], part, *order[place:]])
    _mark(part.version, actor, "put_back", part)


def _lock(version: CharterVersion) -> None:
    """Let one change of a charter follow another: places are without gaps, and no number is given twice. Refused: what
    is no draft any more."""
    db.session.flush()
    db.session.refresh(version.charter, ["numbers_given"], with_for_update=True)
    db.session.refresh(version, ["state"])
    if version.state is VersionState.ASKED:
        raise DomainError(_("The group is asked about these words. Take the question back before you change them"))
    if version.state is VersionState.AGREED:
        raise DomainError(_("This version is agreed, and stays as it is. Begin the next version to change it"))


def _kept(version: CharterVersion) -> list[CharterPart]:
    db.session.flush()
    return [one for one in queries.all_parts(version) if not one.is_out]


def _begun(charter: Charter, number: int, facts: dict[str, Any]) -> CharterVersion:
    """Begin a draft with these facts, as they are kept."""
    made = CharterVersion(space_id=charter.space_id, charter_id=charter.id, number=number, state=VersionState.DRAFT)
    made.changed_at = db.now()
    for name, value in facts.items():
        setattr(made, name, value)
    db.session.add(made)
    db.session.flush()
    set_committed_value(made, "charter", charter)
    return made


def _made(version: CharterVersion, facts: dict[str, Any], people: Sequence[Person]) -> CharterPart:
    part = CharterPart(space_id=version.space_id, version_id=version.id, position=0)
    _write(part, facts, people)
    _give_number(version.charter, part)
    db.session.add(part)
    set_committed_value(part, "version", version)
    if facts.get("shares"):
        share(part, facts["shares"], people)
    return part


def _give_number(charter: Charter, part: CharterPart) -> None:
    if part.kind and not part.number:
        charter.numbers_given += 1
        part.number = charter.numbers_given


def _number(order: Sequence[CharterPart]) -> None:
    for place, one in enumerate(order, start=1):
        one.position = place


def _write(thing: CharterVersion | CharterPart, facts: dict[str, Any], people: Sequence[Person]) -> None:
    for name, value in facts.items():
        if name == "shares":
            continue
        if name == "body":
            body = called(thing.space_id, value)
            value = body.id if body else None
            name = "body_id"
        setattr(thing, name, to_references(value, people) if name in NAMING else value)


def _mark(version: CharterVersion, actor: Person, what: str, part: CharterPart | None = None) -> None:
    version.changed_at = db.now()
    db.session.flush()
    audit.record(actor, Event.CHARTER_CHANGED, part or version.charter, {"what": what})
