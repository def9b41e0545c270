"""Running a meeting: opening, introductions, items, closing."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import forum, item_of, meeting_of
from tests.support.queries import counted
from tests.support.visitor import fields_of
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.meetings.agenda.models import AgendaItem, ItemState
from workspace.meetings.invitations.models import Answer, Introduction, Invitation
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.spaces.models import Space

HTMX = {"HX-Request": "true"}


@pytest.fixture
def made(data):
    with data():
        return forum()


def press(visitor, page, which, **fields):
    """Press a button as the script on the page does, and return the fragment."""
    form = page.form(which)
    pressed = next(b for b in form.iter("button") if " ".join("".join(b.itertext()).split()) == which)
    data = {**fields_of(form, which), **fields}
    address = pressed.get("formaction") or form.get("action")
    headers = {**HTMX, "HX-Current-URL": f"http://localhost{page.address}"}
    return visitor.post(address, data, status=200, headers=headers)


def said(page):
    return page.answer.headers["HX-Trigger-After-Swap"]


# --- opening -------------------------------------------------------------------------------------------------------


def test_a_note_taker_starts_a_planned_meeting_once(app, data, visit):
    with data():
        made = forum(MeetingState.PLANNED)
    nora, olly = visit(made.nora), visit(made.olly)
    second = olly.get(made.run)
    assert nora.submit(nora.get(made.run), "Start the meeting").has("introductions")
    assert olly.submit(second, "Start the meeting").has("introductions")
    with data():
        meeting = meeting_of(made)
        assert meeting.state is MeetingState.HAPPENING
        assert meeting.opened_at
        opened = select(AuditEvent).where(AuditEvent.event == Event.MEETING_OPENED)
        assert len(db.session.scalars(opened).all()) == 1


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.CLOSED])
def test_a_meeting_that_is_over_or_cancelled_is_not_started(app, data, visit, state):
    with data():
        made = forum(MeetingState.PLANNED)
    nora = visit(made.nora)
    page = nora.get(made.run)
    with data():
        meeting_of(made).state = state
    page = nora.submit(page, "Start the meeting")
    assert not page.has("introductions")
    with data():
        assert meeting_of(made).state is state


# --- who may ---------------------------------------------------------------------------------------------------------


def test_a_member_cannot_run_a_meeting(app, made, visit):
    visit(made.ann).get(made.run, status=403)
    visit(made.ann).get(f"{made.address}/close", status=403)


def test_somebody_who_is_not_signed_in_is_asked_to(app, made, visit):
    visit().get(made.run, status=303)


def test_a_meeting_of_another_space_is_not_found(app, made, visit, data):
    with data():
        factories.space("Elsewhere", slug="elsewhere")
    visit(made.nora).get(made.run.replace("/forum/", "/elsewhere/"), status=404)


# --- introductions -------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W2", "S2-7")
def test_people_introduce_themselves_in_order_and_may_skip_and_come_back(app, made, visit, data):
    with data():
        person = db.session.get_one(Person, made.olly)
        person.say_name, person.pronouns, person.about = "OH-lee", "they/them", "I drive the bus"
    nora = visit(made.nora)
    page = nora.get(made.run)
    assert page.text.index("Next to introduce themselves") < page.text.index("Notes: Hello")
    page = nora.submit(page, "Done: next is Olly Organiser")
    panel = "".join(page.find("introduce").itertext())
    assert "Done: next is Ann Owner" in panel
    for words in ("OH-lee", "they/them", "I drive the bus"):
        assert words in page.text
    page = nora.submit(page, "Skip Olly Organiser for now")
    page = nora.submit(page, "Done: next is Zoe Quiet")
    page = nora.submit(page, "Done: that was everyone")
    assert "Everyone has had their turn" in page.text
    page = nora.submit(page, "Go back to Olly Organiser")
    page = nora.submit(page, "Done: that was everyone")
    assert "4 of 4 done" in page.text


@pytest.mark.promise("S1-W2")
def test_the_chair_or_the_person_chooses_the_order_of_introductions(app, made, visit, data):
    nora, zoe = visit(made.nora), visit(made.zoe)
    page = nora.submit(nora.get(made.run), "Done: next is Olly Organiser")
    page = nora.submit(page, "Olly Organiser goes last")
    assert page.form("Done: next is Zoe Quiet") is not None  # Ann's turn, Olly after all
    with data():
        places = {place.person_id: place.id for place in db.session.scalars(select(Invitation))}
    page = nora.submit(page, "Let them go next", other=places[made.olly])
    assert "Skip Olly Organiser for now" in page.text
    page = zoe.get(f"{made.address}/introduction")
    zoe.submit(page, "Keep my introduction", turn="next")
    page = nora.get(made.run)
    for after in ("Olly Organiser", "Ann Owner"):
        page = nora.submit(page, f"Done: next is {after}")
    assert "We cannot find that person" in nora.submit(page, "Skip Ann Owner for now", place=0).text


@pytest.mark.promise("S1-W2")
def test_somebody_who_is_added_late_comes_last(app, made, visit, data):
    with data():
        late = factories.member(db.session.scalars(select(Space)).one(), "Lee Late")
        factories.invitation(meeting_of(made), late, answer=Answer.ONLINE)
    nora = visit(made.nora)
    page = nora.get(made.run)
    for after in ("Olly Organiser", "Ann Owner", "Zoe Quiet", "Lee Late"):
        page = nora.submit(page, f"Done: next is {after}")
    assert page.form("Done: that was everyone") is not None


def test_who_sent_apologies_is_not_called_up(app, made, visit, data):
    with data():
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == made.olly)).one()
        place.answer = Answer.APOLOGIES
    assert "Done: next is Ann Owner" in visit(made.nora).get(made.run).text


def test_with_a_script_only_the_panel_comes_and_says_who_is_next(app, made, visit):
    nora = visit(made.nora)
    part = press(nora, nora.get(made.run), "Done: next is Olly Organiser")
    assert "<html" not in part.html
    assert part.has("introductions-h")
    assert "Now: Olly Organiser. After that: Ann Owner" in said(part)
    assert '"focus-on": "introductions-h"' in said(part)
    assert f'value="{made.run}#introduce"' in part.html


def test_an_introduction_is_recorded_once_for_the_person(app, made, visit, data):
    nora, olly = visit(made.nora), visit(made.olly)
    first, second = nora.get(made.run), olly.get(made.run)
    nora.submit(first, "Done: next is Olly Organiser")
    page = olly.submit(second, "Done: next is Olly Organiser")
    assert "Done: next is Ann Owner" in page.text
    with data():
        rows = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.INTRODUCED)).all()
        assert [row.subject_id for row in rows] == [made.nora]
        state = select(Invitation.introduction).where(Invitation.person_id == made.nora)
        assert db.session.scalar(state) is Introduction.DONE


def test_a_person_who_is_not_invited_cannot_be_introduced(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.submit(nora.get(made.run), "Done: next is Olly Organiser", place="999999")
    assert "We cannot find that person" in page.text


# --- items -----------------------------------------------------------------------------------------------------------


def test_the_meeting_goes_from_item_to_item_and_notes_go_along(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.get(made.run)
    page = nora.submit(page, "Start with: Hello")
    page = nora.submit(page, "Go to: What families hear", **{f"note-{made.items[0]}-text": "We said hello"})
    assert "Now: item 2 of 3" in page.text
    assert page.has(f"note-{made.items[1]}-text")
    page = nora.submit(page, "Go there: Hello")
    assert "We said hello" in page.text
    with data():
        states = [item_of(made, n).state for n in range(3)]
        assert states == [ItemState.NOW, ItemState.DONE, ItemState.WAITING]


def test_with_a_script_the_work_of_the_next_item_comes_and_is_said(app, made, visit):
    nora = visit(made.nora)
    part = press(nora, nora.get(made.run), "Start with: Hello")
    assert "<html" not in part.html
    assert part.has("work")
    assert part.find("run-agenda").get("hx-swap-oob") == "true"
    assert "Now: Hello. After that: What families hear" in said(part)
    assert '"focus-on": "now-h"' in said(part)


def test_whoever_writes_at_another_item_stays_there(app, made, visit):
    nora = visit(made.nora)
    nora.submit(nora.get(made.run), "Start with: Hello")
    page = nora.get(f"{made.run}?item={made.items[2]}")
    page = nora.submit(page, "Go to: What families hear", **{f"note-{made.items[2]}-text": "Ahead"})
    assert "Now: item 2 of 3" in page.text
    assert page.has(f"note-{made.items[2]}-text")


def test_notes_of_another_item_are_reached_by_a_button_that_saves_first(app, made, visit):
    nora = visit(made.nora)
    page = nora.get(made.run)
    page = nora.submit(page, "Write its notes: The letter", **{f"note-{made.items[0]}-text": "kept"})
    assert page.has(f"note-{made.items[2]}-text")
    assert "kept" in nora.get(f"{made.run}?item={made.items[0]}").text


def test_two_who_go_on_at_once_go_to_the_same_item(app, made, visit, data):
    nora, olly = visit(made.nora), visit(made.olly)
    first, second = nora.get(made.run), olly.get(made.run)
    nora.submit(first, "Start with: Hello")
    olly.submit(second, "Start with: Hello")
    with data():
        now = db.session.scalars(select(AgendaItem).where(AgendaItem.state == ItemState.NOW)).all()
        assert [item.id for item in now] == [made.items[0]]


def test_notes_that_are_too_long_keep_the_meeting_where_it_is_and_the_text_on_the_page(app, made, visit, data):
    nora = visit(made.nora)
    long = "x" * 100_001
    page = nora.submit(
        nora.get(made.run), "Start with: Hello", status=422, **{f"note-{made.items[0]}-text": long}
    )  # fmt: skip
    assert page.title.startswith("Error:")
    assert long in page.html
    with data():
        assert item_of(made).state is ItemState.WAITING


@pytest.mark.promise("S2-7")
def test_a_content_note_and_who_leads_are_shown(app, made, visit, data):
    with data():
        item = item_of(made)
        item.content_note, item.led_by = "children left waiting", f"{{person:{made.ann}}} and Joss"
    page = visit(made.nora).get(made.run)
    assert "Content note: children left waiting" in page.text
    assert "With Ann Owner and Joss" in page.text


def test_an_agenda_without_items_says_what_to_do(app, data, visit):
    with data():
        made = forum(items=0)
    assert "Put an item on the agenda first" in visit(made.nora).get(made.run).text


@pytest.mark.parametrize("many", [12, 120])
def test_the_page_asks_the_database_ten_questions_at_most(app, data, visit, many):
    with data():
        made = forum(items=many)
    nora = visit(made.nora)
    page = nora.get(made.run)
    nora.submit(page, "Save the note", **{f"note-{made.items[0]}-text": "Ann Owner spoke"})
    with counted() as statements:
        nora.get(made.run)
    assert len(statements) <= 10, statements


# --- closing ---------------------------------------------------------------------------------------------------------


def test_the_last_item_leads_to_the_end_of_the_meeting_and_saves_first(app, data, visit):
    with data():
        made = forum(items=1)
    nora = visit(made.nora)
    page = nora.submit(nora.get(made.run), "Start with: Hello")
    page = nora.submit(
        page, "End the meeting", **{f"note-{made.items[0]}-text": "last words"}
    )  # fmt: skip
    assert page.h1 == "End the meeting"
    assert "last words" in nora.get(made.note()).text


def test_a_closed_meeting_cannot_be_run_on(app, made, visit, data):
    nora = visit(made.nora)
    page = nora.get(made.run)
    with data():
        meeting_of(made).state = MeetingState.CLOSED
    page = nora.submit(page, "Done: next is Olly Organiser")
    assert "not happening now" in page.text
    assert not page.has("introductions")


def test_a_meeting_that_has_not_begun_asks_nobody_what_was_missed(app, data, visit):
    with data():
        made = forum(MeetingState.PLANNED)
    page = visit(made.nora).get(made.run.removesuffix("/run") + "/close")
    assert "has not begun" in page.text
    assert "Who have we missed" not in page.text
