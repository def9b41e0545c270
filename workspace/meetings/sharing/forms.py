"""Forms that say who may read what."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workspace.forms import Form, OneOf, Required
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.notes.models import Decision, Note
from workspace.spaces.models import Sharing
from workspace.spaces.words import SHARING, SHARING_MEANS

AS_ITEM = "as_item"
CLOSER = [
    (AS_ITEM, _l("The same people as the item")),
    (Sharing.GROUP.value, SHARING[Sharing.GROUP]),
    (Sharing.MEMBERS.value, SHARING[Sharing.MEMBERS]),
]


class MeetingSharingForm(Form):
    """Who may read what belongs to no item, and whether anybody is named."""

    sharing = OneOf(
        _l("Who may read what this meeting writes down?"),
        [Required(_l("Choose who may read it"))],
        choices=[(level.value, words, SHARING_MEANS[level]) for level, words in SHARING.items()],
    )
    without_names = BooleanField(_l("Name nobody in the notes of this meeting"))


class ItemSharingForm(Form):
    """Who may read an item, and where its note or a decision is kept closer."""

    sharing = OneOf(
        _l("Who may hear of this item?"),
        [Required(_l("Choose who may hear of it"))],
        choices=[(level.value, words, SHARING_MEANS[level]) for level, words in SHARING.items()],
    )
    note = OneOf(_l("Who may read its note?"), choices=CLOSER)

    @property
    def closer(self) -> dict[str, Sharing | None]:
        """Return the level of the note and of each decision by the names of their fields; None: as the item."""
        chosen = {name: self[name].data for name in self._fields if name == "note" or name.startswith("decision_")}
        return {name: Sharing(level) if level and level != AS_ITEM else None for name, level in chosen.items()}


def item_sharing_form(decisions: Sequence[Decision]) -> type[ItemSharingForm]:
    """Return the form with a question for each decision of the item."""
    fields = {
        f"decision_{row.id}": OneOf(_l("Who may read decision %(number)s?", number=row.number), choices=CLOSER)
        for row in decisions
    }
    return type("ItemSharingForm", (ItemSharingForm,), fields)


def as_chosen(item: AgendaItem, note: Note | None, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return what the form shows."""
    levels = {"note": note.sharing if note else None, **{f"decision_{row.id}": row.sharing for row in decisions}}
    return {"sharing": item.sharing.value, **{name: level or AS_ITEM for name, level in levels.items()}}
