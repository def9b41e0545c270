"""Each need becomes a line: who sees to it, how far it is, what there is instead, and whether it worked."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db, jobs, mail
from workspace.mail import Message
from workspace.meetings.arrangements.models import ArrangementStep, Step
from workspace.meetings.invitations.models import Answer, Duty, Invitation, InvitationNeed, Part, TakenBack
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind, SeenBy
from workspace.roles import Role

ORGANISERS, CHAIR, NOBODY = SeenBy.ORGANISERS, SeenBy.CHAIR, SeenBy.NOBODY
LOOP = (NeedKind.HEARING_LOOP, ORGANISERS, "")
SAY = "Say how far it is: A hearing loop, Ann Lee"
NOT_DONE = {"words": "The hall has none.", "instead": "A seat at the front.", "speak_to": "Robin, 01632 960001"}


@pytest.fixture
def loop(needing, forum):
    """Ann comes and needs a hearing loop, which she shows to organisers."""
    needing(forum.ann, profile=[LOOP])


@pytest.fixture
def arrange(visit, forum):
    """`arrange("arranged", words="…")` has Olga say how far the line of Ann's loop is, and gives the page after."""

    def do(state: str, link: str = SAY, *, by=None, status: int = 303, **fields: str):
        olga = by or visit(forum.olga)
        page = olga.get(olga.get(forum.needs).links()[link])
        return olga.submit(page, "Keep this", status=status, state=state, **fields)

    return do


def steps(app) -> list[ArrangementStep]:
    with app.app_context():
        return list(db.session.scalars(select(ArrangementStep).order_by(ArrangementStep.id)))


def letters(app) -> list[mail.Letter]:
    while jobs.work_once(app):
        pass
    with app.app_context():
        wanted = select(Message).where(Message.template == "not_arranged").order_by(Message.id)
        return [mail.letter_of(one) for one in db.session.scalars(wanted)]


# --- arranging -----------------------------------------------------------------------------------------------------


@pytest.mark.promise("S0-9")
@pytest.mark.promise("S4-8")
def test_a_need_is_arranged_step_by_step_and_the_person_sees_who_sees_to_it(app, visit, forum, loop, arrange):
    ann = visit(forum.ann)
    assert "Nobody sees to it yet" in ann.get(forum.reply).text
    arrange("taken", arranger=str(forum.olga))
    assert "Olga Organiser sees to it" in ann.get(forum.reply).text
    page = arrange("arranged", words="Booked with the caretaker.")
    assert "What you arranged for Ann Lee is kept." in page.text
    assert page.text.index("Arranged, or answered") < page.text.index("A hearing loop: Ann Lee")
    own = ann.get(forum.reply)
    assert "What we arrange for you" in own.text
    assert "A hearing loop Arranged. Olga Organiser sees to it Booked with the caretaker." in own.text
    assert "2 steps so far" in own.text
    assert [(step.number, step.state, step.by_id) for step in steps(app)] == [
        (1, Step.TAKEN, forum.olga),
        (2, Step.ARRANGED, forum.olga),
    ]


def test_each_step_is_recorded_without_saying_what_the_need_is(app, forum, loop, arrange):
    arrange("arranged", words="Booked.")
    with app.app_context():
        wanted = audit.AuditEvent.event == audit.Event.ARRANGEMENT_CHANGED
        row = db.session.scalars(select(audit.AuditEvent).where(wanted)).one()
        assert (row.actor_id, row.subject_id, row.changes) == (forum.olga, forum.ann, {"state": "arranged"})


@pytest.mark.promise("S4-8")
def test_who_hears_that_something_cannot_be_done_hears_why_what_instead_and_whom_to_speak_to(
    app, visit, forum, loop, arrange
):
    arrange("cannot", **NOT_DONE)
    (letter,) = letters(app)
    assert letter.to_name == "Ann Lee"
    assert "loop" not in letter.subject.lower()
    for words in ("A hearing loop", *NOT_DONE.values(), forum.reply):
        assert words in letter.text
    own = visit(forum.ann).get(forum.reply).text
    for said in ("Cannot be done", "Why: The hall has none.", "Instead: A seat at the front.", "Talk to: Robin, 01632"):
        assert said in own


