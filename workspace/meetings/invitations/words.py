"""How answers and duties are said, defined once for every page and message."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import i18n
from workspace.meetings.invitations.models import Answer, Duty, Invitation, Part
from workspace.people.models import Person

# An answer as a state, in a list.
ANSWER: dict[Answer | None, Any] = {
    Answer.IN_PERSON: _l("In person"),
    Answer.ONLINE: _l("Online"),
    Answer.PHONE: _l("By phone"),
    Answer.NOT_SURE: _l("Not sure yet"),
    Answer.APOLOGIES: _l("Cannot come"),
    None: _l("No answer yet"),
}

# An answer as somebody gives it.
ANSWER_CHOICE: dict[Answer, Any] = {
    Answer.IN_PERSON: _l("Yes, in person"),
    Answer.ONLINE: _l("Yes, online"),
    Answer.PHONE: _l("Yes, by phone"),
    Answer.NOT_SURE: _l("I do not know yet"),
    Answer.APOLOGIES: _l("No, not this time"),
}

ANSWER_MEANS: dict[Answer, Any] = {
    Answer.IN_PERSON: _l("Your seat is kept, whatever the day brings"),
    Answer.ONLINE: _l("Your camera can stay off"),
    Answer.PHONE: _l("You ring a number, and need no computer"),
    Answer.NOT_SURE: _l("Your seat is kept until you know"),
    Answer.APOLOGIES: _l("You do not need to say why. You still get the notes"),
}

# What is said to somebody who has just answered.
ANSWER_DONE: dict[Answer, Any] = {
    Answer.IN_PERSON: _l("You are coming in person. Your seat is kept."),
    Answer.ONLINE: _l("You are joining online. Your camera can stay off."),
    Answer.PHONE: _l("You are joining by phone. The number to ring is on this page."),
    Answer.NOT_SURE: _l("You do not know yet if you can come. Your seat is kept: change your answer when you know."),
    Answer.APOLOGIES: _l("You cannot come this time. You still get the notes."),
}

# The kind of tag in which an answer is shown (components/tag.html).
ANSWER_TAG: dict[Answer | None, str] = {
    Answer.IN_PERSON: "good",
    Answer.ONLINE: "good",
    Answer.PHONE: "good",
    Answer.NOT_SURE: "info",
    Answer.APOLOGIES: "",
    None: "",
}

DUTY: dict[Duty, Any] = {
    Duty.CHAIR: _l("Chair"),
    Duty.CO_CHAIR: _l("Co-chair"),
    Duty.NOTE_TAKER: _l("Note taker"),
    Duty.WELCOMER: _l("Welcomer"),
    Duty.NONE: "",
}

DUTY_MEANS: dict[Duty, Any] = {
    Duty.CHAIR: _l("Holds the order, and sees that everyone is heard"),
    Duty.CO_CHAIR: _l("Shares the chair as an equal"),
    Duty.NOTE_TAKER: _l("Writes down what is decided and what people will do"),
    Duty.WELCOMER: _l("Meets people at the door, or when they join"),
}

HELPER: dict[Part, Any] = {
    Part.SUPPORTER: _l("A supporter"),
    Part.INTERPRETER: _l("An interpreter"),
}

HELPER_MEANS: dict[Part, Any] = {
    Part.SUPPORTER: _l("Helps one person to take part: a friend, an advocate, a personal assistant"),
    Part.INTERPRETER: _l("Interprets between languages, signed or spoken"),
}


def helper_words(place: Invitation, helped: Person | None) -> str:
    """Say how somebody helps: "Supporter of Ann Lee", "Interpreter: Urdu". Nothing for a voice of their own."""
    if place.part is Part.INTERPRETER:
        return str(_("Interpreter: %(language)s", language=place.interprets))
    if place.part is Part.SUPPORTER:
        return str(_("Supporter of %(name)s", name=helped.preferred_name) if helped else _("Supporter"))
    return ""


def helps_as(place: Invitation) -> str:
    """Say the same on a page of the meeting, which has loaded everybody who is invited."""
    helped = next((one.person for one in place.meeting.invitations if one.person_id == place.helps_id), None)
    return helper_words(place, helped)


def with_helpers(places: Iterable[Invitation]) -> str:
    """Count people, and beside them their supporters and interpreters: "8 people and 2 supporters". Nothing when
    nobody comes to help."""
    parts = Counter(place.part for place in places)
    voices, supporters, interpreters = (parts[part] for part in Part)
    if not (supporters or interpreters):
        return ""
    said = [
        ngettext("%(num)d person", "%(num)d people", voices),
        ngettext("%(num)d supporter", "%(num)d supporters", supporters) if supporters else "",
        ngettext("%(num)d interpreter", "%(num)d interpreters", interpreters) if interpreters else "",
    ]
    return i18n.listing([one for one in said if one])
