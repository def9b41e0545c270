"""What people do with polls: ask, answer, remind, close, choose a date, call it off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings import service as meetings
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.polls import queries
from workspace.meetings.polls.models import (
    MOST_OPTIONS,
    DatePoll,
    Fit,
    PollAnswer,
    PollOption,
    PollPlace,
    PollState,
    Span,
)
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.words import when
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership, Space


def ask(
    space: Space,
    *,
    actor: Person,
    title: str,
    about: str,
    options: Sequence[Span],
    closes_at: datetime,
    members: Iterable[Membership],
) -> tuple[DatePoll, list[Person]]:
    """Ask people when they can come. Each is written to once, with every date. Recorded.

    Returns the poll, and the people who have no e-mail and must be asked otherwise.
    Refused: fewer than 2 dates or more than 12, the same date twice, a date that is past or that comes before people
    have had the time to answer.
    """
    _refuse_odd(options, closes_at)
    poll = DatePoll(
        space_id=space.id, title=title, about=about, closes_at=closes_at, created_by_id=actor.id, created_at=db.now()
    )
    db.session.add(poll)
    db.session.flush()
    of = {"space_id": space.id, "poll_id": poll.id}
    db.session.add_all(PollOption(starts_at=starts, ends_at=ends, **of) for starts, ends in sorted(options))
    people = [one.person for one in members]
    db.session.add_all(PollPlace(person_id=person.id, **of) for person in people)
    audit.record(actor, Event.POLL_ASKED, poll, {"dates": len(options), "people": len(people)})
    return poll, _tell(poll, people, "poll_asked", "asked")


def _refuse_odd(options: Sequence[Span], closes_at: datetime) -> None:
    if not 2 <= len(set(options)) == len(options) <= MOST_OPTIONS:
        raise DomainError(_("Write from 2 to %(most)d dates, each once", most=MOST_OPTIONS), "options")
    _refuse_late(min(starts for starts, _ends in options), closes_at)


def _refuse_late(first: datetime, closes_at: datetime) -> None:
    if first <= db.now():
        raise DomainError(_("%(moment)s is past", moment=i18n.moment(first)), "options")
    if closes_at > first:
        words = _("The first of the dates is %(moment)s. Choose a last day for answers before it",
                  moment=i18n.moment(first))  # fmt: skip
        raise DomainError(words, "closes")


def answer(place: PollPlace, *, actor: Person, fits: Mapping[int, Fit], private_line: str = "") -> None:
    """Keep how each date fits somebody, in place of what they answered before.

    Recorded: that they answered, and who wrote it down; not how. Refused: a poll that takes no answers any more, a
    date that is not asked about, and an answer that somebody else writes over one that the person gave themselves.
    """
    poll = _still_open(place.poll)
    if not poll.takes_answers:
        raise DomainError(_("The time for answers is over. What you chose is still below"))
    own = actor.id == place.person_id
    if not own and place.by_themselves:
        raise DomainError(_("They have answered themselves, so only they can change it"))
    if set(fits) != {option.id for option in poll.options}:
        raise DomainError(_("Choose one answer for each date"))
    place.answered_at, place.answered_by_id = db.now(), actor.id
    if own:
        place.private_line = private_line
    db.session.execute(delete(PollAnswer).where(PollAnswer.place_id == place.id))
    of = {"space_id": place.space_id, "place_id": place.id}
    db.session.add_all(PollAnswer(option_id=option_id, fit=fit, **of) for option_id, fit in sorted(fits.items()))
    audit.record(actor, Event.POLL_ANSWERED, place, subject=place.person)


def remind(poll: DatePoll, *, actor: Person) -> list[Person]:
    """Write once more to those who have not answered, at most once a day. Recorded.

    Returns the people who have no e-mail. Refused: a poll that takes no answers any more.
    """
    if not _still_open(poll).takes_answers:
        raise DomainError(_("The time for answers is over"))
    waiting = queries.people_to_tell(poll, waiting=True)
    audit.record(actor, Event.POLL_REMINDED, poll, {"people": len(waiting)})
    return _tell(poll, waiting, "poll_asked", f"again:{db.now():%Y-%m-%d}")


def close(poll: DatePoll, *, actor: Person) -> None:
    """Take no more answers, and show what came of it. Recorded.

    Refused: a poll that takes none any more.
    """
    if not _still_open(poll).takes_answers:
        raise DomainError(_("The time for answers is over"))
    poll.closes_at = db.now()
    audit.record(actor, Event.POLL_CLOSED, poll)


def choose(poll: DatePoll, *, actor: Person, option: PollOption) -> tuple[Meeting, list[Person]]:
    """Choose a date: a meeting is planned on it, and everybody who was asked is told the date. Recorded.

    Inviting people stays a step of its own. Returns the meeting, and the people who have no e-mail.
    Refused: while answers come in; a poll that is settled; a date that is past by now.
    """
    if _still_open(poll).takes_answers:
        raise DomainError(_("People can still answer. Close the question first"))
    times = {"starts_at": option.starts_at, "ends_at": option.ends_at}
    meeting = meetings.plan(poll.space, actor=actor, facts={"title": poll.title, "purpose": poll.about, **times})
    poll.state, poll.meeting_id = PollState.CHOSEN, meeting.id
    audit.record(actor, Event.POLL_CHOSEN, poll, {"starts_at": option.starts_at})
    return meeting, _tell(poll, queries.people_to_tell(poll), "poll_settled", f"settled:{meeting.id}")


def reopen(poll: DatePoll, *, actor: Person, closes_at: datetime) -> list[Person]:
    """Take answers again until this moment, with the dates and the answers as they are. Recorded, and everybody who
    was asked is told. A meeting that was planned on the chosen date is cancelled. Returns the people without e-mail.

    Refused: a poll that takes answers; once somebody is invited to its meeting, or it began; a date that is near.
    """
    db.session.refresh(poll, ["state", "closes_at", "meeting_id"], with_for_update=True)
    if poll.takes_answers:
        raise DomainError(_("People can answer already"))
    _refuse_late(min(option.starts_at for option in poll.options), closes_at)
    meeting = load_meeting(poll.space.slug, poll.meeting_id) if poll.meeting_id else None
    if meeting and meeting.invitations:
        raise DomainError(_("People are invited to the meeting on the chosen date. Change its date instead"))
    if meeting and meeting.state is not MeetingState.CANCELLED:
        meetings.cancel(meeting, actor=actor, reason=_("We ask again when people can come."))
    poll.state, poll.closes_at, poll.meeting_id = PollState.OPEN, closes_at, None
    audit.record(actor, Event.POLL_REOPENED, poll)
    return _tell(poll, queries.people_to_tell(poll), "poll_asked", f"reopened:{db.now():%Y%m%d%H%M%S}")


def call_off(poll: DatePoll, *, actor: Person) -> list[Person]:
    """Ask no more, and tell everybody who was asked. Recorded. Returns the people who have no e-mail.

    Refused: a poll that is settled.
    """
    _still_open(poll)
    poll.state = PollState.CALLED_OFF
    audit.record(actor, Event.POLL_CALLED_OFF, poll)
    return _tell(poll, queries.people_to_tell(poll), "poll_settled", f"off:{poll.closes_at:%Y%m%d%H%M%S}")


def _still_open(poll: DatePoll) -> DatePoll:
    """Return the poll as it is now. Until the transaction ends nobody else can answer, close or settle it."""
    db.session.refresh(poll, ["state", "closes_at"], with_for_update=True)
    if poll.state is PollState.CHOSEN:
        raise DomainError(_("A date is chosen already"))
    if poll.state is PollState.CALLED_OFF:
        raise DomainError(_("This question is called off"))
    return poll


@spaces.when_left
def forget_places(membership: Membership, actor: Person) -> None:
    """Take somebody who leaves the space out of the polls that still take answers, with what they answered."""
    open_ones = select(DatePoll.id).where(
        DatePoll.space_id == membership.space_id, DatePoll.state == PollState.OPEN, DatePoll.closes_at > db.now()
    )
    db.session.execute(
        delete(PollPlace).where(PollPlace.person_id == membership.person_id, PollPlace.poll_id.in_(open_ones))
    )


# --- what people are told ------------------------------------------------------------------------------------------


def _tell(poll: DatePoll, people: Iterable[Person], template: str, what: str) -> list[Person]:
    key = f"poll:{poll.id}:{what}"
    return [one for one in people if not tell(one, template, key=key, poll_id=poll.id)]


@mail.template("poll_asked")
def poll_asked(person_id: int, poll_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody when they can come: every date, until when to answer, and how."""
    person, poll, language = _about(person_id, poll_id)
    with i18n.speaking(language, poll.space):
        subject = _("%(space)s: when can you come to “%(title)s”?", space=poll.space.name, title=poll.title)
        dates = [when(one.starts_at, one.ends_at) for one in poll.options]
        text = mail.written("poll_asked", person=person, poll=poll, dates=dates, to_supporter=to_supporter)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


@mail.template("poll_settled")
def poll_settled(person_id: int, poll_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who was asked which date was chosen, or that the question is called off."""
    person, poll, language = _about(person_id, poll_id)
    with i18n.speaking(language, poll.space):
        meeting, facts = poll.meeting, {"space": poll.space.name, "title": poll.title}
        subject = (
            _("%(space)s: “%(title)s” has a date", **facts)
            if meeting
            else _("%(space)s: no date is looked for any more for “%(title)s”", **facts)
        )
        text = mail.written("poll_settled", person=person, poll=poll, meeting=meeting, to_supporter=to_supporter)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)


def _about(person_id: int, poll_id: int) -> tuple[Person, DatePoll, str]:
    person, poll = db.session.get_one(Person, person_id), queries.poll_to_tell(poll_id)
    return person, poll, person.language or poll.space.language
