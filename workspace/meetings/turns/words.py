"""How cards are said, defined once."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.turns.models import CardKind

CARD: dict[CardKind, Any] = {
    CardKind.STOP: _l("Stop: I am lost"),
    CardKind.SLOW: _l("Slow down"),
    CardKind.AGREE: _l("I agree"),
    CardKind.PAUSE: _l("I need a pause"),
}

SHOWN: dict[CardKind, Any] = {
    CardKind.STOP: _l("Your card “Stop” is up"),
    CardKind.SLOW: _l("Your card “Slow down” is up"),
    CardKind.AGREE: _l("Your card “I agree” is up"),
    CardKind.PAUSE: _l("Those who chair the meeting can see that you need a pause"),
}

AWAY: dict[CardKind, Any] = {
    CardKind.STOP: _l("Your card “Stop” is put away"),
    CardKind.SLOW: _l("Your card “Slow down” is put away"),
    CardKind.AGREE: _l("Your card “I agree” is put away"),
    CardKind.PAUSE: _l("You do not need a pause any more. Nothing was kept"),
}
