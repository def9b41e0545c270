"""Bringing in an action log: from a file to actions, with a look at every row."""

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db
from workspace.actions.importing import service
from workspace.actions.importing.models import ImportedMark, LogImport, LogRow
from workspace.actions.models import ActionState, Task, TaskChange
from workspace.audit import AuditEvent, Event
from workspace.jobs import Job
from workspace.mail import Message, letter_of
from workspace.roles import Role

START = "/spaces/forum/actions/import"
LOG = """Action,Owner,Due date,Status,Comments
Ring the school,Ann Owner,3 June 2027,Open,
Write to Ann Owner,mo,05/01/2026,In progress,Half done
"""


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        people = {
            "nora": factories.member(space, "Nora Notes", role=Role.NOTE_TAKER),
            "ann": factories.member(space, "Ann Owner"),
            "mo": factories.member(space, "Mo Member"),
        }
        return {name: person.id for name, person in people.items()}


def tasks_of(app) -> list[Task]:
    with app.app_context():
        return list(db.session.scalars(select(Task).order_by(Task.id)))


def rows_at(visitor, text: str):
    """Paste a table, accept the columns, and return the page of its rows."""
    page = visitor.submit(visitor.get(START), "Read the table", pasted=text)
    return visitor.submit(page, "Look at the rows")


def hidden_of(page) -> dict[str, str]:
    """Return what the form of a file sends beside the file."""
    fields = page.form("form").iter("input")
    return {one.get("name"): one.get("value") for one in fields if one.get("type") == "hidden"}


def keep(visitor, page, count: int):
    return visitor.submit(page, f"Bring in {count} action{'s' if count > 1 else ''}")


def test_a_log_is_brought_in_with_owners_who_said_yes(app, visit, forum):
    nora = visit(forum["nora"])
    page = rows_at(nora, LOG)
    assert "Say above if Ann Owner said yes" in page.text
    page = nora.submit(page, "Save who said yes", yes="all")
    assert "That day is over: it will show as late" in page.text
    assert "Ann Owner: is asked, and has it only with their own yes" in page.text
    page = keep(nora, page, 2)
    assert "2 actions were brought in. Asked for their own yes: Ann Owner and Mo Member" in page.text
    first, second = tasks_of(app)
    assert (first.what, first.asked_id, first.due_on) == ("Ring the school", forum["ann"], date(2027, 6, 3))
    assert (second.state, second.state_words, second.due_on) == (ActionState.DOING, "Half done", date(2026, 1, 5))
    assert (second.owner_id, second.asked_id) == (None, forum["mo"]), "the word of another is not their own yes"
    assert second.what == f"Write to {{person:{forum['ann']}}}", "a name changes with its person"
    with app.app_context():
        events = [event.event for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.number))]
        assert events[-3:] == [Event.ACTION_IMPORTED, Event.ACTION_IMPORTED, Event.ACTIONS_IMPORTED]
        assert audit.first_broken() is None
        told = db.session.scalars(select(Message).order_by(Message.person_id)).all()
        assert [(one.template, one.person_id) for one in told] == [
            ("actions_asked", forum["ann"]), ("actions_asked", forum["mo"]),
        ]  # fmt: skip
        assert "Ring the school" in letter_of(told[0]).text
        assert not db.session.scalar(select(func.count()).select_from(LogImport)), "nothing is left to do"
    assert "Half done" in nora.get(f"/spaces/forum/actions/{second.id}").text
    mo = visit(forum["mo"])
    page = mo.get(f"/spaces/forum/actions/{second.id}")
    assert "You are asked to do this" in page.text
    mo.submit(page, "Send my answer", **{"answer-answer": "yes"})
    assert tasks_of(app)[1].owner_id == forum["mo"]


