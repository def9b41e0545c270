"""Free text as HTML: what people meant, and nothing that harms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.html import read
from workspace.text import TAGS, as_html, as_plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Two\n\nparagraphs", "<p>Two</p>\n<p>paragraphs</p>\n"),
        ("one\nline break", "<p>one<br>\nline break</p>\n"),
        ("* a\n* b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("**loud** and *soft*", "<p><strong>loud</strong> and <em>soft</em></p>\n"),
        ("<b>not bold</b>", "<p>&lt;b&gt;not bold&lt;/b&gt;</p>\n"),
        ("# no heading", "<p># no heading</p>\n"),
        ("fish & chips", "<p>fish &amp; chips</p>\n"),
    ],
)
def test_light_markdown_reads_as_it_was_meant(typed: str, shown: str) -> None:
    assert as_html(typed) == shown


def test_the_words_of_a_text_come_without_its_marks() -> None:
    typed = "**loud** and `x*y`\nnext\n\n- [a list](https://x.org)\n\n```\nas *typed*\n```"
    assert as_plain(typed) == "loud and x*y\nnext\na list\nas *typed*\n"


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/pixel.gif)",
        "<a href='javascript:alert(1)'>x</a>",
        "<style>*{display:none}</style>",
        "[x](//evil.example)",
        "a\u202eb\u2066c",
        "<svg/onload=alert(1)>",
        "`</code><script>x</script>`",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(typed: str) -> None:
    _check(typed)


@given(st.text(alphabet=st.sampled_from("<>&\"'[](){}*_`#!:/\\=-+~|. \n\tabcdjs"), max_size=200))
def test_whatever_is_typed_only_safe_parts_come_out(typed: str) -> None:
    _check(typed)


def _check(typed: str) -> None:
    for element in read(as_html(typed)).iterdescendants():
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "rel"}
        address = element.get("href", "")
        assert not address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))


def test_a_link_says_nothing_of_where_it_was_followed() -> None:
    assert as_html("[us](https://x.example)") == (
        '<p><a href="https://x.example" rel="noopener noreferrer">us</a></p>\n'
    )
