"""Bringing in an Excel workbook: the same rows, the same preview and the same marks as a table of text."""

import csv
import io
import re
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from tests import factories
from workspace import db
from workspace.actions.models import ActionState, Task
from workspace.roles import Role

START = "/spaces/forum/actions/import"
HEADINGS = ["Action", "Owner", "Due date", "Status", "Comments"]


@pytest.fixture
def nora(data, visit) -> Any:
    with data():
        space = factories.space("Forum", slug="forum")
        nora = factories.member(space, "Nora Notes", role=Role.NOTE_TAKER).id
    return visit(nora)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows: list[list[Any]], **sheets: list[list[Any]]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    return book


def bring(visitor: Any, content: bytes, name: str = "log.xlsx", status: int = 303, **typed: str) -> Any:
    page = visitor.get(START)
    hidden = {
        one.get("name"): one.get("value") for one in page.form("form").iter("input") if one.get("type") == "hidden"
    }
    return visitor.post(
        START, {**hidden, "pasted": "", "sheet": "", **typed}, status=status, file=("file", name, content)
    )


def kept(app: Any) -> list[Task]:
    with app.app_context():
        return list(db.session.scalars(select(Task).order_by(Task.id)))


def test_a_workbook_is_brought_in_with_real_days_numbers_and_empty_rows(app, nora) -> None:
    book = workbook([["Action log of the forum"], [], HEADINGS])
    book.active.append(["Ring the school", "Nora Notes", datetime.fromisoformat("2027-06-03"), "Open", 12.0])
    book.active.append([])
    book.active.append([2027, "Nora Notes", date(2027, 7, 1), "In progress", 1.5])
    page = bring(nora, saved(book))
    assert "1 row above the headings is left out" in page.text
    page = nora.submit(page, "Look at the rows")
    nora.submit(page, "Bring in 2 actions")
    first, second = kept(app)
    assert (first.what, first.due_on, first.state_words) == ("Ring the school", date(2027, 6, 3), "12")
    assert (second.what, second.due_on, second.state, second.state_words) == (
        "2027", date(2027, 7, 1), ActionState.DOING, "1.5",
    )  # fmt: skip


def test_a_merged_name_stands_in_each_of_its_rows_and_each_says_so(app, nora) -> None:
    book = workbook([HEADINGS, ["Ring the school", "Nora Notes"], [], ["Ask the bus company"], ["Ask the driver"]])
    book.active.merge_cells("B2:B4")
    page = bring(nora, saved(book))
    assert "Some cells of the sheet are merged" in page.text
    page = nora.submit(page, "Look at the rows")
    assert "Filled from a merged cell above: Who will do it" not in page.text, "only the driver waits to be mended"
    page = nora.get(f"{page.address}?show=ready")
    assert page.text.count("Filled from a merged cell above: Who will do it") == 1
    nora.submit(page, "Bring in 2 actions")
    assert [task.what for task in kept(app)] == ["Ring the school", "Ask the bus company"]
    book.active.unmerge_cells("B2:B4")
    page = nora.submit(bring(nora, saved(book)), "Look at the rows")
    assert "Here already: 2 rows" in nora.get(f"{page.address}?show=there").text


def test_headings_of_headings_are_passed_over_and_wide_ones_are_told_apart(nora) -> None:
    book = workbook(
        [["Our log"], ["Action", "People", "", "By when"], ["", "Lead", "Helps"], ["Ring", "Nora Notes", "Mo"]]
    )
    for cells in ("A1:D1", "A2:A3", "B2:C2", "D2:D3"):
        book.active.merge_cells(cells)
    page = bring(nora, saved(book))
    assert "2 rows above the headings are left out" in page.text
    offered = [option.text for option in page.find("what").iter("option")]
    assert offered == ["No column", "Action", "Lead", "Helps", "By when"]
    page = nora.submit(page, "Look at the rows")
    assert "Ready: 1 row" in page.text
    book = workbook([["Action", "People", ""], ["Ring", "Nora Notes", "Mo"]])
    book.active.merge_cells("B1:C1")
    page = bring(nora, saved(book))
    assert "People, column 2" in page.text
    assert "People, column 3" in page.text


def test_a_formula_says_what_it_came_to(app, nora) -> None:
    content = saved(workbook([HEADINGS, ["=A9", "Nora Notes"]]))
    whole = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(whole, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):  # as Excel keeps it: with the value that it showed last
                part = re.sub(
                    rb'<c r="A2"><f>A9</f><v(?: ?/>|></v>)', b'<c r="A2" t="str"><f>A9</f><v>Ring them</v>', part
                )
                assert b"Ring them" in part
            new.writestr(name, part)
    page = nora.submit(bring(nora, whole.getvalue()), "Look at the rows")
    nora.submit(page, "Bring in 1 action")
    assert [task.what for task in kept(app)] == ["Ring them"]


def test_a_sheet_is_chosen_by_its_name_and_others_are_named(nora) -> None:
    content = saved(workbook([["Read me"], ["Nothing here"]], Actions=[HEADINGS, ["Ring the school"]]))
    assert "We read the sheet “Sheet”. There are others: Actions." in bring(nora, content).text
    assert "Ring the school" in bring(nora, content, sheet="actions").text
    refused = bring(nora, content, sheet="Log", status=422)
    assert "There is no sheet of this name: Sheet, Actions" in refused.text
    assert 'value="Log"' in refused.html


def test_the_same_list_adds_nothing_a_second_time_in_whatever_form_it_comes(app, nora) -> None:
    days = [date(2027, 6, 3), date(2027, 6, 14), None]
    rows = [[f"Ring {n}", "Nora Notes", day, "Open", ""] for n, day in enumerate(days)]
    text = io.StringIO()
    csv.writer(text).writerows(
        [HEADINGS, *([*row[:2], f"{row[2]:%d/%m/%Y}" if row[2] else "", *row[3:]] for row in rows)]
    )
    page = nora.submit(bring(nora, text.getvalue().encode(), "log.csv"), "Look at the rows")
    nora.submit(page, "Bring in 3 actions")
    for content in (saved(workbook([HEADINGS, *rows])), saved(workbook([[*HEADINGS, "More"], *rows]))):
        page = nora.submit(bring(nora, content), "Look at the rows")
        assert "Bring in" not in " ".join("".join(button.itertext()) for button in page.root.iter("button"))
    assert len(kept(app)) == 3


def _bomb() -> bytes:
    content, whole = saved(workbook([HEADINGS])), io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(whole, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/large.bin", b"\0" * (65 * 1024 * 1024))
    return whole.getvalue()


@pytest.mark.only_database("sqlite")  # nothing is asked of the database
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"PK\x03\x04rest", "This workbook cannot be opened"),
        (lambda: b"\xd0\xcf\x11\xe0rest", "This workbook cannot be opened"),
        (lambda: saved(workbook([])), "There is no table in this workbook"),
        (lambda: saved(workbook([HEADINGS])), "This table has one row"),
        (lambda: saved(workbook([["a"] * 51, ["b"]])), "more than 50 columns"),
        (lambda: saved(workbook([["Action"], *([["a"]] * 2001)])), "more than 2000 rows"),
        (_bomb, "We could not read this file"),
    ],
)
def test_a_workbook_without_a_table_or_with_too_much_is_refused_in_words(nora, content, words: str) -> None:
    assert words in bring(nora, content(), status=422).text


def test_one_far_cell_does_not_fill_the_memory(nora) -> None:
    book = workbook([HEADINGS, ["Ring the school"]])
    book.active["XFD1048576"] = "far"
    page = bring(nora, saved(book), status=422)
    assert "We could not read this file" in page.text
