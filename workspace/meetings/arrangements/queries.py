"""Reading arrangements: the lines that somebody may see, and how many nobody has arranged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from workspace import db
from workspace.meetings.arrangements.lines import SIGNED, Key, Line, is_due
from workspace.meetings.arrangements.models import ARRANGING, JUDGED, SETTLED, ArrangementStep, Step
from workspace.meetings.invitations.models import CHAIRS, COMING, Answer, Invitation, InvitationNeed, Part
from workspace.meetings.models import CHANGING, Meeting, MeetingState
from workspace.people.models import Person
from workspace.people.needs.models import Need, NeedKind, SeenBy
from workspace.roles import Role
from workspace.spaces.models import Membership, Space

HELPED = {NeedKind.SUPPORT_PERSON, NeedKind.INTERPRETER, NeedKind.BSL}  # needs for which a helper is invited


def with_steps() -> list[ExecutableOption]:
    """Return what to load with a line: its steps, who said them, and who sees to it."""
    steps = selectinload(InvitationNeed.steps)
    return [steps.joinedload(ArrangementStep.by), steps.joinedload(ArrangementStep.arranger)]


def may_see(reader: Person) -> ColumnElement[bool]:
    """Return the rule of who sees which need, for queries that join InvitationNeed, Invitation and, outer, Need.

    An organiser sees what is shown to organisers, and whoever chairs that meeting also what is shown to the chair
    alone. What was told for one meeting is for the organisers. A need that its owner shows to nobody is in neither.
    """
    belongs = reader.space_ids
    organises = [place.space_id for place in reader.places if place.role is Role.ORGANISER]
    own = aliased(Invitation)
    chairs = exists().where(
        own.meeting_id == Invitation.meeting_id,
        own.person_id == reader.id,
        own.duty.in_(CHAIRS),
        or_(own.as_guest, own.space_id.in_(belongs)),
    )
    agreed = Need.agreed_at.is_not(None)
    for_organisers = or_(InvitationNeed.need_id.is_(None), and_(agreed, Need.seen_by == SeenBy.ORGANISERS))
    for_chair = and_(agreed, Need.seen_by == SeenBy.CHAIR)
    return or_(
        and_(for_organisers, or_(Invitation.space_id.in_(organises), chairs)),
        and_(for_chair, chairs),
    )


def _rows() -> Select[InvitationNeed]:
    return (
        select(InvitationNeed)
        .join(InvitationNeed.invitation)
        .outerjoin(InvitationNeed.need)
        .options(contains_eager(InvitationNeed.need), *with_steps())
        .order_by(InvitationNeed.id)
    )


# --- lines ---------------------------------------------------------------------------------------------------------


def lines(meeting: Meeting, reader: Person) -> list[Line]:
    """Return the lines of this meeting that the reader may see, each with how it went the last time.

    Those of people who may come; and of those who do not come any more, where something was done already. Record the
    look with needs_seen() before anybody sees them.
    """
    rows = db.session.scalars(_rows().where(Invitation.meeting_id == meeting.id, may_see(reader))).all()
    places = {place.id: place for place in meeting.invitations}
    helpers = [place for place in meeting.invitations if not place.is_voice]
    found = [Line(meeting, places[row.invitation_id], row, helpers=helpers) for row in rows]
    found = [line for line in found if line.place.may_come or (line.place.answer and line.steps)]
    before = _last_times(meeting, {line.place.person_id for line in found}, may_see(reader))
    return [replace(line, last_time=before.get(line.key)) for line in found]


def _last_times(meeting: Meeting, people: set[int], condition: ColumnElement[bool]) -> dict[Key, Line]:
    """Return, for each need of these people, the line of the last meeting of this space at which something was done
    about it, as far as the condition lets the reader see it."""
    if not people:
        return {}
    same = (Invitation.person_id, func.coalesce(Need.kind, InvitationNeed.kind), InvitationNeed.need_id)
    newest = func.row_number().over(partition_by=(*same, InvitationNeed.words), order_by=Meeting.starts_at.desc())
    ranked = (
        select(InvitationNeed.id, newest.label("rank"))
        .join(InvitationNeed.invitation)
        .join(Invitation.meeting)
        .outerjoin(InvitationNeed.need)
        .where(
            Invitation.space_id == meeting.space_id,
            Invitation.person_id.in_(people),
            Meeting.starts_at < meeting.starts_at,
            exists().where(ArrangementStep.invitation_need_id == InvitationNeed.id),
            condition,
        )
        .subquery()
    )
    rows = db.session.scalars(
        _rows()
        .join(Invitation.meeting)
        .where(InvitationNeed.id.in_(select(ranked.c.id).where(ranked.c.rank == 1)))
        .options(contains_eager(InvitationNeed.invitation).contains_eager(Invitation.meeting))
        .order_by(None)
        .order_by(Meeting.starts_at)
    )
    old = [Line(row.invitation.meeting, row.invitation, row) for row in rows]
    return {line.key: line for line in old}


def line(slug: str, meeting_id: int, line_id: int, reader: Person) -> Line | None:
    """Return one line of the meeting as the reader may see it, with everything that its page shows, or None."""
    found = _one(slug, meeting_id, line_id, may_see(reader))
    if found is None:
        return None
    before = _last_times(found.meeting, {found.place.person_id}, may_see(reader))
    return replace(found, last_time=before.get(found.key))


def own_line(slug: str, meeting_id: int, line_id: int, reader: Person) -> Line | None:
    """Return one line that is the reader's own, or None."""
    return _one(slug, meeting_id, line_id, Invitation.person_id == reader.id)


