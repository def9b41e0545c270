"""What the pages of keeping in touch say."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.actions.contact.models import Contact, Wish
from workspace.actions.contact.queries import Line

QUESTION = _l(
    "We have not heard from each other for a while. Would you like to stay involved, do less, or have a pause? "
    "Each answer is fine."
)

WISHES: list[tuple[Wish, Any, Any]] = [
    (Wish.HERE, _l("I am here"), _l("All can stay as it is.")),
    (Wish.LESS, _l("I would like to do less"), _l("You stay in the group, and we ask less of you.")),
    (Wish.PAUSE, _l("I would like a pause"), _l("We do not ask you this again until the day that you write.")),
    (Wish.RING, _l("Ring me"), _l("An organiser calls you.")),
    (Wish.STOP, _l("Do not ask me this again"), _l("You stay in the group. Nobody asks you this any more.")),
]

SAID: dict[Wish, Any] = {
    Wish.HERE: _l("Is here: all can stay as it is"),
    Wish.LESS: _l("Would like to do less"),
    Wish.RING: _l("Would like a call"),
    Wish.STOP: _l("Asked not to be asked this"),
}

THANKS: dict[Wish, Any] = {
    Wish.HERE: _l("Thank you. It is good to know"),
    Wish.LESS: _l("Thank you for saying so. The organisers read that you would like to do less"),
    Wish.PAUSE: _l("Your pause is kept. We do not ask you this until then"),
    Wish.RING: _l("Thank you. An organiser will ring you"),
    Wish.STOP: _l("We do not ask you this again"),
}


def ago(line: Line) -> str:
    """Say in weeks when there last was contact, and of somebody with whom there was none yet since when they are here:
    "12 weeks ago"."""
    if line.last is None and line.weeks:
        return str(ngettext("Not yet, in %(num)d week here", "Not yet, in %(num)d weeks here", line.weeks))
    if line.last is None:
        return str(_("Not yet: new this week"))
    if not line.weeks:
        return str(_("This week"))
    return str(ngettext("%(num)d week ago", "%(num)d weeks ago", line.weeks))


def wish_words(contact: Contact, today: date) -> str:
    """Say what somebody answered, or nothing."""
    if contact.wish is None or (contact.wish is Wish.RING and not contact.waits_for_a_call):
        return ""
    if contact.wish is not Wish.PAUSE:
        return str(SAID[contact.wish])
    until = i18n.day(contact.pause_until) if contact.pause_until else ""
    return str(_("Has a pause until %(day)s", day=until) if contact.pauses(today) else "")