def test_what_is_here_and_ended_in_the_table_is_ended_here_with_its_history(app, visit, forum):
    nora = visit(forum["nora"])
    log = "Action,Owner,Status,Comments\nRing the school,Nora Notes,Open,\nBuy bread,Nora Notes,Open,\n"
    keep(nora, rows_at(nora, log), 2)
    page = rows_at(nora, log.replace("Open,", "Complete,They rang back", 1).replace("Open", "Cancelled"))
    assert "Here, and ended in the table: 2 rows" in page.text
    assert "This is here already. The table says: Done. Here it is not:" in page.text
    page = nora.submit(page, "Save these rows", many="ended")
    page = nora.submit(page, "End 2 actions")
    assert "2 that were here are ended" in page.text
    assert [(one.state, one.state_words, one.settled_at) for one in tasks_of(app)] == [
        (ActionState.DONE, "They rang back", None),
        (ActionState.COULD_NOT, "The action log says: Cancelled", None),
    ], "the group, or whoever raised it, still calls it finished"
    assert "They rang back" in nora.get(f"/spaces/forum/actions/{tasks_of(app)[0].id}").text
    assert "it is finished, or was put in other words" in rows_at(nora, log.replace("Open", "Done")).text


def test_the_same_file_adds_nothing_a_second_time(app, visit, forum):
    nora = visit(forum["nora"])
    for text in (LOG, LOG, LOG.replace("Open", "Stuck"), LOG.replace(",Comments", "").replace(",Half done", "")):
        page = rows_at(nora, text)
        page = nora.submit(page, "Save who said yes", yes="all") if "Who said yes?" in page.text else page
        if "Bring in 2 actions" in page.text:
            keep(nora, page, 2)
        else:
            assert "This was brought in before" in page.text
    assert len(tasks_of(app)) == 2