def _one(slug: str, meeting_id: int, line_id: int, condition: ColumnElement[bool]) -> Line | None:
    row = db.session.scalar(
        _rows()
        .join(Invitation.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Invitation.meeting_id == meeting_id, InvitationNeed.id == line_id)
        .where(condition)
        .options(
            contains_eager(InvitationNeed.invitation).options(
                joinedload(Invitation.person),
                contains_eager(Invitation.meeting).options(
                    contains_eager(Meeting.space),
                    selectinload(Meeting.invitations).joinedload(Invitation.person),
                ),
            )
        )
    )
    if row is None:
        return None
    meeting = row.invitation.meeting
    return Line(meeting, row.invitation, row, helpers=[one for one in meeting.invitations if not one.is_voice])


def own_lines(place: Invitation) -> list[Line]:
    """Return what a person who may come needs at a meeting and how far it is, for themselves: what they show to
    somebody. When they do not come, what was done already."""
    rows = db.session.scalars(_rows().where(InvitationNeed.invitation_id == place.id)).all()
    shown = [row for row in rows if row.is_shown and (place.may_come or row.steps)]
    helpers = _helpers(place) if any(row.what.kind in HELPED for row in shown) else ()
    return [Line(place.meeting, place, row, helpers=helpers) for row in shown]


def _helpers(place: Invitation) -> Sequence[Invitation]:
    beside = (Invitation.meeting_id == place.meeting_id, Invitation.part != Part.VOICE)
    return db.session.scalars(select(Invitation).where(*beside).options(joinedload(Invitation.person))).all()


def own_failures(place: Invitation) -> list[Line]:
    """Return the person's own lines that did not work the last time, for them to say what would."""
    before = _last_times(place.meeting, {place.person_id}, Invitation.person_id == place.person_id)
    return [line for line in before.values() if line.has_failed and line.row.is_shown]


def needed_something(place: Invitation) -> bool:
    """Say whether the person told a need for this meeting: one query."""
    return bool(db.session.scalar(select(exists().where(InvitationNeed.invitation_id == place.id))))


def arrangers(meeting: Meeting) -> list[Person]:
    """Return who can see to a need: the organisers of the space, and whoever chairs this meeting, by name."""
    organisers = select(Membership.person_id).where(
        Membership.space_id == meeting.space_id, Membership.role == Role.ORGANISER, Membership.left_at.is_(None)
    )
    chairs = [place.person_id for place in meeting.invitations if place.chairs]
    chosen = select(Person).where(or_(Person.id.in_(organisers), Person.id.in_(chairs)))
    return list(db.session.scalars(chosen.order_by(func.lower(Person.preferred_name), Person.id)))


