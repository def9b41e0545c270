"""How it is said who is wanted, and how early people were asked."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.meetings.involving.models import WantedKind
from workspace.meetings.models import Meeting

KIND: dict[WantedKind, Any] = {
    WantedKind.PERSON: _l("A person"),
    WantedKind.ROLE: _l("A role"),
    WantedKind.GROUP: _l("A group"),
    WantedKind.BODY: _l("An organisation"),
}

KIND_MEANS: dict[WantedKind, Any] = {
    WantedKind.PERSON: _l("Somebody you can name"),
    WantedKind.ROLE: _l("Whoever does it: a school bus driver, a family worker"),
    WantedKind.GROUP: _l("People who have something in common: Deaf families, young carers"),
    WantedKind.BODY: _l("A council team, a hospital, a charity"),
}


def first_contact(meeting: Meeting) -> str:
    """Say in how many days from the idea the first people were invited; nothing while nobody is."""
    invited = [place.invited_at for place in meeting.invitations if place.invited_at]
    if not invited:
        return ""
    days = (i18n.local(min(invited)).date() - i18n.local(meeting.created_at).date()).days
    if days <= 0:
        return str(_("The first people were invited on the day on which we planned this."))
    words = ngettext(
        "The first people were invited %(num)d day after we planned this.",
        "The first people were invited %(num)d days after we planned this.",
        days,
    )
    return str(words)
