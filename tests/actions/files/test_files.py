"""Files of the list of actions: what they hold, for whom, and that nothing in them is carried out."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.actions import choosing
from workspace.actions.files.tables import FORMULA, as_csv
from workspace.actions.models import ActionState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Sharing, Space


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        nora = factories.member(space, "Nora Notes", role=Role.NOTE_TAKER)
        ann, mo = factories.member(space, "Ann Owner"), factories.member(space, "Mo Member")
        meeting = factories.meeting(space, nora, "School buses")
        factories.task(
            space, ann, f"Ask {{person:{mo.id}}} about buses", meeting_id=meeting.id, due_on=date(2026, 1, 5)
        )
        factories.task(space, ann, '=HYPERLINK("http://example.org")', state=ActionState.STUCK, state_words="+ help")
        factories.task(space, mo, "Finished", state=ActionState.DONE, state_words="Buses came")
        return {"nora": nora.id, "ann": ann.id, "mo": mo.id, "space": space.id}


def rows_of(page) -> list[list[str]]:
    raw = page.answer.get_data()
    assert raw.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read é"
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def test_the_table_holds_what_the_list_shows_as_it_was_chosen(visit, forum):
    ann = visit(forum["ann"])
    everything = rows_of(ann.get("/spaces/forum/actions.csv?state=all"))
    assert everything[0][:5] == ["Number", "Action", "Who", "By when", "State"]
    assert [row[2] for row in everything[1:]] == ["Ann Owner", "Ann Owner", "Mo Member"]
    assert everything[1][3] == "2026-01-05"
    assert everything[1][7] == "School buses"
    assert [row[4] for row in rows_of(ann.get("/spaces/forum/actions.csv?state=done"))[1:]] == ["Done"]
    assert len(rows_of(ann.get("/spaces/forum/actions.csv?who=me"))) == 3
    assert len(rows_of(ann.get("/spaces/forum/actions.csv?state=nonsense"))) == 3, "what is open"


def test_the_list_leads_to_its_files_with_its_choices(visit, forum):
    ann = visit(forum["ann"])
    ways = ann.get("/spaces/forum/actions?state=done&who=me").links()["Print this list, carry it away, or bring one in"]
    links = ann.get(ways).links()
    assert links["A table for spreadsheets (CSV)"] == "/spaces/forum/actions.csv?who=me&state=done"
    assert ann.get(links["For programs (JSON)"]).status == 200
    assert ann.get(links["A log to print"]).status == 200


def test_a_formula_is_only_words_in_a_spreadsheet(visit, forum):
    row = rows_of(visit(forum["ann"]).get("/spaces/forum/actions.csv"))[2]
    assert row[1] == '\'=HYPERLINK("http://example.org")'
    assert row[5] == "'+ help"


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_begins_like_a_formula_and_none_is_lost(cells):
    made = as_csv(["a"] * len(cells), [cells])
    read = list(csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline="")))[-1]
    assert [cell.removeprefix("'") for cell in read] == [cell.removeprefix("'") for cell in cells]
    assert not [cell for cell in read if cell.strip(" \xa0").startswith(FORMULA)]


def test_json_has_names_and_states_that_programs_know(visit, forum):
    page = visit(forum["ann"]).get("/spaces/forum/actions.json?state=all")
    told = json.loads(page.answer.get_data())
    assert told["space"] == "Forum"
    first, _second, last = told["actions"]
    assert first["by_when"] == "2026-01-05"
    assert first["days_late"] > 0
    assert first["address"].endswith(f"/spaces/forum/actions/{first['number']}")
    assert (last["state"], last["state_words"], last["words"]) == ("done", "Done", "Buses came")


def test_files_hold_what_their_reader_may_read_and_names_as_pages_show_them(app, data, visit, forum):
    with data():
        space, nora = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["nora"])
        ann, mo = db.session.get_one(Person, forum["ann"]), db.session.get_one(Person, forum["mo"])
        kept = factories.meeting(space, nora, "Kept closer", sharing=Sharing.GROUP, without_names=True)
        factories.invitation(kept, ann)
        factories.task(space, ann, "Ring somebody quietly", meeting_id=kept.id)
        mo.preferred_name = "Mo Newname"
    addresses = [f"/spaces/forum/actions{what}?state=all" for what in (".csv", ".json", "/log")]
    for address in addresses:
        assert "quietly" in visit(forum["ann"]).get(address).answer.get_data(as_text=True)
        assert "quietly" in visit(forum["nora"]).get(address).answer.get_data(as_text=True)
        seen = visit(forum["mo"]).get(address).answer.get_data(as_text=True)
        assert "quietly" not in seen
        assert "Kept closer" not in seen
        assert "Mo Newname" in seen
        assert "Mo Member" not in seen


def test_nobody_else_gets_a_file(app, data, visit, forum):
    with data():
        other = factories.member(factories.space(slug="other")).id
    for address in ("/spaces/forum/actions.csv", "/spaces/forum/actions.json", "/spaces/forum/actions/log"):
        visit(other).get(address, status=403)
        assert visit(None).get(address, status=303).location.startswith("/sign-in")


def test_the_log_to_print_has_what_is_late_first(visit, forum):
    page = visit(forum["ann"]).get("/spaces/forum/actions/log")
    assert page.h1 == "Action log"
    assert page.text.index("about buses") < page.text.index("HYPERLINK")
    assert "Finished" not in page.text
    assert "2 actions" in page.text


def test_a_log_beyond_what_fits_on_paper_says_so(visit, forum, monkeypatch):
    monkeypatch.setattr("workspace.actions.files.views.ON_PAPER", 1)
    page = visit(forum["ann"]).get("/spaces/forum/actions/log")
    assert "The first 1 actions. Choose fewer" in page.text
    assert "HYPERLINK" not in page.text


def test_a_file_takes_the_same_number_of_queries_however_long(app, data, visit, forum):
    ann = visit(forum["ann"])
    ann.get("/spaces/forum/actions.csv")
    with counted() as few:
        ann.get("/spaces/forum/actions.csv")
    with data():
        space, owner = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["ann"])
        for number in range(20):
            factories.task(space, owner, f"One more {number}")
    with counted() as many:
        assert len(rows_of(ann.get("/spaces/forum/actions.csv"))) == 23
    assert len(few) == len(many)


def test_a_long_list_is_read_in_parts_and_whole(data, visit, forum, monkeypatch):
    monkeypatch.setattr(choosing, "AT_ONCE", 2)
    with data():
        space, ann = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["ann"])
        for number in range(3):
            factories.task(space, ann, f"One more {number}")
    rows = rows_of(visit(forum["ann"]).get("/spaces/forum/actions.csv?state=all"))
    assert len({row[0] for row in rows[1:]}) == 6
