"""What all forms share."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from workspace import forms
from workspace.forms import Day, DayAndTime, Form, Line, OneOf, Required, SomeOf, Text, filled

pytestmark = pytest.mark.only_database("sqlite")


class Kind(Form):
    """One field of each kind."""

    name = Line("Name", [Required("Write a name")])
    story = Text("Story")
    choice = OneOf("Choice", choices=[("a", "A", "the first"), ("b", "B")])
    some = SomeOf("Some", choices=[("a", "A"), ("b", "B")])
    day = Day("Day")
    when = DayAndTime("When")


GOOD = {"name": "Ann", "choice": "a"}


@pytest.fixture
def sent(app: Flask) -> Callable[..., Any]:
    """Sends the form with these fields and returns it, checked."""

    def send(**fields: Any) -> Any:
        with app.test_request_context("/x", method="POST", data=MultiDict({**GOOD, **fields})):
            form = filled(Kind)
            form.passed = form.validate_on_submit()
            form.said = {name: [str(words) for words in found] for name, found in form.errors.items()}
            return form

    return send


def test_a_form_that_is_right_passes(sent) -> None:
    form = sent(story="  spaces around  ", some=["a", "b"])
    assert form.passed, form.said
    assert form.story.data == "spaces around"
    assert form.some.data == ["a", "b"]


@pytest.mark.parametrize(("field", "words"), [("choice", "Choose one of the"), ("some", "Choose from the answers")])
def test_an_answer_that_was_not_offered_is_refused_in_our_words(sent, field: str, words: str) -> None:
    said = sent(**{field: "z"}).said[field]
    assert len(said) == 1
    assert said[0].startswith(words)


@pytest.mark.parametrize("empty", ["", "   ", "\n\t ", "\0"])
def test_a_required_answer_of_spaces_is_none(sent, empty: str) -> None:
    form = sent(name=empty)
    assert not form.passed
    assert form.said == {"name": ["Write a name"]}


def test_line_breaks_and_letters_that_no_database_takes_leave_a_line(sent) -> None:
    assert sent(name="Ann\r\nBcc: x\0y").name.data == "Ann Bcc: xy"
    assert sent(story="a\0b").story.data == "ab"


@pytest.mark.parametrize(("field", "most"), [("name", forms.LINE), ("story", forms.TEXT)])
def test_too_many_letters_are_refused_and_kept(sent, field: str, most: int) -> None:
    assert sent(**{field: "💚" * most}).passed
    form = sent(**{field: "💚" * (most + 1)})
    assert form.said == {field: [f"Write at most {most} letters. What you typed is kept here"]}
    assert form[field].data == "💚" * (most + 1)


def test_a_choice_that_was_not_offered_is_refused(sent) -> None:
    assert not sent(choice="<script>").passed
    assert not sent(some=["a", "z"]).passed
    assert sent().choice.explained == {"a": "the first"}


def test_a_day_is_read_as_people_write_it(sent) -> None:
    assert sent(day="3 June 2027").day.day == date(2027, 6, 3)
    assert sent(day="").day.day is None
    form = sent(day="30 February 2027")
    assert form.said == {"day": ["There is no such day. The last day of that month is 28 February 2027"]}
    assert form.day.data == "30 February 2027"


def test_a_moment_is_read_in_the_clocks_of_the_place(sent) -> None:
    starts, ends = sent(when="3 June 2027, 10am to 12").when.moments
    assert starts == datetime(2027, 6, 3, 9, tzinfo=UTC)
    assert ends == datetime(2027, 6, 3, 11, tzinfo=UTC)
    for typed, words in {
        "3 June 2027": "Write a time too, like 10am: “3 June 2027, 10am”",
        "3 June 2027, 3pm to 10am": "The end is before the start. Write it like “10am to 12”",
        "28 March 2027, 1:30am": "The clocks go forward then, and that time does not exist. Write 02:30 instead",
        "3 June 9999, 10am": "That year is too far away. Write a year like 2027",
        "soon": "Write a date like 3 June, or 3/6/2027. We could not read “soon”",
    }.items():
        assert sent(when=typed).said == {"when": [words]}


def test_what_a_verb_refuses_stands_beside_its_field_or_above_the_form(sent) -> None:
    form = sent()
    form.add_error("name", "There is one already")
    form.add_error("", "The meeting has begun")
    assert form.name.errors == ["There is one already"]
    assert form.form_errors == ["The meeting has begun"]


def test_two_forms_on_a_page_do_not_share_their_fields(app: Flask) -> None:
    with app.test_request_context("/x", method="POST", data={"other-name": "Ann", "name": "Bob"}):
        assert filled(Kind, "other").name.data == "Ann"
        assert forms.form_address("other") == "/x#other"


# --- fields that belong to a choice ---------------------------------------------------------------------------------

OPENS = """{% from "components/field.html" import field %}{% from "components/opens.html" import opens %}
{% call opens(form[by], choices, [form.day]) %}{{ field(form.day) }}{% endcall %}"""


@pytest.fixture
def opened(app: Flask) -> Callable[..., str]:
    """Shows the field "Day", which belongs to a choice, in a form that was sent with these fields."""

    def show(by: str = "choice", choices: tuple[str, ...] = ("a",), **fields: Any) -> str:
        with app.test_request_context("/x", method="POST", data=MultiDict({"name": "Ann", **fields})):
            form = filled(Kind)
            form.validate()
            return render_template_string(OPENS, form=form, by=by, choices=choices)

    return show


def test_fields_of_a_choice_say_when_they_are_asked_and_are_there_without_scripts(opened) -> None:
    assert "If you choose “A”" in opened()
    assert "If you choose one of these: “A”, “B”" in opened(choices=("a", "b"))
    assert "If you tick “B”" in opened(by="some", choices=("b",))
    assert "hidden" not in opened(choice="b")


def test_what_holds_an_answer_or_a_mistake_is_marked_to_stay_open(opened) -> None:
    assert "data-kept" not in opened(choice="b")
    assert "data-kept" in opened(choice="b", day="3 June")
    assert "data-kept" in opened(choice="b", day="no day")


def test_a_choice_that_a_field_does_not_have_is_refused_when_the_page_is_made(opened) -> None:
    with pytest.raises(KeyError):
        opened(choices=("c",))
