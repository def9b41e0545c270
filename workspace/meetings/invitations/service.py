"""What people do with invitations: invite, answer, give duties. back.py takes invitations back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.queries import difficult_items
from workspace.meetings.calendar import to_send
from workspace.meetings.invitations import queries
from workspace.meetings.invitations.back import give_back
from workspace.meetings.invitations.models import Answer, Duty, Invitation, InvitationNeed, Part
from workspace.meetings.invitations.words import DUTY, helper_words
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.offer.words import pay_advice
from workspace.meetings.queries import meeting_to_tell
from workspace.meetings.reminders.service import plan_reminders
from workspace.meetings.words import INVOLVEMENT, INVOLVEMENT_MEANS, MISSING, WHO_DECIDES, WHO_DECIDES_MEANS, when
from workspace.people import service as people
from workspace.people.letters import letter, tell
from workspace.people.models import Person, ReachBy
from workspace.people.names import to_names
from workspace.people.needs.models import NeedKind
from workspace.people.queries import names_in, with_email
from workspace.spaces.glossary.service import with_words
from workspace.spaces.models import Membership
from workspace.spaces.queries import membership


@dataclass(frozen=True)
class Guest:
    """Somebody from outside the space, as the organiser names them."""

    name: str
    email: str = ""
    title: str = ""
    phone: str = ""
    post_address: str = ""

    @property
    def reach(self) -> dict[str, str | ReachBy]:
        """Return how somebody whom no mail reaches is told."""
        if self.email or not (self.phone or self.post_address):
            return {}
        by = ReachBy.PHONE if self.phone else ReachBy.POST
        return {"phone": self.phone, "post_address": self.post_address, "reach_by": by}


@dataclass(frozen=True)
class Helper:
    """How somebody comes who is no voice: as a supporter of one person, or as an interpreter of a language."""

    part: Part
    helps_id: int | None = None
    interprets: str = ""


@dataclass(frozen=True)
class Reply:
    """What somebody answers: if they come, and what would help them this time."""

    answer: Answer
    # Numbers of needs of their profile. None leaves them as they are: with a first answer, all that the person shows.
    from_profile: set[int] | None = None
    kinds: set[NeedKind] = field(default_factory=set)  # needed this time, and not in their profile
    language: str = ""  # of the interpreter, when one is among `kinds`
    words: str = ""
    coming_with: str = ""
    name_in_notes: bool = True


# --- inviting ------------------------------------------------------------------------------------------------------


def invite(
    meeting: Meeting,
    *,
    actor: Person,
    members: Iterable[Membership],
    guest: Guest | None = None,
    helper: Helper | None = None,
) -> list[Person]:
    """Invite people of the space, and perhaps a guest, who sees this meeting and nothing else of the space.

    Each is written to once, with the meeting as a calendar file; where they wish it, so is their supporter. They take
    the last turns in the introductions. Whoever was invited before finds what they answered. With `helper` they come
    as a supporter or an interpreter: they get the same as everybody, and are not counted as a voice. Recorded.
    Returns who is invited by this.
    Refused: a meeting that does not say yet what it is for and what can change; one that is over or cancelled; a
    guest whose e-mail address is that of somebody who is invited already; a supporter of somebody who is not invited.
    """
    _refuse_to_invite(meeting)
    _refuse_to_help(meeting, helper)
    places = {one.person_id: _place(meeting, one.person, title=one.title) for one in members}
    if guest:
        place, person = _guest_place(meeting, guest, actor)
        places.setdefault(person.id, (place, person))
    for position, (place, person) in enumerate(places.values(), queries.last_position(meeting) + 1):
        place.position = position
        if helper:
            place.part, place.helps_id, place.interprets = helper.part, helper.helps_id, helper.interprets
        db.session.add(place)
        db.session.flush()
        give_back(meeting, place, person)
        audit.record(actor, Event.INVITED, place, {"as_guest": place.as_guest}, subject=person)
        # With the moment: an invitation that was taken back and made anew is written about anew.
        key = f"invitation:{meeting.id}:{meeting.calendar_number}:{place.invited_at:%Y%m%d%H%M%S}"
        tell(person, "invitation", key=key, meeting_id=meeting.id, by_id=actor.id)
    plan_reminders(meeting)
    return [person for place, person in places.values()]


def _refuse_to_invite(meeting: Meeting) -> None:
    refuse_ended(meeting)
    if missing := meeting.missing_before_inviting:
        what = i18n.listing([MISSING[name] for name in missing])
        raise DomainError(_("Before anybody is invited, the meeting has to say: %(what)s", what=what))


def _refuse_to_help(meeting: Meeting, helper: Helper | None) -> None:
    invited = {place.person_id for place in meeting.invitations if place.is_voice}
    if helper and helper.part is Part.SUPPORTER and helper.helps_id not in invited:
        raise DomainError(_("Choose whom they support, among the people who are invited"), "helps")


def refuse_ended(meeting: Meeting) -> None:
    """Refuse, in words for whoever asks, to change who comes to a meeting that is over or cancelled."""
    if meeting.state is MeetingState.CANCELLED:
        raise DomainError(_("This meeting is cancelled, so no answer is needed. What you wrote is still below"))
    if meeting.state is MeetingState.CLOSED:
        raise DomainError(_("This meeting is over. What you wrote is still below"))


def _place(meeting: Meeting, person: Person, **facts: object) -> tuple[Invitation, Person]:
    place = Invitation(
        space_id=meeting.space_id, meeting_id=meeting.id, person_id=person.id, invited_at=db.now(), **facts
    )
    return place, person


def _guest_place(meeting: Meeting, guest: Guest, actor: Person) -> tuple[Invitation, Person]:
    known = with_email(guest.email) if guest.email else None
    if known is None:
        person = people.add_person(actor=actor, name=guest.name, email=guest.email or None, **guest.reach)
        return _place(meeting, person, title=guest.title, as_guest=True)
    if queries.place(meeting.space.slug, meeting.id, known.id):
        raise DomainError(_("Somebody with this e-mail address is invited already"), "guest_email")
    own = membership(meeting.space.slug, known.id)
    if own is None or own.left_at:
        return _place(meeting, known, title=guest.title, as_guest=True)
    return _place(meeting, known, title=own.title)


def give_duties(meeting: Meeting, *, actor: Person, holders: Mapping[Duty, int | None]) -> None:
    """Say who chairs, who takes notes and who welcomes people. Whoever had a duty before and is not named has none.

    Recorded. Refused: one person with two duties, as each is a whole task; a meeting that is over or cancelled.
    """
    refuse_ended(meeting)
    given: dict[int, Duty] = {}
    for duty, person_id in holders.items():
        if person_id in given:
            words = _("This person has a duty already: %(duty)s. Choose somebody else", duty=DUTY[given[person_id]])
            raise DomainError(words, duty.value)
        if person_id is not None:
            given[person_id] = duty
    for place in meeting.invitations:
        place.duty = given.get(place.person_id, Duty.NONE)
    audit.record(actor, Event.DUTIES_GIVEN, meeting, {duty.value: person for person, duty in given.items()})


# --- answering -----------------------------------------------------------------------------------------------------


def answer(place: Invitation, *, actor: Person, reply: Reply) -> None:
    """Keep if somebody comes, and what would help them this time, in place of what they answered before.

    Recorded: the answer, and who wrote it down; no words and no needs. Refused: a meeting that is over or cancelled.
    """
    refuse_ended(place.meeting)
    _keep_needs(place, reply)
    place.answer, place.answered_at, place.answered_by_id = reply.answer, db.now(), actor.id
    place.coming_with, place.name_in_notes = reply.coming_with, reply.name_in_notes
    audit.record(actor, Event.REPLIED, place, {"answer": reply.answer}, subject=place.person)


def change_answer(place: Invitation, *, actor: Person, to: Answer) -> None:
    """Keep a new answer, and leave what was told beside it as it is. Recorded, and refused, as in `answer`."""
    reply = Reply(
        answer=to,
        kinds={row.kind for row in place.needs if row.kind and row.kind is not NeedKind.OTHER},
        language=next((row.words for row in place.needs if row.kind is NeedKind.INTERPRETER), ""),
        words=next((row.words for row in place.needs if row.kind is NeedKind.OTHER), ""),
        coming_with=place.coming_with,
        name_in_notes=place.name_in_notes,
    )
    answer(place, actor=actor, reply=reply)


def _keep_needs(place: Invitation, reply: Reply) -> None:
    """Keep the line of each need that is still told, with what was arranged for it; add what is new, drop the rest."""
    profile, lines = _from_profile(place, reply), {row.need_id or row.kind: row for row in place.needs}
    wanted: dict[int | NeedKind | None, str] = {**dict.fromkeys(profile, ""), **_told(reply)}
    for need_id, kind in profile.items():
        if need_id not in lines and kind in lines.keys() - {*wanted, NeedKind.OTHER}:
            lines[need_id] = lines.pop(kind)  # told for this time, and in the profile by now
            lines[need_id].need_id, lines[need_id].kind = need_id, None
    for key, words in wanted.items():
        if key not in lines:
            of = {"need_id": key} if key in profile else {"kind": key, "words": words}
            db.session.add(InvitationNeed(space_id=place.space_id, invitation_id=place.id, **of))
        elif lines[key].words != words:
            lines[key].words, lines[key].changed_at = words, db.now()
    for key in lines.keys() - wanted.keys():
        db.session.delete(lines[key])


def _told(reply: Reply) -> dict[int | NeedKind | None, str]:
    """Return what is needed this time and is not in the profile, with the person's words where there are any."""
    told: dict[int | NeedKind | None, str] = {
        kind: reply.language if kind is NeedKind.INTERPRETER else "" for kind in NeedKind if kind in reply.kinds
    }
    return {**told, NeedKind.OTHER: reply.words} if reply.words else told


