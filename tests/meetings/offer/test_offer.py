"""What a meeting asks and offers, what each person says to it, and what they ask about it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db
from workspace.errors import DomainError
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.offer import queries, service
from workspace.meetings.offer.models import Offer, OfferAnswer, OfferQuestion, OfferSaid
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.queries import meeting_and_offer
from workspace.people.models import Person

LIST = "/spaces/forum/meetings"
KEEP, SAY, ASK, ANSWER = "Keep what we ask and offer", "Send what I say", "Send my question", "Send the answer"
WORDS = {
    "reading": "half an hour", "travel": "an hour and a half", "until": "1 July 2027",
    "payment": "£15 an hour, in cash", "expenses": "Fares on the day", "care": "Up to £12 an hour",
}  # fmt: skip


@pytest.fixture
def meeting(add_meeting) -> int:
    """A meeting of two hours on 3 June 2027 with a member, a guest and a note taker invited."""
    return add_meeting(invited=("mo", "gus", "nora"))


@pytest.fixture
def address(meeting) -> str:
    return f"{LIST}/{meeting}/offer"


@pytest.fixture
def offered(visit, forum, address):
    """`offered(payment="£20")` has the organiser write the offer, and gives the page that comes then."""

    def write(status: int = 303, **fields: str):
        olga = visit(forum["olga"])
        return olga.submit(olga.get(f"{address}/edit"), KEEP, status=status, **{**WORDS, **fields})

    return write


@pytest.fixture
def asked(visit, forum, address):
    """`asked("mo", "When?")` has somebody ask, and gives the address of answering."""

    def ask(name: str = "mo", words: str = "When is it paid?") -> str:
        one = visit(forum[name])
        one.submit(one.get(f"{address}/ask"), ASK, words=words)
        return visit(forum["olga"]).get(f"{address}/answers").links()[f"Answer: {words}"]

    return ask


@pytest.fixture
def rows(app):
    """`rows(Offer)` gives what is kept, oldest first."""

    def find(kind):
        with app.app_context():
            return db.session.scalars(select(kind).order_by(kind.id)).all()

    return find


# --- writing it ----------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W4", "S3-R9")
def test_everybody_reads_what_is_asked_and_offered_wherever_they_decide(data, visit, forum, add_meeting, letters, rows):
    number = add_meeting()
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}")
    page = olga.get(page.links()["Write what we ask and offer"])
    page = olga.submit(page, KEEP, **WORDS)
    assert "4 hours in all: 2 hours for the meeting, 30 minutes to read before it and up to 1 hour and 30" in page.text
    with data():
        db.session.get_one(Person, forum["nora"]).reach_by = "post"
    olga.submit(olga.get(f"{LIST}/{number}/invite"), "Send the invitations", everyone="y")
    mo = visit(forum["mo"])
    letter = next(one for one in letters("invitation") if one.to_name == "Mo Member")
    places = [mo.get(f"{LIST}/{number}{page}").text for page in ("", "/reply", "/joining", "/offer")]
    for text in (*places, olga.get(f"{LIST}/{number}/letters").text, letter.text):
        for words in ("4 hours in all", "1 July 2027", "£15 an hour, in cash", "Fares on the day", "Up to £12 an hour"):
            assert words in text
        for words in ("can change your benefits", "Citizens Advice", "welfare rights", "work coach at the Jobcentre"):
            assert words in text
    assert "I accept it, and want no payment" in olga.get(f"{LIST}/{number}/letters").text
    assert f"{LIST}/{number}/offer>" in letter.text
    (made,) = rows(Offer)
    assert (made.reading_minutes, made.travel_minutes, made.number) == (30, 90, 1)


def test_the_space_names_its_own_place_for_advice(visit, forum, address, offered):
    olga = visit(forum["olga"])
    olga.submit(olga.get("/spaces/forum/settings"), "Keep these settings", pay_advice="Ring Merrowdale Money Advice.")
    offered()
    text = visit(forum["mo"]).get(address).text
    assert "Ring Merrowdale Money Advice." in text
    assert "Citizens Advice" not in text


def test_without_a_payment_nothing_is_said_of_benefits_and_there_is_none_to_decline(visit, forum, address, offered):
    offered(payment="")
    page = visit(forum["mo"]).get(address)
    assert "benefits" not in page.text
    assert "want no payment" not in page.text
    assert "I do not accept it" in page.text


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"reading": "soon"}, "reading", "Write a length of time, like “45 minutes” or “1 hour and a half”"),
        ({"travel": "2 days"}, "travel", "Write a length of time"),
        ({"until": "31 June 2027"}, "until", "The last day of that month is 30 June 2027"),
        ({"until": "2 June 2027"}, "until", "Write the day of the meeting or a later one"),
        ({"payment": "To 20-00-44, 12345678"}, "payment", "we never keep bank details"),
        ({"expenses": "20004412345678"}, "expenses", "This looks like the number of a bank account"),
        ({"care": "12345678 at 20 00 44"}, "care", "This looks like the number of a bank account"),
        ({"payment": "w" * 2_001}, "payment", "Write at most 2000 letters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(offered, rows, fields, field, words):
    page = offered(422, **fields)
    assert page.title.startswith("Error:")
    assert words in page.error_of(field)
    assert page.find("expenses").text.strip() == {**WORDS, **fields}["expenses"]
    assert not rows(Offer)


def test_while_nobody_is_invited_an_offer_is_simply_changed(visit, forum, add_meeting, rows, letters):
    number, olga = add_meeting(), visit(forum["olga"])
    for payment in ("£10", "£12"):
        olga.submit(olga.get(f"{LIST}/{number}/offer/edit"), KEEP, **{**WORDS, "payment": payment})
    (made,) = rows(Offer)
    assert (made.payment, made.number) == ("£12", 1)
    assert not letters("offer_changed")


def test_keeping_the_same_offer_again_asks_nobody_again(visit, forum, address, offered, rows, letters):
    offered()
    sent = len(letters("offer_changed"))
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{address}/edit"), KEEP)
    assert len(rows(Offer)) == 1
    assert len(letters("offer_changed")) == sent == 3


def test_of_two_organisers_who_change_it_at_once_the_second_sees_both_and_keeps_theirs(
    visit, forum, address, offered, rows
):
    olga = visit(forum["olga"])
    before = olga.get(f"{address}/edit")
    offered(payment="£15")
    page = olga.submit(before, KEEP, status=422, **{**WORDS, "payment": "£18"})
    assert "Somebody changed this meanwhile. Yours was not kept yet" in page.text
    assert "£15" in page.text
    assert page.find("payment").text.strip() == "£18"
    olga.submit(page, KEEP)
    assert [one.payment for one in rows(Offer)] == ["£15", "£18"]


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_what_was_offered_at_a_meeting_that_is_over_stays(data, visit, forum, meeting, address, offered, rows, state):
    offered()
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    pages = olga.get(f"{address}/edit"), mo.get(address), mo.get(f"{address}/ask")
    with data():
        db.session.get_one(Meeting, meeting).state = state
    olga.submit(pages[0], KEEP, status=422, payment="£1")
    mo.submit(pages[1], SAY, status=422, said="accepted")
    kept = mo.submit(pages[2], ASK, status=422, words="And now?")
    assert kept.find("words").text.strip() == "And now?"
    assert "stays as it was" in olga.get(f"{address}/edit").text
    assert len(rows(Offer)) == 1
    assert not rows(OfferAnswer)
    assert not rows(OfferQuestion)


def test_a_meeting_that_comes_again_carries_its_offer(app, visit, forum, meeting, offered):
    offered(payment="Mo Member pays £15")
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{LIST}/{meeting}/repeat"), "Plan these meetings", rhythm="weeks", weeks="2", times="2")
    with app.app_context():
        for made in db.session.scalars(select(Offer).where(Offer.meeting_id != meeting)):
            assert (made.payment, made.number) == (f"{{person:{forum['mo']}}} pays £15", 1)
            assert (made.reading_minutes, made.until_on) == (30, None)
        assert len(db.session.scalars(select(Offer)).all()) == 3


# --- what people say -----------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W4", "S3-R9")
@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("mo", "accepted", "Accepted"),
        ("gus", "unpaid", "Accepted, without the payment"),
        ("nora", "declined", "Declined"),
    ],
)
def test_each_person_accepts_comes_without_the_payment_or_declines_and_the_day_is_kept(
    visit, forum, meeting, address, offered, rows, name, said, shown
):
    offered()
    one = visit(forum[name])
    page = one.get(one.get(f"{LIST}/{meeting}").links()["Accept this offer, decline it, or ask about it"])
    assert one.submit(page, SAY, status=422, said=None).error_of("said") == "Choose what you say to the offer"
    page = one.submit(page, SAY, said=said)
    assert f"{shown} Said on Monday 4 January 2027." in page.text
    (kept,) = rows(OfferAnswer)
    assert (kept.said, kept.said_by_id) == (OfferSaid(said), forum[name])
    listed = visit(forum["olga"]).get(f"{address}/answers").text
    assert f"{shown} Monday 4 January 2027" in listed
    assert listed.count("Nothing said yet") == 2
    invite = visit(forum["olga"]).get(f"{LIST}/{meeting}/invite").text
    assert invite.count("No answer yet") == 3, "if they come is another answer"


@pytest.mark.promise("S1-W4")
def test_a_changed_offer_asks_again_and_says_what_changed(visit, forum, address, offered, letters, rows):
    offered()
    mo, gus = visit(forum["mo"]), visit(forum["gus"])
    mo.submit(mo.get(address), SAY, said="accepted")
    page = offered(payment="£20 an hour", travel="none", until="")
    assert "is asked again where something changed" in page.text
    letter = letters("offer_changed")[-1]
    for words in (
        "Payment or thanks is now: £20 an hour",
        "Time to travel is now: none",
        "It ends with the meeting",
        "If you come is as you answered it",
    ):
        assert words in letter.text
    text = mo.get(address).text
    assert "The offer has changed" in text
    assert "What was said to it on Monday 4 January 2027: Accepted." in text
    assert "Payment or thanks is now: £20 an hour" in text
    assert "Expenses are now" not in text
    listed = visit(forum["olga"]).get(f"{address}/answers").text
    assert "Asked again Accepted on Monday 4 January 2027, before the offer changed." in listed
    assert "The offer has changed" not in gus.get(address).text
    mo.submit(mo.get(address), SAY, said="unpaid")
    assert "The offer has changed" not in mo.get(address).text
    assert [one.said for one in rows(OfferAnswer)] == [OfferSaid.ACCEPTED, OfferSaid.UNPAID]


def test_nobody_accepts_an_offer_that_they_have_not_read(visit, forum, address, offered, rows):
    offered()
    mo = visit(forum["mo"])
    before = mo.get(address)
    offered(payment="Nothing")
    page = mo.submit(before, SAY, status=422, said="accepted")
    assert "The offer changed while you read it" in page.text
    assert "Nothing" in page.text
    assert not rows(OfferAnswer)
    mo.submit(page, SAY, said="declined")
    assert rows(OfferAnswer)[0].said is OfferSaid.DECLINED


def test_an_organiser_writes_down_what_somebody_said_and_the_person_sees_that(visit, forum, address, offered, rows):
    offered()
    olga = visit(forum["olga"])
    page = olga.get(f"{address}/answers")
    page = olga.submit(olga.get(page.links()["Write down what they say: Mo Member"]), "Keep this answer", said="unpaid")
    assert "The answer of Mo Member is kept: Accepted, without the payment." in page.text
    assert "An organiser wrote it down." in visit(forum["mo"]).get(address).text
    assert rows(OfferAnswer)[0].said_by_id == forum["olga"]


def test_who_cannot_be_told_by_mail_is_named(data, offered, forum):
    with data():
        db.session.get_one(Person, forum["mo"]).email = None
    assert "Mo Member cannot be told by e-mail: ring or write to them." in offered().text


def test_who_said_what_is_for_organisers_alone_and_the_record_has_no_words(
    app, visit, forum, meeting, address, offered, asked
):
    offered()
    answer = asked("mo", "Can my sister be paid?")
    mo = visit(forum["mo"])
    mo.submit(mo.get(address), SAY, said="declined")
    for name in ("gus", "nora"):
        one = visit(forum[name])
        for page in ("", "/offer", "/joining"):
            text = one.get(f"{LIST}/{meeting}{page}").text
            assert "my sister" not in text
            assert "Declined" not in text
    for page in (f"{address}/answers", f"{address}/edit", answer, f"{address}/people/{forum['mo']}"):
        for name in ("mo", "gus", "nora", "otto"):
            visit(forum[name]).get(page, status=403)
        assert visit().get(page, status=303).location.startswith("/sign-in")
    visit(forum["otto"]).get(address, status=404)
    visit(forum["olga"]).get(address, status=404)
    visit(forum["olga"]).get(answer.replace(str(meeting), str(meeting + 1), 1), status=404)
    with app.app_context():
        kept = db.session.scalars(select(audit.AuditEvent.changes)).all()
        assert "sister" not in str(kept)
        assert "£15" not in str(kept)


# --- what people ask -----------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W4", "S1-C3")
def test_a_question_reaches_the_organisers_and_its_answer_the_person(visit, forum, meeting, address, asked, letters):
    answer = asked()
    (told,) = letters("offer_question")
    assert told.to_name == "Olga Organiser"
    assert "Mo Member asks about what we offer" in told.text
    assert "When is it paid?" in told.text
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    assert "When is it paid? Waiting for an answer" in mo.get(address).text
    page = olga.get(f"{LIST}/{meeting}")
    assert "1 question about what we offer waits for an answer." in page.text
    page = olga.get(answer)
    assert olga.submit(page, ANSWER, status=422, state="answered").error_of("words") == "Write the answer"
    assert "by when" in olga.submit(page, ANSWER, status=422, state="coming").error_of("due")
    olga.submit(page, ANSWER, state="coming", due="10 January 2027")
    assert "The answer is coming by Sunday 10 January 2027" in mo.get(address).text
    olga.submit(olga.get(answer), ANSWER, state="answered", words="On the day. Ask Nora Notes.")
    coming, answered = letters("offer_question_answered")
    assert "The answer is coming by" in coming.text or "Answered" in coming.text
    assert "On the day. Ask Nora Notes." in answered.text
    assert "On the day. Ask Nora Notes." in mo.get(address).text
    assert "waits for an answer" not in olga.get(f"{LIST}/{meeting}").text


@pytest.mark.promise("S1-W4")
def test_an_answer_can_be_for_everybody_without_who_asked(visit, forum, address, asked):
    answer = asked("mo", "I am on Universal Credit. Must I tell them?")
    olga, gus = visit(forum["olga"]), visit(forum["gus"])
    page = olga.get(answer)
    refused = olga.submit(page, ANSWER, status=422, state="answered", words="Yes.", share="y")
    assert "in words that do not show who asked it" in refused.error_of("shared_as")
    refused = olga.submit(page, ANSWER, status=422, state="cannot", words="No.", share="y", shared_as="Who is told?")
    assert refused.error_of("share") == "Share it when it is answered"
    assert "Yes." not in gus.get(address).text
    olga.submit(page, ANSWER, state="answered", words="Yes, first.", share="y", shared_as="Do I tell the Jobcentre?")
    text = gus.get(address).text
    assert "Do I tell the Jobcentre?Yes, first." in text
    assert "Universal Credit. Must" not in text
    assert "Mo Member" not in text
    mine = visit(forum["mo"]).get(address).text
    assert "I am on Universal Credit. Must I tell them?" in mine
    assert "Everybody who is invited reads the answer, and not that it was you." in mine
    olga.submit(olga.get(answer), ANSWER, state="answered", words="Yes, first.", share=None)
    assert "Jobcentre?Yes" not in gus.get(address).text


@pytest.mark.parametrize(("words", "said"), [(" ", "Write your question"), ("12345678, 20-00-44?", "bank account")])
def test_a_question_needs_words_and_no_bank_details(visit, forum, address, rows, words, said):
    mo = visit(forum["mo"])
    page = mo.submit(mo.get(f"{address}/ask"), ASK, status=422, words=words)
    assert said in page.error_of("words")
    assert not rows(OfferQuestion)


def test_of_two_organisers_who_answer_at_once_the_second_is_told(visit, forum, asked, rows):
    answer, olga = asked(), visit(forum["olga"])
    page = olga.get(answer)
    olga.submit(page, ANSWER, state="answered", words="On the day.")
    second = olga.submit(olga.get(answer), ANSWER, state="answered", words="By cheque.")
    assert "Answered." in second.text
    late = olga.post(answer, {**_fields(page), "state": "answered", "words": "Never."}, status=422)
    assert "Somebody answered this meanwhile. Yours was not sent" in late.text
    assert rows(OfferQuestion)[0].answer == "By cheque."


def _fields(page):
    return {
        one.get("name"): one.get("value") for one in page.form(ANSWER).iter("input") if one.get("type") == "hidden"
    } | {"once": "another"}


def test_the_list_takes_the_same_queries_for_one_person_as_for_three(app, data, forum, add_meeting, visit):
    used = []
    for invited in (("mo",), ("mo", "gus", "nora")):
        number = add_meeting(invited=invited)
        with data():
            held = meeting_and_offer("forum", number)
            offer = factories.offer(held)
            for place in held.invitations:
                factories.offer_answer(offer, place)
                factories.offer_question(held, place.person)
        olga = visit(forum["olga"])
        olga.get(f"{LIST}/{number}/offer/answers")
        with counted() as queries_used:
            olga.get(f"{LIST}/{number}/offer/answers")
        used.append(len(queries_used))
    assert used[0] == used[1]


def test_verbs_refuse_what_pages_do_not_offer(app, data, forum, add_meeting):
    number = add_meeting(invited=("mo",), starts_at=db.now() + timedelta(days=3))
    with app.app_context():
        held = meeting_and_offer("forum", number)
        mo = db.session.get_one(Person, forum["mo"])
        with pytest.raises(DomainError, match="changed while you read it"):
            service.answer(held.invitations[0], actor=mo, said=OfferSaid.ACCEPTED, seen=0)
        assert db.session.scalar(queries.waiting(held)) == 0
        assert [one.value for one in QuestionState] == ["coming", "answered", "cannot"]
