"""Building an agenda with buttons alone: add, change, move, remove and put back, with and without scripts."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from tests.support.visitor import Page, fields_of
from workspace import audit, db
from workspace.meetings.agenda import service
from workspace.meetings.agenda.models import AgendaItem, ItemKind, ItemState
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

JUNE = datetime(2037, 6, 3, 9, tzinfo=UTC)  # 10am in London
HTMX = {"HX-Request": "true"}


@pytest.fixture
def forum(data) -> dict[str, int]:
    """A forum with an organiser, a note taker, a member, and a meeting of two hours with the items A, B and C."""
    with data():
        space = factories.space("Forum", slug="forum")
        factories.space("Other", slug="other")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        meeting = factories.meeting(space, olga, "Buses", starts_at=JUNE)
        items = {name: factories.item(meeting, name, position=n, minutes=20).id for n, name in enumerate("ABC", 1)}
        return {
            "olga": olga.id,
            "nora": factories.member(space, "Nora Notes", role=Role.NOTE_TAKER).id,
            "mo": factories.member(space, "Mo Member").id,
            "meeting": meeting.id,
            **items,
        }


@pytest.fixture
def address(forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}/agenda"


@pytest.fixture
def order(app):
    """`order()` gives the titles on the agenda, and fails when places have gaps."""

    def read() -> str:
        with app.app_context():
            items = db.session.scalars(
                select(AgendaItem).where(AgendaItem.removed_at.is_(None)).order_by(AgendaItem.position)
            ).all()
            assert [item.position for item in items] == list(range(1, len(items) + 1))
            return " ".join(item.title for item in items)

    return read


def press(visitor, page: Page, form: str, *, status: int = 200, **fields: str) -> Page:
    """Press a button as the script on the page does: the answer is a part of the page."""
    found = page.form(form)
    assert found.get("hx-target") == "#agenda-list"
    assert found.get("hx-swap") == "outerHTML"
    answer = visitor.post(
        found.get("hx-post"), {**fields_of(found), **fields}, status=status, follow=False, headers=HTMX
    )
    assert answer.html.lstrip().startswith('<div id="agenda-list">')
    return answer


def told(page: Page) -> tuple[str, str]:
    """Return what is said after a swap, and the id that focus goes to, which must be there."""
    event = json.loads(page.answer.headers["HX-Trigger-After-Swap"])
    assert page.has(event["focus-on"]), event
    return event["said"], event["focus-on"]


# --- adding and changing -------------------------------------------------------------------------------------------


def test_an_item_is_added_at_the_end_with_all_that_was_written(app, visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(address),
        "Add it at the end",
        kind="decision",
        title="Agree the first letter",
        minutes="30",
        led_by="Mo Member and the chair",
        details="One page.",
        content_note="We will talk about children being left waiting.",
    )
    assert "“Agree the first letter” is on the agenda" in page.text
    assert order() == "A B C Agree the first letter"
    meeting = olga.get(f"/spaces/forum/meetings/{forum['meeting']}")
    for words in ("11am Agree the first letter", "30 minutes. Led by Mo Member and the chair To decide", "One page.",
                  "Before you come: We will talk about children being left waiting."):  # fmt: skip
        assert words in meeting.text


@pytest.mark.parametrize(("kind", "title"), [("break", "Break"), ("introductions", "Introductions")])
def test_a_break_and_the_introductions_need_no_name(visit, forum, address, order, kind, title):
    olga = visit(forum["olga"])
    olga.submit(olga.get(address), "Add it at the end", kind=kind, minutes="15")
    assert order() == f"A B C {title}"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"kind": None}, "kind", "Choose what this item is for"),
        ({"kind": "party"}, "kind", ""),
        ({"title": ""}, "title", "Write what the item is about"),
        ({"title": "w" * 201}, "title", "Write at most 200 letters"),
        ({"minutes": ""}, "minutes", "Write how many minutes"),
        *(({"minutes": m}, "minutes", "from 1 to 240") for m in ("0", "241", "-5", "ten", "1.5", "²", "9" * 100)),
        ({"details": "w" * 100_000}, "details", "Write at most 20000 letters"),
    ],
)
def test_a_mistake_is_explained_beside_its_field_and_nothing_is_lost(
    visit, forum, address, order, fields, field, words
):
    olga = visit(forum["olga"])
    typed = {"kind": "discussion", "title": "Buses 🚌", "minutes": "20", "led_by": "Mo", **fields}
    page = olga.submit(olga.get(address), "Add it at the end", status=422, **typed)
    assert page.title.startswith("Error:")
    assert words in page.error_of(field)
    assert page.find("led_by").get("value") == "Mo"
    assert order() == "A B C"


def test_an_item_that_is_sent_twice_is_there_once(visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.get(address)
    for _time in range(2):
        olga.submit(page, "Add it at the end", kind="discussion", title="D", minutes="5")
    assert order() == "A B C D"


def test_an_item_is_changed_and_the_form_shows_what_was_there(data, visit, forum, address, order):
    olga = visit(forum["olga"])
    form = olga.get(olga.get(address).links()["Change: B"])
    olga.submit(form, "Keep these changes", title="Bee", minutes="25", led_by="Mo Member")
    assert order() == "A Bee C"
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Mona"
    again = olga.get(f"{address}/{forum['B']}")
    assert again.find("led_by").get("value") == "Mona"
    assert again.find("minutes").get("value") == "25"
    assert "Mo Member" not in olga.get(address).text


# --- moving --------------------------------------------------------------------------------------------------------


def test_an_item_moves_up_down_and_to_a_place_without_scripts(visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Move up: C")
    assert order() == "A C B"
    assert "“C” is now number 2 of 3" in page.text
    page = olga.submit(page, "Move down: A")
    assert order() == "C A B"
    olga.submit(page, "Move there: B", to="1")
    assert order() == "B C A"


def test_with_scripts_the_list_alone_comes_back_and_focus_stays_on_the_button(visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.get(address)
    once = press(olga, page, f"item-{forum['C']}-up")
    assert told(once) == ("“C” is now number 2 of 3", f"item-{forum['C']}-up-b")
    twice = press(olga, once, f"item-{forum['C']}-up")
    assert order() == "C A B"
    assert told(twice) == ("“C” is now number 1 of 3", f"item-{forum['C']}-h"), "the button is gone: to the heading"
    last = press(olga, twice, f"item-{forum['C']}-place", to="3")
    assert told(last) == ("“C” is now number 3 of 3", f"item-{forum['C']}-h")
    down = press(olga, last, f"item-{forum['A']}-down")
    assert told(down)[1] == f"item-{forum['A']}-down-b"
    assert order() == "B A C"


def test_the_first_has_no_button_up_and_the_last_none_down(visit, forum, address):
    page = visit(forum["olga"]).get(address)
    assert not page.has(f"item-{forum['A']}-up")
    assert not page.has(f"item-{forum['C']}-down")


def test_a_place_past_the_end_is_the_end_and_what_is_no_place_is_refused(visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Move there: A", to="99")
    assert order() == "B C A"
    refused = olga.submit(page, "Move there: A", status=422, to="0")
    assert "Choose a place for the item" in refused.text
    assert order() == "B C A"


def test_clock_times_follow_the_order(visit, forum, address):
    olga = visit(forum["olga"])
    assert "10:40am C" in olga.get(address).text
    assert "10:20am C" in olga.submit(olga.get(address), "Move up: C").text


# --- removing and putting back -------------------------------------------------------------------------------------


def test_a_removed_item_leaves_a_row_that_puts_it_back_where_it_was(visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Remove: B")
    assert order() == "A C"
    assert "“B” is removed. You can put it back" in page.text
    assert page.text.index("Remove: A") < page.text.index("Removed. Put “B” back") < page.text.index("Remove: C")
    olga.submit(page, "Put “B” back")
    assert order() == "A B C"


def test_with_scripts_focus_goes_to_the_button_that_puts_it_back(visit, forum, address, order):
    olga = visit(forum["olga"])
    removed = press(olga, olga.get(address), f"item-{forum['C']}-remove")
    assert told(removed) == ("“C” is removed. You can put it back", f"item-{forum['C']}-back-b")
    back = press(olga, removed, f"item-{forum['C']}-back")
    assert told(back) == ("“C” is back on the agenda", f"item-{forum['C']}-h")
    assert order() == "A B C"


def test_moving_what_somebody_removed_meanwhile_says_so_and_changes_nothing(data, visit, forum, address, order):
    olga = visit(forum["olga"])
    page = olga.get(address)
    with data():
        item = load_item("forum", forum["meeting"], forum["B"])
        service.remove(item, actor=db.session.get_one(Person, forum["olga"]))
    words = "“B” was removed from the agenda meanwhile. Put it back first"
    assert words in olga.submit(page, "Move up: B", status=422).text
    fragment = press(olga, olga.get(address), f"item-{forum['A']}-down")
    assert fragment.status == 200
    answer = press(olga, page, f"item-{forum['B']}-down", status=422)
    assert words in " ".join("".join(answer.find("errors").itertext()).split())
    change = olga.get(f"{address}/{forum['B']}")
    assert "This item was removed from the agenda." in change.text
    olga.submit(change, "Keep these changes", status=422, title="Bee")
    assert order() == "C A"


def test_removing_twice_and_putting_back_twice_change_nothing_more(data, forum, order):
    with data():
        item = load_item("forum", forum["meeting"], forum["B"])
        olga = db.session.get_one(Person, forum["olga"])
        for verb in (service.remove, service.remove, service.put_back, service.put_back):
            verb(item, actor=olga)
    assert order() == "A B C"


def test_the_item_that_the_meeting_is_at_stays_until_the_meeting_goes_on(data, visit, forum, address, order):
    olga = visit(forum["olga"])
    with data():
        load_item("forum", forum["meeting"], forum["B"]).state = ItemState.NOW
    page = olga.submit(olga.get(address), "Remove: B", status=422)
    assert "The meeting is at “B” now. Go to another item first, then remove it" in page.text
    assert order() == "A B C"


# --- warnings ------------------------------------------------------------------------------------------------------


def test_too_long_without_a_break_is_said_with_the_number_until_there_is_one(visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.get(address)
    assert "60 minutes go by without a break." in page.text
    page = olga.submit(page, "Add it at the end", kind="break", minutes="10")
    page = olga.submit(page, "Move up: Break")
    assert "without a break" not in page.text


def test_an_agenda_that_runs_past_the_end_says_by_how_much(visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Add it at the end", kind="break", minutes="75")
    assert "The agenda runs 15 minutes past the end." in page.text
    assert "It would end at 12:15pm, and the meeting ends at 12pm." in page.text


# --- who, when, and how many queries -------------------------------------------------------------------------------


def test_only_organisers_change_an_agenda(visit, forum, address):
    for name in ("nora", "mo"):
        visit(forum[name]).get(address, status=403)
        visit(forum[name]).get(f"{address}/{forum['A']}", status=403)
    olga = visit(forum["olga"])
    olga.get(address.replace("forum", "other"), status=404)
    olga.get(f"{address}/{forum['C'] + 1}", status=404)
    assert visit().get(address, status=303).location.startswith("/sign-in")


def test_an_item_of_another_meeting_is_not_found_here(data, visit, forum, address):
    with data():
        first = db.session.get_one(Meeting, forum["meeting"])
        olga = db.session.get_one(Person, forum["olga"])
        other = factories.meeting(db.session.get_one(Space, first.space_id), olga, "Other").id
    visit(forum["olga"]).get(f"/spaces/forum/meetings/{other}/agenda/{forum['A']}", status=404)


@pytest.mark.parametrize("state", list(MeetingState))
def test_an_agenda_changes_until_the_meeting_is_over(data, visit, forum, address, order, state):
    olga = visit(forum["olga"])
    page = olga.get(address)
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = state
    over = state in {MeetingState.CLOSED, MeetingState.CANCELLED}
    for words in ("Move up: B", "Remove: C"):
        answer = olga.submit(page, words, status=422 if over else 303)
        assert ("its agenda stays as it was" in answer.text) == over
    if over:
        olga.submit(page, "Add it at the end", status=422, kind="break", minutes="5")
        assert not olga.get(address).has("agenda-list")
    assert order() == ("A B C" if over else "B A")


def test_the_agenda_page_needs_the_same_queries_for_three_and_forty_items(data, visit, forum, address):
    olga = visit(forum["olga"])
    olga.get(address)
    with counted() as few:
        olga.get(address)
    with data():
        meeting = db.session.get_one(Meeting, forum["meeting"])
        for number in range(37):
            factories.item(meeting, kind=list(ItemKind)[number % 5], position=number + 4)
    with counted() as many:
        olga.get(address)
    assert few == many


def test_what_was_done_is_on_record_without_any_words(app, visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), "Move up: B")
    page = olga.submit(page, "Remove: A")
    olga.submit(page, "Put “A” back")
    with app.app_context():
        found = select(audit.AuditEvent).where(audit.AuditEvent.thing_kind == "agenda_item")
        rows = db.session.scalars(found.order_by(audit.AuditEvent.number))
        assert [row.changes for row in rows] == [
            {"what": "moved", "place": 1},
            {"what": "removed"},
            {"what": "put back", "place": 2},
        ]
