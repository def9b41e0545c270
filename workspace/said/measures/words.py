"""What each measure is called, and what it means, for pages and for programs."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.said.measures.counting import Period

PERIOD: dict[Period, Any] = {
    Period.YEAR: _l("This year"),
    Period.MONTHS: _l("The last 12 months"),
    Period.ALL: _l("All years"),
}

NAME: dict[str, Any] = {
    "closed_in_time": _l("Actions done in time"),
    "days_to_close": _l("Days until an action is done"),
    "began_with_members": _l("Actions that began with members"),
    "acted_on": _l("What people said that led to something"),
    "told_why_not": _l("What people said that is not possible, with the reason"),
    "within_promised_time": _l("What people put on the list, answered within the promised time"),
}

MEANS: dict[str, Any] = {
    "closed_in_time": _l(
        "Of the actions whose day fell in this time and is over: those that were done on that day or before. An action"
        " that could not be done, or is not done yet, was not done in time. One that was done already when it was"
        " brought in from elsewhere is not counted."
    ),
    "days_to_close": _l(
        "Of the actions that were done in this time: half needed so many days or fewer, from the day on which they were"
        " written down to the day on which they were called done."
    ),
    "began_with_members": _l(
        "Of the actions that were written down in this time and have a beginning that may be said: those that came from"
        " an item that somebody who does not organise the group brought, or that were raised by a member who neither"
        " organises it nor speaks for an organisation. Who raised something privately is never counted."
    ),
    "acted_on": _l(
        "Of all that people said at the meetings of this time (lines of theirs in the notes, questions, suggestions,"
        " things parked, different views, and lines on the list): what led to a decision, an action or an answer. What"
        " people keep to themselves is not counted."
    ),
    "told_why_not": _l("Of the same: what cannot be done, or need not come back, and people were told why."),
    "within_promised_time": _l(
        "Of what people put on the list in this time, and what has no time left: something came of it within the days"
        " that the group promises."
    ),
}
