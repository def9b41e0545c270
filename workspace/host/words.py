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
