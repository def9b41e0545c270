"""A name stands beside a pair by its owner's own yes alone."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import item_of
from tests.said.pairs.test_pairs import PAGE, sent, shared
from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.people.models import Person, SpeaksFor
from workspace.said.models import SaidKind, Shown
from workspace.spaces.models import Membership, Sharing

NAMED = "Said by Zoe Quiet, who wanted to be named."


@pytest.fixture
def visit(app, visit):
    visit.app = app
    return visit


@pytest.mark.promise("S4-13")
def test_whoever_said_it_in_private_may_use_their_name_take_it_away_and_it_goes_with_the_words(app, visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    with data():
        zoe = db.session.get_one(Person, told.forum.zoe)
        factories.contribution(item_of(told.forum, 1), zoe, kind=SaidKind.HEARD, of_id=told.heard, shown=Shown.PRIVATE)
    page, ann, zoe, nora = sent(visit, told), visit(told.forum.ann), visit(told.forum.zoe), visit(told.forum.nora)
    assert "waits for approval" in zoe.get("/me/said").text
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    for who in (visit(), ann, nora):
        shown = who.get(page)
        assert "Zoe" not in shown.text + visit().get(PAGE).text
        assert "Use my name" not in shown.text, "nobody else is asked"
    named = zoe.submit(zoe.get(page), "Use my name")
    assert "Your name stands beside it." in named.text
    for address in (page, PAGE, f"{PAGE}/list"):
        assert NAMED in visit().get(address).text
    assert "Zoe" not in visit().get(f"{PAGE}.atom").html, "what others carried away could not be taken back"
    assert "with your name" in zoe.get("/me/said").text
    zoe.submit(named, "Take my name away")
    assert "Zoe" not in visit().get(page).text
    stale = zoe.get(page)
    zoe.submit(zoe.get(page), "Use my name")
    nora.submit(nora.get(f"{page}/change"), "Save the pair", did="Three more buses run.", stands_alone="y")
    assert "Zoe" not in ann.get(page).text, "she said yes to other words"
    refused = zoe.submit(stale, "Use my name", status=422)
    assert "Somebody changed or settled this meanwhile" in refused.text
    with data():
        kinds = (Event.PAIR_NAMED, Event.PAIR_UNNAMED)
        found = db.session.scalars(select(AuditEvent.event).where(AuditEvent.event.in_(kinds)).order_by(AuditEvent.id))
        assert list(found) == [Event.PAIR_NAMED, Event.PAIR_UNNAMED, Event.PAIR_NAMED]


def test_nobody_puts_a_name_there_who_did_not_say_it(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann = sent(visit, told), visit(told.forum.ann)
    fields = {one.get("name"): one.get("value") for one in ann.get(page).root.iter("input") if one.get("name")}
    asked = {"csrf_token": fields["csrf_token"], "once": "x", "use": "yes", "name-version": "1"}
    ann.post(f"{page}/my-name", asked, status=403)


def test_whoever_speaks_for_a_group_of_people_is_not_asked_again_what_they_live_through(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann = sent(visit, told), visit(told.forum.ann)
    with data():
        place = db.session.scalars(select(Membership).where(Membership.person_id == told.forum.ann)).one()
        place.speaks_for = SpeaksFor.GROUP
    assert "I have lived experience" not in ann.get(page).text
    assert "Approved" in ann.submit(ann.get(page), "Everyone may read it").text