def test_why_what_instead_and_whom_to_speak_to_are_asked_for_before_anybody_is_told(app, forum, loop, arrange):
    page = arrange("cannot", status=422, speak_to="")
    assert page.error_of("words") == "Write why it cannot be done"
    assert page.error_of("instead").startswith("Write what there is instead")
    assert page.error_of("speak_to") == "Write the name and the phone number of one person"
    assert page.title.startswith("Error:")
    assert not steps(app)
    assert not letters(app)


def test_the_contact_of_the_group_is_offered_as_whom_to_speak_to(visit, forum, loop):
    olga = visit(forum.olga)
    page = olga.get(olga.get(forum.needs).links()[SAY])
    assert 'value="Robin Contact and 01632 960001"' in page.html


def test_whoever_has_no_mail_is_rung_or_written_to(app, visit, forum, needing, arrange):
    needing(forum.ben, profile=[LOOP])
    link = "Say how far it is: A hearing loop, Ben Post"
    olga = visit(forum.olga)
    assert "Ben Post has no e-mail. When something cannot be done, you tell them yourself: By post." in (
        olga.get(olga.get(forum.needs).links()[link]).text
    )
    page = arrange("cannot", link, **NOT_DONE)
    assert "Ben Post cannot be told by e-mail: ring or write to them." in page.text
    assert "you tell them yourself: By post." in olga.get(forum.needs).text
    assert not letters(app)


def test_a_supporter_hears_that_there_is_something_to_talk_about_and_not_what(app, data, forum, loop, arrange):
    with data():
        ann = db.session.get_one(Person, forum.ann)
        ann.supporter_name, ann.supporter_email, ann.supporter_copies = "Sam", "sam@example.org", True
    arrange("cannot", **NOT_DONE)
    copy = next(letter for letter in letters(app) if letter.to_name == "Sam")
    assert "Something that Ann Lee asked for cannot be arranged" in copy.text
    for words in ("hearing loop", NOT_DONE["words"], NOT_DONE["instead"]):
        assert words not in copy.text


def test_a_message_about_a_need_that_is_gone_meanwhile_names_nothing(app, visit, forum, loop, arrange):
    arrange("cannot", **NOT_DONE)
    ann = visit(forum.ann)
    ann.submit(ann.get("/me/needs"), "Remove it for good: A hearing loop")
    (letter,) = letters(app)
    assert "It was taken back since, so there is nothing to do." in letter.text
    assert "loop" not in letter.text
    assert NOT_DONE["instead"] not in letter.text


def test_a_host_who_reads_such_a_message_is_seen_to_look(app, visit, data, forum, loop, arrange, looks):
    with data():
        host = factories.person("Hester Host", is_host=True).id
    arrange("cannot", **NOT_DONE)
    assert letters(app)
    hester = visit(host)
    with app.app_context():
        message = db.session.scalars(select(Message.id).where(Message.template == "not_arranged")).one()
    assert "The hall has none." in hester.get(f"/host/messages/{message}").text
    assert looks()[-1] == (host, forum.ann)
    assert "Hester Host" in visit(forum.ann).get("/me/needs/looks").text


def test_names_in_what_was_written_follow_the_person(visit, forum, loop, arrange, data):
    arrange("asked", words="Cy Officer asks the library.")
    with data():
        db.session.get_one(Person, forum.cy).preferred_name = "Cyra New"
    for who, address in ((forum.olga, forum.needs), (forum.ann, forum.reply)):
        assert "Cyra New asks the library." in visit(who).get(address).text


def test_that_it_was_there_is_said_when_it_was_there(forum, loop, arrange, change):
    page = arrange("delivered", status=422)
    assert page.error_of("state") == "The meeting has not begun. Say that it was there when it was there"
    change(state=MeetingState.HAPPENING)
    assert "It was there" in arrange("delivered").text


def test_nothing_is_arranged_for_a_cancelled_meeting(app, visit, forum, loop, change):
    olga = visit(forum.olga)
    page = olga.get(olga.get(forum.needs).links()[SAY])
    change(state=MeetingState.CANCELLED)
    page = olga.submit(page, "Keep this", status=422, state="arranged", words="Booked for ten o’clock")
    assert "This meeting is cancelled, so there is nothing to arrange for it" in page.text
    assert "Booked for ten o’clock" in page.html
    assert not steps(app)


