"""How messages and their states are said to a host."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.host.queries import FAILED
from workspace.mail import MessageState

STATE: dict[str, Any] = {
    MessageState.KEPT: _l("Kept here"),
    MessageState.WAITING: _l("Waiting to be sent"),
    FAILED: _l("Could not be sent"),
}
STATE_TAG: dict[str, str] = {MessageState.KEPT: "info", MessageState.WAITING: "", FAILED: "bad"}

# Every kind of message that any feature writes; a test compares.
ABOUT: dict[str, Any] = {
    "sign_in": _l("Link and code to sign in"),
    "passkey_added": _l("A passkey was added"),
    "passkey_removed": _l("A passkey was removed"),
    "welcome": _l("Welcome to a group"),
    "invitation": _l("Invitation to a meeting"),
    "meeting_changed": _l("A meeting has changed"),
    "meeting_cancelled": _l("A meeting is cancelled"),
    "reminder": _l("Reminder of a meeting"),
    "paper": _l("Something to read before a meeting"),
    "poll_asked": _l("Question about dates"),
    "poll_settled": _l("What became of a question about dates"),
    "suggestion_answered": _l("Answer to a suggestion"),
    "question_answered": _l("Answer to a question"),
    "notes": _l("Notes of a meeting"),
    "notes_check": _l("Draft notes to check"),
    "correction_answered": _l("Answer to a correction"),
    "said_outcome": _l("What came of something that was said"),
    "record": _l("Where the record ends"),
    "action_given": _l("An action that somebody took on"),
    "not_arranged": _l("Something that cannot be arranged"),
}
