"""When there last was contact with people, the kind question, and what they answer."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db, mail
from workspace.actions.contact.models import Contact, Wish
from workspace.actions.contact.queries import letter_of
from workspace.audit import AuditEvent, Event
from workspace.host.erasing import queries as erasing_queries
from workspace.host.erasing import service as erasing
from workspace.mail import Message
from workspace.meetings.invitations.models import Attended
from workspace.meetings.sent.models import HandDelivery
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership, Space

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LIST = "/spaces/forum/people/last-contact"
MINE = "/spaces/forum/my-contact"
KEEP = "Keep this answer"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def forum(data) -> dict[str, int]:
    """A group of four who joined a year ago: Ann was at a meeting twelve weeks ago, Mo answered an invitation to it."""
    with data():
        space, other = factories.space("Forum", slug="forum"), factories.space("Other", slug="other")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        factories.member(space, "Otis Organiser", role=Role.ORGANISER)
        ann, mo = factories.member(space, "Ann Away"), factories.member(space, "Mo Member")
        noel = factories.member(space, "Noel Nomail")
        noel.email = None
        for place in space_places(space.id):
            place.joined_at = NOW - timedelta(weeks=52)
        meeting = factories.meeting(space, olga, starts_at=NOW - timedelta(weeks=12))
        factories.invitation(meeting, ann, attended=Attended.IN_ROOM)
        factories.invitation(meeting, mo, answered_at=NOW - timedelta(weeks=13, days=3))
        stranger = factories.member(other, role=Role.ORGANISER)
        return {
            "space": space.id, "olga": olga.id, "ann": ann.id, "mo": mo.id, "noel": noel.id, "stranger": stranger.id,
        }  # fmt: skip


def space_places(space_id: int):
    return db.session.scalars(select(Membership).where(Membership.space_id == space_id)).all()


def ask(visitor, forum, who: str, status: int = 303, **facts):
    page = visitor.get(f"/spaces/forum/people/{forum[who]}/keep-in-touch")
    return visitor.submit(page, "Ask", status=status, **facts)


def letters(app, template: str) -> list[mail.Letter]:
    with app.app_context():
        rows = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id))
        return [mail.letter_of(row) for row in rows]


def kept(app, forum, who: str) -> Contact | None:
    with app.app_context():
        here = {"space_id": forum["space"], "person_id": forum[who]}
        return db.session.scalar(select(Contact).filter_by(**here))


def link_in(letter: mail.Letter) -> str:
    found = re.search(r"<https?://[^/]+(/in-touch/[^>]+)>", letter.text)
    assert found
    return found[1]


@pytest.mark.promise("S3-P5")
def test_organisers_see_when_there_last_was_contact_and_ask_kindly(app, forum, visit, november):
    olga = visit(forum["olga"])
    page = olga.get(LIST)
    order = [page.text.index(words) for words in ("Noel Nomail", "Mo Member", "Ann Away")]
    assert order == sorted(order)
    assert "Not yet, in 52 weeks here" in page.text
    assert "13 weeks ago" in page.text
    assert "12 weeks ago" in page.text
    page = olga.get(f"/spaces/forum/people/{forum['ann']}/keep-in-touch")
    assert "Would you like to stay involved, do less, or have a pause?" in page.text
    page = olga.submit(page, "Ask", words="Shall we have tea with Mo Member?")
    assert "Ann Away is asked." in page.text
    assert "Asked on Monday 23 November 2026, no answer yet" in page.text
    [letter] = letters(app, "contact_question")
    assert "Shall we have tea with Mo Member?" in letter.text
    visitor = visit()
    page = visitor.get(link_in(letter))
    assert "You answer as Ann Away." in page.text
    assert kept(app, forum, "ann").wish is None
    page = visitor.submit(page, KEEP, wish="pause", until="1 March 2027")
    assert "Your pause is kept." in page.text
    page = olga.get(LIST)
    resting = page.text.partition("Asked not to be asked")[2]
    assert "Has a pause until Monday 1 March 2027" in resting
    assert "ago" not in resting
    page = olga.get(f"/spaces/forum/people/{forum['ann']}/keep-in-touch")
    assert "Ann Away has a pause until Monday 1 March 2027." in page.text
    november.move_to(datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert "14 weeks ago" in visit(forum["olga"]).get(LIST).text
    assert "is asked." in ask(visit(forum["olga"]), forum, "ann").text


@pytest.mark.promise("S3-P5")
def test_whoever_does_not_want_to_be_asked_says_so_once_and_can_change_it(app, forum, visit):
    ann, olga = visit(forum["ann"]), visit(forum["olga"])
    open_form = olga.get(f"/spaces/forum/people/{forum['ann']}/keep-in-touch")
    assert "12 weeks ago" in ann.get("/me/contact").text
    page = ann.submit(ann.get(MINE), KEEP, wish="stop")
    assert "We do not ask you this again" in page.text
    page = olga.submit(open_form, "Ask", status=422)
    assert "Ann Away asked not to be asked this" in page.text
    assert not letters(app, "contact_question")
    page = olga.get(LIST)
    assert "Ask kindly: Ann Away" not in page.links()
    assert "This week" not in page.text
    ann.submit(ann.get(MINE), KEEP, wish="here")
    assert "Ask kindly: Ann Away" in olga.get(LIST).links()


def test_nobody_is_asked_twice_in_four_weeks_nor_asks_themselves(app, forum, visit, november):
    olga = visit(forum["olga"])
    open_form = olga.get(f"/spaces/forum/people/{forum['ann']}/keep-in-touch")
    ask(olga, forum, "ann")
    page = olga.submit(open_form, "Ask", status=422)
    assert "Ann Away was asked in the last four weeks. Ask again from Monday 21 December 2026" in page.text
    assert "Can be asked again from Monday 21 December 2026" in olga.get(LIST).text
    assert "This is you." in olga.get(f"/spaces/forum/people/{forum['olga']}/keep-in-touch").text
    november.move_to(NOW + timedelta(days=28, minutes=1))
    ask(visit(forum["olga"]), forum, "ann")
    assert len(letters(app, "contact_question")) == 2


@pytest.mark.promise("S3-P5")
def test_whoever_has_no_mail_is_told_by_hand_and_their_answer_is_written_down(app, forum, visit):
    olga = visit(forum["olga"])
    assert "Noel Nomail has no e-mail" in ask(olga, forum, "noel", words="Tea, Noel?").text
    page = olga.get("/spaces/forum/people/to-tell")
    assert "The question how somebody would like to keep in touch" in page.text
    page = olga.get(page.links()["Read the question, and write down an answer"])
    assert "Tea, Noel?" in page.text
    page = olga.submit(page, KEEP, wish="less")
    assert "What Noel Nomail answered is kept" in page.text
    assert "Would like to do less" in page.text
    with app.app_context():
        last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert (last.event, last.actor_id, last.subject_id) == (Event.CONTACT_ANSWERED, forum["olga"], forum["noel"])
        assert "less" not in str(last.__dict__)


@pytest.mark.promise("S3-P5")
def test_whoever_would_like_a_call_stands_first_until_somebody_talked_with_them(app, forum, visit, november):
    ann, olga = visit(forum["ann"]), visit(forum["olga"])
    assert "An organiser will ring you" in ann.submit(ann.get(MINE), KEEP, wish="ring").text
    told = letters(app, "contact_ring")
    assert len(told) == 2
    assert not [one for one in told if "Ann" in one.text]
    page = olga.get(LIST)
    assert "Phone: not given" in page.text
    assert page.text.index("Ann Away") < page.text.index("Noel Nomail")
    november.shift(timedelta(hours=1))
    page = olga.submit(page, "We talked: Ann Away")
    assert "It is kept that you talked with Ann Away" in page.text
    assert "Would like a call" not in page.text
    assert "This week" in page.text


def test_an_answer_says_what_is_missing_and_keeps_what_was_typed(forum, visit):
    ann = visit(forum["ann"])
    page = ann.get(MINE)
    assert "Choose one answer" in ann.submit(page, KEEP, status=422).error_of("wish")
    for until, words in (("", "Write a day, like 3 June"), ("1 March 2020", "Write a day that is to come")):
        page = ann.submit(ann.get(MINE), KEEP, status=422, wish="pause", until=until)
        assert words in page.error_of("until")
    assert 'value="1 March 2020"' in page.html
    olga = visit(forum["olga"])
    assert "Write what you would like to ask" in ask(olga, forum, "ann", status=422, words=" ").error_of("words")


def test_a_link_opens_for_five_weeks_only_as_it_was_made_and_while_somebody_belongs(app, forum, visit, data):
    with app.app_context():
        good = letter_of(forum["space"], forum["ann"], date(2026, 12, 28))
        old = letter_of(forum["space"], forum["ann"], date(2026, 11, 22))
        other = letter_of(forum["space"], forum["stranger"], date(2026, 12, 28))
    visitor = visit()
    visitor.get(f"/in-touch/{good}")
    assert "This link is too old" in visitor.get(f"/in-touch/{old}", status=410).text
    forged = good.replace(f".{forum['ann']}.", f".{forum['mo']}.")
    for bad in (forged, other, "x", good[:-1]):
        assert "We do not know this link" in visitor.get(f"/in-touch/{bad}", status=404).text
    page = visitor.get(f"/in-touch/{good}")
    visitor.submit(page, KEEP, wish="stop")
    assert kept(app, forum, "ann").wish is Wish.STOP
    with data():
        place = next(one for one in space_places(forum["space"]) if one.person_id == forum["ann"])
        db.session.refresh(place, ["person", "space"])
        spaces.leave(place, actor=db.session.get_one(Person, forum["olga"]))
    assert kept(app, forum, "ann") is None
    visitor.get(f"/in-touch/{good}", status=404)


def test_erasing_takes_all_of_it_and_a_new_name_stands_in_the_question(app, forum, visit, data):
    olga = visit(forum["olga"])
    ask(olga, forum, "ann", words="Shall we meet Mo Member?")
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Max New"
    assert "Shall we meet Max New?" in letters(app, "contact_question")[0].text
    assert "Shall we meet Max New?" in visit(forum["ann"]).get(MINE).text
    with data():
        erasing.erase(erasing_queries.person(forum["ann"]), actor=db.session.get_one(Person, forum["olga"]))
    assert kept(app, forum, "ann") is None
    assert not letters(app, "contact_question")


def test_members_see_only_their_own_line_and_another_group_sees_nothing(app, forum, visit):
    mo, stranger = visit(forum["mo"]), visit(forum["stranger"])
    ann = f"/spaces/forum/people/{forum['ann']}"
    for address in (LIST, f"{ann}/keep-in-touch", f"{ann}/their-answer"):
        mo.get(address, status=403)
        stranger.get(address, status=403)
        visit().get(address, status=303)
    assert "Keeping in touch" not in mo.get("/spaces/forum/people").links()
    assert "Ann Away" not in mo.get("/me/contact").text
    stranger.get(f"/spaces/other/people/{forum['ann']}/keep-in-touch", status=404)
    assert "Ann Away" not in stranger.get("/spaces/other/people/last-contact").text
    with app.app_context():
        assert db.session.scalar(select(HandDelivery.id)) is None


def test_many_people_take_as_many_queries_as_few(forum, visit, data):
    olga, numbers = visit(forum["olga"]), []
    for _time in range(2):
        with counted() as statements:
            olga.get(LIST)
        numbers.append(len(statements))
        with data():
            space = db.session.get_one(Space, forum["space"])
            for _more in range(3):
                person = factories.member(space)
                asked = {"asked_at": NOW, "asked_by_id": forum["olga"], "wish": Wish.HERE, "answered_at": NOW}
                db.session.add(Contact(space_id=space.id, person_id=person.id, **asked))
    assert numbers == [4, 4], statements
