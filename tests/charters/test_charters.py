"""Charters through their pages: begun, brought in, mended, written, read."""

import pytest

from tests import factories
from tests.support.queries import counted
from workspace.roles import Role

LIST = "/spaces/forum/charters"
TEXT = """Our charter

Services will
- We will answer within a week.
- We will listen.

You can help us by
- Telling us early.
"""


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        other = factories.space(slug="other")
        return {
            "space": space.id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
            "otto": factories.member(other, role=Role.ORGANISER).id,
        }


def begun(visitor, title="Our promises", **facts):
    page = visitor.get(f"{LIST}/new")
    return visitor.submit(page, "Begin the charter", title=title, kind="charter", **facts)


def written(visitor, page, kind, words, button="Write a part at the end", **facts):
    page = visitor.get(page.links()[button])
    return visitor.submit(page, "Keep this part", kind=kind, words=words, **facts)


@pytest.fixture
def olga(forum, visit):
    return visit(forum["olga"])


@pytest.mark.promise("S4-4", "S4-5", "S4-19")
def test_a_charter_is_written_with_both_sides_and_who_answers_for_each_promise(olga, forum, visit):
    page = begun(olga, made_by="Twelve parents with Mo Member, in six meetings.", licence="Anybody may copy it.")
    written(olga, page, "heading", "Listening")
    written(olga, page, "commitment", "We answer in a week.", body="The council", how_known="A count each month.")
    written(olga, page, "commitment", "We listen.")
    page = written(olga, page, "you_can_help", "Telling us early.", legal="The Care Act", legal_on="3 June 2026")
    mo = visit(forum["mo"])
    page = mo.get(mo.get(LIST).links()["Our promises"])
    for words in (
        "Twelve parents with Mo Member", "Services will", "You can help by", "Nobody is refused help",
        "Who answers for it: The council", "A count each month.", "Nobody is named yet for 1 commitment.",
        "The Care Act", "Somebody last looked at this law on 3 June 2026.", "How others may use its words: Anybody",
    ):  # fmt: skip
        assert words in page.text
    assert page.links()["Commitment 2"] == "#clause-2"
    assert page.has("clause-3")
    assert "Change its parts" not in page.text


@pytest.mark.promise("S4-7")
def test_a_number_is_never_given_twice_and_a_part_taken_out_can_be_put_back(olga):
    page = begun(olga)
    for words in ("One.", "Two.", "Three."):
        page = written(olga, page, "right", words)
    page = olga.submit(page, "Take out: Right 2")
    assert "It is taken out. You can put it back" in page.text
    page = written(olga, page, "right", "Four.")
    assert "Right 4" in page.text
    page = olga.submit(page, "Move up: Right 4")
    assert "It is now number 2 of 3" in page.text
    page = olga.submit(page, "Put it back: Right 2")
    read = olga.get(page.links()["Read it as others do"])
    places = [read.text.index(f"Right {number} ") for number in (1, 2, 4, 3)]
    assert places == sorted(places)
    page = olga.submit(page, "Move there: Right 4", to="1")
    assert "It is now number 1 of 4" in page.text


def test_a_part_stands_after_the_one_it_is_written_after_and_changes_its_kind(olga):
    page = begun(olga)
    written(olga, page, "right", "One.")
    page = written(olga, page, "right", "Two.")
    page = written(olga, page, "heading", "Between", button="Write a part after it: Right 1")
    places = [page.text.index(words) for words in ("Right 1", "Heading: Between", "Right 2")]
    assert places == sorted(places)
    page = olga.get(page.links()["Change: Heading: Between"])
    page = olga.submit(page, "Keep this part", kind="principle", words="Fairness.")
    assert "Principle 3" in page.text


def test_two_people_who_change_the_same_words_lose_nothing(olga):
    page = written(olga, begun(olga), "right", "One.")
    mine, theirs = (olga.get(page.links()["Change: Right 1"]) for _ in range(2))
    olga.submit(theirs, "Keep this part", words="Theirs.")
    refused = olga.submit(mine, "Keep this part", words="Mine.", status=422)
    assert "Now it says: “Theirs.”" in refused.error_of("words")
    assert "Mine." in refused.text


