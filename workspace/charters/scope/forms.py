"""The form of the questions."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.charters.models import Charter
from workspace.charters.scope.checking import MOST
from workspace.forms import Line
from workspace.meanwhile import SharedForm
from workspace.people.names import to_names


class ScopeForm(SharedForm):
    """Up to three questions, each with what a no means."""

    question_1 = Line(_l("First question"))
    no_1 = Line(_l("What does a no to the first mean?"))
    question_2 = Line(_l("Second question"))
    no_2 = Line(_l("What does a no to the second mean?"))
    question_3 = Line(_l("Third question"))
    no_3 = Line(_l("What does a no to the third mean?"))

    @property
    def questions(self) -> list[list[str]]:
        """Return the questions that were written, each with what a no means."""
        pairs = [[self[f"question_{n}"].data or "", self[f"no_{n}"].data or ""] for n in range(1, MOST + 1)]
        return [pair for pair in pairs if pair[0]]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a question that does not say what a no means, and the other way round."""
        valid = super().validate(extra_validators)
        for number in range(1, MOST + 1):
            question, no = self[f"question_{number}"], self[f"no_{number}"]
            if question.data and not no.data:
                no.errors, valid = [_("Write what people hear who answer no")], False
            if no.data and not question.data:
                question.errors, valid = [_("Write the question that this is a no to")], False
        return valid


def as_written(charter: Charter, names: dict[int, str]) -> dict[str, str]:
    """Return what the form shows of a charter."""
    shown: dict[str, str] = {}
    for number, (question, no) in enumerate(charter.scope, 1):
        shown |= {f"question_{number}": to_names(question, names), f"no_{number}": to_names(no, names)}
    return shown