# --- two people at once --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hers_before", [False, True], ids=["of nobody", "of the one who is refused"])
def test_of_two_organisers_who_change_one_line_at_once_both_are_seen_and_nothing_is_lost(
    app, visit, forum, loop, arrange, seat, hers_before
):
    seat(forum.cy, duty=Duty.CHAIR)
    if hers_before:
        arrange("taken", arranger=str(forum.olga))
    olga, cy = visit(forum.olga), visit(forum.cy)
    hers = olga.get(olga.get(forum.needs).links()[SAY])
    theirs = cy.get(cy.get(forum.needs).links()[SAY])
    cy.submit(theirs, "Keep this", state="asked", words="I rang the library.")
    refused = olga.submit(hers, "Keep this", status=422, state="arranged", words="I brought mine.")
    assert "Cy Officer changed this at" in refused.text
    assert "I rang the library." in refused.text
    assert "I brought mine." in refused.html
    assert len(steps(app)) == 1 + hers_before
    page = olga.submit(refused, "Keep this")
    assert "I brought mine." in page.text
    assert "I rang the library." in page.text
    assert [step.by_id for step in steps(app)][-2:] == [forum.cy, forum.olga]


def test_a_need_that_is_taken_back_while_somebody_arranges_it_is_not_arranged(app, visit, forum, loop):
    olga, ann = visit(forum.olga), visit(forum.ann)
    page = olga.get(olga.get(forum.needs).links()[SAY])
    ann.submit(ann.get("/me/needs"), "Show it to nobody: A hearing loop")
    olga.submit(page, "Keep this", status=404, state="arranged")
    assert not steps(app)


# --- the need follows its owner ------------------------------------------------------------------------------------


@pytest.mark.promise("S4-8")
def test_a_need_that_is_taken_back_is_gone_at_once_with_what_was_done_about_it(app, visit, forum, loop, arrange):
    arrange("arranged", words="Booked.")
    ann, olga = visit(forum.ann), visit(forum.olga)
    ann.submit(ann.get("/me/needs"), "Show it to nobody: A hearing loop")
    page = olga.get(forum.needs)
    assert "hearing loop" not in page.text
    assert "Booked." not in page.html
    ann.submit(ann.get("/me/needs"), "Remove it for good: A hearing loop")
    assert not steps(app)


def test_a_need_that_becomes_another_is_to_be_arranged_anew(visit, forum, loop, arrange, data):
    arrange("arranged", words="Booked.")
    ann, olga = visit(forum.ann), visit(forum.olga)
    page = ann.get(next(href for words, href in ann.get("/me/needs").links().items() if words.startswith("Change")))
    ann.submit(page, "form", words="Near the window too", agree="y")
    text = olga.get(forum.needs).text
    assert "Near the window too" in text
    assert "This need has changed since something was arranged for it." in text
    assert text.index("Not arranged yet") < text.index("A hearing loop: Ann Lee")


def test_an_answer_that_is_changed_keeps_what_was_arranged(app, visit, forum, loop, arrange):
    arrange("arranged", words="Booked.")
    ann = visit(forum.ann)
    ann.submit(ann.get(forum.reply), "Send my answer", words="No scents", coming_with="")
    text = visit(forum.olga).get(forum.needs).text
    assert "Booked." in text
    assert "No scents: Ann Lee" in text
    ann.submit(ann.get(forum.reply), "Send my answer", words="No scents, and no sprays")
    assert "No scents, and no sprays: Ann Lee" in visit(forum.olga).get(forum.needs).text
    with app.app_context():
        assert len(db.session.scalars(select(InvitationNeed)).all()) == 2


def test_what_was_arranged_and_said_to_the_offer_comes_back_with_the_invitation(app, visit, forum, loop, arrange):
    olga, ann = visit(forum.olga), visit(forum.ann)
    olga.submit(olga.get(f"{forum.show}/offer/edit"), "Keep what we ask and offer", payment="£15 an hour")
    ann.submit(ann.get(f"{forum.show}/offer"), "Send what I say", said="unpaid")
    arrange("arranged", words="Booked with the caretaker.")
    before = steps(app)
    olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    assert not steps(app)
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    assert "A hearing loop Arranged. Olga Organiser sees to it Booked with the caretaker." in ann.get(forum.reply).text
    assert [(one.number, one.state, one.at) for one in steps(app)] == [
        (one.number, one.state, one.at) for one in before
    ]
    assert "Accepted, without the payment" in olga.get(f"{forum.show}/offer/answers").text


