"""What people do with a need at a meeting: arrange it, say that it cannot be done, and say whether it worked."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import Conflict, DomainError
from workspace.meetings.arrangements.lines import Line, has_begun
from workspace.meetings.arrangements.models import ArrangementStep, Step
from workspace.meetings.arrangements.queries import with_steps
from workspace.meetings.arrangements.words import short_need, step_words
from workspace.meetings.invitations.models import Invitation, InvitationNeed
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting_to_tell, people_to_name
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references
from workspace.people.queries import names_in


def move_on(line: Line, *, actor: Person, seen: int, facts: dict[str, Any]) -> list[Person]:
    """Add a step: who sees to the need, and how far it is. Earlier steps stay as they are. Recorded, without the need.

    Whoever is told that it cannot be done gets a message with why, what there is instead, and whom to speak to.
    Returns the person when they have no e-mail and must be told otherwise.
    Refused: a cancelled meeting; that it was there, before the meeting; a need that was taken back meanwhile; and,
    with Conflict, a step after one that the actor has not `seen`.
    """
    if line.meeting.state is MeetingState.CANCELLED:
        raise DomainError(_("This meeting is cancelled, so there is nothing to arrange for it"))
    if facts["state"] is Step.DELIVERED and not has_begun(line.meeting, db.now()):
        raise DomainError(_("The meeting has not begun. Say that it was there when it was there"), "state")
    _hold(line)
    if line.version != seen:
        raise Conflict(_conflict_words(line), theirs=line.steps[-1])
    step = _add(line, actor, facts)
    if step.state is not Step.CANNOT:
        return []
    person, key = line.place.person, f"not_arranged:{step.id}"
    told = tell(person, "not_arranged", key=key, meeting_id=line.meeting.id, step_id=step.id)
    return [] if told else [person]


def judge(line: Line, *, actor: Person, state: Step, words: str) -> None:
    """Keep what the person says of whether it worked. They may say something else later: both stay. Recorded.

    Refused: before the meeting has begun; a need that was taken back meanwhile.
    """
    if not has_begun(line.meeting, db.now()):
        raise DomainError(_("The meeting has not begun. Tell us here afterwards whether it worked"))
    _hold(line)
    _add(line, actor, {"state": state, "words": words})


def _hold(line: Line) -> None:
    """Take the line for one change: whoever else changes it waits, and its steps are read anew."""
    here = (InvitationNeed.id == line.id, InvitationNeed.space_id == line.space_id)
    held = db.session.scalar(select(InvitationNeed.id).where(*here).with_for_update())
    # The steps alone: the people in them stay as they were loaded, for one of them may be whoever is asking.
    db.session.expire(line.row, ["steps", "need"])
    loaded = (selectinload(InvitationNeed.need), *with_steps())
    if held is None or db.session.scalar(select(InvitationNeed).where(*here).options(*loaded)) is None:
        raise DomainError(_("This need was taken back in this moment, so there is nothing to arrange any more"))


def _conflict_words(line: Line) -> str:
    theirs = line.steps[-1]
    facts = {"name": theirs.by.preferred_name, "time": i18n.clock(theirs.at), "state": step_words(theirs)}
    words = _("%(name)s changed this at %(time)s: %(state)s. What you chose is still below, and not kept yet", **facts)
    return str(words)


def _add(line: Line, actor: Person, facts: dict[str, Any]) -> ArrangementStep:
    people = people_to_name(line.space_id)
    texts = {name: to_references(facts.get(name, ""), people) for name in ("words", "instead", "speak_to")}
    step = ArrangementStep(
        space_id=line.space_id, invitation_need_id=line.id, number=line.version + 1, by_id=actor.id, at=db.now(),
        **{**facts, **texts},
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    audit.record(actor, Event.ARRANGEMENT_CHANGED, line.place, {"state": step.state}, subject=line.place.person)
    return step


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("not_arranged", private=True)
def not_arranged(person_id: int, meeting_id: int, step_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody that what they need cannot be arranged, why, what there is instead, and whom to speak to.

    A supporter hears that there is something to talk about, and not what: the need is shown to those whom the person
    chose. When the need was taken back meanwhile, the message says so.
    """
    person, meeting = db.session.get_one(Person, person_id), meeting_to_tell(meeting_id)
    line, step = _line_of(meeting, step_id)
    texts = [to_names(text, names_in(step.texts)) for text in step.texts] if step else ["", "", ""]
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        day = i18n.day(meeting.starts_at, year=False)
        subject = _("%(space)s: about what you need on %(day)s", space=meeting.space.name, day=day)
        text = mail.written(
            "not_arranged",
            person=person,
            meeting=meeting,
            need=short_need(line) if line else "",
            because=texts[0],
            instead=texts[1],
            speak_to=texts[2],
            to_supporter=to_supporter,
        )
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


def _line_of(meeting: Meeting, step_id: int) -> tuple[Line | None, ArrangementStep | None]:
    row = db.session.scalar(
        select(InvitationNeed)
        .join(InvitationNeed.steps)
        .where(ArrangementStep.id == step_id, InvitationNeed.space_id == meeting.space_id)
        .options(
            joinedload(InvitationNeed.need),
            joinedload(InvitationNeed.invitation).joinedload(Invitation.person),
            *with_steps(),
        )
    )
    if row is None:
        return None, None
    return Line(meeting, row.invitation, row), next(step for step in row.steps if step.id == step_id)
