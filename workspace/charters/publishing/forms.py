"""The form of a publication."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace import i18n
from workspace.charters.models import CharterVersion
from workspace.forms import Day, Line, OneOf
from workspace.meanwhile import SharedForm
from workspace.people.names import to_names

LINES = ("publisher", "licence", "contact", "also_in")


class PublicationForm(SharedForm):
    """What is said of a version where it is published."""

    published_on = Day(_l("Since which day is it published?"))
    publisher = Line(_l("Who publishes it?"))
    licence = Line(_l("How may others use its words?"))
    contact = Line(_l("Whom can people ask about it?"), id="whom")  # every page has a part called contact
    language = OneOf(_l("In which language is it written?"))
    also_in = Line(_l("In which other languages is it, and where?"))

    def offer(self) -> "PublicationForm":
        """Let them choose between the languages of this installation."""
        self.language.offer([(one.code, one.name) for one in i18n.offered()])
        return self

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the version knows."""
        lines = {name: self[name].data or "" for name in LINES}
        return lines | {"published_on": self.published_on.day, "language": self.language.data or ""}


def as_published(version: CharterVersion, names: dict[int, str]) -> dict[str, str]:
    """Return what the form shows of a version."""
    lines = {name: to_names(getattr(version, name), names) for name in LINES}
    day = i18n.day(version.published_on, weekday=False) if version.published_on else ""
    return lines | {"published_on": day, "language": version.language or version.space.language}
