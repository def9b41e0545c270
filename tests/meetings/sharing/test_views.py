"""Saying who may read what, through the pages."""

import pytest

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.models import Note
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space

TEXT = "Three families wait in the dark"


@pytest.fixture
def made(data) -> Forum:
    with data():
        found = forum()
        for number in range(3):
            item_of(found, number).sharing = Sharing.MEMBERS
        meeting_of(found).sharing = Sharing.MEMBERS
        return found


@pytest.fixture
def outsider(data, made) -> int:
    """A member who was not invited."""
    with data():
        return factories.member(db.session.get_one(Space, meeting_of(made).space_id), "Max Member").id


def write(data, made, number=0, text=TEXT, **facts):
    with data():
        item = item_of(made, number)
        of = {"space_id": item.space_id, "meeting_id": item.meeting_id, "item_id": item.id}
        factories._saved(Note(**of, text=text, version=1, saved_at=db.now(), saved_by_id=made.nora, **facts))


def publish(data, made):
    with data():
        meeting = meeting_of(made)
        meeting.state, meeting.closed_at, meeting.notes_published_at = MeetingState.CLOSED, db.now(), db.now()


def level_of(made, number=0) -> str:
    return f"{made.address}/items/{made.items[number]}/sharing"


@pytest.mark.promise("S1-C4")
def test_at_the_start_of_an_item_the_page_says_what_may_be_passed_on(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.get(made.run)
    assert "What is said here may be shared with all members of the group." in page.text
    page = nora.get(page.links()["Change this: Hello"])
    page = nora.submit(page, "Save who may read it", sharing="group")
    assert "Saved: who may read “Hello”" in page.text
    assert "What is said here stays with the people who were invited." in nora.get(made.run).text
    with data():
        assert db.session.query(AuditEvent).filter_by(event=Event.SHARING_CHANGED).count() == 1


@pytest.mark.promise("S1-C4", "S3-P3")
def test_members_read_what_is_open_to_them_and_how_much_is_not(app, made, visit, data, outsider):
    write(data, made)
    write(data, made, 1, "Somebody wept", sharing=Sharing.GROUP)
    with data():
        item_of(made, 2).sharing = Sharing.GROUP
    publish(data, made)
    page = visit(outsider).get(f"{made.address}/notes")
    assert TEXT in page.text
    assert "2 parts are kept to the people who were invited." in page.text
    assert "Somebody wept" not in page.html
    assert "The letter" not in page.html
    assert "1 item is kept to the people invited." in visit(outsider).get(made.address).text
    whole = visit(made.ann).get(f"{made.address}/notes")
    assert "Somebody wept" in whole.text
    assert "kept to the people who were invited" not in whole.text


@pytest.mark.promise("S3-P3")
def test_everyone_reads_the_public_edition_without_signing_in_and_without_names(app, made, visit, data, outsider):
    write(data, made, text=f"{{person:{made.ann}}} said that Zoe Quiet waits. {TEXT}")
    with data():
        item_of(made).sharing = Sharing.PUBLIC
        item_of(made).led_by = f"{{person:{made.ann}}}"
    publish(data, made)
    nobody = visit()
    page = nobody.get("/spaces/forum")
    page = nobody.get(page.links()["School buses"])
    assert page.address == f"{made.address}/public-notes"
    assert f"a member said that a member waits. {TEXT}" in page.text
    assert "2 parts are kept to the group." in page.text
    assert "4 people" in page.text
    for name in ("Ann", "Zoe", "Nora", "Olly", "What families hear"):
        assert name not in page.text


def test_there_is_no_public_page_while_nothing_is_published_for_everyone(app, made, visit, data):
    visit().get(f"{made.address}/public-notes", status=404)
    publish(data, made)
    visit(made.olly).get(f"{made.address}/public-notes", status=404)
    with data():
        item_of(made).sharing = Sharing.PUBLIC
    assert "School buses" in visit().get("/spaces/forum").links()
    with data():
        db.session.get_one(Space, meeting_of(made).space_id).is_public = False
    visit().get(f"{made.address}/public-notes", status=404)


def test_a_note_is_never_shared_more_widely_than_its_item(app, made, visit, data):
    write(data, made)
    nora = visit(made.nora)
    page = nora.submit(nora.get(level_of(made)), "Save who may read it", status=422, sharing="group", note="members")
    assert "It cannot be shared more widely than its item" in page.error_of("note")
    nora.submit(page, "Save who may read it", sharing="public", note="members")
    with data():
        item_of(made).sharing = Sharing.GROUP
    publish(data, made)
    assert "1 part" not in visit(made.ann).get(f"{made.address}/notes").text


def test_after_publishing_a_part_can_be_kept_closer_and_not_shared_more_widely(app, made, visit, data, outsider):
    write(data, made)
    publish(data, made)
    nora = visit(made.nora)
    page = nora.submit(nora.get(level_of(made)), "Save who may read it", status=422, sharing="public")
    assert "can only be kept closer" in page.error_of("sharing")
    nora.submit(page, "Save who may read it", sharing="group")
    assert TEXT not in visit(outsider).get(f"{made.address}/notes").html


def test_a_meeting_without_names_names_nobody_in_any_edition(app, made, visit, data):
    write(data, made, text=f"{{person:{made.ann}}} spoke, and Nora Notes too")
    nora = visit(made.nora)
    page = nora.get(f"{made.address}/sharing")
    nora.submit(page, "Save who may read it", without_names="y")
    publish(data, made)
    page = visit(made.ann).get(f"{made.address}/notes")
    assert "a member spoke, and a member too" in page.text
    assert "Who was there 4 people" in page.text
    refused = nora.submit(
        nora.get(f"{made.address}/sharing"), "Save who may read it", status=422, without_names=None
    )  # fmt: skip
    assert "published without names" in refused.error_of("without_names")


def test_a_new_item_begins_with_the_level_of_its_meeting_and_a_meeting_with_that_of_its_group(app, made, visit, data):
    olly = visit(made.olly)
    page = olly.get(f"{made.address}/agenda")
    olly.submit(page, "Add it at the end", kind="discussion", title="One more")
    with data():
        meeting = meeting_of(made)
        added = db.session.query(type(item_of(made))).filter_by(title="One more").one()
        assert added.sharing is meeting.sharing is Sharing.MEMBERS
    page = olly.get("/spaces/forum/settings")
    olly.submit(page, "Keep these settings", sharing="public")
    with data():
        assert db.session.get_one(Space, meeting_of(made).space_id).sharing is Sharing.PUBLIC


def test_only_those_who_write_the_notes_say_who_may_read_them(app, made, visit, data, outsider):
    for who in (made.ann, outsider):
        visit(who).get(f"{made.address}/sharing", status=403)
        visit(who).get(level_of(made), status=403)
    with data():
        stranger = factories.person().id
    visit(stranger).get(level_of(made), status=403)


def test_actions_are_shared_as_the_item_that_they_come_from(app, made, visit, data, outsider):
    with data():
        item_of(made).sharing = Sharing.GROUP
        space, ann = db.session.get_one(Space, meeting_of(made).space_id), db.session.get_one(Person, made.ann)
        kept = factories.task(space, ann, "Ring the family", meeting_id=made.meeting, item_id=made.items[0]).id
        factories.task(space, ann, "Write the letter", meeting_id=made.meeting, item_id=made.items[1])
    page = visit(outsider).get("/spaces/forum/actions")
    assert "1 action shown" in page.text
    assert "Ring the family" not in page.text
    visit(outsider).get(f"/spaces/forum/actions/{kept}", status=403)
    for who in (made.ann, made.zoe, made.nora):
        assert "Ring the family" in visit(who).get("/spaces/forum/actions").text
        visit(who).get(f"/spaces/forum/actions/{kept}")
