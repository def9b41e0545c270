"""Finding notes and decisions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from tests import factories
from tests.support.queries import counted
from workspace import db, upkeep
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.models import Decision, Note, Result
from workspace.meetings.notes.queries import meeting_to_send
from workspace.meetings.notes.service import publish_notes
from workspace.meetings.papers import service as papers
from workspace.meetings.papers.models import Paper
from workspace.meetings.queries import meeting as load_meeting
from workspace.meetings.search import queries
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import MOST_WORDS, best_line, plain, split_at, words_of
from workspace.meetings.search.service import make_findable
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.roles import Role
from workspace.spaces.models import Sharing, Space

HELD = datetime(2026, 6, 3, 9, tzinfo=UTC)
SEARCH = "/spaces/forum/search"


@pytest.fixture
def forum(app, data) -> dict[str, int]:
    """A space, its organiser Olly and its members Siân and Tom, by their numbers."""
    with data():
        space = factories.space("Forum", slug="forum")
        olly = factories.member(space, "Olly Orr", role=Role.ORGANISER)
        sian, tom = factories.member(space, "Siân Parry"), factories.member(space, "Tom Ó Sé")
        return {"space": space.id, "olly": olly.id, "sian": sian.id, "tom": tom.id}


@pytest.fixture
def hold(data, forum) -> Callable[..., int]:
    """`hold("text")` gives the number of a meeting at which it was written down, and whose notes are published."""

    def held(text="", *, day=0, title="", item="", unnamed=(), decision=None, publish=True):
        with data():
            space = db.session.get_one(Space, forum["space"])
            people = {name: db.session.get_one(Person, forum[name]) for name in ("olly", "sian", "tom")}
            starts = HELD + timedelta(days=day)
            meeting = factories.meeting(space, people["olly"], title, starts_at=starts, state=MeetingState.CLOSED)
            for name, who in people.items():
                factories.invitation(meeting, who, name_in_notes=name not in unnamed)
            of = {
                "space_id": space.id,
                "meeting_id": meeting.id,
                "item_id": factories.item(meeting, item, sharing=Sharing.MEMBERS).id,
            }
            words, by = to_references(text, people.values()), people["olly"].id
            db.session.add(Note(**of, text=words, version=1, saved_at=db.now(), saved_by_id=by))
            if decision:
                facts = {"number": 1, "result": Result.AGREED, "reason": "It is read", "recorded_at": db.now()}
                db.session.add(Decision(**of, **facts, words=decision, recorded_by_id=by))
            number = meeting.id
        if publish:
            with data():
                publish_notes(meeting_to_send(number), actor=db.session.get_one(Person, by))
        return number

    return held


def test_members_find_notes_by_the_beginning_of_words_and_open_them_at_their_item(visit, forum, hold):
    meeting = hold("The bus letters\nare **too** long.", title="Getting to school", item="Letters")
    hold("Nothing of that kind.")
    page = visit(forum["sian"]).get(f"{SEARCH}?words=LETT+bus")
    assert "1 found" in page.text
    assert "The bus letters" in page.text
    assert page.links()["Letters, Getting to school"].startswith(f"/spaces/forum/meetings/{meeting}/notes#item-")
    assert "Nothing was found" in visit(forum["sian"]).get(f"{SEARCH}?words=etters").text
    assert "Nothing was found" in visit(forum["sian"]).get(f"{SEARCH}?words=letters+zebra").text


def test_decisions_are_found_with_their_number(visit, forum, hold):
    hold(decision="One page for everybody", title="Letters")
    page = visit(forum["sian"]).get(f"{SEARCH}?words=everybody")
    assert "Decision 1" in page.text
    assert "One page for everybody" in page.text


@pytest.mark.parametrize("typed", ["Siân", "sian", "SIAN PARRY", "parry", "si"])
def test_notes_are_found_by_the_name_of_somebody_in_them_with_or_without_accents(visit, forum, hold, typed):
    hold("Siân Parry rang the school.")
    assert "Siân Parry rang the school." in visit(forum["tom"]).get(f"{SEARCH}?words={typed}").text


def test_a_new_name_finds_old_notes_and_the_old_name_finds_nothing(data, visit, forum, hold):
    hold("Siân Parry rang the school.")
    with data():
        db.session.get_one(Person, forum["sian"]).preferred_name = "Sara Penn"
    assert "Sara Penn rang the school." in visit(forum["tom"]).get(f"{SEARCH}?words=penn").text
    old = visit(forum["tom"]).get(f"{SEARCH}?words=parry")
    assert "Nothing was found" in old.text


def test_whoever_asked_not_to_be_named_is_neither_found_nor_shown_by_name(visit, forum, hold):
    hold("Siân Parry cried. Tom Ó Sé rang the school.", unnamed=["sian"])
    tom = visit(forum["tom"])
    assert "Nothing was found" in tom.get(f"{SEARCH}?words=parry").text
    shown = tom.get(f"{SEARCH}?words=school").text
    assert "a member cried. Tom Ó Sé rang the school." in shown
    assert "Siân" not in shown


@pytest.mark.promise("S1-C4")
@pytest.mark.parametrize("closed", ["item", "note"])
def test_what_is_kept_to_the_people_invited_is_found_by_them_and_whoever_takes_notes_alone(
    data, visit, forum, hold, closed
):
    hold("A matter for few", item="Quiet matter")
    with data():
        space = db.session.get_one(Space, forum["space"])
        nia = factories.member(space, "Nia Not Invited").id
        row = db.session.scalars(select(AgendaItem if closed == "item" else Note)).one()
        row.sharing = Sharing.GROUP
    for words in ("matter", "quiet"):
        for name in ("olly", "sian"):
            assert "1 found" in visit(forum[name]).get(f"{SEARCH}?words={words}").text
        assert "Nothing was found" in visit(nia).get(f"{SEARCH}?words={words}").text


def test_drafts_are_not_found_by_anybody(visit, forum, hold):
    hold("A secret for now", publish=False)
    for name in ("olly", "sian"):
        assert "Nothing was found" in visit(forum[name]).get(f"{SEARCH}?words=secret").text


@pytest.fixture
def bring(data, forum) -> Callable[..., int]:
    """`bring("Title", "What it means")` gives the number of a paper for a meeting to come, to which Siân is invited."""

    def brought(title, means="Buses may stop elsewhere.", level=Sharing.MEMBERS):
        with data():
            space, olly = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["olly"])
            meeting = factories.meeting(space, olly, "Getting to school")
            factories.invitation(meeting, db.session.get_one(Person, forum["sian"]))
            item = factories.item(meeting, "Transport", sharing=level)
            facts = {"item_id": item.id, "title": title, "means": means, "brought_by": "", "due_on": HELD.date()}
            made = load_meeting("forum", meeting.id)
            assert made
            return papers.add(made, actor=olly, facts=facts).id

    return brought


def test_papers_are_found_by_their_title_and_by_what_they_mean_for_people(visit, forum, bring):
    number = bring("Travel policy", "A bus every hour,\nand none on Sundays.")
    for words in ("travel pol", "sundays"):
        page = visit(forum["tom"]).get(SEARCH, query_string={"words": words})
        assert "1 found" in page.text
        assert "Paper for: Transport" in page.text
    assert "and none on Sundays." in page.text
    address = page.links()["Travel policy, Getting to school"]
    assert address.endswith(f"/papers#paper-{number}")
    assert visit(forum["tom"]).get(address).find(f"paper-{number}") is not None


def test_a_changed_paper_is_found_by_its_new_words_alone_and_one_taken_off_not_at_all(data, visit, forum, bring):
    number = bring("Travel policy", "A bus every hour")
    address = "/spaces/forum/meetings/{}/papers/{}"
    with data():
        meeting = db.session.scalars(select(Paper.meeting_id)).one()
    olly, tom = visit(forum["olly"]), visit(forum["tom"])
    olly.submit(olly.get(address.format(meeting, number)), "Keep these changes", means="A tram every hour")
    assert "1 found" in tom.get(f"{SEARCH}?words=tram").text
    assert "Nothing was found" in tom.get(f"{SEARCH}?words=bus").text
    olly.submit(olly.get(address.format(meeting, number)), "Take it off the list")
    assert "Nothing was found" in tom.get(f"{SEARCH}?words=tram").text


@pytest.mark.promise("S1-C4")
def test_a_paper_kept_to_the_people_invited_is_found_by_them_and_whoever_takes_notes_alone(visit, forum, bring):
    bring("Travel policy", level=Sharing.GROUP)
    for name in ("olly", "sian"):
        assert "1 found" in visit(forum[name]).get(f"{SEARCH}?words=travel").text
    assert "Nothing was found" in visit(forum["tom"]).get(f"{SEARCH}?words=travel").text


def test_publishing_notes_leaves_papers_findable_and_the_day_s_work_finds_old_and_moved_ones(
    data, visit, forum, hold, bring
):
    hold("The bus letters")
    with data():
        item = db.session.scalars(select(AgendaItem)).one()
        factories.paper(item, db.session.get_one(Person, forum["olly"]), "Old policy")
    tom = visit(forum["tom"])
    assert "Nothing was found" in tom.get(f"{SEARCH}?words=policy").text
    with data():
        upkeep.upkeep()
    assert "1 found" in tom.get(f"{SEARCH}?words=policy").text
    with data():
        meeting = meeting_to_send(item.meeting_id)
        make_findable(meeting)
        meeting.starts_at, meeting.ends_at = HELD + timedelta(days=9), HELD + timedelta(days=9, hours=2)
    assert "1 found" in tom.get(f"{SEARCH}?words=policy").text
    with data():
        upkeep.upkeep()
    assert "1 found" in tom.get(f"{SEARCH}?words=policy&since=12+June+2026&until=12+June+2026").text


def test_days_narrow_a_search_and_both_are_included(visit, forum, hold):
    for day in (0, 1, 2):
        hold(f"Day number {day}", day=day)
    sian = visit(forum["sian"])
    page = sian.get(f"{SEARCH}?words=number&since=4+June+2026&until=4/6/2026")
    assert "1 found" in page.text
    assert "Day number 1" in page.text
    assert "2 found" in sian.get(f"{SEARCH}?since=4+June+2026").text


def test_days_that_cannot_be_are_refused_beside_the_field_and_the_words_stay(visit, forum):
    page = visit(forum["sian"]).get(f"{SEARCH}?words=bus&since=31+June+2026", status=422)
    assert "The last day of that month is 30 June 2026" in page.text
    assert 'value="bus"' in page.html
    turned = visit(forum["sian"]).get(f"{SEARCH}?since=4+June+2026&until=3+June+2026", status=422)
    assert "This is before the first day" in turned.text


def test_the_newest_come_first_twenty_to_a_page_and_the_count_is_of_all(visit, forum, hold):
    for number in range(23):
        hold(f"bus line{number}", day=number)
    sian = visit(forum["sian"])
    first = sian.get(f"{SEARCH}?words=bus")
    assert "23 found" in first.text
    assert first.text.index("line22") < first.text.index("line21")
    second = sian.get(first.links()["Page 2, after this"])
    assert "line0" in second.text


def test_a_long_list_is_not_counted_to_its_end(data, visit, forum, hold, monkeypatch):
    monkeypatch.setattr(queries, "MOST_COUNTED", 2)
    for number in range(3):
        hold(f"bus line{number}")
    assert "More than 2 found: the newest first" in visit(forum["sian"]).get(f"{SEARCH}?words=bus").text


@pytest.mark.parametrize(
    "typed", ['"', "*", "a OR b", "NEAR(", "'; --", "-x", "&|!:*", "{person:1}", "\u202e", "x" * 200]
)
def test_anything_can_be_typed(visit, forum, hold, typed):
    hold("Some words")
    page = visit(forum["sian"]).get(SEARCH, query_string={"words": typed})
    assert "found" in page.text or "Find what was said" in page.text


def test_a_mark_that_somebody_typed_opens_no_other_space(data, visit, forum, hold):
    hold("The bus letters")
    with data():
        space = factories.space("Other", slug="other")
        ola = factories.member(space, "Ola Other", role=Role.ORGANISER)
        meeting = factories.meeting(space, ola, state=MeetingState.CLOSED)
        factories.invitation(meeting, ola)
        text = f"bus qzspace{forum['space']}x qzperson{forum['sian']}x"
        of = {"space_id": space.id, "meeting_id": meeting.id, "item_id": factories.item(meeting).id}
        db.session.add(Note(**of, text=text, version=1, saved_at=db.now(), saved_by_id=ola.id))
        number, by = meeting.id, ola.id
    with data():
        publish_notes(meeting_to_send(number), actor=db.session.get_one(Person, by))
    assert "1 found" in visit(forum["sian"]).get(f"{SEARCH}?words=bus").text
    assert "Nothing was found" in visit(forum["sian"]).get(f"{SEARCH}?words=parry").text


def test_words_beyond_the_most_are_left_out_and_the_page_says_so(visit, forum, hold):
    hold("bus")
    page = visit(forum["sian"]).get(f"{SEARCH}?words={'+'.join(['bus'] * (MOST_WORDS + 1))}")
    assert f"We looked for the first {MOST_WORDS} words." in page.text
    assert "1 found" in page.text


def test_people_of_other_spaces_guests_and_nobody_do_not_search_here(data, visit, forum, hold):
    hold("The bus letters")
    with data():
        other = factories.member(factories.space(), "Ola Other")
        guest = factories.person("Gus Guest")
        number = guest.id
    assert visit(other.id).get(f"{SEARCH}?words=bus", status=403)
    assert visit(number).get(f"{SEARCH}?words=bus", status=403)
    assert visit().get(f"{SEARCH}?words=bus", status=303).location.startswith("/sign-in")


def test_the_number_of_queries_does_not_grow_with_what_is_found(visit, forum, hold):
    hold("bus, said Tom Ó Sé")
    sian = visit(forum["sian"])
    with counted() as one:
        sian.get(f"{SEARCH}?words=bus")
    for _ in range(3):
        hold("bus, said Tom Ó Sé", decision="A bus")
    with counted() as many:
        sian.get(f"{SEARCH}?words=bus")
    assert len(one) == len(many) <= 8


def test_what_is_found_is_shown_without_marks_and_signs_alone_find_nothing(visit, forum, hold):
    hold("We talked:\n\n- the **bus** is [late](https://example.org)\n- `often`")
    sian = visit(forum["sian"])
    page = sian.get(f"{SEARCH}?words=late")
    assert "the bus is late" in page.text
    assert "**" not in page.text
    for signs in ("%25", "_", "**"):
        page = sian.get(f"{SEARCH}?words={signs}")
        assert "0 found" in page.text
        assert "Signs alone cannot be looked for" in page.text


def test_what_was_published_before_is_made_findable_by_the_work_of_the_day(data, visit, forum, hold):
    hold("The bus letters")
    with data():
        db.session.execute(delete(SearchEntry))
    assert "Nothing was found" in visit(forum["sian"]).get(f"{SEARCH}?words=bus").text
    for _ in range(2):
        with data():
            upkeep.upkeep()
    assert "1 found" in visit(forum["sian"]).get(f"{SEARCH}?words=bus").text
    with data():
        assert db.session.scalar(select(func.count()).select_from(SearchEntry)) == 1


# --- words ---------------------------------------------------------------------------------------------------------


@given(st.text())
def test_a_plain_text_stays_plain(text):
    words = words_of(text)
    assert [word for one in words for word in words_of(one)] == words
    assert all(word.isalnum() for word in words)


@given(st.text(), st.lists(st.text(min_size=1).map(plain), max_size=3))
def test_a_line_in_pieces_is_the_whole_line(text, starts):
    line = best_line(text, starts)
    assert "".join(piece for piece, _ in split_at(line, starts)) == line


def test_a_long_line_is_cut_around_the_word_that_was_looked_for():
    line = best_line("a " * 300 + "Bus " + "b " * 300, ["bus"])
    assert "Bus" in line
    assert len(line) < 260
    assert line.startswith("… ")
    assert line.endswith(" …")
