"""What is different between two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from workspace.meetings.editions.changes import Kind, changes, count

texts = st.lists(st.sampled_from(["the", "bus", "was", "late", "\n\nand", "on  time"]), max_size=12).map(" ".join)


@given(texts, texts)
def test_the_pieces_lead_from_the_old_text_to_the_new(before, after):
    pieces = changes(before, after)
    for kind, text in ((Kind.ADDED, after), (Kind.REMOVED, before)):
        words = " ".join(piece.words for piece in pieces if piece.kind in {Kind.SAME, kind}).split()
        assert words == text.split()


@given(texts)
def test_the_same_text_has_no_change(text):
    assert all(piece.kind is Kind.SAME for piece in changes(text, text))


def test_words_are_counted():
    pieces = changes("The bus was late", "The bus was on time")
    assert [(piece.kind, piece.words.strip()) for piece in pieces] == [
        (Kind.SAME, "The bus was"), (Kind.REMOVED, "late"), (Kind.ADDED, "on time")
    ]  # fmt: skip
    assert (count(pieces, Kind.ADDED), count(pieces, Kind.REMOVED)) == (2, 1)
