"""How answers that were kept, and the doubts about them, are said to organisers."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.received.models import Said, Why

SAID: dict[Said | None, Any] = {
    Said.ACCEPTED: _l("Their calendar says that they come."),
    Said.DECLINED: _l("Their calendar says that they cannot come."),
    Said.TENTATIVE: _l("Their calendar says that they do not know yet."),
    Said.OTHER: _l("Their calendar asks for something else, such as another time."),
    None: "",
}

WHY: dict[Why, Any] = {
    Why.ANSWERED: "",
    Why.WORDS: "",
    Why.OTHER_ADDRESS: _l("It came from another address than the one that we invited, so it does not count. Ask them."),
    Why.BEFORE_CHANGE: _l(
        "They answered what the meeting was before it changed, so it does not count. Ask them again."
    ),
    Why.OLDER: _l("It is older than the answer that we have, so that one stays."),
    Why.NOT_UNDERSTOOD: _l("We could not read all of it, so nothing is answered. Ask them."),
}
