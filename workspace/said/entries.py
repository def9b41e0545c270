"""What people said as a page, a file or a message shows it: with names that may be shown, and nothing kept closer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from workspace import db
from workspace.meetings.models import Meeting
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.said.fates import Fate, FateKind, fate_of, with_names
from workspace.said.models import Contribution, Shown
from workspace.said.queries import Said
from workspace.said.things import may_read


@dataclass(frozen=True)
class Entry:
    """Something that was said, and where it went."""

    contribution: Contribution
    words: str
    title: str  # of the item that it was about
    fate: Fate
    days: int  # since it was marked
    who: str  # on the list of the space; empty without a name
    is_kept: bool = False  # the reader is none of those to whom it is kept

    @property
    def meeting(self) -> Meeting:
        return self.contribution.meeting

    @property
    def is_waiting(self) -> bool:
        """Say whether nothing has come of it, and nobody has said when something will."""
        return self.fate.kind is FateKind.NOTHING


def entries(reader: Any, rows: Iterable[Said]) -> list[Entry]:
    """Return what each of these says to this reader: one query for names, however many there are."""
    told = [(row, fate_of(reader, row.thing, row.outcome)) for row in rows]
    names = names_in(text for row, fate in told for text in (row.thing.words if row.thing else "", fate.words))
    return [_entry(reader, row, fate, _namable(row, names)) for row, fate in told]


def _entry(reader: Any, row: Said, fate: Fate, names: Mapping[int, str]) -> Entry:
    mark, thing = row.contribution, row.thing
    kept = mark.person_id != reader.id and not (thing and may_read(reader, mark, thing.level))
    days = (db.now() - mark.marked_at).days
    if kept or thing is None:
        return Entry(mark, "", "", Fate(FateKind.NOTHING if kept else fate.kind), days, "", is_kept=kept)
    title = thing.item.title if thing.item else ""
    return Entry(mark, to_names(thing.words, names), title, with_names(fate, names), days, _who(mark))


def _who(mark: Contribution) -> str:
    """Return whose it is, as the list of the space says it: whoever is not to be named in notes is not named here."""
    if mark.shown is not Shown.NAMED:
        return ""
    place = next((one for one in mark.meeting.invitations if one.person_id == mark.person_id), None)
    named = place is not None and place.name_in_notes and not mark.meeting.without_names
    return str(place.person.preferred_name if place and named else _("a member"))


def _namable(row: Said, names: Mapping[int, str]) -> Mapping[int, str]:
    """Return the names that its words may show: of nobody who asked not to be named at a meeting that wrote them."""
    meetings = [row.contribution.meeting]
    if row.outcome and row.outcome.decision:
        meetings.append(row.outcome.decision.meeting)
    if row.outcome and row.outcome.task and row.outcome.task.meeting:
        meetings.append(row.outcome.task.meeting)
    if any(meeting.without_names for meeting in meetings):
        return {}
    unnamed = {place.person.preferred_name for one in meetings for place in one.invitations if not place.name_in_notes}
    return {number: name for number, name in names.items() if name not in unnamed}
