"""Reading offers: who said what to one, and what was asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.offer.models import Offer, OfferAnswer, OfferQuestion
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.queries import in_meeting


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: what they said to the offer that holds, or else to the last one before it."""

    place: Invitation
    now: OfferAnswer | None = None
    before: OfferAnswer | None = None


def standings(meeting: Meeting) -> list[Standing]:
    """Return where everybody who is invited stands, in the order of introductions: one query."""
    said = db.session.scalars(
        select(OfferAnswer)
        .join(OfferAnswer.offer)
        .where(Offer.meeting_id == meeting.id)
        .options(contains_eager(OfferAnswer.offer))
        .order_by(Offer.number)
    ).all()
    return [_standing(place, [one for one in said if one.invitation_id == place.id]) for place in meeting.invitations]


def standing(place: Invitation) -> Standing:
    """Return where one person stands: one query."""
    said = db.session.scalars(
        select(OfferAnswer)
        .join(OfferAnswer.offer)
        .where(OfferAnswer.invitation_id == place.id)
        .options(contains_eager(OfferAnswer.offer))
        .order_by(Offer.number)
    ).all()
    return _standing(place, said)


def _standing(place: Invitation, said: Sequence[OfferAnswer]) -> Standing:
    last = said[-1] if said else None
    holds = last is not None and last.offer.replaced_at is None
    return Standing(place, now=last if holds else None, before=None if holds else last)


def said_to(offer: Offer, place: Invitation) -> OfferAnswer | None:
    """Return what somebody said to this version of an offer."""
    mine = (OfferAnswer.offer_id == offer.id, OfferAnswer.invitation_id == place.id)
    return db.session.scalar(select(OfferAnswer).where(*mine))


def offer_before(offer: Offer) -> Offer | None:
    """Return the version that this one took the place of."""
    before = (Offer.meeting_id == offer.meeting_id, Offer.number == offer.number - 1)
    return db.session.scalar(select(Offer).where(*before))


def offer_to_tell(offer_id: int) -> Offer:
    """Return the offer that a message is about."""
    why = {"any_space": "the message names its offer, and the host may read any message"}
    return db.session.get_one(Offer, offer_id, execution_options=why)


# --- questions -----------------------------------------------------------------------------------------------------


def question(slug: str, meeting_id: int, asked_id: int) -> OfferQuestion | None:
    """Return a question about this meeting's offer, with who asked it and everybody who is invited."""
    return in_meeting(OfferQuestion, slug, meeting_id, asked_id, joinedload(OfferQuestion.asked_by))


def questions(meeting: Meeting) -> Sequence[OfferQuestion]:
    """Return everything that was asked about this meeting's offer, what waits first: one query."""
    rows = select(OfferQuestion).where(OfferQuestion.meeting_id == meeting.id)
    found = db.session.scalars(rows.options(joinedload(OfferQuestion.asked_by)).order_by(OfferQuestion.id)).all()
    return sorted(found, key=lambda one: not one.waits)


def questions_for(place: Invitation) -> Sequence[OfferQuestion]:
    """Return what somebody asked, and what others asked where its answer is for everybody: one query."""
    shared = (OfferQuestion.shared_as != "", OfferQuestion.state == QuestionState.ANSWERED)
    rows = select(OfferQuestion).where(
        OfferQuestion.meeting_id == place.meeting_id,
        or_(OfferQuestion.asked_by_id == place.person_id, and_(*shared)),
    )
    return db.session.scalars(rows.order_by(OfferQuestion.id)).all()


def waiting(meeting: Meeting) -> Select[int]:
    """Return the statement that counts the questions about this meeting's offer that nobody has answered."""
    here = (OfferQuestion.meeting_id == meeting.id, OfferQuestion.state.is_(None))
    return select(func.count(OfferQuestion.id)).where(*here)


def question_to_tell(question_id: int) -> OfferQuestion:
    """Return the question that a message is about, with its meeting and space, and who asked it."""
    whole = joinedload(OfferQuestion.meeting).joinedload(Meeting.space)
    return db.session.get_one(OfferQuestion, question_id, options=[whole, joinedload(OfferQuestion.asked_by)])