def test_nothing_waits_of_a_need_that_is_deleted_while_somebody_is_not_invited(app, visit, forum, loop, arrange):
    arrange("arranged", words="Booked with the caretaker.")
    olga, ann = visit(forum.olga), visit(forum.ann)
    olga.submit(olga.get(forum.invite), "Take the invitation back: Ann Lee")
    ann.submit(ann.get("/me/needs"), "Remove it for good: A hearing loop")
    with app.app_context():
        assert "caretaker" not in str(db.session.scalars(select(TakenBack.said)).one())
    olga.submit(olga.get(forum.invite), "Send the invitations", members=[str(forum.ann)])
    assert "caretaker" not in ann.get(forum.reply).text


def test_a_need_told_for_this_time_that_moves_to_the_profile_keeps_what_was_arranged(visit, forum, needing, arrange):
    needing(forum.ann, told=[(NeedKind.HEARING_LOOP, "")])
    arrange("arranged", words="Booked.")
    ann = visit(forum.ann)
    ann.submit(ann.get("/me/needs/add"), "form", kind="hearing_loop", seen_by="organisers", agree="y")
    ann.submit(ann.get(forum.reply), "Send my answer")
    page = visit(forum.olga).get(forum.needs)
    assert page.text.count("A hearing loop: Ann Lee") == 1
    assert "Booked." in page.text


def test_a_line_says_that_the_person_does_not_come_any_more(visit, forum, loop, arrange):
    arrange("asked", words="Rang the library.")
    ann = visit(forum.ann)
    ann.submit(ann.get(forum.reply), "Send my answer", answer="apologies")
    text = visit(forum.olga).get(forum.needs).text
    assert text.index("No longer coming") < text.index("A hearing loop: Ann Lee")


# --- who sees it ---------------------------------------------------------------------------------------------------


def test_a_line_shows_to_the_circle_of_its_need_and_to_nobody_else(visit, forum, needing, looks):
    needing(
        forum.ann,
        profile=[(NeedKind.SEAT, CHAIR, "By the door"), LOOP, (NeedKind.FOOD, NOBODY, "Vegan")],
    )
    needing(forum.cy, duty=Duty.CHAIR)
    olga, cy = visit(forum.olga), visit(forum.cy)
    links = cy.get(forum.needs).links()
    seat_line = links["Say how far it is: A certain seat, Ann Lee"]
    cy.get(seat_line)
    page = olga.get(forum.needs)
    assert "By the door" not in page.html
    olga.get(seat_line, status=404)
    olga.get(links[SAY])
    assert "Vegan" not in cy.get(forum.needs).html + page.html
    assert looks() == [(forum.cy, forum.ann)] * 2 + [(forum.olga, forum.ann)] * 2 + [(forum.cy, forum.ann)]


def test_nobody_else_opens_a_line(visit, forum, loop, data, arrange):
    arrange("arranged")
    line = visit(forum.olga).get(forum.needs).links()[SAY]
    with data():
        other = factories.member(factories.space(slug="other"), "Stranger", role=Role.ORGANISER).id
    visit(forum.cy).get(line, status=404)
    visit(forum.ann).get(line, status=404)
    visit(other).get(line, status=404)
    visit(other).get(line.replace("/forum/", "/other/"), status=404)
    visit(forum.cy).get(f"{line}/worked", status=404)
    visit(forum.olga).get(f"{line}/worked", status=404)
    assert visit().get(line, status=303).location.startswith("/sign-in")
    assert visit().get(f"{line}/worked", status=303).location.startswith("/sign-in")


def test_a_look_at_a_line_is_recorded_also_when_what_is_sent_is_refused(visit, forum, loop, arrange, looks):
    arrange("cannot", status=422)
    assert looks() == [(forum.olga, forum.ann)] * 3


# --- in time -------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S0-9")
def test_what_nobody_has_arranged_in_time_is_the_first_thing_that_organisers_see(visit, forum, loop, arrange, change):
    olga = visit(forum.olga)
    said = "1 need of somebody who comes is not arranged yet."
    assert said not in olga.get(forum.show).text
    change(starts_at=db.now() + timedelta(days=7), ends_at=db.now() + timedelta(days=7, hours=2))
    for address, after in ((forum.show, "What can change"), ("/me", "No meeting is planned")):
        page = olga.get(address)
        assert page.text.index(said) < page.text.index(after)
        assert forum.needs in page.links().values()
    assert "The day by which you wanted this to be arranged has come." in olga.get(forum.needs).text
    for who in (forum.ann, forum.cy):
        assert said not in visit(who).get(forum.show).text
        assert said not in visit(who).get("/me").text
    arrange("asked")
    assert said in olga.get(forum.show).text
    arrange("arranged")
    assert said not in olga.get(forum.show).text
    assert said not in olga.get("/me").text


