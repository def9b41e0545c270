"""What answers to the questions come to. It knows no database, and keeps no answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 3  # questions


class Answer(StrEnum):
    """What somebody answers; a letter stands for each in the address."""

    YES = "y"
    NO = "n"
    NOT_SURE = "u"


class Outcome(StrEnum):
    """What the answers come to."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    ASK_US = "ask_us"


@dataclass(frozen=True)
class Check:
    """Where somebody is in the questions: the next one, or what their answers come to."""

    questions: Sequence[Sequence[str]]  # each with what a no means
    said: str  # a letter for each answer

    @property
    def number(self) -> int:
        """Return the number of the next question."""
        return len(self.said) + 1

    @property
    def outcome(self) -> Outcome | None:
        """Return what the answers come to; nothing while a question is left. A no ends it; who is not sure asks."""
        if Answer.NO in self.said:
            return Outcome.NOT_COVERED
        if len(self.said) < len(self.questions):
            return None
        return Outcome.ASK_US if Answer.NOT_SURE in self.said else Outcome.COVERED

    @property
    def why_not(self) -> str:
        """Return what the no means."""
        return self.questions[self.said.index(Answer.NO)][1] if Answer.NO in self.said else ""


def check(questions: Sequence[Sequence[str]], typed: str) -> Check:
    """Return where somebody is who answered like this. What is no answer, and what follows a no, is left out."""
    said = ""
    for letter in typed[: len(questions)]:
        if letter not in set(Answer):
            break
        said += letter
        if letter == Answer.NO:
            break
    return Check(questions, said)
