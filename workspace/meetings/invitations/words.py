"""How answers and duties are said, defined once for every page and message."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.invitations.models import Answer, Attended, Duty

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

# How somebody attended, as whoever takes the notes writes it down; and what the notes add to a name.
ATTENDED: dict[Attended, Any] = {
    Attended.IN_ROOM: _l("In the room"),
    Attended.ONLINE: _l("Online"),
    Attended.PHONE: _l("By phone"),
    Attended.APOLOGIES: _l("Sent apologies"),
    Attended.AWAY: _l("Was not there"),
}
ATTENDED_IN_NOTES: dict[Attended | None, Any] = {Attended.ONLINE: _l("online"), Attended.PHONE: _l("by phone")}
