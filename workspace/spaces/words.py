"""How roles, and whom somebody speaks for, are said: defined once for every page and message."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.access import Role
from workspace.i18n import listing
from workspace.people.models import SpeaksFor
from workspace.spaces.models import Membership, Nation

ROLE: dict[Role, Any] = {
    Role.MEMBER: _l("Member"),
    Role.NOTE_TAKER: _l("Note taker"),
    Role.ORGANISER: _l("Organiser"),
}

ROLE_MEANS: dict[Role, Any] = {
    Role.MEMBER: _l("Sees meetings, actions and people, and takes part."),
    Role.NOTE_TAKER: _l("Also runs meetings, writes notes, and records decisions and actions."),
    Role.ORGANISER: _l("Also plans meetings, adds people, and looks after these pages."),
}

NATION: dict[Nation, Any] = {
    Nation.ENGLAND: _l("England"),
    Nation.WALES: _l("Wales"),
    Nation.SCOTLAND: _l("Scotland"),
    Nation.NORTHERN_IRELAND: _l("Northern Ireland"),
    Nation.NONE: _l("Somewhere else"),
}

SPEAKS_FOR: dict[SpeaksFor, Any] = {
    SpeaksFor.SELF: _l("Themselves"),
    SpeaksFor.GROUP: _l("A group of people, such as a forum"),
    SpeaksFor.BODY: _l("An organisation, such as a council"),
}


def part_words(membership: Membership) -> str:
    """Say who somebody is in the space: in its own words, and their role when they are more than a member."""
    member = membership.role is Role.MEMBER
    own = membership.title or (member and membership.space.member_word)
    words = [own, "" if own and member else ROLE[membership.role]]
    return listing([str(one) for one in words if one])


def speaks_for_words(membership: Membership) -> str:
    """Say whom somebody speaks for."""
    if membership.speaks_for is SpeaksFor.SELF:
        return str(_("Speaks for themselves"))
    if membership.speaks_for_name:
        return str(_("Speaks for %(name)s", name=membership.speaks_for_name))
    unnamed = _("Speaks for a group") if membership.speaks_for is SpeaksFor.GROUP else _("Speaks for an organisation")
    return str(unnamed)
