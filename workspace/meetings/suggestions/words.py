"""How the answers to a suggestion are said, defined once for every page and message."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.suggestions.models import SuggestionState

STATE: dict[SuggestionState, Any] = {
    SuggestionState.WAITING: _l("Waiting for an answer"),
    SuggestionState.ON_AGENDA: _l("On the agenda"),
    SuggestionState.NEXT_TIME: _l("Next time"),
    SuggestionState.NOT_HERE: _l("Not here"),
}

STATE_MEANS: dict[SuggestionState, Any] = {
    SuggestionState.ON_AGENDA: _l("It becomes an item at the end of the agenda."),
    SuggestionState.NEXT_TIME: _l("It waits among what is carried to the next meeting. Say why."),
    SuggestionState.NOT_HERE: _l("This group is not the place for it. Say why, and where it can go."),
}

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[SuggestionState, tuple[str, str]] = {
    SuggestionState.WAITING: ("warn", "clock"),
    SuggestionState.ON_AGENDA: ("good", "tick"),
    SuggestionState.NEXT_TIME: ("info", ""),
    SuggestionState.NOT_HERE: ("", ""),
}
