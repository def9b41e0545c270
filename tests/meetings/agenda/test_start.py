"""Starting an agenda from one of ours or from that of last time, and being warned of long stretches."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests import factories
from tests.meetings.agenda.test_clock import items as made_of
from workspace import db
from workspace.meetings.agenda.clock import LONGEST_STRETCH, longest_stretch, tiring
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.agenda.patterns import PATTERN, ROWS, Pattern
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.roles import Role

JUNE = datetime(2037, 6, 3, 9, tzinfo=UTC)
START = "Start with this agenda"


@pytest.fixture
def forum(data) -> dict[str, int]:
    """A forum with an organiser, a member, and a meeting without an agenda."""
    with data():
        space = factories.space("Forum", slug="forum")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        mo = factories.member(space, "Mo Member").id
        return {"olga": olga.id, "mo": mo, "meeting": factories.meeting(space, olga, "Buses", starts_at=JUNE).id}


@pytest.fixture
def address(forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}/agenda"


def titles(app, meeting: int) -> list[str]:
    with app.app_context():
        here = select(AgendaItem.title).where(AgendaItem.meeting_id == meeting).order_by(AgendaItem.position)
        return list(db.session.scalars(here))


@pytest.fixture
def last_time(data, forum):
    """A meeting before, with two items, one that was removed and one that was suggested."""
    with data():
        olga, now = db.session.get_one(Person, forum["olga"]), db.session.get_one(Meeting, forum["meeting"])
        before = Meeting(
            space_id=now.space_id, title="Before", starts_at=JUNE - timedelta(days=30), created_by_id=olga.id,
            ends_at=JUNE - timedelta(days=30, hours=-2), created_at=db.now(), state=MeetingState.CLOSED,
        )  # fmt: skip
        factories._saved(before)
        mo = f"{{person:{forum['mo']}}}"
        factories.item(before, "Hello", kind=ItemKind.INTRODUCTIONS, position=1, minutes=15, led_by=mo)
        factories.item(before, "The fares", position=2, minutes=25, content_note="It may hurt.", details="One page.")
        factories.item(before, "Off", position=2, removed_at=db.now())
        factories.item(before, "Suggested once", position=3, came_from="suggestion", came_from_id=1)
        return before.id


@pytest.mark.promise("S1-W5")
@pytest.mark.parametrize("pattern", ROWS)
def test_each_of_our_agendas_has_a_break_in_time_and_fits_two_hours(app, visit, forum, address, pattern):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), START, pattern=pattern.value)
    assert f"{len(ROWS[pattern])} items are on the agenda. Change them as you like" in page.text
    assert titles(app, forum["meeting"]) == [str(title) for _kind, title, _minutes in ROWS[pattern]]
    assert "without a break" not in page.text
    assert "past the end" not in page.text
    assert not page.has("start"), "an agenda that has items is not started from another"


def test_an_agenda_is_in_the_language_of_whoever_starts_it(app, visit, forum, address):
    olga = visit(forum["olga"])
    olga.client.set_cookie("language", "en_XA")
    form = olga.get(address).form("start")
    assert form is not None
    olga.submit(olga.get(address), "start", pattern="panel")
    assert all(title.startswith("[") for title in titles(app, forum["meeting"]))


def test_last_times_agenda_is_copied_with_what_stands_there_every_time(app, data, visit, forum, address, last_time):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), START, pattern="last_time")
    assert titles(app, forum["meeting"]) == ["Hello", "The fares"]
    assert "Led by Mo Member" in page.text
    with data():
        copied = db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == forum["meeting"])).all()
        assert [(i.minutes, i.content_note, i.details) for i in copied] == [
            (15, "", ""), (25, "It may hurt.", "One page."),
        ]  # fmt: skip
        db.session.get_one(Person, forum["mo"]).preferred_name = "Mona Member"
    assert "Led by Mona Member" in olga.get(address).text


def test_without_an_earlier_agenda_there_is_none_to_copy(app, visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.get(address)
    assert "The same as last time" not in page.text
    refused = olga.submit(page, START, status=422, pattern="last_time")
    assert refused.error_of("pattern") == "There is no earlier agenda to copy"
    assert not titles(app, forum["meeting"])


@pytest.mark.parametrize("chosen", [None, "party"])
def test_no_choice_is_explained_beside_the_choices(app, visit, forum, address, chosen):
    olga = visit(forum["olga"])
    refused = olga.submit(olga.get(address), START, status=422, pattern=chosen)
    assert refused.has("pattern-error")
    assert refused.title.startswith("Error:")
    assert not titles(app, forum["meeting"])


def test_started_twice_or_by_two_at_once_it_has_its_items_once(app, visit, forum, address):
    olga, second = visit(forum["olga"]), visit(forum["olga"])
    page, other = olga.get(address), second.get(address)
    for _time in range(2):
        olga.submit(page, START, pattern="panel")
    refused = second.submit(other, START, status=422, pattern="monthly_forum")
    assert "There are items on this agenda already, so none were added" in refused.text
    assert len(titles(app, forum["meeting"])) == len(ROWS[Pattern.PANEL])


def test_an_agenda_of_a_meeting_that_is_over_is_not_started(data, app, visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.get(address)
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CANCELLED
    olga.submit(page, START, status=422, pattern="panel")
    assert not titles(app, forum["meeting"])


def test_each_pattern_has_words() -> None:
    assert set(PATTERN) == set(Pattern) == {*ROWS, Pattern.LAST_TIME}


# --- long stretches ------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W5")
def test_the_warning_stands_beside_the_item_that_comes_too_long_after_a_break(data, visit, forum, address):
    with data():
        meeting = db.session.get_one(Meeting, forum["meeting"])
        for place, (title, minutes) in enumerate((("A", 30), ("B", 20), ("C", 10), ("D", 5)), 1):
            factories.item(meeting, title, position=place, minutes=minutes)
    olga = visit(forum["olga"])
    page = olga.get(address)
    warning = "By the end of this, 60 minutes have gone by without a break."
    assert page.text.count(warning) == 1
    assert page.text.index("C 10 minutes") < page.text.index(warning) < page.text.index("D 5 minutes")
    page = olga.submit(page, "Add it at the end", kind="break", minutes="10")
    page = olga.submit(page, "Move there: Break", to="3")
    assert "without a break" not in page.text


@given(st.lists(st.integers(-60, 60).filter(bool), max_size=30))
def test_an_item_is_warned_of_exactly_when_some_stretch_is_too_long(minutes):
    agenda = made_of(*minutes)
    for number, item in enumerate(agenda):
        item.id = number
    found = tiring(agenda)
    assert bool(found) == (longest_stretch(agenda) > LONGEST_STRETCH)
    assert all(agenda[number].kind is not ItemKind.BREAK and m > LONGEST_STRETCH for number, m in found.items())