def test_the_group_sets_by_when_needs_are_to_be_arranged(visit, forum, loop):
    olga = visit(forum.olga)
    address = "/spaces/forum/settings"
    page = olga.submit(olga.get(address), "Keep these settings", status=422, arrange_days="none")
    assert page.error_of("arrange_days") == "Write a number of days from 1 to 60"
    olga.submit(olga.get(address), "Keep these settings", arrange_days="20")
    assert "1 need of somebody who comes is not arranged yet." in olga.get(forum.show).text


def test_the_chair_alone_hears_of_what_is_shown_to_the_chair_alone(visit, forum, needing, change):
    needing(forum.ann, profile=[(NeedKind.SEAT, CHAIR, "By the door")])
    needing(forum.cy, duty=Duty.CHAIR)
    change(starts_at=db.now() + timedelta(days=2), ends_at=db.now() + timedelta(days=2, hours=2))
    assert "is not arranged yet" in visit(forum.cy).get(forum.show).text
    assert "is not arranged yet" in visit(forum.cy).get("/me").text
    assert "not arranged yet" not in visit(forum.olga).get(forum.show).text
    assert "not arranged yet" not in visit(forum.olga).get("/me").text


def test_who_may_still_come_or_does_not_come_is_not_counted(visit, forum, needing, change):
    needing(forum.ann, answer=Answer.NOT_SURE, profile=[LOOP])
    needing(forum.cy, answer=Answer.APOLOGIES, profile=[LOOP])
    change(starts_at=db.now() + timedelta(days=2), ends_at=db.now() + timedelta(days=2, hours=2))
    assert "not arranged yet" not in visit(forum.olga).get(forum.show).text


def test_the_pages_that_say_it_first_ask_once_and_only_for_organisers(visit, forum, loop, change):
    olga, cy = visit(forum.olga), visit(forum.cy)
    queries = {}
    for days in (20, 2):
        change(starts_at=db.now() + timedelta(days=days), ends_at=db.now() + timedelta(days=days, hours=2))
        for who, name in ((olga, "olga"), (cy, "cy")):
            for address in (forum.show, "/me"):
                with counted() as statements:
                    who.get(address)
                queries[name, address, days] = len(statements)
    # Whoever answers what people suggest and ask has one more: how much of it waits.
    assert queries["olga", forum.show, 2] == queries["olga", forum.show, 20] + 1 == queries["cy", forum.show, 2] + 2
    assert queries["cy", forum.show, 2] == queries["cy", forum.show, 20]
    # Whoever also asks people to do things has another on their own page: what needs somebody.
    assert queries["olga", "/me", 2] == queries["cy", "/me", 2] + 2 <= 10


# --- afterwards ----------------------------------------------------------------------------------------------------

WORKED = "Tell us if it worked: A hearing loop"


@pytest.fixture
def over(change):
    """The meeting is over."""
    return lambda: change(state=MeetingState.CLOSED, closed_at=db.now())


@pytest.mark.promise("S0-9")
@pytest.mark.promise("S4-8")
def test_after_the_meeting_the_person_says_whether_it_worked_and_no_comes_first(
    app, visit, forum, loop, arrange, over, needing
):
    needing(forum.cy, profile=[(NeedKind.BREAKS, ORGANISERS, "")])
    arrange("arranged", words="Booked.")
    ann, olga = visit(forum.ann), visit(forum.olga)
    assert WORKED not in ann.get(forum.reply).links()
    over()
    meeting = ann.get(forum.show)
    page = ann.get(meeting.links()["What was arranged for you"])
    form = ann.get(page.links()[WORKED])
    refused = ann.submit(form, "Keep what I say", status=422, words="It hummed")
    assert refused.error_of("worked") == "Choose yes, partly or no"
    own = ann.submit(refused, "Keep what I say", worked="failed", words="It hummed. Cy Officer heard it too.")
    assert "It did not work" in own.text
    assert "Say something else of how it worked: A hearing loop" in own.links()
    assert "1 thing that was arranged did not work." in olga.get(forum.show).text
    text = olga.get(forum.needs).text
    assert text.index("This did not work") < text.index("A hearing loop: Ann Lee") < text.index("Breaks: Cy Officer")
    assert "How it went: It hummed. Cy Officer heard it too." in text
    assert [step.by_id for step in steps(app)] == [forum.olga, forum.ann]


