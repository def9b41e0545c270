"""Reading the mix of people that is hoped for, as it is typed: a kind and a number on each line."""

import re
from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from workspace.forms import Lines

MOST_KINDS = 12
LONGEST = 60  # characters of one kind
_NUMBER_LAST = re.compile(r"(?P<kind>.*?)[\s:=,–-]+(?P<number>\d{1,3})")
_NUMBER_FIRST = re.compile(r"(?P<number>\d{1,3})[\s:×x]+(?P<kind>.+)")


@dataclass(frozen=True)
class HopedKind:
    """A kind of people in the group's own words, and how many of them are hoped for."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}"


def read_kind(line: str) -> HopedKind | None:
    """Return what one line says: "parent carers 6", "Staff: 3", "2 young people"; None when it says neither."""
    found = _NUMBER_LAST.fullmatch(line.strip()) or _NUMBER_FIRST.fullmatch(line.strip())
    kind = " ".join(found["kind"].split()) if found else ""
    return HopedKind(kind, int(found["number"])) if found and any(map(str.isalpha, kind)) else None


def read_mix(text: str) -> list[HopedKind]:
    """Return the mix that was kept, in the order in which it was written."""
    return [found for line in text.splitlines() if (found := read_kind(line))]


class MixLines(Lines):
    """A mix of people, one kind on each line. `kept` holds it as it is kept."""

    most_lines = MOST_KINDS

    def read_line(self, line: str) -> HopedKind:
        """Return the kind and the number."""
        found = read_kind(line)
        if found is None or len(found.kind) > LONGEST:
            raise ValidationError(_("Write a kind of people and how many, like “parent carers 6”"))
        if any(found.kind.casefold() == one.kind.casefold() for one in self.read):
            raise ValidationError(_("The same is on a line above"))
        return found

    @property
    def kept(self) -> str:
        """Return the lines as they are kept, and read again."""
        return "\n".join(map(str, self.read))
