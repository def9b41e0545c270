"""Matters arising build themselves from what earlier meetings left open."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.actions.models import ActionState
from workspace.meetings.agenda.models import AgendaItem, CameFrom
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Result
from workspace.meetings.outcomes.models import Question, QuestionState
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.people.models import Person
from workspace.spaces.models import Sharing, Space

LIST = "/spaces/forum/meetings"
MARCH, AUTUMN = datetime(2027, 3, 3, 9, tzinfo=UTC), datetime(2027, 10, 6, 9, tzinfo=UTC)
ON, ALL = "Put it on the agenda", "Put one item on for all of it"


@pytest.fixture
def earlier(data, forum, add_meeting) -> int:
    """A meeting in March, which is over and left something of each kind open."""
    number = add_meeting("Spring", invited=("mo",), items=1, starts_at=MARCH, state=MeetingState.CLOSED)
    with data():
        meeting, mo = db.session.get_one(Meeting, number), db.session.get_one(Person, forum["mo"])
        item = db.session.scalars(select(AgendaItem)).one()
        meeting.sharing = item.sharing = Sharing.MEMBERS
        for what, due in (("Ring the council", date(2027, 5, 1)), ("Ask Mo", None), ("Late one", date(2027, 4, 1))):
            factories.task(_space(meeting), mo, what, meeting_id=number, due_on=due)
        factories.task(_space(meeting), mo, "Done one", meeting_id=number, state=ActionState.DONE)
        factories.parked(item, mo, what="Parked now")
        factories.parked(item, mo, what="Parked by May", until_on=date(2027, 5, 1))
        factories.parked(item, mo, what="Parked until autumn", until_on=date(2027, 10, 1))
        factories.parked(item, mo, what="Let go", let_go_at=db.now(), let_go_because="Frozen.")
        factories.question(item, mo, words="Who pays?")
        factories.question(item, mo, words="Answered one?", state=QuestionState.ANSWERED, answer="The council.")
        for result in (Result.TO_BE_AGREED, Result.NOT_AGREED):
            factories.decision(item, mo, words=f"Ended as {result.value}", result=result)
        for state in SuggestionState:
            factories.suggestion(meeting, mo, f"Suggested {state.value}", state=state)
    return number


def _space(meeting: Meeting) -> Space:
    return db.session.get_one(Space, meeting.space_id)


@pytest.fixture
def next_one(earlier, add_meeting) -> int:
    return add_meeting("Summer", invited=("mo", "gus"))


@pytest.fixture
def address(next_one) -> str:
    return f"{LIST}/{next_one}/agenda"


def open_ones(page) -> list[str]:
    """Return what can be put on the agenda, in its order."""
    names = (" ".join("".join(b.itertext()).split()) for b in page.root.iter("button"))
    return [name.removeprefix(f"{ON}: ") for name in names if name.startswith(ON)]


def test_what_is_open_is_there_by_itself_late_actions_first_and_what_is_settled_is_not(visit, forum, address):
    page = visit(forum["olga"]).get(address)
    assert open_ones(page) == [
        "Late one", "Ring the council", "Ask Mo", "Ended as to_be_agreed", "Parked now", "Parked by May", "Who pays?",
        "Suggested waiting", "Suggested on_agenda", "Suggested next_time",
    ]  # fmt: skip
    assert "By when: Thursday 1 April 2027. From Spring" in page.text


def test_nothing_of_later_meetings_or_other_groups_is_carried(data, visit, forum, earlier, add_meeting):
    number = add_meeting("Before it", starts_at=MARCH - timedelta(days=30))
    page = visit(forum["olga"]).get(f"{LIST}/{number}/agenda")
    assert "Nothing is left open from earlier meetings." in page.text
    with data():
        other = factories.space("Elsewhere", slug="elsewhere")
        factories.member(other, who=db.session.get_one(Person, forum["olga"]), role="organiser")
        theirs = factories.meeting(other, db.session.get_one(Person, forum["olga"])).id
    assert not open_ones(visit(forum["olga"]).get(f"/spaces/elsewhere/meetings/{theirs}/agenda"))


@pytest.mark.parametrize(
    ("what", "leads"),
    [("Late one", "actions/"), ("Parked now", "parked/"), ("Who pays?", "questions/")],
)
def test_one_button_makes_an_item_that_leads_back(visit, forum, next_one, address, what, leads):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), f"{ON}: {what}")
    assert f"“{what}” is on the agenda" in page.text
    assert what not in open_ones(page)
    words = "See the action" if leads == "actions/" else "See where it comes from"
    back = olga.get(olga.get(f"{LIST}/{next_one}").links()[f"{words}: {what}"], follow=True)
    assert leads in back.address
    assert back.h1 == what
    assert "Led by Mo Member" in page.text


@pytest.mark.promise("S3-P2")
def test_what_speakers_take_back_to_their_group_comes_again_until_it_is_decided(data, visit, forum, next_one, address):
    olga, what = visit(forum["olga"]), "Ended as to_be_agreed"
    olga.submit(olga.get(address), f"{ON}: {what}")
    source = olga.get(f"{LIST}/{next_one}").links()[f"See where it comes from: {what}"]
    assert "/notes#decision-" in olga.get(source, status=303).location
    with data():
        meeting = db.session.get_one(Meeting, next_one)
        later = factories.meeting(_space(meeting), db.session.get_one(Person, forum["olga"]), starts_at=AUTUMN).id
    after = f"{LIST}/{later}/agenda"
    assert what in open_ones(olga.get(after)), "it was talked about, and nothing was decided"
    for result, is_open in ((Result.TO_BE_AGREED, True), (Result.COMPROMISE, False)):
        with data():
            item = db.session.scalars(select(AgendaItem).where(AgendaItem.came_from == CameFrom.DECISION)).one()
            factories.decision(item, db.session.get_one(Person, forum["mo"]), words="We meet", result=result)
        assert (what in open_ones(olga.get(after))) is is_open


def test_a_suggestion_for_next_time_comes_on_and_the_person_hears_of_it(app, visit, forum, next_one, address, letters):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), f"{ON}: Suggested next_time")
    assert "Suggested by Mo Member" in page.text
    (letter,) = letters("suggestion_answered")
    assert "It is an item of “Summer”" in letter.text
    with app.app_context():
        made = db.session.scalars(select(Suggestion).where(Suggestion.what == "Suggested next_time")).one()
    assert made.state is SuggestionState.ON_AGENDA


def test_what_is_on_the_agenda_of_a_meeting_that_is_cancelled_is_carried_again(data, visit, forum, next_one, address):
    olga = visit(forum["olga"])
    page = olga.get(address)
    for what in ("Parked now", "Suggested next_time"):
        page = olga.submit(page, f"{ON}: {what}")
    with data():
        db.session.get_one(Meeting, next_one).state = MeetingState.CANCELLED
        space = _space(db.session.get_one(Meeting, next_one))
        starts = db.session.get_one(Meeting, next_one).starts_at - timedelta(days=3)
        instead = factories.meeting(space, db.session.get_one(Person, forum["olga"]), starts_at=starts).id
    again = open_ones(olga.get(f"{LIST}/{instead}/agenda"))
    assert {"Parked now", "Suggested next_time"} <= set(again)


def test_a_button_that_is_pressed_twice_or_by_two_makes_one_item(app, visit, forum, address):
    olga, second = visit(forum["olga"]), visit(forum["olga"])
    page, other = olga.get(address), second.get(address)
    for _time in range(2):
        olga.submit(page, f"{ON}: Parked now")
    refused = second.submit(other, f"{ON}: Parked now")
    assert "on the agenda already, or was settled meanwhile. Nothing was done twice" in refused.text
    with app.app_context():
        found = db.session.scalars(select(AgendaItem).where(AgendaItem.came_from == CameFrom.PARKED)).all()
    assert len(found) == 1


def test_what_was_settled_while_somebody_looked_is_not_put_on(data, visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.get(address)
    with data():
        row = db.session.scalars(select(Question).where(Question.words == "Who pays?")).one()
        row.state = QuestionState.ANSWERED
    assert "was settled meanwhile" in olga.submit(page, f"{ON}: Who pays?").text


def test_a_removed_item_is_open_again_and_put_back_where_it_was(app, visit, forum, address):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), f"{ON}: Late one")
    page = olga.submit(page, "Remove: Late one")
    assert "Late one" in open_ones(page)
    page = olga.submit(page, f"{ON}: Late one")
    assert "Late one" not in open_ones(page)
    with app.app_context():
        assert len(db.session.scalars(select(AgendaItem).where(AgendaItem.came_from == CameFrom.ACTION)).all()) == 1


def test_one_item_stands_for_all_and_its_list_is_on_the_page_for_members(visit, forum, next_one, address):
    olga = visit(forum["olga"])
    page = olga.get(address)
    for _time in range(2):
        after = olga.submit(page, ALL)
    assert ALL not in after.text
    meeting = visit(forum["mo"]).get(f"{LIST}/{next_one}")
    assert meeting.text.count("Matters arising") == 1
    for what in ("Late one", "Parked now", "Who pays?", "Suggested next_time"):
        assert what in meeting.text
    assert "Put it on the agenda" not in meeting.text
    guest = visit(forum["gus"]).get(f"{LIST}/{next_one}")
    assert "Matters arising" in guest.text
    assert "Late one" not in guest.text, "a guest sees nothing else of the group"


@pytest.mark.promise("S1-C4")
def test_what_was_kept_to_the_people_invited_is_carried_to_no_wider_circle(
    data, visit, forum, earlier, next_one, address
):
    with data():
        db.session.get_one(Meeting, earlier).sharing = Sharing.GROUP
        for row in db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == earlier)):
            row.sharing = Sharing.GROUP
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), ALL)
    assert "Parked now" in page.text, "whoever makes the agenda sees all of it"
    shown = visit(forum["mo"]).get(f"{LIST}/{next_one}").text
    assert "Matters arising" in shown
    for what in ("Parked now", "Who pays?", "Suggested next_time"):
        assert what not in shown


def test_names_in_what_is_carried_are_todays_and_titles_name_nobody(data, visit, forum, earlier, next_one, address):
    with data():
        meeting = db.session.get_one(Meeting, earlier)
        mo = db.session.get_one(Person, forum["mo"])
        factories.task(_space(meeting), mo, f"Help {{person:{mo.id}}} with it " + "w" * 300, meeting_id=earlier)
        mo.preferred_name = "Mona Member"
    olga = visit(forum["olga"])
    page = olga.get(address)
    what = next(one for one in open_ones(page) if one.startswith("Help"))
    assert what.startswith("Help Mona Member with it")
    page = olga.submit(page, f"{ON}: {what}")
    with data():
        item = db.session.scalars(select(AgendaItem).where(AgendaItem.came_from == CameFrom.ACTION)).one()
        assert item.title.startswith("Help a member with it")
        assert len(item.title) <= 200


def test_only_organisers_put_it_on(visit, forum, address):
    olga = visit(forum["olga"])
    form = olga.get(address).form(f"{ON}: Late one")
    for name in ("mo", "gus", "nora", "otto"):
        one = visit(forum[name])
        token = one.get("/reading").form("Use these settings").find("input").get("value")
        one.post(form.get("action"), {"csrf_token": token, "once": name, "matter": "all"}, status=403)


@pytest.mark.parametrize("many", [1, 3])
def test_both_pages_ask_the_same_however_much_is_open(data, visit, forum, add_meeting, many):
    first = add_meeting("Spring", items=1, starts_at=MARCH, state=MeetingState.CLOSED)
    number = add_meeting("Summer", invited=("mo",))
    with data():
        meeting, mo = db.session.get_one(Meeting, first), db.session.get_one(Person, forum["mo"])
        item = db.session.scalars(select(AgendaItem)).one()
        for _each in range(many):
            factories.task(_space(meeting), mo, meeting_id=first)
            factories.parked(item, mo)
            factories.question(item, mo)
            factories.suggestion(meeting, mo, state=SuggestionState.NEXT_TIME)
        row = db.session.get_one(Meeting, number)
        factories.item(row, "Matters arising", came_from=CameFrom.MATTERS, came_from_id=number)
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    with counted() as agenda:
        olga.get(f"{LIST}/{number}/agenda")
    with counted() as page:
        mo.get(f"{LIST}/{number}")
    assert len(agenda) == 9, agenda
    assert len(page) <= 8, page
