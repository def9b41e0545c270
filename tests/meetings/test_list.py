"""The list of a space's meetings."""

from datetime import UTC, datetime, timedelta

from tests.support.queries import counted
from workspace import db
from workspace.meetings.models import Meeting, MeetingState

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # when the forum of these tests lives: a Monday, in winter time
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)  # 10am in London
LIST = "/spaces/forum/meetings"
PLAN = f"{LIST}/new"


def test_the_list_shows_what_comes_first_then_the_past_newest_first_with_my_answer(data, visit, forum, add_meeting):
    add_meeting("Later", starts_at=JUNE + timedelta(days=1))
    add_meeting("Sooner", invited=["mo"])
    add_meeting("Long ago", starts_at=NOW - timedelta(days=90), state=MeetingState.CLOSED)
    add_meeting("Lately", starts_at=NOW - timedelta(days=9), state=MeetingState.CLOSED)
    add_meeting("Right now", starts_at=NOW - timedelta(hours=3), state=MeetingState.HAPPENING)
    add_meeting("Called off", starts_at=JUNE + timedelta(days=2), state=MeetingState.CANCELLED)
    text = visit(forum["mo"]).get(LIST).text
    order = ["Right now Happening now", "Sooner Planned", "Later Planned", "Called off Cancelled", "Lately", "Long ago"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.count("You have not answered yet") == 1


def test_past_meetings_come_twenty_to_a_page_with_real_links(visit, forum, add_meeting):
    for number in range(45):
        add_meeting(f"Past {number}.", starts_at=NOW - timedelta(days=number + 1), state=MeetingState.CLOSED)
    mo = visit(forum["mo"])
    first = mo.get(LIST)
    assert "Past 19." in first.text
    assert "Past 20." not in first.text
    second = mo.get(first.links()["Page 2, after this"])
    assert "Past 20." in second.text
    assert "Past 44." in mo.get(second.links()["Page 3, after this"]).text
    assert "Past 44." in mo.get(f"{LIST}?page=99999999999999999999").text
    assert "Past 0." in mo.get(f"{LIST}?page=-1").text
    assert "Past 0." in mo.get(f"{LIST}?page=two").text


def test_meetings_are_found_by_words_in_their_title(visit, forum, add_meeting):
    add_meeting("Getting to school")
    add_meeting("100% of buses")
    mo = visit(forum["mo"])
    page = mo.get(f"{LIST}?words=SCHOOL")
    assert "1 meeting has these words" in page.text
    assert "100% of buses" not in page.links()
    assert "100% of buses" in mo.get(f"{LIST}?words=%25").links()
    assert "Getting to school" not in mo.get(f"{LIST}?words=%25").links()
    nothing = mo.get(f"{LIST}?words=zebra")
    assert "No meetings match" in nothing.text
    assert nothing.links()["Show all meetings"] == LIST


def test_an_empty_list_says_what_will_be_here(visit, forum):
    page = visit(forum["mo"]).get(LIST)
    assert "No meetings yet." in page.text
    assert "Plan a meeting" in visit(forum["olga"]).get(LIST).links()


def test_the_list_is_for_members_and_holds_no_meeting_of_another_space(visit, forum, add_meeting):
    add_meeting("Ours alone", invited=["gus"])
    visit(forum["gus"]).get(LIST, status=403)
    visit(forum["otto"]).get(LIST, status=403)
    assert "Ours alone" not in visit(forum["otto"]).get("/spaces/other/meetings").text


def test_the_list_needs_the_same_queries_for_one_three_and_1500_meetings(data, visit, forum, add_meeting):
    add_meeting(invited=["mo"])
    mo = visit(forum["mo"])
    mo.get(LIST)
    with counted() as one:
        mo.get(LIST)
    for number in range(2):
        add_meeting(f"More {number}", invited=["mo"], starts_at=NOW - timedelta(days=2), state=MeetingState.CLOSED)
    with counted() as three:
        mo.get(LIST)
    with data():
        row = {"space_id": forum["space"], "created_by_id": forum["olga"], "created_at": NOW, "state": "closed"}
        rows = [
            {
                "title": f"Many {n}",
                "starts_at": NOW - timedelta(days=n + 3),
                "ends_at": NOW - timedelta(days=n + 2),
                **row,
            }
            for n in range(1497)
        ]
        db.session.execute(Meeting.__table__.insert(), rows)
    with counted() as many:
        assert "of 75" in mo.get(LIST).text
    assert one == three == many
