"""What is worked out from counts: without a database."""

from collections import Counter
from datetime import date, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.said.measures.counting import FEWEST, Days, Period, Share, first_day

days = st.lists(st.integers(0, 4000), max_size=200)
shares = st.integers(0, 100_000).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


@given(days)
def test_half_of_the_actions_needed_so_many_days_or_fewer(took: list[int]) -> None:
    found = Days(Counter(took))
    assert found.median == (median(took) if len(took) >= FEWEST else None)


@given(shares)
def test_a_share_is_hidden_under_five_and_says_all_and_none_only_where_it_is_so(share: Share) -> None:
    if share.whole < FEWEST or 0 < share.part < FEWEST:
        assert share.percent is None
        return
    assert share.percent is not None
    assert (share.percent == 0, share.percent == 100) == (share.part == 0, share.part == share.whole)
    assert abs(share.percent - 100 * share.part / share.whole) <= 1


@given(st.dates(date(2001, 1, 1), date(2200, 1, 1)))
def test_a_time_begins_within_the_last_year_and_a_day(today: date) -> None:
    assert first_day(Period.YEAR, today) == date(today.year, 1, 1)
    begins = first_day(Period.MONTHS, today)
    assert begins is not None
    assert timedelta(365) <= today - begins <= timedelta(366)
    assert first_day(Period.ALL, today) is None


@pytest.mark.parametrize("share", [Share(), Share(4, 4), Share(4, 20), Share(1, 9)])
def test_what_rests_on_four_is_not_shown(share: Share) -> None:
    assert not share.can_be_shown
