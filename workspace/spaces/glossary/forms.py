"""The forms of the glossary."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace import i18n
from workspace.forms import Form, Line, Required, SomeOf, Text
from workspace.spaces.glossary.models import LONGEST
from workspace.spaces.glossary.starter import STARTER, Ready


class AskForm(Form):
    """A word that somebody does not know."""

    word = Line(_l("Which word or short form?"), [Required(_l("Write the word or the short form"))], most=LONGEST)


class TermForm(AskForm):
    """A word, and what it means."""

    in_full = Line(_l("If it is a short form: what is it in full?"))
    means = Text(_l("What does it mean?"), [Required(_l("Write what it means, as you would tell a friend"))], most=2000)
    language = SelectField(_l("In which language is this?"), choices=[])

    def offer_languages(self, of_space: str) -> None:
        """Say which languages there are, that of the space first."""
        known = [(one.code, one.name) for one in i18n.offered()]
        self.language.choices = sorted(known, key=lambda one: one[0] != of_space)

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the word knows."""
        names = ("word", "in_full", "means", "language")
        return {name: self[name].data or "" for name in names}


class StarterForm(Form):
    """Which of our words a space takes over."""

    words = SomeOf(_l("Which of them do you use?"), [Required(_l("Choose the words that you use"))], coerce=int)

    def offer(self, known: set[str]) -> None:
        """Offer the words that are not on the list yet, each with what it means."""
        new = ((number, one) for number, one in enumerate(STARTER) if one.key not in known)
        self.words.offer([(number, one.word, _full(one)) for number, one in new])


def _full(one: Ready) -> Any:
    return _("%(full)s. %(means)s", full=one.in_full, means=one.means) if one.in_full else one.means
