"""Which versions of a meeting's notes there are for a reader: each a moment at which the notes can be read again."""

from collections.abc import Sequence

from workspace import db
from workspace.meetings.editions.models import Edition
from workspace.meetings.editions.queries import Draft
from workspace.meetings.editions.words import Kind, Version
from workspace.meetings.models import Meeting
from workspace.meetings.notes.service import SPELL


def versions(meeting: Meeting, editions: Sequence[Edition], drafts: Sequence[Draft], *, checks: bool) -> list[Version]:
    """Return the versions, the oldest first. `drafts` are the texts that this reader may look back at; with `checks`
    they may read what was sent for checking."""
    found = [_saved(number, spell) for number, spell in enumerate(_spells(meeting, drafts), 1)]
    if meeting.notes_sent_at and checks:
        found.append(Version("sent", Kind.SENT, meeting.notes_sent_at))
    found.sort(key=lambda version: version.at)
    if meeting.notes_published_at is None:
        return [*found, Version("now", Kind.NOW, db.now())]
    found.append(Version("1", Kind.PUBLISHED, meeting.notes_published_at))
    return [*found, *(Version(str(one.number), Kind.CORRECTED, one.made_at, edition=one) for one in editions)]


def _saved(number: int, last: Draft) -> Version:
    return Version(f"draft-{number}", Kind.SAVED, last.at, by=last.by.preferred_name)


def _spells(meeting: Meeting, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the last text of each spell of writing: somebody else wrote after it, or nobody for a while, or the notes
    were sent for checking in between."""
    ends = []
    for one, after in zip(drafts, [*drafts[1:], None], strict=False):
        sent = meeting.notes_sent_at
        between = after is not None and sent is not None and one.at <= sent < after.at
        if after is None or after.by is not one.by or after.at - one.at > SPELL or between:
            ends.append(one)
    return ends


def pair(found: Sequence[Version], before: str, after: str) -> tuple[Version, Version] | None:
    """Return the two versions with these names, the older first; without names, the last two.
    None: there are no two.
    """
    by_name = {version.name: version for version in found}
    chosen = [by_name[name] for name in (before, after) if name in by_name]
    if len(chosen) < 2:
        chosen = list(found[-2:])
    if len(chosen) < 2:
        return None
    first, second = sorted(chosen, key=found.index)
    return first, second
