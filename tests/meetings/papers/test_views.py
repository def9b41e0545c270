"""Papers of a meeting: what they mean, by when, in which forms, and what is owed to whom."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from tests import factories
from tests.meetings.papers.conftest import NOW
from tests.support import files
from tests.support.queries import counted
from tests.support.visitor import fields_of
from workspace import audit, db, mail
from workspace.mail import Message
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Answer, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.papers.models import Paper, PaperForm, PaperVersion
from workspace.people.models import Person
from workspace.uploads.models import Upload
from workspace.uploads.taking import MEGABYTE

FACTS = {"title": "The new routes", "means": "Some children would walk further.", "due": "10 January 2027"}


@pytest.fixture
def add_paper(data, forum):
    """`add_paper(PaperForm.EASY_READ)` gives the number of a paper that exists in these forms, in English."""

    def add(
        *forms: PaperForm, due_on: date = date(2027, 1, 10), sent_on: date = date(2027, 1, 4), item: str = "letter"
    ) -> int:
        with data():
            olga = db.session.get_one(Person, forum["olga"])
            paper = factories.paper(db.session.get_one(AgendaItem, forum[item]), olga, "Routes", due_on=due_on)
            for form in forms:
                factories.version(paper, form, sent_on=sent_on)
            return paper.id

    return add


@pytest.fixture
def bring(visit, forum, here):
    """`bring(number, content, name)` adds a file to a paper, as the organiser does."""

    def send(number: int, content: bytes = files.PDF, name: str = "a.pdf", status: int = 303, **more: str):
        olga, address = visit(forum["olga"]), f"{here}/papers/{number}/versions"
        fields = fields_of(olga.get(address).form("form"), "Add it") | more
        fields.pop("file")
        return olga.post(address, fields, status=status, file=("file", name, content))

    return send


# --- on the list ---------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-V1")
def test_a_paper_that_does_not_say_what_it_means_for_people_is_not_taken(app, visit, forum, here):
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(f"{here}/papers/new"), "Keep it, and add the file", status=422, **FACTS | {"means": " "}
    )
    assert page.error_of("means") == "Write what it means for people: nobody should have to guess that"
    assert page.find("title").get("value") == "The new routes"
    with app.app_context():
        assert not db.session.scalar(select(func.count(Paper.id)))
    page = olga.submit(page, "Keep it, and add the file", **FACTS)
    assert page.h1 == "Add a file or a link"
    text = visit(forum["mo"]).get(f"{here}/papers").text
    assert text.index("What this means for people") < text.index("Some children would walk further.")


@pytest.mark.promise("S3-R6")
def test_a_paper_that_is_missing_is_listed_with_who_owes_it_and_by_when(visit, data, forum, here, add_paper):
    olga = visit(forum["olga"])
    facts = FACTS | {"item": str(forum["stops"]), "brought_by": "Mo Member"}
    olga.submit(olga.get(f"{here}/papers/new"), "Keep it, and add the file", **facts)
    add_paper(PaperForm.STANDARD)
    mo = visit(forum["mo"])
    text = mo.get(f"{here}/papers").text
    assert "1 of 2 papers are here." in text
    assert "For: The stops Not here yet: sent by Sunday 10 January" in text
    assert "Brought by Mo Member. Promised by Sunday 10 January 2027." in text
    assert "Not here yet: sent by Sunday 10 January" in mo.get(here).text
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Morgan"
    assert "Brought by Morgan." in mo.get(f"{here}/papers").text
    assert visit(forum["olga"]).get(f"{here}/papers/1").find("brought_by").get("value") == "Morgan"


def test_papers_stand_under_their_item_on_the_page_of_the_meeting(visit, forum, here, add_paper):
    number = add_paper(PaperForm.STANDARD, item="stops")
    page = visit(forum["gus"]).get(here)
    assert page.links()["Routes"] == f"{here}/papers#paper-{number}"
    assert "The letter" in page.text.split("To read: Routes")[0]
    assert "The stops" in page.text.split("To read: Routes")[0]


def test_the_page_of_a_meeting_needs_the_same_queries_for_any_number_of_papers(visit, forum, here, add_paper):
    mo = visit(forum["mo"])
    counts = []
    for more in (0, 1, 3):
        for _ in range(more):
            add_paper(PaperForm.STANDARD, PaperForm.EASY_READ)
        with counted() as statements:
            mo.get(here)
        counts.append(len(statements))
    assert len(set(counts)) == 1
    assert counts[0] <= 8


@pytest.mark.parametrize("who", ["mo", "olga"])
def test_the_list_needs_the_same_queries_for_one_paper_and_for_many(visit, forum, here, add_paper, who):
    visitor = visit(forum[who])
    counts = []
    for more in (1, 3):
        for _ in range(more):
            add_paper(PaperForm.STANDARD, PaperForm.EASY_READ)
        with counted() as statements:
            visitor.get(f"{here}/papers")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_paper_is_changed_and_only_one_that_does_not_exist_comes_off_the_list(app, visit, forum, here, add_paper):
    number = add_paper(PaperForm.STANDARD)
    olga = visit(forum["olga"])
    page = olga.submit(
        olga.get(f"{here}/papers/{number}"), "Keep these changes", title="Old routes", item=str(forum["stops"])
    )
    assert "For: The stops" in page.text
    assert "Old routes" in page.text
    assert "Take it off the list" not in olga.get(f"{here}/papers/{number}").text
    page = olga.submit(olga.get(f"{here}/papers/{number}"), "Delete: The usual form")
    assert "Deleted: The usual form" in page.text
    page = olga.submit(page, "Take it off the list")
    assert "There is nothing to read for this meeting yet." in page.text
    with app.app_context():
        assert audit.first_broken() is None


def test_a_paper_is_for_an_item_of_this_meeting(visit, data, forum, here):
    olga = visit(forum["olga"])
    page = olga.get(f"{here}/papers/new")
    assert olga.submit(page, "Keep it, and add the file", status=422, **FACTS, item="99").error_of("item")
    page = olga.get(f"{here}/papers/new")
    with data():
        db.session.get_one(AgendaItem, forum["stops"]).removed_at = db.now()
    page = olga.submit(page, "Keep it, and add the file", status=422, **FACTS, item=str(forum["stops"]))
    assert page.has("item-error")


def test_a_meeting_that_is_cancelled_gets_no_more_papers(visit, data, forum, here, add_paper):
    number = add_paper()
    olga = visit(forum["olga"])
    page, version = olga.get(f"{here}/papers/new"), olga.get(f"{here}/papers/{number}/versions")
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CANCELLED
    words = "This meeting is cancelled, so its papers stay as they were"
    assert words in olga.submit(page, "Keep it, and add the file", status=422, **FACTS).text
    assert words in olga.submit(version, "Add it", status=422, link="https://example.org").text
    assert "Add a paper" not in olga.get(f"{here}/papers").text


# --- late ----------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-V4")
def test_a_late_paper_carries_a_visible_mark(visit, forum, here, add_paper):
    mo = visit(forum["mo"])
    add_paper(PaperForm.STANDARD, due_on=date(2027, 1, 4))
    assert "late" not in mo.get(f"{here}/papers").text
    add_paper(PaperForm.STANDARD, due_on=date(2027, 1, 1))
    for page in (mo.get(f"{here}/papers"), mo.get(here)):
        assert page.text.count("Sent 3 days late") == 1
    add_paper(due_on=date(2027, 1, 4))
    with time_machine.travel(NOW + timedelta(days=1)):
        assert "Not here yet: 1 day late" in mo.get(here).text


def test_a_version_that_came_later_than_the_others_says_so_itself(visit, data, forum, here, add_paper):
    number = add_paper(PaperForm.STANDARD, due_on=date(2027, 1, 4))
    with data():
        factories.version(db.session.get_one(Paper, number), PaperForm.EASY_READ, sent_on=date(2027, 1, 6))
    page = visit(forum["mo"]).get(f"{here}/papers")
    assert page.text.count("Sent 2 days late") == 1


# --- forms and languages -------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-C5")
def test_everybody_sees_the_form_that_they_chose_first_and_is_told_that_it_is(visit, forum, here, add_paper):
    add_paper(PaperForm.STANDARD, PaperForm.BRAILLE, PaperForm.EASY_READ)
    page = visit(forum["mo"]).get(f"{here}/papers")
    text = page.text[page.text.index("Read it") :]
    assert text.index("Easy Read") < text.index("The usual form") < text.index("Braille")
    assert text.count("In the form that you chose") == 1
    assert text.index("In the form that you chose") < text.index("The usual form")
    text = visit(forum["gus"]).get(f"{here}/papers").text
    assert text.index("The usual form") < text.index("Easy Read")
    assert "In the form that you chose" not in text


@pytest.mark.promise("S1-C5")
def test_organisers_see_which_forms_are_owed_to_whom_and_by_when(visit, data, forum, here, add_paper):
    add_paper(PaperForm.STANDARD)
    page = visit(forum["olga"]).get(f"{here}/papers")
    assert "Easy Read is owed to 1 person by Sunday 10 January. Mo Member" in page.text
    assert "Easy Read, in Cymraeg is owed to 1 person by Sunday 10 January. Wyn Welsh" in page.text
    assert "Audio, in Cymraeg is owed to 1 person by Sunday 10 January. Wyn Welsh" in page.text
    with data():
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == forum["wyn"])).one()
        place.answer = Answer.APOLOGIES
        db.session.get_one(Person, forum["pat"]).formats = ["easy_read"]
    text = visit(forum["olga"]).get(f"{here}/papers").text
    assert "Cymraeg is owed" not in text
    assert "Easy Read is owed to 2 people by Sunday 10 January. Mo Member and Pat Post" in text


@pytest.mark.parametrize("who", ["mo", "pat", "gus"])
def test_nobody_but_organisers_sees_what_others_chose(visit, forum, here, add_paper, who):
    add_paper(PaperForm.STANDARD)
    text = visit(forum[who]).get(f"{here}/papers").text
    for words in ("owed", "Easy Read", "Audio", "Wyn Welsh"):
        assert words not in text


def test_when_everybody_has_it_nothing_is_owed(visit, data, forum, here, add_paper):
    number = add_paper(PaperForm.STANDARD, PaperForm.EASY_READ)
    with data():
        for form in (PaperForm.EASY_READ, PaperForm.AUDIO):
            factories.version(db.session.get_one(Paper, number), form, language="cy")
    text = visit(forum["olga"]).get(f"{here}/papers").text
    assert "Everyone who is invited has it in the form that they chose." in text


# --- files and links -----------------------------------------------------------------------------------------------


def test_a_file_is_given_out_under_a_name_of_ours_and_a_browser_carries_out_nothing_of_it(
    visit, forum, here, add_paper, bring
):
    page = bring(add_paper(), files.PDF, "Ann's secret plan.pdf")
    assert "“Routes” is here in one more form." in page.text
    assert "secret plan" not in page.text
    gus = visit(forum["gus"])
    page = gus.get(f"{here}/papers")
    assert "PDF file, 1 kB" in page.text
    address = page.links()["The usual form: Routes"]
    answer = gus.get(address).answer
    assert answer.data == files.PDF
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "attachment; filename=paper-1-standard-en.pdf"
    visit(forum["otto"]).get(address, status=403)
    visit(forum["otto"]).get(address.replace("/forum/", "/other/"), status=404)
    assert visit().get(address, status=303).location.startswith("/sign-in")


def test_a_link_is_a_paper_too_but_no_script(visit, forum, here, add_paper):
    number = add_paper()
    olga = visit(forum["olga"])
    address = f"{here}/papers/{number}/versions"
    page = olga.submit(olga.get(address), "Add it", status=422, link="javascript:alert(1)")
    assert page.error_of("link") == "Write the whole address, like https://www.example.org/paper"
    page = olga.submit(page, "Add it", link="https://www.example.org/routes")
    assert page.links()["The usual form: Routes"] == "https://www.example.org/routes"
    olga.get(f"{address}/1", status=404)


def test_a_version_needs_a_file_or_a_link_and_not_both(visit, forum, here, add_paper, bring):
    number = add_paper()
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{here}/papers/{number}/versions"), "Add it", status=422)
    assert page.error_of("file") == "Choose a file, or write a link"
    page = bring(number, status=422, link="https://example.org/a")
    assert page.error_of("file") == "Take the file or the link, not both"
    assert page.find("link").get("value") == "https://example.org/a"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (files.HTML, "routes.pdf", "We cannot take this kind of file"),
        (files.word("word/vbaProject.bin"), "routes.docx", "There is a small program in this file"),
        (files.PDF, "routes.docx", "This file is called “routes.docx”, but what is in it ends in .pdf"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused_beside_the_field(app, add_paper, bring, content, name, words):
    page = bring(add_paper(), content, name, status=422, kind="easy_read")
    assert page.error_of("file").startswith(words)
    assert fields_of(page.form("form"))["kind"] == "easy_read"
    with app.app_context():
        assert not db.session.scalar(select(func.count(Upload.id)))


@pytest.mark.only_database("sqlite")
def test_a_paper_of_60_megabytes_is_refused_beside_the_field(add_paper, bring):
    page = bring(add_paper(), files.PDF + b"x" * 60 * MEGABYTE, status=422, kind="audio")
    assert page.error_of("file") == "This file is larger than 10 MB. Take a smaller one"
    assert fields_of(page.form("form"))["kind"] == "audio"


def test_the_same_form_is_not_there_twice(visit, forum, here, add_paper, bring):
    number = add_paper(PaperForm.EASY_READ)
    page = bring(number, status=422, kind="easy_read")
    assert page.error_of("kind") == "The paper exists in this form and language already. Remove that one first"
    assert "Easy Read, in Cymraeg" in bring(number, kind="easy_read", language="cy").text


def test_a_paper_can_be_in_any_language_that_has_a_name(visit, forum, here, add_paper, bring):
    number = add_paper(PaperForm.STANDARD)
    refused = bring(number, status=422, kind="standard", other_language="Martian")
    assert refused.error_of("other_language") == "We do not know this language. Write its usual name, like Somali"
    for typed, shown in [("  somali ", "Somali"), ("Bengali", "Bangla"), ("Pwyleg", "Polish"), ("BSL", "British Sign")]:
        assert f"in {shown}" in bring(number, kind="standard", other_language=typed).text
    page = bring(number, status=422, kind="standard", other_language="Bangla")
    assert "exists in this form and language already" in page.error_of("kind")


def test_of_two_who_bring_the_same_form_at_once_one_is_told_and_nothing_is_there_twice(app, data, forum, add_paper):
    number = add_paper(PaperForm.STANDARD)
    with app.app_context(), pytest.raises(Exception, match=r"(?i)unique"), db.transaction():
        factories.version(db.session.get_one(Paper, number), PaperForm.STANDARD)
    with app.app_context():
        assert db.session.scalar(select(func.count(PaperVersion.id))) == 1


def test_a_file_goes_with_its_version(app, visit, forum, here, add_paper, bring):
    number = add_paper()
    bring(number)
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{here}/papers/{number}"), "Delete: The usual form")
    with app.app_context():
        assert not db.session.scalar(select(func.count(Upload.id)))


# --- who is told ---------------------------------------------------------------------------------------------------


@pytest.fixture
def told(app):
    """`told()` gives the letters about papers that wait, by the names of their readers."""

    def find() -> dict[str, mail.Letter]:
        with app.app_context():
            messages = db.session.scalars(select(Message).where(Message.template == "paper").order_by(Message.id))
            found = [mail.letter_of(message) for message in messages]
            return {letter.to_name: letter for letter in found}

    return find


@pytest.mark.promise("S1-C5")
def test_everybody_gets_the_paper_in_their_form_without_asking_twice(visit, forum, here, add_paper, bring, told):
    number = add_paper()
    page = bring(number)
    assert "Pat Post cannot be told by e-mail: send or read it to them." in page.text
    assert set(told()) == {"Mo Member", "Wyn Welsh", "Gus Guest"}
    assert "It is there in this form: The usual form." in told()["Mo Member"].text
    bring(number, kind="easy_read")
    letter = told()["Mo Member"]
    assert "It is there in the form that you chose: Easy Read." in letter.text
    assert "Buses may stop elsewhere." in letter.text
    assert f"{here}/papers" in letter.text
    assert "It is there in this form" in told()["Gus Guest"].text, "who reads the usual form hears of that alone"


def test_whoever_cannot_come_and_whoever_was_there_is_told_nothing(data, forum, add_paper, bring, told):
    with data():
        place = db.session.scalars(select(Invitation).where(Invitation.person_id == forum["mo"])).one()
        place.answer = Answer.APOLOGIES
    bring(add_paper())
    assert "Mo Member" not in told()
    with data():
        db.session.get_one(Meeting, forum["meeting"]).state = MeetingState.CLOSED
    before = len(told())
    bring(add_paper())
    assert len(told()) == before


def test_a_letter_about_a_paper_that_was_taken_away_says_so(visit, forum, here, add_paper, bring, told):
    number = add_paper()
    bring(number)
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{here}/papers/{number}"), "Delete: The usual form")
    olga.submit(page, "Take it off the list")
    assert "It was taken away since." in told()["Gus Guest"].text


# --- who may -------------------------------------------------------------------------------------------------------


def test_members_read_papers_and_change_nothing(visit, forum, here, add_paper):
    number = add_paper(PaperForm.STANDARD)
    mo = visit(forum["mo"])
    assert "Add a paper" not in mo.get(f"{here}/papers").text
    for address in ("new", f"{number}", f"{number}/versions"):
        mo.get(f"{here}/papers/{address}", status=403)
    otto = visit(forum["otto"])
    otto.get(f"{here}/papers", status=403)
    otto.get(f"/spaces/other/meetings/{forum['meeting']}/papers", status=404)
    assert visit().get(f"{here}/papers", status=303).location.startswith("/sign-in")


def test_without_an_agenda_there_is_nothing_that_a_paper_could_be_for(visit, data, forum, here):
    with data():
        for item in db.session.scalars(select(AgendaItem)):
            item.removed_at = db.now()
    olga = visit(forum["olga"])
    assert "A paper is for an item of the agenda." in olga.get(f"{here}/papers").text
    assert "there is none yet" in olga.get(f"{here}/papers/new").text
