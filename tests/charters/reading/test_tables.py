"""Tables of a charter: those of two sides become both sides of its promises, and rows of others stay whole."""

from tests.charters.reading.test_reading import outline
from tests.support.each import of_each
from workspace.charters.reading import read_text
from workspace.uploads.words import words_of

PAGE = "<!doctype html><html><body><h1>Our charter</h1><h2>Talking</h2>{}</body></html>"
TWO_SIDES = """# Our charter

## Talking

| We will | You can help by |
| --- | --- |
| answer in ten days | telling us when we do not |
| ring back | |

## Money

| Our commitments | Your rights |
| pay for travel | be paid on the day |

| Value | What it means |
| --- | --- |
| Respect | We listen first |

| Signed | Date |
| | |
"""
IN_WELSH = "# Siarter\n\n| Byddwn | Gallwch chi helpu drwy |\n|---|---|\n| Gwrando | Ddweud wrthym |\n"
CELLS_OF_A_LINE = "<table><tr><td>We will<td>You can<tr><td><p>answer</p><td>tell us | or not</table>"
CELLS_OF_MORE = "<table><tr><td>We will<td>You can<tr><td><ul><li>answer<li>listen</ul><td>tell us</table>"
NO_HEADS = "<table><tr><td>We promise to listen<td>Amina<tr><td>We will ring back<td>Tomasz</table>"
OF_LAYOUT = "<table><tr><td><p>We will answer.<p>We will listen.<td><tr><td></table>"


@of_each([
    (TWO_SIDES, [("Talking", "CCH"), ("Money", ""), ("Our commitments", "C"), ("Your rights", "R"),
                 ("Value — What it means", "P")]),
    (IN_WELSH, [("Byddwn:", "CH")]),
    (words_of(PAGE.format(CELLS_OF_A_LINE).encode())[0], [("Talking", "CH")]),
    (words_of(PAGE.format(CELLS_OF_MORE).encode())[0], [("Talking", "CCH")]),
    (words_of(PAGE.format(NO_HEADS).encode())[0], [("Talking", "CC")]),
    (words_of(PAGE.format(OF_LAYOUT).encode())[0], [("Talking", "CC")]),
])  # fmt: skip
def test_a_table_of_two_sides_is_read_column_by_column(words, sections):
    assert outline(read_text(words)) == sections


def test_each_cell_is_there_once_and_what_begins_a_column_is_left_out():
    found = read_text(TWO_SIDES)
    assert [one.text for one in found.sections[0].clauses] == [
        "answer in ten days", "ring back", "telling us when we do not",
    ]  # fmt: skip
    assert found.sections[-1].clauses[0].text == "Respect — We listen first"
    assert {"We will", "You can help by", "| Signed | Date |"} <= set(found.left_out)
