"""Whom a meeting hopes for and who is coming, without a number that tells of somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.meetings.invitations.models import Answer, Part
from workspace.meetings.mix.counting import FEWEST, hidden, rows
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import SpeaksFor
from workspace.spaces.mix_lines import HopedKind, read_kind, read_mix
from workspace.spaces.models import Space

LIST = "/spaces/forum/meetings"
KEEP = "Keep this mix"
MIX = "parent carers 6\nStaff: 3\n2 young people"
KINDS = read_mix(MIX)


# --- what is read and counted --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("parent carers 6", "parent carers", 6), ("Staff: 3", "Staff", 3), ("2 young people", "young people", 2),
        ("Young people, 2", "Young people", 2), ("4 x staff", "staff", 4),
        ("16 to 25 year olds: 4", "16 to 25 year olds", 4),
        ("gofalwyr - 5", "gofalwyr", 5),
    ],
)  # fmt: skip
def test_a_line_says_a_kind_and_a_number_in_either_order(line, kind, number):
    assert read_kind(line) == HopedKind(kind, number)


@pytest.mark.parametrize("line", ["parents", "6", "", ": 4", "6 7"])
def test_a_line_without_a_kind_or_a_number_is_not_read(line):
    assert read_kind(line) is None


@given(st.text(st.characters(categories=("L",)), min_size=1, max_size=30), st.integers(0, 999))
def test_what_is_kept_is_read_back_the_same(kind, number):
    kept = HopedKind(kind, number)
    assert read_mix(str(kept)) == [kept]


def test_people_are_counted_by_what_they_are_and_whom_they_speak_for():
    people = [("Parent carer", "")] * 5 + [("Bus driver", "Council staff")] * 6 + [("Parent carer of two", "")]
    people += [("Treasurer", "")] * 5
    counted_rows = rows(read_mix("parent carers 6\nstaff 3"), people)
    assert [(row.kind, row.hoped, row.count) for row in counted_rows] == [
        ("parent carers", 6, 6), ("staff", 3, 6), ("", None, 5),
    ]  # fmt: skip


def test_the_longer_name_of_a_kind_goes_first():
    people = [("Young carer", "")] * 5 + [("Carer", "")] * 7
    assert [row.count for row in rows(read_mix("carers 4\nyoung carers 2"), people + [("x", "")] * 5)] == [7, 5, 5]


@pytest.mark.promise("S4-3")
@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_no_count_under_five_is_shown_and_none_can_be_worked_out(counts):
    """Whoever knows how many are coming in all, and each number that is shown, cannot tell any that is hidden."""
    shown = hidden(counts)
    assert all(kept is None or kept == count >= FEWEST for kept, count in zip(shown, counts, strict=True))
    unseen = [count for kept, count in zip(shown, counts, strict=True) if kept is None]
    if len(unseen) == len(counts):
        return  # nothing is shown at all
    left = sum(counts) - sum(kept for kept in shown if kept is not None)
    assert left == sum(unseen)
    assert not unseen or (len(unseen) > 1 and left >= FEWEST)


# --- pages ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def busy(data, forum, add_meeting):
    """A meeting to which six parent carers, seven of the staff and two young people come, and a supporter."""
    number = add_meeting(mix=MIX)
    with data():
        space, held = db.session.get_one(Space, forum["space"]), db.session.get_one(Meeting, number)
        for title, count in (("Parent carer", 6), ("Officer", 7), ("Young people’s adviser", 2)):
            spoken = {"speaks_for": SpeaksFor.BODY, "speaks_for_name": "Council staff"} if title == "Officer" else {}
            for _number in range(count):
                who = factories.member(space, title=title, **spoken)
                factories.invitation(held, who, title=title, answer=Answer.ONLINE)
        helper = factories.member(space, title="Parent carer")
        factories.invitation(held, helper, title="Parent carer", answer=Answer.ONLINE, part=Part.SUPPORTER)
        factories.invitation(held, factories.member(space), title="Staff", answer=Answer.APOLOGIES)
    return f"{LIST}/{number}"


@pytest.mark.promise("S4-3", "S1-V3")
def test_the_page_shows_hoped_beside_coming_and_hides_what_tells_of_somebody(visit, forum, busy):
    mo = visit(forum["mo"])
    text = mo.get(mo.get(busy).links()["Whom we hope for, and who is coming"]).text
    assert "15 people have said yes." in text, "the supporter is no voice"
    assert "Staff 3 7" in text
    assert "parent carers 6 – not shown" in text, "or the two young people could be worked out"
    assert "young people 2 – not shown" in text
    assert "A dash stands for a number that is not shown." in text
    assert "Everybody else no number – not shown" in text
    visit(forum["otto"]).get(f"{busy}/mix", status=403)


@pytest.mark.promise("S4-3")
def test_a_space_writes_its_mix_once_and_a_meeting_may_hope_for_another(app, visit, forum):
    olga = visit(forum["olga"])
    settings = olga.get("/spaces/forum/settings")
    refused = olga.submit(settings, "Keep these settings", status=422, mix="parents")
    assert "Line 1, “parents”: Write a kind of people and how many" in refused.error_of("mix")
    olga.submit(settings, "Keep these settings", mix=MIX)
    page = olga.submit(olga.get(f"{LIST}/new"), "Plan this meeting", title="Buses", when="3 June 2027, 10am")
    page = olga.get(page.links()["Whom we hope for, and who is coming"])
    assert "parent carers 6 – not shown" in page.text
    page = olga.get(page.links()["Change whom this meeting hopes for"])
    assert page.find("mix").text.strip() == "parent carers: 6\nStaff: 3\nyoung people: 2"
    page = olga.submit(page, KEEP, mix="Deaf families 4\ndeaf families 5", status=422)
    assert "The same is on a line above" in page.error_of("mix")
    page = olga.submit(page, KEEP, mix="Deaf families 4")
    assert "The mix that you hope for is kept." in page.text
    assert "Deaf families 4 – not shown" in page.text
    with app.app_context():
        assert db.session.get_one(Space, forum["space"]).mix.startswith("parent carers: 6")


def test_only_organisers_change_it_and_only_before_the_end(data, visit, forum, add_meeting):
    number = add_meeting(invited=("mo",))
    olga = visit(forum["olga"])
    page = olga.get(f"{LIST}/{number}/mix/edit")
    for name in ("mo", "nora", "otto"):
        visit(forum[name]).get(f"{LIST}/{number}/mix/edit", status=403)
    assert "Nobody has written yet whom we hope for." in visit(forum["mo"]).get(f"{LIST}/{number}/mix").text
    with data():
        db.session.get_one(Meeting, number).state = MeetingState.CLOSED
    refused = olga.submit(page, KEEP, status=422, mix=MIX)
    assert refused.find("mix").text.strip() == MIX
    assert not load_mix(data, number)


def load_mix(data, number):
    with data():
        return load_meeting("forum", number).mix


def test_the_page_takes_the_same_queries_for_one_person_as_for_many(visit, forum, busy, add_meeting):
    number = add_meeting(invited=("mo",), mix=MIX)
    olga, used = visit(forum["olga"]), []
    for page in (f"{LIST}/{number}/mix", f"{busy}/mix"):
        olga.get(page)
        with counted() as queries:
            olga.get(page)
        used.append(len(queries))
    assert used[0] == used[1]
