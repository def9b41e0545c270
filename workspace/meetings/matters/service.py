"""Putting what earlier meetings left open on the agenda."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from workspace import db
from workspace.meetings.agenda import service as agenda
from workspace.meetings.agenda.models import AgendaItem, CameFrom, ItemKind, Source
from workspace.meetings.closing.models import Missed
from workspace.meetings.matters.queries import Matter
from workspace.meetings.models import Meeting
from workspace.meetings.suggestions import service as suggestions
from workspace.meetings.suggestions.models import SuggestionState
from workspace.meetings.suggestions.queries import suggestion_of_space
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.models import narrowest

TITLE = 200  # letters of an item's title
MINUTES = 10


def put(meeting: Meeting, *, actor: Person, matter: Matter) -> Person | None:
    """Make something that was left open an item at the end of the agenda, which leads back to it. Recorded.

    Promised: it is shared no further than it was; it is there once, however often it is put there; whoever suggested
    it hears of it, and is returned when no mail reaches them.
    Refused: a meeting that is over, a suggestion that somebody answered meanwhile.
    """
    names = names_in(matter.texts)
    facts = _facts(_short(to_names(matter.what, {})), led_by=to_names(matter.who, names) if matter.who else "")
    if matter.kind is not CameFrom.SUGGESTION:
        facts["sharing"] = narrowest(meeting.sharing, matter.sharing)
        agenda.add(meeting, actor=actor, facts=facts, source=Source(matter.kind, matter.id))
        if matter.kind is CameFrom.MISSED:
            here = (Missed.space_id == meeting.space_id, Missed.id == matter.id)
            db.session.scalars(select(Missed).where(*here)).one().went_to_id = meeting.id
        return None
    made = suggestion_of_space(meeting.space_id, matter.id)
    facts = _facts(made.what, details=to_names(made.why, names_in([made.why])))
    reply = suggestions.Reply(SuggestionState.ON_AGENDA, facts=facts)
    return suggestions.answer(made, actor=actor, seen=made.state, reply=reply, meeting=meeting)


def put_together(meeting: Meeting, *, actor: Person) -> AgendaItem:
    """Put one item on the agenda for all that was left open; its list is on the meeting's page. Recorded.

    Put there again it stays as it is. Refused: a meeting that is over.
    """
    facts = _facts(_("Matters arising"), kind=ItemKind.INFORMATION)
    return agenda.add(meeting, actor=actor, facts=facts, source=Source(CameFrom.MATTERS, meeting.id))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else line[: TITLE - 1] + "…"


def _facts(title: str, **more: Any) -> dict[str, Any]:
    plain = {"kind": ItemKind.DISCUSSION, "minutes": MINUTES, "details": "", "content_note": "", "led_by": ""}
    return {**plain, "title": title, **more}
