"""The list of words: kept, asked for, and explained on the pages and in the mail that hold them."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from workspace import db, mail
from workspace.mail import Message
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.service import invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Note
from workspace.spaces.glossary.starter import STARTER
from workspace.spaces.models import Space

LIST = "/spaces/forum/glossary"
LONG = "We will look " + "at each of the many letters " * 5 + "today."


def explain(visitor, word, means="What it is.", in_full="", **more):
    return visitor.submit(visitor.get(f"{LIST}/add"), "Save this word", word=word, means=means, in_full=in_full, **more)


def letters(template, to):
    rows = db.session.scalars(select(Message).where(Message.template == template, Message.person_id == to)).all()
    return [mail.letter_of(row).text for row in rows]


@pytest.mark.promise("S4-2", "S2-15")
def test_a_word_of_the_list_is_explained_at_the_foot_of_each_page_that_holds_it(forum, here, visit):
    explain(visit(forum["nia"]), "EHCP", "A plan of the council.", "education, health and care plan")
    for reader in ("mo", "gus"):
        page = visit(forum[reader]).get(here)
        assert "See what an EHCP (education, health and care plan) says of SEND transport." in page.text
        assert "Words on this page" in page.text
        assert "EHCP: education, health and care plan" in page.text
        assert "A plan of the council." in page.text
    assert "Words on this page" not in visit(forum["mo"]).get(f"{here}/papers").text


@pytest.mark.promise("S4-2")
def test_notes_papers_the_joining_page_and_the_invitation_explain_their_words(forum, here, visit, data):
    explain(visit(forum["olga"]), "buddy", "Somebody who comes with you.")
    with data():
        item = db.session.get_one(AgendaItem, forum["item"])
        olga = factories.person("Olga Two")
        factories.paper(item, olga, "Routes", means="Everybody gets a buddy.")
        meeting = db.session.get_one(Meeting, forum["meeting"])
        meeting.welcomer, meeting.to_join = "Ask for your buddy at the door", "A buddy"
        meeting.purpose = "Choose a buddy."
        facts = {"space_id": forum["space"], "meeting_id": forum["meeting"], "item_id": item.id, "version": 1}
        factories._saved(Note(**facts, text="The buddy came.", saved_at=db.now(), saved_by_id=olga.id))
    for page in ("/papers", "/joining"):
        assert "Somebody who comes with you." in visit(forum["gus"]).get(f"{here}{page}").text
    with data():
        letter = invitation(forum["mo"], forum["meeting"], forum["olga"])
        assert "Words in this message" in letter.text
        assert "**buddy**. Somebody who comes with you." in letter.text
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CLOSED
    assert "Somebody who comes with you." in visit(forum["olga"]).get(f"{here}/notes").text


@pytest.mark.promise("S4-2")
def test_any_member_asks_for_a_word_and_hears_the_answer(forum, visit, data):
    mo, nia = visit(forum["mo"]), visit(forum["nia"])
    page = mo.submit(mo.get(LIST), "Ask what it means", **{"ask-word": "ICB"})
    assert "Asked: what does “ICB” mean?" in page.text
    assert "Asked by Mo Member" in page.text
    with data():
        assert "what “ICB” means" in letters("word_asked", forum["nia"])[0]
        assert letters("word_asked", forum["olga"])
        assert not letters("word_asked", forum["mo"])
    page = visit(forum["pat"]).get(LIST)
    assert "ICB" in page.text
    assert "Mo Member" not in page.text
    page = nia.get(nia.get(LIST).links()["Explain it: ICB"])
    assert "Mo Member asked what this means" in page.text
    page = nia.submit(page, "Save this word", in_full="integrated care board", means="It plans health services.")
    assert "“ICB” is explained" in page.text
    with data():
        assert "It plans health services." in letters("word_explained", forum["mo"])[0]


def test_whoever_has_no_mail_is_to_be_told_by_phone(forum, visit):
    pat, olga = visit(forum["pat"]), visit(forum["olga"])
    pat.submit(pat.get(LIST), "Ask what it means", **{"ask-word": "ICB"})
    page = olga.submit(olga.get(olga.get(LIST).links()["Explain it: ICB"]), "Save this word", means="A board.")
    assert "Pat Post has no e-mail: ring or write to them." in page.text


def test_a_word_is_on_the_list_once_however_it_is_written(forum, visit):
    mo, olga = visit(forum["mo"]), visit(forum["olga"])
    explain(olga, "Co-design", "Making it together.")
    page = mo.submit(mo.get(LIST), "Ask what it means", status=422, **{"ask-word": "co-DESIGN"})
    assert page.error_of("ask-word") == "“Co-design” is on the list: Making it together."
    page = olga.submit(olga.get(f"{LIST}/add"), "Save this word", status=422, word="CO-DESIGN", means="x")
    assert "is on the list already" in page.error_of("word")
    mo.submit(mo.get(LIST), "Ask what it means", **{"ask-word": "ICB"})
    page = mo.submit(mo.get(LIST), "Ask what it means", status=422, **{"ask-word": "icb"})
    assert "Somebody asked for “ICB” already" in page.error_of("ask-word")
    page = mo.submit(mo.get(LIST), "Ask what it means", status=422, **{"ask-word": " "})
    assert page.error_of("ask-word") == "Write the word or the short form"


def test_a_word_is_changed_and_taken_off_and_pages_follow_at_once(forum, here, visit):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    explain(olga, "SEND", "Before.")
    assert "Before." in mo.get(here).text
    page = olga.get(olga.get(LIST).links()["Change: SEND"])
    page = olga.submit(page, "Save this word", means="After.")
    assert "“SEND” is changed" in page.text
    assert "After." in mo.get(here).text
    page = olga.submit(olga.get(page.links()["Change: SEND"]), "Take it off the list")
    assert "“SEND” is off the list" in page.text
    assert "Words on this page" not in mo.get(here).text


def test_a_word_that_somebody_asked_for_is_answered_and_not_removed(forum, visit, data):
    with data():
        asked = factories.term(db.session.get_one(Space, forum["space"]), "ICB", means="").id
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{asked}")
    form = {"csrf_token": page.find("form").find("input").get("value"), "once": "k" * 40}
    assert "Explain it first" in olga.post(f"{LIST}/{asked}/remove", form).text


def test_our_words_are_offered_and_not_forced(forum, here, visit):
    olga = visit(forum["olga"])
    assert "No word is explained yet" in olga.get(LIST).text
    two = [number for number, one in enumerate(STARTER) if one.word in {"EHCP", "SEND"}]
    page = olga.submit(olga.get(f"{LIST}/start"), "Put them on our list", words=two)
    assert "2 words are on the list" in page.text
    assert "The law stands behind it." in visit(forum["mo"]).get(here).text
    page = olga.get(f"{LIST}/start")
    assert "education, health and care plan" not in page.text
    page = olga.submit(page, "Put them on our list", status=422)
    assert page.error_of("words") == "Choose the words that you use"


def test_each_of_our_words_is_explained_in_short_sentences():
    assert len({one.key for one in STARTER}) == len(STARTER)
    assert all(len(str(one.means).split(".")[0].split()) <= 25 for one in STARTER)


@pytest.mark.promise("S1-C1")
def test_long_sentences_and_unexplained_short_forms_are_pointed_out_after_saving(forum, here, visit):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(f"{here}/agenda/{forum['item']}"), "Keep these changes", details=f"{LONG} The ICB pays."
    )
    assert "“The letter” is changed" in page.text
    assert "1 sentence has more than 25 words. Shorter ones are easier to follow: “We will look at each of" in page.text
    assert "Not everybody may know these short forms: ICB." in page.text
    explain(olga, "ICB")
    page = olga.submit(olga.get(f"{here}/agenda/{forum['item']}"), "Keep these changes", details="The ICB pays.")
    assert "Not everybody may know" not in page.text
    page = olga.submit(olga.get(f"{here}/edit"), "Keep these changes", purpose="Ask the CQC.")
    assert "short forms: CQC." in page.text


@pytest.mark.promise("S1-C1")
def test_notes_are_looked_at_as_they_are_typed(forum, here, visit, data):
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CLOSED
    nia = visit(forum["nia"])
    address = f"{here}/items/{forum['item']}/note"
    page = nia.get(address)
    form = next(form for form in page.forms() if form.get("action") == address)
    fields = {field.get("name"): field.get("value", "") for field in form.iter("input")}
    text = next(field.get("name") for field in form.iter("textarea"))
    answer = nia.post(address, {**fields, text: "The CQC came."}, status=200, headers={"HX-Request": "true"})
    assert "short forms: CQC" in answer.html


def test_members_read_the_list_and_others_do_not_keep_it(forum, visit, data):
    with data():
        number = factories.term(db.session.get_one(Space, forum["space"]), "ICB").id
    for name in ("mo", "pat"):
        assert "Explain a word" not in visit(forum[name]).get(LIST).text
        for address in ("/add", "/start", f"/{number}"):
            visit(forum[name]).get(f"{LIST}{address}", status=403)
    for name in ("gus", "otto"):
        visit(forum[name]).get(LIST, status=403)
    visit(forum["otto"]).get(f"/spaces/other/glossary/{number}", status=404)
    visit().get(LIST, status=303)


def test_the_language_of_an_explanation_is_marked_where_the_page_has_another(forum, here, visit, data):
    with data():
        factories.term(db.session.get_one(Space, forum["space"]), "SEND", "Angen.", language="cy")
    assert '<dd lang="cy">' in visit(forum["mo"]).get(here).html


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_database_nothing_more_for_the_words_of_a_list_once_it_was_read(forum, here, visit, data, count):
    mo = visit(forum["mo"])
    with counted() as before:
        mo.get(here)
    with data():
        space = db.session.get_one(Space, forum["space"])
        for number in range(count):
            factories.term(space, ("EHCP", "SEND", "transport")[number])
    mo.get(here)
    with counted() as after:
        assert "Words on this page" in mo.get(here).text
    assert len(after) == len(before)
    with counted() as list_page:
        mo.get(LIST)
    assert len(list_page) == 4, list_page
