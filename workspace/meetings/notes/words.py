"""How results of decisions and states of introductions are said, defined once for every page and message."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.meetings.invitations.models import Introduction, Invitation
from workspace.meetings.invitations.words import helper_words
from workspace.meetings.notes.document import Document
from workspace.meetings.notes.models import Result
from workspace.people.models import Person
from workspace.spaces.models import Sharing

RESULT: dict[Result, Any] = {
    Result.AGREED: _l("Agreed"),
    Result.COMPROMISE: _l("Met in the middle"),
    Result.NOT_AGREED: _l("Not agreed"),
    Result.TO_BE_AGREED: _l("To be agreed by the group"),
}

# The kind of tag, and the drawing in it (components/tag.html).
RESULT_TAG: dict[Result, tuple[str, str]] = {
    Result.AGREED: ("good", "tick"),
    Result.COMPROMISE: ("info", "people"),
    Result.NOT_AGREED: ("warn", "cross"),
    Result.TO_BE_AGREED: ("warn", "clock"),
}

INTRODUCTION: dict[Introduction, Any] = {
    Introduction.WAITING: _l("Still to come"),
    Introduction.DONE: _l("Done"),
    Introduction.SKIPPED: _l("Skipped for now"),
}


def who_words(people: Iterable[Person], unnamed: int, names_people: bool = True) -> str:
    """Return who was there in one line: names as people chose them, and how many asked not to be named."""
    words = [person.preferred_name for person in people]
    if unnamed and not names_people:
        words.append(ngettext("%(num)d person", "%(num)d people", unnamed))
    elif unnamed:
        words.append(
            ngettext("%(num)d person who asked not to be named", "%(num)d people who asked not to be named", unnamed)
        )
    return i18n.listing(words)


def helpers_words(places: Iterable[Invitation]) -> str:
    """Return who came to help others take part, and how. Nobody who asked not to be named is named, on either side."""
    return i18n.listing([_helper(place) for place in places])


def _helper(place: Invitation) -> str:
    named = (one for one in place.meeting.invitations if one.person_id == place.helps_id and one.name_in_notes)
    part = helper_words(place, next((one.person for one in named), None))
    if not place.name_in_notes:
        return part
    return str(_("%(name)s (%(part)s)", name=place.person.preferred_name, part=part))


def left_out_words(notes: Document) -> str:
    """Say how many parts are kept to a narrower circle than this edition's, and nothing of what they are."""
    count = notes.left_out
    if notes.audience is Sharing.PUBLIC:
        return str(ngettext("%(num)d part is kept to the group.", "%(num)d parts are kept to the group.", count))
    return str(
        ngettext(
            "%(num)d part is kept to the people who were invited.",
            "%(num)d parts are kept to the people who were invited.",
            count,
        )
    )