# --- what nobody has arranged --------------------------------------------------------------------------------------


def for_their_eyes(meeting: Meeting, reader: Person) -> int:
    """Return how many lines of the meeting wait for an eye of this reader: before it is over what nobody has arranged
    by the day that the space has set, and afterwards what did not work. One query, or none."""
    if is_due(meeting, db.now()):
        waits = _unarranged()
    elif meeting.state is MeetingState.CLOSED:
        waits = _failed()
    else:
        return 0
    counted = _counted(select(func.count(InvitationNeed.id)))
    return db.session.scalar(counted.where(Invitation.meeting_id == meeting.id, may_see(reader), waits)) or 0


def unarranged(reader: Person) -> list[tuple[Meeting, int]]:
    """Return the meetings at which needs are not arranged that this reader organises or chairs, though the day has
    come, each with how many, the soonest first: one query."""
    waiting = (
        _counted(select(Invitation.meeting_id, func.count(InvitationNeed.id).label("number")))
        .join(Invitation.meeting)
        .where(Meeting.state.in_(CHANGING), Meeting.ends_at > db.now(), may_see(reader), _unarranged())
        .group_by(Invitation.meeting_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Meeting, waiting.c.number)
        .join(waiting, waiting.c.meeting_id == Meeting.id)
        .options(joinedload(Meeting.space))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, count) for meeting, count in rows if is_due(meeting, db.now())]


def _counted(what: Any) -> Any:
    return what.select_from(InvitationNeed).join(InvitationNeed.invitation).outerjoin(InvitationNeed.need)


def _unarranged() -> ColumnElement[bool]:
    changed = func.coalesce(Need.changed_at, InvitationNeed.changed_at)
    arranged = and_(ArrangementStep.state.in_(SETTLED), or_(changed.is_(None), ArrangementStep.at >= changed))
    said = _last_step(ARRANGING, or_(changed.is_(None), ArrangementStep.at >= changed))
    return and_(Invitation.answer.in_(COMING), ~_last_step(ARRANGING, arranged), or_(said, ~_helped()))


def _helped() -> ColumnElement[bool]:
    """Say, for a line of the query around it, whether its helper is invited, as Line.helper does for one meeting."""
    helper = aliased(Invitation)
    kind = func.coalesce(Need.kind, InvitationNeed.kind)
    speaks, wanted = func.lower(helper.interprets), func.lower(func.coalesce(Need.words, InvitationNeed.words))
    same = and_(wanted != "", or_(_holds(wanted, speaks), _holds(speaks, wanted)))
    signs = or_(*(speaks.contains(word) for word in SIGNED))
    interpreter = and_(
        helper.part == Part.INTERPRETER,
        helper.interprets != "",
        or_(and_(kind == NeedKind.INTERPRETER, same), and_(kind == NeedKind.BSL, signs)),
    )
    supporter = and_(
        kind == NeedKind.SUPPORT_PERSON, helper.part == Part.SUPPORTER, helper.helps_id == Invitation.person_id
    )
    comes = or_(helper.answer.is_(None), helper.answer != Answer.APOLOGIES)
    return exists().where(helper.meeting_id == Invitation.meeting_id, comes, or_(supporter, interpreter))


def _holds(whole: ColumnElement[str], part: ColumnElement[str]) -> ColumnElement[bool]:
    """Say whether a text holds another, sign by sign: in a pattern, signs of either could mean any letter."""
    return func.replace(whole, part, "") != whole


def _failed() -> ColumnElement[bool]:
    return _last_step(JUDGED, ArrangementStep.state == Step.FAILED)


def _last_step(among: Iterable[Step], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say, for a line of the query around it, whether the last of its steps among these meets the condition."""
    other = aliased(ArrangementStep)
    newest = (
        select(func.max(other.number))
        .where(other.invitation_need_id == InvitationNeed.id, other.state.in_(among))
        .correlate(InvitationNeed)
        .scalar_subquery()
    )
    return exists().where(
        ArrangementStep.invitation_need_id == InvitationNeed.id, ArrangementStep.number == newest, condition
    )
