"""Bringing an action up to date together with others."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from workspace.actions.changes import Before, remember
from workspace.actions.circle.queries import named_in
from workspace.actions.models import OPEN_STATES, ActionState, Change, Task
from workspace.actions.service import change_state, refuse_past
from workspace.actions.words import WORDS_NEEDED
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references


@dataclass(frozen=True)
class Update:
    """How an action is going, by when it is to be done, and what is said of that."""

    state: ActionState
    due_on: date | None
    words: str = ""


def check(task: Task, said: Update) -> None:
    """Look whether `update` can be done, and change nothing.

    Refused: what `change_state` refuses; a new day without words, that is over, or for an action that is finished.
    """
    if said.state in WORDS_NEEDED and not said.words:
        raise DomainError(WORDS_NEEDED[said.state], "words")
    if said.due_on == task.due_on:
        return
    if said.state not in OPEN_STATES:
        raise DomainError(_("A finished action gets no new day. Put the day back as it was"), "due")
    refuse_past(said.due_on)
    if not said.words:
        raise DomainError(_("Write why the day changes, in a few words"), "words")


def update(task: Task, *, actor: Person, said: Update) -> None:
    """Say how an action is going, and give it another day. What it said before stays in its history, in one change.
    Recorded, and told once to all who have to do with it.

    Refused: what `check` refuses.
    """
    check(task, said)
    if said.due_on == task.due_on:
        change_state(task, actor=actor, state=said.state, words=said.words)
        return
    before, kind = Before(task.what, task.due_on), Change.NEW_DAY if said.state is task.state else Change.STATE
    task.due_on, words = said.due_on, to_references(said.words, named_in(task))
    if kind is Change.STATE:
        task.state, task.state_words, task.settled_at = said.state, words, None
    remember(task, actor, kind, words=words, before=before)
