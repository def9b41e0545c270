"""Lengths of time as people say them, and bank accounts that are not for us."""

from contextlib import suppress

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from workspace import i18n
from workspace.meetings.offer.bank import looks_like_account
from workspace.meetings.offer.hours import MOST, NotReadError, read_minutes
from workspace.meetings.words import how_long
from workspace.spaces.models import Space


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("", 0), ("none", 0), ("0", 0), ("45", 45), ("45 minutes", 45), ("45min", 45), ("1h", 60), ("1h30", 90),
        ("1 h 30 min", 90), ("1:30", 90), ("an hour", 60), ("Half an hour", 30), ("an hour and a half", 90),
        ("1 hour and a half", 90), ("one and a half hours", 90), ("1½ hours", 90), ("1.5 hours", 90), ("1,5 h", 90),
        ("½ hour", 30), ("a quarter of an hour", 15), ("three quarters of an hour", 45), ("two hours", 120),
        ("about 2 hours, there and back", None), ("up to 2 hours", 120), ("twenty-five minutes", 25),
        ("2 hours and 15 minutes", 135), ("awr a hanner", 90), ("hanner awr", 30), ("2 awr", 120), ("45 munud", 45),
        ("pum munud", 5), ("1 hour 1/2", None), ("half", None), ("soon", None), ("2 days", None), ("-5", 5),
        ("1 2 3", None), ("5000 hours", None), ("9" * 300, None), ("1 hour.", 60),
    ],
)  # fmt: skip
def test_a_length_of_time_is_read_as_people_say_it(typed, minutes):
    if minutes is None:
        with pytest.raises(NotReadError):
            read_minutes(typed)
    else:
        assert read_minutes(typed) == minutes


@pytest.mark.parametrize("language", ["en", "cy"])
@given(minutes=st.integers(0, MOST))
def test_what_we_write_is_read_back_as_the_same_time(app: Flask, language: str, minutes: int):
    with app.app_context(), i18n.speaking(language, Space(time_zone="Europe/London")):
        written = how_long(minutes)
    assert read_minutes(written) == minutes


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed):
    with suppress(NotReadError):
        assert 0 <= read_minutes(typed) <= MOST


@pytest.mark.parametrize(
    "typed",
    [
        "20-00-44 12345678", "Sort code 20-00-44, account number 12345678", "200044 12345678", "20 00 44, 1234 5678",
        "Pay it into 12345678 (20-00-44), please", "20–00–44\n12345678", "20004412345678",
        "GB29 NWBK 6016 1331 9268 19", "gb29nwbk60161331926819",
    ],
)  # fmt: skip
def test_a_bank_account_is_known(typed):
    assert looks_like_account(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "£15 an hour", "Ring 01632 960001 or 07700 900123", "020 7946 0958", "On 12-05-27, £20", "Room 12345678",
        "3 June 2027, 10am to 12", "20-00-44", "Bus 4, 11 and 24 from 10:30 to 12:45", "0800 144 8848",
    ],
)  # fmt: skip
def test_other_numbers_are_left_alone(typed):
    assert not looks_like_account(typed)


@given(st.integers(0, 999_999), st.integers(0, 99_999_999), st.sampled_from(["", "-", " ", "."]), st.booleans())
def test_every_sort_code_beside_an_account_number_is_known(code, account, dash, first):
    digits = f"{code:06d}"
    parts = [dash.join((digits[:2], digits[2:4], digits[4:])), f"{account:08d}"]
    assert looks_like_account(" account ".join(parts if first else reversed(parts)))
