"""The forms of a charter and its parts."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import Regexp

from workspace import i18n
from workspace.actions.bodies.models import LONGEST_NAME
from workspace.charters.kinds import Kind
from workspace.charters.models import SPLIT, CharterKind, CharterPart, CharterVersion
from workspace.charters.words import CHARTER_KIND, CLAUSE_KIND, CLAUSE_KIND_MEANS, HEADING, HEADING_WORDS
from workspace.forms import Day, Form, Line, Lines, OneOf, Required, Text
from workspace.meanwhile import SharedForm
from workspace.meetings.models import Involvement
from workspace.meetings.words import INVOLVEMENT, INVOLVEMENT_MEANS
from workspace.people.names import to_names

FACTS = ("title", "made_by", "credit", "publisher", "licence")
TEXTS = ("words", "plain", "easy", "how_known", "legal", "involvement", "limits", "best_practice")
NO_RUNG = "none"


class CharterForm(SharedForm):
    """What is said of a whole charter."""

    title = Line(_l("What is it called?"), [Required(_l("Write what the charter is called"))])
    kind = OneOf(
        _l("What is it?"),
        [Required(_l("Choose what it is"))],
        choices=[(kind.value, words) for kind, words in CHARTER_KIND.items()],
    )
    made_by = Text(_l("Who makes it, and how?"))
    credit = Text(_l("Whose words does it begin with?"))
    publisher = Line(_l("Who publishes it?"))
    licence = Line(_l("How may others use its words?"))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the charter knows."""
        return {name: self[name].data or "" for name in FACTS} | {"kind": CharterKind(self.kind.data)}


class ShareLines(Lines):
    """Bodies that have a part in a promise, one on each line with what it does: “The council: pays for the room”."""

    most_lines = 10

    def read_line(self, line: str) -> tuple[str, str]:
        """Return whose share it is, and what they do."""
        body, _split, words = (half.strip() for half in line.partition(SPLIT))
        if not body or not words:
            raise ValidationError(_("write the name, a colon, and what they do"))
        if len(body) > LONGEST_NAME:
            raise ValidationError(_("the name is too long"))
        if any(name.casefold() == body.casefold() for name, _words in self.read):
            raise ValidationError(_("they stand on a line above: put all that they do together"))
        return body, words


class PartForm(SharedForm):
    """A heading, or a clause with who answers for it and how people will know."""

    kind = OneOf(
        _l("What is it?"),
        [Required(_l("Choose what it is"))],
        choices=[
            (HEADING, HEADING_WORDS),
            *((kind.value, words, CLAUSE_KIND_MEANS[kind]) for kind, words in CLAUSE_KIND.items()),
        ],
    )
    words = Text(_l("Its words"), [Required(_l("Write its words"))])
    plain = Text(_l("The same in plain words"))
    easy = Text(_l("The same in Easy Read words"))
    body = Line(_l("Which body or role answers for it?"), most=LONGEST_NAME)
    shares = ShareLines(_l("Who else has a part in it, and which?"))
    how_known = Text(_l("How will people know that it is kept?"))
    legal = Text(_l("Which law or duty does it rest on?"))
    legal_on = Day(_l("When did somebody last look at that law?"))
    involvement = Text(_l("Where and how are people involved?"))
    limits = Text(_l("What cannot be decided together, and why?"))
    best_practice = Text(_l("How is it done well?"))
    rung = OneOf(
        _l("How far do people decide?"),
        choices=[
            *((one.value, words, INVOLVEMENT_MEANS[one]) for one, words in INVOLVEMENT.items()),
            (NO_RUNG, _l("It is no step between being told and deciding together")),
        ],
        default=NO_RUNG,
    )

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the part knows."""
        texts = {name: self[name].data or "" for name in TEXTS}
        kind = None if self.kind.data == HEADING else Kind(self.kind.data)
        rung = None if self.rung.data == NO_RUNG else Involvement(self.rung.data)
        bodies = {"body": self.body.data or "", "shares": self.shares.read}
        return texts | bodies | {"kind": kind, "legal_on": self.legal_on.day, "rung": rung}

    def validate_shares(self, field: ShareLines) -> None:
        """Refuse shares in a promise that nobody answers for, and one of the body that does."""
        answers = " ".join((self.body.data or "").split()).casefold()
        if field.read and not answers:
            raise ValidationError(_("Name who answers for it above. The others have a part in it"))
        if any(name.casefold() == answers for name, _words in field.read):
            raise ValidationError(_("The body that answers for it stands above. Name the others here"))


def charter_as_written(version: CharterVersion, names: dict[int, str]) -> dict[str, str]:
    """Return what the form shows of a charter."""
    return {name: to_names(getattr(version, name), names) for name in FACTS} | {"kind": version.kind.value}


def part_as_written(part: CharterPart, names: dict[int, str]) -> dict[str, str]:
    """Return what the form shows of a part."""
    texts = {name: to_names(getattr(part, name), names) for name in TEXTS}
    looked = i18n.day(part.legal_on, weekday=False) if part.legal_on else ""
    kind = part.kind.value if part.kind else HEADING
    rung = part.rung.value if part.rung else NO_RUNG
    shares = to_names(part.shared, names)
    bodies = {"body": part.body.name if part.body else "", "shares": shares}
    return texts | bodies | {"kind": kind, "legal_on": looked, "rung": rung}


class PlaceForm(Form):
    """Where a part goes: up, down, or to a place, counted from 1."""

    to = StringField(validators=[Regexp(r"up|down|[1-9][0-9]{0,3}", message=_l("Choose a place"))])
