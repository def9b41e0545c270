"""What comes of a poll: numbers without names, the choice of a date, and what people are told."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.meetings.conftest import NOW
from tests.meetings.polls.conftest import dates_on
from workspace import db
from workspace.meetings.models import Meeting, MeetingState, WhoDecides
from workspace.meetings.polls.models import PollState
from workspace.spaces.models import Space

PLAN = "Plan the meeting on this date"
SIX = ("ada", "bo", "cy", "di", "ed", "flo")


@pytest.fixture
def full(poll, answers):
    """A poll of six: on the first date five can and one cannot; on the second four can and two could."""
    address = poll(*SIX)
    for number, name in enumerate(SIX):
        answers(name, address, "cannot" if number == 0 else "can", "if_need_be" if number < 2 else "can")
    return address


@pytest.mark.promise("S1-W6")
def test_when_answers_are_closed_the_numbers_are_shown_and_the_best_date_is_said_in_words(visit, asked, full):
    olga = visit(asked["olga"])
    page = olga.submit(olga.get(full), "Close the answers now")
    best = "This date suits best: Friday 15 January 2027, 9am to 11am. 4 can, 2 could, 0 cannot."
    for text in (page.text, visit(asked["ada"]).get(full).text):
        assert best in text
        assert "6 people have answered." in text
    cells = ["".join(cell.itertext()) for cell in page.root.iter("td")]
    assert cells == ["5", "0", "1", "4", "2", "0"]
    assert "Change my answer" not in visit(asked["ada"]).get(full).links()


@pytest.mark.promise("S0-14")
def test_an_answer_given_by_phone_counts_like_one_on_the_page(visit, asked, poll, answers):
    address = poll("ada", "bo", "cy", "di", "ed", "flo", "pat")
    for name in ("ada", "bo", "cy", "di", "ed"):
        answers(name, address, "can", "cannot")
    olga = visit(asked["olga"])
    for name in ("pat", "flo"):  # one has no mail and was rung, one said it to an organiser
        page = olga.get(f"{address}/answer/{asked[name]}")
        olga.submit(page, "Keep this answer", **dict(zip(dates_on(page), ("can", "cannot"), strict=True)))
    olga.submit(olga.get(address), "Close the answers now")
    page = visit(asked["ada"]).get(address)
    assert "7 people have answered." in page.text
    assert ["".join(cell.itertext()) for cell in page.root.iter("td")] == ["7", "0", "0", "0", "0", "7"]
    assert "wrote it down" not in page.text
    assert "by phone" not in page.text.lower()


def test_the_last_day_closes_the_answers_by_itself(visit, asked, full):
    with time_machine.travel(NOW + timedelta(days=6)):
        assert "4 can, 2 could, 0 cannot" in visit(asked["bo"]).get(full).text


@pytest.mark.promise("S1-W6")
def test_a_group_of_four_reads_how_many_cannot_and_everybody_knew_that_before(visit, asked, poll, answers):
    address = poll("ada", "bo", "cy", "di")
    before = visit(asked["ada"]).get(f"{address}/answer")
    assert "sees how many can and how many cannot come on each date: no names, and never why" in before.text
    for name in ("ada", "bo", "cy", "di"):
        line = "My chemo day" if name == "di" else ""
        answers(name, address, "can", "cannot" if name == "di" else "can", line=line)
    olga = visit(asked["olga"])
    page = olga.submit(olga.get(address), "Close the answers now")
    assert "This date suits best: Thursday 14 January 2027, 9am to 11am. 4 can, 0 could, 0 cannot." in page.text
    assert ["".join(cell.itertext()) for cell in page.root.iter("td")] == ["4", "0", "0", "3", "0", "1"]
    assert "chemo" not in page.html
    assert page.text.index("How many can come") < page.text.index("Which date is it?"), (
        "what they decide by comes first"
    )


def test_dates_that_suit_equally_well_are_all_named(visit, asked, poll, answers):
    address = poll("ada", "bo")
    answers("ada", address, "can", "can")
    olga = visit(asked["olga"])
    page = olga.submit(olga.get(address), "Close the answers now")
    assert "These dates suit best, all the same: Thursday 14 January" in page.text
    assert "and Friday 15 January 2027" in page.text


@pytest.mark.promise("S1-W6")
def test_choosing_a_date_plans_the_meeting_and_tells_everybody_who_was_asked(
    visit, asked, poll, letters, kept, the_poll
):
    address = poll("ada", "pat", about="Agree what families are told.")
    olga = visit(asked["olga"])
    page = olga.submit(olga.get(address), "Close the answers now")
    assert "Nobody has answered." in page.text
    second = [e.get("value") for e in page.root.iter("input") if e.get("name") == "option"][1]
    page = olga.submit(page, "Choose this date", option=second, status=200)
    assert "Friday 15 January 2027, 9am to 11am" in page.text
    assert "2 people were asked, and are told this date at once." in page.text
    assert the_poll().meeting_id is None, "what happens is said before it does"
    page = olga.submit(page, PLAN)
    assert page.h1 == "Change what is said of this meeting"
    assert page.find("title").get("value") == "Buses"
    assert page.find("when").get("value") == "Friday 15 January 2027, 9am - 11am"
    assert page.find("purpose").text.strip() == "Agree what families are told."
    assert "Pat Post cannot be told by e-mail: ring or write to them." in page.text
    (letter,) = letters("poll_settled")
    assert letter.subject == "Forum: “Buses” has a date"
    assert "Friday 15 January 2027, 9am to 11am" in letter.text
    assert the_poll().meeting_id == kept().id
    assert visit(asked["ada"]).get(address).links()["See the meeting"] == f"/spaces/forum/meetings/{kept().id}"


def test_a_meeting_on_a_chosen_date_gets_its_place_and_who_decides(visit, data, asked, poll, kept):
    with data():
        hall = factories.venue(db.session.get_one(Space, asked["space"]), "Mill Hall", step_free="No steps.").id
    address, olga = poll("ada"), visit(asked["olga"])
    page = olga.submit(olga.get(address), "Close the answers now")
    option = next(e.get("value") for e in page.root.iter("input") if e.get("name") == "option")
    page = olga.submit(olga.submit(page, "Choose this date", option=option, status=200), PLAN)
    assert kept().venue_id is None
    page = olga.submit(page, "Keep these changes", venue=str(hall), who_decides="together")
    assert page.facts()["In person"].startswith("Mill Hall")
    assert page.facts()["Way in"] == "No steps."
    assert (kept().venue_id, kept().who_decides) == (hall, WhoDecides.TOGETHER)


def test_a_date_is_chosen_only_when_answers_are_closed_and_only_once(visit, app, asked, poll):
    address = poll("ada")
    olga, orla = visit(asked["olga"]), visit(asked["orla"])
    olga.submit(olga.get(address), "Close the answers now")
    pages = [olga.get(address), orla.get(address)]
    option = next(e.get("value") for e in pages[0].root.iter("input") if e.get("name") == "option")
    olga.submit(olga.submit(pages[0], "Choose this date", option=option, status=200), PLAN)
    late = orla.submit(pages[1], "Choose this date", status=422, option=option)
    assert "A date is chosen already" in late.text
    with app.app_context():
        assert len(db.session.scalars(select(Meeting)).all()) == 1
    open_one = poll("ada")
    page = orla.get(open_one)
    fields = {e.get("name"): e.get("value") for e in page.form("Close the answers now").iter("input")}
    refused = orla.post(f"{open_one}/choose", {**fields, "option": "1"}, status=422)
    assert "There is a problem" in refused.text


def test_a_choice_needs_a_date_of_this_question_that_is_still_to_come(visit, app, asked, poll):
    address = poll("ada")
    olga = visit(asked["olga"])
    page = olga.submit(olga.get(address), "Close the answers now")
    assert olga.submit(page, "Choose this date", status=422).error_of("option") == "Choose a date"
    olga.submit(page, "Choose this date", status=422, option="999")
    with time_machine.travel(NOW + timedelta(days=12)):
        page = olga.get(address)
        option = next(e.get("value") for e in page.root.iter("input") if e.get("name") == "option")
        assert "is past" in olga.submit(page, "Choose this date", status=422, option=option).error_of("option")
    with app.app_context():
        assert not db.session.scalars(select(Meeting)).all()


def test_a_question_that_is_called_off_is_told_and_over(visit, asked, poll, letters, the_poll):
    address = poll("ada", "pat")
    olga = visit(asked["olga"])
    before = olga.get(address)
    page = olga.submit(before, "Call it off, and tell people")
    assert "Everybody who was asked is told. Pat Post cannot be told by e-mail" in page.text
    assert "Called off." in page.text
    assert the_poll().state is PollState.CALLED_OFF
    (letter,) = letters("poll_settled")
    assert "We do not look for a date any more" in letter.text
    again = olga.submit(before, "Close the answers now", status=422)
    assert "This question is called off" in again.text


def test_a_question_is_opened_again_while_nobody_is_invited_on_the_chosen_date(
    visit, data, asked, poll, answers, letters, kept, the_poll
):
    address, olga = poll("ada", "bo"), visit(asked["olga"])
    answers("ada", address, "can", "cannot")
    page = olga.submit(olga.get(address), "Close the answers now")
    option = next(e.get("value") for e in page.root.iter("input") if e.get("name") == "option")
    olga.submit(olga.submit(page, "Choose this date", option=option, status=200), PLAN)
    form = olga.get(olga.get(address).links()["Ask again, with more time"])
    assert "before it" in olga.submit(form, "Ask again", status=422, closes="1 March 2027").text
    page = olga.submit(form, "Ask again", closes="10 January 2027")
    assert "People can answer again." in page.text
    assert (the_poll().state, the_poll().meeting_id) == (PollState.OPEN, None)
    assert kept().state is MeetingState.CANCELLED
    assert len(letters("poll_asked")) == 2, "both are told"
    assert "Change my answer" in visit(asked["ada"]).get(address).links()
    with time_machine.travel(NOW + timedelta(days=1)):
        page = olga.submit(olga.get(address), "Close the answers now")
        olga.submit(olga.submit(page, "Choose this date", option=option, status=200), PLAN)
        assert len(letters("poll_settled")) == 4, "and told the date a second time"
        with data():
            meeting = db.session.get_one(Meeting, the_poll().meeting_id)
            factories.invitation(meeting, db.session.get_one(factories.Person, asked["ada"]))
        page = olga.submit(olga.get(f"{address}/reopen"), "Ask again", status=422, closes="10 January 2027")
        assert "People are invited to the meeting on the chosen date." in page.text


def test_closing_twice_says_that_it_is_done(visit, asked, poll):
    address = poll("ada")
    olga, orla = visit(asked["olga"]), visit(asked["orla"])
    seen = orla.get(address)
    olga.submit(olga.get(address), "Close the answers now")
    assert "The time for answers is over" in orla.submit(seen, "Close the answers now", status=422).text


def test_whoever_left_the_group_is_told_nothing_more(visit, asked, poll, letters):
    address = poll("ada", "bo")
    olga = visit(asked["olga"])
    olga.submit(olga.get(address), "Close the answers now")
    olga.submit(olga.get(f"/spaces/forum/people/{asked['ada']}/role"), "Ada Abel has left")
    olga.submit(olga.get(address), "Call it off, and tell people")
    assert [letter.to_name for letter in letters("poll_settled")] == ["Bo Baker"]
