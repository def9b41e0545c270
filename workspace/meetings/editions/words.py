"""How the versions of notes are named, defined once for every page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext as _

from workspace import i18n
from workspace.meetings.editions.models import Edition


class Kind(StrEnum):
    """What happened to the notes when they read like this."""

    SAVED = "saved"
    SENT = "sent"
    NOW = "now"
    PUBLISHED = "published"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class Version:
    """The notes as they were at a moment. `name` stands for it in an address."""

    name: str
    kind: Kind
    at: datetime
    by: str = ""
    edition: Edition | None = None


def still_open(versions: list[Version]) -> list[Version]:
    """Leave out what was before an edition that took something private out."""
    closing = [place for place, one in enumerate(versions) if one.edition and one.edition.closes_older]
    return versions[closing[-1] :] if closing else versions


def version_words(version: Version) -> str:
    """Say which version it is: "Edition 2, corrected on …"."""
    when = i18n.moment(version.at)
    if version.edition:
        return str(_("Edition %(number)s, corrected on %(when)s", number=version.edition.number, when=when))
    said = {
        Kind.SAVED: _("Draft saved by %(name)s on %(when)s", name=version.by, when=when),
        Kind.SENT: _("Sent for checking on %(when)s", when=when),
        Kind.NOW: _("The draft as it is now"),
        Kind.PUBLISHED: _("Edition 1, published on %(when)s", when=when),
    }
    return str(said[version.kind])
