"""The DomainError family: what a verb refuses, in words for the person who asked."""

from typing import Any


class DomainError(Exception):
    """A verb refuses. `field` names the form field that the words stand beside; empty means the whole form."""

    def __init__(self, words: Any, field: str = "") -> None:
        super().__init__(str(words))
        self.words = words
        self.field = field


class Conflict(DomainError):
    """Somebody else changed the same thing first. Both texts are kept: `theirs` is what is saved now."""

    def __init__(self, words: Any, *, theirs: Any, field: str = "") -> None:
        super().__init__(words, field)
        self.theirs = theirs
