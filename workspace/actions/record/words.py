"""What a person's own record says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from workspace import i18n
from workspace.actions.record import queries
from workspace.meetings.invitations.models import Duty
from workspace.meetings.invitations.words import DUTY
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.people.queries import names_in
from workspace.spaces.words import part_words


@dataclass(frozen=True)
class Entry:
    """One thing that somebody took part in."""

    at: datetime
    what: str
    group: str


def record_of(person: Person) -> list[Entry]:
    """Return what the person took part in, the newest first: parts in groups, meetings, and actions that are done."""
    entries = [*_parts(person), *_meetings(person), *_actions(person)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def offers_of(person: Person) -> list[tuple[str, list[str]]]:
    """Return what the person said that they can offer, for each group."""
    return [(one.space.name, one.skills.splitlines()) for one in queries.places(person) if one.skills]


def _parts(person: Person) -> Iterator[Entry]:
    for place in queries.places(person):
        yield Entry(place.joined_at, str(_("Joined: %(part)s", part=part_words(place))), place.space.name)
        if place.left_at:
            yield Entry(place.left_at, str(_("Left the group")), place.space.name)


def _meetings(person: Person) -> Iterator[Entry]:
    for place in queries.attended(person):
        what = _("Was at “%(title)s”", title=place.meeting.title)
        if place.duty is not Duty.NONE:
            what = _("Was at “%(title)s” as %(duty)s", title=place.meeting.title, duty=DUTY[place.duty])
        yield Entry(place.meeting.starts_at, str(what), place.meeting.space.name)


def _actions(person: Person) -> Iterator[Entry]:
    tasks = queries.done_by(person)
    names = names_in(task.what for task in tasks)
    for task in tasks:
        yield Entry(task.changed_at, str(_("Did: %(what)s", what=to_names(task.what, names))), task.space.name)


def as_rows(person: Person) -> list[list[str]]:
    """Return the record as rows of a table, with what the person can offer at the end."""
    rows = [[i18n.local(one.at).date().isoformat(), one.what, one.group] for one in record_of(person)]
    return rows + [
        ["", str(_("Offers: %(what)s", what=line)), group] for group, lines in offers_of(person) for line in lines
    ]
