"""How what a meeting has missed, and what became of it, is said: once for every page and message."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace import i18n
from workspace.meetings.closing.models import Became, Missed, MissedKind

QUESTION: dict[MissedKind, Any] = {
    MissedKind.WHO: _l("Who have we missed?"),
    MissedKind.WHAT: _l("What have we missed?"),
}


def is_nothing(words: str) -> bool:
    """Say whether an answer says that nobody, or nothing, was missed, in English or in the reader's language."""
    plain = words.strip(" .!").casefold()
    return plain in {word.casefold() for word in ("nobody", "no one", "nothing", "none", _("Nobody"), _("Nothing"))}


def became_words(row: Missed, action: str = "", before: datetime | None = None) -> str:
    """Say what became of an answer; nothing while nothing has. `action` says what somebody said yes to, and who.

    Of what came after `before`, when the notes were published, it says only where to look. The next meeting is named
    by its day alone: a guest who reads this sees nothing else of the group.
    """
    if row.became is None or row.became_at is None:
        return ""
    if before and row.became_at > before:
        return str(_("What became of it is on the page of the meeting."))
    if row.became is Became.FOLLOW_UP:
        return str(_("Somebody follows this up."))
    if row.became is Became.ACTION:
        return str(_("It is an action: %(action)s.", action=action) if action else _("It is an action."))
    day = i18n.day(row.went_to.starts_at) if row.went_to else ""
    if row.became is Became.INVITED:
        return str(_("Invited to the next meeting, on %(day)s.", day=day))
    return str(
        _("On the agenda of the next meeting, on %(day)s.", day=day) if day else _("It comes to the next meeting.")
    )
