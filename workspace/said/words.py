"""How it is said where something went, and who may know whose it is; defined once for every page, file and message."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.said.fates import FateKind
from workspace.said.models import Result, SaidKind, Shown

FATE: dict[FateKind, Any] = {
    FateKind.DECISION: _l("A decision"),
    FateKind.ACTION: _l("An action"),
    FateKind.ANSWER: _l("Answered"),
    FateKind.NOT_POSSIBLE: _l("Not possible"),
    FateKind.AGENDA: _l("On the agenda"),
    FateKind.COMING: _l("The answer is coming"),
    FateKind.PARKED: _l("Parked"),
    FateKind.NOTHING: _l("Nothing yet"),
}

# The kind of tag, and the drawing in it (components/tag.html).
FATE_TAG: dict[FateKind, tuple[str, str]] = {
    FateKind.DECISION: ("good", "tick"),
    FateKind.ACTION: ("good", "tick"),
    FateKind.ANSWER: ("good", "tick"),
    FateKind.NOT_POSSIBLE: ("", "cross"),
    FateKind.AGENDA: ("good", "tick"),
    FateKind.COMING: ("info", "clock"),
    FateKind.PARKED: ("info", "clock"),
    FateKind.NOTHING: ("warn", "clock"),
}

KIND: dict[SaidKind, Any] = {
    SaidKind.HEARD: _l("What we heard"),
    SaidKind.QUESTION: _l("Question"),
    SaidKind.SUGGESTION: _l("Suggestion"),
    SaidKind.PARKED: _l("Parked"),
    SaidKind.VIEW: _l("Different view"),
    SaidKind.OWN: _l("A line of somebody’s own"),
    SaidKind.ACTION: _l("An action"),
}

SHOWN: dict[Shown, Any] = {
    Shown.PRIVATE: _l("Only I know"),
    Shown.WITHOUT_NAME: _l("On the list of my group, without my name"),
    Shown.NAMED: _l("On the list of my group, with my name"),
}

SHOWN_MEANS: dict[Shown, Any] = {
    Shown.PRIVATE: _l("No page shows it to anybody else. You read on your page what comes of it; no mail is sent."),
    Shown.WITHOUT_NAME: _l(
        "It gets a number, and an answer is owed. You read on your page what comes of it; no mail is sent."
    ),
    Shown.NAMED: _l("It gets a number, and an answer is owed. You are told by mail or letter what comes of it."),
}

RESULT: dict[Result, Any] = {
    Result.DECISION: _l("A decision"),
    Result.ACTION: _l("An action"),
    Result.ANSWER: _l("An answer"),
    Result.NOT_POSSIBLE: _l("It is not possible, because"),
}
