"""What people do with offers: make one, answer it, ask about it, and answer what was asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.invitations.service import refuse_ended
from workspace.meetings.models import Meeting
from workspace.meetings.notes.service import hold
from workspace.meetings.offer import queries
from workspace.meetings.offer.models import Offer, OfferAnswer, OfferQuestion, OfferSaid
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.queries import people_to_name
from workspace.people.letters import tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.roles import Role
from workspace.spaces.queries import people_with_role

FACTS = ("reading_minutes", "travel_minutes", "until_on", "payment", "expenses", "care")
TEXTS = ("payment", "expenses", "care")


def make(meeting: Meeting, *, actor: Person, facts: Mapping[str, Any], seen: int = 0) -> list[Person]:
    """Say what is asked of people and what they get. Recorded, by the names of what changed.

    While nobody is invited the offer is simply changed. After that a new version takes its place: everybody who is
    invited is told what changed, and asked again. Returns the people who have no e-mail and must be told otherwise.
    Refused: a meeting that is over or cancelled; a change that crossed with somebody else's since the version `seen`.
    """
    hold(meeting)
    refuse_ended(meeting)
    db.session.refresh(meeting, ["offered"])
    before = meeting.offered
    if (before.number if before else 0) != seen:
        words = _(
            "Somebody changed this meanwhile. Yours was not kept yet: look at the offer as it is now, "
            "then keep yours if you still want to"
        )
        raise DomainError(words)
    kept = _kept(meeting, facts)
    changed = [name for name in FACTS if kept[name] != (getattr(before, name) if before else _none(kept[name]))]
    if before and not changed:
        return []
    made = before
    if made and not meeting.invitations:
        for name in changed:
            setattr(made, name, kept[name])
    else:
        made = _new_version(meeting, before, actor, kept)
    audit.record(actor, Event.OFFER_CHANGED, made, {"version": made.number, "fields": changed})
    return _ask_again(meeting, made)


def carry(offer: Offer | None, to: Meeting, *, actor: Person) -> None:
    """Offer the same at another meeting, one that was just planned. Until when has to be said there anew. Recorded."""
    if offer is not None:
        made = _new_version(to, None, actor, {name: getattr(offer, name) for name in FACTS} | {"until_on": None})
        audit.record(actor, Event.OFFER_CHANGED, made, {"version": made.number, "fields": list(FACTS)})


def _kept(meeting: Meeting, facts: Mapping[str, Any]) -> dict[str, Any]:
    people = people_to_name(meeting.space_id) if any(facts[name] for name in TEXTS) else []
    return {name: to_references(facts[name], people) if name in TEXTS else facts[name] for name in FACTS}


def _none(value: Any) -> Any:
    return None if value is None or isinstance(value, date) else type(value)()


def _new_version(meeting: Meeting, before: Offer | None, actor: Person, kept: Mapping[str, Any]) -> Offer:
    moment = db.now()
    if before:
        before.replaced_at = moment
        db.session.flush()
    made = Offer(
        space_id=meeting.space_id, meeting_id=meeting.id, number=before.number + 1 if before else 1,
        made_at=moment, made_by_id=actor.id, **kept,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def _ask_again(meeting: Meeting, made: Offer) -> list[Person]:
    facts: dict[str, Any] = {"meeting_id": meeting.id, "offer_id": made.id}
    invited = [place.person for place in meeting.invitations if place.invited_at]
    return [one for one in invited if not tell(one, "offer_changed", key=f"offer:{made.id}", **facts)]


# --- answering -----------------------------------------------------------------------------------------------------


def answer(place: Invitation, *, actor: Person, said: OfferSaid, seen: int) -> None:
    """Keep what somebody says to the offer, in place of what they said to this version before. Recorded.

    If they come is another answer, and stays as it was. Refused: a meeting that is over or cancelled, one without an
    offer, and an answer to another version (`seen`) than the one that holds: nobody accepts what they have not read.
    """
    hold(place.meeting)
    refuse_ended(place.meeting)
    db.session.refresh(place.meeting, ["offered"])
    offer = place.meeting.offered
    if offer is None or offer.number != seen:
        raise DomainError(_("The offer changed while you read it. This is how it is now: look at it again"))
    kept = queries.said_to(offer, place)
    if kept is None:
        kept = OfferAnswer(space_id=place.space_id, offer_id=offer.id, invitation_id=place.id)
        db.session.add(kept)
    kept.said, kept.said_at, kept.said_by_id = said, db.now(), actor.id
    audit.record(actor, Event.OFFER_ANSWERED, offer, {"version": offer.number, "said": said}, subject=place.person)


# --- questions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reply:
    """An answer to a question. With `shared_as`, the question and the answer are for everybody who is invited."""

    state: QuestionState
    words: str = ""
    due_on: date | None = None
    shared_as: str = ""


def ask(place: Invitation, *, actor: Person, words: str) -> OfferQuestion:
    """Ask the organisers about the offer. Recorded, without the words, and each organiser is told.

    Refused: a meeting that is over or cancelled.
    """
    refuse_ended(place.meeting)
    made = OfferQuestion(
        space_id=place.space_id, meeting_id=place.meeting_id, asked_by_id=place.person_id, asked_at=db.now(),
        words=to_references(words, people_to_name(place.space_id)),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.OFFER_ASKED, made, subject=place.person)
    for one in people_with_role(place.space_id, {Role.ORGANISER}):
        tell(one, "offer_question", key=f"offer_question:{made.id}", question_id=made.id)
    return made


def answer_question(question: OfferQuestion, *, actor: Person, seen: str, reply: Reply) -> Person | None:
    """Answer a question: here is the answer, it comes by a day, or it cannot be answered because. Recorded, without
    the words, and whoever asked is told. Nobody else reads who asked.

    Returns whoever asked when no mail reaches them: somebody has to tell them. Refused: an answer that crossed with
    somebody else's since the question was as `seen`.
    """
    db.session.refresh(question, ["state", "answer", "answered_at"], with_for_update=True)
    if stamp(question) != seen:
        raise DomainError(_("Somebody answered this meanwhile. Yours was not sent: look at the answer first"))
    people = people_to_name(question.space_id)
    question.state, question.due_on = reply.state, reply.due_on if reply.state is QuestionState.COMING else None
    question.answer = to_references(reply.words, people)
    question.shared_as = to_references(reply.shared_as, people)
    question.answered_at, question.answered_by_id = db.now(), actor.id
    asker = question.asked_by
    facts = {"to": reply.state, "shared": bool(reply.shared_as)}
    audit.record(actor, Event.OFFER_QUESTION_ANSWERED, question, facts, subject=asker)
    key = f"offer_answered:{question.id}:{question.answered_at:%Y%m%d%H%M%S%f}"
    return None if tell(asker, "offer_question_answered", key=key, question_id=question.id) else asker


def stamp(question: OfferQuestion) -> str:
    """Return what tells one answer of a question from the next."""
    return f"{question.answered_at:%Y%m%d%H%M%S%f}" if question.answered_at else "none"
