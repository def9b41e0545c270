"""Forms of asking leaders, of readiness, of signing, and of saying no."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from workspace import i18n
from workspace.actions.bodies.models import LONGEST_NAME
from workspace.charters.models import CharterPart
from workspace.charters.signing.models import LONGEST_STATEMENT, Check, Signing
from workspace.charters.signing.words import CHECK
from workspace.forms import Day, Email, Form, Line, OneOf, Required, SomeOf, Text, not_longer
from workspace.people.names import to_names

YES, NOT_YET = "yes", "not_yet"
LONGEST_LINE = 200


def _to_come(field: Day) -> None:
    if field.day and field.day < i18n.today():
        raise ValidationError(_l("This day is over. Write one that is to come"))


class SignerForm(Form):
    """Who is asked to sign, and for which body."""

    name = Line(_l("Their name"), [Required(_l("Write their name")), not_longer(LONGEST_LINE)])
    email = Email(_l("Their own e-mail address"), [Required(_l("Write their e-mail address"))])
    post = Line(_l("Their post"), [Required(_l("Write their post, such as: director")), not_longer(LONGEST_LINE)])
    body = Line(
        _l("For which body do they sign?"), [Required(_l("Write for which body they sign")), not_longer(LONGEST_NAME)]
    )
    answer_by = Day(_l("Until when do you need an answer?"), [Required(_l("Write until when they can answer"))])

    def validate_answer_by(self, field: Day) -> None:
        _to_come(field)


class LeftForm(Form):
    """When somebody left their post."""

    on = Day(_l("When did they leave the post?"), [Required(_l("Write when they left"))])

    def validate_on(self, field: Day) -> None:
        if field.day and field.day > i18n.today():
            raise ValidationError(_l("This day is to come. Write it down when they have left"))


class ReadyForm(Form):
    """What a body can say yes to before it signs, and what it gains."""

    asked, answers, means, reports, no_gain = (
        OneOf(
            CHECK[one],
            [Required(_l("Say yes, or not yet"))],
            choices=[(YES, _l("Yes")), (NOT_YET, _l("Not yet"))],
        )
        for one in Check
    )
    missing = Text(_l("If something is not there yet: what, and until when could it be?"))
    interests = Text(
        _l("What does your body, or what do you, gain from signing?"),
        [Required(_l("Write what you gain. If it is nothing, write: nothing"))],
    )

    @property
    def not_yet(self) -> list[Check]:
        """Return what the body cannot say yes to yet."""
        return [one for one in Check if self[one.value].data == NOT_YET]

    def validate_missing(self, field: Text) -> None:
        if self.not_yet and not field.data:
            raise ValidationError(_l("Write what is missing: the group can wait, or help"))


class SignForm(Form):
    """What a leader writes beside their signature."""

    name = Line(_l("Your full name"), [Required(_l("Write your full name")), not_longer(LONGEST_LINE)])
    authority = Text(_l("Do you sign on behalf of somebody else? On whose, and who gave you the authority?"))
    statement = Text(_l("A statement that stands beside your signature"), [not_longer(LONGEST_STATEMENT)])
    held_back = SomeOf(_l("Is there anything in it that you cannot promise?"))
    because = Text(_l("What can you not promise there, and why?"))
    until = Day(_l("Until when does your signature hold?"))
    assisted_by = Line(_l("Did somebody help you to sign?"), [not_longer(LONGEST_LINE)])

    def offer(self, parts: Sequence[CharterPart], names: dict[int, str]) -> "SignForm":
        """Let them hold back any of these clauses."""
        self.held_back.offer([(str(one.number), _called(one, names)) for one in parts])
        return self

    def validate_because(self, field: Text) -> None:
        if self.held_back.data and not field.data:
            raise ValidationError(_l("Write what you cannot promise, and why"))
        if field.data and not self.held_back.data:
            raise ValidationError(_l("Choose which parts this is about, in the list above"))

    def validate_until(self, field: Day) -> None:
        _to_come(field)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written."""
        texts = {name: self[name].data or "" for name in ("name", "authority", "statement", "assisted_by")}
        held_back = [(int(number), self.because.data or "") for number in self.held_back.data or []]
        return texts | {"reservations": held_back, "until": self.until.day}


def ready_as_written(signing: Signing, names: dict[int, str]) -> dict[str, Any]:
    """Return what the form shows of what a body said before."""
    said = bool(signing.interests)
    checks = {one.value: NOT_YET if one.value in signing.not_yet else YES for one in Check} if said else {}
    texts = {name: to_names(getattr(signing, name), names) for name in ("missing", "interests")}
    return checks | texts


def sign_as_written(signing: Signing, names: dict[int, str]) -> dict[str, Any]:
    """Return what the form shows of what somebody wrote before they went on to check it."""
    texts = {
        name: to_names(getattr(signing, name), names) for name in ("name", "authority", "statement", "assisted_by")
    }
    because = to_names(signing.reservations[0][1], names) if signing.reservations else ""
    until = i18n.day(signing.until, weekday=False) if signing.until else ""
    held_back = [str(number) for number, _words in signing.reservations]
    more = {"because": because, "held_back": held_back, "until": until}
    return texts | more


def _called(part: CharterPart, names: dict[int, str]) -> str:
    words = to_names(part.words, names).split("\n")[0]
    return f"{part.number}. {words if len(words) <= LONGEST_LINE else words[:LONGEST_LINE] + '…'}"


class WhyForm(Form):
    """Why somebody does not sign, or withdraws."""

    why = Text(_l("Why?"), [Required(_l("Say why: the people who wrote it would like to know"))])
