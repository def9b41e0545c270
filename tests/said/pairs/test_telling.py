"""Who hears what becomes of a pair, and how."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import item_of
from tests.said.pairs.test_pairs import sent, shared
from workspace import db, jobs, mail
from workspace.actions.weekly import service as weekly
from workspace.mail import Message
from workspace.meetings.sent.models import HandDelivery
from workspace.people.models import Hears, Person
from workspace.said.models import SaidKind, Shown
from workspace.said.pairs.models import WaitingPair
from workspace.spaces.models import Sharing

TEMPLATES = ("pair_news", "pair_public")


@pytest.fixture
def visit(app, visit):
    visit.app = app
    return visit


def heard(app, data, after: int = 0) -> dict[str, str]:
    """Return the texts of the messages about pairs since this number, by who got them."""
    while jobs.work_once(app):
        pass
    with data():
        rows = db.session.scalars(select(Message).where(Message.template.in_(TEMPLATES), Message.id > after))
        return {(found := mail.letter_of(row)).to_name: found.text for row in rows}


def newest_message(data) -> int:
    with data():
        return db.session.scalars(select(Message.id).order_by(Message.id.desc())).first() or 0


@pytest.fixture
def said(data, told):
    """Zoe said it with her name, Olly without, and Ann in private; everybody hears at once."""
    shared(data, told, Sharing.PUBLIC)
    with data():
        item, mark = item_of(told.forum, 1), {"kind": SaidKind.HEARD, "of_id": told.heard}
        people = {name: db.session.get_one(Person, getattr(told.forum, name)) for name in ("ann", "olly", "zoe")}
        factories.contribution(item, people["zoe"], shown=Shown.NAMED, number=1, **mark)
        factories.contribution(item, people["olly"], shown=Shown.WITHOUT_NAME, number=2, **mark)
        factories.contribution(item, people["ann"], shown=Shown.PRIVATE, **mark)
    return told


@pytest.mark.promise("S4-13")
def test_approvers_writers_and_whoever_said_it_with_their_name_hear_of_each_step(app, visit, data, said):
    page = sent(visit, said)
    asked = heard(app, data)
    assert "Nora Notes" not in asked, "nobody approves their own words"
    assert {"Ann Owner", "Olly Organiser", "Zoe Quiet"} <= set(asked)
    assert len({text.split(",", 1)[1] for text in asked.values()}) == 1, "the same for all"
    assert "Would you read it?" in asked["Ann Owner"]
    ann, nora, last = visit(said.forum.ann), visit(said.forum.nora), newest_message(data)
    ann.submit(ann.get(page), "Send it back", **{"back-words": "Say which buses."})
    back = heard(app, data, last)
    assert set(back) == {"Nora Notes", "Zoe Quiet"}
    assert "> Say which buses." in back["Nora Notes"]
    assert "Say which buses." not in back["Zoe Quiet"]
    nora.submit(nora.get(f"{page}/change"), "Save the pair", said="School buses are late.", stands_alone="y")
    nora.submit(nora.get(page), "Send it for approval")
    heard(app, data)
    last = newest_message(data)
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    public = heard(app, data, last)
    assert set(public) == {"Nora Notes", "Zoe Quiet"}
    assert "What you said led to this" in public["Zoe Quiet"]
    assert "It is approved" in public["Nora Notes"]
    last = newest_message(data)
    olly = visit(said.forum.olly)
    olly.submit(olly.get(page), "Take it back", **{"away-words": "It was not true."})
    away = heard(app, data, last)
    assert set(away) == {"Ann Owner", "Nora Notes", "Zoe Quiet"}, "also whoever approved it"
    assert "It was not true." in away["Nora Notes"]
    assert "It was not true." not in away["Ann Owner"] + away["Zoe Quiet"]
    for texts in (asked, back, public, away):
        for name, text in texts.items():
            others = {"Ann", "Zoe", "Olly"} - {name.split()[0]}
            assert not any(other in text for other in others), text


def test_each_hears_in_the_way_that_they_chose(app, visit, data, said):
    with data():
        ways = {"ann": Hears.WEEKLY, "olly": Hears.PAGES}
        for name, way in ways.items():
            db.session.get_one(Person, getattr(said.forum, name)).hears = way
        db.session.get_one(Person, said.forum.zoe).email = None
    sent(visit, said)
    assert not {"Ann Owner", "Olly Organiser", "Zoe Quiet"} & set(heard(app, data))
    with data():
        [row] = db.session.scalars(select(HandDelivery).where(HandDelivery.person_id == said.forum.zoe))
        assert (row.template, row.meeting_id) == ("pair_news", None)
        weekly.send()
        assert not db.session.scalars(select(WaitingPair)).all()
    with data():
        [row] = db.session.scalars(select(Message).where(Message.template == "action_news"))
        text = mail.letter_of(row).text
        assert row.person_id == said.forum.ann
        assert "This changed lately in “You said, we did”:" in text
        assert "**Buses do not come on time.** (" in text
        assert "It waits for a member with lived experience" in text
    page = visit(said.forum.olly).get("/spaces/forum/people/to-tell")
    assert "Buses do not come on time." in page.text
    assert "Waits for approval" in page.text
