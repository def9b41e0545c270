"""My access profile: what I need, who may see it, and who looked."""

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.queries import counted
from tests.support.records import recorded
from tests.support.visitor import fields_of
from workspace import audit, db
from workspace.audit import AuditEvent, Event
from workspace.people.models import Person
from workspace.people.needs import service
from workspace.people.needs.models import Need, NeedKind, SeenBy
from workspace.people.needs.words import KIND_MEANS, KIND_WORDS, SEEN_BY, SEEN_BY_MEANS


@pytest.fixture
def ann(app, data):
    with data():
        return factories.member(factories.space("Forum"), "Ann").id


def add(visitor, status=303, **fields):
    return visitor.submit(visitor.get("/me/needs/add"), "Save this need", status=status, **fields)


def kept(app):
    with app.app_context():
        return list(db.session.scalars(select(Need).order_by(Need.id)))


def test_every_kind_and_every_circle_has_its_words():
    assert set(KIND_WORDS) == set(KIND_MEANS) == set(NeedKind)
    assert set(SEEN_BY) == set(SEEN_BY_MEANS) == set(SeenBy)


@pytest.mark.promise("S4-14")
def test_a_need_is_written_once_and_shown_to_whom_its_owner_agreed(app, visit, ann):
    visitor = visit(ann)
    assert "You have written no needs yet." in visitor.get("/me/needs").text
    page = add(visitor, kind="breaks", words="Every hour", seen_by="organisers", agree="y")
    assert "Saved. Organisers of your meetings may see this need" in page.text
    assert "Seen by: Organisers of my meetings" in page.text
    assert "Every hour" in page.text
    assert "You agreed on" in page.text
    [need] = kept(app)
    assert need.agreed_at is not None
    assert recorded(app, ann) == [(Event.NEED_ADDED, {}), (Event.CONSENT_GIVEN, {"seen_by": "organisers"})]


def test_nothing_is_shown_to_anybody_without_a_tick(app, visit, ann):
    visitor = visit(ann)
    page = add(visitor, 422, kind="breaks", words="Every hour", seen_by="chair")
    assert page.error_of("agree") == "Tick that you agree, or choose “Nobody yet” above"
    assert page.find("words").text.strip() == "Every hour"
    assert kept(app) == []
    add(visitor, kind="breaks", seen_by="nobody")
    assert kept(app)[0].agreed_at is None


@pytest.mark.parametrize(
    ("answers", "field", "words"),
    [
        ({"seen_by": "nobody"}, "kind", "Choose what you need, or “Something else”"),
        ({"kind": "bsl"}, "seen_by", "Choose who may see this need"),
        ({"kind": "other", "seen_by": "nobody"}, "words", "Write what you need"),
        ({"kind": "interpreter", "seen_by": "nobody"}, "words", "Write which language you need"),
        (
            {"kind": "other", "seen_by": "nobody", "words": "x" * 100_000},
            "words",
            "Write at most 2000 letters. What you typed is kept here",
        ),
    ],
)
def test_what_is_missing_is_asked_for_beside_the_field(app, visit, ann, answers, field, words):
    page = add(visit(ann), 422, **answers)
    assert page.error_of(field) == words
    assert page.title.startswith("Error:")
    assert kept(app) == []


def test_a_need_in_own_words_is_called_by_them(app, visit, ann):
    page = add(visit(ann), kind="other", words="No strong scents", seen_by="nobody")
    assert "Change: No strong scents" in page.links()


def test_a_need_is_changed_and_showing_it_is_agreed_to_anew(app, visit, data, ann):
    with data():
        need = factories.need(db.session.get_one(Person, ann), NeedKind.SEAT, words="Near the door").id
    visitor = visit(ann)
    address = f"/me/needs/{need}"
    page = visitor.get(address)
    assert page.find("agree").get("checked") is None
    visitor.submit(page, "Save this need", status=422, words="At the front")
    page = visitor.submit(page, "Save this need", words="At the front", agree="y")
    assert "At the front" in page.text
    assert recorded(app, ann) == [(Event.NEED_CHANGED, {}), (Event.CONSENT_GIVEN, {"seen_by": "organisers"})]


