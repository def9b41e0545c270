"""The public front of spaces, their settings, whom to contact, and their people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.support.days import at_hour
from tests.support.queries import counted
from tests.support.visitor import fold
from workspace import audit, db
from workspace.audit import Event
from workspace.mail import Message, letter_of
from workspace.meetings.models import MeetingState
from workspace.people.models import Person, ReachBy, SpeaksFor
from workspace.roles import Role
from workspace.spaces.models import Membership, Space


@pytest.fixture
def forum(data):
    """A forum with an organiser and a member, and another panel with an organiser of its own."""
    with data():
        space = factories.space(
            "North Forum", slug="north", purpose="We shape *school transport*.", member_word="Carer"
        )
        oda = factories.member(space, "Oda Organiser", role=Role.ORGANISER)
        mo = factories.member(space, who=factories.person("Mo Member", phone="01632 960777"))
        other = factories.space("South Panel", slug="south", purpose="Secret of the south.")
        stranger = factories.member(other, "Sten Stranger", role=Role.ORGANISER)
        return {"space": space.id, "oda": oda.id, "mo": mo.id, "stranger": stranger.id, "other": other.id}


def membership_of(app, space_id, person_id):
    with app.app_context():
        return db.session.scalar(
            select(Membership).where(Membership.space_id == space_id, Membership.person_id == person_id)
        )


def with_space(data, forum, **facts):
    with data():
        space = db.session.get_one(Space, forum["space"])
        for name, value in facts.items():
            setattr(space, name, value)


# --- the public front ----------------------------------------------------------------------------------------------


@pytest.mark.promise("S4-16")
def test_anybody_finds_a_group_and_reads_what_it_does_how_to_join_when_it_meets_and_whom_to_ask(visit, data, forum):
    with_space(data, forum, how_to_join="Ring Robin.")
    with data():
        space, oda = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["oda"])
        soon = at_hour(12, days=3)
        factories.meeting(space, oda, "Called off", soon - timedelta(days=1), state=MeetingState.CANCELLED)
        factories.meeting(space, oda, "A title for members", soon)
        factories.meeting(space, oda, "Later", soon + timedelta(days=7))
    somebody = visit()
    front = somebody.get("/")
    page = somebody.get(front.links()["North Forum"])
    assert page.h1 == "North Forum"
    for words in ("We shape school transport.", "Ring Robin.", "Robin Contact", "01632 960001"):
        assert words in page.text
    shown = next(page.root.iter("time"))
    assert shown.get("datetime", "").startswith(f"{soon:%Y-%m-%d}")
    assert "A title for members" not in page.text
    assert "Mo Member" not in page.text


def test_a_signed_in_person_is_led_from_the_front_to_their_own_page(visit, forum):
    assert visit(forum["mo"]).get("/", status=303).location == "/me"


def test_a_group_without_words_or_dates_still_says_what_to_do(visit, data):
    with data():
        factories.space("Quiet Group", slug="quiet")
    page = visit().get("/spaces/quiet")
    assert "Get in touch with Robin Contact" in page.text
    assert "No date is set" in page.text


def test_a_hidden_group_is_known_only_to_its_people_and_guests(visit, data, forum):
    with_space(data, forum, is_public=False)
    with data():
        space, oda = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["oda"])
        guest = factories.person("Gus Guest")
        factories.invitation(factories.meeting(space, oda), guest, as_guest=True)
        guest_id = guest.id
    assert "North Forum" not in visit().get("/").text
    for address in ("/spaces/north", "/spaces/north/contact"):
        for stranger in (None, forum["stranger"]):
            assert "North Forum" not in visit(stranger).get(address, status=404).text
        for known in (forum["mo"], guest_id):
            visit(known).get(address)
    assert "Only people of the group can read this page" in visit(forum["mo"]).get("/spaces/north").text


def test_the_front_says_so_when_no_group_is_public(visit, data, forum):
    with data():
        for space in db.session.scalars(select(Space)):
            space.is_public = False
    assert "No group has a public page yet." in visit().get("/").text


def test_the_front_needs_as_many_queries_for_three_groups_as_for_one(visit, data):
    counts = []
    for more in (1, 2):
        with data():
            for _ in range(more):
                factories.space()
        with counted() as statements:
            visit().get("/")
        counts.append(len(statements))
    assert counts == [2, 2]


# --- whom to contact -----------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-S2")
def test_every_page_leads_to_how_to_raise_a_concern_and_the_route_ends_outside_the_group(visit, data, forum):
    with_space(
        data,
        forum,
        contact_post="1 High Street\nNorthtown",
        contact_email="robin@north.example",
        outside_contact="The ombudsman, 0300 061 0614.",
        safeguarding_contact="Northtown safeguarding, 01632 960999.",
    )
    member = visit(forum["mo"])
    for address in ("/spaces/north/people", "/reading", "/spaces/north"):
        page = member.get(address)
        contact = fold("".join(page.find("contact").itertext()))
        assert "Robin Contact" in contact
        assert "01632 960001" in contact
        links = page.links()
        assert links["How to raise a concern"] == "/spaces/north/contact"
        assert links["Is someone at risk? Read this first"] == "/spaces/north/contact#risk"
    page = visit().get("/spaces/north/contact")
    for words in ("01632 960001", "robin@north.example", "1 High Street", "The ombudsman, 0300 061 0614.", "30 days"):
        assert words in page.text
    risk = fold("".join(page.find("risk").itertext()))
    assert "ring 999" in risk
    assert "Northtown safeguarding" in risk
    assert "Nobody watches messages here day and night" in risk


def test_the_contact_page_is_whole_when_the_group_has_named_nothing_but_a_person(visit, data, forum):
    with_space(data, forum, contact_phone="")
    page = visit().get("/spaces/north/contact")
    assert "safeguarding team of your local council" in page.text
    assert "has not named its outside route yet" in page.text


# --- settings ------------------------------------------------------------------------------------------------------


def test_an_organiser_changes_what_the_group_says_and_the_record_keeps_which_facts_changed(app, visit, forum):
    oda = visit(forum["oda"])
    page = oda.submit(
        oda.get("/spaces/north/settings"),
        "Keep these settings",
        purpose="We meet about buses.",
        slug="north-forum",
        notes_days="5",
        time_zone="Europe/Dublin",
        members_word="carers",
    )
    assert page.address == "/spaces/north-forum"
    assert "We meet about buses." in page.text
    with app.app_context():
        space = db.session.get_one(Space, forum["space"])
        assert (space.notes_days, space.time_zone, space.members_word) == (5, "Europe/Dublin", "carers")
        event = db.session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.event == Event.SPACE_CHANGED)).one()
        assert sorted(event.changes["changed"]) == ["members_word", "notes_days", "purpose", "slug", "time_zone"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Write the name of your group"),
        ("slug", "south", "Another group has this address. Write a different one"),
        ("slug", "Not An Address", "Use small letters a to z, numbers and hyphens only"),
        ("notes_days", "61", "Write a number of days from 1 to 60"),
        ("notes_days", "soon", "Write a number of days from 1 to 60"),
        ("contact_email", "robin", "Write a whole e-mail address, like ann@example.org"),
        ("contact_name", "", "Write whom people can turn to"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_beside_its_field_and_keeps_the_rest(visit, forum, field, value, words):
    oda = visit(forum["oda"])
    page = oda.submit(
        oda.get("/spaces/north/settings"),
        "Keep these settings",
        status=422,
        **{"purpose": "Kept while I mend the rest", field: value},
    )
    assert page.error_of(field) == words
    assert "Kept while I mend the rest" in page.text


def test_a_time_zone_that_does_not_exist_is_refused(visit, forum):
    oda = visit(forum["oda"])
    oda.submit(oda.get("/spaces/north/settings"), "Keep these settings", status=422, time_zone="Mars/Olympus")


def test_settings_sent_after_a_sign_out_are_there_again(visit, forum):
    oda = visit(forum["oda"])
    page = oda.get("/spaces/north/settings")
    oda.client.delete_cookie("session_key")
    oda.submit(page, "Keep these settings", follow=False, purpose="Typed while signed out")
    oda.client.delete_cookie("session_key")
    assert "sign-in" in oda.get("/spaces/north/settings", status=303).location


# --- people --------------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-D4")
def test_members_and_staff_stand_in_one_list_by_their_names_with_their_part(visit, data, forum):
    with data():
        space = db.session.get_one(Space, forum["space"])
        who = factories.person("Zia Quinn", pronouns="they/them", say_name="ZEE-ah")
        factories.member(
            space, who=who, title="Council officer", speaks_for=SpeaksFor.BODY, speaks_for_name="North Council"
        )
    page = visit(forum["mo"]).get("/spaces/north/people")
    for words in ("3 people", "Zia Quinn (they/them)", "Say it: ZEE-ah", "Council officer", "Speaks for North Council"):
        assert words in page.text
    assert "Parent carer and Organiser" in page.text
    assert "Sten Stranger" not in page.text


def test_people_are_found_by_words_and_an_empty_answer_says_what_to_do(visit, forum):
    mo = visit(forum["mo"])
    assert "1 person found" in mo.get("/spaces/north/people?words=oda%20organ").text
    page = mo.get("/spaces/north/people?words=100%25")
    assert "Nobody matches." in page.text
    assert mo.get(page.links()["See everybody"]).find("words").get("value") == ""


def test_a_long_list_of_people_has_pages_with_real_links(visit, data, forum):
    with data():
        space = db.session.get_one(Space, forum["space"])
        for number in range(60):
            factories.member(space, f"Person {number:03}")
    mo = visit(forum["mo"])
    page = mo.get("/spaces/north/people?words=person&page=1")
    assert "60 people found" in page.text
    assert "Person 049" in page.text
    assert "Person 050" not in page.text
    after = mo.get(page.links()["Page 2, after this"])
    assert "Person 059" in after.text
    assert "Person 059" in mo.get("/spaces/north/people?words=person&page=99").text


def test_the_list_needs_as_many_queries_for_three_people_as_for_one(visit, data):
    counts = []
    with data():
        space = factories.space(slug="north")
        mo = factories.member(space).id
    visitor = visit(mo)
    for more in (0, 2):
        with data():
            for _ in range(more):
                factories.member(db.session.get_one(Space, space.id))
        with counted() as statements:
            visitor.get("/spaces/north/people")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5


def test_a_card_shows_a_person_as_they_asked_and_how_to_reach_them_only_to_organisers(visit, data, forum):
    with data():
        mo = db.session.get_one(Person, forum["mo"])
        mo.described_as, mo.about, mo.formats = "Autistic person", "I want buses that come.", ["large_print", "audio"]
        mo.post_address, mo.good_times, mo.reach_by = "2 Mill Lane\nNorthtown", "After 8pm", ReachBy.PHONE
    address = f"/spaces/north/people/{forum['mo']}"
    card = visit(forum["mo"]).get(address)
    assert "Autistic person" in card.text
    assert "I want buses that come." in card.text
    assert "Change what you say about yourself" in card.links()
    assert "2 Mill Lane" not in card.text
    assert "01632 960777" not in card.text
    card = visit(forum["oda"]).get(address)
    for words in ("By phone", "01632 960777", "2 Mill Lane", "After 8pm", "Large print, Audio"):
        assert words in card.text


def test_a_person_without_e_mail_is_added_reached_by_post_and_offered_a_slip(app, visit, forum):
    oda = visit(forum["oda"])
    page = oda.submit(
        oda.get("/spaces/north/people/add"),
        "Add to the group",
        name="Nell Paper",
        title="Parent carer",
        reach_by="post",
        post_address="3 Hill Road",
    )
    assert page.h1 == "Nell Paper"
    assert "Print a sign-in slip for them below" in page.text
    assert "Print a sign-in slip" in page.links()
    with app.app_context():
        nell = db.session.scalars(select(Person).where(Person.preferred_name == "Nell Paper")).one()
        assert (nell.email, nell.reach_by) == (None, ReachBy.POST)
        assert db.session.scalars(select(Message)).all() == []
        events = db.session.execute(
            select(audit.AuditEvent.event, audit.AuditEvent.actor_id)
            .where(audit.AuditEvent.subject_id == nell.id)
            .order_by(audit.AuditEvent.number)
        ).all()
        assert [tuple(row) for row in events] == [
            (Event.PERSON_ADDED, forum["oda"]),
            (Event.MEMBER_ADDED, forum["oda"]),
        ]
    listed = oda.get("/spaces/north/people/post-and-phone")
    for words in ("Nell Paper", "No e-mail", "By post", "3 Hill Road"):
        assert words in listed.text
    assert "Mo Member" not in listed.text


def test_a_person_with_e_mail_is_welcomed_in_their_language(app, visit, data, forum):
    oda = visit(forum["oda"])
    page = oda.submit(
        oda.get("/spaces/north/people/add"),
        "Add to the group",
        name="Elin",
        email="Elin@Example.org",
        reach_by="mail",
        role="note_taker",
    )
    assert "We sent a welcome by e-mail" in page.text
    assert not page.links().get("Print a sign-in slip")
    with app.app_context():
        message = db.session.scalars(select(Message)).one()
        letter = letter_of(message)
        assert letter.to_address == "elin@example.org"
        assert letter.subject == "North Forum: you have a seat with us"
        assert "Oda Organiser added you to North Forum." in letter.text
        assert "/sign-in>" in letter.text
        assert "01632 960001" in letter.text
    with data():
        db.session.scalars(select(Person).where(Person.preferred_name == "Elin")).one().language = "cy"
    with app.app_context():
        assert letter_of(db.session.scalars(select(Message)).one()).language == "cy"


def test_somebody_who_uses_the_site_keeps_their_own_name_and_nothing_of_their_other_groups_shows(
    app, visit, data, forum
):
    with data():
        sten = db.session.get_one(Person, forum["stranger"])
        sten.email, sten.phone = "sten@example.org", "01632 960888"
        sten.supporter_email, sten.supporter_name, sten.supporter_copies = "su@example.org", "Su", True
    oda = visit(forum["oda"])
    form = oda.get("/spaces/north/people/add")
    assert "Sten" not in form.text
    page = oda.submit(
        form, "Add to the group", name="Wrong Name", email="STEN@example.org", reach_by="mail", phone="00000"
    )
    assert page.h1 == "Sten Stranger"
    assert "South Panel" not in page.text
    assert "01632 960888" in page.text
    with app.app_context():
        letters = [letter_of(message) for message in db.session.scalars(select(Message).order_by(Message.id))]
        assert {letter.to_address for letter in letters} == {"sten@example.org", "su@example.org"}
        assert any("because you support Sten Stranger" in letter.text for letter in letters)
    again = oda.submit(
        oda.get("/spaces/north/people/add"),
        "Add to the group",
        status=422,
        name="Sten",
        email="sten@example.org",
        reach_by="mail",
    )
    assert again.error_of("email") == "Somebody with this e-mail address is in the group already"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"name": ""}, "name", "Write their name"),
        ({"reach_by": "mail"}, "email", "Write their e-mail address, or choose another way"),
        ({"reach_by": "text"}, "phone", "Write their phone number, or choose another way"),
        ({"reach_by": "post"}, "post_address", "Write their postal address, or choose another way"),
        ({}, "reach_by", "Choose how we reach them first"),
        ({"speaks_for": "group"}, "speaks_for_name", "Write whom they speak for"),
    ],
)
def test_what_is_missing_about_a_new_person_is_said_beside_its_field(visit, forum, fields, field, words):
    oda = visit(forum["oda"])
    page = oda.submit(oda.get("/spaces/north/people/add"), "Add to the group", status=422, **{"name": "Nell", **fields})
    assert page.error_of(field) == words


def test_pressed_twice_adds_one_person_with_one_welcome(app, visit, forum):
    oda = visit(forum["oda"])
    form = oda.get("/spaces/north/people/add")
    fields = {"name": "Elin", "email": "elin@example.org", "reach_by": "mail"}
    oda.submit(form, "Add to the group", **fields)
    assert "Nothing was done twice" in oda.submit(form, "Add to the group", **fields).text
    with app.app_context():
        assert len(db.session.scalars(select(Message)).all()) == 1


# --- a person's part -----------------------------------------------------------------------------------------------


def test_an_organiser_changes_somebody_s_part(app, visit, forum):
    oda = visit(forum["oda"])
    address = f"/spaces/north/people/{forum['mo']}"
    page = oda.submit(
        oda.get(f"{address}/role"),
        "Keep this part",
        role="note_taker",
        title="Co-chair",
        speaks_for="group",
        speaks_for_name="Families of Hill School",
    )
    assert page.address == address
    for words in ("Note taker", "Co-chair", "Speaks for Families of Hill School"):
        assert words in page.text
    membership = membership_of(app, forum["space"], forum["mo"])
    assert membership.role is Role.NOTE_TAKER
    with app.app_context():
        changes = db.session.scalars(
            select(audit.AuditEvent.changes).where(audit.AuditEvent.event == Event.MEMBER_CHANGED)
        ).one()
        assert changes == {"from": "member", "to": "note_taker"}


def test_the_last_organiser_stays_one_until_there_is_another(app, visit, forum):
    oda = visit(forum["oda"])
    page = oda.get(f"/spaces/north/people/{forum['oda']}/role")
    refused = oda.submit(page, "Keep this part", status=422, role="member")
    assert refused.error_of("role").startswith("They are the only organiser.")
    refused = oda.submit(page, "leave", status=422)
    assert "They are the only organiser." in fold("".join(refused.find("errors").itertext()))
    assert membership_of(app, forum["space"], forum["oda"]).left_at is None
    oda.submit(oda.get(f"/spaces/north/people/{forum['mo']}/role"), "Keep this part", role="organiser")
    assert "You have left North Forum" in oda.submit(page, "leave").text
    oda.get("/spaces/north/people", status=403)


def test_somebody_who_left_sees_nothing_more_is_listed_apart_and_can_come_back(visit, forum):
    oda, mo = visit(forum["oda"]), visit(forum["mo"])
    address = f"/spaces/north/people/{forum['mo']}"
    page = oda.submit(oda.get(f"{address}/role"), "leave")
    assert "Mo Member has left. You can bring them back on this page" in page.text
    mo.get("/spaces/north/people", status=403)
    assert "Mo Member" not in oda.get("/spaces/north/people").text
    assert "Mo Member" in oda.get("/spaces/north/people?left=1").text
    page = oda.submit(oda.get(address), "Mo Member is back")
    assert "Mo Member is back in the group" in page.text
    assert "Parent carer" in mo.get(address).text
    assert "Oda Organiser" in mo.get("/spaces/north/people?left=1").text
    assert "Nobody has left." in oda.get("/spaces/north/people?left=1").text


def test_a_card_of_somebody_who_left_is_for_organisers_alone(visit, data, forum):
    with data():
        space = db.session.get_one(Space, forum["space"])
        gone = factories.member(space, "Gone Person", left_at=db.now()).id
    assert "Left on" in visit(forum["oda"]).get(f"/spaces/north/people/{gone}").text
    visit(forum["mo"]).get(f"/spaces/north/people/{gone}", status=404)


def test_the_post_and_phone_list_is_complete_and_says_when_nobody_needs_it(visit, data, forum):
    oda = visit(forum["oda"])
    assert "Everybody in the group gets e-mail" in oda.get("/spaces/north/people/post-and-phone").text
    with data():
        space = db.session.get_one(Space, forum["space"])
        factories.member(space, who=factories.person("Tess Text", reach_by=ReachBy.TEXT, phone="01632 960555"))
        factories.member(space, who=factories.person("Nan None", email=None))
        factories.member(space, who=factories.person("Gone Post", reach_by=ReachBy.POST), left_at=db.now())
        other = db.session.get_one(Space, forum["other"])
        factories.member(other, who=factories.person("South Post", reach_by=ReachBy.POST))
    page = oda.get("/spaces/north/people/post-and-phone")
    assert "2 people." in page.text
    for words in ("Tess Text", "By text message", "01632 960555", "Nan None"):
        assert words in page.text
    assert "Gone Post" not in page.text
    assert "South Post" not in page.text


# --- who may -------------------------------------------------------------------------------------------------------

MEMBERS = ("people", "people/{mo}")
ORGANISERS = ("settings", "people/add", "people/{mo}/role", "people/post-and-phone")


@pytest.mark.parametrize("path", MEMBERS + ORGANISERS)
def test_nobody_is_asked_to_sign_in_and_people_of_another_space_are_refused(visit, forum, path):
    address = "/spaces/north/" + path.format(**forum)
    assert visit().get(address, status=303).location.startswith("/sign-in")
    refused = visit(forum["stranger"]).get(address, status=403)
    assert "Mo Member" not in refused.text
    assert "North Forum" not in refused.text


@pytest.mark.parametrize("path", ORGANISERS)
def test_members_may_not_open_what_is_for_organisers(visit, forum, path):
    visit(forum["mo"]).get("/spaces/north/" + path.format(**forum), status=403)
    visit(forum["oda"]).get("/spaces/north/" + path.format(**forum))


@pytest.mark.parametrize("path", ["{mo}", "{mo}/role"])
def test_a_person_is_not_found_under_the_address_of_another_space(visit, forum, path):
    visit(forum["stranger"]).get("/spaces/south/people/" + path.format(**forum), status=404)


@pytest.mark.parametrize("path", ["settings", "people/add", "people/{mo}/role", "people/{mo}/left", "people/{mo}/back"])
def test_a_form_of_an_organiser_sent_by_others_changes_nothing(app, visit, forum, path):
    for person in (forum["mo"], forum["stranger"]):
        visitor = visit(person)
        token = visitor.get("/reading").form("Use these settings").find("input").get("value")
        address = "/spaces/north/" + path.format(**forum)
        visitor.post(address, {"csrf_token": token, "once": "k", "role": "organiser"}, status=403)
    membership = membership_of(app, forum["space"], forum["mo"])
    assert (membership.role, membership.left_at) == (Role.MEMBER, None)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": "Council officer"}, "Council officer"),
        ({"title": ""}, "Carer"),
        ({"title": "", "role": Role.NOTE_TAKER}, "Note taker"),
        ({"title": "Co-chair", "role": Role.ORGANISER}, "Co-chair and Organiser"),
    ],
)
def test_a_part_is_said_in_the_group_s_own_words(visit, data, forum, facts, words):
    with data():
        who = factories.member(db.session.get_one(Space, forum["space"]), "Zia", **facts).id
    kicker = next(
        p for p in visit(forum["mo"]).get(f"/spaces/north/people/{who}").root.iter("p") if p.get("class") == "kicker"
    )
    assert fold("".join(kicker.itertext())) == words
