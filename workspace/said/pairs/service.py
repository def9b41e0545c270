"""What becomes of a pair: drafted, sent for approval, approved by somebody with lived experience, taken back."""

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import referenced, to_references
from workspace.said.pairs import queries, telling
from workspace.said.pairs.models import Pair, PairName, PairSource, PairState, Words
from workspace.said.pairs.queries import Origin
from workspace.said.things import Key
from workspace.spaces.models import Membership, Sharing, Space

RUN = 6  # words in a row that are the same: a copy, and no longer words of one's own
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def draft(space: Space, *, actor: Person, words: Words, keys: Sequence[Key]) -> Pair:
    """Draft a pair from something that was said. Recorded, without words. Nobody but note takers reads it yet.

    Refused: nothing that it was made from; a name of somebody of the space; words that are kept to a smaller circle.
    """
    _refuse(space.id, words, keys)
    facts = {**asdict(words), "theme": _known_theme(space.id, words.theme)}
    made = Pair(space_id=space.id, drafted_by_id=actor.id, drafted_at=db.now(), changed_by_id=actor.id, **facts)
    db.session.add(made)
    db.session.flush()
    _made_from(made, keys)
    audit.record(actor, Event.PAIR_DRAFTED, made)
    return made


def change(pair: Pair, *, actor: Person, words: Words, keys: Sequence[Key], version: int) -> Pair:
    """Change a pair. One that was public, or waits, waits for approval again, and is not shown meanwhile.

    Recorded, without words. Refused as in draft(), and when somebody else changed it meanwhile.
    """
    _refuse(pair.space_id, words, keys)
    held = _held(pair, version)
    for name, value in {**asdict(words), "theme": _known_theme(pair.space_id, words.theme)}.items():
        setattr(held, name, value)
    waits = held.state in {PairState.PUBLIC, PairState.WAITING}
    held.state = PairState.WAITING if waits else PairState.DRAFT
    held.changed_by_id, held.version = actor.id, held.version + 1
    held.approved_by_id, held.approved_at, held.names_approver = None, None, False
    _made_from(held, keys)
    audit.record(actor, Event.PAIR_CHANGED, held)
    if waits:
        telling.it_waits(held)
    return held


def send(pair: Pair, *, actor: Person, version: int) -> None:
    """Send a draft for approval: every member can read it from now on. Recorded; those who can approve it are
    told."""
    held = _held(pair, version, PairState.DRAFT)
    held.state, held.words = PairState.WAITING, ""
    db.session.flush()
    audit.record(actor, Event.PAIR_SENT, held)
    telling.it_waits(held)


def approve(pair: Pair, *, actor: Person, version: int, named: bool) -> None:
    """Let everyone read a pair. The rule in access.py asks for a member with lived experience: somebody who speaks
    for themselves or for a group, not for an organisation, and who did not write it.

    Recorded. Whoever wrote it, or put what it was made from on the list with their name, is told. Refused: what changed
    since it was read, and what was settled meanwhile.
    """
    held = _held(pair, version, PairState.WAITING)
    keys = [source.key for source in pair.sources]
    _refuse(held.space_id, _words_of(held), keys)
    now = db.now()
    held.state, held.approved_by_id, held.approved_at, held.names_approver = PairState.PUBLIC, actor.id, now, named
    held.words, held.public_at = "", held.public_at or now
    held.took_days = _took_days(queries.origins(held.space_id, keys), held)
    db.session.flush()
    audit.record(actor, Event.PAIR_APPROVED, held)
    telling.it_became(held, but={actor.id})


def send_back(pair: Pair, *, actor: Person, version: int, words: str) -> None:
    """Send a pair back with words on what to change. Recorded, without them. Only who may approve it does so. Whoever
    wrote it is told with them, and whoever said it with their name without."""
    held = _held(pair, version, PairState.WAITING)
    held.state, held.words = PairState.SENT_BACK, words
    db.session.flush()
    audit.record(actor, Event.PAIR_SENT_BACK, held)
    telling.it_became(held, but={actor.id})


