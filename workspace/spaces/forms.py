"""Forms of spaces: setting up, settings, and people."""

import re
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import NumberRange, Regexp, ValidationError

from workspace import i18n
from workspace.forms import Email, Form, Line, NeededWhen, OneOf, Required, Text
from workspace.meanwhile import SharedForm
from workspace.people.models import ReachBy, SpeaksFor
from workspace.people.words import REACH_BY
from workspace.spaces.mix_lines import MixLines
from workspace.spaces.models import Nation, NotesRule, Sharing
from workspace.spaces.words import (
    NATION,
    NOTES_RULE,
    NOTES_RULE_MEANS,
    ROLE,
    ROLE_MEANS,
    SHARING,
    SHARING_MEANS,
    SPEAKS_FOR,
)

# Cities and islands; not the offsets and abbreviations that only machines use.
PLACES = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


DIGITS = re.compile(r"[0-9]+")
MOST_DAYS = 28  # before a meeting


class Number(IntegerField):
    """A whole number. What is no number is left to the field's own check, which says what to write."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip().isdecimal():
            self.data = int(valuelist[0])


class Days(StringField):
    """Numbers of days, from 1 to 28, as people write them: "7, 1". `data` holds them, the largest first."""

    data: Any

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else ", ".join(map(str, self.data or []))

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [int(one) for one in DIGITS.findall(valuelist[0])] if valuelist else []

    def pre_validate(self, form: Any) -> None:
        typed = self.raw_data[0] if self.raw_data else ""
        if DIGITS.sub("", typed).strip(" ,;&") or any(not 1 <= one <= MOST_DAYS for one in self.data):
            raise ValidationError(_("Write numbers of days from 1 to 28, such as: 7, 1"))
        self.data = sorted(set(self.data), reverse=True)


class SetUpForm(Form):
    """The first space, and the first person, of a new installation."""

    code = Line(_l("The code from the terminal"), [Required(_l("Write the code that the terminal shows"))], most=40)
    space_name = Line(_l("What is your group called?"), [Required(_l("Write the name of your group"))])
    name = Line(_l("Your name, as people here should call you"), [Required(_l("Write your name"))])
    pronouns = Line(_l("Your pronouns"))
    email = Email(_l("Your e-mail address"), [Required(_l("Write your e-mail address"))])


class SpaceForm(SharedForm):
    """What a space says about itself, and whom people turn to."""

    name = Line(_l("Name"), [Required(_l("Write the name of your group"))])
    slug = Line(
        _l("Address of your pages"),
        [
            Required(_l("Write an address of small letters and hyphens, like forum-north")),
            Regexp(r"[a-z0-9]+(-[a-z0-9]+)*\Z", message=_l("Use small letters a to z, numbers and hyphens only")),
        ],
        most=60,
    )
    purpose = Text(_l("What do you do?"))
    how_to_join = Text(_l("How can somebody join?"))
    is_public = BooleanField(_l("Everybody may read our welcome page"))
    member_word = Line(_l("Your word for one member"), most=60)
    members_word = Line(_l("Your word for all of them"), most=60)

    contact_name = Line(_l("Name of one person"), [Required(_l("Write whom people can turn to"))])
    contact_pronouns = Line(_l("Their pronouns"))
    contact_phone = Line(_l("Phone"), most=60)
    contact_hours = Line(_l("When somebody answers the phone"))
    contact_email = Email(_l("E-mail"))
    contact_post = Text(_l("Address for letters"))
    outside_contact = Text(_l("Who outside the group can look at a concern?"))
    safeguarding_contact = Text(_l("Whom to ring when somebody is at risk"))

    mix = MixLines(_l("Which people do you hope for at a meeting?"), most=2_000)
    pay_advice = Text(_l("Where can people ask what payment does to their benefits?"), most=2_000)
    time_zone = SelectField(_l("Time zone"), choices=[SelectChoice(name, name.replace("_", " ")) for name in PLACES])
    nation = SelectField(_l("Whose bank holidays do you keep?"), choices=[SelectChoice(*one) for one in NATION.items()])
    language = OneOf(_l("Language of messages to people who have not chosen one"))
    notes_days = Number(
        _l("In how many working days do you promise the notes of a meeting?"),
        [NumberRange(1, 60, _l("Write a number of days from 1 to 60"))],
    )
    arrange_days = Number(
        _l("How many days before a meeting do you want all needs to be arranged?"),
        [NumberRange(1, 60, _l("Write a number of days from 1 to 60"))],
    )
    outcome_days = Number(
        _l("In how many days do you want people to hear what came of what they said?"),
        [NumberRange(1, 365, _l("Write a number of days from 1 to 365"))],
    )

    notes_rule = OneOf(
        _l("How do the notes of a meeting become final?"),
        [Required(_l("Choose how the notes of a meeting become final"))],
        choices=[(rule.value, words, NOTES_RULE_MEANS[rule]) for rule, words in NOTES_RULE.items()],
    )
    check_days = Number(
        _l("How many days do people have to check a draft?"),
        [NumberRange(1, 60, _l("Write a number of days from 1 to 60"))],
    )
    sharing = OneOf(
        _l("Who may read what a meeting wrote down?"),
        [Required(_l("Choose who may read what a meeting wrote down"))],
        choices=[(level.value, words, SHARING_MEANS[level]) for level, words in SHARING.items()],
    )
    agenda_days = Number(
        _l("How many days before a meeting do you promise its agenda?"),
        [NumberRange(0, MOST_DAYS, _l("Write a number of days from 0 to 28"))],
    )
    reminder_days = Days(_l("On which days before a meeting do people get a reminder?"))
    reminder_words = Text(_l("Your own words at the top of each reminder"), most=2_000)

    support_words = Text(_l("How can somebody get support after a meeting?"), most=2_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.offer([(one.code, one.name) for one in i18n.offered()])

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was filled in, by the names that the space knows."""
        return {
            **self.data,
            "mix": self.mix.kept,
            "nation": Nation(self.nation.data),
            "sharing": Sharing(self.sharing.data),
            "notes_rule": NotesRule(self.notes_rule.data),
        }


