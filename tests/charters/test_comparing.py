"""What is different between two versions."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import of_each
from workspace.charters.comparing.differences import SAYS, differences
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart
from workspace.meetings.editions.changes import Kind as Word


def parts(shape: str) -> list[CharterPart]:
    """Return a part for each word: "Head" is a heading, "3listen" the clause 3, which says that."""
    made = []
    for word in shape.split():
        number = int(word[0]) if word[0].isdigit() else None
        kind = Kind.RIGHT if number else None
        made.append(part_of(kind, number, word[1:] if number else word))
    return made


def part_of(kind: Kind | None, number: int | None, words: str) -> CharterPart:
    nothing = dict.fromkeys(set(SAYS) - {"words", "kind", "body", "shares", "rung"}, "")
    return CharterPart(kind=kind, number=number, words=words, **nothing)


def name(part: CharterPart) -> str:
    return str(part.number or part.words)


def told(before: str, after: str) -> list[str]:
    return [f"{name(one.part)} {'+'.join(one.fates)}" for one in differences(parts(before), parts(after))]


@of_each([
    ("A 1a 2b", "A 1a 2b", []),
    ("A 1a 2b", "A 1a 2c", ["2 changed"]),
    ("A 1a 2b", "A 1a", ["2 removed"]),
    ("A 1a", "A 1a 2b", ["2 added"]),
    ("A 1a 2b 3c", "A 3c 1a 2b", ["3 moved"]),
    ("A 1a 2b 3c", "A 1x 3c 2b", ["1 changed", "3 moved"]),
    ("Kindness 1a", "Kindness! 1a", ["Kindness! changed"]),
    ("Kindness 1a", "Money 1a", ["Kindness removed", "Money added"]),
    ("1a 2b 3c", "3c", ["1 removed", "2 removed"]),
    ("", "1a", ["1 added"]),
    ("1a", "", ["1 removed"]),
])  # fmt: skip
def test_what_became_of_each_part(before, after, expected):
    assert told(before, after) == expected


SHAPES = st.permutations(["A", "B", "1a", "2b", "3c", "4d", "5e"]).flatmap(
    lambda order: st.integers(0, 7).map(lambda many: " ".join(order[:many]))
)


@given(SHAPES, SHAPES)
def test_every_difference_is_told_and_nothing_else(before, after):
    old, new = ([name(part) for part in parts(one)] for one in (before, after))
    found = {name(one.part): one.fates for one in differences(parts(before), parts(after))}
    assert {key for key, fates in found.items() if "added" in fates} == set(new) - set(old)
    assert {key for key, fates in found.items() if "removed" in fates} == set(old) - set(new)
    stayed = [key for key in old if key in new and key not in found]
    assert stayed == [key for key in new if key in stayed]


@given(st.text("ab ", max_size=12), st.text("ab ", max_size=12))
def test_the_words_that_stay_or_come_are_those_of_the_newer_version(before, after):
    one, other = (part_of(Kind.RIGHT, 1, words) for words in (before, after))
    for difference in differences([one], [other]):
        pieces = difference.words["words"]
        assert "".join(piece.words for piece in pieces if piece.kind is not Word.REMOVED).split() == after.split()
