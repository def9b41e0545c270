"""Forms of the board."""

from wtforms import HiddenField

from workspace.actions.forms import TaskChangeForm
from workspace.actions.models import ActionState, Task
from workspace.actions.words import WORDS_NEEDED


class MoveForm(TaskChangeForm):
    """Where to move an action, and, where it is asked for, in what words."""

    was = HiddenField()  # the state in which the card was seen

    def is_seen_as(self, task: Task) -> bool:
        """Say whether the action is still in the column in which the card was seen."""
        return (self.was.data or task.state) == task.state

    @property
    def lacks_words(self) -> bool:
        """Say whether the chosen state asks for words."""
        return not self.words.data and self.state.data in {state.value for state in WORDS_NEEDED}

    @property
    def to(self) -> ActionState:
        return ActionState(self.state.data)
