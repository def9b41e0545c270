"""What could be easier in a text: long sentences, and short forms that nobody has explained. It knows no database."""

import re
from collections.abc import Container

LONGEST_SENTENCE = 25  # words; guides to plain English say 15 to 20 on average
SHOWN = 3  # of what was found in one text: more would be a telling-off
BEGINNING = 7  # words of a long sentence that are said back

_ENDS = re.compile(r"(?<=[.!?…])[\"”’)*_]*\s+|\n+")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_SHORT_FORM = re.compile(r"(?<![\w/.@-])[A-Z]{2,6}(?=s?(?![\w@-]|\.\w))")
# Shorter than what they stand for, and known better.
KNOWN_TO_ALL = {"AM", "ID", "OK", "PDF", "PM", "TV", "UK"}


def long_sentences(text: str) -> list[str]:
    """Return the beginning of each sentence of more than 25 words, in order. A line of a list is a sentence."""
    sentences = (_WORD.findall(sentence) for sentence in _ENDS.split(text))
    return [" ".join(words[:BEGINNING]) for words in sentences if len(words) > LONGEST_SENTENCE]


def unexplained(text: str, known: Container[str]) -> list[str]:
    """Return each short form in capitals that is neither known nor explained in brackets, once, in order.

    A text that is all in capitals is shouted, and has no short forms.
    """
    if text == text.upper():
        return []
    found = dict.fromkeys(_SHORT_FORM.findall(text))
    return [one for one in found if one not in KNOWN_TO_ALL and one not in known and not _explained(text, one)]


def _explained(text: str, form: str) -> bool:
    return f"({form})" in text or f"{form} (" in text
