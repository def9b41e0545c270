"""Reading invitations: one person's place, who can still be invited, who is coming, and what people need."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.invitations.models import Answer, Duty, Invitation, InvitationNeed
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person, ReachBy
from workspace.people.names import referenced
from workspace.people.needs.models import Need, SeenBy
from workspace.people.needs.queries import my_needs
from workspace.roles import Role
from workspace.spaces.models import Membership, Space
from workspace.spaces.queries import People, having, one_page

LAST_MEETINGS = 3  # of a space: who was invited to one of them is likely to be invited again
LONGEST_NUMBER = 10  # digits: a longer one, typed into an address, is nobody's
BY_PHONE = {ReachBy.PHONE, ReachBy.TEXT}


def place(slug: str, meeting_id: int, person_id: int) -> Invitation | None:
    """Return a person's place at this meeting, with what they need there: two queries. None: they are not invited."""
    return db.session.scalar(
        select(Invitation)
        .join(Invitation.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Invitation.person_id == person_id)
        .options(
            contains_eager(Invitation.meeting).options(
                contains_eager(Meeting.space), joinedload(Meeting.venue), joinedload(Meeting.offered)
            ),
            joinedload(Invitation.person),
            joinedload(Invitation.answered_by),
            selectinload(Invitation.needs).joinedload(InvitationNeed.need),
        )
    )


def shared_needs(person: Person) -> list[Need]:
    """Return the needs of the person's profile that they agreed to show to somebody at their meetings."""
    return [need for need in my_needs(person) if need.agreed_at and need.seen_by is not SeenBy.NOBODY]


def planned_places(membership: Membership) -> Sequence[Invitation]:
    """Return the places of a person of the space at its meetings that have not begun, with meeting and person."""
    return db.session.scalars(
        select(Invitation)
        .join(Invitation.meeting)
        .where(
            Invitation.space_id == membership.space_id,
            Invitation.person_id == membership.person_id,
            Meeting.state == MeetingState.PLANNED,
        )
        .options(contains_eager(Invitation.meeting), joinedload(Invitation.person))
    ).all()


def chairs_a_meeting(person_id: int) -> bool:
    """Say whether the person was given the chair of any meeting that has not ended."""
    chairs = exists().where(Invitation.person_id == person_id, Invitation.duty == Duty.CHAIR)
    open_ones = Invitation.meeting.has(Meeting.state.in_([MeetingState.PLANNED, MeetingState.HAPPENING]))
    return bool(db.session.scalar(select(chairs.where(open_ones))))


# --- inviting ------------------------------------------------------------------------------------------------------


def members_to_invite(meeting: Meeting, numbers: Iterable[str] | None = None) -> Sequence[Membership]:
    """Return the people of the space who are not invited yet, by name; with `numbers` only those among them."""
    chosen = _not_invited(meeting)
    if numbers is not None:
        chosen = chosen.where(Membership.person_id.in_([int(one) for one in numbers if _is_number(one)]))
    return db.session.scalars(
        chosen.options(contains_eager(Membership.person)).order_by(func.lower(Person.preferred_name), Membership.id)
    ).all()


def how_many_to_invite(meeting: Meeting) -> int:
    """Return how many people of the space are not invited yet."""
    return db.session.scalar(select(func.count()).select_from(_not_invited(meeting).subquery())) or 0


def found_to_invite(meeting: Meeting, *, words: str = "", everybody: bool = False, page: int = 1) -> People:
    """Return a page of the people of the space who are not invited yet, by name: those whose name or part has these
    words, or else, until everybody is asked for, those who are likely to be: who has a role in the space, and who was
    invited to one of its last meetings. Two queries."""
    chosen = _not_invited(meeting)
    if words:
        return one_page(chosen.where(*having(words)), page)
    if everybody:
        return one_page(chosen, page)
    others = select(Meeting.id).where(Meeting.space_id == meeting.space_id, Meeting.id != meeting.id)
    last = others.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(LAST_MEETINGS)
    there = select(Invitation.person_id).where(Invitation.meeting_id.in_(last))
    return one_page(chosen.where(or_(Membership.role != Role.MEMBER, Membership.person_id.in_(there))), page)


def _not_invited(meeting: Meeting) -> Select[Membership]:
    invited = select(Invitation.person_id).where(Invitation.meeting_id == meeting.id)
    return (
        select(Membership)
        .join(Membership.person)
        .where(
            Membership.space_id == meeting.space_id,
            Membership.left_at.is_(None),
            Membership.person_id.not_in(invited),
        )
    )


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < LONGEST_NUMBER


