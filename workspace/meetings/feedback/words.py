"""How questions and answers about a meeting are said, defined once for pages, paper and messages."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.feedback.models import Asked, Said

ASKED: dict[Asked, Any] = {
    Asked.HEARD: _l("I felt heard"),
    Asked.SAFE: _l("I felt safe"),
    Asked.CLEAR: _l("It was clear what was going on"),
}

SAID: dict[Said, Any] = {
    Said.YES: _l("Yes"),
    Said.PARTLY: _l("Partly"),
    Said.NO: _l("No"),
    Said.NOT_SAID: _l("I would rather not say"),
}
