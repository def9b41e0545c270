"""Forms of offers: making one, answering it, asking about it, and answering what was asked."""

from datetime import date
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import ValidationError

from workspace import i18n
from workspace.forms import LINE, Day, Form, NeededWhen, OneOf, Required, Text, filled
from workspace.meetings.models import Meeting
from workspace.meetings.offer.bank import NoAccount
from workspace.meetings.offer.hours import NotReadError, read_minutes
from workspace.meetings.offer.models import Offer, OfferQuestion, OfferSaid
from workspace.meetings.offer.words import CHOICE_MEANS, open_choices
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.outcomes.words import STATE, STATE_MEANS, WORDS_NEEDED
from workspace.meetings.words import how_long

MOST = 2_000  # characters of one text of an offer
COMING, ANSWERED = QuestionState.COMING, QuestionState.ANSWERED


class Minutes(StringField):
    """A length of time as people say it. `data` is what was typed, `minutes` what was read from it."""

    minutes = 0
    understood = ""  # what was read, said back under the field

    def pre_validate(self, form: Any) -> None:
        """Refuse what cannot be read as a length of time."""
        try:
            self.minutes = read_minutes((self.data or "")[:LINE])
        except NotReadError as problem:
            raise ValidationError(_("Write a length of time, like “45 minutes” or “1 hour and a half”")) from problem
        if self.minutes:
            self.understood = _("We read this as %(when)s", when=how_long(self.minutes))


class OfferForm(Form):
    """What is asked of people, and what they get. `seen` is the number of the version that was changed."""

    reading = Minutes(_l("Time to read before the meeting"))
    travel = Minutes(_l("Time to travel, there and back"))
    until = Day(_l("Until when are people involved?"))
    payment = Text(_l("Payment or thanks"), [NoAccount()], most=MOST)
    expenses = Text(_l("Expenses"), [NoAccount()], most=MOST)
    care = Text(_l("Replacement care"), [NoAccount()], most=MOST)
    seen = HiddenField()

    first: date  # the day of the meeting

    @classmethod
    def about(cls, meeting: Meeting, texts: dict[str, str]) -> Self:
        """Return the form with the offer that holds, its texts with today's names."""
        offer = meeting.offered
        form = filled(cls, data={**texts, **_as_written(offer)} if offer else {"seen": "0"})
        form.first = i18n.local(meeting.starts_at).date()
        return form

    def validate_until(self, field: Field) -> None:
        """Refuse a day before the meeting."""
        if self.until.day and self.until.day < self.first:
            raise ValidationError(_("Write the day of the meeting or a later one"))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the offer knows."""
        return {
            "reading_minutes": self.reading.minutes,
            "travel_minutes": self.travel.minutes,
            "until_on": self.until.day,
            "payment": self.payment.data or "",
            "expenses": self.expenses.data or "",
            "care": self.care.data or "",
        }


def _as_written(offer: Offer) -> dict[str, str]:
    return {
        "reading": how_long(offer.reading_minutes),
        "travel": how_long(offer.travel_minutes),
        "until": i18n.day(offer.until_on) if offer.until_on else "",
        "seen": str(offer.number),
    }


class SayForm(Form):
    """What somebody says to an offer. `seen` is the number of the version that they read."""

    said = OneOf(_l("What do you say to this offer?"), [Required(_l("Choose what you say to the offer"))])
    seen = HiddenField()

    @classmethod
    def about(cls, offer: Offer | None, said: OfferSaid | None) -> Self:
        """Return the form with what was said before. Without a payment there is none to decline."""
        form = filled(cls, data={"said": said.value if said else None, "seen": str(offer.number if offer else 0)})
        form.said.offer([(one.value, words, CHOICE_MEANS[one]) for one, words in open_choices(offer)])
        return form


class AskForm(Form):
    """A question about an offer."""

    words = Text(_l("What would you like to know?"), [Required(_l("Write your question")), NoAccount()], most=MOST)


class QuestionForm(Form):
    """The answer to a question, and if it is for everybody who is invited. `seen` tells which answer was changed."""

    state = OneOf(
        _l("Where is the answer?"),
        [Required(_l("Choose where the answer is"))],
        choices=[(state.value, STATE[state], STATE_MEANS[state]) for state in QuestionState],
    )
    words = Text(_l("In your words"), [NoAccount()], most=MOST)
    due = Day(_l("By when?"), [NeededWhen("state", {COMING}, _l("Write by when the answer comes"))])
    share = BooleanField(_l("Let everybody who is invited read the question and the answer"))
    shared_as = Text(
        _l("The question, as everybody reads it"),
        [NeededWhen("share", {True}, _l("Write the question in words that do not show who asked it")), NoAccount()],
        most=MOST,
    )
    seen = HiddenField()

    @classmethod
    def about(cls, question: OfferQuestion, stamp: str, texts: dict[str, str]) -> Self:
        """Return the form with the answer that there is."""
        due = i18n.day(question.due_on) if question.due_on else ""
        facts = {"state": question.state, "due": due, "share": bool(question.shared_as), "seen": stamp}
        return filled(cls, data=texts | facts)

    def validate_words(self, field: Field) -> None:
        """Ask for the answer, or for the reason why there is none."""
        needed = {state.value: words for state, words in WORDS_NEEDED.items()}
        if not field.data and self.state.data in needed:
            raise ValidationError(str(needed[self.state.data]))

    def validate_share(self, field: Field) -> None:
        """Only an answer can be shared."""
        if field.data and self.state.data != ANSWERED.value:
            raise ValidationError(_("Share it when it is answered"))
