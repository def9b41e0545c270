"""Answering when one can come: by oneself, or to an organiser who writes it down."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.meetings.conftest import NOW
from tests.meetings.polls.conftest import dates_on
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.meetings.polls.models import Fit, PollAnswer, PollPlace
from workspace.spaces.models import Membership


def kept(app, person_id):
    with app.app_context():
        place = db.session.scalars(select(PollPlace).where(PollPlace.person_id == person_id)).one()
        rows = db.session.scalars(select(PollAnswer).where(PollAnswer.place_id == place.id).order_by(PollAnswer.id))
        return place, [row.fit for row in rows]


@pytest.mark.promise("S1-W6")
def test_somebody_answers_each_date_and_changes_it_while_answers_are_open(visit, app, asked, poll, answers):
    address = poll("ada")
    answers("ada", address, "can", "if_need_be", line="Clinic on the 4th")
    place, fits = kept(app, asked["ada"])
    assert fits == [Fit.CAN, Fit.IF_NEED_BE]
    assert place.private_line == "Clinic on the 4th"
    answers("ada", address, "cannot", "can", line="")
    assert kept(app, asked["ada"])[1] == [Fit.CANNOT, Fit.CAN]


def test_every_date_needs_an_answer_and_what_was_chosen_stays(visit, asked, poll):
    ada = visit(asked["ada"])
    page = ada.get(f"{poll('ada')}/answer")
    first, second = dates_on(page)
    page = ada.submit(page, "Send my answer", status=422, **{first: "can", "private_line": "Shift"})
    assert page.error_of(second) == "Choose one answer for each date"
    assert page.find(f"{first}-0").get("checked") is not None
    assert page.find("private_line").get("value") == "Shift"
    assert ada.submit(page, "Send my answer", status=422, **{second: "perhaps"}).error_of(second)


@pytest.mark.promise("S1-W6")
def test_an_organiser_writes_down_what_somebody_said_and_it_is_recorded_who(visit, app, asked, poll):
    address = poll("pat", "ada")
    olga = visit(asked["olga"])
    page = olga.get(address)
    assert "Pat Post: By phone, no e-mail" in page.text
    assert "01632 960 555" in page.text
    page = olga.get(page.links()["Write down their answer: Pat Post"])
    first, second = dates_on(page)
    page = olga.submit(page, "Keep this answer", **{first: "can", second: "cannot"})
    assert "The answer of Pat Post is kept" in page.text
    place, fits = kept(app, asked["pat"])
    assert (fits, place.answered_by_id) == ([Fit.CAN, Fit.CANNOT], asked["olga"])
    with app.app_context():
        row = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.POLL_ANSWERED)).one()
        assert (row.actor_id, row.subject_id, row.changes) == (asked["olga"], asked["pat"], {})
    mine = visit(asked["pat"]).get(f"{address}/answer")
    assert "Olga Organiser wrote it down for you." in mine.text
    assert mine.find(f"{first}-0").get("checked") is not None


@pytest.mark.promise("S1-W6")
def test_what_somebody_answered_is_shown_to_nobody_else(visit, asked, poll, answers):
    """While answers come in there is no number at all; their own page is the only place with their answer."""
    address = poll("ada", "bo", "cy", "olga")
    answers("ada", address, "cannot", "cannot", line="My secret clinic")
    for name in ("olga", "orla", "bo"):
        visitor = visit(asked[name])
        for path in ("/me", "/spaces/forum/polls", address):
            text = visitor.get(path).text
            assert "secret" not in text
            assert "1 cannot" not in text
            assert "How many can come Date" not in text
    olga = visit(asked["olga"])
    assert "1 of 4. Nobody sees who answered what. Ada Abel" in olga.get(address).text
    assert "Who has answered" not in visit(asked["bo"]).get(address).text
    page = olga.get(f"{address}/answer/{asked['ada']}")
    assert "only they can change it" in page.text
    assert not dates_on(page)


def test_an_organiser_cannot_write_over_what_somebody_answered_themselves(visit, app, asked, poll, answers):
    """Otherwise a number that moves would tell what it was before."""
    address = poll("ada", "bo")
    olga = visit(asked["olga"])
    page = olga.get(f"{address}/answer/{asked['ada']}")
    answers("ada", address, "cannot", "cannot")
    fields = dict.fromkeys(dates_on(page), "can")
    page = olga.submit(page, "Keep this answer", status=422, **fields)
    assert "They have answered themselves, so only they can change it" in page.text
    assert kept(app, asked["ada"])[1] == [Fit.CANNOT, Fit.CANNOT]


def test_what_an_organiser_wrote_down_is_not_shown_again_and_can_be_written_anew(visit, app, asked, poll):
    address = f"{poll('pat')}/answer/{asked['pat']}"
    for fit in ("cannot", "can"):
        orla = visit(asked["orla"])
        page = orla.get(address)
        assert not [e for e in page.root.iter("input") if e.get("checked") is not None]
        orla.submit(page, "Keep this answer", **dict.fromkeys(dates_on(page), fit))
    assert kept(app, asked["pat"])[1] == [Fit.CAN, Fit.CAN]


def test_after_the_last_day_no_answer_is_taken_and_what_was_chosen_is_shown_again(visit, app, asked, poll):
    ada = visit(asked["ada"])
    page = ada.get(f"{poll('ada')}/answer")
    first, second = dates_on(page)
    with time_machine.travel(NOW + timedelta(days=6)):
        page = ada.submit(page, "Send my answer", status=422, **{first: "can", second: "cannot", "private_line": "Bus"})
        assert "The time for answers is over. What you chose is still below" in page.text
        assert page.find("private_line").get("value") == "Bus"
        assert "You did not answer." in ada.get(page.address).text
    assert kept(app, asked["ada"])[1] == []


def test_an_answer_is_for_those_who_are_asked(visit, asked, poll):
    address = poll("ada")
    visit(asked["mo"]).get(f"{address}/answer", status=404)
    visit(asked["olga"]).get(f"{address}/answer/{asked['mo']}", status=404)
    visit(asked["ada"]).get(f"{address}/answer/{asked['ada']}", status=403)
    visit(asked["otto"]).get(f"{address}/answer", status=404)


def test_whoever_leaves_the_group_is_taken_out_of_open_questions(visit, app, asked, poll, answers, data):
    address = poll("ada", "bo")
    answers("ada", address, "cannot", "can")
    olga = visit(asked["olga"])
    olga.submit(olga.get(f"/spaces/forum/people/{asked['ada']}/role"), "Ada Abel has left")
    assert "0 of 1." in olga.get(address).text
    visit(asked["ada"]).get(address, status=403)
    with app.app_context():
        assert not db.session.scalars(select(PollAnswer)).all()
        assert db.session.scalars(select(Membership).where(Membership.person_id == asked["ada"])).one().left_at


def test_a_reminder_goes_once_a_day_to_those_who_have_not_answered(visit, asked, poll, answers, letters):
    address = poll("ada", "bo", "pat")
    answers("ada", address, "can", "can")
    olga = visit(asked["olga"])
    for _press in range(2):
        page = olga.submit(olga.get(address), "Remind them by e-mail")
        assert "Pat Post cannot be told by e-mail" in page.text
    assert [letter.to_name for letter in letters("poll_asked")] == ["Bo Baker"]
