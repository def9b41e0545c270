"""Languages, dates, times and lists."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from babel import dates
from flask import Flask, g
from flask_babel import gettext, ngettext

from tests import factories
from workspace import i18n

WINTER, SUMMER = datetime(2027, 1, 14, 10, tzinfo=UTC), datetime(2027, 6, 3, 23, 30, tzinfo=UTC)


@pytest.fixture(params=["en", "cy", "en_XA", "en_XB"])
def code(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"), i18n.speaking("en"):
        yield


@pytest.mark.usefixtures("english")
@pytest.mark.only_database("sqlite")
class TestWriting:
    """Days and times as people say them."""

    def test_a_day_is_written_whole(self) -> None:
        assert i18n.day(date(2027, 1, 14)) == "Thursday 14 January 2027"
        assert i18n.day(date(2027, 1, 14), year=False, weekday=False) == "14 January"

    def test_a_time_is_written_as_it_is_said(self) -> None:
        times = {
            (0, 0): "12am",
            (0, 5): "12:05am",
            (10, 0): "10am",
            (11, 50): "11:50am",
            (12, 0): "12pm",
            (23, 30): "11:30pm",
        }
        for (hour, minute), words in times.items():
            assert i18n.clock(datetime(2027, 1, 14, hour, minute, tzinfo=UTC)) == words

    def test_a_moment_is_shown_in_the_clocks_of_the_space(self) -> None:
        assert i18n.moment(WINTER) == "Thursday 14 January 2027, 10am"
        assert i18n.moment(SUMMER) == "Friday 4 June 2027, 12:30am", "summer time, and the next day"
        g.space = SimpleNamespace(time_zone="America/New_York")
        assert i18n.moment(SUMMER) == "Thursday 3 June 2027, 7:30pm"

    def test_machines_get_the_zone_too(self) -> None:
        assert i18n.machine(SUMMER) == "2027-06-04T00:30+01:00"
        assert i18n.machine(date(2027, 6, 3)) == "2027-06-03"

    def test_a_list_is_joined_as_a_sentence_does(self) -> None:
        assert i18n.listing([]) == ""
        assert i18n.listing(["Amina"]) == "Amina"
        assert i18n.listing(["Amina", "Joss", "Priya"]) == "Amina, Joss and Priya"

    def test_initials_are_at_most_two(self) -> None:
        assert [i18n.initials(name) for name in ("Amina Yusuf", "joss", "Ana Maria de la Cruz", "", "  ")] == [
            "AY", "J", "AM", "", "",
        ]  # fmt: skip


@pytest.mark.only_database("sqlite")
def test_every_language_writes_dates_times_and_lists(app: Flask, code: str) -> None:
    with app.test_request_context("/"), i18n.speaking(code):
        assert "2027" in i18n.moment(SUMMER)
        assert "12:30" in i18n.moment(SUMMER)
        assert "Amina " in i18n.listing(["Amina", "Joss"])


@pytest.mark.only_database("sqlite")
@pytest.mark.parametrize("spoken", ["en", "cy"])
def test_days_are_written_as_babel_writes_them(app: Flask, spoken: str) -> None:
    with app.test_request_context("/"), i18n.speaking(spoken):
        for later in range(0, 370, 3):
            shown = date(2027, 1, 1) + timedelta(later)
            assert i18n.day(shown) == dates.format_date(shown, "EEEE d MMMM y", locale=i18n.locale_name())


@pytest.mark.only_database("sqlite")
def test_the_pseudo_language_is_longer_and_keeps_values_and_tags(app: Flask) -> None:
    with app.test_request_context("/"), i18n.speaking("en_XA"):
        words = gettext("Hello %(name)s, <b>now</b>", name="Ann")
        assert words.startswith("[")
        assert words.endswith("]")
        assert "Ann" in words
        assert "<b>" in words
        assert "Hello" not in words
        assert len(words) > len("Hello Ann, <b>now</b>") * 1.2
        assert "3" in ngettext("%(num)d person", "%(num)d people", 3)


def test_the_language_is_the_person_s_then_the_cookie_s_then_the_browser_s(app: Flask, visit, data) -> None:
    with data():
        ann = factories.person("Ann", language="cy").id
        bob = factories.person("Bob").id
    assert visit(ann, language="en").get("/guide").root.get("lang") == "cy"
    somebody = visit(bob, language="cy")
    assert somebody.get("/guide").root.get("lang") == "cy"
    somebody.client.set_cookie("language", "en")
    assert somebody.get("/guide").root.get("lang") == "en-GB"
    assert visit(language="fr").get("/guide").root.get("lang") == "en-GB"
    assert visit(language="*;q=0").get("/guide").root.get("lang") == "en-GB"


def test_a_page_says_its_direction_and_what_a_machine_translated(app: Flask, visit) -> None:
    somebody = visit()
    somebody.client.set_cookie("language", "en_XB")
    assert somebody.get("/guide").root.get("dir") == "rtl"
    somebody.client.set_cookie("language", "cy")
    assert "translated by a machine" in somebody.get("/guide").text or "beiriant" in somebody.get("/guide").text


@pytest.mark.only_database("sqlite")
def test_speaking_another_language_ends_with_its_block(app: Flask) -> None:
    with app.test_request_context("/"), i18n.speaking("en"):
        g.space = here = SimpleNamespace(time_zone="Europe/London")
        with i18n.speaking("cy", SimpleNamespace(time_zone="America/New_York")):
            assert i18n.language().tag == "cy"
            assert i18n.clock(WINTER).startswith("5")
        assert i18n.language().code == "en"
        assert g.space is here
        assert i18n.clock(WINTER) == "10am"
        with pytest.raises(ZeroDivisionError), i18n.speaking("cy"):
            raise ZeroDivisionError
        assert i18n.language().code == "en"


@pytest.mark.only_database("sqlite")
def test_an_unknown_language_of_a_person_is_english(app: Flask) -> None:
    with app.app_context(), i18n.speaking("xx"):
        assert i18n.language().code == "en"