class FindForm(Form):
    """Words that a person's entry must have. Part of the address, so that the page can be kept."""

    words = Line(_l("Name, or part in the group"), default="")


class MemberForm(Form):
    """Somebody's part in the space."""

    title = Line(_l("Who they are in the group"))
    role = OneOf(
        _l("What may they do here?"),
        choices=[(role.value, words, ROLE_MEANS[role]) for role, words in ROLE.items()],
        validators=[Required(_l("Choose what they may do here"))],
    )
    speaks_for = OneOf(
        _l("Whom do they speak for?"),
        choices=[(one.value, words) for one, words in SPEAKS_FOR.items()],
        validators=[Required(_l("Choose whom they speak for"))],
    )
    speaks_for_name = Line(
        _l("Name of that group or organisation"),
        [NeededWhen("speaks_for", (SpeaksFor.GROUP, SpeaksFor.BODY), _l("Write whom they speak for"))],
    )


class AddPersonForm(MemberForm):
    """Somebody who comes into the space. E-mail is one of four ways to reach a person, and none is better."""

    name = Line(_l("Name, as they want to be called"), [Required(_l("Write their name"))])
    reach_by = OneOf(
        _l("How do we reach them first?"),
        choices=[(way.value, words) for way, words in REACH_BY.items()],
        validators=[Required(_l("Choose how we reach them first"))],
    )
    email = Email(
        _l("E-mail address"),
        [NeededWhen("reach_by", (ReachBy.MAIL,), _l("Write their e-mail address, or choose another way"))],
    )
    phone = Line(
        _l("Phone number"),
        [NeededWhen("reach_by", (ReachBy.TEXT, ReachBy.PHONE), _l("Write their phone number, or choose another way"))],
    )
    post_address = Text(
        _l("Postal address"),
        [NeededWhen("reach_by", (ReachBy.POST,), _l("Write their postal address, or choose another way"))],
    )
