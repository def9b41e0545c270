"""The order of a charter's parts: nothing is lost, a heading takes its clauses along."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.each import of_each
from workspace.charters.bringing.rows import LEFT_OUT, Row, mended
from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart
from workspace.charters.order import grouped, moved


def parts(shape: str) -> list[CharterPart]:
    """Return a part for each letter: a capital is a heading."""
    return [CharterPart(words=one, kind=None if one.isupper() else Kind.RIGHT) for one in shape]


def words(of: list[CharterPart]) -> str:
    return "".join(one.words for one in of)


@of_each([
    ("AabBc", "b", "up", "AbaBc"),
    ("AabBc", "b", "down", "AaBbc"),
    ("AabBc", "A", "up", "AabBc"),
    ("AabBc", "A", "down", "BcAab"),
    ("AabBc", "B", "up", "BcAab"),
    ("AabBc", "B", "down", "AabBc"),
    ("AaBbCc", "B", "down", "AaCcBb"),
    ("xAaBb", "A", "up", "AaxBb"),
    ("AabBc", "c", "1", "cAabB"),
    ("AabBc", "a", "99", "AbBca"),
    ("AabBc", "B", "1", "BcAab"),
    ("a", "a", "up", "a"),
    ("a", "a", "down", "a"),
])  # fmt: skip
def test_a_part_goes_where_it_is_sent(shape, which, to, after):
    made = parts(shape)
    assert words(moved(made, made[shape.index(which)], to)) == after


@given(st.text("aB", min_size=1, max_size=12), st.data())
def test_no_move_loses_a_part(shape, data):
    made = parts(shape)
    one = data.draw(st.sampled_from(made))
    to = data.draw(st.sampled_from(["up", "down", "1", "5", "9999"]))
    after = moved(made, one, to)
    assert {id(part) for part in after} == {id(part) for part in made}
    assert len(after) == len(made)
    assert sum(len(group.clauses) + bool(group.heading) for group in grouped(after)) == len(made)


A, B, LOST, OUT = Row("right", "a"), Row("right", "b"), Row("heading", ""), Row(LEFT_OUT, "out")


@of_each([
    (("1", "2", "3", "4"), [A, B, LOST, OUT]),
    (("3", "2", "3", "4"), [B, LOST, A, OUT]),
    (("1", "2", "1", "4"), [LOST, A, B, OUT]),
    (("", "two", "-1", "1"), [A, B, LOST, OUT]),
    (("99", "2", "3", "4"), [B, LOST, A, OUT]),
])  # fmt: skip
def test_rows_stand_where_their_places_say(typed, after):
    assert mended(zip((A, B, LOST, OUT), typed, strict=True)) == after


def test_an_emptied_row_goes_and_a_lost_heading_stays():
    assert mended([(Row("right", ""), "1"), (LOST, "2")]) == [LOST]
