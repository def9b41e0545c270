"""The form of a piece of evidence."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional, ValidationError

from workspace import i18n
from workspace.charters.evidence.models import CharterEvidence, EvidenceKind
from workspace.forms import Day, Line, Lines, OneOf, Required, Text
from workspace.meanwhile import SharedForm
from workspace.people.names import to_names

TEXTS = ("title", "source", "words", "teller")
SPLIT = ":"  # between an ask, and the clause that answers it
KIND = {EvidenceKind.LIVED: _l("What people lived through"), EvidenceKind.PROFESSIONAL: _l("What professionals know")}
KIND_MEANS = {
    EvidenceKind.LIVED: _l("A survey, a listening session, a story in somebody’s own words."),
    EvidenceKind.PROFESSIONAL: _l("Research, numbers, guidance, an inspection."),
}


class AskLines(Lines):
    """What it asks for, one on each line, with the clause that answers it, or why none does: “An answer: 3”."""

    most_lines = 20
    clauses: frozenset[int] = frozenset()  # numbers of the charter's clauses

    def read_line(self, line: str) -> tuple[str, int | None, str]:
        """Return what is asked for, the number of the clause that answers it, and why none does."""
        what, _split, answer = (half.strip() for half in line.rpartition(SPLIT))
        if not what or not answer:
            raise ValidationError(_("write a colon behind it, and the number of a clause, or why there is none"))
        if not answer.isdecimal():
            return what, None, answer
        if int(answer) not in self.clauses:
            raise ValidationError(_("there is no clause %(number)s in this charter", number=answer))
        return what, int(answer), ""


class EvidenceForm(SharedForm):
    """Where it comes from, what it says, what it asks for, and whether whoever tells it agrees."""

    kind = OneOf(
        _l("Where does it come from?"),
        [Required(_l("Choose where it comes from"))],
        choices=[(kind.value, words, KIND_MEANS[kind]) for kind, words in KIND.items()],
    )
    title = Line(_l("What is it called?"), [Required(_l("Write what it is called"))])
    source = Line(_l("Who found it out, and how?"), [Required(_l("Write who found it out, and how"))])
    found_on = Day(_l("When?"))
    people = IntegerField(
        _l("How many people replied?"),
        [Optional(), NumberRange(0, 10_000_000, _l("Write a number, such as 120"))],
    )
    words = Text(_l("What does it say?"), [Required(_l("Write what it says, in short"))])
    asks = AskLines(_l("What does it ask for, and which clause answers that?"))
    teller = Line(_l("If it is somebody’s story: what shall they be called?"))
    agreed_on = Day(_l("On which day did they agree to these words?"))

    def validate_agreed_on(self, field: Day) -> None:
        """Refuse a story that nobody agreed to."""
        if self.teller.data and not field.day:
            raise ValidationError(_("Read it to them first, and write when they said yes to these words"))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the row knows."""
        texts = {name: self[name].data or "" for name in TEXTS}
        said = {"kind": EvidenceKind(self.kind.data), "people": self.people.data, "asks": self.asks.read}
        return texts | said | {"found_on": self.found_on.day, "agreed_on": self.agreed_on.day}


def as_written(row: CharterEvidence, names: dict[int, str]) -> dict[str, Any]:
    """Return what the form shows of a piece of evidence."""
    shown: dict[str, Any] = {name: to_names(getattr(row, name), names) for name in TEXTS}
    for name in ("found_on", "agreed_on"):
        day = getattr(row, name)
        shown[name] = i18n.day(day, weekday=False) if day else ""
    asks = [f"{to_names(what, names)}{SPLIT} {number or to_names(why, names)}" for what, number, why in row.asks]
    return shown | {"kind": row.kind.value, "people": row.people, "asks": "\n".join(asks)}
