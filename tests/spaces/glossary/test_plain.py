"""What is pointed out in a text that was just written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.spaces.glossary.plain import LONGEST_SENTENCE, long_sentences, unexplained

words = st.text("abcdefghij", min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=1, max_size=40), max_size=6))
def test_exactly_the_sentences_of_more_than_25_words_are_long(sentences):
    text = " ".join(" ".join(sentence) + "." for sentence in sentences)
    assert len(long_sentences(text)) == sum(len(sentence) > LONGEST_SENTENCE for sentence in sentences)


@given(st.text())
def test_any_text_can_be_looked_at(text):
    assert len(long_sentences(text)) <= len(text)
    assert all(one.isupper() and 2 <= len(one) <= 6 for one in unexplained(text, ()))


def test_lines_of_a_list_are_sentences_of_their_own():
    assert not long_sentences("\n".join(["- one two three four five six seven eight nine ten"] * 3))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ICB decides on the EHCP, and EHCPs last.", ["ICB", "EHCP"]),
        ("The ICB (integrated care board) decides. The ICB pays.", []),
        ("An integrated care board (ICB) decides. The ICB pays.", []),
        ("It is OK in the UK, at 3 PM.", []),
        ("STOP SHOUTING AT US", []),
        ("See https://example.org/EHCP or write to IT@example.org about A4 paper.", []),
        ("I am LONGERTHAN six letters", []),
    ],
)
def test_short_forms_that_nobody_explained_are_found(text, found):
    assert unexplained(text, ()) == found


def test_words_of_the_list_are_known():
    assert unexplained("The ICB decides on the EHCP.", {"ICB"}) == ["EHCP"]