def _from_profile(place: Invitation, reply: Reply) -> dict[int, NeedKind]:
    """Return the needs of the profile that the answer shows, by number."""
    if reply.from_profile is None and place.answered_at:
        return {row.need.id: row.need.kind for row in place.needs if row.need}
    shared = {need.id: need.kind for need in queries.shared_needs(place.person)}
    if reply.from_profile is None:
        return shared
    return {need_id: kind for need_id, kind in sorted(shared.items()) if need_id in reply.from_profile}


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("invitation")
def invitation(person_id: int, meeting_id: int, by_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody to a meeting: what it is for, when, where, how to join, what can change, and how to answer."""
    person, by = db.session.get_one(Person, person_id), db.session.get_one(Person, by_id)
    meeting = meeting_to_tell(meeting_id)
    language, welcomer = person.language or meeting.space.language, queries.who_welcomes(meeting)
    with i18n.speaking(language, meeting.space):
        day = i18n.day(meeting.starts_at, year=False)
        text = mail.written(
            "invitation",
            person=person,
            by=by,
            meeting=meeting,
            when=when(meeting.starts_at, meeting.ends_at),
            welcomer=to_names(welcomer, names_in([welcomer])),
            level=meeting.involvement and INVOLVEMENT[meeting.involvement],
            level_means=meeting.involvement and INVOLVEMENT_MEANS[meeting.involvement],
            helps=_how_they_help(meeting, person),
            difficult=difficult_items(meeting),
            who_decides=meeting.who_decides and WHO_DECIDES[meeting.who_decides],
            who_decides_means=meeting.who_decides and WHO_DECIDES_MEANS[meeting.who_decides],
            advice=pay_advice(meeting.space),
            to_supporter=to_supporter,
        )
        text = with_words(text, meeting.space)
        subject = _("%(space)s: can you come on %(day)s?", space=meeting.space.name, day=day)
    calendar = to_send(meeting, person, language, to_supporter=to_supporter)
    return letter(
        person, to_supporter=to_supporter, language=language, subject=subject, text=text, attachments=[calendar]
    )


def _how_they_help(meeting: Meeting, person: Person) -> str:
    place = queries.place(meeting.space.slug, meeting.id, person.id)
    helped = db.session.get(Person, place.helps_id) if place and place.helps_id else None
    return helper_words(place, helped) if place else ""
