"""How an offer, the answers to it and what changed in it are said, defined once for every page and message."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace import i18n
from workspace.meetings.models import Meeting
from workspace.meetings.offer.models import Offer, OfferQuestion, OfferSaid
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.outcomes.words import STATE, STATE_TAG
from workspace.meetings.words import how_long
from workspace.spaces.models import Space

# What somebody said, as a state in a list.
SAID: dict[OfferSaid | None, Any] = {
    OfferSaid.ACCEPTED: _l("Accepted"),
    OfferSaid.UNPAID: _l("Accepted, without the payment"),
    OfferSaid.DECLINED: _l("Declined"),
    None: _l("Nothing said yet"),
}

# The same as somebody says it.
CHOICE: dict[OfferSaid, Any] = {
    OfferSaid.ACCEPTED: _l("I accept it"),
    OfferSaid.UNPAID: _l("I accept it, and want no payment"),
    OfferSaid.DECLINED: _l("I do not accept it"),
}

CHOICE_MEANS: dict[OfferSaid, Any] = {
    OfferSaid.ACCEPTED: _l("You know what is asked of you and what you get"),
    OfferSaid.UNPAID: _l("You come as a volunteer. Expenses and care stay as they are offered"),
    OfferSaid.DECLINED: _l(
        "You do not need to say why. If you come is for you to say in your answer to the invitation"
    ),
}


def open_choices(offer: Offer | None) -> list[tuple[OfferSaid, str]]:
    """Return what somebody can say to an offer, in their own voice. Without a payment there is none to decline."""
    return [
        (one, str(words)) for one, words in CHOICE.items() if one is not OfferSaid.UNPAID or (offer and offer.payment)
    ]


SAID_DONE: dict[OfferSaid, Any] = {
    OfferSaid.ACCEPTED: _l("You accepted the offer. You can change that until the meeting ends."),
    OfferSaid.UNPAID: _l("You accepted the offer and want no payment. You can change that until the meeting ends."),
    OfferSaid.DECLINED: _l("You did not accept the offer. Your answer to the invitation stays as it was."),
}

# The kind of tag, and the drawing in it (components/tag.html).
SAID_TAG: dict[OfferSaid | None, tuple[str, str]] = {
    OfferSaid.ACCEPTED: ("good", "tick"),
    OfferSaid.UNPAID: ("good", "tick"),
    OfferSaid.DECLINED: ("", ""),
    None: ("", ""),
}


def your_time(meeting: Meeting) -> str:
    """Say how long it takes: the meeting, and what is to be read and travelled for it, each and in all."""
    at_meeting = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    reading, travel = (o.reading_minutes, o.travel_minutes) if (o := meeting.offered) else (0, 0)
    if not (reading or travel):
        return how_long(at_meeting)
    parts = [_("%(time)s for the meeting", time=how_long(at_meeting))]
    parts += [_("%(time)s to read before it", time=how_long(reading))] if reading else []
    parts += [_("up to %(time)s to travel", time=how_long(travel))] if travel else []
    whole = how_long(at_meeting + reading + travel)
    return str(_("%(all)s in all: %(parts)s", all=whole, parts=i18n.listing(parts)))


def pay_advice(space: Space) -> str:
    """Return where to get advice on payment and benefits: in the space's own words, else what holds in the UK."""
    return space.pay_advice or str(
        _(
            "Payment and vouchers can change your benefits, and what you pay in tax. Before you say yes or no, ask "
            "somebody independent, free of charge: Citizens Advice (in Northern Ireland, Advice NI), or the welfare "
            "rights service of your council or of a local charity. If you get a benefit, tell the office that pays it "
            "first: for Universal Credit that is your work coach at the Jobcentre."
        )
    )


def what_changed(before: Offer, now: Offer) -> list[str]:
    """Say in whole sentences what is different between two versions of an offer."""
    return [words(now) for name, words in _NOW.items() if getattr(before, name) != getattr(now, name)]


def _time(minutes: int) -> str:
    return how_long(minutes) if minutes else str(_("none"))


def _said(text: str) -> str:
    return " ".join(text.split()) or str(_("none"))


_NOW: dict[str, Callable[[Offer], str]] = {
    "reading_minutes": lambda now: str(_("Time to read is now: %(time)s", time=_time(now.reading_minutes))),
    "travel_minutes": lambda now: str(_("Time to travel is now: %(time)s", time=_time(now.travel_minutes))),
    "until_on": lambda now: str(
        _("It now goes on until %(day)s", day=i18n.day(now.until_on)) if now.until_on else _("It ends with the meeting")
    ),
    "payment": lambda now: str(_("Payment or thanks is now: %(words)s", words=_said(now.payment))),
    "expenses": lambda now: str(_("Expenses are now: %(words)s", words=_said(now.expenses))),
    "care": lambda now: str(_("Replacement care is now: %(words)s", words=_said(now.care))),
}


def question_words(question: OfferQuestion) -> str:
    """Say where the answer to a question is."""
    if question.state is None:
        return str(_("Waiting for an answer"))
    if question.state is QuestionState.COMING and question.due_on:
        return str(_("The answer is coming by %(day)s", day=i18n.day(question.due_on)))
    return str(STATE[question.state])


def question_tag(question: OfferQuestion) -> tuple[str, str]:
    """Return the kind of tag in which that is shown."""
    return STATE_TAG[question.state] if question.state else ("warn", "clock")
