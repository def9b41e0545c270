"""What is said about somebody's part in an action."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.actions.models import Part

# What is said to whoever begins or ends to have a part.
PART_SAID: dict[tuple[Part, bool], Any] = {
    (Part.HELPS, False): _l("Saved. Your name stands beside it as somebody who helps"),
    (Part.HELPS, True): _l("Saved. You do not help with it any more"),
    (Part.FOLLOWS, False): _l("Saved. You hear of each change. Nobody sees that you follow it"),
    (Part.FOLLOWS, True): _l("Saved. You do not follow it any more"),
}
