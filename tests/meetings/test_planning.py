"""Planning a meeting: what is read, what is refused, and that nothing typed is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from workspace import db
from workspace.meetings.models import Involvement, Meeting, MeetingState, WhoDecides
from workspace.meetings.words import WHO_DECIDES

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # when the forum of these tests lives: a Monday, in winter time
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)  # 10am in London
LIST = "/spaces/forum/meetings"
PLAN = f"{LIST}/new"


def test_a_meeting_is_planned_with_a_name_and_a_time_as_people_write_it(visit, forum, kept):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(PLAN), "Plan this meeting", title="Getting to school", when="3 June 2027, 10am to 12 noon"
    )
    assert page.h1 == "Getting to school"
    assert "We read this as Thursday 3 June 2027, 10am to 12pm" in page.text
    meeting = kept()
    assert (meeting.starts_at, meeting.ends_at) == (JUNE, JUNE + timedelta(hours=2))
    assert meeting.state is MeetingState.PLANNED


def test_everything_that_is_written_is_kept_and_shown(visit, forum, kept):
    olga = visit(forum["olga"])
    facts = {
        "purpose": "Agree what families are told.",
        "can_change": "What letters say.",
        "cannot_change": "The law.",
        "decided_by_others": "Contracts. Councillors choose in March.",
        "money": "£3,000 until the end of March.",
        "place": "Larch Room, Quayside Library",
        "way_in": "A ramp is on the left.",
        "welcomer": "Olga, at the main door",
        "online_link": "https://meet.example.org/larch",
        "phone_in": "01632 960177",
    }
    page = olga.submit(
        olga.get(PLAN),
        "Plan this meeting",
        title="Getting to school",
        when="3 June 2027, 10am to 11:50am",
        involvement="co_design",
        who_decides="last_word",
        **facts,
    )
    for words in facts.values():
        assert words in page.text
    assert "Co-design" in page.text
    assert "1 hour and 50 minutes" in page.text
    assert page.links()["Join online"] == "https://meet.example.org/larch"
    edit = olga.get(olga.get(page.address).links()["Change what is said here"])
    unchanged = olga.submit(edit, "Keep these changes")
    assert kept().calendar_number == 0, "keeping what was there changed something"
    assert "11:50am" in unchanged.text


@pytest.mark.parametrize(
    ("boxes", "ends"),
    [
        ({"day": "3 June 2027", "starts": "10am", "ends": "12 noon"}, 2),
        ({"day": "Thursday 3 June", "starts": "10", "ends": "1pm"}, 3),
        ({"day": "3/6/27", "starts": "10:00"}, 2),
    ],
)
def test_three_boxes_are_read_where_the_one_is_empty(visit, forum, kept, boxes, ends):
    olga = visit(forum["olga"])
    olga.submit(olga.get(PLAN), "Plan this meeting", title="Buses", when="", **boxes)
    assert (kept().starts_at, kept().ends_at) == (JUNE, JUNE + timedelta(hours=ends))


def test_without_an_end_two_hours_are_counted_and_that_is_said(visit, forum, kept):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Plan this meeting", title="Buses", when="3 June 2027, 10am")
    assert "You wrote no end, so we count two hours" in page.text
    assert kept().ends_at - kept().starts_at == timedelta(hours=2)


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": "", "when": "3 June 2027, 10am"}, "title", "Write what the meeting is called"),
        ({"when": ""}, "when", "Write when it is"),
        ({"when": "31 June 2027, 10am"}, "when", "There is no such day"),
        ({"when": "3 June 2027"}, "when", "Write a time too"),
        ({"when": "3 June 2027, 12pm to 10am"}, "when", "The end is before the start"),
        ({"when": "3 June 2027, 11pm"}, "when", "Write when it ends too"),
        ({"when": "28 March 2027, 1:30am to 3am"}, "when", "The clocks go forward"),
        ({"when": "3 January 2027, 10am"}, "when", "is past"),
        ({"when": "soon"}, "when", "We could not read “soon”"),
        ({"when": "", "day": "31 June", "starts": "10am"}, "day", "There is no such day"),
        ({"when": "", "day": "3 June 2027", "starts": "25:00"}, "starts", "There is no such time"),
        ({"when": "", "day": "3 June 2027"}, "starts", "Write a time too"),
        ({"when": "", "day": "3 June 2027", "starts": "2pm", "ends": "1pm"}, "ends", "The end is before the start"),
        ({"when": "", "day": "3 January 2027", "starts": "10am"}, "day", "is past"),
        ({"online_link": "javascript:alert(1)"}, "online_link", "Write the whole address"),
        ({"online_link": "https://[bad"}, "online_link", "Write the whole address"),
        ({"online_link": "meet.example.org"}, "online_link", "Write the whole address"),
        ({"involvement": "co_production"}, "involvement", "only when something can change"),
        ({"involvement": "ladder"}, "involvement", ""),
        ({"purpose": "w" * 100_000}, "purpose", "Write at most 20000 letters"),
        ({"title": "w" * 201}, "title", "Write at most 200 letters"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(visit, app, forum, fields, field, words):
    olga = visit(forum["olga"])
    typed = {"title": "Buses", "when": "3 June 2027, 10am to 12", "place": "Larch Room", **fields}
    page = olga.submit(olga.get(PLAN), "Plan this meeting", status=422, **typed)
    assert page.title.startswith("Error:")
    assert words in page.error_of(field)
    shown = {e.get("name"): e.get("value") or e.text or "" for e in page.form("form").iter() if e.get("name")}
    for name, value in typed.items():
        if name != "involvement":
            assert shown[name].strip() == value
    with app.app_context():
        assert not db.session.scalars(select(Meeting)).all()


def test_a_past_date_is_said_to_be_past_as_soon_as_it_is_checked(visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Check the date", status=422, when="3 January 2027, 10am")
    assert "is past. Write a time that is still to come" in page.error_of("when")
    assert not page.has("title-error")


def test_the_three_boxes_are_open_when_one_of_them_is_wrong(visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(PLAN), "Plan this meeting", status=422, title="Buses", when="", day="31 June", starts="10am"
    )
    assert next(page.root.iter("details")).get("open") is not None


def test_what_was_read_is_said_back_beside_another_mistake(visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Plan this meeting", status=422, title="", when="3/6/27 10am-12")
    assert "We read this as Thursday 3 June 2027, 10am to 12pm" in page.text


@pytest.mark.parametrize("title", ["مواصلات المدرسة 🚌", "<script>alert(1)</script>", "a\u202eb", "🚌" * 200])
def test_titles_of_any_letters_are_shown_as_they_are(visit, forum, kept, title):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Plan this meeting", title=title, when="3 June 2027, 10am")
    assert page.h1 == title
    assert kept().title == title
    assert title in olga.get(LIST).text


def test_a_form_that_is_sent_twice_plans_one_meeting(visit, forum, kept):
    olga = visit(forum["olga"])
    page = olga.get(PLAN)
    olga.submit(page, "Plan this meeting", title="Buses", when="3 June 2027, 10am")
    again = olga.submit(page, "Plan this meeting", title="Buses", when="3 June 2027, 10am")
    assert "Nothing was done twice" in again.text
    assert again.h1 == kept().title


@pytest.mark.promise("S1-L1")
def test_five_ways_of_working_each_with_its_meaning_beside_it(visit, forum, kept):
    olga = visit(forum["olga"])
    page = olga.get(PLAN)
    choices = {
        (e.find("input").get("value"), " ".join("".join(e.itertext()).split()))
        for e in page.find("involvement").iter("label")
    }
    assert len(choices) == 6  # and "not decided yet"
    assert all(len(words.split()) > 8 for value, words in choices if value)
    refused = olga.submit(
        page,
        "Plan this meeting",
        status=422,
        title="Buses",
        when="3 June 2027, 10am",
        involvement="co_production",
        cannot_change="Everything is decided.",
    )
    assert "only when something can change" in refused.error_of("involvement")
    olga.submit(refused, "Plan this meeting", can_change="What letters say.")
    assert kept().involvement is Involvement.CO_PRODUCTION


@pytest.mark.promise("S1-L1")
@pytest.mark.parametrize(
    ("level", "who", "honest"),
    [
        ("co_production", "last_word", "Co-design"),
        ("co_production", "advice", "Engagement"),
        ("co_production", "decided", "Information"),
        ("co_design", "advice", "Engagement"),
        ("co_design", "decided", "Information"),
        ("consultation", "decided", "Information"),
    ],
)
def test_a_meeting_is_not_called_more_than_its_members_can_decide(visit, forum, app, level, who, honest):
    olga = visit(forum["olga"])
    typed = {"title": "Buses", "when": "3 June 2027, 10am to 12", "can_change": "Letters", "purpose": "Write a letter"}
    page = olga.submit(olga.get(PLAN), "Plan this meeting", status=422, involvement=level, who_decides=who, **typed)
    assert f"Call it {honest}, or open the decision" in page.error_of("involvement")
    assert page.find("purpose").text.strip() == "Write a letter"
    with app.app_context():
        assert not db.session.scalars(select(Meeting)).all()
    kept = olga.submit(page, "Plan this meeting", involvement=honest.lower().replace("-", "_"))
    assert kept.h1 == "Buses"


@pytest.mark.promise("S1-L1")
@pytest.mark.parametrize("who", ["members", "together"])
def test_co_production_is_what_members_decide_and_the_page_says_so(visit, forum, kept, who):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(PLAN), "Plan this meeting", title="Buses", when="3 June 2027, 10am", involvement="co_production",
        who_decides=who, can_change="Letters",
    )  # fmt: skip
    assert "This is called: Co-production" in page.text
    assert f"Who decides: {WHO_DECIDES[WhoDecides(who)]}" in page.text
    edit = olga.get(olga.get(page.address).links()["Change what is said here"])
    refused = olga.submit(edit, "Keep these changes", status=422, who_decides="last_word")
    assert "Call it Co-design" in refused.error_of("involvement")
    assert kept().who_decides is WhoDecides(who)


@pytest.mark.promise("S1-L1")
def test_a_page_says_why_a_meeting_is_not_called_co_production(visit, forum, add_meeting):
    number = add_meeting(invited=["mo"], involvement=Involvement.CO_DESIGN, who_decides=WhoDecides.LAST_WORD)
    text = visit(forum["mo"]).get(f"{LIST}/{number}").text
    assert "Who decides: Members shape it, and those responsible have the last word" in text
    assert "closed to members, so this is not called co-production" in text
    assert "We shape this together" in text
    assert "We decide this together" not in text


def test_only_organisers_plan(visit, forum):
    for name in ("nora", "mo", "gus", "otto"):
        visit(forum[name]).get(PLAN, status=403)
    assert visit().get(PLAN, status=303).location.startswith("/sign-in")
    assert "Plan a meeting" not in visit(forum["mo"]).get(LIST).links()


# --- nights in which the clocks change -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31 October 2027, 12:30am to 1:30am", "12:30am to 1:30am (before the clocks go back)"),
        ("31 October 2027, 1:30am", "1:30am to 2:30am (2 hours: the clocks go back in between)"),
        ("28 March 2027, 12:30am to 3am", "12:30am to 3am (1 hour and 30 minutes: the clocks go forward in between)"),
        ("24 October 2027, 1:30am to 3am", "1:30am to 3am"),
    ],
)
def test_in_a_night_in_which_the_clocks_change_the_time_says_what_that_means(app, visit, forum, typed, said):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Plan this meeting", title="Night watch", when=typed)
    assert page.facts()["When"].endswith(f"2027, {said}")


def test_a_meeting_that_comes_again_keeps_its_hour_over_the_change_of_the_clocks(app, visit, forum):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(PLAN), "Plan this meeting", title="Night watch", when="24 October 2027, 1:30am to 3am")
    page = olga.submit(olga.get(f"{page.address}/repeat"), "Plan these meetings", rhythm="weeks", weeks="1", times="2")
    assert "Sunday 31 October 2027, 1:30am to 3am (2 hours and 30 minutes: the clocks go back in between)" in page.text
    assert "Sunday 7 November 2027, 1:30am to 3am" in page.text
