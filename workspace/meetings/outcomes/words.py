"""How the states of a question are said, defined once for every page and message."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace import i18n
from workspace.meetings.outcomes.models import Question, QuestionAnswer, QuestionState

STATE: dict[QuestionState, Any] = {
    QuestionState.COMING: _l("The answer is coming"),
    QuestionState.ANSWERED: _l("Answered"),
    QuestionState.CANNOT: _l("Cannot be answered"),
}

STATE_MEANS: dict[QuestionState, Any] = {
    QuestionState.COMING: _l("Say by when. Say what you know so far, if you like."),
    QuestionState.ANSWERED: _l("Write the answer."),
    QuestionState.CANNOT: _l("Write why it cannot be answered, and who may know more."),
}

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[QuestionState, tuple[str, str]] = {
    QuestionState.COMING: ("info", "clock"),
    QuestionState.ANSWERED: ("good", "tick"),
    QuestionState.CANNOT: ("", "cross"),
}

# What is asked for when a state needs words and none were written.
WORDS_NEEDED: dict[QuestionState, Any] = {
    QuestionState.ANSWERED: _l("Write the answer"),
    QuestionState.CANNOT: _l("Write why it cannot be answered"),
}


def question_state(question: Question | QuestionAnswer) -> str:
    """Say where the answer is: "The answer is coming by Thursday 3 June 2027"."""
    if question.state is QuestionState.COMING and question.due_on:
        return str(_("The answer is coming by %(day)s", day=i18n.day(question.due_on)))
    return str(STATE[question.state])
