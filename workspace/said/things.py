"""What was said, whatever its form: one row of one of six tables, with its words, its item, and what it says itself."""

from dataclasses import dataclass
from typing import Any

from workspace.access import Action, can
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import Heard
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision
from workspace.meetings.outcomes.models import Parked, Question
from workspace.meetings.suggestions.models import Suggestion
from workspace.said.models import Contribution, SaidKind
from workspace.spaces.models import Sharing, narrowest

Row = Heard | Question | Suggestion | Parked | Decision | Contribution
Key = tuple[SaidKind, int]

TABLES: dict[SaidKind, Any] = {
    SaidKind.HEARD: Heard,
    SaidKind.QUESTION: Question,
    SaidKind.SUGGESTION: Suggestion,
    SaidKind.PARKED: Parked,
    SaidKind.VIEW: Decision,
    SaidKind.OWN: Contribution,
}


@dataclass(frozen=True)
class Thing:
    """Something that was said at a meeting. The item is None for a suggestion that is on no agenda."""

    kind: SaidKind
    row: Row

    @property
    def key(self) -> Key:
        return self.kind, self.row.id

    @property
    def name(self) -> str:
        """Return what stands for it in an address and in a form: "heard-12"."""
        return f"{self.kind.value}-{self.row.id}"

    @property
    def words(self) -> str:
        """Return what was said, as it is kept: with references for names."""
        if isinstance(self.row, Heard):
            return self.row.stands
        if isinstance(self.row, Decision):
            return self.row.different_views
        return self.row.what if isinstance(self.row, Suggestion | Parked) else self.row.words

    @property
    def meeting(self) -> Meeting:
        return self.row.meeting

    @property
    def item(self) -> AgendaItem | None:
        return self.row.item

    @property
    def level(self) -> Sharing:
        """Return how far it may be passed on: as its item, or closer."""
        own = self.row.sharing if isinstance(self.row, Decision) else None
        return narrowest(self.item.sharing, own) if self.item else Sharing.GROUP


def key_of(name: str) -> Key | None:
    """Return what “heard-12” stands for, or None when it stands for nothing."""
    kind, _dash, number = name.partition("-")
    if kind not in set(SaidKind) or not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return SaidKind(kind), int(number)


def may_read(person: Any, row: Any, level: Sharing) -> bool:
    """Say whether somebody may read what was written down at a meeting and is shared as far as this level: whoever is
    invited or takes notes, and the members once notes are published."""
    if can(person, Action.KEPT_READ, row):
        return True
    return bool(can(person, Action.NOTES_READ, row) and row.notes_are_published and level.reaches(Sharing.MEMBERS))


def whose(row: Row) -> int | None:
    """Return whose it is, where that was written down when it was said."""
    if isinstance(row, Heard):
        return row.speaker_id
    if isinstance(row, Question):
        return row.asked_by_id
    return row.by_id if isinstance(row, Suggestion) else None


def may_mark(person: Any, thing: Thing) -> bool:
    """Say whether somebody who is invited may say that this is theirs: they suggested it or said it, or can read it in
    the notes. What waits in a draft is not theirs to see."""
    row = thing.row
    if isinstance(row, Contribution) or whose(row) not in {None, person.id}:
        return False
    if isinstance(row, Suggestion):
        return True
    if isinstance(row, Decision):
        return bool(row.different_views) and can(person, Action.NOTES_READ, row)
    return bool(can(person, Action.OUTCOME_READ, row))
