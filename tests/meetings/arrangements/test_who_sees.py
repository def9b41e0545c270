"""What people need at a meeting: who sees it, and that each look is recorded and shown to the person."""

from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db
from workspace.meetings.invitations.models import Answer, Duty, Invitation, InvitationNeed
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind, SeenBy
from workspace.roles import Role

ORGANISERS, CHAIR = SeenBy.ORGANISERS, SeenBy.CHAIR


def test_needs_are_listed_by_need_and_by_person(visit, forum, needing, looks):
    needing(forum.ann, profile=[(NeedKind.CAPTIONS, ORGANISERS, "")], told=[(NeedKind.OTHER, "No scents")])
    needing(forum.cy, answer=Answer.NOT_SURE, told=[(NeedKind.CAPTIONS, "")])
    page = visit(forum.olga).get(forum.needs)
    assert "Live captions: Ann Lee" in page.text
    assert "Live captions: Cy Officer" in page.text
    assert "2 people: Ann Lee, Cy Officer" in page.text
    assert "No scents" in page.text
    assert "Opening this page is recorded." in page.text


def test_a_look_is_recorded_for_each_person_on_the_page_and_shown_to_them(visit, forum, needing, looks):
    needing(forum.ann, told=[(NeedKind.BSL, "")])
    needing(forum.cy)
    needing(forum.ben, answer=Answer.APOLOGIES, told=[(NeedKind.FOOD, "Vegan")])
    page = visit(forum.olga).get(forum.needs)
    assert "Vegan" not in page.html
    assert looks() == [(forum.olga, forum.ann)]
    own = visit(forum.ann).get("/me/needs/looks")
    assert "Olga Organiser" in own.text
    assert "School buses" in own.text


def test_nothing_is_shown_when_the_look_cannot_be_recorded(app, visit, forum, needing, monkeypatch):
    needing(forum.ann, told=[(NeedKind.OTHER, "Very private")])
    olga = visit(forum.olga)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the record is full")

    monkeypatch.setattr(audit, "record", broken)
    page = olga.get(forum.needs, status=500)
    assert "Very private" not in page.html


def test_what_is_for_the_chair_alone_is_shown_to_the_chair_and_not_to_organisers(visit, forum, needing, looks):
    needing(forum.ann, profile=[(NeedKind.OTHER, CHAIR, "For the chair"), (NeedKind.BSL, ORGANISERS, "For arrangers")])
    needing(forum.cy, duty=Duty.CHAIR)
    organiser = visit(forum.olga).get(forum.needs)
    assert "For the chair" not in organiser.html
    assert "For arrangers" in organiser.html
    cy = visit(forum.cy)
    chair = cy.get(cy.get(forum.show).links()["You chair this meeting: see what people need"])
    assert "For the chair" in chair.html
    assert "For arrangers" in chair.html
    assert "Nobody chairs this meeting yet." not in chair.text
    assert looks() == [(forum.olga, forum.ann), (forum.cy, forum.ann)]


def test_an_organiser_who_chairs_sees_both(visit, forum, needing):
    needing(forum.ann, profile=[(NeedKind.OTHER, CHAIR, "For the chair")])
    needing(forum.olga, duty=Duty.CO_CHAIR)
    assert "For the chair" in visit(forum.olga).get(forum.needs).html


def test_a_need_that_is_taken_back_or_deleted_is_gone_from_every_meeting_at_once(visit, forum, needing, looks):
    needing(
        forum.ann,
        profile=[
            (NeedKind.OTHER, ORGANISERS, "Taken back"),
            (NeedKind.OTHER, ORGANISERS, "Deleted"),
            (NeedKind.OTHER, ORGANISERS, "Stays"),
        ],
    )
    ann, olga = visit(forum.ann), visit(forum.olga)
    assert "Taken back" in olga.get(forum.needs).html
    ann.submit(ann.get("/me/needs"), "Show it to nobody: Taken back")
    ann.submit(ann.get("/me/needs"), "Remove it for good: Deleted")
    page = olga.get(forum.needs)
    assert "Taken back" not in page.html
    assert "Deleted" not in page.html
    assert "Stays" in page.html


def test_a_need_is_shown_under_the_name_that_the_person_has_now(visit, forum, needing, data):
    needing(forum.ann, told=[(NeedKind.BSL, "")])
    with data():
        db.session.get_one(Person, forum.ann).preferred_name = "Anna New"
    olga = visit(forum.olga)
    for address in (forum.needs, forum.invite, forum.show, f"{forum.reply}/{forum.ann}"):
        page = olga.get(address)
        assert "Anna New" in page.text, address
        assert "Ann Lee" not in page.html, address


def test_an_empty_page_says_what_will_be_there(visit, forum, looks):
    assert "Nobody has told us of a need yet." in visit(forum.olga).get(forum.needs).text
    assert looks() == []


def test_only_organisers_and_the_chair_of_this_meeting_open_the_page(visit, forum, needing, data):
    needing(forum.ann, duty=Duty.NOTE_TAKER)
    with data():
        other_space = factories.space(slug="other")
        other = factories.member(other_space, "Stranger", role=Role.ORGANISER)
        elsewhere = factories.meeting(db.session.get_one(factories.Space, forum.space), other)
        cy = db.session.get_one(Person, forum.cy)
        factories.invitation(elsewhere, cy, duty=Duty.CHAIR)
        other_id = other.id
    visit(forum.ann).get(forum.needs, status=403)
    visit(forum.cy).get(forum.needs, status=403)
    visit(other_id).get(forum.needs, status=403)
    visit(other_id).get(forum.needs.replace("/forum/", "/other/"), status=404)
    assert visit().get(forum.needs, status=303).location.startswith("/sign-in")


def test_the_page_reads_as_often_for_three_people_as_for_one(visit, forum, needing, looks):
    olga = visit(forum.olga)
    needing(forum.ann, told=[(NeedKind.BSL, "")])
    with counted() as one:
        olga.get(forum.needs)
    for person in (forum.ben, forum.cy):
        needing(person, told=[(NeedKind.BSL, ""), (NeedKind.FOOD, "Vegan")])
    with counted() as three:
        olga.get(forum.needs)

    def reads(statements: list[str]) -> int:
        # Each look is a row of its own, sealed to the one before in its turn: those grow with the people.
        return sum("audit_event" not in one and "advisory_xact_lock" not in one for one in statements)

    assert reads(one) == reads(three)


def test_an_invitation_that_is_taken_back_takes_its_needs_along(app, visit, forum, needing):
    needing(forum.ann, told=[(NeedKind.BSL, "")])
    olga = visit(forum.olga)
    olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    with app.app_context():
        assert not db.session.scalars(select(Invitation)).all()
        assert not db.session.scalars(select(InvitationNeed)).all()


def test_who_comes_along_is_told_on_the_recorded_page_alone(visit, forum, seat, looks):
    seat(forum.ann, answer=Answer.IN_PERSON, coming_with="My BSL interpreter")
    olga = visit(forum.olga)
    assert "My BSL interpreter" not in olga.get(forum.invite).text
    assert not looks()
    assert "My BSL interpreter" in olga.get(forum.needs).text
    assert looks() == [(forum.olga, forum.ann)]
    olga.get(f"{forum.reply}/{forum.ann}")
    assert looks() == [(forum.olga, forum.ann)] * 2
