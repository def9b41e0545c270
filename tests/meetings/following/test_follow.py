"""The page of those who follow a meeting: what it shows, to whom, and what it takes in."""

import pytest

from tests import factories
from tests.meetings.following.room import HTMX, poll, room, said, token
from tests.meetings.running.forum import item_of, meeting_of
from tests.support.queries import counted
from workspace import db
from workspace.meetings.agenda.models import ItemState
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space


@pytest.fixture
def made(data):
    with data():
        return room()


def go_on(nora, made, number, **fields):
    page = nora.get(made.forum.run)
    titles = ["Start with: Hello", "Go to: What families hear", "Go to: The letter"]
    return nora.submit(page, titles[number], **fields)


# --- who may ---------------------------------------------------------------------------------------------------------


def test_everybody_who_is_invited_follows_and_others_do_not(app, data, made, visit):
    with data():
        space = meeting_of(made.forum).space_id
        outside = factories.member(factories.space(), "Oscar Outside").id
        uninvited = factories.member(db.session.get_one(Space, space)).id
        guest = factories.person("Gus Guest")
        factories.invitation(meeting_of(made.forum), guest, as_guest=True)
        guest = guest.id
    for person in (made.forum.zoe, made.forum.nora, guest):
        assert visit(person).get(made.follow).h1 == "Follow: School buses"
    visit(uninvited).get(made.follow, status=403)
    visit(outside).get(made.follow, status=403)
    visit().get(made.follow, status=303)
    visit(made.forum.zoe).get(made.follow.replace("/forum/", "/elsewhere/"), status=404)


def test_the_meeting_page_leads_those_who_are_invited_to_it_while_it_happens(app, made, visit):
    page = visit(made.forum.zoe).get(made.forum.address)
    assert page.links()["Follow the meeting"] == made.follow


def test_the_meeting_page_does_not_before_it_begins(app, data, visit):
    with data():
        made = room(MeetingState.PLANNED)
    zoe = visit(made.forum.zoe)
    assert "Follow the meeting" not in zoe.get(made.forum.address).links()
    assert "The meeting has not begun yet" in zoe.get(made.follow).text


# --- what it shows -------------------------------------------------------------------------------------------------


def test_it_shows_where_the_meeting_is_and_what_comes_next(app, data, made, visit):
    with data():
        item = item_of(made.forum, 1)
        item.led_by, item.content_note, item.minutes = f"{{person:{made.forum.ann}}}", "children left waiting", 25
        item.details = f"Talk to {{person:{made.forum.ann}}} before."
    go_on(visit(made.forum.nora), made, 0)
    go_on(visit(made.forum.nora), made, 1)
    text = visit(made.forum.zoe).get(made.follow).text
    assert "Now: item 2 of 3" in text
    assert "What families hear" in text
    assert "25 minutes. With Ann Owner." in text
    assert "Talk to Ann Owner before." in text
    assert "Content note: children left waiting. Anyone can step out." in text
    assert "What comes next: The letter." in text


def test_who_may_hear_of_an_item_is_shown_and_said_when_it_begins(app, data, made, visit):
    with data():
        item_of(made.forum, 1).sharing = Sharing.GROUP
    go_on(visit(made.forum.nora), made, 0)
    zoe = visit(made.forum.zoe)
    page = zoe.get(made.follow)
    go_on(visit(made.forum.nora), made, 1)
    part, spoken = poll(zoe, page), "What is said here stays with the people who were invited."
    assert f"After that: The letter. {spoken}" in said(part)
    assert spoken in part.text


def test_it_says_whose_turn_it_is_to_introduce_themselves(app, data, made, visit):
    with data():
        person = db.session.get_one(Person, made.forum.nora)
        person.say_name, person.about = "NO-ra", "I write it down"
    text = visit(made.forum.zoe).get(made.follow).text
    assert "Next to introduce themselves" in text
    assert "Say it: NO-ra" in text
    assert "I write it down" in text
    assert "After that: Olly Organiser." in text


DECISION = {"result": "agreed", "words": "We write to Ann Owner", "reason": "It is dark"}


