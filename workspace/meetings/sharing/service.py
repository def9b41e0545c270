"""Saying who may read what. Wider is chosen while notes are a draft; closer at any time."""

from collections.abc import Sequence

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note
from workspace.meetings.notes.service import hold
from workspace.meetings.search.service import make_findable
from workspace.people.models import Person
from workspace.spaces.models import Sharing, narrowest


def share_meeting(meeting: Meeting, *, actor: Person, sharing: Sharing, without_names: bool) -> None:
    """Say who may read what belongs to no item, and whether anybody is named. Recorded.

    Items that are on the agenda keep their own level; new ones begin with this one.
    Refused, once the notes are published: a wider circle, and naming people after all.
    """
    hold(meeting)
    _refuse_wider(meeting, meeting.sharing, sharing)
    if meeting.notes_published_at and meeting.without_names and not without_names:
        raise DomainError(_("The notes were published without names, and stay like that"), "without_names")
    meeting.sharing, meeting.without_names = sharing, without_names
    if meeting.notes_published_at:
        make_findable(meeting)  # by no name, if nobody is named any more
    audit.record(actor, Event.SHARING_CHANGED, meeting, {"to": sharing, "without_names": without_names})


def share_item(
    item: AgendaItem,
    note: Note | None,
    decisions: Sequence[Decision],
    *,
    actor: Person,
    sharing: Sharing,
    closer: dict[str, Sharing | None],
) -> None:
    """Say who may read an item, and where its note or a decision is kept closer. Recorded.

    Refused: a note or decision that would travel further than its item; a wider circle once notes are published.
    """
    hold(item.meeting)
    rows = {"note": note, **{f"decision_{row.id}": row for row in decisions}}
    _refuse_wider(item.meeting, item.sharing, sharing)
    for name, level in closer.items():
        if level and narrowest(level, sharing) is not level:
            raise DomainError(_("It cannot be shared more widely than its item. Choose the same people"), name)
        row = rows.get(name)
        if row is not None:
            _refuse_wider(item.meeting, narrowest(item.sharing, row.sharing), narrowest(sharing, level), name)
    item.sharing = sharing
    for name, row in rows.items():
        if row is not None:
            row.sharing = closer.get(name)
    changes = {"to": sharing, "closer": {name: level for name, level in closer.items() if level}}
    audit.record(actor, Event.SHARING_CHANGED, item, changes)


def _refuse_wider(meeting: Meeting, before: Sharing, after: Sharing, field: str = "sharing") -> None:
    db.session.flush()
    if meeting.notes_published_at and narrowest(before, after) is not after:
        words = _("The notes are published. From now on they can only be kept closer, and not be shared more widely")
        raise DomainError(words, field)
