"""Suggesting something for an agenda, and the answer that every suggestion gets."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import audit, db
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.agenda.service import remove
from workspace.meetings.invitations.models import Duty, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.suggestions import queries, service
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.people.models import Person

LIST = "/spaces/forum/meetings"
SUGGEST, ANSWER = "Send my suggestion", "Send the answer"
BUSES = {"what": "Could the bus wait?", "why": "My son is slow on the steps.", "named": "yes"}


@pytest.fixture
def meeting(add_meeting) -> int:
    """A planned meeting with a member, a guest and a note taker invited."""
    return add_meeting(invited=("mo", "gus", "nora"))


@pytest.fixture
def address(meeting) -> str:
    return f"{LIST}/{meeting}/suggestions"


@pytest.fixture
def made(app):
    """`made()` gives the one suggestion that there is, with its item."""

    def find() -> Suggestion:
        with app.app_context():
            return queries.suggestion_to_tell(db.session.scalars(select(Suggestion.id)).one())

    return find


@pytest.fixture
def suggested(visit, forum, address):
    """`suggested("mo")` has somebody suggest that the bus waits, and gives the page of answering it."""

    def suggest(name: str = "mo", **fields: str) -> str:
        one = visit(forum[name])
        one.submit(one.get(address), SUGGEST, **{**BUSES, **fields})
        return visit(forum["olga"]).get(address).links()[f"Answer: {fields.get('what', BUSES['what'])}"]

    return suggest


# --- suggesting ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mo", "gus", "nora"])
def test_anyone_who_is_invited_suggests_from_the_meeting_page_and_sees_the_state(visit, forum, meeting, made, name):
    one = visit(forum[name])
    page = one.get(f"{LIST}/{meeting}")
    page = one.get(page.links()["Suggest something for the agenda, and see what became of it"])
    page = one.submit(page, SUGGEST, **BUSES)
    assert "You hear what becomes of it, and see it here" in page.text
    assert "Could the bus wait? Waiting for an answer" in page.text
    assert made().by_id == forum[name]


@pytest.mark.promise("S0-14")
def test_what_somebody_said_in_another_way_is_theirs_and_counts_alike(visit, forum, address, made):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(address), SUGGEST, **BUSES, by=str(forum["mo"]))
    assert "It is written down, and counts like any other. They hear what becomes of it" in page.text
    assert made().by_id == forum["mo"]
    assert "Could the bus wait? Waiting for an answer" in visit(forum["mo"]).get(address).text
    answer = olga.get(page.links()["Answer: Could the bus wait?"])
    olga.submit(answer, ANSWER, answer="on_agenda", kind="discussion", minutes="10")
    mine = visit(forum["mo"]).get(address)
    assert "1 of 1 items began with members" in mine.text
    assert made().item.suggested_by == f"{{person:{forum['mo']}}}"


def test_only_organisers_write_down_for_others_and_only_for_those_who_are_invited(visit, forum, address, made):
    mo, olga = visit(forum["mo"]), visit(forum["olga"])
    mo.submit(mo.get(address), SUGGEST, **BUSES, by=str(forum["nora"]))
    assert made().by_id == forum["mo"]
    page = olga.submit(olga.get(address), SUGGEST, **BUSES, by="99999", status=422)
    assert page.error_of("by")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"what": ""}, "what", "Write what we should talk about"),
        ({"why": " "}, "why", "Write why it matters"),
        ({"named": None}, "named", "Choose if the agenda may say that it was you"),
        ({"named": "perhaps"}, "named", ""),
        ({"what": "w" * 201}, "what", "Write at most 200 letters"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(app, visit, forum, address, fields, field, words):
    mo = visit(forum["mo"])
    page = mo.submit(mo.get(address), SUGGEST, status=422, **{**BUSES, **fields})
    assert page.title.startswith("Error:")
    assert words in page.error_of(field)
    if "why" not in fields:
        assert page.find("why").text.strip() == BUSES["why"]
    with app.app_context():
        assert not db.session.scalars(select(Suggestion)).all()


def test_a_suggestion_that_is_sent_twice_is_there_once(visit, forum, address, made):
    mo = visit(forum["mo"])
    page = mo.get(address)
    for _time in range(2):
        mo.submit(page, SUGGEST, **BUSES)
    assert made().what == BUSES["what"]


@pytest.mark.parametrize("state", [MeetingState.HAPPENING, MeetingState.CLOSED, MeetingState.CANCELLED])
def test_once_a_meeting_has_begun_nothing_is_suggested_for_it(data, app, visit, forum, meeting, address, state):
    mo = visit(forum["mo"])
    page = mo.get(address)
    with data():
        db.session.get_one(Meeting, meeting).state = state
    refused = mo.submit(page, SUGGEST, status=422, **BUSES)
    assert "This meeting has begun or is over. Suggest it for the next one" in refused.text
    assert "nothing can be suggested for it any more" in mo.get(address).text
    with app.app_context():
        assert not db.session.scalars(select(Suggestion)).all()


def test_others_suggest_nothing_and_answer_nothing(data, visit, forum, add_meeting, suggested, address):
    answer = suggested()
    other = add_meeting("Other")
    visit(forum["mo"]).get(f"{LIST}/{other}/suggestions", status=403)
    visit(forum["otto"]).get(address, status=403)
    assert visit().get(address, status=303).location.startswith("/sign-in")
    for name in ("mo", "gus", "nora", "otto"):
        visit(forum[name]).get(answer, status=403)
    number = answer.rsplit("/", 1)[1]
    visit(forum["olga"]).get(f"{LIST}/{other}/suggestions/{number}", status=404)
    visit(forum["olga"]).get(f"{address.replace('forum', 'other')}/{number}", status=404)


def test_people_see_their_own_suggestions_and_organisers_and_the_chair_see_all(data, visit, forum, suggested, address):
    suggested("mo")
    suggested("gus", what="What of the fares?")
    assert "What of the fares?" not in visit(forum["mo"]).get(address).text
    assert "Could the bus wait?" not in visit(forum["gus"]).get(address).text
    with data():
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == forum["nora"])).one()
        place.duty = Duty.CHAIR
    for name in ("olga", "nora"):
        text = visit(forum[name]).get(address).text
        assert "Suggested by Mo Member" in text
        assert "Suggested by Gus Guest" in text


# --- answering -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("named", "credit"), [("yes", "Suggested by Mo Member"), ("no", "Suggested by somebody who")])
def test_a_suggestion_becomes_an_item_with_its_credit_as_the_person_wished(
    visit, forum, meeting, suggested, made, letters, named, credit
):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(suggested(named=named)), ANSWER, answer="on_agenda", kind="decision", minutes="15")
    assert "Answered: On the agenda. Mo Member gets your answer by mail." in page.text
    shown = visit(forum["gus"]).get(f"{LIST}/{meeting}").text
    assert f"Could the bus wait? 15 minutes To decide {credit}" in shown
    assert "My son is slow on the steps." in shown
    assert ("Mo Member" in shown) == (named == "yes")
    item = made().item
    assert item.began_with_members
    assert (item.kind, item.minutes) == (ItemKind.DECISION, 15)
    (letter,) = letters("suggestion_answered")
    assert "The answer is: On the agenda." in letter.text
    assert "It is an item of “Buses” on Thursday 3 June 2027." in letter.text


def test_next_time_and_not_here_carry_their_reason_to_the_person(visit, forum, address, suggested, letters, made):
    olga = visit(forum["olga"])
    page = olga.get(suggested())
    refused = olga.submit(page, ANSWER, status=422, answer="next_time")
    assert refused.error_of("words") == "Write why. They read this"
    olga.submit(page, ANSWER, answer="next_time", words="Mo Member, the bus company comes in July.")
    assert made().state is SuggestionState.NEXT_TIME
    mine = visit(forum["mo"]).get(address).text
    assert "Could the bus wait? Next time" in mine
    assert "Mo Member, the bus company comes in July." in mine
    again = olga.get(olga.get(address).links()["Change the answer: Could the bus wait?"])
    refused = olga.submit(again, ANSWER, status=422, answer="not_here", words="We do not run buses.")
    assert "who, or which group" in refused.error_of("where_instead")
    olga.submit(refused, ANSWER, where_instead="The bus users’ group, 01632 960222")
    first, second = letters("suggestion_answered")
    assert "The bus users’ group, 01632 960222" in second.text
    assert first.to_name == "Mo Member"


def test_names_in_an_answer_follow_the_people(data, visit, forum, address, suggested):
    olga = visit(forum["olga"])
    olga.submit(olga.get(suggested()), ANSWER, answer="next_time", words="Nora Notes asks the company first.")
    with data():
        db.session.get_one(Person, forum["nora"]).preferred_name = "Noor Notes"
    text = visit(forum["mo"]).get(address).text
    assert "Noor Notes asks the company first." in text
    assert "Nora" not in text


def test_who_has_no_mail_is_named_so_that_somebody_tells_them(data, visit, forum, suggested):
    with data():
        db.session.get_one(Person, forum["mo"]).email = None
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(suggested()), ANSWER, answer="on_agenda")
    assert "Mo Member has no e-mail: ring or write to them." in page.text


def test_an_organisers_own_suggestion_is_not_counted_as_a_members(visit, forum, meeting, suggested, made, letters):
    olga = visit(forum["olga"])
    olga.submit(olga.get(suggested("olga")), ANSWER, answer="on_agenda")
    assert not made().item.began_with_members
    assert not letters("suggestion_answered")


def test_of_two_organisers_who_answer_at_once_the_second_is_told_what_the_first_said(
    data, visit, forum, suggested, letters, made
):
    answer = suggested()
    olga, second = visit(forum["olga"]), visit(forum["olga"])
    before_both = second.get(answer)
    olga.submit(olga.get(answer), ANSWER, answer="next_time", words="In July.")
    page = second.submit(before_both, ANSWER, status=422, answer="on_agenda", words="Good idea")
    assert "Olga Organiser answered this at 9am: Next time. Yours was not sent" in page.text
    assert page.find("words").text.strip() == "Good idea"
    assert made().state is SuggestionState.NEXT_TIME
    assert made().item is None
    assert len(letters("suggestion_answered")) == 1


def test_an_answer_that_is_sent_twice_makes_one_item_and_one_letter(app, visit, forum, suggested, letters):
    olga = visit(forum["olga"])
    page = olga.get(suggested())
    for _time in range(2):
        olga.submit(page, ANSWER, answer="on_agenda")
    with app.app_context():
        assert len(db.session.scalars(select(AgendaItem)).all()) == 1
    assert len(letters("suggestion_answered")) == 1


def test_a_suggestion_whose_item_was_removed_waits_for_an_answer_again(data, visit, forum, meeting, suggested, made):
    olga = visit(forum["olga"])
    answer = suggested()
    before = olga.get(answer)
    olga.submit(before, ANSWER, answer="on_agenda")
    assert "waits for an answer" not in olga.get(f"{LIST}/{meeting}").text
    with data():
        remove(load_item("forum", meeting, made().item.id), actor=db.session.get_one(Person, forum["olga"]))
    page = olga.get(f"{LIST}/{meeting}")
    assert "1 suggestion for the agenda waits for an answer." in page.text
    page = olga.get(page.links()["Answer what people suggested"])
    assert "Taken off the agenda again" in page.text
    back = olga.submit(olga.get(page.links()["Answer: Could the bus wait?"]), ANSWER, answer="on_agenda")
    assert "It is an item of “Buses”" in back.text
    assert made().item is not None


def test_answering_for_the_agenda_of_a_meeting_that_is_over_is_refused_and_the_words_stay(
    data, visit, forum, meeting, suggested, made
):
    olga = visit(forum["olga"])
    page = olga.get(suggested())
    with data():
        db.session.get_one(Meeting, meeting).state = MeetingState.CLOSED
    refused = olga.submit(page, ANSWER, status=422, answer="on_agenda", words="Good idea")
    assert "so its agenda stays as it was" in refused.text
    assert refused.find("words").text.strip() == "Good idea"
    assert made().state is SuggestionState.WAITING
    olga.submit(refused, ANSWER, answer="next_time")
    assert made().state is SuggestionState.NEXT_TIME


@pytest.mark.parametrize("minutes", ["0", "241", "ten", ""])
def test_minutes_are_asked_for_when_it_goes_on_the_agenda_alone(visit, forum, suggested, minutes):
    olga = visit(forum["olga"])
    page = olga.get(suggested())
    refused = olga.submit(page, ANSWER, status=422, answer="on_agenda", minutes=minutes)
    assert "from 1 to 240" in refused.error_of("minutes")
    olga.submit(refused, ANSWER, answer="next_time", words="In July.")


def test_unanswered_ones_stand_before_the_organisers_on_the_meeting_and_the_agenda(visit, forum, meeting, suggested):
    suggested()
    suggested("gus", what="Fares")
    olga = visit(forum["olga"])
    for page in (olga.get(f"{LIST}/{meeting}"), olga.get(f"{LIST}/{meeting}/agenda")):
        assert "2 suggestions for the agenda wait for an answer." in page.text
    assert "wait for an answer" not in visit(forum["mo"]).get(f"{LIST}/{meeting}").text


# --- where agendas begin -------------------------------------------------------------------------------------------


@pytest.mark.promise("S3-C4")
def test_the_share_of_items_and_decisions_that_began_with_members_is_counted(data, visit, forum, meeting, suggested):
    olga = visit(forum["olga"])
    with data():
        row = db.session.get_one(Meeting, meeting)
        factories.item(row, "The budget", position=1)
        factories.item(row, "Introductions", kind=ItemKind.INTRODUCTIONS, position=2)
        factories.item(row, "Tea", kind=ItemKind.BREAK, position=3)
        factories.item(row, "Removed", position=3, removed_at=db.now())
    page = olga.submit(olga.get(suggested()), ANSWER, answer="on_agenda")
    assert "1 of 2 items began with members" in page.text
    assert "decisions began" not in page.text
    olga.submit(olga.get(f"{LIST}/{meeting}/run"), "Start the meeting")
    decide = _decide_page(olga, meeting)
    olga.submit(
        olga.get(decide), "Save the decision", **_fields(decide, result="agreed", words="It waits.", reason="Time.")
    )
    counts = visit(forum["mo"]).get(f"{LIST}/{meeting}/suggestions").text
    assert "1 of 1 decisions began with members" in counts


def _decide_page(olga, meeting: int) -> str:
    with olga.app.app_context():
        number = db.session.scalars(select(AgendaItem.id).where(AgendaItem.began_with_members)).one()
    return f"{LIST}/{meeting}/items/{number}/decisions"


def _fields(address: str, **fields: str) -> dict[str, str]:
    number = address.split("/")[-2]
    return {f"decide-{number}-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_database_the_same_however_many_there_are(data, visit, forum, meeting, address, many):
    with data():
        row, mo = db.session.get_one(Meeting, meeting), db.session.get_one(Person, forum["mo"])
        for number in range(many):
            made = factories.suggestion(row, mo, why=f"{{person:{forum['gus']}}}", state=SuggestionState.ON_AGENDA)
            factories.item(row, f"Item {number}", came_from="suggestion", came_from_id=made.id)
    olga = visit(forum["olga"])
    with counted() as statements:
        olga.get(address)
    assert len(statements) == 8, statements


def test_no_word_of_a_suggestion_is_in_the_record(data, app, visit, forum, suggested):
    olga = visit(forum["olga"])
    olga.submit(olga.get(suggested()), ANSWER, answer="next_time", words="In July.")
    with app.app_context():
        rows = db.session.scalars(select(audit.AuditEvent)).all()
        changes = [row.changes for row in rows if row.thing_kind == "suggestion"]
    assert changes == [{}, {"to": "next_time"}]


def test_the_verb_refuses_a_state_that_is_no_longer_true(data, forum, meeting, suggested, made):
    suggested()
    number = made().id
    with data(), pytest.raises(DomainError, match="changed meanwhile"):
        service.answer(
            queries.suggestion("forum", meeting, number), actor=db.session.get_one(Person, forum["olga"]),
            seen="not_here", reply=service.Reply(SuggestionState.NEXT_TIME, "Later"),
        )  # fmt: skip
