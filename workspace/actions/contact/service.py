"""Asking a member kindly, keeping what they answer, and letting it go when they leave."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, i18n, mail
from workspace.actions.contact import queries
from workspace.actions.contact.models import Contact, Wish
from workspace.actions.contact.words import QUESTION
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.i18n import today
from workspace.people.letters import ByHand, letter, tell_alone
from workspace.people.models import Person
from workspace.people.names import to_names, to_references
from workspace.people.queries import names_in
from workspace.roles import Role
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership, Space
from workspace.spaces.queries import people_with_role
from workspace.spaces.venues.queries import people_to_name


def ask(place: Membership, *, actor: Person, words: str) -> bool:
    """Ask a member whether they would like to stay involved, in the way that they chose. Recorded, without the words.

    Returns False when they have no e-mail: somebody tells them. Refused: oneself, who asked not to be asked, and
    whoever was asked in the last four weeks.
    """
    contact = _kept(place)
    refuse_asking(place, contact, actor=actor)
    contact.words = to_references(words, people_to_name(place.space_id))
    contact.asked_at, contact.asked_by_id = db.now(), actor.id
    db.session.flush()
    audit.record(actor, Event.CONTACT_ASKED, contact, subject=place.person)
    until = (today() + queries.LIVES).isoformat()
    key = f"contact_question:{place.space_id}:{contact.asked_at:%Y%m%d%H%M%S}"
    by_hand = [ByHand(place.space_id)]
    return tell_alone(place.person, "contact_question", key=key, by_hand=by_hand, space_id=place.space_id, until=until)


def refuse_asking(place: Membership, contact: Contact | None, *, actor: Person) -> None:
    """Refuse, in words, to ask somebody now."""
    if place.person_id == actor.id:
        raise DomainError(_("This is you. You can say what you would like on your own page"))
    name = place.person.preferred_name
    if contact and contact.wish is Wish.STOP:
        raise DomainError(_("%(name)s asked not to be asked this", name=name))
    if contact and contact.pauses(today()) and contact.pause_until:
        raise DomainError(_("%(name)s has a pause until %(day)s", name=name, day=i18n.day(contact.pause_until)))
    if contact and contact.free_from:
        day = i18n.day(contact.free_from)
        raise DomainError(_("%(name)s was asked in the last four weeks. Ask again from %(day)s", name=name, day=day))


def answer(place: Membership, *, actor: Person, wish: Wish, until: date | None = None) -> None:
    """Keep what a member answered; whoever writes it down for them is named in the record, which has no answer in it.

    Promised: the organisers hear that somebody would like a call.
    """
    contact = _kept(place)
    contact.wish, contact.answered_at = wish, db.now()
    contact.pause_until = until if wish is Wish.PAUSE else None
    db.session.flush()
    audit.record(actor, Event.CONTACT_ANSWERED, contact, subject=place.person)
    if wish is not Wish.RING:
        return
    key = f"contact_ring:{contact.id}:{contact.answered_at:%Y%m%d%H%M%S}"
    for organiser in people_with_role(place.space_id, {Role.ORGANISER}):
        if organiser.id not in {actor.id, place.person_id}:
            by_hand = [ByHand(place.space_id)]
            tell_alone(organiser, "contact_ring", key=key, by_hand=by_hand, space_id=place.space_id)


def talked(place: Membership, *, actor: Person) -> None:
    """Keep that an organiser and a member talked with each other: it is contact, and no call waits any more."""
    contact = _kept(place)
    contact.talked_at = db.now()
    db.session.flush()
    audit.record(actor, Event.CONTACT_TALKED, contact, subject=place.person)


def _kept(place: Membership) -> Contact:
    # Two who ask or answer in the same moment take turns.
    db.session.execute(
        select(Membership.id).where(Membership.id == place.id, Membership.space_id == place.space_id).with_for_update()
    )
    found = queries.contact_of(place.space_id, place.person_id)
    if found is None:
        found = Contact(space_id=place.space_id, person_id=place.person_id)
        db.session.add(found)
        db.session.flush()
    db.session.refresh(found)
    return found


@spaces.when_left
def forget(membership: Membership, actor: Person) -> None:
    """Let go of what somebody wished when they leave the group."""
    here = (Contact.space_id == membership.space_id, Contact.person_id == membership.person_id)
    db.session.execute(delete(Contact).where(*here))


@mail.template("contact_question")
def contact_question(person_id: int, space_id: int, until: str, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody whether they would like to stay involved, with a link to answer that is for them alone."""
    reader, space = db.session.get_one(Person, person_id), db.session.get_one(Space, space_id)
    language, last = reader.language or space.language, date.fromisoformat(until)
    contact = queries.contact_of(space_id, person_id)
    with i18n.speaking(language, space):
        text = mail.written(
            "contact_question", reader=reader, space=space, until=last, by=contact.asked_by if contact else None,
            words=to_names(contact.words, names_in([contact.words])) if contact else str(QUESTION),
            to_answer=mail.link("contact.by_letter", letter=queries.letter_of(space_id, person_id, last)),
        )  # fmt: skip
        subject = _("%(space)s: how would you like to keep in touch?", space=space.name)
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)


@mail.template("contact_ring")
def contact_ring(person_id: int, space_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell an organiser that somebody would like a call. Who it is stands on the page, for organisers alone."""
    reader, space = db.session.get_one(Person, person_id), db.session.get_one(Space, space_id)
    language = reader.language or space.language
    with i18n.speaking(language, space):
        subject = _("%(space)s: somebody would like a call", space=space.name)
        text = mail.written("contact_ring", reader=reader, space=space)
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)
