"""Agendas to start from, in our own words: each row is a kind, a title and minutes."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.agenda.models import ItemKind


class Pattern(StrEnum):
    """An agenda to start from."""

    FIRST_MEETING = "first_meeting"
    MONTHLY_FORUM = "monthly_forum"
    PANEL = "panel"
    CHARTER_REVIEW = "charter_review"
    LAST_TIME = "last_time"


PATTERN: dict[Pattern, Any] = {
    Pattern.FIRST_MEETING: _l("First meeting"),
    Pattern.MONTHLY_FORUM: _l("Monthly forum"),
    Pattern.PANEL: _l("Panel"),
    Pattern.CHARTER_REVIEW: _l("Charter review"),
    Pattern.LAST_TIME: _l("The same as last time"),
}

PATTERN_MEANS: dict[Pattern, Any] = {
    Pattern.FIRST_MEETING: _l("Who we are, how we want to work together, and what comes first."),
    Pattern.MONTHLY_FORUM: _l("What became of our actions, one or two big questions, and what comes next."),
    Pattern.PANEL: _l("Somebody brings a plan, the panel asks and advises, and hears what will happen."),
    Pattern.CHARTER_REVIEW: _l("What we promised each other, what was kept, and what we change."),
    Pattern.LAST_TIME: _l("The items of the meeting before this one, to change as you like."),
}

Row = tuple[ItemKind, Any, int]

_HELLO: Row = (ItemKind.INTRODUCTIONS, _l("Who we are and why we are here"), 15)
_BREAK: Row = (ItemKind.BREAK, _l("Break"), 15)
_END: Row = (ItemKind.DISCUSSION, _l("What have we missed, and how was it?"), 10)

ROWS: dict[Pattern, tuple[Row, ...]] = {
    Pattern.FIRST_MEETING: (
        _HELLO,
        (ItemKind.INFORMATION, _l("What this group is for, and what can change"), 15),
        (ItemKind.DISCUSSION, _l("What would make these meetings good for you?"), 20),
        _BREAK,
        (ItemKind.DECISION, _l("How do we want to work together?"), 25),
        (ItemKind.DISCUSSION, _l("What should we look at first?"), 15),
        _END,
    ),
    Pattern.MONTHLY_FORUM: (
        _HELLO,
        (ItemKind.INFORMATION, _l("What happened to our actions"), 10),
        (ItemKind.DISCUSSION, _l("What matters most this month?"), 25),
        _BREAK,
        (ItemKind.DECISION, _l("What do we do about it?"), 25),
        (ItemKind.DISCUSSION, _l("What comes next time?"), 10),
        _END,
    ),
    Pattern.PANEL: (
        _HELLO,
        (ItemKind.INFORMATION, _l("What is planned, and what can still change"), 15),
        (ItemKind.DISCUSSION, _l("What does the panel want to know?"), 20),
        _BREAK,
        (ItemKind.DISCUSSION, _l("What does the panel advise, and why?"), 25),
        (ItemKind.DECISION, _l("What will happen with it, and by when?"), 15),
        _END,
    ),
    Pattern.CHARTER_REVIEW: (
        _HELLO,
        (ItemKind.INFORMATION, _l("What we promised each other"), 10),
        (ItemKind.DISCUSSION, _l("What was kept, and what was not?"), 25),
        _BREAK,
        (ItemKind.DISCUSSION, _l("What got in the way?"), 20),
        (ItemKind.DECISION, _l("What do we change in the charter?"), 20),
        _END,
    ),
}