def take_back(pair: Pair, *, actor: Person, version: int, words: str) -> None:
    """Take a public pair back, with the reason, which note takers read. Recorded, without it; whoever has to do with
    it is told."""
    held = _held(pair, version, PairState.PUBLIC)
    held.state, held.words = PairState.TAKEN_BACK, words
    db.session.flush()
    audit.record(actor, Event.PAIR_TAKEN_BACK, held)
    telling.it_became(held, but={actor.id})


def use_my_name(pair: Pair, *, actor: Person, version: int) -> None:
    """Show the name of somebody who said it beside the pair, by their own yes, for as long as its words stand as they
    read them. Recorded. Refused: words that changed since."""
    held = _held(pair, version)
    row = _name_of(held, actor)
    if row is None:
        row = PairName(space_id=held.space_id, pair_id=held.id, person_id=actor.id, version=version)
        db.session.add(row)
    elif row.version == version:
        return
    row.version = version
    db.session.flush()
    audit.record(actor, Event.PAIR_NAMED, held)


def take_my_name_away(pair: Pair, *, actor: Person) -> None:
    """Show the name of somebody no more, at once. Recorded."""
    row = _name_of(pair, actor)
    if row is not None:
        db.session.delete(row)
        audit.record(actor, Event.PAIR_UNNAMED, pair)


def _name_of(pair: Pair, person: Person) -> PairName | None:
    return db.session.scalar(select(PairName).where(PairName.pair_id == pair.id, PairName.person_id == person.id))


# --- what is refused -----------------------------------------------------------------------------------------------


def _held(pair: Pair, version: int, state: PairState | None = None) -> Pair:
    """Return the pair as it stands now, held until the request ends: two at once take turns."""
    db.session.refresh(pair, [column.key for column in Pair.__table__.columns], with_for_update=True)
    if pair.version != version or (state is not None and pair.state is not state):
        raise DomainError(_("Somebody changed or settled this meanwhile. Read it again"))
    return pair


def _refuse(space_id: int, words: Words, keys: Collection[Key]) -> None:
    found = queries.origins(space_id, keys)
    if not found or len(found) != len(keys):
        raise DomainError(_("Choose what it was made from"), "sources")
    people = db.session.scalars(
        select(Person).join(Membership, Membership.person_id == Person.id).where(Membership.space_id == space_id)
    ).all()
    kept = [text for one in found if one.level is not Sharing.PUBLIC for text in one.texts]
    for name, text in words.texts.items():
        if referenced([to_references(text, people)]):
            raise DomainError(_("This names somebody. Say it without names"), name)
        if copied := _copied(text, kept):
            raise DomainError(
                _("“%(words)s” is kept to a smaller circle. Say it in words of your own", words=copied), name
            )


def _copied(text: str, kept: Collection[str]) -> str:
    """Return words that stand in a kept text in the same order: six in a row, or all of a shorter text."""
    own = f" {' '.join(_folded(text))} "
    for one in kept:
        said = _folded(one)
        size = min(RUN, len(said))
        for start in range(len(said) - size + 1):
            piece = " ".join(said[start : start + size])
            if piece and f" {piece} " in own:
                return piece
    return ""


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


# --- parts ---------------------------------------------------------------------------------------------------------


def _words_of(pair: Pair) -> Words:
    return Words(pair.result, pair.said, pair.theme, pair.did, pair.because, pair.instead, pair.asked_else)


def _known_theme(space_id: int, theme: str) -> str:
    """Return the theme as the space writes it already, however it was typed this time."""
    return next((one for one in queries.themes(space_id) if one.casefold() == theme.casefold()), theme)


def _made_from(pair: Pair, keys: Sequence[Key]) -> None:
    here = (PairSource.space_id == pair.space_id, PairSource.pair_id == pair.id)
    db.session.execute(delete(PairSource).where(*here))
    for kind, number in keys:
        db.session.add(PairSource(space_id=pair.space_id, pair_id=pair.id, kind=kind, of_id=number))
    db.session.flush()


def _took_days(found: Sequence[Origin], pair: Pair) -> int | None:
    """Return the days from the first meeting at which it was said to what came of it last, else to its publishing."""
    said = min((one.meeting.starts_at for one in found if one.meeting), default=None)
    came = max((one.came_at for one in found if one.came_at), default=pair.public_at)
    return max(0, (came - said).days) if said and came else None
