"""The form of one need."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workspace.forms import Form, NeededWhen, OneOf, Required, Text
from workspace.people.needs.models import NeedKind, SeenBy
from workspace.people.needs.words import KIND_MEANS, KIND_WORDS, SEEN_BY, SEEN_BY_MEANS

LONGEST = 2_000  # characters of one need


class NeedForm(Form):
    """What a person needs, who may see it, and that they agree to that. To agree is a step of its own, never preset."""

    kind = OneOf(
        _l("What do you need?"),
        [Required(_l("Choose what you need, or “Something else”"))],
        choices=[(kind.value, words, KIND_MEANS[kind]) for kind, words in KIND_WORDS.items()],
    )
    words = Text(
        _l("In your own words"),
        [
            NeededWhen("kind", (NeedKind.OTHER,), _l("Write what you need")),
            NeededWhen("kind", (NeedKind.INTERPRETER,), _l("Write which language you need")),
        ],
        most=LONGEST,
    )
    seen_by = OneOf(
        _l("Who may see this need?"),
        [Required(_l("Choose who may see this need"))],
        choices=[(who.value, words, SEEN_BY_MEANS[who]) for who, words in SEEN_BY.items()],
    )
    agree = BooleanField(
        _l("I agree that the people I chose above may see this need, and my words about it"),
        [
            NeededWhen(
                "seen_by", (SeenBy.ORGANISERS, SeenBy.CHAIR), _l("Tick that you agree, or choose “Nobody yet” above")
            )
        ],
    )
