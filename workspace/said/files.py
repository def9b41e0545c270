"""A person's own list, to carry away: as plain text, and as a table."""

from collections.abc import Sequence

from flask_babel import gettext as _

from workspace import db, i18n
from workspace.actions.files.tables import as_csv
from workspace.people.models import Person
from workspace.said.entries import Entry
from workspace.said.words import FATE, SHOWN


def as_text(person: Person, rows: Sequence[Entry]) -> str:
    """Return the list as text that any program opens."""
    parts = [_("What I said: %(name)s, %(day)s", name=person.preferred_name, day=i18n.day(db.now()))]
    parts += ["\n".join(_lines(row)) for row in rows]
    return "\n\n".join(parts if rows else [*parts, _("Nothing is marked as yours yet.")]) + "\n"


def _lines(row: Entry) -> list[str]:
    head = _("%(meeting)s, %(day)s", meeting=row.meeting.title, day=i18n.day(row.meeting.starts_at))
    number = _("Number %(number)s", number=row.contribution.number) if row.contribution.number else ""
    lines = [row.words, head, row.title, str(SHOWN[row.contribution.shown]), number, _came(row), row.fate.words]
    return [line for line in lines if line]


def _came(row: Entry) -> str:
    return row.fate.said or str(FATE[row.fate.kind])


def as_table(rows: Sequence[Entry]) -> str:
    """Return the list as comma-separated values."""
    heads = (_("Number"), _("What I said"), _("Meeting"), _("Day"), _("Item"), _("Who may know"), _("What came of it"),
             _("In words"))  # fmt: skip
    table = []
    for row in rows:
        day = i18n.local(row.meeting.starts_at).date().isoformat()
        cells = [str(row.contribution.number or ""), row.words, row.meeting.title, day, row.title,
                 str(SHOWN[row.contribution.shown]), _came(row), row.fate.words]  # fmt: skip
        table.append(cells)
    return as_csv(heads, table)
