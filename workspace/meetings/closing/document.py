"""What a meeting has missed, as its notes and its page show it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from workspace.meetings.closing.models import Missed, MissedKind
from workspace.meetings.closing.words import became_words
from workspace.people.models import Person

Say = Callable[[str], str]
Called = Callable[[Person | None], str]


@dataclass(frozen=True)
class MissedPart:
    """An answer: to which question, its words, who said so, and what became of it, each as it may be shown."""

    id: int
    kind: MissedKind
    words: str
    said_by: str
    became: str


def missed_parts(
    rows: Iterable[Missed], tasks: Sequence[Any], say: Say, called: Called, before: datetime | None = None
) -> list[MissedPart]:
    """Return the answers as they may be shown. `tasks` are the meeting's actions; `before` is that of became_words."""
    return [
        MissedPart(
            row.id,
            row.kind,
            say(row.words),
            _who(row, say),
            became_words(row, _action(row, tasks, say, called), before),
        )
        for row in rows
    ]


def _who(row: Missed, say: Say) -> str:
    return str(_("the group")) if row.by_group else say(row.said_by)


def _action(row: Missed, tasks: Sequence[Any], say: Say, called: Called) -> str:
    task = next((task for task in tasks if task.missed_id == row.id), None)
    return f"{say(task.what)} ({called(task.owner)})" if task else ""
