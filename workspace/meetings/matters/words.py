"""How the kinds of what was left open are said."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.agenda.models import CameFrom

MATTER: dict[CameFrom, Any] = {
    CameFrom.ACTION: _l("Action"),
    CameFrom.PARKED: _l("Parked"),
    CameFrom.SUGGESTION: _l("Suggestion"),
    CameFrom.QUESTION: _l("Question without an answer"),
    CameFrom.DECISION: _l("Decision that the group has still to agree"),
    CameFrom.MISSED: _l("Missed last time"),
}