def test_what_is_missing_is_said_beside_its_field(olga):
    page = olga.submit(olga.get(f"{LIST}/new"), "Begin the charter", status=422)
    assert "Write what the charter is called" in page.error_of("title")
    page = begun(olga)
    part = olga.submit(olga.get(page.links()["Write a part at the end"]), "Keep this part", status=422)
    assert "Write its words" in part.error_of("words")
    assert "Choose what it is" in part.error_of("kind")
    page = olga.submit(olga.get(f"{LIST}/bring-in"), "Look what is in it", status=422)
    assert "Choose a file, or paste the words of the charter" in page.error_of("words")


def test_a_pasted_charter_is_mended_and_saved(olga):
    page = olga.submit(olga.get(f"{LIST}/bring-in"), "Look what is in it", words=TEXT)
    assert "We read it." in page.text
    typed = {"title": "Mended", "body": "The council", "rows-0-words": "What services promise"}
    page = olga.submit(page, "Keep this and look again", **typed)
    assert "What services promise" in page.text
    assert "Mended" in olga.get(f"{LIST}/bring-in").text
    page = olga.submit(page, "Save it as a draft")
    assert page.h1 == "Mended"
    for words in ("What services promise", "We will answer within a week.", "Telling us early."):
        assert words in page.text
    assert page.text.count("Who answers for it: The council") == 2
    assert "Mended" not in olga.get(f"{LIST}/bring-in").text


LADDER = """Working together

Ways of working
- Co-production is deciding together.
- Consultation is asking early.
- Tea is for everybody.

Levels
One service level
Involvement: people who use it.
Possible limits: the law.
Best practice: ask early.
Level of one person
Involvement: the person.
Best practice: listen.
Money: is set elsewhere.
"""


def test_ways_of_working_are_steps_and_a_level_says_its_limits(olga):
    page = olga.submit(olga.get(f"{LIST}/bring-in"), "Look what is in it", words=LADDER)
    page = olga.submit(page, "Save it as a draft")
    for words in (
        "Step by step, from being told to deciding together:", "Consultation Step 2 of 5. People are asked",
        "Co-production Step 5 of 5. We work as equals", "Involvement: people who use it.", "Limits: the law.",
        "Best practice: ask early.", "Money: is set elsewhere.",
    ):  # fmt: skip
        assert words in page.text, words
    places = [page.text.index(words) for words in ("Consultation is", "Co-production is", "Tea is", "One service")]
    assert places == sorted(places), "as steps, where the first of them stands"
    assert page.text.count("Nobody has written yet what its limits are") == 1
    page = olga.get(olga.get(page.links()["Change its parts"]).links()["Change: Way of working 3"])
    assert "It is no step between being told and deciding together" in page.text
    page = olga.submit(page, "Keep this part", rung="information")
    page = olga.get(page.links()["Read it as others do"])
    assert page.text.index("Tea is") < page.text.index("Consultation is")


def test_a_text_in_which_all_is_left_out_is_refused_and_can_be_thrown_away(olga):
    page = olga.submit(olga.get(f"{LIST}/bring-in"), "Look what is in it", words="A line.\n\nWe will listen.")
    left = dict.fromkeys(_rows(page), "left_out")
    page = olga.submit(page, "Save it as a draft", status=422, title="None", **left)
    assert "Everything is left out" in page.text
    page = olga.submit(page, "Throw this text away")
    assert "It is thrown away" in page.text


def _rows(page):
    return [one.get("name") for one in page.root.iter("select")]


def test_others_neither_write_nor_read(olga, forum, visit):
    begun(olga)
    address = olga.get(LIST).links()["Our promises"]
    visit(forum["mo"]).get(f"{address}/write", status=403)
    visit(forum["mo"]).get(f"{LIST}/bring-in", status=403)
    visit(forum["otto"]).get(address, status=403)
    visit(forum["otto"]).get(address.replace("forum", "other"), status=404)


def test_more_parts_and_charters_take_no_more_queries(olga):
    page = written(olga, begun(olga), "commitment", "One.", body="The council")
    address = olga.get(LIST).links()["Our promises"]
    pages = (LIST, address, f"{address}/write")
    before = [_count(olga, one) for one in pages]
    for number in range(3):
        page = written(olga, page, "commitment", "More.", body=f"Body {number}")
        begun(olga, f"Another {number}")
    assert [_count(olga, one) for one in pages] == before


def _count(visitor, address):
    with counted() as statements:
        visitor.get(address)
    return len(statements)
