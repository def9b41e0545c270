"""Forms about oneself: who I am, and how to reach me."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workspace.forms import Email, Form, Line, NeededWhen, OneOf, Required, SomeOf, Text
from workspace.people.models import ReachBy, SpeaksFor
from workspace.people.words import FORMAT, HEARS, REACH_BY

if TYPE_CHECKING:
    from workspace.spaces.models import Membership

SHORT_TEXT = 2_000  # characters of what is read out in a meeting, or written on an envelope
ABOUT_ME = ("preferred_name", "pronouns", "say_name", "described_as", "about")
IN_A_SPACE = ("title", "speaks_for", "speaks_for_name")


class ProfileForm(Form):
    """Who a person is, in their own words. Only the name is needed."""

    preferred_name = Line(_l("Your preferred name"), [Required(_l("Write the name that we should use"))])
    pronouns = Line(_l("Your pronouns"))
    say_name = Line(_l("How to say your name"))
    described_as = Line(_l("How you like to be described"))
    about = Text(_l("About you, and why you are here"), most=SHORT_TEXT)


def profile_form(places: Sequence["Membership"]) -> type[ProfileForm]:
    """Return the profile's form with fields for each of these places in a space: part_of() finds them again."""
    fields: dict[str, Any] = {}
    for place in places:
        speaks_for = f"speaks_for_{place.id}"
        fields[f"title_{place.id}"] = Line(_l("Who you are in this group"))
        fields[speaks_for] = OneOf(
            _l("Whom you speak for"),
            choices=[
                (SpeaksFor.SELF.value, _l("Myself"), _l("Nobody has to speak for everybody")),
                (SpeaksFor.GROUP.value, _l("A group"), _l("Such as a forum, or families from one school")),
                (SpeaksFor.BODY.value, _l("An organisation"), _l("Such as a council or a health service")),
            ],
        )
        fields[f"speaks_for_name_{place.id}"] = Line(
            _l("Name of the group or organisation"),
            [NeededWhen(speaks_for, (SpeaksFor.GROUP, SpeaksFor.BODY), _l("Write whom you speak for"))],
        )
    return type("ProfileWithPlacesForm", (ProfileForm,), fields)


def part_of(place: "Membership") -> dict[str, Any]:
    """Return what the fields of this place in a space show at first, by the names of the fields."""
    return {f"{name}_{place.id}": getattr(place, name) for name in IN_A_SPACE}


class ReachForm(Form):
    """How to reach a person. The way that they want first decides what else is needed."""

    reach_by = OneOf(
        _l("How should we reach you first?"),
        [Required(_l("Choose how we should reach you"))],
        choices=[(way.value, words) for way, words in REACH_BY.items()],
    )
    email = Email(
        _l("E-mail address"),
        [NeededWhen("reach_by", (ReachBy.MAIL,), _l("Write your e-mail address, or choose another way"))],
    )
    phone = Line(
        _l("Phone number"),
        [NeededWhen("reach_by", (ReachBy.TEXT, ReachBy.PHONE), _l("Write your phone number, or choose another way"))],
    )
    post_address = Text(
        _l("Postal address"),
        [NeededWhen("reach_by", (ReachBy.POST,), _l("Write your postal address, or choose another way"))],
        most=SHORT_TEXT,
    )
    good_times = Line(_l("Good times to reach you"))
    hears = OneOf(
        _l("When do you want to hear what changes about actions?"),
        [Required(_l("Choose when you want to hear of changes"))],
        choices=[(way.value, *words) for way, words in HEARS.items()],
    )
    language = OneOf(_l("Your language"), choices=[])
    formats = SomeOf(_l("How do you read best?"), choices=[(format_.value, words) for format_, words in FORMAT.items()])
    supporter_name = Line(_l("Name of your supporter"))
    supporter_email = Email(
        _l("E-mail address of your supporter"),
        [NeededWhen("supporter_copies", (True,), _l("Write your supporter’s e-mail address, or untick the copies"))],
    )
    supporter_copies = BooleanField(_l("Send my supporter a copy of what you send me"))
