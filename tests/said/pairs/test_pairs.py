"""From what was said to what everyone reads: drafting, approving, sending back, changing, taking back."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.meetings.running.forum import item_of, meeting_of
from tests.said.conftest import Told, item_space
from tests.support.queries import counted
from workspace import db, mail
from workspace.mail import Message
from workspace.meetings.notes.models import Decision
from workspace.people.models import Person, SpeaksFor
from workspace.said.models import Outcome, Result, SaidKind, Shown
from workspace.said.pairs.models import Pair, PairResult, PairState
from workspace.spaces.models import Membership, Sharing

PAGE = "/spaces/forum/you-said"
OWN = {
    "said": "Buses do not come on time.", "result": "done", "did": "Two more buses run.", "new_theme": "Buses",
    "stands_alone": "y",
}  # fmt: skip


def shared(data, told: Told, level: Sharing) -> None:
    with data():
        item_of(told.forum, 1).sharing = level
        meeting = meeting_of(told.forum)
        meeting.notes_published_at = db.now()
        place = db.session.get_one(Decision, told.decision)
        db.session.add(
            Outcome(
                space_id=meeting.space_id, meeting_id=meeting.id, kind=SaidKind.HEARD, of_id=told.heard,
                result=Result.DECISION, decision_id=place.id, at=meeting.starts_at + timedelta(days=4),
                by_id=told.forum.nora,
            )
        )  # fmt: skip


def drafted(visit, told: Told, **words) -> str:
    """Draft a pair as the note taker does, and return its address."""
    nora = visit(told.forum.nora)
    form = nora.get(f"{PAGE}/new?of=heard-{told.heard}")
    nora.submit(form, "Save the pair", **{**OWN, **words})
    return f"{PAGE}/{newest(visit)}"


def newest(visit) -> int:
    with visit.app.app_context():
        return db.session.scalars(select(Pair.id).order_by(Pair.id.desc())).first() or 0


def sent(visit, told: Told, **words) -> str:
    page, nora = drafted(visit, told, **words), visit(told.forum.nora)
    nora.submit(nora.get(page), "Send it for approval")
    return page


@pytest.fixture
def visit(app, visit):
    visit.app = app
    return visit


@pytest.mark.promise("S4-13", "S0-17")
def test_what_was_said_and_done_is_public_once_somebody_with_lived_experience_approves_it(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    nora = visit(told.forum.nora)
    form = nora.get(f"{PAGE}/new?of=heard-{told.heard}")
    assert "The bus is late." in form.text
    assert "We write to the bus company." in form.html  # what everyone may read is filled in
    page = sent(visit, told, asked_else="The county council")
    assert "Buses do not come on time." not in visit().get(PAGE).text
    visit().get(page, status=404)
    ann = visit(told.forum.ann)
    assert "Waits for approval" in ann.get(PAGE).text
    refused = ann.submit(ann.get(page), "Everyone may read it", status=422)
    assert "Say that you have lived experience" in refused.error_of("approve-lived")
    approved = ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    assert "Approved: everyone can read it now" in approved.text
    public = visit().get(PAGE).text
    for words in ("Buses do not come on time.", "Two more buses run.", "The county council", "Theme: Buses."):
        assert words in public
    assert "Approved by a member with lived experience." in public
    assert "Ann" not in public
    assert visit().get(page).text.count("Two more buses run.") == 1


def test_an_approver_is_named_only_when_they_wish(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann = sent(visit, told), visit(told.forum.ann)
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y", "approve-named": "y"})
    assert "Approved by Ann Owner, a member with lived experience." in visit().get(PAGE).text


def test_nobody_approves_their_own_words_or_for_an_organisation(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page = sent(visit, told)
    with data():
        of = (Membership.person_id == told.forum.ann, Membership.space_id == item_space(told.forum).id)
        place = db.session.scalars(select(Membership).where(*of)).one()
        place.speaks_for = SpeaksFor.BODY
    nora = visit(told.forum.nora)
    for who in (nora, visit(told.forum.ann)):
        shown = who.get(page)
        assert "Everyone may read it" not in shown.text
        form = {"csrf_token": "", "once": "x"}
        assert who.client.post(f"{page}/approve", data=form).status_code in {400, 403}
    olly = visit(told.forum.olly)
    changed = olly.get(f"{page}/change")
    olly.submit(changed, "Save the pair", said="Buses are late.", stands_alone="y")
    assert "Everyone may read it" not in olly.get(page).text  # who changed it wrote it


def test_a_pair_is_refused_without_its_parts(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    nora = visit(told.forum.nora)
    form = nora.get(f"{PAGE}/new?of=heard-{told.heard}")
    page = nora.submit(form, "Save the pair", status=422, said="", result=None, stands_alone=None)
    assert "Write what people said" in page.error_of("said")
    assert "Choose what became of it" in page.error_of("result")
    assert "say that everyone may read it" in page.error_of("stands_alone")
    page = nora.submit(form, "Save the pair", status=422, **{**OWN, "new_theme": "", "result": "could_not"})
    assert "Write why" in page.error_of("because")
    assert "Choose a theme" in page.error_of("new_theme")
    page = nora.submit(form, "Save the pair", status=422, **{**OWN, "sources": []})
    assert "Choose what it was made from" in page.error_of("sources")


@pytest.mark.parametrize("level", [Sharing.GROUP, Sharing.MEMBERS])
def test_words_that_are_kept_closer_are_neither_filled_in_nor_taken_over(visit, data, told, level):
    shared(data, told, level)
    nora = visit(told.forum.nora)
    form = nora.get(f"{PAGE}/new?of=heard-{told.heard}")
    assert not form.find("said").text
    page = nora.submit(form, "Save the pair", status=422, **{**OWN, "said": "They said: the bus is late, again."})
    assert "kept to a smaller circle" in page.error_of("said")
    page = nora.submit(form, "Save the pair", status=422, **{**OWN, "did": "We write to the bus company!"})
    assert "kept to a smaller circle" in page.error_of("did")
    nora.submit(form, "Save the pair", **OWN)


def test_a_pair_whose_words_were_kept_closer_since_is_not_approved(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann = sent(visit, told, said="The bus is late."), visit(told.forum.ann)
    with data():
        item_of(told.forum, 1).sharing = Sharing.GROUP
    refused = ann.submit(ann.get(page), "Everyone may read it", status=422, **{"approve-lived": "y"})
    assert "kept to a smaller circle" in refused.text
    visit().get(page, status=404)


def test_nobody_is_named(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    nora = visit(told.forum.nora)
    form = nora.get(f"{PAGE}/new?of=heard-{told.heard}")
    page = nora.submit(form, "Save the pair", status=422, **{**OWN, "said": "Zoe Quiet waits for the bus."})
    assert "names somebody" in page.error_of("said")


def test_a_private_line_never_leads_to_a_pair(visit, data, told):
    with data():
        ann = db.session.get_one(Person, told.forum.ann)
        line = factories.contribution(item_of(told.forum, 1), ann, words="Only mine.").id
    nora = visit(told.forum.nora)
    page = nora.get(f"{PAGE}/new?of=own-{line}")
    assert "Only mine." not in page.text
    shared(data, told, Sharing.PUBLIC)
    form = nora.get(f"{PAGE}/new")
    refused = nora.submit(form, "Save the pair", status=422, **{**OWN, "sources": [f"own-{line}"]})
    assert refused.error_of("sources")


def test_it_is_sent_back_with_words_changed_and_sent_again(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann, nora = sent(visit, told), visit(told.forum.ann), visit(told.forum.nora)
    refused = ann.submit(ann.get(page), "Send it back", status=422)
    assert "Write what should be changed" in refused.text
    ann.submit(ann.get(page), "Send it back", **{"back-words": "Say which buses."})
    assert "Say which buses." in nora.get(page).text
    ann.get(page, status=404)
    nora.submit(nora.get(f"{page}/change"), "Save the pair", said="School buses are late.", stands_alone="y")
    nora.submit(nora.get(page), "Send it for approval")
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    assert "School buses are late." in visit().get(page).text


def test_a_public_pair_that_is_changed_waits_again_and_is_not_shown_meanwhile(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann, nora = sent(visit, told), visit(told.forum.ann), visit(told.forum.nora)
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    nora.submit(nora.get(f"{page}/change"), "Save the pair", did="Three more buses run.", stands_alone="y")
    visit().get(page, status=404)
    assert "Waits for approval" in ann.get(page).text
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    assert "Three more buses run." in visit().get(page).text


def test_it_is_taken_back_with_a_reason_that_note_takers_read(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann, nora = sent(visit, told), visit(told.forum.ann), visit(told.forum.nora)
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    assert "Write why" in nora.submit(nora.get(page), "Take it back", status=422).text
    nora.submit(nora.get(page), "Take it back", **{"away-words": "It was not true."})
    visit().get(page, status=404)
    assert "Buses do not come on time." not in visit().get(PAGE).text
    assert "It was not true." in nora.get(page).text


def test_of_two_who_approve_or_change_at_once_one_wins_and_the_other_is_told(app, visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page = sent(visit, told)
    people = [visit(told.forum.ann), visit(told.forum.zoe)]
    pages, answers, ready = [who.get(page) for who in people], [], threading.Barrier(2)

    def approve(who, shown):
        from tests.support.visitor import fields_of

        ready.wait()
        form = {**fields_of(shown.form("approve"), "Everyone may read it"), "approve-lived": "y"}
        answers.append(who.client.post(f"{page}/approve", data=form).status_code)

    threads = [threading.Thread(target=approve, args=pair) for pair in zip(people, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answers) == [303, 422] or sorted(answers) == [303, 503], answers
    nora, olly = visit(told.forum.nora), visit(told.forum.olly)
    first, second = nora.get(f"{page}/change"), olly.get(f"{page}/change")
    nora.submit(first, "Save the pair", did="Hers.", stands_alone="y")
    refused = olly.submit(second, "Save the pair", status=422, did="His.", stands_alone="y")
    assert "Somebody changed or settled this meanwhile" in refused.text
    assert "His." in refused.html


def test_whoever_said_it_with_their_name_is_told_and_nobody_else(app, visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    with data():
        item = item_of(told.forum, 1)
        mark = {"kind": SaidKind.HEARD, "of_id": told.heard}
        for number, (who, shown) in enumerate(
            [(told.forum.ann, Shown.NAMED), (told.forum.olly, Shown.WITHOUT_NAME), (told.forum.nora, Shown.PRIVATE)], 1
        ):
            listed = {} if shown is Shown.PRIVATE else {"number": number}
            factories.contribution(item, db.session.get_one(Person, who), shown=shown, **mark, **listed)
    page, zoe = sent(visit, told), visit(told.forum.zoe)
    zoe.submit(zoe.get(page), "Everyone may read it", **{"approve-lived": "y"})
    with data():
        messages = db.session.scalars(select(Message).where(Message.template == "pair_public")).all()
        assert [message.person_id for message in messages] == [told.forum.ann]
        text = mail.letter_of(messages[0]).text
        assert "Two more buses run." in text
        assert page in text
    for who in (told.forum.ann, told.forum.olly):
        assert "Everyone can read it under “You said, we did”" in visit(who).get("/me/said").text


def test_it_says_how_many_and_how_long_from_five_on(visit, data, told):
    with data():
        nora = db.session.get_one(Person, told.forum.nora)
        space = item_space(told.forum)
        facts = {"state": PairState.PUBLIC}
        for days in (1, 9, 30, 4):
            factories.pair(space, nora, took_days=days, **facts)
    assert "From five pairs on" in visit().get(PAGE).text
    with data():
        nora, space = db.session.get_one(Person, told.forum.nora), item_space(told.forum)
        factories.pair(space, nora, took_days=12, result=PairResult.COULD_NOT, because="No money.", **facts)
    page = visit().get(PAGE).text
    assert "Done: 4. Could not be done: 1." in page
    assert "Half of it took 9 days or less." in page


def test_the_days_are_counted_from_the_meeting_to_what_came_of_it(visit, data, told):
    shared(data, told, Sharing.PUBLIC)
    page, ann = sent(visit, told), visit(told.forum.ann)
    ann.submit(ann.get(page), "Everyone may read it", **{"approve-lived": "y"})
    with data():
        assert db.session.scalars(select(Pair)).one().took_days == 4


def test_the_list_takes_no_more_queries_for_more_pairs(visit, data, told):
    def put(count):
        with data():
            for _number in range(count):
                nora = db.session.get_one(Person, told.forum.nora)
                factories.pair(item_space(told.forum), nora, state=PairState.PUBLIC, approved_by_id=told.forum.ann)

    ann = visit(told.forum.ann)
    counts = []
    for more in (1, 2):
        put(more)
        ann.get(PAGE)
        with counted() as queries:
            ann.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
