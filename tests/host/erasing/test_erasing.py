"""A person who is erased: what is known of them goes for ever, and what they did reads “a member”."""

import pytest
from sqlalchemy import String, select

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from workspace import audit, db
from workspace.actions.models import Task
from workspace.host.erasing.service import THEIRS
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.models import Note
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Membership, Space

SURE = {"sure": "y"}
MARK = "Xanthippe"


@pytest.fixture
def made(data) -> Forum:
    """A meeting whose notes are published and name Ann, who has something of each kind."""
    with data():
        found = forum(MeetingState.CLOSED)
        ann, nora, meeting = (
            db.session.get_one(Person, found.ann), db.session.get_one(Person, found.nora), meeting_of(found)
        )  # fmt: skip
        ann.preferred_name, ann.email, ann.about, ann.phone = f"{MARK} Jones", "xanthippe@example.org", MARK, MARK
        ann.supporter_name, ann.supporter_email, ann.post_address = MARK, "x@xanthippe.example", MARK
        meeting.notes_published_at = db.now()
        text = to_references(f"{MARK} Jones reads the letter.", [ann])
        of = {"space_id": meeting.space_id, "meeting_id": meeting.id, "item_id": found.items[1]}
        factories._saved(Note(**of, text=text, version=1, saved_at=db.now(), saved_by_id=nora.id))
        space = db.session.get_one(Space, meeting.space_id)
        space.contact_name, space.contact_email = "Olly Organiser", "olly@example.org"
        factories.task(space, ann, "Ring the school", meeting_id=meeting.id, item_id=found.items[1])
        factories.need(ann, words=MARK)
        factories.contribution(item_of(found, 1), ann, words=MARK)
        factories.private_word(meeting, ann, nora, words=MARK)
        asked = factories.consultation(factories.charter_part(space))
        factories.comment(asked, by_id=ann.id, said_by=MARK, words="What we need.")
        upcoming = factories.meeting(space, nora, "Next one")
        place = factories.invitation(upcoming, ann, title=MARK)
        place.coming_with = MARK
        return found


def in_tables() -> list[str]:
    """Return where the name still stands."""
    return [
        f"{table.name}.{column.name}"
        for table in db.Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
        if any(MARK in (words or "") for words in db.session.scalars(select(column)))
    ]


@pytest.mark.parametrize("by", ["themselves", "a host"])
def test_nothing_known_of_them_stays_and_what_they_did_reads_a_member(visit, data, made, by):
    with data():
        holly = factories.person("Holly Host", is_host=True).id
        assert in_tables()
    whoever, page = (
        (visit(made.ann), "/me/erase") if by == "themselves" else (visit(holly), f"/host/people/{made.ann}/erase")
    )
    form = whoever.get(page)
    assert "What stays" in form.text
    button = "Erase me for ever" if by == "themselves" else "Erase them for ever"
    assert "Say that you know it" in whoever.submit(form, button, status=422).error_of("sure")
    shown = whoever.submit(whoever.get(page), button, **SURE)
    assert "erased" in shown.text
    with data():
        assert in_tables() == []
        assert audit.first_broken() is None
        task = db.session.scalars(select(Task)).one()
        assert task.owner_id is None
        assert not db.session.scalars(select(Membership).where(Membership.person_id == made.ann)).all()
    nora = visit(made.nora)
    assert "a member reads the letter." in nora.get(f"{made.address}/notes").text
    assert "Its owner left the group" in nora.get(f"/spaces/forum/actions/{task.id}").text
    nora.get(f"/spaces/forum/people/{made.ann}", status=404)
    if by == "themselves":
        assert "Sign in" in whoever.get("/me", follow=True).h1
    visit(holly).get(f"/host/people/{made.ann}/erase", status=404)


def test_a_new_text_with_the_words_a_member_names_nobody_who_was_erased(visit, data, made):
    ann = visit(made.ann)
    ann.submit(ann.get("/me/erase"), "Erase me for ever", **SURE)
    with data():
        gone = db.session.get_one(Person, made.ann)
        assert gone.preferred_name == "a member"
        assert to_references("Ask a member", [gone]) == "Ask a member"


def test_the_only_organiser_whom_people_turn_to_and_the_only_host_are_refused(visit, data, made):
    olly = visit(made.olly)
    refused = olly.submit(olly.get("/me/erase"), "Erase me for ever", status=422, **SURE)
    assert "Forum has no other organiser" in refused.text
    with data():
        factories.member(db.session.get_one(Space, meeting_of(made).space_id), "Otto", role="organiser")
    refused = olly.submit(olly.get("/me/erase"), "Erase me for ever", status=422, **SURE)
    assert "People of Forum turn to this person." in refused.text
    with data():
        holly = factories.person("Holly Host", is_host=True).id
    host = visit(holly)
    refused = host.submit(host.get("/me/erase"), "Erase me for ever", status=422, **SURE)
    assert "Nobody else hosts this site." in refused.text
    with data():
        assert db.session.get_one(Person, holly).preferred_name == "Holly Host"


def test_only_a_host_erases_others(visit, made):
    visit(made.olly).get(f"/host/people/{made.ann}/erase", status=403)
    assert "Erase them" not in visit(made.olly).get(f"/spaces/forum/people/{made.ann}").text


def test_of_each_table_that_knows_a_person_it_is_said_whether_its_rows_go_or_stay():
    known = {table.name for table in db.Base.metadata.sorted_tables if "person_id" in table.c}
    stays = {
        "card",
        "charter_signing",
        "contribution",
        "invitation",
        "turn",
        "wanted",
    }  # what happened at a meeting, without their words
    assert known == {*THEIRS, *stays}
