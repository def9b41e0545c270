"""Where the words of a list stand in a page."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from tests.support.html import read
from workspace.spaces.glossary.finding import Entry, Glossary


def glossary(*words: str, full: str = "in full") -> Glossary:
    return Glossary(Entry(word, full, "what it is", "en") for word in words)


def test_a_short_form_is_written_out_where_it_first_stands():
    told = glossary("EHCP").in_page("<h2>EHCP</h2><p>The EHCP and two EHCPs</p>")
    assert told.page == '<h2>EHCP</h2><p>The EHCP (<span lang="en">in full</span>) and two EHCPs</p>'
    assert [one.word for one in told.entries] == ["EHCP"]


def test_names_of_controls_and_words_inside_tags_stay_as_they_are():
    page = '<p title="EHCP"><a href="/EHCP">EHCP</a><textarea>EHCP</textarea></p>'
    told = glossary("EHCP").in_page(page)
    assert told.page == page
    assert [one.word for one in told.entries] == ["EHCP"]


def test_what_the_page_writes_out_itself_is_not_written_out_again():
    page = "<p>An education plan (EHCP) and the EHCP</p>"
    assert glossary("EHCP", full="education plan").in_page(page).page == page


def test_short_forms_are_found_in_capitals_alone_and_words_in_any_letters():
    known = glossary("SEND", "co-design", full="")
    assert not known.in_page("<p>We send it</p>").entries
    assert [one.word for one in known.in_page("<p>Co-design\nfor SEND’s sake</p>").entries] == ["co-design", "SEND"]
    assert not known.in_page("<p>RESEND, SENDING, mail@SEND</p>").entries


def test_words_with_signs_that_html_writes_differently_are_found():
    known = glossary("R&D", "carer's break", full="")
    page = str(escape("R&D and a carer's break"))
    assert len(known.in_page(f"<p>{page}</p>").entries) == 2
    assert len(known.in_text("R&D and a carer's  break")) == 2


@given(st.text(), st.lists(st.text(min_size=1).filter(str.strip), unique_by=str.casefold, max_size=4))
def test_a_page_keeps_its_words_and_stays_html_whatever_people_wrote(text, words):
    known = glossary(*(" ".join(word.split()) for word in words), full="<b>&")
    page = f"<p>{escape(text)}</p>"
    told = known.in_page(page)
    assert {element.tag for element in read(str(told.page)).iterdescendants()} <= {"p", "span"}
    if not told.entries:
        assert told.page == page
