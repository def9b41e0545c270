"""What happens to what people said on other pages: a question is answered, an action moves, something parked is let go.

A listener sees to it and not each verb, so that none can forget: whoever marked it as theirs finds the news on their
page, and who is named on the list is told, unless the other page tells them already.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from workspace import db
from workspace.actions.models import TaskChange
from workspace.meetings.outcomes.models import Parked, QuestionAnswer, QuestionState
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.said import queries, service
from workspace.said.models import SaidKind
from workspace.said.things import Key

SEEN = "said_news"


@dataclass(frozen=True)
class News:
    """Something that changed: of what it is news, and whether something came of that now."""

    row: Any
    kind: SaidKind | None  # None: of an action, which may have come of several things
    of_id: int
    at: datetime
    is_reached: bool = True


@event.listens_for(db.InstallationSession, "before_flush")
def notice(session: Session, _context: Any, _instances: Any) -> None:
    """Keep in mind what is about to be written."""
    changed = [*session.new, *(row for row in session.dirty if session.is_modified(row))]
    session.info.setdefault(SEEN, []).extend(news for row in changed for news in _of(row))


def _of(row: Any) -> Iterator[News]:
    if isinstance(row, QuestionAnswer):
        yield News(row, SaidKind.QUESTION, row.question_id, row.at, row.state is not QuestionState.COMING)
    elif isinstance(row, TaskChange):
        yield News(row, None, row.task_id, row.at)
    elif isinstance(row, Suggestion) and row.answered_at and inspect(row).attrs.answered_at.history.has_changes():
        yield News(row, SaidKind.SUGGESTION, row.id, row.answered_at, row.state is not SuggestionState.NEXT_TIME)
    elif isinstance(row, Parked) and row.id and inspect(row).attrs.let_go_at.history.has_changes():
        yield News(row, SaidKind.PARKED, row.id, db.now(), row.let_go_at is not None)


@event.listens_for(db.InstallationSession, "before_commit")
def pass_on(session: Session) -> None:
    """Bring the marks up to date, in the same transaction, now that what they hang on is written."""
    session.flush()
    for news in session.info.pop(SEEN, []):
        keys = [(news.kind, news.of_id)] if news.kind else queries.came_to(news.row.space_id, news.of_id)
        for key in keys:
            _tell(news, key)


@event.listens_for(db.InstallationSession, "after_soft_rollback")
def forget(session: Session, _previous: Any) -> None:
    """Forget what was undone."""
    session.info.pop(SEEN, None)


def _tell(news: News, key: Key) -> None:
    row = news.row
    told = {getattr(row, "by_id", None)}
    if news.kind is SaidKind.QUESTION:
        told.add(queries.asker(row.space_id, key[1]))
    about = f"said:{type(row).__tablename__}:{row.id}:{news.at:%Y%m%d%H%M%S%f}"
    service.something_came(row.space_id, key, news.at, about, but=told, is_reached=news.is_reached)
