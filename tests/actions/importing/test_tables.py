"""Reading tables: any bytes are read or refused in words, and no cell is lost."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.actions.importing.columns import Part, guess, heading_row, plain, state_in
from workspace.actions.importing.tables import read_file, read_text
from workspace.actions.models import ActionState
from workspace.errors import DomainError

cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e\r"),
    max_size=12,
).map(str.strip)


@pytest.fixture(autouse=True)
def _words(monkeypatch):
    monkeypatch.setattr("workspace.actions.importing.tables._", lambda words, **values: words % values)


@given(st.binary(max_size=400))
def test_any_file_is_read_or_refused_in_words(content):
    try:
        rows = read_file(content)
    except DomainError:
        return
    assert all(row and row[-1] for row in rows)


@given(st.text(st.sampled_from('a",;\t\n\r é'), max_size=60))
def test_any_text_is_read_or_refused_in_words(text):
    with suppress(DomainError):
        read_text(text)


tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(tables, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_no_cell_is_lost_whatever_stands_between_them(table, between, letters):
    made = io.StringIO(newline="")
    made.write(f"sep={between}\r\n")
    csv.writer(made, delimiter=between).writerows(table)
    wanted = [row for row in table if any(row)]
    if not wanted:
        return
    read = read_file(made.getvalue().encode(letters))
    assert [row + [""] * (len(wanted[0]) - len(row)) for row in read] == wanted


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_log_is_read_however_a_program_saved_it(between, letters):
    text = f'Action{between}Owner\r\n"Café{between} then\r\nbus"{between}Ann\r\n{between}\r\n'
    assert read_file(text.encode(letters)) == [["Action", "Owner"], [f"Café{between} then\r\nbus", "Ann"]]


def test_headings_are_found_below_titles_and_in_welsh():
    rows = [["Log"], ["Beth", "Gan bwy", "Erbyn pryd"], ["x", "y", "z"]]
    assert heading_row(rows) == 1
    assert guess(rows[1]) == {"what": 0, "who": 1, "due": 2}
    assert guess(["DUE-DATE", "Action Point:", "action"]) == {"what": 1}
    assert guess(["Due_date"]) == {Part.DUE.value: 0}


def test_states_are_read_as_people_write_them():
    assert state_in("") is ActionState.TO_DO
    assert state_in("In Progress") is ActionState.DOING
    assert state_in("Wedi’i wneud.") is ActionState.DONE
    assert state_in("perhaps") is None
    assert plain("Wedi’i_wneud!") == "wedii wneud"