@pytest.mark.parametrize("way", ["button", "form"])
def test_agreeing_is_taken_back_and_recorded(app, visit, data, ann, way):
    with data():
        need = factories.need(db.session.get_one(Person, ann), words="Ramp").id
    visitor = visit(ann)
    if way == "button":
        page = visitor.submit(visitor.get("/me/needs"), "Show it to nobody: A way in without steps")
    else:
        page = visitor.submit(visitor.get(f"/me/needs/{need}"), "Save this need", seen_by="nobody")
    assert "Saved. Nobody but you sees this need" in page.text
    [left] = kept(app)
    assert (left.seen_by, left.agreed_at, left.words) == (SeenBy.NOBODY, None, "Ramp")
    assert recorded(app, ann) == [(Event.CONSENT_WITHDRAWN, {})]


def test_a_need_is_removed_for_good(app, visit, data, ann):
    with data():
        factories.need(db.session.get_one(Person, ann), words="Secret words")
    visitor = visit(ann)
    page = visitor.submit(visitor.get("/me/needs"), "Remove it for good: A way in without steps")
    assert "Removed. We no longer have this need of yours" in page.text
    assert kept(app) == []
    assert recorded(app, ann) == [(Event.NEED_REMOVED, {})]


def test_nobody_else_reaches_a_need_by_its_address(app, visit, data, ann):
    with data():
        need = factories.need(db.session.get_one(Person, ann)).id
        other = factories.person("Other").id
    somebody = visit(other)
    somebody.get(f"/me/needs/{need}", status=404)
    for verb in ("withdraw", "remove"):
        proofs = fields_of(somebody.get("/me/needs/add").form("form"))
        somebody.post(f"/me/needs/{need}/{verb}", proofs, status=404)
    assert "/sign-in" in visit().get("/me/needs", status=303).location
    assert len(kept(app)) == 1


def test_a_record_of_a_need_never_holds_its_words_or_kind(app, visit, ann):
    add(visit(ann), kind="other", words="Secret words", seen_by="chair", agree="y")
    with app.app_context():
        for row in db.session.scalars(select(AuditEvent)):
            assert "Secret" not in str(row.changes)
            assert "other" not in str(row.changes)
        assert audit.first_broken() is None


# --- looks ---------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S4-14")
def test_every_look_is_shown_to_whom_it_was_about_by_today_s_name(app, visit, data, ann):
    visitor = visit(ann)
    assert "Nobody has looked at your needs." in visitor.get("/me/needs/looks").text
    with data():
        space = factories.space("Panel")
        looker = factories.member(space, "Old Name")
        meeting = factories.meeting(space, looker, "Getting to school")
    with app.app_context():
        service.needs_seen(db.session.get_one(Person, looker.id), [ann, looker.id], meeting)
    looker_page = visit(looker)
    looker_page.submit(looker_page.get("/me/profile"), "Save my profile", preferred_name="New Name")
    text = visitor.get("/me/needs/looks").text
    assert "New Name" in text
    assert "For the meeting “Getting to school”" in text
    assert "Panel" in text
    assert "Old Name" not in text
    assert "Nobody has looked" in looker_page.get("/me/needs/looks").text


def test_a_look_is_recorded_even_when_the_page_fails_after_it(app, data, ann):
    with data():
        meeting = factories.meeting(factories.space(), factories.person())
        looker = factories.person()
    with app.app_context():
        service.needs_seen(looker, [ann], meeting)
        db.session.rollback()
    assert recorded(app, ann) == [(Event.NEEDS_SEEN, {})]


def test_the_number_of_queries_does_not_grow(app, visit, data, ann):
    visitor = visit(ann)
    counts = []
    for times in (1, 2):
        with data():
            for _number in range(times):
                factories.need(db.session.get_one(Person, ann))
                meeting = factories.meeting(factories.space(), factories.person())
                audit.record(factories.person(), Event.NEEDS_SEEN, meeting, subject=db.session.get_one(Person, ann))
        for address in ("/me/needs", "/me/needs/looks"):
            with counted() as statements:
                visitor.get(address)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 4