def test_only_people_who_said_yes_are_given_actions(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.submit(rows_at(nora, LOG), "Save who said yes", yes=str(forum["mo"]))
    keep(nora, page, 1)
    assert [(task.owner_id, task.asked_id) for task in tasks_of(app)] == [(None, forum["mo"])]
    page = nora.get(nora.get(START).links()[next(words for words in nora.get(START).links() if "Go on" in words)])
    assert "Ring the school" in page.html, "the other row waits"


def test_a_row_is_mended_in_its_place_and_nothing_typed_is_lost(app, visit, forum):
    nora = visit(forum["nora"])
    page = rows_at(nora, f"Action,Owner,Due,Status\n{'x' * 300},Somebody Else,31 June,perhaps\n")
    for words in ("longer than 200 letters", "Choose a person of this group", "There is no such day", "Choose how"):
        assert words in page.text
    assert "The table says: Somebody Else" in page.text
    with app.app_context():
        row = db.session.scalars(select(LogRow)).one().id
    page = nora.submit(
        page, "Save these rows", **{f"what-{row}": "Ring", f"due-{row}": "soon-ish", f"words-{row}": "So"}
    )
    assert "We could not read “soon-ish”" in page.text
    assert page.find(f"what-{row}").text.strip() == "Ring"
    typed = {f"due-{row}": "30 June 2027", f"owner-{row}": str(forum["nora"]), f"state-{row}": "stuck"}
    page = nora.submit(page, "Save these rows", **typed)
    keep(nora, page, 1)
    (task,) = tasks_of(app)
    assert (task.what, task.due_on, task.state, task.state_words) == (
        "Ring",
        date(2027, 6, 30),
        ActionState.STUCK,
        "So",
    )


def test_what_nobody_has_yet_is_brought_in_and_looks_for_somebody(app, visit, forum):
    nora = visit(forum["nora"])
    page = rows_at(nora, "Action,Owner\nRing the school,Somebody who left\n")
    with app.app_context():
        row = db.session.scalars(select(LogRow)).one().id
    keep(nora, nora.submit(page, "Save these rows", **{f"owner-{row}": "nobody"}), 1)
    (task,) = tasks_of(app)
    assert (task.what, task.owner_id, task.asked_id) == ("Ring the school", None, None)
    assert "Nobody yet" in nora.get("/spaces/forum/actions").text


def test_a_row_can_be_left_out_and_a_double_is_refused(app, visit, forum):
    nora = visit(forum["nora"])
    page = rows_at(nora, "Action,Owner\nRing the school,Nora Notes\nRing the  School,nora\n,Nora Notes\n")
    assert "The same action is in a row above" in page.text
    assert "Write what will be done" in page.text
    with app.app_context():
        double = db.session.scalars(select(LogRow.id).order_by(LogRow.number)).all()[1]
    page = nora.submit(page, "Save these rows", **{f"left_out-{double}": "y"})
    keep(nora, page, 1)
    assert len(tasks_of(app)) == 1


def test_columns_can_be_matched_by_hand(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.submit(nora.get(START), "Read the table", pasted="Minutes of May\nFoo\tBar\nnora\tBuy bread\n")
    assert "Which column is which?" in page.h1
    page = nora.submit(page, "Look at the rows", status=422)
    assert "Choose the column that says what will be done" in page.text


def test_unknown_headings_are_chosen_from_lists(app, visit, forum):
    nora = visit(forum["nora"])
    page = nora.submit(nora.get(START), "Read the table", pasted="Foo\tBar\nnora\tBuy bread\n")
    page = nora.submit(page, "Look at the rows", what="1", who="0")
    keep(nora, page, 1)
    assert tasks_of(app)[0].what == "Buy bread"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log.csv", b"", "There is no table here"),
        ("log.csv", b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
        ("log.csv", b"Action\n" + b"a\n" * 2001, "more than 2000 rows"),
        ("log.csv", b"," * 50 + b"x\n", "more than 50 columns"),
        ("log.csv", b"Action,Owner\n", "This table has one row"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(visit, forum, name, content, words):
    nora = visit(forum["nora"])
    fields = {**hidden_of(nora.get(START)), "pasted": ""}
    assert words in nora.post(START, fields, status=422, file=("file", name, content)).text


def messy_log() -> bytes:
    """Two hundred rows as a group has kept them for years: a title above, blanks as merged cells leave them, fifty
    columns, dates of all kinds, doubles, semicolons, and the mark that Excel writes first."""
    dates = ["3/6/27", "46541", "2027-06-03", "2027-06-03 00:00:00", "Thurs 3rd June 2027", "ASAP", "TBC", "",
             "31/02/2027", "3 Mehefin 2027"]  # fmt: skip
    owners = ["Ann Owner", "ann owner", "Mo", "", "Council", "NORA NOTES"]
    states = ["Open", "complete", "RAG: amber", "In Progress", ""]
    lines = [
        "Action log of the forum;;;",
        "",
        ";".join(
            ["No", "Action", "By whom", "Due date", "Status", "Notes", "Meeting"] + [f"Old {n}" for n in range(43)]
        ),
    ]
    for number in range(200):
        what = "" if number % 50 == 49 else f'"Ring school {number - number % 40 // 39}; ask, twice\nand ""well"""'
        cells = [str(number), what, owners[number % 6], dates[number % 10], states[number % 5], "é"]
        lines.append(";".join([*cells, "May" if number % 20 == 0 else ""]))
    return ("\ufeff" + "\r\n".join(lines)).encode()


def as_workbook(table: bytes) -> bytes:
    """The same log in Excel: numbers and some days as such, and the title merged across."""
    book, out = Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";"):
        cells: list[object] = [int(cell) if cell.isdecimal() else cell for cell in row]
        book.active.append([date(2027, 6, 3) if cell == "2027-06-03" else cell for cell in cells])
    book.active.merge_cells("A1:D1")
    for first in range(4, 204, 20):  # each meeting stands once beside its twenty actions
        book.active.merge_cells(f"G{first}:G{first + 19}")
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "kept_as"), [("log.csv", bytes), ("log.xlsx", as_workbook)])
def test_a_messy_log_of_two_hundred_rows_comes_in_whole(app, visit, forum, name, kept_as):
    nora = visit(forum["nora"])
    hidden = hidden_of(nora.get(START))
    page = nora.post(START, {**hidden, "pasted": ""}, file=("file", name, kept_as(messy_log())))
    assert "1 row above the headings is left out" in page.text
    page = nora.submit(page, "Look at the rows")
    page = nora.submit(page, "Save who said yes", yes="all")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(LogRow)) == 200
    assert page.html.count('name="row-') == 15, "a page of them"
    assert "as Excel counts days" in nora.get(f"{page.address}?show=ready").text
    if name == "log.xlsx":
        assert "MayFilled from a merged cell above: From which meeting" in page.text
    mended = min(int(found) for found in re.findall(r'name="what-(\d+)"', page.html))
    page = nora.submit(page, "Save and go to page 2", **{f"due-{mended}": "some day"})
    assert "Page 2 of" in page.text
    page = nora.submit(page, "Save and go to page 1")
    assert page.find(f"due-{mended}").get("value") == "some day"
    many = ["nobody", "no_day", "to_do", "left_out"]
    page = nora.submit(page, "Save these rows", many=many, **{f"what-{mended}": "Ring; ask, twice and all"})
    assert "To mend" not in page.find("rows-h").text
    count = int(re.findall(r"Bring in (\d+) actions", page.text)[0])
    assert 150 < count < 200
    keep(nora, page, count)
    tasks = tasks_of(app)
    assert len(tasks) == count
    assert {task.due_on for task in tasks} <= {None, date(2027, 6, 3)}
    assert all("; ask, twice and" in task.what for task in tasks)
    assert {task.is_open for task in tasks} == {True, False}
    assert all(task.settled_at for task in tasks if not task.is_open), "the log is the group's own word"
    assert not any(task.owner_id for task in tasks if task.is_open and task.owner_id != forum["nora"])
    with app.app_context():
        left = db.session.scalar(select(func.count()).select_from(LogRow))
        history = db.session.scalars(select(TaskChange.words).where(TaskChange.words.contains("Council"))).all()
    assert left == 200 - count, "what was left out waits for a week"
    assert history, "who is named, and is nobody of the group, stays in the history"


