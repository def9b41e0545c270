"""Answering an invitation: one's own answer, and one that somebody told an organiser."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tests import factories
from workspace import audit, db
from workspace.meetings.invitations.models import Answer, Invitation, InvitationNeed
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind, SeenBy
from workspace.roles import Role

SEND = "Send my answer"


def place_of(app: Flask, person_id: int) -> Invitation:
    with app.app_context():
        return db.session.scalars(
            select(Invitation)
            .where(Invitation.person_id == person_id)
            .options(joinedload(Invitation.person), selectinload(Invitation.needs).joinedload(InvitationNeed.need))
        ).one()


def needs_of(app: Flask, person_id: int) -> set[tuple[NeedKind | None, str]]:
    return {(row.what.kind, row.what.words) for row in place_of(app, person_id).needs}


def ticked(page, name: str) -> set[str]:
    return {e.get("value", "") for e in page.root.iter("input") if e.get("name") == name and "checked" in e.attrib}


@pytest.fixture
def ann(app, visit, forum, seat):
    """Ann, who is invited and has not answered."""
    seat(forum.ann)
    return visit(forum.ann)


@pytest.mark.promise("S4-10")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("in_person", "You are coming in person. Your seat is kept."),
        ("online", "You are joining online."),
        ("phone", "You are joining by phone."),
        ("not_sure", "You do not know yet if you can come."),
        ("apologies", "You cannot come this time. You still get the notes."),
    ],
)
def test_each_way_of_coming_is_an_answer_and_is_said_back(app, ann, forum, change, answer, said):
    change(phone_in="01632 960002")
    page = ann.submit(ann.get(forum.reply), SEND, answer=answer)
    assert page.address == forum.show
    assert said in page.text
    assert place_of(app, forum.ann).answer is Answer(answer)


def test_no_answer_is_refused_and_everything_typed_is_still_there(app, ann, forum):
    page = ann.submit(
        ann.get(forum.reply), SEND, status=422, words="No strong scents", coming_with="Bilal", needs=["captions"]
    )
    assert page.error_of("answer") == "Tell us if you can come"
    assert page.title.startswith("Error:")
    assert "No strong scents" in page.html
    assert page.find("coming_with").get("value") == "Bilal"
    assert ticked(page, "needs") == {"captions"}
    assert place_of(app, forum.ann).answer is None


def test_bank_details_in_what_helps_are_refused_and_what_was_typed_is_still_there(app, ann, forum):
    page = ann.submit(ann.get(forum.reply), "Send my answer", status=422, words="Pay me at 12345678, 20-00-00")
    assert page.error_of("words").startswith("This looks like the number of a bank account.")
    assert "12345678" in page.html


def test_only_ways_that_the_meeting_has_are_offered_and_an_old_answer_stays_a_choice(ann, forum, change, seat, visit):
    offered = [e.get("value") for e in ann.get(forum.reply).root.iter("input") if e.get("name") == "answer"]
    assert offered == ["in_person", "online", "not_sure", "apologies"]
    ann.submit(ann.get(forum.reply), SEND, answer="online")
    change(online_link="")
    page = ann.get(forum.reply)
    assert ticked(page, "answer") == {"online"}
    change(place="", phone_in="01632 960002")
    seat(forum.cy)
    offered = [e.get("value") for e in visit(forum.cy).get(forum.reply).root.iter("input") if e.get("name") == "answer"]
    assert offered == ["phone", "not_sure", "apologies"]


def test_no_reason_is_asked_for_and_a_made_up_choice_is_refused(app, ann, forum):
    ann.submit(ann.get(forum.reply), SEND, answer="apologies")
    page = ann.post(forum.reply, {**_sent(ann, forum), "answer": "by_balloon"}, status=422)
    assert page.has("answer-error")
    assert place_of(app, forum.ann).answer is Answer.APOLOGIES


def _sent(visitor, forum) -> dict[str, str]:
    inputs = {e.get("name"): e.get("value", "") for e in visitor.get(forum.reply).form("form").iter("input")}
    return {name: inputs[name] for name in ("csrf_token", "once", "kept_at")} | {"name_in_notes": "yes"}


def test_an_answer_can_be_changed_until_the_meeting_ends(app, ann, forum, change):
    ann.submit(ann.get(forum.reply), SEND, answer="apologies", coming_with="Bilal", name_in_notes="no")
    change(state=MeetingState.HAPPENING)
    page = ann.get(forum.reply)
    assert "Your answer now: Cannot come" in page.text
    assert ticked(page, "name_in_notes") == {"no"}
    ann.submit(page, SEND, answer="online")
    place = place_of(app, forum.ann)
    assert (place.answer, place.coming_with, place.name_in_notes) == (Answer.ONLINE, "Bilal", False)


@pytest.mark.parametrize(("state", "words"), [("cancelled", "is cancelled"), ("closed", "is over")])
def test_an_answer_to_a_cancelled_or_finished_meeting_is_refused_kindly_and_kept_on_the_page(
    app, ann, forum, change, state, words
):
    page = ann.get(forum.reply)
    change(state=MeetingState(state), cancelled_because="The library is flooded.")
    refused = ann.submit(page, SEND, status=422, answer="in_person", words="A chair near the door")
    assert words in refused.text
    assert "A chair near the door" in refused.html
    assert ticked(refused, "answer") == {"in_person"}
    assert place_of(app, forum.ann).answer is None
    shown = ann.get(forum.reply)
    assert words in shown.text
    assert ("The library is flooded." in shown.text) is (state == "cancelled")
    assert not any(form.get("id") == "form" for form in shown.forms())


def test_a_form_that_is_sent_twice_is_answered_once(app, ann, forum):
    page = ann.get(forum.reply)
    ann.submit(page, SEND, answer="in_person", needs=["bsl"])
    assert "We have this already" in ann.submit(page, SEND, answer="in_person", needs=["bsl"]).text
    assert len(place_of(app, forum.ann).needs) == 1


def test_what_was_typed_and_not_sent_is_there_again(ann, forum):
    sent = _sent(ann, forum)
    typed = {"answer": "online", "words": "Quiet music only", "needs": "bsl"}
    ann.post("/drafts", {"csrf_token": sent["csrf_token"], "address": sent["kept_at"], **typed}, status=204)
    page = ann.get(forum.reply)
    assert "We kept what you typed here" in page.text
    assert "Quiet music only" in page.html
    assert (ticked(page, "answer"), ticked(page, "needs")) == ({"online"}, {"bsl"})
    ann.submit(page, SEND)
    assert "We kept what you typed here" not in ann.get(forum.reply).text


def test_an_answer_sent_after_the_sign_in_ended_leads_to_signing_in(ann, forum):
    page = ann.get(forum.reply)
    ann.client.delete_cookie("session_key")
    assert ann.submit(page, SEND, follow=False, answer="online").location.startswith("/sign-in")


# --- needs ---------------------------------------------------------------------------------------------------------


def test_what_i_agreed_to_share_is_ticked_and_not_asked_twice(app, ann, forum, data):
    with data():
        me = db.session.get_one(Person, forum.ann)
        print_ = factories.need(me, NeedKind.LARGE_PRINT, words="18 point").id
        chair = factories.need(me, NeedKind.OTHER, SeenBy.CHAIR, words="I may cry").id
        hidden = factories.need(me, NeedKind.BSL, SeenBy.NOBODY, agreed_at=None).id
    page = ann.get(forum.reply)
    assert ticked(page, "profile") == {str(print_), str(chair)}
    assert "18 point" in page.text
    assert "I may cry Only the chair sees this." in page.text
    assert str(hidden) not in {e.get("value") for e in page.root.iter("input") if e.get("name") == "profile"}
    ann.submit(page, SEND, answer="in_person", profile=[str(print_)], needs=["quiet_space"], words="No scents")
    assert needs_of(app, forum.ann) == {
        (NeedKind.LARGE_PRINT, "18 point"),
        (NeedKind.QUIET_SPACE, ""),
        (NeedKind.OTHER, "No scents"),
    }
    page = ann.get(forum.reply)
    assert (ticked(page, "profile"), ticked(page, "needs")) == ({str(print_)}, {"quiet_space"})
    assert "No scents" in page.html
    ann.submit(page, SEND, answer="in_person", profile=None, needs=None, words="")
    assert needs_of(app, forum.ann) == set()


def test_what_i_told_for_this_meeting_and_keep_in_my_profile_by_now_is_ticked_there(app, ann, forum, data):
    ann.submit(ann.get(forum.reply), SEND, answer="in_person", needs=["breaks"])
    with data():
        mine = factories.need(db.session.get_one(Person, forum.ann), NeedKind.BREAKS, words="Every hour").id
    page = ann.get(forum.reply)
    assert (ticked(page, "profile"), ticked(page, "needs")) == ({str(mine)}, set())
    ann.submit(page, SEND)
    assert needs_of(app, forum.ann) == {(NeedKind.BREAKS, "Every hour")}


def test_somebody_else_s_need_cannot_be_taken_into_my_answer(app, ann, forum, data):
    with data():
        theirs = factories.need(db.session.get_one(Person, forum.cy)).id
    ann.submit(ann.get(forum.reply), SEND, status=422, answer="in_person", profile=[str(theirs)])
    assert needs_of(app, forum.ann) == set()


def test_who_will_see_it_is_said_before_anything_is_typed(ann, forum):
    page = ann.get(forum.reply)
    hint = page.find("needs-hint")
    assert "Only the organisers and the chair of this meeting see what you tick" in "".join(hint.itertext())
    assert "needs-hint" in page.find("needs").get("aria-describedby")
    assert "words-hint" in page.find("words").get("aria-describedby")


def test_the_record_holds_the_answer_and_no_words(app, ann, forum):
    ann.submit(ann.get(forum.reply), SEND, answer="in_person", words="Secret words", needs=["captions"])
    with app.app_context():
        row = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.event == audit.Event.REPLIED)).one()
        assert row.changes == {"answer": "in_person"}
        assert (row.actor_id, row.subject_id) == (forum.ann, forum.ann)


# --- somebody else writes it down ----------------------------------------------------------------------------------


def test_an_organiser_writes_down_an_answer_that_came_by_phone_and_the_person_sees_who_did(
    app, visit, forum, seat, data
):
    seat(forum.ben)
    with data():
        ben = db.session.get_one(Person, forum.ben)
        factories.need(ben, NeedKind.STEP_FREE)
        factories.need(ben, NeedKind.OTHER, SeenBy.CHAIR, words="Chair only")
    olga = visit(forum.olga)
    page = olga.get(forum.invite)
    page = olga.get(page.links()["Write down their answer: Ben Post"])
    assert page.h1 == "What did Ben Post tell you?"
    assert "Chair only" not in page.html
    page = olga.submit(page, "Keep this answer", answer="in_person", needs=["large_print"], words="Near a window")
    assert "The answer of Ben Post is kept: In person" in page.text
    assert needs_of(app, forum.ben) == {
        (NeedKind.STEP_FREE, ""),
        (NeedKind.OTHER, "Chair only"),
        (NeedKind.LARGE_PRINT, ""),
        (NeedKind.OTHER, "Near a window"),
    }
    own = visit(forum.ben).get(forum.reply)
    assert "Olga Organiser wrote it down for you." in own.text
    with app.app_context():
        rows = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.event == audit.Event.REPLIED)).all()
        assert [(row.actor_id, row.subject_id) for row in rows] == [(forum.olga, forum.ben)]


def test_a_second_answer_by_an_organiser_leaves_the_person_s_own_choice_of_needs(app, visit, forum, ann, data):
    with data():
        me = db.session.get_one(Person, forum.ann)
        shown = factories.need(me, NeedKind.CAPTIONS).id
        factories.need(me, NeedKind.FOOD, words="Halal")
    ann.submit(ann.get(forum.reply), SEND, answer="in_person", profile=[str(shown)], needs=["breaks"])
    olga = visit(forum.olga)
    page = olga.get(f"{forum.reply}/{forum.ann}")
    assert ticked(page, "needs") == {"breaks"}
    olga.submit(page, "Keep this answer", answer="online", needs=["bsl"])
    assert needs_of(app, forum.ann) == {(NeedKind.CAPTIONS, ""), (NeedKind.BSL, "")}
    looks = ann.get("/me/needs/looks")
    assert "Olga Organiser" in looks.text


def test_an_answer_for_somebody_needs_an_answer(visit, forum, seat):
    seat(forum.ben)
    olga = visit(forum.olga)
    page = olga.submit(olga.get(f"{forum.reply}/{forum.ben}"), "Keep this answer", status=422, words="By the door")
    assert page.error_of("answer") == "Choose if they can come"
    assert "By the door" in page.html


# --- who may open it -----------------------------------------------------------------------------------------------


def test_the_page_is_one_s_own_and_absent_for_whoever_is_not_invited(visit, forum, ann, data):
    with data():
        other = factories.member(factories.space(slug="other"), "Stranger", role=Role.ORGANISER).id
    visit(forum.cy).get(forum.reply, status=404)
    visit(forum.olga).get(forum.reply, status=404)
    visit(other).get(forum.reply, status=404)
    ann.get(forum.reply.replace("/forum/", "/other/"), status=404)
    assert visit().get(forum.reply, status=303).location.startswith("/sign-in")


def test_only_organisers_answer_for_somebody_else(visit, forum, ann, seat, data):
    seat(forum.cy)
    with data():
        other = factories.member(factories.space(slug="other"), "Stranger", role=Role.ORGANISER).id
    address = f"{forum.reply}/{forum.cy}"
    visit(forum.olga).get(address)
    ann.get(address, status=403)
    visit(forum.cy).get(address, status=403)
    visit(other).get(address, status=403)
    visit(forum.olga).get(f"{forum.reply}/{forum.ben}", status=404)


@pytest.mark.parametrize("answer", ["in_person", "apologies"])
def test_an_older_form_of_an_organiser_undoes_nothing_that_the_person_answered_meanwhile(
    app, visit, forum, seat, answer
):
    seat(forum.ann)
    olga, ann = visit(forum.olga), visit(forum.ann)
    older = olga.get(f"{forum.reply}/{forum.ann}")
    told = {"answer": "online", "needs": ["captions"], "words": "A break at noon", "coming_with": "My sister"}
    ann.submit(ann.get(forum.reply), "Send my answer", **told)
    refused = olga.submit(older, "Keep this answer", status=422, answer=answer)
    assert "Now it says: “Online”. Send again to keep yours" in refused.error_of("answer")
    assert "Their answer now: Online. They gave it themselves." in refused.text
    assert refused.find("coming_with").get("value") == "My sister", "what only the person changed is there"
    assert place_of(app, forum.ann).answer is Answer.ONLINE
    olga.submit(refused, "Keep this answer", answer=answer)
    kept = place_of(app, forum.ann)
    assert (kept.answer, kept.coming_with) == (Answer(answer), "My sister")
    again = ann.get(forum.reply)
    assert "A break at noon" in again.html
