"""Who was there, item by item, and the interests that people declare."""

import pytest

from tests import factories
from tests.meetings.following.room import place_of, poll, room, said
from tests.meetings.running.forum import item_of, meeting_of
from tests.support.queries import counted
from workspace import db
from workspace.meetings.invitations.models import Answer, Attended
from workspace.meetings.models import MeetingState


@pytest.fixture
def made(data):
    with data():
        return room()


@pytest.fixture
def page(made):
    return f"{made.forum.address}/attendance"


def start(nora, made, *presses):
    for press in presses or ("Start with: Hello",):
        nora.submit(nora.get(made.forum.run), press)


def test_until_anything_is_written_down_the_notes_go_by_the_answers(app, made, visit):
    assert "Nora Notes, Olly Organiser, Ann Owner" in visit(made.forum.nora).get(f"{made.forum.address}/notes").text


def test_what_is_written_down_is_who_was_there(app, made, page, visit, data):
    nora = visit(made.forum.nora)
    start(nora, made)
    found = nora.submit(nora.get(page), "All 4 people who said so are here")
    assert "4 people are written down as here" in found.text
    found = nora.get(found.links()["Change: Olly Organiser"])
    nora.submit(found, "Write this down", attended="away")
    notes = nora.get(f"{made.forum.address}/notes").text
    assert "Who was there Nora Notes, Ann Owner and 1 person who asked not to be named" in notes
    assert "Olly Organiser" not in notes.partition("1. Hello")[0].partition("Who was there")[2]


def test_coming_late_and_leaving_early_stand_in_the_notes_by_item(app, made, page, visit):
    nora = visit(made.forum.nora)
    start(nora, made, "Start with: Hello", "Go to: What families hear")
    found = nora.submit(nora.get(page), "Is here: Ann Owner")
    assert "Ann Owner: came at “What families hear”" in found.text
    start(nora, made, "Go to: The letter")
    nora.submit(nora.get(page), "Has left: Ann Owner")
    notes = nora.get(f"{made.forum.address}/notes").text
    assert "Ann Owner: came at “What families hear”, left at “The letter”." in notes


def test_who_asked_not_to_be_named_is_not_named_for_coming_late(app, made, page, visit):
    nora = visit(made.forum.nora)
    start(nora, made, "Start with: Hello", "Go to: What families hear")
    nora.submit(nora.get(page), "Is here: Zoe Quiet")
    assert "Zoe Quiet" not in nora.get(f"{made.forum.address}/notes").text


@pytest.mark.promise("S1-W2")
def test_who_comes_late_after_all_is_announced_and_comes_last_in_the_introductions(app, made, page, visit, data):
    with data():
        place_of(made.forum.meeting, made.forum.olly).answer = Answer.APOLOGIES
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    start(nora, made, "Start with: Hello", "Go to: What families hear")
    follow = zoe.get(made.follow)
    nora.submit(nora.get(page), "Is here: Olly Organiser")
    part = poll(zoe, follow)
    assert "Olly Organiser has come." in said(part)
    assert "has come" not in said(poll(zoe, part))
    run = nora.get(made.forum.run)
    for name in ("Ann Owner", "Zoe Quiet", "Olly Organiser"):
        run = nora.submit(run, f"Done: next is {name}")


def test_leaving_before_coming_is_refused_beside_the_field(app, made, page, visit):
    nora = visit(made.forum.nora)
    start(nora, made)
    form = nora.get(f"{page}/{made.forum.ann}")
    first, last = made.forum.items[0], made.forum.items[2]
    found = nora.submit(form, "Write this down", status=422, attended="in_room", came_at=last, left_at=first)
    assert found.error_of("left_at") == "Nobody leaves before they come. Choose a later item"
    found = nora.submit(form, "Write this down", status=422, attended="")
    assert found.error_of("attended").startswith("Choose how they were there")
    nora.submit(form, "Write this down", status=422, attended="in_room", came_at=999_999)


def test_attendance_is_written_while_it_happens_and_until_the_notes_are_published(app, made, page, visit, data):
    nora = visit(made.forum.nora)
    form = nora.get(f"{page}/{made.forum.ann}")
    with data():
        meeting_of(made.forum).notes_published_at = db.now()
    found = nora.submit(form, "Write this down", status=422, attended="in_room")
    assert "The notes are published, so this stays as it is" in found.text
    with data():
        meeting_of(made.forum).notes_published_at = None
        meeting_of(made.forum).state = MeetingState.PLANNED
    assert "Is here: Ann Owner" not in nora.get(page).text
    nora.submit(form, "Write this down", status=422, attended="in_room")


def test_only_those_who_run_the_meeting_write_it_down(app, made, page, visit):
    visit(made.forum.zoe).get(page, status=403)
    visit(made.forum.ann).get(page)
    visit(made.forum.nora).get(f"{page}/999999", status=404)
    visit(made.forum.nora).get(page.replace("/forum/", "/elsewhere/"), status=404)


def test_the_record_says_who_was_there_for_the_person(app, made, page, visit, data):
    nora = visit(made.forum.nora)
    nora.submit(nora.get(page), "Is here: Ann Owner")
    with data():
        assert place_of(made.forum.meeting, made.forum.ann).attended is Attended.IN_ROOM


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_as_many_questions_for_many_as_for_few(app, made, page, visit, data, many):
    with data():
        for number in range(many):
            factories.invitation(meeting_of(made.forum), factories.person(f"Person {number}"), as_guest=True)
    nora = visit(made.forum.nora)
    with counted() as statements:
        nora.get(page)
    assert len(statements) == 4, statements


# --- interests -----------------------------------------------------------------------------------------------------


def test_an_interest_is_declared_by_the_person_and_shown_at_the_item_and_in_the_notes(app, made, visit, data):
    zoe, nora = visit(made.forum.zoe), visit(made.forum.nora)
    start(nora, made)
    form = zoe.get(zoe.get(made.follow).links()["I have an interest in this item"])
    follow = zoe.submit(form, "Keep this", words="I drive for the bus company, with Ann Owner")
    assert "Has an interest in this: a member: I drive for the bus company, with Ann Owner" in follow.text
    assert "I drive for the bus company" in nora.get(made.forum.run).text
    assert "a member: I drive for the bus company" in nora.get(f"{made.forum.address}/notes").text
    with data():
        assert item_of(made.forum).interests.startswith(f"{{person:{made.forum.zoe}}}: I drive")
        assert f"{{person:{made.forum.ann}}}" in item_of(made.forum).interests
    zoe.submit(form, "Keep this", words="", once=zoe_key())
    with data():
        assert item_of(made.forum).interests == ""


def zoe_key():
    from workspace.once import new_key

    return new_key()


def test_whoever_runs_the_meeting_declares_for_somebody_and_others_for_nobody_else(app, made, visit, data):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    start(nora, made)
    address = nora.get(made.turns).links()["Somebody has an interest in this item"]
    nora.submit(nora.get(address), "Keep this", whose=made.forum.ann, words="My sister works there")
    zoe.submit(zoe.get(address), "Keep this", status=422, whose=made.forum.ann, words="Not mine to say")
    with data():
        assert item_of(made.forum).interests == f"{{person:{made.forum.ann}}}: My sister works there"