def test_whether_it_worked_is_not_asked_before_the_meeting(app, visit, forum, loop, change):
    ann = visit(forum.ann)
    with app.app_context():
        line = db.session.scalars(select(InvitationNeed.id)).one()
    page = ann.get(f"{forum.needs}/{line}/worked")
    assert "The meeting has not begun." in page.text
    data = {"worked": "worked", "once": "a", "csrf_token": ""}
    change(state=MeetingState.HAPPENING)
    form = ann.get(f"{forum.needs}/{line}/worked")
    change(state=MeetingState.PLANNED)
    ann.submit(form, "Keep what I say", status=422, worked=data["worked"])
    assert not steps(app)


def test_only_who_needed_something_is_asked_about_it_afterwards(visit, forum, loop, seat, over):
    seat(forum.cy, answer=Answer.IN_PERSON)
    over()
    assert "What was arranged for you" in visit(forum.ann).get(forum.show).links()
    assert "What was arranged for you" not in visit(forum.cy).get(forum.show).links()


@pytest.fixture
def next_meeting(data, forum):
    """`next_meeting(forum.ann)` plans the next meeting, invites this person, and gives its address."""

    def plan(person_id: int, **facts: object) -> str:
        with data():
            space, olga = db.session.get_one(factories.Space, forum.space), db.session.get_one(Person, forum.olga)
            meeting = factories.meeting(space, olga, "Short breaks", starts_at=db.now() + timedelta(days=40))
            factories.invitation(meeting, db.session.get_one(Person, person_id), **facts)
            return f"/spaces/forum/meetings/{meeting.id}"

    return plan


@pytest.mark.promise("S4-8")
@pytest.mark.parametrize(
    ("worked", "says"),
    [("worked", "Olga Organiser saw to it. It worked."), ("failed", "Olga Organiser saw to it. It did not work.")],
)
def test_how_it_went_is_shown_where_the_next_meeting_is_arranged(
    visit, forum, loop, arrange, over, next_meeting, worked, says
):
    arrange("arranged", arranger=str(forum.olga))
    over()
    ann, olga = visit(forum.ann), visit(forum.olga)
    ann.submit(ann.get(ann.get(forum.reply).links()[WORKED]), "Keep what I say", worked=worked, words="Loud enough")
    later = next_meeting(forum.ann)
    reply = ann.get(f"{later}/reply")
    assert ("Last time something did not work for you" in reply.text) is (worked == "failed")
    ann.submit(reply, "Send my answer", answer="in_person")
    page = olga.get(f"{later}/arrangements")
    assert says in page.text
    assert "Loud enough" in page.text
    assert ("Ask them what would work this time." in page.text) is (worked == "failed")
    assert says in olga.get(page.links()[SAY]).text


def test_how_a_need_for_the_chair_alone_went_is_not_shown_to_organisers(visit, forum, needing, data, next_meeting):
    needing(forum.ann, profile=[(NeedKind.SEAT, CHAIR, "By the door")])
    needing(forum.cy, duty=Duty.CHAIR)
    cy = visit(forum.cy)
    page = cy.get(cy.get(forum.needs).links()["Say how far it is: A certain seat, Ann Lee"])
    cy.submit(page, "Keep this", state="arranged", words="Kept the seat by the door")
    later = next_meeting(forum.ann)
    ann = visit(forum.ann)
    ann.submit(ann.get(f"{later}/reply"), "Send my answer", answer="in_person")
    assert "by the door" not in visit(forum.olga).get(f"{later}/arrangements").text.lower()


def test_what_was_told_for_one_meeting_is_not_asked_again_for_the_next(visit, forum, needing, next_meeting, looks):
    needing(forum.ben, told=[(NeedKind.LARGE_PRINT, ""), (NeedKind.OTHER, "No scents")])
    later = next_meeting(forum.ben)
    reply = visit(forum.ben).get(f"{later}/reply")
    assert "What was told for “School buses”" in reply.text
    olga = visit(forum.olga)
    assert "large print" not in olga.get(f"{later}/arrangements").text.lower()
    page = olga.get(f"{later}/reply/{forum.ben}")
    assert looks() == [(forum.olga, forum.ben)]
    olga.submit(page, "Keep this answer", answer="in_person")
    text = olga.get(f"{later}/arrangements").text
    assert "Large print: Ben Post" in text
    assert "No scents: Ben Post" in text


