"""Erasing a person."""

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from workspace import audit, db
from workspace.audit import Event
from workspace.charters.consulting.models import CharterComment
from workspace.charters.signing.models import Signing, SigningState
from workspace.charters.stamping.models import TimeStamp
from workspace.errors import DomainError
from workspace.host.erasing import queries
from workspace.meetings.invitations.models import Invitation, InvitationNeed
from workspace.meetings.privately.models import PrivateWord
from workspace.people.models import Person, ReachBy
from workspace.roles import Role
from workspace.said.models import Contribution, Shown
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership
from workspace.spaces.queries import has_other_organiser

# What is theirs alone, and goes whole.
THEIRS = (
    "aftercare", "busy_time", "charter_reviewer", "contact", "draft", "due_calendar", "hand_delivery", "membership",
    "message", "need", "passkey", "pair_name", "poll_place", "received_mail", "sign_in", "slip", "taken_back",
    "task_person", "user_session", "waiting_news", "waiting_pair",
)  # fmt: skip


def erase(person: Person, *, actor: Person) -> None:
    """Erase a person for ever: their name, how to reach them, what they said about themselves and what they need, how
    they sign in, and what they kept to themselves. Needs what queries.person() loads.

    Promised: history stays whole and reads “a member”; the record of what was done keeps their number and never had
    their name; what they said they would do asks for somebody else; places at meetings to come are taken back.
    Recorded. Refused: the only organiser of a space, whom the people of a space turn to, the only host.
    """
    refuse_needed(person)
    for place in person.places:
        spaces.leave(place, actor=actor)
    for space_id in queries.spaces_beside(person):
        spaces.let_go(Membership(space_id=space_id, person_id=person.id), actor=actor)
    db.session.flush()
    _take_out_of_history(person)
    for name in THEIRS:
        table = db.Base.metadata.tables[name]
        db.session.execute(delete(table).where(table.c.person_id == person.id))
    _forget(person)
    audit.record(actor, Event.PERSON_ERASED, person, subject=person)


def refuse_needed(person: Person) -> None:
    """Refuse, with what to do first, to erase somebody without whom a group or this site would have nobody."""
    for place in person.places:
        if place.role is Role.ORGANISER and not has_other_organiser(place):
            raise DomainError(
                _("%(space)s has no other organiser. Make somebody else an organiser first", space=place.space.name)
            )
    for space in queries.turned_to(person):
        raise DomainError(
            _(
                "People of %(space)s turn to this person. Name somebody else on its settings page first",
                space=space.name,
            )
        )
    if person.is_host and not queries.another_hosts(person):
        raise DomainError(_("Nobody else hosts this site. Let somebody else host it first"))


def _take_out_of_history(person: Person) -> None:
    mine = select(Invitation.id).where(Invitation.person_id == person.id)
    db.session.execute(delete(InvitationNeed).where(InvitationNeed.invitation_id.in_(mine)))
    no_words = {"title": "", "coming_with": "", "own_introduction": "", "check_out_words": "", "name_in_notes": False}
    db.session.execute(update(Invitation).where(Invitation.person_id == person.id).values(no_words))
    db.session.execute(delete(PrivateWord).where(PrivateWord.by_id == person.id))
    _withdraw_signatures(person)
    said = Contribution.person_id == person.id
    db.session.execute(delete(Contribution).where(said, Contribution.shown == Shown.PRIVATE))
    db.session.execute(update(Contribution).where(said).values(shown=Shown.WITHOUT_NAME))
    db.session.execute(update(CharterComment).where(CharterComment.by_id == person.id).values(said_by=""))


def _withdraw_signatures(person: Person) -> None:
    """Let what they signed stand as withdrawn by “a member” of the body, without a word of theirs and without evidence:
    a promise that nobody answers for any more does not hold."""
    theirs = (Signing.person_id == person.id, Signing.state.in_((SigningState.ASKED, SigningState.SIGNED)))
    ended = {"state": SigningState.WITHDRAWN, "ended_at": db.now()}
    db.session.execute(update(Signing).where(*theirs, Signing.signed_at.is_not(None)).values(ended))
    db.session.execute(update(Signing).where(*theirs).values(ended | {"state": SigningState.TAKEN_BACK}))
    texts = ("name", "authority", "statement", "assisted_by", "missing", "interests", "why", "evidence", "seal")
    gone = {**dict.fromkeys(texts, ""), "reservations": [], "not_yet": []}
    db.session.execute(update(Signing).where(Signing.person_id == person.id).values(gone))
    mine = select(Signing.id).where(Signing.person_id == person.id)
    db.session.execute(delete(TimeStamp).where(TimeStamp.signing_id.in_(mine)))


def _forget(person: Person) -> None:
    person.preferred_name, person.email = "", None
    for name in ("pronouns", "say_name", "described_as", "about", "phone", "post_address", "language", "good_times",
                 "supporter_name", "supporter_email", "reading", "password_hash"):  # fmt: skip
        setattr(person, name, "")
    person.reach_by, person.formats, person.supporter_copies, person.is_host = ReachBy.MAIL, [], False, False
    db.session.flush()
