"""What a link in a reminder opens. It is no row: the link itself says it, and carries a mark that only we can make."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workspace.actions.models import ActionState, Task
from workspace.people.models import Person


class Said(StrEnum):
    """What can be answered from a reminder, as it stands in the address."""

    DONE = "done"
    MORE_TIME = "more-time"
    STUCK = "stuck"


STATE_SAID = {Said.DONE: ActionState.DONE, Said.STUCK: ActionState.STUCK}


@dataclass(frozen=True)
class Ticket:
    """One action in the hands of one person, who can answer for it until a day."""

    written: str  # as it stands in the address
    task: Task
    person: Person
    until: date
    is_over: bool

    @property
    def is_theirs(self) -> bool:
        return self.task.owner_id == self.person.id

    @property
    def answers(self) -> bool:
        """Say whether it takes an answer: not when it is too old, nor for an action that is finished or another's."""
        return not self.is_over and self.is_theirs and self.task.is_open
