"""Everything on the page of whoever runs a meeting or takes its notes."""

from dataclasses import dataclass
from datetime import datetime

from workspace.forms import filled
from workspace.meetings.agenda.clock import timed
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.models import Meeting
from workspace.meetings.notes.editor import Editor, editor_after, editor_for
from workspace.meetings.notes.forms import DecisionForm
from workspace.meetings.running.agenda import Agenda
from workspace.meetings.running.introductions import Round, round_of
from workspace.people.models import Person


@dataclass(frozen=True)
class Work:
    """What the page needs: the agenda, the round of introductions, and the notes and decision of one item."""

    agenda: Agenda
    round: Round
    until: datetime | None
    item: AgendaItem | None
    editor: Editor | None
    decision_form: DecisionForm | None

    @property
    def introductions_first(self) -> bool:
        """Say whether introductions stand on top: until everybody had their turn, or another item has begun."""
        now = self.agenda.now
        return bool(self.round.waiting) and (now is None or now.kind is ItemKind.INTRODUCTIONS)


def work_at(meeting: Meeting, writer: Person, item_id: int | None = None) -> Work:
    """Return the page as it opens. Notes are written at the item asked for, else where the meeting is."""
    agenda = Agenda(list(meeting.items))
    asked = next((item for item in agenda.items if item.id == item_id), None)
    item = asked or agenda.now or next(iter(agenda.items), None)
    if item is None:
        return _work(meeting, None, None, None)
    return _work(meeting, item, editor_for(item, writer), filled(DecisionForm, DecisionForm.id_for(item)))


def work_after(meeting: Meeting, writer: Person, item: AgendaItem) -> Work:
    """Return the page's parts for an item after a change, with what is saved now."""
    empty = DecisionForm(formdata=None, prefix=DecisionForm.id_for(item))
    return _work(meeting, item, editor_after(item, writer), empty)


def _work(meeting: Meeting, item: AgendaItem | None, editor: Editor | None, form: DecisionForm | None) -> Work:
    agenda = Agenda(list(meeting.items))
    until = next((row.ends_at for row in timed(meeting, agenda.items) if row.item is agenda.now), None)
    return Work(agenda, round_of(meeting), until, item, editor, form)