# --- size ----------------------------------------------------------------------------------------------------------


def test_the_page_reads_as_often_for_three_lines_with_a_past_as_for_one(visit, forum, needing, arrange, next_meeting):
    def reads(later: str) -> int:
        with counted() as statements:
            visit(forum.olga).get(f"{later}/arrangements")
        return sum("audit_event" not in one and "advisory_xact_lock" not in one for one in statements)

    found = []
    for person, name in ((forum.ann, "Ann Lee"), (forum.ben, "Ben Post"), (forum.cy, "Cy Officer")):
        needing(person, profile=[LOOP])
        arrange("arranged", f"Say how far it is: A hearing loop, {name}")
    for people in ((forum.ann,), (forum.ann, forum.ben, forum.cy)):
        later = next_meeting(people[0])
        _comes(visit, later, people, next_meeting, forum)
        found.append(reads(later))
    assert found[0] == found[1]


def _comes(visit, later: str, people: tuple[int, ...], next_meeting, forum) -> None:
    olga = visit(forum.olga)
    for person in people[1:]:
        page = olga.get(f"{later}/invite")
        olga.submit(page, "Send the invitations", members=[str(person)])
    for person in people:
        visitor = visit(person)
        visitor.submit(visitor.get(f"{later}/reply"), "Send my answer", answer="in_person")
        page = olga.get(f"{later}/arrangements")
        line = [href for words, href in page.links().items() if words.startswith("Say how far")][-1]
        olga.submit(olga.get(line), "Keep this", state="taken")


# --- helpers -------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S4-8")
def test_a_helper_who_is_invited_counts_as_arranged_until_they_send_apologies(visit, data, forum, needing):
    needing(forum.ann, told=[(NeedKind.SUPPORT_PERSON, ""), (NeedKind.INTERPRETER, "Urdu 100%"), (NeedKind.BSL, "")])
    helpers = [
        {"part": Part.SUPPORTER, "helps_id": forum.ann},
        {"part": Part.INTERPRETER, "interprets": "urdu"},
        {"part": Part.INTERPRETER, "interprets": "BSL"},
        {"part": Part.INTERPRETER, "interprets": "Somali"},
    ]
    with data():
        meeting = db.session.get_one(factories.Meeting, forum.meeting)
        meeting.starts_at, meeting.ends_at = db.now() + timedelta(days=1), db.now() + timedelta(days=1, hours=1)
        guests = [(factories.person(f"Helper {number}"), of) for number, of in enumerate(helpers)]
        places = [factories.invitation(meeting, guest, as_guest=True, **of).id for guest, of in guests]
    olga = visit(forum.olga)
    for gone in (0, 1, 2, 3):
        text = olga.get(forum.needs).text
        assert "An interpreter: Urdu 100%: Ann Lee" in text
        assert text.count("is invited to help") == 3 - gone
        shown = olga.get(forum.show).text
        assert (f"{gone} need" in shown) is (gone > 0), shown
        with data():
            db.session.get_one(Invitation, places[gone]).answer = Answer.APOLOGIES
    assert "is invited to help" not in visit(forum.ann).get(forum.reply).text


@pytest.mark.promise("S4-8")
def test_the_language_of_an_interpreter_is_asked_here_unless_the_profile_says_it(visit, forum, data, seat):
    seat(forum.ann)
    ann = visit(forum.ann)
    reply = {"answer": "in_person", "needs": ["interpreter"], "name_in_notes": "yes"}
    page = ann.submit(ann.get(forum.reply), "Send my answer", status=422, **reply)
    assert "Write which language the interpreter speaks" in page.error_of("language")
    ann.submit(page, "Send my answer", language="Somali")
    assert "An interpreter: Somali: Ann Lee" in visit(forum.olga).get(forum.needs).text
    assert 'value="Somali"' in ann.get(forum.reply).html
    with data():
        person = db.session.get_one(Person, forum.ann)
        factories.need(person, NeedKind.INTERPRETER, ORGANISERS, words="Arabic")
    page = ann.get(forum.reply)
    assert not page.has("form-language")
    ann.submit(page, "Send my answer")
    assert "An interpreter: Arabic: Ann Lee" in visit(forum.olga).get(forum.needs).text
