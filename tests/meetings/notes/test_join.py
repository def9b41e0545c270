"""Joining two texts that grew from the same notes."""

from hypothesis import given
from hypothesis import strategies as st

from workspace.meetings.notes.join import joined

lines = st.lists(st.sampled_from(["Amina spoke", "20 days", "a letter", "", "ring us"]), max_size=8).map("\n".join)


@given(lines, lines)
def test_every_line_of_both_texts_is_in_the_joined_one(theirs, mine):
    both, first, second = (text.split("\n") for text in (joined(theirs, mine), theirs, mine))
    for line in {*first, *second} - {""}:
        assert both.count(line) >= max(first.count(line), second.count(line))


def test_what_both_share_is_there_once():
    assert joined("start\ntheirs", "start\nmine") == "start\ntheirs\nmine"