def decide(visitor, made, number):
    form = f"decide-{made.forum.items[number]}"
    page = visitor.get(f"{made.forum.run}?item={made.forum.items[number]}")
    fields = {f"{form}-{name}": words for name, words in DECISION.items()}
    return visitor.submit(page, form, **fields)


def test_it_shows_the_decisions_of_this_item_and_of_the_last(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    go_on(nora, made, 0)
    decide(nora, made, 0)
    assert "We write to Ann Owner" in zoe.get(made.follow).text
    go_on(nora, made, 1)
    assert "Decided: Hello" in zoe.get(made.follow).text
    go_on(nora, made, 2)
    assert "We write to Ann Owner" not in zoe.get(made.follow).text


@pytest.mark.promise("S1-C4")
def test_notes_are_shown_only_when_the_note_taker_says_so_and_without_names_that_were_kept_back(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    go_on(nora, made, 0)
    note = f"note-{made.forum.items[0]}-text"
    nora.submit(nora.get(made.forum.run), "Save the note", **{note: "Zoe Quiet spoke of the cold"})
    assert "spoke of the cold" not in zoe.get(made.follow).text
    desk = nora.get(made.turns)
    assert "are seen only by the chair, note takers and organisers" in desk.text
    desk = nora.submit(desk, "Show the notes of this item to everyone now")
    assert "Everybody who is invited can read the notes of “Hello” now" in desk.text
    text = zoe.get(made.follow).text
    assert "a member spoke of the cold" in text
    assert "Zoe Quiet spoke" not in text
    nora.submit(desk, "Stop showing these notes")
    assert "spoke of the cold" not in zoe.get(made.follow).text


def test_only_those_who_write_notes_show_them(app, made, visit):
    go_on(visit(made.forum.nora), made, 0)
    desk = visit(made.forum.nora).get(made.turns)
    address = desk.form("show-notes").get("action")
    zoe = visit(made.forum.zoe)
    fields = {**token(zoe), "shown": "yes"}
    zoe.post(address, fields, status=403)


# --- what is new ---------------------------------------------------------------------------------------------------


def test_nothing_new_is_an_empty_answer_and_two_queries(app, made, visit):
    zoe = visit(made.forum.zoe)
    page = zoe.get(made.follow)
    with counted() as statements:
        answer = poll(zoe, page)
    assert answer.status == 204
    assert len(statements) == 2, statements  # who asks, and the number of the room
    assert not answer.answer.get_data()


@pytest.mark.parametrize("many", [3, 60])
def test_the_page_asks_as_many_questions_for_a_long_meeting_as_for_a_short_one(app, data, visit, many):
    with data():
        made = room(items=many)
        meeting = meeting_of(made.forum)
        for number in range(many):
            factories.invitation(meeting, factories.person(f"Person {number}"), as_guest=True)
    zoe = visit(made.forum.zoe)
    with counted() as statements:
        zoe.get(made.follow)
    assert len(statements) <= 14, statements


def test_what_everybody_sees_is_made_once_for_all(app, made, visit):
    zoe, olly = visit(made.forum.zoe), visit(made.forum.olly)
    zoe.get(made.follow)
    with counted() as statements:
        olly.get(made.follow)
    assert len(statements) <= 5, statements


def test_a_change_is_brought_and_said_once(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    page = zoe.get(made.follow)
    go_on(nora, made, 0)
    part = poll(zoe, page)
    assert "<html" not in part.html
    assert "Now: item 1 of 3" in part.text
    assert "Now: Hello. After that: What families hear." in said(part)
    again = poll(zoe, part)
    assert again.status == 204


def test_a_decision_is_said_by_its_number(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    go_on(nora, made, 0)
    page = zoe.get(made.follow)
    decide(nora, made, 0)
    assert "Decision 1 is written down." in said(poll(zoe, page))


def test_a_note_that_is_not_shown_is_no_news(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    go_on(nora, made, 0)
    page = zoe.get(made.follow)
    note = f"note-{made.forum.items[0]}-text"
    nora.submit(nora.get(made.forum.run), "Save the note", **{note: "Only for those who write"})
    assert poll(zoe, page).status == 204


def test_parts_that_did_not_change_carry_the_same_mark(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    page = zoe.get(made.follow)
    go_on(nora, made, 0)
    part = poll(zoe, page)
    mark = {name: (page.find(name).get("data-part"), part.find(name).get("data-part"))
            for name in ("follow-now", "follow-ways", "follow-round")}  # fmt: skip
    assert mark["follow-now"][0] != mark["follow-now"][1]
    assert mark["follow-ways"][0] == mark["follow-ways"][1]
    assert mark["follow-round"][0] == mark["follow-round"][1]


def test_who_has_no_script_asks_for_what_is_new(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    page = zoe.get(made.follow)
    page = zoe.get(page.links()["See what is new"])
    assert "Nothing that needs you" in page.text
    go_on(nora, made, 0)
    page = zoe.get(page.links()["See what is new"])
    assert "Now: Hello. After that: What families hear." in "".join(page.find("news").itertext())


@pytest.mark.parametrize("address", ["seen=x", "seen=-3", "seen=99999999999999999999", "seen=1&at=%00"])
def test_an_address_that_makes_no_sense_brings_the_page_or_nothing(app, made, visit, address):
    answer = visit(made.forum.zoe).client.get(f"{made.follow}?{address}", headers=HTMX)
    assert answer.status_code in {200, 404}


def test_news_is_paused_and_brought_again_in_this_browser(app, made, visit):
    zoe = visit(made.forum.zoe)
    page = zoe.submit(zoe.get(made.follow), "Pause news")
    assert "News is paused" in page.text
    assert page.find("follow-pulse").get("hx-get") is None
    assert zoe.get(made.follow).find("follow-pulse").get("hx-get") is None
    assert "See what is new" in page.links()
    page = zoe.submit(page, "Bring news by itself again")
    assert page.find("follow-pulse").get("hx-get")


def test_when_the_meeting_is_over_the_page_says_so_and_asks_no_more(app, made, visit):
    nora, zoe = visit(made.forum.nora), visit(made.forum.zoe)
    go_on(nora, made, 0)
    page = zoe.get(made.follow)
    closing = nora.get(f"{made.forum.address}/close")
    nora.submit(
        closing, "Close the meeting", missed_who="Nobody", who_said="group", missed_what="Nothing", what_said="group"
    )
    part = poll(zoe, page)
    assert "The meeting is over." in said(part)
    assert part.find("follow-pulse").get("hx-get") is None


def test_the_room_of_one_language_is_not_shown_in_another(app, made, visit):
    visit(made.forum.zoe).get(made.follow)
    olly = visit(made.forum.olly)
    olly.client.set_cookie("language", "en_XA")
    assert "What comes next" not in olly.get(made.follow).text


def test_the_number_moves_for_what_everybody_sees_and_stays_when_nobody_meets(app, data, made, visit):
    def number():
        with data():
            return meeting_of(made.forum).room_number

    before = number()
    with data():
        item_of(made.forum).state = ItemState.NOW
    assert number() == before + 1
    with data():
        meeting_of(made.forum).title = "Bus stops"
    assert number() == before + 2
    with data():
        meeting_of(made.forum).state = MeetingState.CLOSED
    before = number()
    with data():
        item_of(made.forum).state = ItemState.DONE
    assert number() == before


@pytest.mark.promise("S1-C7")
def test_a_changed_name_is_on_everybody_s_page_soon(app, data, made, visit, monkeypatch):
    zoe = visit(made.forum.zoe)
    assert "Nora Notes" in zoe.get(made.follow).text
    with data():
        db.session.get_one(Person, made.forum.nora).preferred_name = "Noor Notes"
    monkeypatch.setattr("workspace.meetings.following.views.KEPT_READY", 0)
    text = zoe.get(made.follow).text
    assert "Noor Notes" in text
    assert "Nora" not in text


def test_what_changes_before_a_meeting_is_on_its_page_at_once(app, data, visit):
    with data():
        made = room(MeetingState.PLANNED)
    zoe = visit(made.forum.zoe)
    zoe.get(made.follow)
    with data():
        item_of(made.forum).title = "Welcome to all"
    assert "Welcome to all" in zoe.get(made.follow).text
