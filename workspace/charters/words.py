"""How kinds of charters and of clauses are said: defined once for every page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.charters.kinds import Kind
from workspace.charters.models import CharterKind, VersionState

CHARTER_KIND: dict[CharterKind, Any] = {
    CharterKind.CHARTER: _l("Charter"),
    CharterKind.AGREEMENT: _l("Group agreement"),
    CharterKind.MEMORANDUM: _l("Memorandum of understanding"),
}

STATE: dict[VersionState, Any] = {
    VersionState.DRAFT: _l("Draft"),
    VersionState.ASKED: _l("The group is asked"),
    VersionState.AGREED: _l("Agreed"),
}
STATE_TAG: dict[VersionState, tuple[str, str]] = {
    VersionState.DRAFT: ("", ""),
    VersionState.ASKED: ("you", ""),
    VersionState.AGREED: ("good", "tick"),
}

CLAUSE_KIND: dict[Kind, Any] = {
    Kind.PRINCIPLE: _l("Principle"),
    Kind.RIGHT: _l("Right"),
    Kind.RESPONSIBILITY: _l("Responsibility"),
    Kind.COMMITMENT: _l("Commitment"),
    Kind.YOU_CAN_HELP: _l("You can help by"),
    Kind.WAY_OF_WORKING: _l("Way of working"),
    Kind.LEVEL: _l("Level of involvement"),
    Kind.EXPLANATION: _l("Explanation"),
}

CLAUSE_KIND_MEANS: dict[Kind, Any] = {
    Kind.PRINCIPLE: _l("What everybody in it believes."),
    Kind.RIGHT: _l("What people may expect."),
    Kind.RESPONSIBILITY: _l("What people take on."),
    Kind.COMMITMENT: _l("What a service, a council or the group promises to do."),
    Kind.YOU_CAN_HELP: _l("What people can do, where they are able to, so that a promise is kept."),
    Kind.WAY_OF_WORKING: _l("How much people decide, from being told to deciding together."),
    Kind.LEVEL: _l("Where people are involved, where its limits are, and how it is done well."),
    Kind.EXPLANATION: _l("Background, such as what the law says. It promises nothing."),
}

HEADING = "heading"
HEADING_WORDS = _l("Heading")
