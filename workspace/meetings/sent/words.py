"""How messages, and the ways in which people are told, are said: defined once for every page."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace import i18n
from workspace.mail import MessageState
from workspace.meetings.sent.models import HandDelivery, Way
from workspace.meetings.sent.queries import FAILED, Sent
from workspace.people.models import Person, ReachBy
from workspace.people.words import REACH_BY, words_of_formats

# Every kind of message that any feature writes; a test compares.
ABOUT: dict[str, Any] = {
    "sign_in": _l("Link and code to sign in"),
    "passkey_added": _l("A passkey was added"),
    "passkey_removed": _l("A passkey was removed"),
    "welcome": _l("Welcome to a group"),
    "handover": _l("Somebody whom people turn to has changed"),
    "charter_asked": _l("A question whether the group agrees with a charter"),
    "sign_asked": _l("A question to sign a charter"),
    "sign_reminder": _l("A reminder to sign a charter"),
    "signed": _l("Thanks for signing a charter, with the receipt"),
    "sign_answered": _l("What somebody answered who was asked to sign"),
    "supporter_confirm": _l("The question whether a name under a charter is right"),
    "charter_new_words": _l("A charter that the group adopted has new words"),
    "charter_review": _l("A charter is to be looked at again"),
    "consultation_open": _l("A question what people think of a draft"),
    "comment_answered": _l("Answer to something that was said of a draft"),
    "comment_hidden": _l("Something that was said of a draft is hidden"),
    "comment_appealed": _l("A question to look again at something that is hidden"),
    "comment_settled": _l("Answer about something that was hidden"),
    "invitation": _l("Invitation to a meeting"),
    "meeting_changed": _l("A meeting has changed"),
    "uninvited": _l("An invitation was taken back"),
    "meeting_cancelled": _l("A meeting is cancelled"),
    "reminder": _l("Reminder of a meeting"),
    "paper": _l("Something to read before a meeting"),
    "poll_asked": _l("Question about dates"),
    "poll_settled": _l("What became of a question about dates"),
    "offer_changed": _l("A new offer for a meeting"),
    "offer_question": _l("Question about an offer"),
    "offer_question_answered": _l("Answer to a question about an offer"),
    "second_asked": _l("Question about looking after people in a meeting"),
    "second_said": _l("Answer about looking after people in a meeting"),
    "hard_talk": _l("Something in a meeting may be hard to hear"),
    "after_talk": _l("Being in touch after a meeting"),
    "ring_after": _l("Somebody to ring after a meeting"),
    "private_word": _l("A private word"),
    "private_answer": _l("Answer to a private word"),
    "word_asked": _l("A word that somebody wants explained"),
    "word_explained": _l("A word is explained"),
    "suggestion_answered": _l("Answer to a suggestion"),
    "question_answered": _l("Answer to a question"),
    "notes": _l("Notes of a meeting"),
    "notes_check": _l("Draft notes to check"),
    "notes_check_soon": _l("Reminder of draft notes"),
    "notes_to_agree": _l("Notes that wait to be agreed"),
    "notes_corrected": _l("A new edition of notes"),
    "how_was_it": _l("The question how a meeting was"),
    "correction_answered": _l("Answer to a correction"),
    "said_outcome": _l("What came of something that was said"),
    "pair_public": _l("What somebody said stands where everyone reads it"),
    "pair_news": _l("News of “You said, we did”"),
    "record": _l("Where the record ends"),
    "action_given": _l("An action that somebody took on"),
    "action_asked": _l("Somebody is asked to do something"),
    "actions_asked": _l("Somebody is asked to do some things"),
    "action_changed": _l("News of an action"),
    "action_news": _l("The week’s news of actions"),
    "action_reminder": _l("Reminder of an action"),
    "contact_question": _l("The question how somebody would like to keep in touch"),
    "contact_ring": _l("Somebody would like a call"),
    "not_arranged": _l("Something that cannot be arranged"),
}

WAY: dict[Way, Any] = {
    Way.LETTER: _l("By letter"),
    Way.PHONE: _l("By phone"),
    Way.TEXT: _l("By text message"),
    Way.FACE: _l("Face to face"),
}

# What the button says that keeps it as done.
WAY_DONE: dict[Way, Any] = {
    Way.LETTER: _l("The letter is posted"),
    Way.PHONE: _l("Told by phone"),
    Way.TEXT: _l("The text is sent"),
    Way.FACE: _l("Told face to face"),
}

STATE: dict[str, Any] = {
    MessageState.WAITING: _l("By e-mail: not sent yet"),
    MessageState.KEPT: _l("By e-mail: kept on this site, whoever hosts it passes it on"),
    FAILED: _l("By e-mail: could not be sent"),
}

FIRST = {ReachBy.POST: Way.LETTER, ReachBy.PHONE: Way.PHONE, ReachBy.TEXT: Way.TEXT}


def how_sent(sent: Sent, *, mine: bool = False) -> str:
    """Say how something was sent and when, or that it waits; to the person themselves with `mine`."""
    if sent.by_hand is None:
        if sent.state == MessageState.SENT and sent.at:
            return str(_("By e-mail, sent on %(when)s", when=i18n.moment(sent.at)))
        return str(STATE[sent.state])
    if sent.by_hand.way and sent.at:
        return told_how(sent.by_hand)
    return str(_("Not sent yet: it comes by post or by phone") if mine else _("Not told yet"))


def told_how(done: HandDelivery) -> str:
    """Say how somebody was told by hand, when and by whom: "By phone on 3 June 2027, by Olly"."""
    facts = {"way": WAY[done.way] if done.way else "", "when": i18n.moment(done.done_at) if done.done_at else ""}
    by = done.done_by
    return str(_("%(way)s on %(when)s, by %(name)s", name=by.preferred_name if by else "", **facts))


def ways_for(person: Person) -> list[Way]:
    """Return the ways in which somebody can be told by hand, the one that they chose first."""
    otherwise = Way.PHONE if person.phone else Way.LETTER
    first = FIRST.get(person.reach_by, otherwise)
    return [first, *(way for way in Way if way is not first)]


def reads(person: Person, language: str) -> str:
    """Say how somebody is reached, in which language and in which forms: "By post, in Cymraeg, Large print"."""
    parts = [str(REACH_BY[person.reach_by]), _("in %(language)s", language=i18n.LANGUAGES[language].name)]
    if not person.has_mail and person.reach_by is ReachBy.MAIL:
        parts[0] = str(_("No e-mail"))
    return ", ".join([*parts, *words_of_formats(person.formats)])
