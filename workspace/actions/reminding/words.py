"""What the pages that a reminder opens say."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.actions.reminding.models import Said

SAID: dict[Said, Any] = {
    Said.DONE: _l("It is done"),
    Said.MORE_TIME: _l("I need more time"),
    Said.STUCK: _l("I am stuck"),
}

# What is said once the answer is kept.
THANKS: dict[Said, Any] = {
    Said.DONE: _l("Thank you. Your group reads that it is done, and calls it finished when it has talked about it"),
    Said.MORE_TIME: _l("Thank you for saying so. The new day is kept"),
    Said.STUCK: _l("Thank you for saying so. Others see now that it is stuck, and what would help"),
}
