"""How roles, and whom somebody speaks for, are said: defined once for every page and message."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.i18n import listing
from workspace.people.models import SpeaksFor
from workspace.roles import Role
from workspace.spaces.models import Membership, Nation, NotesRule, Sharing

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

NOTES_RULE: dict[NotesRule, Any] = {
    NotesRule.DIRECT: _l("Published at once"),
    NotesRule.SILENCE: _l("Checked first, and agreed when the day is over"),
    NotesRule.MEETING: _l("Checked first, and agreed at the next meeting"),
}

NOTES_RULE_MEANS: dict[NotesRule, Any] = {
    NotesRule.DIRECT: _l("Whoever takes the notes reads them through and publishes them."),
    NotesRule.SILENCE: _l("Those who were there can ask for corrections. When each is answered, they are published."),
    NotesRule.MEETING: _l("Those who were there can ask for corrections. The chair asks everybody at the meeting."),
}

SHARING: dict[Sharing, Any] = {
    Sharing.GROUP: _l("Only the people invited"),
    Sharing.MEMBERS: _l("All members"),
    Sharing.PUBLIC: _l("Everyone"),
}

SHARING_MEANS: dict[Sharing, Any] = {
    Sharing.GROUP: _l("Whoever was invited to the meeting, and whoever organises it or takes its notes."),
    Sharing.MEMBERS: _l("Also the members of the group who were not invited."),
    Sharing.PUBLIC: _l("Anybody can read it on the web, without any name."),
}

# Said aloud when an item begins.
SHARING_SPOKEN: dict[Sharing, Any] = {
    Sharing.GROUP: _l("What is said here stays with the people who were invited."),
    Sharing.MEMBERS: _l("What is said here may be shared with all members of the group."),
    Sharing.PUBLIC: _l("What is said here may be shared with everyone, without names."),
}

# The drawing that stands beside the words (components/icon.html).
SHARING_ICON: dict[Sharing, str] = {Sharing.GROUP: "lock", Sharing.MEMBERS: "people", Sharing.PUBLIC: "globe"}


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