def last_position(meeting: Meeting) -> int:
    """Return the last turn in the introductions; 0 when nobody is invited."""
    last = select(func.max(Invitation.position)).where(Invitation.meeting_id == meeting.id)
    return db.session.scalar(last) or 0


def welcomers_away(meeting: Meeting) -> list[Invitation]:
    """Return the places of those who were to welcome people, by their duty or in the words about it, and sent
    apologies."""
    named = referenced([meeting.welcomer])
    away = [place for place in meeting.invitations if place.sent_apologies]
    return [place for place in away if place.duty is Duty.WELCOMER or place.person_id in named]


def who_welcomes(meeting: Meeting, places: Iterable[Invitation] | None = None) -> str:
    """Return what is said of who meets people, its people as references; nothing when one of them sent apologies.
    Without the `places` of the meeting, one query where somebody is named."""
    named = referenced([meeting.welcomer])
    if named and places is None:
        theirs = (Invitation.meeting_id == meeting.id, Invitation.person_id.in_(named))
        places = db.session.scalars(select(Invitation).where(*theirs))
    if named and any(place.person_id in named and place.sent_apologies for place in places or ()):
        return ""
    return meeting.welcomer


def to_tell_otherwise(meeting: Meeting) -> list[Invitation]:
    """Return the places of people who have no e-mail, or wish to hear in another way first."""
    return [p for p in meeting.invitations if not p.person.has_mail or p.person.reach_by is not ReachBy.MAIL]


def to_write_to(meeting: Meeting) -> list[Invitation]:
    """Return the places of people who get a letter: whoever wishes it, and whoever has no e-mail and no phone."""
    return [p for p in _who_may_come(meeting) if p.person.reach_by not in BY_PHONE and not _rings_instead(p.person)]


def to_ring(meeting: Meeting) -> list[Invitation]:
    """Return the places of people who are rung or texted: whoever wishes it, or has a phone and no e-mail."""
    return [p for p in _who_may_come(meeting) if p.person.reach_by in BY_PHONE or _rings_instead(p.person)]


def guests_of_ours(meeting: Meeting) -> set[int]:
    """Return the numbers of guests who are known here alone, by what an organiser wrote down of them: they have no
    e-mail and belong to no group. What guests from other groups wrote there is not for this one."""
    guests = {p.person_id for p in meeting.invitations if p.as_guest and not p.person.email}
    if not guests:
        return set()
    elsewhere = select(Membership.person_id).where(Membership.person_id.in_(guests))
    return guests - set(db.session.scalars(elsewhere, execution_options={"any_space": "whoever belongs to any"}))


def _who_may_come(meeting: Meeting) -> list[Invitation]:
    return [place for place in to_tell_otherwise(meeting) if place.answer is not Answer.APOLOGIES]


def _rings_instead(person: Person) -> bool:
    return person.reach_by is ReachBy.MAIL and bool(person.phone)


# --- who is coming -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coming:
    """Who is coming to a meeting, in the order of introductions, and how many gave each answer."""

    places: list[Invitation]
    counts: Counter[Answer | None]
    apologies: int  # of those who did not come after all


def coming(meeting: Meeting) -> Coming:
    """Return who is coming, or of a meeting that is over who came. It looks only at the invitations, which the meeting
    was loaded with."""
    over = meeting.state is MeetingState.CLOSED
    return Coming(
        places=[place for place in meeting.invitations if (place.takes_part if over else place.is_coming)],
        counts=Counter(place.answer for place in meeting.invitations),
        apologies=sum(place.sent_apologies for place in meeting.invitations),
    )


# --- what people need ----------------------------------------------------------------------------------------------


def told_before(place: Invitation) -> Invitation | None:
    """Return, for somebody who has not answered yet, their place at the last meeting of this space at which they told
    a need that is not in their profile: they are not asked for it again."""
    if place.answered_at:
        return None
    told = exists().where(InvitationNeed.invitation_id == Invitation.id, InvitationNeed.kind.is_not(None))
    return db.session.scalars(
        select(Invitation)
        .join(Invitation.meeting)
        .where(
            Invitation.space_id == place.space_id,
            Invitation.person_id == place.person_id,
            Invitation.id != place.id,
            Invitation.answered_at.is_not(None),
            told,
        )
        .options(contains_eager(Invitation.meeting), selectinload(Invitation.needs))
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    ).first()