def test_looking_at_the_rows_takes_the_same_number_of_queries(app, visit, forum):
    nora = visit(forum["nora"])
    few = rows_at(nora, LOG).address
    many = rows_at(nora, "Action,Owner\n" + "".join(f"Ring {number},Ann Owner\n" for number in range(30))).address
    nora.get(few)
    with counted() as first:
        nora.get(few)
    with counted() as second:
        nora.get(many)
    assert len(first) == len(second)


def test_only_organisers_and_note_takers_bring_logs_in(data, visit, forum):
    visit(forum["ann"]).get(START, status=403)
    assert visit(None).get(START, status=303).location.startswith("/sign-in")
    assert "Bring in an action log" not in visit(forum["ann"]).get("/spaces/forum/actions/files").text
    page = rows_at(visit(forum["nora"]), LOG)
    with data():
        other = factories.member(factories.space(slug="other"), role=Role.ORGANISER).id
    visit(other).get(page.address.replace("/forum/", "/other/"), status=404)
    visit(other).get(page.address, status=403)


def test_a_table_is_forgotten_by_hand_and_after_a_week(app, data, visit, forum):
    nora = visit(forum["nora"])
    nora.submit(rows_at(nora, LOG), "Forget this table")
    rows_at(nora, LOG)
    with data():
        of = db.session.scalars(select(LogImport)).one()
        of.made_at = of.made_at - service.KEPT * 2
        db.session.flush()
        service._forget_old()
    with app.app_context():
        assert not db.session.scalar(select(func.count()).select_from(LogRow))
        assert not db.session.scalar(select(func.count()).select_from(ImportedMark))
        assert db.session.scalar(select(func.count()).select_from(Job)) is not None
