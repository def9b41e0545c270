"""What people do with suggestions: make one, and answer it."""

from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda import service as agenda
from workspace.meetings.agenda.models import CameFrom, Source
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.service import hold
from workspace.meetings.queries import people_to_name
from workspace.meetings.suggestions import queries
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.meetings.suggestions.words import STATE
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references
from workspace.people.queries import names_in
from workspace.roles import Role
from workspace.spaces.queries import membership


@dataclass(frozen=True)
class Reply:
    """An answer to a suggestion. `facts` are those of the item, when it goes on the agenda."""

    state: SuggestionState
    words: str = ""
    where_instead: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def suggest(
    meeting: Meeting, *, actor: Person, what: str, why: str, named: bool, by_id: int | None = None
) -> Suggestion:
    """Suggest something for the agenda, or write down for `by_id` what they said in another way: it is theirs, like any
    other. Recorded, without the words. It is kept until somebody answers it.

    Refused: a meeting that has begun, is finished or cancelled; to write down for somebody who is not invited.
    """
    of = next((one.person for one in meeting.invitations if one.person_id == by_id), None) or actor
    if by_id not in {None, of.id}:
        raise DomainError(_("Choose somebody who is invited"), "by")
    hold(meeting)
    if meeting.state is not MeetingState.PLANNED:
        raise DomainError(_("This meeting has begun or is over. Suggest it for the next one, or say it in the meeting"))
    made = Suggestion(
        space_id=meeting.space_id, meeting_id=meeting.id, what=what, by_id=of.id, named=named,
        why=to_references(why, people_to_name(meeting.space_id)), suggested_at=db.now(), state=SuggestionState.WAITING,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.SUGGESTED, made, subject=of)
    return made


def answer(
    suggestion: Suggestion, *, actor: Person, seen: str, reply: Reply, meeting: Meeting | None = None
) -> Person | None:
    """Answer a suggestion: it goes on the agenda (of the meeting it was made for, or of `meeting`), waits for next
    time, or is not for here. Recorded, without the words, and the person who made it is told.

    Returns that person when no mail reaches them: somebody has to tell them. Refused: an answer that crossed with
    somebody else's since the state `seen`; going on the agenda of a meeting that is over.
    """
    db.session.refresh(suggestion, ["state", "answered_at", "answered_by_id"], with_for_update=True)
    if suggestion.state != seen:
        raise DomainError(_crossed(suggestion))
    if reply.state is SuggestionState.ON_AGENDA:
        agenda.add(meeting or suggestion.meeting, actor=actor, facts=reply.facts, source=_source(suggestion))
    people = people_to_name(suggestion.space_id)
    suggestion.state = reply.state
    suggestion.answer = to_references(reply.words, people)
    suggestion.where_instead = to_references(reply.where_instead, people)
    suggestion.answered_at, suggestion.answered_by_id = db.now(), actor.id
    maker = suggestion.by
    audit.record(actor, Event.SUGGESTION_ANSWERED, suggestion, {"to": reply.state}, subject=maker)
    if maker.id == actor.id:
        return None
    key = f"suggestion_answered:{suggestion.id}:{suggestion.answered_at:%Y%m%d%H%M%S%f}"
    return None if tell(maker, "suggestion_answered", key=key, suggestion_id=suggestion.id) else maker


def _crossed(suggestion: Suggestion) -> str:
    if suggestion.answered_at is None or suggestion.answered_by_id is None:
        return str(_("This was changed meanwhile. Look at it again"))
    who = db.session.get_one(Person, suggestion.answered_by_id).preferred_name
    at = i18n.clock(suggestion.answered_at)
    said = STATE[suggestion.state]
    words = _("%(name)s answered this at %(time)s: %(answer)s. Yours was not sent", name=who, time=at, answer=said)
    return str(words)


def _source(suggestion: Suggestion) -> Source:
    maker = suggestion.by
    place = membership(suggestion.space.slug, maker.id)
    return Source(
        CameFrom.SUGGESTION,
        suggestion.id,
        suggested_by=f"{{person:{maker.id}}}" if suggestion.named else "",
        began_with_members=place is None or place.role is not Role.ORGANISER,
    )


@mail.template("suggestion_answered")
def suggestion_answered(person_id: int, suggestion_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what became of what they suggested."""
    person = db.session.get_one(Person, person_id)
    made = queries.suggestion_to_tell(suggestion_id)
    space = made.meeting.space
    language = person.language or space.language
    with i18n.speaking(language, space):
        names = names_in([made.answer, made.where_instead])
        text = mail.written(
            "suggestion_answered",
            person=person,
            suggestion=made,
            meeting=made.meeting,
            state=STATE[made.state],
            answer=to_names(made.answer, names),
            where_instead=to_names(made.where_instead, names),
            to_supporter=to_supporter,
        )
        subject = _("%(space)s: what became of what you suggested", space=space.name)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
