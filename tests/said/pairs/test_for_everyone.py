"""The page that everyone reads, its filters, its feed, and the list for other sites."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from tests import factories
from tests.said.conftest import Told, item_space
from workspace import db
from workspace.people.models import Person
from workspace.said.pairs.models import Pair, PairState

PAGE = "/spaces/forum/you-said"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def put(data, told: Told, said: str, **facts) -> int:
    with data():
        nora = db.session.get_one(Person, told.forum.nora)
        facts = {"state": PairState.PUBLIC, **facts}
        return int(factories.pair(item_space(told.forum), nora, said, **facts).id)


def close(data, told: Told) -> None:
    with data():
        item_space(told.forum).is_public = False


@pytest.mark.promise("S4-13")
def test_pairs_are_found_by_theme_and_by_time_and_the_address_holds_both(visit, data, told):
    put(data, told, "Old bus.", public_at=datetime(2025, 3, 31, 23, 30, tzinfo=UTC))  # April on our clocks
    put(data, told, "New bus.", public_at=datetime(2026, 5, 2, tzinfo=UTC))
    put(data, told, "New school.", theme="Schools", public_at=datetime(2026, 5, 3, tzinfo=UTC))
    nobody = visit()
    whole = nobody.get(PAGE)
    assert whole.text.index("New school.") < whole.text.index("New bus.") < whole.text.index("Old bus.")
    for address, found in {
        "?theme=Schools": {"New school."}, "?when=2026": {"New bus.", "New school."}, "?when=2025-2": {"Old bus."},
        "?when=2025-1": set(), "?theme=Buses&when=2026-2": {"New bus."}, "?theme=None+such": set(),
        "?when=2026-7": {"Old bus.", "New bus.", "New school."}, "?when=%E0%A5%A8&theme=Schools": {"New school."},
    }.items():  # fmt: skip
        text = nobody.get(PAGE + address).text
        assert {words for words in ("Old bus.", "New bus.", "New school.") if words in text} == found, address
    assert "2026, April to June" in whole.text


def test_a_long_list_has_pages_and_keeps_the_choices(visit, data, told):
    for number in range(21):
        put(data, told, f"Line number {number}.")
    page = visit().get(f"{PAGE}?theme=Buses")
    assert "Line number 20." in page.text
    assert "Line number 0." not in page.text
    onward = next(address for words, address in page.links().items() if words.startswith("Page 2"))
    assert "theme=Buses" in onward
    assert "Line number 0." in visit().get(onward).text


def test_in_a_group_that_is_not_public_only_its_people_read_it(visit, data, told):
    number = put(data, told, "The bus is late.")
    close(data, told)
    for address in (PAGE, f"{PAGE}.atom", f"{PAGE}/list", f"{PAGE}/{number}"):
        visit().get(address, status=404)
    ann = visit(told.forum.ann)
    assert "only its people can read this page" in ann.get(PAGE).text
    assert "The bus is late." in ann.get(f"{PAGE}/{number}").text
    ann.get(f"{PAGE}.atom", status=404)


def test_what_is_on_the_way_is_in_no_feed_and_no_list(visit, data, told):
    for state in set(PairState) - {PairState.PUBLIC}:
        put(data, told, f"Not yet: {state.value}.", state=state)
    nobody = visit()
    for address in (PAGE, f"{PAGE}.atom", f"{PAGE}/list"):
        assert "Not yet" not in nobody.client.get(address).text
    seen = visit(told.forum.ann).get(PAGE).text
    assert "Not yet: waiting." in seen
    assert seen.count("Not yet") == 1
    assert visit(told.forum.nora).get(PAGE).text.count("Not yet") == 4
    with data():
        other = factories.member(factories.space("Other"), "Otto").id
    assert "Not yet" not in visit(other).get(PAGE).text
    with visit().app.app_context():
        drafts = db.session.scalars(select(Pair.id)).all()
    for number in drafts:
        visit(other).get(f"{PAGE}/{number}", status=404)
        visit(other).get(f"/spaces/other/you-said/{number}", status=404)


@pytest.mark.promise("S4-13")
def test_the_feed_is_whole_atom_with_numbers_that_stay_and_nobody_in_it(visit, data, told):
    first = put(data, told, "Fares & <b>fees</b>\x0b are high.", asked_else="The county")
    put(data, told, "The bus is late.", theme="Time", approved_by_id=told.forum.ann, names_approver=True)
    answer = visit().client.get(f"{PAGE}.atom")
    assert answer.mimetype == "application/atom+xml"
    assert "Set-Cookie" not in answer.headers
    feed = ET.fromstring(answer.data)  # noqa: S314
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    for name in ("id", "title", "updated", "author/a:name"):
        assert feed.findtext(f"a:{name}", namespaces=ATOM)
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 2
    numbers = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(numbers)) == 2
    for entry in entries:
        for name in ("updated", "published"):
            moment = entry.findtext(f"a:{name}", namespaces=ATOM) or ""
            assert datetime.fromisoformat(moment).tzinfo
    old = entries[1]
    assert old.findtext("a:title", namespaces=ATOM) == "Fares & <b>fees</b> are high."
    assert "Whom else we asked: The county" in (old.findtext("a:content", namespaces=ATOM) or "")
    link = old.find("a:link", ATOM)
    assert link is not None
    assert link.get("href", "").endswith(f"{PAGE}/{first}")
    assert "Ann" not in answer.text
    with data():
        db.session.get_one(Pair, first).did = "We lowered them."
    again = ET.fromstring(visit().client.get(f"{PAGE}.atom?theme=Buses").data)  # noqa: S314
    assert [entry.findtext("a:id", namespaces=ATOM) for entry in again.findall("a:entry", ATOM)] == [numbers[1]]


@pytest.mark.promise("S4-13")
def test_only_the_plain_list_may_stand_in_a_frame_of_another_site(visit, data, told):
    number = put(data, told, "The bus is late.")
    nobody = visit()
    page = nobody.get(f"{PAGE}/list")
    policy = page.answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in page.answer.headers
    assert "Set-Cookie" not in page.answer.headers
    assert not list(page.root.iter("script")) + list(page.root.iter("form")) + list(page.root.iter("nav"))
    assert "The bus is late." in page.text
    for address in (PAGE, f"{PAGE}/{number}", f"{PAGE}.atom", "/spaces/forum"):
        headers = nobody.client.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_the_list_and_the_feed_speak_the_language_of_the_group_whoever_asks(visit, data, told):
    put(data, told, "The bus is late.")
    welsh = visit(language="cy")
    assert welsh.get(f"{PAGE}/list").root.get("lang") == "en-GB"
    page = welsh.get(PAGE)
    assert page.root.get("lang") == "cy"
    marked = [one for one in page.root.iter("div") if one.get("lang") == "en-GB"]
    assert "The bus is late." in "".join(marked[0].itertext())
    with data():
        item_space(told.forum).language = "cy"
    assert visit().get(f"{PAGE}/list").root.get("lang") == "cy"
    feed = ET.fromstring(visit().client.get(f"{PAGE}.atom").data)  # noqa: S314
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"
